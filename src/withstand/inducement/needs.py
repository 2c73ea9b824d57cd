"""What must hold before a step: each need is one question about a case, and says what is missing in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from withstand.inducement.approvals import Approval, holding, why_none
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.steps import Step, days
from withstand.ledger.fields import first_day
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary
from withstand.vocabulary.words import Words, terms, text

Taken = Held[Move] | Held[SupportDecision]


@dataclass(frozen=True)
class Missing:
    """Something that a step needs and lacks. `about` fills the places of its sentence."""

    need: str
    about: Mapping[str, Words] = field(default_factory=lambda: MappingProxyType({}))

    def said(self, language: str = "en") -> str:
        """The sentence."""
        return said(
            "support_needs", self.need, language, **{name: one.said(language) for name, one in self.about.items()}
        )


@dataclass(frozen=True)
class Before:
    """A case as it stands before a step: the step, the approvals so far, and since when answers are consolidated."""

    case: SupportCase
    step: Step
    taken: Taken
    on: date
    resume: str
    approvals: tuple[Approval, ...]
    consolidated: date
    triggered: date

    @property
    def words(self) -> Move | SupportDecision:
        """What the step says."""
        return self.taken.fields


def missing(before: Before) -> tuple[Missing, ...]:
    """What the step still needs, in the order of the table."""
    found = (_NEEDS[need](before) for need in before.step.needs)
    return tuple(one for one in found if one is not None)


def _unless(holds: object, need: str, **about: Words) -> Missing | None:
    return None if holds else Missing(need, MappingProxyType(about))


def _reasons(before: Before) -> Missing | None:
    return _unless(before.words.reasons.strip(), "reasons")


def _recipient(before: Before) -> Missing | None:
    return _unless(before.case.recipients, "recipient")


def _framework(before: Before) -> Missing | None:
    country = before.case.request.fields.country or "?"
    return _unless(before.case.framework(before.on), "framework", country=text(country))


def _bodies(before: Before) -> Missing | None:
    return _unless(before.case.request.fields.bodies, "bodies")


def _all_answered(before: Before) -> Missing | None:
    if not before.case.request.fields.bodies:
        return Missing("bodies")
    waited = before.case.unanswered(before.on)
    return _unless(not waited, "all_answered", bodies=terms("components", *waited))


def _risk_assessed(before: Before) -> Missing | None:
    return _unless(before.case.assessment(before.on, before.consolidated), "risk_assessed")


def _mitigation_verified(before: Before) -> Missing | None:
    found = before.case.assessment(before.on, before.consolidated)
    if found is None:
        return None
    rank = {key: int(term.facts["rank"]) for key, term in vocabulary("risk_levels").terms.items()}
    if rank[found.fields.residual] >= rank[found.fields.inherent]:
        return None
    counted = [before.case.condition(one) for one in found.linked("counts_on")]
    met = vocabulary("condition_status").keys_where("met")
    verified = [one for one in counted if one and one.fields.status in met and _by(one.fields.verified_on, before.on)]
    return _unless(verified, "mitigation_verified")


def _by(day: str | None, on: date) -> bool:
    return day is not None and first_day(day) <= on


def _expires_in_time(before: Before) -> Missing | None:
    words, span = before.words, days()
    provisional = before.step.to == "provisional"
    latest = before.on + timedelta(days=span.emergency_longest if provisional else span.longest)
    ends = words.expires if isinstance(words, SupportDecision) else None
    held = ends is not None and before.on <= date.fromisoformat(ends) <= latest
    return _unless(held, "expires_in_time", latest=text(latest))


def _risk_acceptable(before: Before) -> Missing | None:
    found = before.case.assessment(before.on, before.consolidated)
    risk = found.fields.residual if found else "unknown"
    waived = isinstance(before.words, SupportDecision) and before.words.waiver is not None
    return _unless(
        risk not in ("unacceptable", "unknown") or waived, "risk_acceptable", risk=terms("risk_levels", risk)
    )


def _conditions(before: Before) -> Missing | None:
    linked = [before.case.condition(one) for one in before.taken.linked("under_condition")]
    return _unless(any(one is not None for one in linked), "conditions")


def _emergency(before: Before) -> Missing | None:
    return _unless(before.case.request.fields.stage == "emergency", "emergency")


def _once(before: Before) -> Missing | None:
    return _unless(not any(one.provisional for one in before.approvals), "once")


def _another_hand(before: Before) -> Missing | None:
    decided = before.approvals[-1].decision
    same_role = decided.fields.by_role == before.words.by_role
    same_person = decided.author == before.taken.author != OFFICE_AUTHOR
    return _unless(not (same_role or same_person), "another_hand")


def _approval_holds(before: Before) -> Missing | None:
    if before.step.action == "countersign":
        waits = before.approvals[-1]
        return _unless(waits.last >= before.on, "approval_holds", **_gap(before, ("expired", waits.last)))
    if before.step.action == "reinstate":
        held = holding((one.resumed(before.on) for one in before.approvals), before.on)
    else:
        held = holding(before.approvals, before.on)
    finished = before.resume == "monitoring" and before.step.to == "back"
    return _unless(held or finished, "approval_holds", **_gap(before, why_none(before.approvals, before.on)))


def _gap(before: Before, why: tuple[str, date | None]) -> dict[str, Words]:
    word, day = why
    return {"on": text(before.on), "why": Words((word,), "approval_gaps", True, str(day or ""))}


def _delivered(before: Before) -> Missing | None:
    given = any(first_day(one.fields.when.start) <= before.on for one in before.case.deliveries)
    return _unless(given, "delivered")


def _due(before: Before) -> Missing | None:
    return _unless(isinstance(before.words, Move) and before.words.due, "due")


def _correction_verified(before: Before) -> Missing | None:
    seen = (
        one.fields.correction_verified and before.triggered <= one.fields.when.earliest <= before.on
        for one in before.case.monitoring
    )  # fmt: skip
    return _unless(any(seen), "correction_verified")


def _ended(before: Before) -> Missing | None:
    return _unless(isinstance(before.words, Move) and before.words.ended, "ended")


_NEEDS: Mapping[str, Callable[[Before], Missing | None]] = MappingProxyType(
    {
        "reasons": _reasons,
        "recipient": _recipient,
        "framework": _framework,
        "bodies": _bodies,
        "all_answered": _all_answered,
        "risk_assessed": _risk_assessed,
        "mitigation_verified": _mitigation_verified,
        "expires_in_time": _expires_in_time,
        "risk_acceptable": _risk_acceptable,
        "conditions": _conditions,
        "emergency": _emergency,
        "once": _once,
        "another_hand": _another_hand,
        "approval_holds": _approval_holds,
        "delivered": _delivered,
        "due": _due,
        "correction_verified": _correction_verified,
        "ended": _ended,
    }
)
