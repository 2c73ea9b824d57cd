"""Threats to civilians, the actions that answer them, and findings that somebody accepts for a time."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from withstand.actors.records import ACTORS
from withstand.evidence.records import Component, Group, Violation
from withstand.inducement.parts import Dissent, whole_days
from withstand.ledger.fields import Assertion, Fields, FreeText, Line, Number, PartialDay, Place, Record, Span, coded
from withstand.ledger.kinds import Kind, Role

DONE = ("done", "partly_done")


class Threat(Record, frozen=True, kw_only=True):
    """A potential source of harm to civilians, from the day it is seen until it no longer is one.

    Ratings are unknown until somebody gives them; unknown is never low. `access` says whether anybody could go and see
    when it was rated. Who does what about it are actions of their own.
    """

    threat: Line
    where: Place
    when: Span
    reference: Line = ""
    radius_km: Number | None = None
    description: FreeText = ""
    harms: tuple[Violation, ...] = ()
    perpetrators: tuple[Assertion, ...] = ()
    motive: FreeText = ""
    intent: Annotated[str, coded("intents")] = "unknown"
    capability: Annotated[str, coded("capabilities")] = "unknown"
    pattern: FreeText = ""
    triggers: tuple[Annotated[str, coded("triggers")], ...] = ()
    calendar: FreeText = ""
    groups: tuple[Group, ...] = ()
    people: Number | None = None
    concern: FreeText = ""
    self_protection: FreeText = ""
    likelihood: Annotated[str, coded("likelihood")] = "unknown"
    vulnerability: Annotated[str, coded("vulnerability")] = "unknown"
    impact: Annotated[str, coded("impact")] = "unknown"
    rating: Annotated[str, coded("threat_ratings")] = "unknown"
    imminence: Annotated[str, coded("imminence")] = "unknown"
    confidence: Annotated[str, coded("confidence")] = "unknown"
    access: Annotated[str, coded("access")] = "unknown"
    state_posture: Annotated[str, coded("postures")] = "unknown"
    host_asked: FreeText = ""
    host_answer: Annotated[str, coded("host_answers")] = "unknown"
    assets: FreeText = ""
    phase: Annotated[str, coded("protection_phases")] | None = None
    response_done: FreeText = ""
    result: FreeText = ""
    status: Annotated[str, coded("threat_status")] = "open"
    assessed_on: PartialDay | None = None
    reviewed_on: PartialDay | None = None
    review_by: PartialDay | None = None


class Action(Record, frozen=True, kw_only=True):
    """Who does what, where, by when. `when` is the day it was agreed; without `due` nobody has said by when."""

    task: Line
    when: Span
    where: Place | None = None
    reference: Line = ""
    details: FreeText = ""
    type: Annotated[str, coded("responses")] = "other"
    tier: Annotated[str, coded("protection_tiers")] | None = None
    owner: Component | None = None
    owner_office: Line = ""
    components: tuple[Component, ...] = ()
    due: PartialDay | None = None
    status: Annotated[str, coded("action_status")] = "open"
    done_on: PartialDay | None = None
    obstacle: FreeText = ""
    result: FreeText = ""
    reviewed_on: PartialDay | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A day on which it was done, of what is not done."""
        if self.done_on is not None and self.status not in DONE:
            return (("done_on", "say that it is done or partly done, or leave the day out"),)
        return ()


class Acceptance(Record, frozen=True, kw_only=True):
    """Somebody in a named role accepts a finding of a rule for a time, and answers for it; dissent is kept.

    It covers the finding with exactly the records that it rested on; after `expires` the finding stands again, and from
    the day on which the acceptance is taken back.
    """

    finding: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$", extra={"form": "line"})]
    rule: Annotated[str, coded("coherence_rules")]
    on: PartialDay
    by_role: Annotated[str, coded("acceptance_roles")]
    decided_by: Line
    reasons: FreeText
    expires: PartialDay
    dissent: tuple[Dissent, ...] = ()
    taken_back: PartialDay | None = None
    taken_back_because: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Days that are none, an end before the beginning, no reasons."""
        found = list(whole_days(on=self.on, expires=self.expires, taken_back=self.taken_back))
        if not found and self.expires < self.on:
            found.append(("expires", f"{self.expires} is before the day of acceptance, {self.on}"))
        if not self.reasons.strip():
            found.append(("reasons", "say why"))
        if bool(self.taken_back) != bool(self.taken_back_because.strip()):
            found.append(("taken_back_because", "say why"))
        return tuple(found)


def _unchanged(fields: Fields) -> Fields:
    """Version 2 of a kind only adds fields that may be absent."""
    return fields


EVIDENCE = ("evidence.Incident", "evidence.Alert", "evidence.Obstruction", "evidence.Visit", "evidence.Reprisal")

THREAT = Kind(
    "mission.Threat",
    Threat,
    roles=(
        Role("rests_on", EVIDENCE, consent=True),
        Role("suspected", ACTORS),
        Role("asked_of", ACTORS),
        Role("follows", ("mission.Threat",)),
        Role("same_as", ("mission.Threat",)),
        Role("not_same_as", ("mission.Threat",)),
    ),
    when="when",
    where="where",
    title="threat",
)
ACTION = Kind(
    "mission.Action",
    Action,
    roles=(
        Role("answers", ("mission.Threat",), consent=True),
        Role("done_by", ACTORS),
        Role("asked_of", ACTORS),
        Role("rests_on", ("leadership.Decision", "evidence.Alert", "evidence.Incident"), consent=True),
        Role("follows", ("mission.Action",)),
    ),
    when="when",
    where="where",
    title="task",
)

_SUPPORT = ("inducement.SupportRequest", "inducement.Operation", "inducement.Transfer")
_DIALOGUE = ("dialogue.Engagement", "dialogue.Commitment", "evidence.Alert")
ACCEPTANCE = Kind(
    "mission.Acceptance",
    Acceptance,
    version=2,
    upcasters={1: _unchanged},
    roles=(Role("about", (*ACTORS, *_SUPPORT, *_DIALOGUE, "mission.Stance", "mission.ResponseAudit")),),
    title="rule",
    consents=False,
    by_workflow="withstand coherence accept",
)

KINDS = (THREAT, ACTION, ACCEPTANCE)
