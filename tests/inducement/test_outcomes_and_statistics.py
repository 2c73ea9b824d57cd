"""What was decided and what followed: counts of like requests and statistics, with how many there are."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from support_cases import Desk, desk_in

from withstand.inducement.outcomes import outcome, reference_class
from withstand.inducement.statistics import statistics
from withstand.vocabulary.terms import vocabulary

STATES = tuple(vocabulary("support_states").terms)


def test_what_followed_is_told_in_the_order_in_which_it_came() -> None:
    desk = desk_in("suspended")
    found = outcome(desk.case, desk.day)
    assert (found.decided, found.followed, found.approved) == ("approve_conditions", ("suspend",), True)
    assert outcome(desk_in("review").case, desk.day).decision is None


def test_a_reference_class_counts_like_requests_and_leaves_out_others() -> None:
    made = [
        outcome(desk_in(state).case, desk_in(state).day) for state in ("approved", "refused", "suspended", "review")
    ]
    types = {"battalion": "unit_types army_battalion"}
    like = reference_class(made, "fuel_rations", "unit_types army_battalion", lambda one: types[one])
    assert (like.requests, like.open, like.approved) == (4, 1, 2)
    assert dict(like.decided) == {"approve": 1, "approve_conditions": 1, "refuse": 1}
    assert dict(like.followed) == {"suspend": 1}
    assert reference_class(made, "training", "unit_types army_battalion", lambda one: types[one]).requests == 0
    assert reference_class(made, "fuel_rations", "unit_types army_brigade", lambda one: types[one]).requests == 0
    mine = frozenset({"request"})
    assert (
        reference_class(made, "fuel_rations", "unit_types army_battalion", lambda one: types[one], mine).requests == 0
    )


def test_time_in_each_state_has_a_median_and_quartiles_only_of_enough() -> None:
    made = []
    for wait in (1, 2, 3, 10):
        desk = Desk.with_request()
        desk.wait(wait).move("scope_in", "due_diligence")
        made.append(outcome(desk.case, desk.day + timedelta(days=1)))
    found = {one.state: one for one in statistics(made, made[-1].standing.day).times}
    assert (found["draft"].ended, found["draft"].median, found["draft"].quartiles) == (4, 2.5, (1.75, 4.75))
    assert (found["in_scope"].ended, found["in_scope"].going_on, found["in_scope"].median) == (0, 4, None)
    few = {one.state: one for one in statistics(made[:3], made[-1].standing.day).times}
    assert few["draft"].quartiles is None


def test_agreement_is_between_each_body_and_the_final_decision() -> None:
    agrees, differs = Desk.with_request().until_review(), Desk.with_request().until_review()
    agrees.decide("refuse")
    differs.decide("approve")
    found = statistics([outcome(one.case, one.day) for one in (agrees, differs)], agrees.day).agreement
    assert {one.body for one in found} == set(agrees.case.request.fields.bodies)
    assert [(one.agreed, one.compared) for one in found] == [(1, 2)] * 3


def test_conditions_residual_levels_and_what_was_overturned() -> None:
    desk = desk_in("suspended")
    late = desk.day + timedelta(days=60)
    found = statistics([outcome(desk.case, late)], late)
    (conditions,) = found.conditions
    assert (conditions.conditions, conditions.met, conditions.overdue) == (1, 0, 1)
    assert (found.approvals, found.by_residual) == (1, (("medium", 1),))
    assert dict(found.overturned) == {"suspend": 1, "withdraw": 0}


@given(st.lists(st.sampled_from(STATES), max_size=6), st.randoms())
def test_statistics_count_every_request_once_in_any_order(states: list[str], dice) -> None:  # type: ignore[no-untyped-def]
    desks = [desk_in(state) for state in states]
    made = [outcome(desk.case, desk.day) for desk in desks]
    last = max((desk.day for desk in desks), default=Desk.with_request().day)
    found = statistics(made, last)
    assert found.requests == len(states)
    assert sum(number for _, number in found.by_state) == len(states)
    assert sum(one.going_on for one in found.times) == len(states)
    assert sum(number for _, number in found.by_residual) == found.approvals
    dice.shuffle(made)
    assert statistics(made, last) == found
