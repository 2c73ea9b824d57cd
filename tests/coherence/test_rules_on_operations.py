"""Operations with a recipient, and what is handed over to it."""

from __future__ import annotations

from typing import Any

import pytest
from support_world import FORD, World, between, on

from withstand.inducement import records as kinds
from withstand.inducement.following import Operation, Transfer

DECISION, STOP, ASSESSMENT, ASKED = (
    "operation_without_decision", "operation_without_stop_criteria", "transfer_without_assessment",
    "transfer_people_not_asked",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    """A country with its framework."""
    made = World()
    made.framework()
    return made


def operation(world: World, unit: str, *decisions: str, **more: Any) -> str:
    """A joint operation, under way."""
    fields = {
        "name": "Road clearing", "type": "joint", "when": on(world.day), "where": FORD, "stage": "under_way",
        "stop_criteria": "a person is hurt", "decides_to_stop": "both commanders", **more,
    }  # fmt: skip
    return world.save(kinds.OPERATION, Operation(**fields), with_=unit, decision=decisions)


def test_a_joint_operation_without_a_decision(world: World) -> None:
    made = operation(world, world.unit("41st Battalion"))
    (found,) = world.found(DECISION)
    assert found.subject == made
    assert "41st Battalion" in found.said()


def test_under_a_decision_that_holds_it_is_in_order(world: World) -> None:
    battalion = world.unit("41st Battalion")
    decision = world.approved(world.request(battalion, support="joint_offensive_operation"))
    operation(world, battalion, decision)
    assert not world.found(DECISION)


def test_a_decision_for_another_unit_covers_it_only_if_it_is_named(world: World) -> None:
    battalion, brigade = world.unit("41st Battalion"), world.unit("4th Brigade")
    decision = world.approved(world.request(brigade, support="joint_offensive_operation"))
    operation(world, battalion)
    assert len(world.found(DECISION)) == 1
    operation(world, battalion, decision)
    assert len(world.found(DECISION)) == 1


def test_an_operation_that_goes_on_after_the_approval_ended(world: World) -> None:
    battalion = world.unit("41st Battalion")
    decision = world.approved(world.request(battalion), days=10)
    operation(world, battalion, decision, when=between("2032-02-05", "2032-02-20"), stage="ended")
    assert not world.at("2032-02-11").found(DECISION)
    assert len(world.at("2032-02-25").found(DECISION)) == 1


def test_a_decision_that_was_not_countersigned_does_not_hold(world: World) -> None:
    battalion = world.unit("41st Battalion")
    request = world.request(battalion)
    world.until_review(request)
    operation(world, battalion, world.decide(request, "approve"))
    assert len(world.found(DECISION)) == 1


def test_operations_that_are_only_coordinated_or_were_cancelled(world: World) -> None:
    battalion = world.unit("41st Battalion")
    operation(world, battalion, type="coordinated")
    operation(world, battalion, stage="cancelled")
    assert not world.found(DECISION)


def test_one_that_begins_soon_is_told_before(world: World) -> None:
    battalion = world.unit("41st Battalion")
    operation(world, battalion, when=on("2032-02-12"), stage="planned")
    operation(world, battalion, when=on("2032-06-12"), stage="planned")
    (found,) = world.found(DECISION)
    assert found.variant == "planned"


@pytest.mark.parametrize("missing", ["stop_criteria", "decides_to_stop"])
def test_an_operation_that_does_not_say_what_stops_it(world: World, missing: str) -> None:
    battalion = world.unit("41st Battalion")
    operation(world, battalion)
    assert not world.found(STOP)
    operation(world, battalion, **{missing: " "})
    assert len(world.found(STOP)) == 1


def test_what_is_over_needs_no_criteria_any_more(world: World) -> None:
    operation(world, world.unit("41st Battalion"), stop_criteria="", stage="ended")
    assert not world.found(STOP)


def transfer(world: World, **more: Any) -> str:
    """A base that is handed over in November."""
    fields = {
        "what": "Base at Kessin", "type": "base", "when": on("2032-11-01"), "where": FORD, "risk": "medium",
        "people_asked": "yes", **more,
    }  # fmt: skip
    assessed_in = fields.pop("assessed_in", ())
    return world.save(
        kinds.TRANSFER, Transfer(**fields), to=world.unit("2nd Brigade"), assessed_in=assessed_in
    )  # fmt: skip


@pytest.mark.parametrize(
    ("assessed_on", "variant"),
    [("2032-10-15", None), ("2032-08-10", None), ("2032-10", None), ("2032-07-01", "old"), ("2032-11-02", "old"),
     (None, "")],
)  # fmt: skip
def test_a_hand_over_needs_a_current_assessment(world: World, assessed_on: str | None, variant: str | None) -> None:
    transfer(world, assessed_on=assessed_on)
    assert [one.variant for one in world.found(ASSESSMENT)] == ([] if variant is None else [variant])


def test_a_risk_that_was_left_unknown_is_not_assessed(world: World) -> None:
    transfer(world, assessed_on="2032-10-15", risk="unknown")
    (found,) = world.found(ASSESSMENT)
    assert found.variant == "unknown"


def test_an_assessment_of_its_own_counts(world: World) -> None:
    request = world.request(world.unit("2nd Brigade"))
    assessment = world.at("2032-10-01").assess(request)
    transfer(world, risk="unknown", assessed_in=[assessment])
    assert not world.found(ASSESSMENT)


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_people_who_were_not_asked(world: World, answer: str) -> None:
    transfer(world, people_asked=answer, assessed_on="2032-10-15")
    assert len(world.found(ASKED)) == 1
    assert not world.found(ASSESSMENT)


def test_people_who_were_asked_and_equipment_nobody_is_asked_about(world: World) -> None:
    transfer(world)
    transfer(world, type="equipment", people_asked="unknown")
    assert not world.found(ASKED)
