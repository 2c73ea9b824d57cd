"""Over random records: no path takes an alert, what rests on it or repeats it, to those it is about or their line."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from alert_world import DAY, HOLDER, START, Velmara, changed
from hypothesis import given, settings
from hypothesis import strategies as st

from withstand.brief.records.exporting import export_bytes
from withstand.brief.records.release import reference
from withstand.dialogue.gazetteer import NO_AREAS
from withstand.dialogue.interceding import NotInterceded, proposal
from withstand.dialogue.intercession import Intercession
from withstand.dialogue.outgoing import AgainstRouting
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, SHARED_GOAL, Commitment, Engagement, SharedGoal
from withstand.dialogue.sending import Sending, sending_drafts
from withstand.evidence.records import ALERT, INCIDENT, Incident
from withstand.evidence.routing import NotSent
from withstand.ledger.fields import Assertion, Consent, Place, Span, first_day, last_day
from withstand.ledger.journal import LinkTo, append, append_links, withdraw_link
from withstand.picture.audience import EVERY, Audience
from withstand.picture.picture import Picture

HOUR = 3_600_000_000
EXAMPLES = 150 if os.environ.get("WITHSTAND_PROOFS") else 12
TYPES = ("command", "administrative", "operational", "proxy", "support", "alliance")
SIDES = ("host_state", "state_partner", "foreign_state", "de_facto_authority", "armed_group", "own_side", "unknown")
SPANS = (
    None,
    Span(start="2031", ongoing=True),
    Span(start="2031-05-01", ongoing=True, precise=True),
    Span(start="2031-05-01"),
    Span(start="2030", end="2031-06", precise=True),
    Span(start="2032-01-18"),
    Span(start="2032-03", ongoing=True),
)
NUMBER = st.integers(0, 4)
WORLDS = st.tuples(
    st.lists(st.sampled_from(SIDES), min_size=5, max_size=5),
    st.lists(st.tuples(NUMBER, NUMBER, st.sampled_from(TYPES), st.sampled_from(SPANS), st.booleans()), max_size=5),
    st.lists(st.tuples(st.sampled_from(SIDES), st.booleans(), st.none() | NUMBER), min_size=1, max_size=2),
    st.booleans(),
)
NARRATIVE = "Trucks with covered lamps were seen behind the long mill after the bell."
AGREED = (
    Consent(recipient="authorities", purposes=("protection",)),
    Consent(recipient="public", purposes=("protection",)),
)


def may_hold(valid: Span | None, first: date, last: date) -> bool:
    """Whether a claim may hold on one of some days, reckoned apart from the program."""
    if valid is None:
        return True
    ends = date.max if valid.end is None else last_day(valid.end)
    return first_day(valid.start) <= last and first <= ends


def line_of(start: int, edges: Sequence[tuple[int, int]]) -> set[int]:
    """All that a number is connected with, by brute force."""
    found = {start}
    while more := {b for pair in edges for a, b in (pair, pair[::-1]) if a in found} - found:
        found |= more
    return found


@dataclass
class Told:
    """A random world: an alert, what rests on it, and who may never hear of it."""

    world: Velmara
    actors: list[str]
    sides: list[str]
    alert: str
    incident: str
    again: str
    barred: set[int]


def told(drawn: tuple) -> Told:  # type: ignore[type-arg]
    sides, ties, said, taken_back = drawn
    world = Velmara()
    actors = [world.unit(f"Unit {number}", side) for number, side in enumerate(sides)]
    for lower, upper, type_, valid, hidden in ties:
        world.relate(
            actors[lower], type_, actors[upper], valid,
            classification="strictly_confidential" if hidden else "unclassified",
        )  # fmt: skip
    claims = tuple(
        Assertion(key=f"a{place}", perpetrator=side, uniformed=uniform) for place, (side, uniform, _) in enumerate(said)
    )
    suspected = tuple((actors[who], f"a{place}") for place, (_, _, who) in enumerate(said) if who is not None)
    alert = world.alert(*claims, suspected=suspected, consent=AGREED)
    seen = world.guard.picture.get(alert)
    world.save(ALERT, changed(seen.fields, narrative=NARRATIVE), record=alert, supersedes=(seen.version,))
    if taken_back:
        for link in world.guard.picture.links(alert, "suspected"):
            withdraw_link(world.ledger, link.link)
    about = Incident(what="looting", where=Place(area="VM0101"), when=Span(start="2032-01-18"), consent=AGREED)
    incident = world.save(INCIDENT, about, LinkTo("rests_on", alert))
    again = world.save(INCIDENT, about, LinkTo("rests_on", incident))
    world.decide(alert, *actors, review_by="2032-12")
    edges = [(lower, upper) for lower, upper, _, valid, _ in ties if may_hold(valid, DAY, DAY)]
    barred = set().union(*(line_of(who, edges) for *_, who in said if who is not None))
    return Told(world, actors, sides, alert, incident, again, barred)


def engagement(**more: object) -> Engagement:
    return Engagement(
        subject="The road", when=Span(start="2032-01-18"), level="regional", channel="meeting", lead="force", **more
    )  # type: ignore[arg-type]


def ways(here: Told) -> dict[str, Callable[[str], object]]:
    """Every way in this program by which something is told to an actor."""
    world = here.world
    ask = Ask(issue="checkpoints", topic="the mill", wants="stop", ask=f"We hear: {NARRATIVE[:60]}")
    goal = SharedGoal(
        goal="A safe market", when=Span(start="2032-01"), issue="checkpoints", their_interest="Trade", owner="force",
        review_by="2032-06",
    )  # fmt: skip
    promise = Commitment(
        promise="We watch the road", promise_side="ours", when=Span(start="2032-01"), made_in="meeting",
        issue="checkpoints", test=NARRATIVE, owner="force",
    )  # fmt: skip

    def send(actor: str) -> object:
        (decision,) = (one.record for one in world.guard.picture.each(world.ledger.registry.get("leadership.Decision")))
        how = Sending("civil_affairs", decision=decision)
        return append(
            world.ledger, sending_drafts(world.guard, here.alert, actor, HOLDER, START + HOUR, how)[:1]
        )  # fmt: skip

    def later(actor: str) -> object:
        planned = world.save(ENGAGEMENT, engagement(), LinkTo("met", actor))
        return append_links(world.ledger, ENGAGEMENT, planned, [LinkTo("raises", here.incident)])

    return {
        "sent": send,
        "raised": lambda actor: world.save(
            ENGAGEMENT, engagement(), LinkTo("met", actor), LinkTo("raises", here.alert)
        ),
        "raised by what rests on it": lambda actor: world.save(
            ENGAGEMENT, engagement(), LinkTo("met", actor), LinkTo("raises", here.again)
        ),
        "raised later": later,
        "repeated": lambda actor: world.save(ENGAGEMENT, engagement(asks=(ask,)), LinkTo("met", actor)),
        "wanted together": lambda actor: world.save(
            SHARED_GOAL, goal, LinkTo("shared_with", actor), LinkTo("rests_on", here.alert)
        ),
        "promised": lambda actor: world.save(COMMITMENT, promise, LinkTo("promised_to", actor)),
    }


def refused(way: Callable[[str], object], actor: str) -> bool:
    """Whether a way is closed to an actor, by routing and nothing else."""
    try:
        way(actor)
    except (NotSent, AgainstRouting):
        return True
    return False


@settings(max_examples=EXAMPLES, deadline=None)
@given(WORLDS)
def test_nobody_of_the_line_is_told_of_an_alert_by_any_way(drawn: tuple) -> None:  # type: ignore[type-arg]
    here = told(drawn)
    for name, way in ways(here).items():
        for number in sorted(here.barred):
            assert refused(way, here.actors[number]), f"{name}: it reached actor {number}"


@settings(max_examples=EXAMPLES, deadline=None)
@given(WORLDS, st.sampled_from(("authorities", "public")))
def test_no_file_for_authorities_or_the_public_holds_it(drawn: tuple, recipient: str) -> None:  # type: ignore[type-arg]
    here = told(drawn)
    outside = Picture(here.world.ledger, Audience("them", HOLDER.clearance, (EVERY,), recipient))
    of_state = {number for number, side in enumerate(here.sides) if side not in ("armed_group", "own_side", "unknown")}
    reaches_them = recipient == "public" or bool(of_state & here.barred)
    for kind, record in ((ALERT, here.alert), (INCIDENT, here.incident), (INCIDENT, here.again)):
        _, content = export_bytes(outside, kind, form="json", name="records.json")
        text = content.decode()
        held = any(reference(one) in text for one in (here.alert, record))
        assert not (reaches_them and held), (kind.name, recipient)


@settings(max_examples=EXAMPLES, deadline=None)
@given(WORLDS)
def test_an_intercession_goes_to_a_superior_only_and_never_in_the_words_of_the_alert(drawn: tuple) -> None:  # type: ignore[type-arg]
    here = told(drawn)
    suspects = set(here.world.guard.once_linked(here.alert, "suspected"))
    base = Intercession(
        when=Span(start="2032-01-18"), by_role="head_of_mission", lead="leadership", reasons="Lives",
        spoken_words=NARRATIVE,
    )  # fmt: skip
    sight = Picture(here.world.ledger, HOLDER)
    for number, actor in enumerate(here.actors):
        with pytest.raises(NotInterceded) as refused:
            proposal(here.world.guard, sight, here.alert, actor, base, DAY, "ab" * 12, NO_AREAS)
        if refused.value.left:
            assert actor not in suspects
            assert number in here.barred


def test_our_own_contingent_is_told_by_every_way_but_not_by_a_file_for_authorities() -> None:
    here = told(
        (["own_side", "armed_group", "own_side", "own_side", "own_side"], [], [("armed_group", False, 1)], False)
    )
    for name, way in ways(here).items():
        assert not refused(way, here.actors[0]), name
    for recipient, holds in (("authorities", True), ("public", False)):
        outside = Picture(here.world.ledger, Audience("them", HOLDER.clearance, (EVERY,), recipient))
        _, content = export_bytes(outside, ALERT, form="json", name="records.json")
        assert (reference(here.alert) in content.decode()) is holds
