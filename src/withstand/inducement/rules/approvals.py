"""Rules on approvals: how they end, what they rest on, and who has to be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding
from withstand.analysis.coherence.roles import REQUEST
from withstand.inducement.rules.support import Support, supports
from withstand.ledger.fields import last_day
from withstand.vocabulary.words import terms, text

TOLD_WITHIN = timedelta(days=3)
STOPS = ("refuse", "suspend", "withdraw")


def approval_ends_soon(case: Case) -> Iterator[Finding]:
    """An approval under which support may be given ends within the days of warning, and no request follows on it."""
    for support in supports(case):
        approval = support.live
        if approval is not None and support.now.warned and not _followers(case, support):
            yield support.finding(
                "approval_ends_soon", approval.decision.record, component=support.entity, until=text(approval.last)
            )


def approval_expired(case: Case) -> Iterator[Finding]:
    """An approval has expired, and the request has neither been closed nor followed by another."""
    for support in supports(case):
        if support.now.state == "expired" and not _followers(case, support):
            decisions = [one.decision.record for one in support.now.approvals[-1:]]
            yield support.finding("approval_expired", *decisions, since=text(support.now.since))


def provisional_not_followed(case: Case) -> Iterator[Finding]:
    """Support was approved provisionally in an emergency, and no ordinary request follows on it, so that nobody screens
    it.
    """
    for support in supports(case):
        made = [one for one in support.now.counted if one.action == "approve_provisionally"]
        if made and not _followers(case, support) and case.day > made[-1].on:
            yield support.finding(
                "provisional_not_followed", made[-1].record, component=support.entity, day=text(made[-1].on)
            )


def _followers(case: Case, support: Support) -> list[str]:
    return [one for one in case.leading_to(support.request, "follows") if case.kind(one) == REQUEST]


def residual_unknown(case: Case) -> Iterator[Finding]:
    """Support may be given under an approval, and what risk remains is not known: the decision does not say which risk
    it accepts, or the last assessment leaves it unknown.
    """
    for support in supports(case):
        approval = support.live
        if approval is None or approval.provisional:
            continue
        assessment = support.case.assessment(case.day, date.min)
        accepted = approval.decision.fields.residual_accepted
        if accepted == "unknown" or assessment is None or assessment.fields.residual == "unknown":
            rests = [assessment.record] if assessment else []
            yield support.finding(
                "residual_unknown", approval.decision.record, *rests, accepted=terms("risk_levels", accepted)
            )


def headquarters_not_told(case: Case) -> Iterator[Finding]:
    """Support was refused, suspended or withdrawn, and no decision of the request says that headquarters was told
    since.
    """
    for support in supports(case):
        told = [one.fields.headquarters_told for one in support.case.decisions if one.fields.headquarters_told]
        for step in support.now.counted:
            if step.action in STOPS and step.on + TOLD_WITHIN < case.day:
                if any(last_day(day) >= step.on for day in told):
                    continue
                yield support.finding(
                    "headquarters_not_told", step.record, step=terms("support_actions", step.action), day=text(step.on)
                )
