"""The operation's own responses, by who did the harm: what audits that were kept say, and what was decided on them."""

from __future__ import annotations

from typing import Any

import pytest
from support_world import World

from withstand.analysis.coherence.finding import OPERATION
from withstand.leadership.records import DECISION, Decision
from withstand.mission.coherence import rerun
from withstand.mission.stance_records import RESPONSE_AUDIT, ResponseAudit

GAP = "response_gap"


def audit(world: World, *classes: str, **more: Any) -> str:
    """An audit that was kept."""
    fields = {"on": str(world.day), "author": "joint_analysis", "compared_with": "non_state", **more}
    return world.save(RESPONSE_AUDIT, ResponseAudit(beyond_chance=classes, **fields))


def decided(world: World, record: str, review_by: str = "2032-12-31") -> str:
    """Somebody decided what changes."""
    fields = Decision(
        type="other", question="What changes?", decided="We go within a week.", decided_by="Head of mission",
        on=str(world.day), review_by=review_by, reasons="as audited",
    )  # fmt: skip
    return world.save(DECISION, fields, rests_on=record)


def test_a_gap_that_an_audit_found() -> None:
    world = World()
    made = audit(world, "host_state")
    (found,) = world.found(GAP)
    assert (found.subject, found.severity, found.acts) == (made, "serious", "joint_analysis")
    assert "Non-state armed actors" in found.said()


def test_an_audit_of_a_later_day_says_nothing_yet() -> None:
    world = World()
    audit(world, "host_state", on="2032-03-01")
    assert not world.found(GAP)


@pytest.mark.parametrize(("could_tell", "found"), [("yes", 0), ("no", 1), ("unknown", 1)])
def test_only_a_later_audit_that_could_tell_ends_it(could_tell: str, found: int) -> None:
    world = World()
    audit(world, "host_state")
    audit(world.wait(30), could_tell=could_tell)
    assert len(world.found(GAP)) == found


def test_a_decision_answers_it_until_it_is_to_be_reviewed() -> None:
    world = World()
    decided(world, audit(world, "host_state"), "2032-03-01")
    assert not world.at("2032-03-01").found(GAP)
    assert len(world.at("2032-03-02").found(GAP)) == 1


def test_another_audit_asks_for_another_decision() -> None:
    world = World()
    decided(world, audit(world, "host_state"))
    audit(world.wait(30), "host_state")
    assert len(world.found(GAP)) == 1


def test_looking_again_looks_at_the_operation_alone() -> None:
    world = World()
    unit = world.unit("41st Battalion")
    world.incident(unit)
    before = world.run()
    made = audit(world, "host_state")
    again = rerun(world.guard, before, world.day)
    assert [one.kind for one in again.looked_at] == [OPERATION]
    assert {one.id for one in again.findings} == {one.id for one in world.run().findings}
    decided(world, made)
    last = rerun(world.guard, again, world.day)
    assert last.findings == world.run().findings
    assert not [one for one in last.findings if one.rule == GAP]
