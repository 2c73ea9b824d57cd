"""Looking again at what new entries touch finds the same as looking at everything, in any world, in any order."""

from __future__ import annotations

import os

import pytest
from drawn_dialogue import DrawnDialogue
from drawn_stance import DrawnStance
from drawn_world import Drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from withstand.analysis.coherence.finding import ACTOR
from withstand.inducement import records as kinds
from withstand.ledger.fields import Place
from withstand.mission.coherence import Run, rerun, run, touching
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

WORLDS = 400 if os.environ.get("WITHSTAND_PROOFS") else 15
STEPS = 14


def shown(found: Run) -> dict[str, tuple[str, str]]:
    """Findings with all that they say."""
    return {one.id: (one.rule, one.said()) for one in found.findings}


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40), st.sampled_from([Drawn, DrawnDialogue, DrawnDialogue, DrawnStance]))
def test_looking_again_finds_what_looking_at_everything_finds(seed: int, world: type[Drawn]) -> None:
    drawn = world(seed)
    last = drawn.world.run()
    for _ in range(STEPS):
        for _ in range(drawn.dice.choice([1, 1, 3])):
            drawn.grow()
        if drawn.dice.random() < 0.2:
            drawn.world.wait(drawn.dice.choice([1, 9]))
        again = rerun(drawn.world.guard, last, drawn.world.day)
        whole = drawn.world.run()
        assert shown(again) == shown(whole)
        assert {key: one.findings for key, one in again.judged.items() if one.findings} == {
            key: one.findings for key, one in whole.judged.items() if one.findings
        }
        last = again


@pytest.mark.parametrize("world", [Drawn, DrawnDialogue, DrawnStance])
@pytest.mark.parametrize("seed", range(6))
def test_the_cases_of_a_record_hold_every_finding_that_rests_on_it(seed: int, world: type[Drawn]) -> None:
    drawn = world(seed)
    for _ in range(STEPS):
        drawn.grow()
    whole = drawn.world.run().findings
    for record in {record for one in whole for record in one.records}:
        asked = touching(drawn.world.guard, [record], drawn.world.day).findings
        assert {one.id for one in asked} <= {one.id for one in whole}
        seen = Picture(drawn.world.ledger, HOLDER).get(record)
        if seen.tag.partition("@")[0] != kinds.FRAMEWORK.name:
            assert {one.id for one in whole if record in one.records} <= {one.id for one in asked}


def test_an_entry_looks_at_its_own_cases_only() -> None:
    drawn = Drawn(3)
    world = drawn.world
    unit, other = world.unit("Far"), world.unit("Farther")
    for one in (unit, other):
        world.approved(world.request(one, where=Place(area=f"VM09{one[-1]}")))
    before = world.run()
    world.incident(unit)
    again = rerun(world.guard, before, world.day)
    assert {one.key for one in again.looked_at} == {unit}
    assert {one.kind for one in again.looked_at} == {ACTOR}
    assert rerun(world.guard, again, world.day).looked_at == frozenset()


def test_on_another_day_everything_is_looked_at() -> None:
    drawn = Drawn(4)
    before = drawn.world.run()
    drawn.world.wait(200)
    again = rerun(drawn.world.guard, before, drawn.world.day)
    assert again.looked_at == frozenset(again.judged)
    assert shown(again) == shown(run(drawn.world.guard, drawn.world.day))
