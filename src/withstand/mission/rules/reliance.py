"""Rules on relying on an authority: support without conditions, joint operations, what is handed over to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import RECORD, Finding, finding
from withstand.inducement.approvals import Approval
from withstand.inducement.following import Operation, Transfer
from withstand.inducement.rules.conduct import harms, postures
from withstand.inducement.rules.operations import WITHOUT_DECISION, here
from withstand.inducement.rules.support import Support, entered_on, mine, supports
from withstand.ledger.fields import first_day, last_day
from withstand.mission.rules.readings import against, area_of, protecting
from withstand.mission.rules.thresholds import counts_until, half_life, thresholds
from withstand.vocabulary.words import Words, terms, text

BOOK = "stance_findings"
UNANSWERING = ("lifted", "replaced", "not_met")
"""Conditions that answer nothing any more."""

ESTABLISHES = ("protecting",)
SPEAKS_AGAINST = ("able_unwilling", "bystanding", "obstructing", "complicit", "perpetrating")

PROTECTION = ("site", "base", "task")
"""What is handed over and protected people until then."""

UNDER_WAY = ("planned", "under_way")


@dataclass(frozen=True)
class Reliability:
    """What speaks against relying on an authority, and whether it is established where one would."""

    contrary: tuple[str, ...]
    shown: bool
    latest: date = date.min

    @property
    def established(self) -> bool:
        """Shown, and nothing speaks against it: what is not known is not established."""
        return self.shown and not self.contrary


def reliability(case: Case, actor: str, areas: Iterable[str]) -> Reliability:
    """Of an actor in some areas, by observed conduct; `latest` is the last day on which something contrary happened or
    was entered. What it is recorded to have done never ages out.
    """
    wanted = tuple(areas)
    if case.subject.kind == RECORD:
        return Reliability((), shown=False)
    harmed, seen = harms(case, actor), against(case, actor)
    last = [min(one.when.latest, case.day) for one in harmed] + [one.last for one in seen]
    contrary = (*(one.record for one in harmed), *(one.record for one in seen))
    entered = [entered_on(case.entered(one)) for one in contrary]
    shown = bool(wanted) and all(area and protecting(case, actor, area) is not None for area in wanted)
    return Reliability(contrary, shown, max((*last, *entered), default=date.min))


def reliability_not_established(case: Case) -> Iterator[Finding]:
    """Support may be given, that the recipient protects civilians is not established, and no condition answers that.
    It is established only where it was observed to protect wherever the support is used, or where its stance towards a
    threat is recorded as protecting by somebody who could see, neither older than the half-life; and where no conduct,
    no stance and no record of harm speaks against it. Unknown and undetermined are not established.
    """
    actor = case.subject.key
    for support in mine(case):
        approval = support.live
        if approval is None or _answered(support, approval):
            continue
        used = {area_of(case, one) for one in (support.request, *(one.record for one in support.case.deliveries))}
        found = reliability(case, actor, used - {""})
        said = tuple(postures(case, actor, support))
        speak = [one.record for one in said if one.posture in SPEAKS_AGAINST]
        seen = any(one.posture in ESTABLISHES and one.seen and _fresh(case, one.on) for one in said)
        if not found.contrary and not speak and (found.shown or seen):
            continue
        contrary = {*found.contrary, *speak}
        yield support.finding(
            "reliability_not_established", approval.decision.record, actor, *contrary,
            variant="" if contrary else "unknown", who=actor, unit=text(case.title(actor)),
            number=text(len(contrary)), until=text(approval.last),
        )  # fmt: skip


def _fresh(case: Case, day: date) -> bool:
    return day >= case.day - half_life(case)


def _answered(support: Support, approval: Approval) -> bool:
    conditions = (support.case.condition(one) for one in approval.decision.linked("under_condition"))
    return any(one is not None and one.fields.status not in UNANSWERING for one in conditions)


def operation_not_established(case: Case) -> Iterator[Finding]:
    """An operation that is joint with an authority, supported, or run beside its auxiliaries is planned or under way,
    and that the authority protects civilians there is not established: nobody observed it within the half-life, or one
    record of harm or of obstruction speaks against it; and neither a condition of an approval that holds nor a review
    answers that. A review answers it if it is due within the half-life, or was made since the last such record.
    """
    for record, operation in case.each(Operation):
        joint = operation.type not in WITHOUT_DECISION and operation.stage in UNDER_WAY
        if not joint or record not in here(case):
            continue
        found = reliability(case, case.subject.key, (area_of(case, record),))
        if found.established or _reviewed(case, operation, found) or _under_condition(case, record):
            continue
        yield _finding(case, "operation_not_established", record, found, operation=text(operation.name),
                       type=terms("operation_types", operation.type), day=text(operation.when.start))  # fmt: skip


def _reviewed(case: Case, operation: Operation, found: Reliability) -> bool:
    ahead = operation.review_by
    if ahead is not None and case.day <= last_day(ahead) <= case.day + half_life(case):
        return True
    made = operation.reviewed_on
    return made is not None and found.latest < first_day(made) <= case.day and _fresh(case, first_day(made))


def _under_condition(case: Case, operation: str) -> bool:
    named = case.to(operation, "decision")
    return any(
        support.live is not None and support.live.decision.record in named and _answered(support, support.live)
        for support in supports(case)
    )


def transfer_not_established(case: Case) -> Iterator[Finding]:
    """A site, a base or a task of protection is handed over to an authority, is to be, or was within the window, and
    that the authority protects civilians there is not established: nobody observed it within the half-life, or one
    record of harm or of obstruction speaks against it.
    """
    for record, transfer in case.each(Transfer):
        if record not in here(case) or transfer.type not in PROTECTION:
            continue
        if case.day > counts_until(min(transfer.when.latest, case.day), thresholds(case).window_months):
            continue
        found = reliability(case, case.subject.key, (area_of(case, record),))
        if not found.established:
            yield _finding(case, "transfer_not_established", record, found, what=text(transfer.what),
                           type=terms("transfer_types", transfer.type), day=text(transfer.when.start))  # fmt: skip


def _finding(case: Case, rule: str, record: str, found: Reliability, **words: Words) -> Finding:
    actor = case.subject.key
    return finding(
        rule, BOOK, record, (*found.contrary, actor), "", "" if found.contrary else "unknown", actor,
        unit=text(case.title(actor)), number=text(len(found.contrary)), **words,
    )  # fmt: skip
