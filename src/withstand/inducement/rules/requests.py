"""Rules on the way of a request: what has to come first, who has to answer, and steps that do not stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding
from withstand.inducement.needs import Taken
from withstand.inducement.rules.support import entered_on, supports
from withstand.inducement.workflow import EXPIRE, action_of
from withstand.ledger.fields import last_day
from withstand.vocabulary.words import terms, text

BEFORE_SUBMISSION = ("draft", "scope_unclear", "in_scope", "exempt")
OVER = ("refused", "withdrawn", "closed")
LATE = timedelta(days=7)


def request_without_framework(case: Case) -> Iterator[Finding]:
    """A request is on its way or approved, and no risk framework of its country is recorded of which the policy was
    communicated to the authority.
    """
    for support in supports(case):
        if support.now.state in (*BEFORE_SUBMISSION, *OVER) or support.case.framework(case.day) is not None:
            continue
        rests = [one.record for one in support.case.frameworks]
        country = support.case.request.fields.country or "?"
        yield support.finding("request_without_framework", *rests, country=text(country))


def screening_overdue(case: Case) -> Iterator[Finding]:
    """The day by which the bodies were asked to answer has passed, and one has neither answered nor had its non-answer
    recorded.
    """
    for support in supports(case):
        asked = support.case.request.fields.respond_by
        waited = support.case.unanswered(case.day)
        if support.now.state in ("submitted", "screening") and asked and last_day(asked) < case.day and waited:
            yield support.finding(
                "screening_overdue", component=waited[0], bodies=terms("components", *waited), due=text(asked)
            )


def step_without_effect(case: Case) -> Iterator[Finding]:
    """A step was entered that does not count, because something that it needs was not there, and nobody has taken it
    again since so that it counts.
    """
    for support in supports(case):
        for void in support.now.void:
            again = any(one.action == void.action and one.on >= void.on for one in support.now.counted)
            if void.action != EXPIRE and not again:
                yield support.finding(
                    "step_without_effect", void.record, step=terms("support_actions", void.action), day=text(void.on)
                )


def step_entered_late(case: Case) -> Iterator[Finding]:
    """A step was entered more than a week after the day that it names: until then nobody could know where the request
    stood. Deliveries, visits and answers may come late; steps and decisions say who may do what from when.
    """
    for support in supports(case):
        counted = {one.record for one in support.now.counted}
        steps: list[Taken] = [*support.case.moves, *support.case.decisions]
        for taken in steps:
            on, entered = date.fromisoformat(taken.fields.on), entered_on(taken.entered)
            if taken.record in counted and on + LATE < entered:
                yield support.finding(
                    "step_entered_late", taken.record, step=terms("support_actions", action_of(taken)), day=text(on),
                    entered=text(entered),
                )  # fmt: skip
