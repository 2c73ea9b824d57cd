"""What is given: under an approval that holds, no more than it says, with conditions kept and somebody who can see."""

from __future__ import annotations

import pytest
from support_world import World, between, on

from withstand.inducement.parts import Item
from withstand.ledger.fields import Place, Span

BARE, BEYOND, OVERDUE, BLIND = (
    "delivery_without_approval", "delivery_beyond_items", "condition_overdue", "monitoring_impossible",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    """A country with its framework."""
    made = World()
    made.framework()
    return made


def requested(world: World) -> str:
    """A request for a battalion."""
    return world.request(world.unit("41st Battalion"))


def given(world: World, **more: object) -> str:
    """A request under delivery."""
    request = requested(world)
    world.approved(request, **more)
    return request


def test_a_delivery_under_an_approval_is_in_order(world: World) -> None:
    request = given(world)
    world.wait(3).deliver(request)
    assert not world.found(BARE)


def test_a_late_entry_of_a_timely_delivery_is_not_flagged(world: World) -> None:
    request = given(world, days=10)
    day = world.wait(5).day
    world.wait(60).deliver(request, when=on(day))
    assert not world.found(BARE)


def test_a_delivery_after_expiry(world: World) -> None:
    request = given(world, days=10)
    delivery = world.wait(15).deliver(request)
    (found,) = world.found(BARE)
    assert delivery in found.records
    assert "it expired on 2032-02-11" in found.said()
    assert found.acts == "mission_support"


def test_a_delivery_before_countersignature(world: World) -> None:
    request = requested(world)
    world.until_review(request)
    world.decide(request, "approve")
    world.deliver(request)
    (found,) = world.found(BARE)
    assert "not countersigned" in found.said()
    world.wait().move(request, "countersign", "countersigner")
    assert world.found(BARE), "what was given before is not healed by what came after"


def test_a_delivery_that_nobody_approved(world: World) -> None:
    request = requested(world)
    world.deliver(request)
    assert len(world.found(BARE)) == 1


def test_a_delivery_while_suspended(world: World) -> None:
    request = given(world)
    world.wait(2).move(request, "suspend", "decision_maker")
    world.wait(2).deliver(request)
    (found,) = world.found(BARE)
    assert "suspended on 2032-02-03" in found.said()


def test_deliveries_before_a_suspension_and_after_a_reinstatement_are_in_order(world: World) -> None:
    request = given(world)
    world.wait().deliver(request)
    world.wait().move(request, "suspend", "decision_maker")
    world.wait(3).corrected(request)
    world.wait().move(request, "reinstate", "decision_maker")
    world.wait().deliver(request)
    assert not world.found(BARE)


def test_a_delivery_in_a_month_of_which_not_every_day_was_covered_may_have_been_outside(world: World) -> None:
    request = given(world, days=5)
    world.wait(60).deliver(request, when=Span(start="2032-02"))
    assert len(world.found(BARE)) == 1


def test_deliveries_of_what_is_exempt_need_no_approval(world: World) -> None:
    request = requested(world)
    world.move(request, "scope_exempt", "due_diligence")
    world.deliver(request)
    assert not world.found(BARE)


def test_a_delivery_that_is_planned_is_none_yet(world: World) -> None:
    request = requested(world)
    world.deliver(request, when=on("2032-09-01"))
    assert not world.found(BARE)


def test_several_deliveries_are_added_up(world: World) -> None:
    request = given(world)
    for _ in range(4):
        world.wait().deliver(request, 1000)
    assert not world.found(BEYOND)
    world.wait().deliver(request, 1)
    (found,) = world.found(BEYOND)
    assert "4000 of fuel (litres) was approved and 4001 has been delivered" in found.said()


def test_each_approval_counts_what_was_given_under_it(world: World) -> None:
    battalion = world.unit("41st Battalion")
    for _ in range(2):
        request = world.request(battalion)
        world.approved(request, days=20)
        world.wait().deliver(request, 3500)
    assert not world.found(BEYOND)


def test_item_by_item(world: World) -> None:
    items = (Item(item="fuel", quantity=4000, unit="litres"), Item(item="rations", quantity=100, unit="boxes"))
    request = given(world, items=items)
    world.wait().deliver(request, 90, item="Rations", unit="boxes")
    assert not world.found(BEYOND)
    world.deliver(request, 20, item="rations", unit="boxes")
    assert len(world.found(BEYOND)) == 1


def test_what_the_approval_does_not_name(world: World) -> None:
    request = given(world)
    world.deliver(request, 3, item="radios", unit="pieces")
    (found,) = world.found(BEYOND)
    assert found.variant == "unnamed"


def test_another_measure_cannot_be_compared(world: World) -> None:
    request = given(world)
    world.deliver(request, 3, unit="drums")
    (found,) = world.found(BEYOND)
    assert found.variant == "unit"


def test_where_the_decision_names_no_items_those_of_the_request_bind(world: World) -> None:
    request = given(world, items=())
    world.deliver(request, 3900)
    assert not world.found(BEYOND)
    world.deliver(request, 200)
    assert len(world.found(BEYOND)) == 1


def overdue(world: World, status: str = "open") -> tuple[str, str]:
    """A request under delivery, 20 days after a condition was due."""
    request = given(world)
    condition = world.condition(request, due="2032-02-10", status=status)
    world.wait(30)
    return request, condition


@pytest.mark.parametrize("status", ["open", "not_met", "cannot_tell"])
def test_a_condition_overdue_while_support_goes_on(world: World, status: str) -> None:
    _, condition = overdue(world, status)
    (found,) = world.found(OVERDUE)
    assert condition in found.records


def test_a_condition_of_which_nobody_knows_is_not_met(world: World) -> None:
    _, condition = overdue(world)
    world.change(condition, host_report="It is done.", host_report_on=str(world.day))
    assert world.found(OVERDUE), "the host's own report is no verification"
    world.change(condition, status="met", verified_by="human_rights", verified_on=str(world.day))
    assert not world.found(OVERDUE)


def test_a_condition_that_is_not_due_yet_or_was_lifted(world: World) -> None:
    request = given(world)
    world.condition(request, due="2032-04-01")
    lifted = world.condition(request, due="2032-02-02")
    world.wait(10).change(lifted, status="lifted")
    assert not world.found(OVERDUE)


def test_a_condition_due_in_a_month_is_overdue_when_the_month_is_over(world: World) -> None:
    request = given(world)
    world.condition(request, due="2032-02")
    assert not world.at("2032-02-29").found(OVERDUE)
    assert world.at("2032-03-01").found(OVERDUE)


def test_a_deadline_for_correction_that_runs_is_an_answer(world: World) -> None:
    request, _ = overdue(world)
    world.move(request, "trigger", "monitor")
    world.move(request, "set_deadline", "task_force", due=str(world.day.replace(day=28)))
    assert not world.found(OVERDUE)
    world.wait(40).deliver(request)
    assert world.found(OVERDUE)


def test_support_that_has_stopped_has_no_condition_overdue(world: World) -> None:
    request, _ = overdue(world)
    world.move(request, "suspend", "decision_maker")
    assert not world.found(OVERDUE)


def test_access_denied_where_the_support_is_used(world: World) -> None:
    request = given(world)
    denied = world.wait().visit("denied")
    (found,) = world.found(BLIND)
    assert {denied, request} <= set(found.records)


def test_obstruction_of_movement_is_denied_access_too(world: World) -> None:
    given(world)
    world.blocked("checkpoint_payment")
    assert not world.found(BLIND)
    world.blocked("support_monitoring_refused")
    assert len(world.found(BLIND)) == 1


def test_a_visit_since_says_that_it_can_be_seen(world: World) -> None:
    given(world)
    world.visit("denied")
    world.wait(2).visit("full")
    assert not world.found(BLIND)


@pytest.mark.parametrize("access", ["unknown", "not_attempted"])
def test_an_attempt_of_which_nobody_says_how_it_ended_is_no_access(world: World, access: str) -> None:
    given(world)
    world.visit("denied")
    world.wait(2).visit(access)
    assert len(world.found(BLIND)) == 1


def test_quiet_after_denied_access_is_not_access(world: World) -> None:
    given(world)
    world.visit("denied")
    assert len(world.wait(30).found(BLIND)) == 1


def test_access_denied_somewhere_else(world: World) -> None:
    given(world)
    world.visit("denied", Place(area="VM0303"))
    assert not world.found(BLIND)


def test_where_a_unit_operates_is_where_its_support_is_used(world: World) -> None:
    battalion = world.unit("41st Battalion")
    world.base(battalion, Place(area="VM0202"))
    world.approved(world.request(battalion, where=None))
    world.visit("denied", Place(area="VM0202"))
    assert len(world.found(BLIND)) == 1


def test_where_something_was_delivered_is_too(world: World) -> None:
    request = given(world)
    world.deliver(request, where=Place(area="VM0404"))
    world.visit("denied", Place(area="VM0404"))
    assert len(world.found(BLIND)) == 1


def test_several_days_of_delivery_must_all_be_covered(world: World) -> None:
    request = given(world, days=10)
    world.wait(30).deliver(request, when=between("2032-02-08", "2032-02-14"))
    assert len(world.found(BARE)) == 1
