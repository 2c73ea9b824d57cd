"""With, despite or against: the choice, what an authority is seen to do, its consent, ratings, and the thresholds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from withstand.actors.records import ACTORS
from withstand.dialogue.parts import Issue
from withstand.evidence.records import Component
from withstand.inducement.parts import Answered, Dissent, whole_days
from withstand.ledger.fields import (
    FreeText,
    Line,
    Number,
    PartialDay,
    Place,
    Record,
    Span,
    Value,
    coded,
    is_day,
    last_day,
)
from withstand.ledger.kinds import Kind, Role

Permille = Annotated[int, Meta(ge=0, le=1000, extra={"form": "number"})]
OneToFive = Annotated[int, Meta(ge=1, le=5, extra={"form": "number"})]
Percent = Annotated[int, Meta(ge=50, le=99, extra={"form": "number"})]
Choice = Annotated[str, coded("stances")]
Conduct = Annotated[str, coded("conduct")]

STANCE_NAME = "mission.Stance"
EVIDENCE = ("evidence.Incident", "evidence.Alert", "evidence.Obstruction", "evidence.Visit", "evidence.Reprisal")
KEPT = ("dialogue.Commitment", "dialogue.Engagement", "inducement.GoodConduct", "inducement.Monitoring")


class AsKnown(Value, frozen=True, kw_only=True):
    """What the evidence said on the day of a choice. Shares of the posterior in permille; none where it was not fitted.

    `points_to` is none where it did not point anywhere: that is `undetermined`, not a fourth stance.
    """

    assessed_on: PartialDay
    points_to: Choice | None = None
    conduct: Conduct = "unknown"
    willing_able: Permille | None = None
    willing_unable: Permille | None = None
    able_unwilling: Permille | None = None
    neither: Permille | None = None
    observations: Number | None = None
    harm_records: Number | None = None
    obstruction_records: Number | None = None


class Stance(Record, frozen=True, kw_only=True):
    """The mission's choice for a matter, a place and an authority: with it, despite it, or against it.

    Somebody answers for it, says why, keeps dissent, and looks again by a day. No analysis sets it; what the evidence
    said then stands beside it as it was known. Without a place it holds wherever the operation works.
    """

    matter: Line
    issue: Issue
    choice: Choice
    when: Span
    where: Place | None = None
    author: Component
    by_role: Annotated[str, coded("acceptance_roles")]
    decided_by: Line
    reasons: FreeText
    as_known: tuple[AsKnown, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    review_by: PartialDay
    taken_back: PartialDay | None = None
    taken_back_because: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A day of the end that is none, a review before the choice, no reasons."""
        found = list(whole_days(taken_back=self.taken_back))
        if is_day(self.review_by) and is_day(self.when.start) and last_day(self.review_by) < self.when.earliest:
            found.append(("review_by", f"{self.review_by} is before the day of the choice, {self.when.start}"))
        if not self.reasons.strip():
            found.append(("reasons", "say why"))
        if bool(self.taken_back) != bool(self.taken_back_because.strip()):
            found.append(("taken_back_because", "say why"))
        return tuple(found)


class ObservedConduct(Record, frozen=True, kw_only=True):
    """What an authority's forces are seen to do about one source of threat to civilians in one area, in one word."""

    conduct: Conduct
    where: Place
    when: Span
    threat_source: Annotated[str, coded("perpetrators")] = "unknown"
    confidence: Annotated[str, coded("confidence")] = "unknown"
    author: Component
    reasons: FreeText = ""


class ConsentReading(Record, frozen=True, kw_only=True):
    """How one component reads an authority's consent to one activity at one level in one area.

    The mission's picture is derived from these, never typed in, and is never one number.
    """

    consent_activity: Annotated[str, coded("consent_activities")]
    consent_level: Annotated[str, coded("consent_levels")]
    quality: Annotated[str, coded("consent_quality")]
    when: Span
    where: Place | None = None
    trend: Annotated[str, coded("trends")] = "unknown"
    confidence: Annotated[str, coded("confidence")] = "unknown"
    consent_triggers: tuple[Annotated[str, coded("consent_triggers")], ...] = ()
    author: Component
    reasons: FreeText = ""


class PostureRating(Record, frozen=True, kw_only=True):
    """An analyst's rating of an authority in an area, 1 (none seen) to 5; none where nothing is known, which is not 1.

    `rater` tells raters apart so that their habits can be told from what they rate: a desk, never a person's name.
    """

    rater: Line
    author: Component
    where: Place
    when: Span
    willingness: OneToFive | None = None
    ability: OneToFive | None = None
    confidence: Annotated[str, coded("confidence")] = "unknown"
    reasons: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A rating of nothing."""
        if self.willingness is None and self.ability is None:
            return (("willingness", "rate willingness or ability from 1 to 5; what is not known is left out"),)
        return ()


class StanceThresholds(Record, frozen=True, kw_only=True):
    """What leadership holds to be enough, from a day on; the latest that holds counts for every office.

    `unwilling_below`: hundredths of a standard deviation below the average at which willingness is held to be absent.
    `sure_percent`: below it a posterior is undetermined. `systematic_from`: how many records of one kind in the window
    are a pattern. `said_*`: the words that printed pages use for the three.
    """

    on: PartialDay
    decided_by: Line
    by_role: Annotated[str, coded("acceptance_roles")]
    reasons: FreeText
    unwilling_below: Number = 50
    sure_percent: Percent = 80
    window_months: Annotated[int, Meta(ge=1, le=60, extra={"form": "number"})] = 12
    fewest_observations: Number = 5
    weeks_apart: Annotated[int, Meta(ge=1, le=104, extra={"form": "number"})] = 8
    half_life_days: Annotated[int, Meta(ge=7, le=1825, extra={"form": "number"})] = 180
    answer_within_days: Annotated[int, Meta(ge=1, le=365, extra={"form": "number"})] = 14
    systematic_from: Annotated[int, Meta(ge=2, le=100, extra={"form": "number"})] = 3
    said_with: Line = ""
    said_despite: Line = ""
    said_against: Line = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A day that is none, no reasons."""
        found = list(whole_days(on=self.on))
        if not self.reasons.strip():
            found.append(("reasons", "say why"))
        return tuple(found)


class ResponseAudit(Record, frozen=True, kw_only=True):
    """What an audit of the operation's own responses came to, as a component keeps it: it is computed elsewhere.

    `beyond_chance`: classes of perpetrators that were answered otherwise than `compared_with`, more or less often,
    sooner or later, beyond chance. `could_tell`: whether so few cases could have shown it; if not, none shown is no
    answer. `answer_within_days`: within how many days a response counted.
    """

    on: PartialDay
    author: Component
    compared_with: Annotated[str, coded("perpetrators")]
    beyond_chance: tuple[Annotated[str, coded("perpetrators")], ...] = ()
    could_tell: Answered = "unknown"
    answer_within_days: Annotated[int, Meta(ge=1, le=365, extra={"form": "number"})] = 14
    reasons: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A day that is none."""
        return whole_days(on=self.on)


AUTHORITY = Role("authority", ACTORS, required=True)

STANCE = Kind(
    STANCE_NAME,
    Stance,
    roles=(
        AUTHORITY,
        Role("rests_on", (*EVIDENCE, *KEPT, "mission.ObservedConduct", "mission.ConsentReading"), consent=True),
        Role("answers", ("mission.Threat",), consent=True),
        Role("replaces", (STANCE_NAME,)),
    ),
    when="when",
    where="where",
    title="matter",
    consents=False,
    by_workflow="withstand stance choose, withstand stance take-back",
)
OBSERVED_CONDUCT = Kind(
    "mission.ObservedConduct",
    ObservedConduct,
    roles=(AUTHORITY, Role("rests_on", (*EVIDENCE, *KEPT), consent=True)),
    when="when",
    where="where",
    title="conduct",
    consents=False,
)
CONSENT_READING = Kind(
    "mission.ConsentReading",
    ConsentReading,
    roles=(AUTHORITY, Role("rests_on", (*EVIDENCE, *KEPT), consent=True)),
    when="when",
    where="where",
    title="consent_activity",
    consents=False,
)
POSTURE_RATING = Kind(
    "mission.PostureRating",
    PostureRating,
    roles=(AUTHORITY, Role("rests_on", (*EVIDENCE, *KEPT), consent=True)),
    when="when",
    where="where",
    title="rater",
    consents=False,
)
STANCE_THRESHOLDS = Kind(
    "mission.StanceThresholds",
    StanceThresholds,
    title="decided_by",
    consents=False,
    by_workflow="withstand stance thresholds set",
)
RESPONSE_AUDIT = Kind("mission.ResponseAudit", ResponseAudit, title="on", consents=False)

KINDS = (STANCE, OBSERVED_CONDUCT, CONSENT_READING, POSTURE_RATING, STANCE_THRESHOLDS, RESPONSE_AUDIT)
