"""The way of a request: approvals and how they end, who has to answer and be told, steps that do not stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support_world import World, on

SOON, EXPIRED, FOLLOWED, RESIDUAL, TOLD, FRAMEWORK, SCREENING, VOID, LATE = (
    "approval_ends_soon", "approval_expired", "provisional_not_followed", "residual_unknown", "headquarters_not_told",
    "request_without_framework", "screening_overdue", "step_without_effect", "step_entered_late",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    """A country with its framework."""
    made = World()
    made.framework()
    return made


def requested(world: World, **more: object) -> str:
    """A request for a battalion."""
    return world.request(world.unit("41st Battalion"), **more)


def test_an_approval_that_ends_within_the_days_of_warning(world: World) -> None:
    request = requested(world)
    world.approved(request, days=60)
    assert not world.wait(30).found(SOON)
    assert len(world.wait(10).found(SOON)) == 1
    world.request(world.unit("41st Battalion"), follows=(request,))
    assert not world.found(SOON)


def test_an_approval_that_expired_and_was_left_open(world: World) -> None:
    request = requested(world)
    world.approved(request, days=10)
    assert not world.wait(10).found(EXPIRED)
    (found,) = world.wait().found(EXPIRED)
    assert "2032-02-12" in found.said()
    world.move(request, "close", "due_diligence", ended="expired")
    assert not world.found(EXPIRED)


def test_a_provisional_approval_that_nothing_follows(world: World) -> None:
    request = requested(world, stage="emergency")
    world.decide(request, "approve_provisionally", role="delegate", days=14)
    assert not world.found(FOLLOWED), "on the day itself nobody could have followed"
    assert len(world.wait().found(FOLLOWED)) == 1
    world.request(world.unit("41st Battalion"), follows=(request,))
    assert not world.found(FOLLOWED)


@pytest.mark.parametrize(("accepted", "assessed", "fires"), [
    ("medium", "medium", False), ("unknown", "medium", True), ("low", "low", False),
])  # fmt: skip
def test_what_risk_remains_has_to_be_known(world: World, accepted: str, assessed: str, fires: bool) -> None:
    request = requested(world)
    world.approved(request, residual_accepted=accepted)
    assert bool(world.found(RESIDUAL)) is fires
    world.wait().assess(request, "unknown")
    assert world.found(RESIDUAL), "the last assessment leaves it unknown"


def test_a_refusal_that_headquarters_was_told_of(world: World) -> None:
    told, untold = requested(world), requested(world)
    for request, day in ((told, str(world.day)), (untold, None)):
        world.until_review(request)
        world.decide(request, "refuse", headquarters_told=day)
    assert not world.wait(3).found(TOLD), "there are some days to tell it"
    (found,) = world.wait().found(TOLD)
    assert found.subject == untold


def test_a_suspension_that_headquarters_was_told_of(world: World) -> None:
    request = requested(world)
    decision = world.approved(request)
    world.wait(5).move(request, "suspend", "decision_maker")
    assert len(world.wait(5).found(TOLD)) == 1
    world.change(decision, headquarters_told="2032-02-01")
    assert world.found(TOLD), "that was before it"
    world.change(decision, headquarters_told=str(world.day))
    assert not world.found(TOLD)


def test_a_request_without_a_framework_made_known() -> None:
    world = World()
    framework = world.framework(sent=None)
    request = requested(world, stage="emergency")
    assert not world.found(FRAMEWORK), "a draft may wait for it"
    world.decide(request, "approve_provisionally", role="delegate", days=14)
    assert len(world.found(FRAMEWORK)) == 1
    world.change(framework, sent=str(world.day + timedelta(days=1)))
    assert world.found(FRAMEWORK), "not yet"
    world.wait()
    assert not world.found(FRAMEWORK)


def test_screening_that_is_overdue(world: World) -> None:
    request = requested(world, respond_by="2032-02-10")
    world.move(request, "scope_in", "due_diligence")
    world.move(request, "submit", "supporting_entity")
    world.move(request, "begin_screening", "due_diligence")
    world.answer(request, "human_rights")
    assert not world.at("2032-02-10").found(SCREENING)
    (found,) = world.wait().found(SCREENING)
    assert found.acts == "joint_analysis"
    assert "Human rights" not in found.said()
    world.answer(request, "joint_analysis")
    assert not world.found(SCREENING)


def test_a_step_that_does_not_count(world: World) -> None:
    request = requested(world)
    step = world.move(request, "countersign", "countersigner")
    (found,) = world.found(VOID)
    assert step in found.records


def test_a_step_that_was_taken_again_and_counts_is_settled(world: World) -> None:
    request = requested(world)
    world.move(request, "submit", "supporting_entity")
    assert world.found(VOID)
    world.wait().move(request, "scope_in", "due_diligence")
    world.move(request, "submit", "supporting_entity")
    assert not world.found(VOID)


def test_a_step_that_was_entered_long_after_its_day(world: World) -> None:
    request = requested(world)
    day = world.day
    world.wait(7).move(request, "scope_in", "due_diligence", day=day)
    assert not world.found(LATE)
    other = requested(world)
    day = world.day
    world.wait(8).move(other, "scope_in", "due_diligence", day=day)
    (found,) = world.found(LATE)
    assert found.subject == other


def test_deliveries_and_answers_may_come_late(world: World) -> None:
    request = requested(world)
    world.approved(request)
    day = world.day
    world.wait(40)
    world.deliver(request, when=on(day))
    assert not world.found(LATE)


def test_a_request_that_names_nobody_that_can_be_read_is_judged_all_the_same(world: World) -> None:
    request = world.request(())
    world.deliver(request)
    assert [one.subject for one in world.found("delivery_without_approval")] == [request]
