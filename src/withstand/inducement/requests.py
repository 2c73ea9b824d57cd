"""What was asked for, who screened it, its risk, and the conditions put to it."""

from __future__ import annotations

from typing import Annotated

from withstand.evidence.records import Component
from withstand.inducement.parts import Answered, Criterion, Days, Dissent, Item, Risk
from withstand.ledger.fields import FreeText, Line, Number, PartialDay, Place, Record, Span, coded


class Framework(Record, frozen=True, kw_only=True):
    """The general risk framework of a country, and how the policy was made known to its authority: letter, day, answer.

    Requests come after it.
    """

    country: Line
    adopted: PartialDay
    summary: FreeText = ""
    letter: Line = ""
    sent: PartialDay | None = None
    answer: Annotated[str, coded("host_answers")] = "unknown"
    answered: PartialDay | None = None
    review_by: PartialDay | None = None


class SupportRequest(Record, frozen=True, kw_only=True):
    """A request for support to units or offices. Where it stands follows from its steps, never from a field.

    `bodies` are asked in parallel to answer by `respond_by`. `validity_days` is what the requester proposes.
    """

    title: Line
    when: Span
    support: Annotated[str, coded("support_types")]
    also: tuple[Annotated[str, coded("support_types")], ...] = ()
    stage: Annotated[str, coded("request_stages")] = "planning"
    requested_by: Component
    requested_by_office: Line = ""
    country: Line = ""
    where: Place | None = None
    objective: FreeText = ""
    mandate_reference: Line = ""
    benefit: FreeText = ""
    items: tuple[Item, ...] = ()
    strength: Number | None = None
    bodies: tuple[Component, ...] = ()
    respond_by: PartialDay | None = None
    validity_days: Days | None = None
    responsible_officer: Line = ""
    risks_seen: FreeText = ""
    host_letter: Line = ""
    earlier: FreeText = ""


class Screening(Record, frozen=True, kw_only=True):
    """What one body answers about a request; sealed until every body has answered, or its non-answer is recorded.

    Of lists of names only counts survive: how many, against which lists, with what result, by whom it was looked at.
    """

    body: Component
    on: PartialDay
    answer: Annotated[str, coded("screening_answers")]
    reasons: FreeText = ""
    gaps: FreeText = ""
    advised: tuple[Annotated[str, coded("condition_types")], ...] = ()
    names_checked: Number | None = None
    names_to_judge: Number | None = None
    names_matched: Number | None = None
    lists: tuple[Line, ...] = ()
    reviewed_by: Line = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A judgement without reasons."""
        if self.answer in ("concern", "grave_concern", "no_concern_found") and not self.reasons:
            return (("reasons", "say what this answer rests on, and what could not be checked"),)
        return ()


class RiskAssessment(Record, frozen=True, kw_only=True):
    """The risk of giving and of withholding: criteria side by side, levels by judgement with reasons, never a sum.

    `residual` counts mitigation that was verified, and no other.
    """

    on: PartialDay
    criteria: tuple[Criterion, ...] = ()
    inherent: Risk
    residual: Risk
    confidence: Annotated[str, coded("criterion_confidence")]
    reasons: FreeText
    giving: FreeText = ""
    withholding: FreeText = ""
    mitigation: FreeText = ""
    dissent: tuple[Dissent, ...] = ()

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A criterion rated twice; a low residual level without saying what lowers it; nothing on withholding."""
        found = []
        names = [one.criterion for one in self.criteria]
        if len(names) != len(set(names)):
            found.append(("criteria", "a criterion is rated twice: keep one of them"))
        if not self.withholding:
            found.append(("withholding", "say what follows if the support is not given, for people there and for us"))
        lowered = self.residual != self.inherent
        if lowered and not self.mitigation:
            found.append(("mitigation", "the level changed: name the verified mitigation that changes it"))
        return tuple(found)


class Condition(Record, frozen=True, kw_only=True):
    """Something that can be verified, asked for support: its test, evidence, owner, day and consequence.

    The host's own report stands beside our verification. `oversight` is the national body that is to take
    monitoring over.
    """

    condition: Line
    type: Annotated[str, coded("condition_types")] = "own_words"
    test: FreeText
    evidence_needed: Line
    host_owner: Line
    due: PartialDay
    consequence: Annotated[str, coded("consequences")]
    agreed_on: PartialDay | None = None
    national_law: Line = ""
    jointly_designed: Answered = "unknown"
    oversight_body: Line = ""
    host_report: FreeText = ""
    host_report_on: PartialDay | None = None
    status: Annotated[str, coded("condition_status")] = "open"
    verified_by: Component | None = None
    verified_on: PartialDay | None = None
    verification_text: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Met without anybody who verified it."""
        if self.status in ("met", "partly_met") and (self.verified_by is None or self.verified_on is None):
            return (("status", "say which component verified it and when; the host’s report alone does not"),)
        return ()
