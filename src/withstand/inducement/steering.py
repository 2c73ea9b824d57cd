"""Taking a step: checked against the whole case, whatever the person who takes it may see, then a draft to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from withstand.errors import WithstandError
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.cases import support_case
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.needs import Missing
from withstand.inducement.records import MOVE, SUPPORT_DECISION
from withstand.inducement.steps import steps
from withstand.inducement.workflow import lacking, standing
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary


class StepNotTaken(WithstandError):
    """A step of a request that cannot be taken: what it lacks."""

    def __init__(self, action: str, missing: tuple[Missing, ...], language: str = "en") -> None:
        """From what is missing, said in a language."""
        self.action, self.missing = action, missing
        label = vocabulary("support_actions").label(action, language)
        super().__init__(f"{label}: " + " ".join(one.said(language) for one in missing))


def step_draft(
    guard: Guard, sight: Picture, request: str, step: Move | SupportDecision, today: date,
    links: Sequence[LinkTo] = (), language: str = "en", author: str = OFFICE_AUTHOR,
) -> Draft:  # fmt: skip
    """The draft of a step, as restricted as the request is, in the name of its author.

    Raises:
        NotFound: whoever takes it may not see the request.
        StepNotTaken: with everything that it lacks.
        InvalidRecord: the step contradicts itself.
    """
    seen = sight.get(request)
    kind = SUPPORT_DECISION if isinstance(step, SupportDecision) else MOVE
    kind.check(step)
    case = support_case(guard.picture, request)
    taken = Held("", step, author=author, links=tuple((link.role, link.target) for link in links))
    action = step.decided if isinstance(step, SupportDecision) else step.action
    if missing := lacking(case, taken, today):  # type: ignore[arg-type]
        raise StepNotTaken(action, missing, language)
    about = (LinkTo("request", request), *links)
    return Draft(kind, step, seen.classification, seen.compartments, links=about, author=author, checked=True)


def open_steps(case: SupportCase, role: str, today: date) -> tuple[tuple[str, tuple[Missing, ...]], ...]:
    """The steps that a role may take from where a case stands, each with what it would lack as an empty step."""
    state = standing(case, today).state
    found = []
    for step in steps().values():
        if state not in step.starts or role not in step.by:
            continue
        day = today.isoformat()
        empty: Move | SupportDecision = (
            SupportDecision(decided=step.action, on=day, by_role=role, decided_by="", reasons="")
            if step.decision
            else Move(action=step.action, on=day, by_role=role)
        )
        found.append((step.action, lacking(case, Held("", empty), today)))  # type: ignore[arg-type]
    return tuple(found)
