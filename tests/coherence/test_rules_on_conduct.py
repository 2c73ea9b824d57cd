"""Support beside what a unit and its command line are recorded to have done: fires, and on what it does not."""

from __future__ import annotations

import pytest
from support_world import World, between, on

from withstand.evidence.records import REPRISAL, Reprisal
from withstand.ledger.fields import Place, Span

GRAVE, RELIABLE = "open_grave_case", "reliability_not_established"


@pytest.fixture
def world() -> World:
    """A brigade with a battalion, and the country's framework."""
    made = World()
    made.framework()
    return made


def supported(world: World, *, with_condition: bool = True) -> tuple[str, str, str]:
    """A battalion that may be given fuel: battalion, brigade above it, request."""
    brigade, battalion = world.unit("4th Brigade"), world.unit("41st Battalion")
    world.under(battalion, brigade)
    request = world.request(battalion)
    world.approved(request, with_condition=with_condition)
    return battalion, brigade, request


def test_a_grave_case_of_the_unit_itself(world: World) -> None:
    battalion, _, request = supported(world)
    assert not world.found(GRAVE)
    incident = world.wait(3).incident(battalion)
    (found,) = world.found(GRAVE)
    assert found.subject == request
    assert {incident, request, battalion} <= set(found.records)
    assert found.severity == "urgent"
    assert "41st Battalion" in found.said()


@pytest.mark.parametrize("who", ["above", "below", "two below"])
def test_a_grave_case_of_its_command_line_then(world: World, who: str) -> None:
    battalion, brigade, _ = supported(world)
    company, platoon = world.unit("Company"), world.unit("Platoon")
    world.under(company, battalion)
    world.under(platoon, company)
    world.incident({"above": brigade, "below": company, "two below": platoon}[who])
    assert len(world.found(GRAVE)) == 1


def test_a_unit_that_was_not_under_it_then_is_not_of_its_line(world: World) -> None:
    battalion, _, _ = supported(world)
    company = world.unit("Company")
    world.under(company, battalion, between("2031-01-01", "2031-12-31"))
    world.incident(company)
    assert not world.found(GRAVE)
    world.incident(company, when="2031-06-01")
    assert len(world.found(GRAVE)) == 1


def test_another_battalion_of_the_same_brigade_is_not_of_its_line(world: World) -> None:
    _, brigade, _ = supported(world)
    other = world.unit("42nd Battalion")
    world.under(other, brigade)
    world.incident(other)
    assert not world.found(GRAVE)


def test_a_command_that_only_may_have_held_counts_and_is_said_to_be_uncertain(world: World) -> None:
    battalion, _, _ = supported(world)
    company = world.unit("Company")
    world.under(company, battalion, Span(start="2031-01-01"))
    world.incident(company)
    (found,) = world.found(GRAVE)
    assert found.variant == "uncertain"


def test_days_that_are_not_known_exactly_count_as_far_as_they_may_touch(world: World) -> None:
    battalion, _, _ = supported(world)
    company = world.unit("Company")
    world.under(company, battalion, between("2031-06-10", "2031-06-20"))
    world.incident(company, when=Span(start="2031-06"))
    assert len(world.found(GRAVE)) == 1


@pytest.mark.parametrize("status", ["allegation", "partly_corroborated", "verified"])
def test_one_record_suffices_however_far_it_is_verified(world: World, status: str) -> None:
    battalion, _, _ = supported(world)
    world.incident(battalion, verification=status)
    assert len(world.found(GRAVE)) == 1


def test_an_attack_that_was_refuted_after_its_reply_is_none(world: World) -> None:
    battalion, _, _ = supported(world)
    incident = world.incident(battalion)
    world.wait(5).change(incident, verification="refuted", reply="Our unit was elsewhere.", reply_on=str(world.day))
    assert not world.found(GRAVE)
    assert not world.found(RELIABLE)


def test_each_recipient_of_one_request_has_its_finding(world: World) -> None:
    one, other = world.unit("41st Battalion"), world.unit("42nd Battalion")
    world.approved(world.request([one, other]))
    world.incident(one, other)
    found = world.found(GRAVE)
    assert {finding.who for finding in found} == {one, other}
    assert len({finding.id for finding in found}) == 2


def test_everyday_abuse_is_no_grave_case(world: World) -> None:
    battalion, _, _ = supported(world)
    world.incident(battalion, what="looting")
    assert not world.found(GRAVE)
    world.incident(battalion, what="looting", also=("torture",))
    assert len(world.found(GRAVE)) == 1


def test_a_reprisal_with_a_grave_violation_is_one(world: World) -> None:
    battalion, _, _ = supported(world)
    fields = Reprisal(what="threat", where=Place(area="VM0101"), when=on(world.day), violations=("torture",))
    world.save(REPRISAL, fields, suspected=battalion)
    assert len(world.found(GRAVE)) == 1


def test_a_case_that_the_decision_rests_on_under_conditions_was_weighed(world: World) -> None:
    battalion = world.unit("41st Battalion")
    incident = world.incident(battalion)
    request = world.request(battalion)
    world.until_review(request)
    world.decide(request, conditions=[world.condition(request)], rests_on=[incident])
    world.move(request, "countersign", "countersigner")
    assert not world.found(GRAVE)
    world.wait(2).incident(battalion)
    (found,) = world.found(GRAVE)
    assert incident not in found.records


def test_a_plain_approval_that_names_the_case_does_not_answer_it(world: World) -> None:
    battalion = world.unit("41st Battalion")
    incident = world.incident(battalion)
    request = world.request(battalion)
    world.until_review(request)
    world.decide(request, "approve", rests_on=[incident])
    world.move(request, "countersign", "countersigner")
    assert len(world.found(GRAVE)) == 1


def test_a_reinstatement_after_a_verified_correction_is_not_flagged(world: World) -> None:
    battalion, _, request = supported(world)
    world.wait(2).incident(battalion)
    world.wait().move(request, "suspend", "decision_maker")
    assert not world.found(GRAVE), "nothing may be given while it is suspended"
    world.wait(5).corrected(request)
    world.wait().move(request, "reinstate", "decision_maker")
    assert not world.found(GRAVE)
    world.wait().incident(battalion)
    assert len(world.found(GRAVE)) == 1


def test_nothing_is_found_where_nothing_may_be_given(world: World) -> None:
    battalion = world.unit("41st Battalion")
    world.until_review(world.request(battalion))
    world.incident(battalion)
    assert not world.found(GRAVE)


def test_while_it_is_monitored_what_came_since_the_decision_counts(world: World) -> None:
    battalion, _, request = supported(world)
    world.wait().deliver(request)
    world.move(request, "finish_delivery", "supporting_entity")
    world.incident(battalion, when="2031-06-01")
    assert not world.found(GRAVE)
    world.wait(60).incident(battalion)
    (found,) = world.found(GRAVE)
    assert found.variant == "monitored"
    world.move(request, "close", "due_diligence", ended="completed")
    assert not world.found(GRAVE)


def test_a_case_of_years_ago_is_still_one(world: World) -> None:
    battalion, _, _ = supported(world)
    world.incident(battalion, when="2027-03-01")
    assert len(world.found(GRAVE)) == 1


def test_reliability_that_nothing_establishes_is_not_established(world: World) -> None:
    supported(world, with_condition=False)
    (found,) = world.found(RELIABLE)
    assert found.variant == "unknown"


def test_a_condition_answers_it(world: World) -> None:
    supported(world)
    assert not world.found(RELIABLE)


def test_a_condition_that_was_lifted_answers_nothing(world: World) -> None:
    battalion = world.unit("41st Battalion")
    request = world.request(battalion)
    world.until_review(request)
    condition = world.condition(request, due="2032-06-01")
    world.decide(request, conditions=[condition])
    world.move(request, "countersign", "countersigner")
    world.change(condition, status="lifted")
    assert len(world.found(RELIABLE)) == 1


def test_a_stance_that_somebody_saw_establishes_it(world: World) -> None:
    battalion, _, _ = supported(world, with_condition=False)
    world.threat("protecting", asked_of=(battalion,))
    assert not world.found(RELIABLE)


@pytest.mark.parametrize("access", ["denied", "not_attempted", "unknown"])
def test_quiet_that_comes_from_denied_access_establishes_nothing(world: World, access: str) -> None:
    battalion, _, _ = supported(world, with_condition=False)
    world.threat("protecting", access, asked_of=(battalion,))
    assert len(world.found(RELIABLE)) == 1


@pytest.mark.parametrize("posture", ["willing_unable", "unknown"])
def test_a_stance_that_is_not_protecting_establishes_nothing(world: World, posture: str) -> None:
    battalion, _, _ = supported(world, with_condition=False)
    world.threat(posture, asked_of=(battalion,))
    assert len(world.found(RELIABLE)) == 1


@pytest.mark.parametrize("posture", ["able_unwilling", "bystanding", "obstructing", "complicit", "perpetrating"])
def test_one_stance_that_speaks_against_it_is_enough_to_ask(world: World, posture: str) -> None:
    battalion, _, _ = supported(world, with_condition=False)
    world.threat("protecting", asked_of=(battalion,))
    against = world.threat(posture, "unknown", asked_of=(battalion,))
    (found,) = world.found(RELIABLE)
    assert against in found.records


def test_one_record_of_harm_is_enough_to_ask(world: World) -> None:
    battalion, _, _ = supported(world, with_condition=False)
    world.threat("protecting", asked_of=(battalion,))
    incident = world.incident(battalion, what="looting")
    (found,) = world.found(RELIABLE)
    assert incident in found.records


def test_the_stance_of_the_state_where_the_support_is_used_counts_where_a_threat_names_nobody(world: World) -> None:
    other = world.unit("22nd Battalion")
    supported(world, with_condition=False)
    world.threat("protecting", asked_of=(other,))
    assert len(world.found(RELIABLE)) == 1
    world.threat("protecting")
    assert not world.found(RELIABLE)
