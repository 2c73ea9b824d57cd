"""Precaution, in any world: a record of harm removes no finding, and what says that it is not known helps nobody."""

from __future__ import annotations

import os

from drawn_stance import DrawnStance
from drawn_world import AREAS
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from stance_world import blocked_by, conduct, consent
from support_world import on

from withstand.mission.stance_records import STANCE
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

WORLDS = 300 if os.environ.get("WITHSTAND_PROOFS") else 15
STEPS = 16

SHOWN = ("against_without_record", "stance_and_records_apart_none")
"""To stand against somebody is shown by records alone: these two end when there is one."""


def spoken(drawn: DrawnStance) -> set[tuple[str, str, str]]:
    """What the rules find, of what and of whom, whatever it rests on."""
    return {
        (f"{one.rule}_none" if one.variant == "none" else one.rule, one.subject, one.who)
        for one in drawn.world.run().findings
    }


def grown(seed: int) -> DrawnStance:
    """A world after some entries and days."""
    drawn = DrawnStance(seed)
    for _ in range(STEPS):
        drawn.grow()
        if drawn.dice.random() < 0.2:
            drawn.world.wait(drawn.dice.choice([1, 9]))
    return drawn


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_more_evidence_of_harm_never_removes_a_finding(seed: int) -> None:
    drawn = grown(seed)
    before = {one for one in spoken(drawn) if one[0] not in SHOWN}
    for number in range(4):
        match (seed + number) % 4:
            case 0:
                drawn._incident()
            case 1:
                blocked_by(drawn.world, drawn._unit(), when=on(drawn._before()))
            case 2:
                conduct(drawn.world, drawn._unit(), "harming", when=on(drawn._before()))
            case _:
                conduct(drawn.world, drawn._unit(), "obstructing", when=on(drawn._before()))
        after = spoken(drawn)
        assert before <= after
        before = {one for one in after if one[0] not in SHOWN}


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_what_is_not_known_never_helps(seed: int) -> None:
    drawn = grown(seed)
    world, before = drawn.world, spoken(drawn)
    assume(before)
    unit, picture = drawn._unit(), Picture(world.ledger, HOLDER)
    reading = conduct(world, unit, "unknown", where=drawn.dice.choice(AREAS), when=on(drawn._before()))
    unread = consent(world, unit, "unknown")
    for record in [one for one in drawn.stances if picture.holds(one)]:
        world.link(STANCE, record, "rests_on", reading)
        world.link(STANCE, record, "rests_on", unread)
    world.threat("unknown", "unknown")
    world.visit("unknown")
    for request in drawn.requests:
        world.assess(request, "unknown")
    assert before <= spoken(drawn)


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_what_was_refuted_counts_as_if_it_were_not_there(seed: int) -> None:
    drawn = grown(seed)
    before = {one.id for one in drawn.world.run().findings}
    record = drawn.world.incident(drawn._unit(), drawn._unit())
    drawn.world.change(record, verification="refuted")
    assert {one.id for one in drawn.world.run().findings} == before
