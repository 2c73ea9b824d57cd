"""Where a request stands: every state, action and role; what each step needs; approvals that end by themselves."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support_cases import BEGUN, Desk, desk_in

from withstand.inducement.needs import Missing
from withstand.inducement.steps import BACK, FIRST, allowed, days, is_closed, is_live, steps
from withstand.vocabulary.terms import vocabulary

STATES = tuple(vocabulary("support_states").terms)
ROLES = tuple(vocabulary("support_roles").terms)
ACTIONS = tuple(vocabulary("support_actions").terms)


def needs(found: tuple[Missing, ...]) -> list[str]:
    return [one.need for one in found]


def test_the_table_names_every_action_and_only_states_and_roles_that_exist() -> None:
    assert sorted(steps()) == sorted(ACTIONS)
    for step in steps().values():
        assert {*step.starts, step.to} - {BACK} <= set(STATES)
        assert set(step.by) <= set(ROLES)


def test_every_state_can_be_reached_and_left_unless_it_is_an_end() -> None:
    reached, edge = {FIRST}, [FIRST]
    while edge:
        state = edge.pop()
        for step in steps().values():
            if state in step.starts and step.to not in (BACK, *reached):
                reached.add(step.to)
                edge.append(step.to)
    assert reached == set(STATES)
    for state in STATES:
        assert is_closed(state) != any(state in step.starts for step in steps().values()), state


@pytest.mark.parametrize("state", STATES)
def test_in_every_state_every_role_may_take_what_the_table_says_and_nothing_else(state: str) -> None:
    desk = desk_in(state)
    assert desk.stands().state == state
    for action, role in itertools.product(ACTIONS, ROLES):
        step = steps()[action]
        found = needs(desk.lacks(action, role))
        expected = "state" if state not in step.starts else "role" if role not in step.by else None
        assert (found[:1] == [expected]) if expected else not {"state", "role"} & set(found), (action, role, found)
        assert (action in allowed(state, role)) == (expected is None)


def test_nobody_reaches_a_live_state_from_one_that_is_not_but_by_countersigning_or_in_an_emergency() -> None:
    ways = {
        (step.action)
        for step in steps().values()
        for start in step.starts
        if is_live("delivering" if step.to == BACK else step.to) and not is_live(start)
    }
    assert ways == {"countersign", "approve_provisionally", "reinstate"}


def test_the_ordinary_way_leads_to_delivery_and_to_its_end() -> None:
    desk = Desk.with_request().until_delivery()
    assert desk.stands().state == "delivering"
    assert not desk.stands().void
    desk.deliver()
    assert not desk.wait(10).move("finish_delivery", "supporting_entity")
    assert not desk.wait(100).move("close", "due_diligence", ended="completed")
    assert desk.stands().state == "closed"
    assert [one.action for one in desk.stands().counted] == [
        "scope_in", "submit", "begin_screening", "consolidate", "send_to_review", "approve_conditions", "countersign",
        "begin_delivery", "finish_delivery", "close",
    ]  # fmt: skip


def test_a_step_from_the_wrong_state_or_role_changes_nothing_and_says_why() -> None:
    desk = Desk.with_request()
    assert needs(desk.move("submit", "supporting_entity")) == ["state"]
    assert needs(desk.move("scope_in", "supporting_entity")) == ["role"]
    standing = desk.stands()
    assert standing.state == "draft"
    assert [one.action for one in standing.void] == ["submit", "scope_in"]
    for language in ("en", "fr", "es", "ar"):
        for void in standing.void:
            assert all("{" not in one.said(language) for one in void.missing)


def test_without_a_communicated_framework_nothing_is_submitted() -> None:
    desk = Desk.with_request(framework=False)
    desk.move("scope_in", "due_diligence")
    assert needs(desk.move("submit", "supporting_entity")) == ["framework"]
    assert "Velmara" in desk.stands().void[0].missing[0].said()


@pytest.mark.parametrize("silent", ["human_rights", "joint_analysis", "child_protection"])
def test_no_consolidation_without_every_body_or_its_recorded_non_answer(silent: str) -> None:
    desk = Desk.with_request()
    desk.move("scope_in", "due_diligence")
    desk.move("submit", "supporting_entity")
    desk.move("begin_screening", "due_diligence")
    for body in desk.case.request.fields.bodies:
        if body != silent:
            desk.answer(body)
    found = desk.move("consolidate", "due_diligence")
    assert needs(found) == ["all_answered"]
    assert vocabulary("components").label(silent) in found[0].said()
    desk.wait().answer(silent, "no_answer")
    assert not desk.move("consolidate", "due_diligence")


def test_a_decision_needs_an_assessment_made_after_the_answers() -> None:
    desk = Desk.with_request()
    desk.assess()
    desk.move("scope_in", "due_diligence")
    desk.move("submit", "supporting_entity")
    desk.move("begin_screening", "due_diligence")
    desk.wait().answer_all()
    desk.move("consolidate", "due_diligence")
    assert needs(desk.move("send_to_review", "due_diligence")) == ["risk_assessed"]


def test_a_residual_level_counts_only_mitigation_that_was_verified() -> None:
    desk = Desk.with_request()
    desk.move("scope_in", "due_diligence")
    desk.move("submit", "supporting_entity")
    desk.move("begin_screening", "due_diligence")
    desk.answer_all()
    desk.move("consolidate", "due_diligence")
    desk.assess(residual="low", inherent="high", counts_on=[desk.condition()])
    assert needs(desk.move("send_to_review", "due_diligence")) == ["mitigation_verified"]
    desk.assess(residual="low", inherent="high", counts_on=[desk.condition("met")])
    assert not desk.move("send_to_review", "due_diligence")


@pytest.mark.parametrize("residual", ["unacceptable", "unknown"])
def test_an_unacceptable_or_unknown_risk_takes_a_typed_waiver(residual: str) -> None:
    desk = Desk.with_request().until_review()
    desk.assess(residual=residual)
    assert needs(desk.decide("approve")) == ["risk_acceptable"]
    waived = {"waiver": "life_safety", "waiver_reasons": "people wait there", "counter_opinion": "not verified"}
    assert not desk.decide("approve", **waived)


def test_an_approval_with_conditions_names_one_and_every_approval_ends_in_time() -> None:
    desk = Desk.with_request().until_review()
    assert needs(desk.decide("approve_conditions")) == ["conditions"]
    assert needs(desk.decide("approve", days=days().longest + 1)) == ["expires_in_time"]


def test_who_decided_does_not_countersign() -> None:
    desk = Desk.with_request().until_review()
    desk.decide("approve", author="token-1")
    assert needs(desk.move("countersign", "countersigner", author="token-1")) == ["another_hand"]
    assert not desk.move("countersign", "countersigner", author="token-2")


def test_before_the_countersignature_nothing_is_delivered() -> None:
    desk = Desk.with_request().until_review()
    desk.decide("approve")
    assert needs(desk.move("begin_delivery", "supporting_entity")) == ["state"]
    assert desk.stands().why_none(desk.day) == ("not_countersigned", None)


def test_an_approval_ends_by_itself_and_warns_before() -> None:
    desk = Desk.with_request().until_delivery()
    ends = desk.stands().approvals[-1].last
    assert not desk.stands(ends - timedelta(days=days().warn + 1)).warned
    assert desk.stands(ends - timedelta(days=days().warn)).warned
    assert desk.stands(ends).state == "delivering"
    after = desk.stands(ends + timedelta(days=1))
    assert (after.state, after.since) == ("expired", ends + timedelta(days=1))
    assert after.approval is None
    assert after.why_none(after.day) == ("expired", ends)


def test_an_emergency_is_decided_at_once_for_a_fortnight_and_only_once() -> None:
    desk = Desk.with_request(stage="emergency", framework=False)
    assert needs(desk.decide("approve_provisionally", role="delegate", days=31)) == ["expires_in_time"]
    assert not desk.decide("approve_provisionally", role="delegate", days=14)
    assert not desk.move("begin_delivery", "supporting_entity")
    assert desk.stands(BEGUN + timedelta(days=14)).state == "delivering"
    assert desk.stands(BEGUN + timedelta(days=15)).state == "expired"


def test_without_an_emergency_nothing_is_provisional() -> None:
    assert needs(Desk.with_request().decide("approve_provisionally", role="delegate", days=14)) == ["emergency"]


def test_a_trigger_leads_over_correction_back_to_where_it_was() -> None:
    desk = Desk.with_request().until_delivery()
    desk.wait(5).move("trigger", "program", rule="grave_incident")
    assert desk.stands().state == "trigger_review"
    assert desk.stands().approval is not None
    desk.move("engage", "task_force")
    assert needs(desk.move("set_deadline", "task_force")) == ["due"]
    desk.move("set_deadline", "task_force", due="2032-02-10")
    assert desk.stands().due == date(2032, 2, 10)
    assert needs(desk.move("reinstate", "decision_maker")) == ["correction_verified"]
    desk.wait(3).visit(corrected=True)
    assert not desk.move("reinstate", "decision_maker")
    assert desk.stands().state == "delivering"


def test_a_suspension_stops_delivery_until_it_is_lifted() -> None:
    desk = Desk.with_request().until_delivery()
    begun = desk.day
    desk.wait(5).move("suspend", "decision_maker")
    suspended = desk.day
    assert desk.stands().state == "suspended"
    assert desk.stands().why_none(desk.day) == ("suspended", suspended)
    desk.wait(3).visit(corrected=True)
    assert not desk.move("reinstate", "decision_maker")
    stands = desk.stands()
    assert stands.state == "delivering"
    assert [stands.held_on(begun + timedelta(days=day)) is not None for day in (0, 4, 5, 7, 8)] == [
        True, True, False, False, True,
    ]  # fmt: skip


def test_the_order_of_arrival_changes_nothing() -> None:
    desk = Desk.with_request().until_delivery()
    desk.wait(4).move("trigger", "monitor")
    desk.wait(1).move("set_aside", "task_force")
    expected = desk.stands()
    for moves in itertools.islice(itertools.permutations(desk.case.moves), 200):
        assert (replace(desk, case=replace(desk.case, moves=moves))).stands() == expected
