"""Support to forces and institutions: what was asked, who screened it, what was decided, given, seen, and followed."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from withstand.actors.records import ACTORS
from withstand.evidence.records import RESTS_ON_SOURCE, Component
from withstand.inducement.parts import Criterion, Dissent, Item, Rung, whole_days
from withstand.ledger.fields import FreeText, Line, Number, PartialDay, Place, Record, Span, coded
from withstand.ledger.kinds import Blind, Kind, Role

Risk = Annotated[str, coded("risk_levels")]
Answered = Annotated[str, coded("yes_no_unknown")]
SupportRole = Annotated[str, coded("support_roles")]
Confidence = Annotated[str, coded("criterion_confidence")]
Days = Annotated[int, Meta(ge=0, le=3660, extra={"form": "number"})]

REQUEST_NAME = "inducement.SupportRequest"
DECISION_NAME = "inducement.SupportDecision"
CONDITION_NAME = "inducement.Condition"
EVIDENCE = ("evidence.Incident", "evidence.Alert", "evidence.Obstruction", "evidence.Visit", "evidence.Reprisal")


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
    confidence: Confidence
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

    The host's own report stands beside our verification. `oversight` is the national body that is to take monitoring over.
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


class SupportDecision(Record, frozen=True, kw_only=True):
    """A decision on a request, by a person who answers for it: reasons, dissent, what may be given, and until when.

    Nothing in it is filled in beforehand from a recommendation. Every approval expires.
    """

    decided: Annotated[str, coded("support_actions")]
    on: PartialDay
    by_role: SupportRole
    decided_by: Line
    reasons: FreeText
    expires: PartialDay | None = None
    items: tuple[Item, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    residual_accepted: Risk = "unknown"
    waiver: Annotated[str, coded("decision_waivers")] | None = None
    waiver_reasons: FreeText = ""
    counter_opinion: FreeText = ""
    headquarters_told: PartialDay | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """An approval that never expires or expires before it begins; a waiver without reasons or other opinion."""
        found = []
        if self.decided not in DECISIONS:
            found.append(("decided", f"a decision is one of: {', '.join(DECISIONS)}"))
        found.extend(whole_days(on=self.on, expires=self.expires))
        if self.decided in APPROVALS:
            if self.expires is None:
                found.append(("expires", "an approval expires: say on which day"))
            elif self.expires < self.on:
                found.append(("expires", f"{self.expires} is before the decision, {self.on}"))
        if not self.reasons:
            found.append(("reasons", "say why"))
        if self.waiver is not None and not (self.waiver_reasons and self.counter_opinion):
            found.append(("waiver", "a waiver has reasons, and the opinion against it"))
        return tuple(found)


class Move(Record, frozen=True, kw_only=True):
    """A step of a request that is no decision: who took it in which role, when and why."""

    action: Annotated[str, coded("support_actions")]
    on: PartialDay
    by_role: SupportRole
    reasons: FreeText = ""
    due: PartialDay | None = None
    ended: Annotated[str, coded("closing_reasons")] | None = None
    rule: Line = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A step of a month: steps are taken on a day."""
        return whole_days(on=self.on, due=self.due)


class Delivery(Record, frozen=True, kw_only=True):
    """What was given, when, where, item by item."""

    what: Line
    when: Span
    where: Place | None = None
    items: tuple[Item, ...]
    received_by: Line = ""
    remarks: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A delivery of nothing."""
        return () if self.items else (("items", "say what was delivered: item, quantity, unit"),)


class Monitoring(Record, frozen=True, kw_only=True):
    """A visit or check after support: was it used as agreed, is a condition met, what could not be seen."""

    what: Line
    when: Span
    where: Place | None = None
    by: tuple[Component, ...]
    form: Annotated[str, coded("monitoring_forms")] | None = None
    access: Annotated[str, coded("access")] = "unknown"
    verdict: Annotated[str, coded("monitoring_verdicts")]
    condition_verdict: Annotated[str, coded("condition_status")] | None = None
    correction_verified: bool = False
    seen: FreeText = ""
    not_seen: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A correction verified without having seen anything."""
        if self.correction_verified and (self.verdict == "not_seen" or not self.seen):
            return (("correction_verified", "say what was seen; what could not be seen is not verified"),)
        return ()


class GoodConduct(Record, frozen=True, kw_only=True):
    """The positive ledger: something an authority or a unit did well."""

    what: Annotated[str, coded("good_conduct")]
    when: Span
    where: Place | None = None
    verification: Annotated[str, coded("verification")] = "allegation"
    details: FreeText = ""


class Ladder(Record, frozen=True, kw_only=True):
    """What a recipient must show to be given the next item, step by step; and the floor that monitoring keeps."""

    title: Line
    on: PartialDay
    rungs: tuple[Rung, ...]
    floor: Annotated[str, coded("monitoring_forms")]
    told_recipient: PartialDay | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A ladder without rungs."""
        return () if self.rungs else (("rungs", "say what is given at each step and what it takes"),)


class Operation(Record, frozen=True, kw_only=True):
    """A joint or supported operation: risk to civilians before, during and after; when it stops; what was learnt."""

    name: Line
    type: Annotated[str, coded("operation_types")]
    when: Span
    where: Place | None = None
    stage: Annotated[str, coded("operation_stages")] = "planned"
    risk_before: Risk = "unknown"
    risk_during: Risk = "unknown"
    risk_after: Risk = "unknown"
    civilian_risks: FreeText = ""
    stop_criteria: FreeText = ""
    decides_to_stop: Line = ""
    review_by: PartialDay | None = None
    reviewed_on: PartialDay | None = None
    review: FreeText = ""


class Transfer(Record, frozen=True, kw_only=True):
    """What is handed over to the state: detained people as counts only, sites, bases, tasks; its risk and follow-up."""

    what: Line
    type: Annotated[str, coded("transfer_types")]
    when: Span
    where: Place | None = None
    people: Number | None = None
    women: Number | None = None
    minors: Number | None = None
    risk: Risk = "unknown"
    assessed_on: PartialDay | None = None
    assessment: FreeText = ""
    assurances: FreeText = ""
    people_asked: Answered = "unknown"
    follow_up_by: PartialDay | None = None
    followed_up_on: PartialDay | None = None
    follow_up: FreeText = ""


APPROVALS = ("approve", "approve_conditions", "approve_provisionally")
DECISIONS = (*APPROVALS, "defer", "refuse")

_REQUEST = Role("request", (REQUEST_NAME,), many=False, required=True)
_RECIPIENT = Role("recipient", ACTORS, required=True)

FRAMEWORK = Kind("inducement.Framework", Framework, roles=(Role("told", ACTORS),), title="country", consents=False)
SUPPORT_REQUEST = Kind(
    REQUEST_NAME,
    SupportRequest,
    roles=(
        _RECIPIENT,
        Role("asked_by", ACTORS),
        Role("responsible", ACTORS),
        Role("follows", (REQUEST_NAME,)),
        Role("supports", ("inducement.Operation",)),
        Role("framework", ("inducement.Framework",)),
    ),
    when="when",
    where="where",
    title="title",
    consents=False,
)
SCREENING = Kind(
    "inducement.Screening",
    Screening,
    roles=(
        Role("screens", (REQUEST_NAME,), many=False, required=True),
        Role("rests_on", (*EVIDENCE, "actors.Listing", "inducement.GoodConduct"), consent=True),
    ),
    title="answer",
    consents=False,
    blind=Blind("screens", by="body", asked="bodies"),
)
RISK_ASSESSMENT = Kind(
    "inducement.RiskAssessment",
    RiskAssessment,
    roles=(
        _REQUEST,
        Role("rests_on", (*EVIDENCE, "actors.Listing", "inducement.GoodConduct"), consent=True),
        Role("counts_on", (CONDITION_NAME,)),
    ),
    title="residual",
    consents=False,
)
CONDITION = Kind(
    CONDITION_NAME,
    Condition,
    roles=(
        _REQUEST,
        Role("owned_by", ACTORS),
        Role("oversight", ACTORS),
        Role("replaces", (CONDITION_NAME,)),
    ),
    title="condition",
    consents=False,
)
SUPPORT_DECISION = Kind(
    DECISION_NAME,
    SupportDecision,
    roles=(
        _REQUEST,
        Role("under_condition", (CONDITION_NAME,)),
        Role("assessed_in", ("inducement.RiskAssessment",)),
        Role("rests_on", EVIDENCE, consent=True),
        Role("excludes", ("actors.Posting", *ACTORS)),
    ),
    title="decided",
    consents=False,
    by_workflow="withstand support decide",
)
MOVE = Kind(
    "inducement.Move",
    Move,
    roles=(
        _REQUEST,
        Role("rests_on", (*EVIDENCE, "inducement.Monitoring", "inducement.Delivery", CONDITION_NAME), consent=True),
        Role("renewed_by", (REQUEST_NAME,)),
    ),
    title="action",
    consents=False,
    by_workflow="withstand support move",
)
DELIVERY = Kind(
    "inducement.Delivery",
    Delivery,
    roles=(_REQUEST, Role("decision", (DECISION_NAME,)), Role("recipient", ACTORS)),
    when="when",
    where="where",
    title="what",
    consents=False,
)
MONITORING = Kind(
    "inducement.Monitoring",
    Monitoring,
    roles=(
        _REQUEST,
        Role("condition", (CONDITION_NAME,)),
        Role("delivery", ("inducement.Delivery",)),
        Role("found", ("evidence.Incident", "evidence.Obstruction"), consent=True),
        RESTS_ON_SOURCE,
    ),
    when="when",
    where="where",
    title="what",
)
GOOD_CONDUCT = Kind(
    "inducement.GoodConduct",
    GoodConduct,
    roles=(
        Role("by", ACTORS, required=True),
        Role("answers", ("evidence.Incident", CONDITION_NAME, REQUEST_NAME)),
        RESTS_ON_SOURCE,
    ),
    when="when",
    where="where",
    title="what",
)
LADDER = Kind("inducement.Ladder", Ladder, roles=(_RECIPIENT,), title="title", consents=False)
OPERATION = Kind(
    "inducement.Operation",
    Operation,
    roles=(
        Role("with", ACTORS, required=True),
        Role("decision", (DECISION_NAME,)),
        Role("harmed", ("evidence.Incident",), consent=True),
    ),
    when="when",
    where="where",
    title="name",
    consents=False,
)
TRANSFER = Kind(
    "inducement.Transfer",
    Transfer,
    roles=(
        Role("to", ACTORS, required=True),
        Role("assessed_in", ("inducement.RiskAssessment",)),
        Role("rests_on", EVIDENCE, consent=True),
    ),
    when="when",
    where="where",
    title="what",
    consents=False,
)

KINDS = (
    FRAMEWORK,
    SUPPORT_REQUEST,
    SCREENING,
    RISK_ASSESSMENT,
    CONDITION,
    SUPPORT_DECISION,
    MOVE,
    DELIVERY,
    MONITORING,
    GOOD_CONDUCT,
    LADDER,
    OPERATION,
    TRANSFER,
)
