"""What is due on requests for support as of a day: answers, ends of approvals, conditions, corrections, reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from withstand.inducement.outcomes import Outcome
from withstand.ledger.fields import last_day
from withstand.vocabulary.terms import vocabulary

ANSWER, APPROVAL, CONDITION, CORRECTION, STEP = "answer", "approval", "condition", "correction", "step"
_WAITS_FOR_A_STEP = ("approved", "trigger_review", "suspended", "expired", "withdrawn")
"""States in which nothing has a day and somebody has to move the request on all the same."""


@dataclass(frozen=True)
class Due:
    """Something that is due: a word for what, by when (None: no day was named), and what it is about.

    `about` is a body, or the id of a condition or a request. `late`: its day has passed.
    """

    what: str
    request: str
    about: str
    by: date | None
    late: bool


def due_on(outcome: Outcome, unanswered: Iterable[str], day: date) -> tuple[Due, ...]:
    """What is due on one request, the earliest first. `unanswered` are the bodies that have not answered."""
    found = list(_due(outcome, tuple(unanswered), day))
    return tuple(sorted(found, key=lambda one: (one.by or date.max, one.what, one.about)))


def _due(outcome: Outcome, unanswered: tuple[str, ...], day: date) -> Iterator[Due]:
    standing, request = outcome.standing, outcome.case.request
    if standing.state == "screening":
        asked = request.fields.respond_by
        by = last_day(asked) if asked else None
        for body in unanswered:
            yield Due(ANSWER, request.record, body, by, by is not None and by < day)
    if standing.warned and standing.approval is not None:
        yield Due(APPROVAL, request.record, standing.approval.decision.record, standing.approval.last, late=False)
    if standing.state == "corrective" and standing.due is not None:
        yield Due(CORRECTION, request.record, request.record, standing.due, standing.due < day)
    if standing.state in _WAITS_FOR_A_STEP:
        yield Due(STEP, request.record, standing.state, None, late=False)
    if outcome.approved and not vocabulary("support_states").terms[standing.state].facts["closed"]:
        opened = vocabulary("condition_status").keys_where("open")
        for held in outcome.case.conditions:
            by = last_day(held.fields.due)
            if held.fields.status in opened:
                yield Due(CONDITION, request.record, held.record, by, by < day)
