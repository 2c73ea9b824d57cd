"""The kinds of records of dialogue: shared goals, engagements and commitments both ways."""

from __future__ import annotations

from typing import Annotated

from withstand.actors.records import ACTORS
from withstand.dialogue.intercession import INTERCESSION
from withstand.dialogue.parts import Ask, Issue, Observed, Stood
from withstand.evidence.records import Component
from withstand.ledger.fields import FreeText, Line, PartialDay, Place, Record, Span, coded
from withstand.ledger.kinds import Kind, Role

GOAL_NAME, ENGAGEMENT_NAME, COMMITMENT_NAME = "dialogue.SharedGoal", "dialogue.Engagement", "dialogue.Commitment"
EVIDENCE = ("evidence.Incident", "evidence.Alert", "evidence.Obstruction", "evidence.Visit", "evidence.Reprisal")
SUPPORT = ("inducement.SupportRequest", "inducement.Condition", "inducement.Operation", "inducement.Transfer")

WRITTEN = ("letter", "note_verbale")
VERIFIED = ("met", "partly_met")


class SharedGoal(Record, frozen=True, kw_only=True):
    """A protection outcome that an authority and the operation both want, and what each brings to it."""

    goal: Line
    when: Span
    where: Place | None = None
    issue: Issue
    their_interest: FreeText
    only_we_bring: FreeText = ""
    our_part: FreeText = ""
    their_part: FreeText = ""
    owner: Component
    goal_status: Annotated[str, coded("goal_status")] = "proposed"
    next_step: Line = ""
    review_by: PartialDay


class Engagement(Record, frozen=True, kw_only=True):
    """A meeting, call, letter or note with an authority: what was asked, how, what was answered, what followed.

    It may still lie ahead (`held` is planned). `reply` and `reply_on` are the answer to what was sent. The people of
    the other side are posts, never names.
    """

    subject: Line
    when: Span
    where: Place | None = None
    level: Annotated[str, coded("engagement_levels")]
    channel: Annotated[str, coded("engagement_channels")]
    held: Annotated[str, coded("engagement_status")] = "held"
    made_by: Annotated[str, coded("engagement_makers")] = "ours"
    ally: Line = ""
    lead: Component | None = None
    components: tuple[Component, ...] = ()
    their_posts: Line = ""
    tone: Annotated[str, coded("engagement_tones")] = "inform"
    asks: tuple[Ask, ...] = ()
    leverage: tuple[Annotated[str, coded("instruments")], ...] = ()
    common_ground: FreeText = ""
    our_red_lines: FreeText = ""
    their_red_lines: FreeText = ""
    scenarios: FreeText = ""
    they_raised: FreeText = ""
    said: FreeText = ""
    assessment_of_it: FreeText = ""
    protest_reference: Line = ""
    reply_expected: PartialDay | None = None
    legal_advice_on: PartialDay | None = None
    follow_up: FreeText = ""
    follow_up_owner: Component | None = None
    follow_up_due: PartialDay | None = None
    followed_up_on: PartialDay | None = None
    observed: tuple[Observed, ...] = ()

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Nobody who leads it; an ally without a name; what followed from what was not held; a follow-up of nobody."""
        found = []
        if self.made_by == "ours" and self.lead is None:
            found.append(("lead", "say which component leads it"))
        if self.made_by == "ally" and not self.ally:
            found.append(("ally", "say whose it was: an embassy, an organisation"))
        if self.held != "held" and self.observed:
            found.append(("observed", "nothing follows from what was not held: say that it was, or leave this out"))
        if self.follow_up_due is not None and self.follow_up_owner is None:
            found.append(("follow_up_owner", "say who does it"))
        return tuple(found)


class Commitment(Record, frozen=True, kw_only=True):
    """A promise of theirs or of ours: how anybody can tell whether it was kept, by when, and what was agreed to follow.

    Its history are its versions: each says where it stood, since `status_on`. `stood_before` is what was known of it
    before the first of them was entered.
    """

    promise: Line
    promise_side: Annotated[str, coded("promise_sides")]
    when: Span
    made_in: Annotated[str, coded("commitment_sources")]
    reference: Line = ""
    where: Place | None = None
    issue: Issue
    topic: Line = ""
    test: FreeText
    evidence_needed: Line = ""
    due: PartialDay | None = None
    owner: Component
    host_owner: Line = ""
    commitment_status: Annotated[str, coded("commitment_status")] = "open"
    status_on: PartialDay | None = None
    stood_before: tuple[Stood, ...] = ()
    verified_by: Component | None = None
    verified_on: PartialDay | None = None
    verification_text: FreeText = ""
    consequence_agreed: Line = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Kept without anybody who verified it."""
        if self.commitment_status in VERIFIED and (self.verified_by is None or self.verified_on is None):
            return (("verified_by", "say who verified it, and on which day"),)
        return ()


SHARED_GOAL = Kind(
    GOAL_NAME,
    SharedGoal,
    roles=(
        Role("shared_with", ACTORS, required=True),
        Role("answers", ("mission.Threat",), consent=True),
        Role("rests_on", EVIDENCE, consent=True),
        Role("follows", (GOAL_NAME,)),
    ),
    when="when",
    where="where",
    title="goal",
)
ENGAGEMENT = Kind(
    ENGAGEMENT_NAME,
    Engagement,
    roles=(
        Role("met", (*ACTORS, "actors.Person"), required=True),
        Role("raises", (*EVIDENCE, *SUPPORT, "mission.Threat", COMMITMENT_NAME, GOAL_NAME), consent=True),
        Role("repeats", (ENGAGEMENT_NAME,)),
        Role("follows", (ENGAGEMENT_NAME,)),
        Role("joint_with", (ENGAGEMENT_NAME,)),
        Role("merged_into", (ENGAGEMENT_NAME,)),
        Role("same_as", (ENGAGEMENT_NAME,)),
        Role("not_same_as", (ENGAGEMENT_NAME,)),
    ),
    when="when",
    where="where",
    title="subject",
)
COMMITMENT = Kind(
    COMMITMENT_NAME,
    Commitment,
    roles=(
        Role("promised_by", ACTORS),
        Role("promised_to", ACTORS),
        Role("made_at", (ENGAGEMENT_NAME,)),
        Role("condition", ("inducement.Condition",)),
        Role("serves", (GOAL_NAME,)),
        Role("rests_on", (*EVIDENCE, "inducement.Monitoring", "inducement.GoodConduct"), consent=True),
        Role("replaces", (COMMITMENT_NAME,)),
    ),
    when="when",
    where="where",
    title="promise",
)

KINDS = (SHARED_GOAL, ENGAGEMENT, COMMITMENT, INTERCESSION)
