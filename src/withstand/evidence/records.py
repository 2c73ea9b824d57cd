"""The operation's own evidence: sources, incidents, alerts, obstruction, visits, reprisals, areas and identities."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from withstand.evidence.dispatched import DISPATCHED
from withstand.evidence.presence import PRESENCE
from withstand.evidence.referral import CHILDREN, begins_with_referral, referral_problems
from withstand.ledger.fields import (
    Assertion,
    Fields,
    FreeText,
    Line,
    Number,
    PartialDay,
    Place,
    Record,
    Span,
    Tally,
    coded,
)
from withstand.ledger.kinds import Kind, Role

Violation = Annotated[str, coded("violations")]
Component = Annotated[str, coded("components")]
Group = Annotated[str, coded("protection_groups")]

EventName = Annotated[str, Meta(pattern=r"^[a-z_]+:[^\s|]{1,80}$", extra={"form": "line"})]
"""An event of a data set that is the same incident, as a person has found: `ucdp_ged:12345`."""

ACTORS = ("actors.Unit", "actors.Office", "actors.Group")
RESTS_ON_SOURCE = Role("source", ("evidence.Source",), consent=True)


class Source(Record, frozen=True, kw_only=True):
    """Where knowledge comes from: a token and a kind, never who it is."""

    token: Line
    type: Annotated[str, coded("source_types")]
    reached_by: Annotated[str, coded("alert_sources")] = "other"
    contact: Annotated[str, coded("contact")] = "as_agreed"
    area: Line = ""


class Incident(Record, frozen=True, kw_only=True):
    """Something that happened to civilians, as said by somebody: who did it is a list of assertions."""

    what: Violation
    also: tuple[Violation, ...] = ()
    where: Place
    when: Span
    perpetrators: tuple[Assertion, ...] = ()
    counts: tuple[Tally, ...] = ()
    verification: Annotated[str, coded("verification")] = "allegation"
    property_lost: Line = ""
    displaced: Number | None = None
    state_action: Annotated[str, coded("state_actions")] = "unknown"
    our_support: Annotated[str, coded("un_support")] = "unknown"
    referral: Annotated[str, coded("referral")] | None = None
    listed_as: tuple[EventName, ...] = ()
    narrative: FreeText = ""

    @property
    def referral_case(self) -> bool:
        """Whether it is a case of sexual violence or of a child."""
        return begins_with_referral((self.what, *self.also))

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The rules of referral cases."""
        return tuple(referral_problems(self, ("where", self.where)))


class Alert(Record, frozen=True, kw_only=True):
    """A warning that civilians are in danger. Where it may travel follows from whom it is about."""

    what: Violation
    where: Place
    when: Span
    perpetrators: tuple[Assertion, ...] = ()
    groups: tuple[Group, ...] = ()
    received: PartialDay
    reached_by: Annotated[str, coded("alert_sources")] = "other"
    status: Annotated[str, coded("alert_status")] = "received"
    answered_by: Annotated[str, coded("perpetrators")] | None = None
    answered_on: PartialDay | None = None
    answerer: Annotated[str, coded("alert_answerers")] | None = None
    feedback: Annotated[str, coded("alert_feedback")] | None = None
    feedback_on: PartialDay | None = None
    feedback_by: Component | None = None
    referral: Annotated[str, coded("referral")] | None = None
    narrative: FreeText = ""

    @property
    def referral_case(self) -> bool:
        """Whether it warns of sexual violence or of acts against children."""
        return begins_with_referral((self.what,))

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The rules of referral cases; an answer without an answerer; feedback that nobody gave."""
        found = list(referral_problems(self, ("where", self.where)))
        if self.answered_on is not None and self.answered_by is None and self.answerer is None:
            found.append(("answered_by", "say who answered, or leave the day out"))
        if self.answerer == "nobody" and (self.answered_on is not None or self.answered_by is not None):
            found.append(("answerer", "nobody answered, so there is neither a day nor an answerer: leave those out"))
        if self.feedback == "given" and (self.feedback_on is None or self.feedback_by is None):
            found.append(("feedback", "say on which day people were told what came of it, and by which component"))
        return tuple(found)


class Obstruction(Record, frozen=True, kw_only=True):
    """The operation was kept from doing its work: how, where, by whose order, and what was expected there.

    `agent` is the agency as a report counts it; without it the unit or office that did it tells, then its side.
    A protest made in an engagement is told by that record, which raises this one; `reply_on` is the day of the answer.
    """

    what: Annotated[str, coded("obstructions")]
    also: tuple[Annotated[str, coded("obstructions")], ...] = ()
    where: Place
    when: Span
    agent: Annotated[str, coded("obstruction_agents")] | None = None
    perpetrators: tuple[Assertion, ...] = ()
    hostility: Annotated[str, coded("hostility")] = "verbal"
    destination: Place | None = None
    expected_there: Line = ""
    hours_lost: Number | None = None
    effect_on_task: FreeText = ""
    reason_given: FreeText = ""
    our_reaction: FreeText = ""
    protest: Annotated[str, coded("protest_status")] = "none"
    protest_reference: Line = ""
    protested_on: PartialDay | None = None
    repeated: bool = False
    violations: tuple[Violation, ...] = ()
    referral: Annotated[str, coded("referral")] | None = None
    narrative: FreeText = ""

    @property
    def referral_case(self) -> bool:
        """Whether somebody was referred to care, or should be."""
        return self.referral is not None or begins_with_referral(self.violations)

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The rules of referral cases, for both places; a day of protest without a protest."""
        found = list(referral_problems(self, ("where", self.where), ("destination", self.destination)))
        if self.protested_on is not None and self.protest == "none":
            found.append(("protest", "say where the protest stands, or leave its day out"))
        return tuple(found)


class Visit(Record, frozen=True, kw_only=True):
    """Somebody of ours was there, or tried to be."""

    purpose: Annotated[str, coded("visit_purposes")]
    where: Place
    when: Span
    components: tuple[Component, ...] = ()
    access: Annotated[str, coded("access")] = "unknown"
    violations: tuple[Violation, ...] = ()
    referral: Annotated[str, coded("referral")] | None = None
    seen: FreeText = ""

    @property
    def referral_case(self) -> bool:
        """Whether somebody was referred to care there, or should have been."""
        return self.referral is not None or begins_with_referral(self.violations)

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The rules of referral cases."""
        return tuple(referral_problems(self, ("where", self.where)))


class Reprisal(Record, frozen=True, kw_only=True):
    """Harm to people because they spoke to us. It pauses contact with those it hit until a person lifts the pause."""

    what: Annotated[str, coded("reprisal_types")]
    where: Place
    when: Span
    hit: tuple[Group, ...] = ()
    perpetrators: tuple[Assertion, ...] = ()
    contact_paused: bool = True
    lifted_because: Line = ""
    violations: tuple[Violation, ...] = ()
    referral: Annotated[str, coded("referral")] | None = None
    narrative: FreeText = ""

    @property
    def referral_case(self) -> bool:
        """Whether it was sexual violence, or hit children."""
        return self.referral is not None or begins_with_referral(self.violations) or not CHILDREN.isdisjoint(self.hit)

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The rules of referral cases; a pause is lifted with a reason."""
        found = list(referral_problems(self, ("where", self.where)))
        if not self.contact_paused and not self.lifted_because:
            found.append(("lifted_because", "say why contact is safe again, or leave it paused"))
        return tuple(found)


class AreaSet(Record, frozen=True, kw_only=True):
    """A set of boundaries that names refer to: its source, its version, the file by its hash."""

    name: Line
    publisher: Line
    release: Line
    level: Line
    digest: Line = ""


class SameAs(Record, frozen=True, kw_only=True):
    """A graded, dated claim that two names in two data sets mean the same area or actor; joins use accepted ones."""

    thing: Annotated[str, coded("identity_of")]
    data_set: Line
    name: Line
    other_data_set: Line
    other_name: Line
    accepted: bool = False
    basis: Line = ""


def _unchanged(fields: Fields) -> Fields:
    """The later version of a kind only adds fields that may be absent."""
    return fields


SOURCE = Kind("evidence.Source", Source, title="token")
INCIDENT = Kind(
    "evidence.Incident",
    Incident,
    roles=(
        RESTS_ON_SOURCE,
        Role("suspected", ACTORS),
        Role("same_as", ("evidence.Incident",)),
        Role("not_same_as", ("evidence.Incident",)),
        Role("follows", ("evidence.Incident", "evidence.Alert")),
        Role("rests_on", ("evidence.Incident", "evidence.Alert"), consent=True),
    ),
    when="when",
    where="where",
    title="what",
)
ALERT = Kind(
    "evidence.Alert",
    Alert,
    version=2,
    upcasters={1: _unchanged},
    roles=(RESTS_ON_SOURCE, Role("suspected", ACTORS), Role("came_true_as", ("evidence.Incident",))),
    when="when",
    where="where",
    title="what",
)
OBSTRUCTION = Kind(
    "evidence.Obstruction",
    Obstruction,
    version=3,
    upcasters={1: _unchanged, 2: _unchanged},
    roles=(
        RESTS_ON_SOURCE,
        Role("ordered_by", ACTORS),
        Role("executed_by", ACTORS),
        Role("kept_from", ("evidence.Alert", "evidence.Incident", "evidence.Visit")),
    ),
    when="when",
    where="where",
    title="what",
)
VISIT = Kind(
    "evidence.Visit",
    Visit,
    version=2,
    upcasters={1: _unchanged},
    roles=(RESTS_ON_SOURCE, Role("about", ("evidence.Incident", "evidence.Alert", *ACTORS), consent=True)),
    when="when",
    where="where",
    title="purpose",
    consents=False,
)
REPRISAL = Kind(
    "evidence.Reprisal",
    Reprisal,
    version=2,
    upcasters={1: _unchanged},
    roles=(Role("hit", ("evidence.Source", "actors.Office", "actors.Group")), Role("suspected", ACTORS)),
    when="when",
    where="where",
    title="what",
)
AREA_SET = Kind("evidence.AreaSet", AreaSet, title="name", consents=False)
SAME_AS = Kind("evidence.SameAs", SameAs, title="name", consents=False)

KINDS = (SOURCE, INCIDENT, ALERT, DISPATCHED, OBSTRUCTION, VISIT, PRESENCE, REPRISAL, AREA_SET, SAME_AS)
