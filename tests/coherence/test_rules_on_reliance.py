"""Whom the operation relies on: joint operations, support without conditions, what is handed over."""

from __future__ import annotations

from typing import Any

import pytest
from stance_world import blocked_by, conduct, handed_over, joint, limits
from support_world import World, between, since

from withstand.ledger.fields import Place, Span

JOINT, GIVEN, HANDED = (
    "operation_not_established", "reliability_not_established", "transfer_not_established",
)  # fmt: skip
ELSEWHERE = Place(area="VM0909")


@pytest.fixture
def world() -> World:
    """A country with its framework."""
    made = World()
    made.framework()
    return made


@pytest.fixture
def battalion(world: World) -> str:
    """A battalion under a brigade."""
    unit = world.unit("41st Battalion")
    world.under(unit, world.unit("4th Brigade"))
    return unit


def test_a_joint_operation_with_somebody_of_whom_nothing_is_known(world: World, battalion: str) -> None:
    made = joint(world, battalion)
    (found,) = world.found(JOINT)
    assert (found.subject, found.variant, found.severity) == (made, "unknown", "urgent")
    assert "41st Battalion" in found.said()


@pytest.mark.parametrize("type_", ["joint", "supported", "alongside_proxy"])
@pytest.mark.parametrize("stage", ["planned", "under_way"])
def test_observed_protection_in_the_place_establishes_it(world: World, battalion: str, type_: str, stage: str) -> None:
    joint(world, battalion, type=type_, stage=stage)
    assert len(world.found(JOINT)) == 1
    conduct(world, battalion)
    assert not world.found(JOINT)


@pytest.mark.parametrize("more", [{"type": "coordinated"}, {"stage": "ended"}, {"stage": "cancelled"}])
def test_operations_that_rely_on_nobody_or_are_over(world: World, battalion: str, more: dict[str, Any]) -> None:
    joint(world, battalion, **more)
    assert not world.found(JOINT)


@pytest.mark.parametrize("word", ["willing_unable", "able_unwilling", "unknown"])
def test_no_other_word_establishes_it(world: World, battalion: str, word: str) -> None:
    joint(world, battalion)
    conduct(world, battalion, word)
    assert [one.variant for one in world.found(JOINT)] == ["unknown"]


@pytest.mark.parametrize("word", ["willing_unable", "able_unwilling", "unknown", "obstructing", "harming"])
@pytest.mark.parametrize("author", ["civil_affairs", "human_rights"])
def test_another_word_since_undoes_it_whoever_says_it(world: World, battalion: str, word: str, author: str) -> None:
    joint(world, battalion)
    conduct(world, battalion)
    assert not world.found(JOINT)
    conduct(world, battalion, word, author=author, threat_source="armed_group")
    assert len(world.found(JOINT)) == 1


def test_protection_seen_since_replaces_a_word_that_points_to_nothing(world: World, battalion: str) -> None:
    joint(world, battalion)
    conduct(world, battalion, "able_unwilling")
    world.wait(30)
    conduct(world, battalion)
    assert not world.found(JOINT)


def test_protection_elsewhere_or_by_the_brigade_establishes_nothing(world: World, battalion: str) -> None:
    joint(world, battalion)
    conduct(world, battalion, where=ELSEWHERE)
    brigade = world.unit("Another brigade")
    world.under(battalion, brigade)
    conduct(world, brigade)
    assert len(world.found(JOINT)) == 1


def test_an_operation_of_which_nobody_says_where_is_established_nowhere(world: World, battalion: str) -> None:
    joint(world, battalion, where=None)
    conduct(world, battalion)
    assert len(world.found(JOINT)) == 1


@pytest.mark.parametrize(("days", "half_life", "found"), [(180, 180, 0), (181, 180, 1), (30, 30, 0), (31, 30, 1)])
def test_old_readings_fade_as_leadership_says(
    world: World, battalion: str, days: int, half_life: int, found: int
) -> None:
    limits(world, half_life_days=half_life)
    joint(world, battalion)
    conduct(world, battalion)
    assert len(world.wait(days).found(JOINT)) == found


def test_a_reading_that_goes_on_speaks_of_no_day_after_it_was_entered(world: World, battalion: str) -> None:
    joint(world, battalion)
    conduct(world, battalion, when=since(world.day))
    assert not world.found(JOINT)
    assert len(world.wait(181).found(JOINT)) == 1


def test_the_latest_thresholds_that_hold_on_the_day_count(world: World, battalion: str) -> None:
    limits(world, "2032-01-01", half_life_days=10)
    limits(world, "2032-01-15", half_life_days=100)
    limits(world, "2032-06-01", half_life_days=7)
    joint(world, battalion)
    conduct(world, battalion)
    assert not world.wait(60).found(JOINT)
    assert len(world.at("2032-06-01").found(JOINT)) == 1


@pytest.mark.parametrize("who", ["itself", "above", "below"])
@pytest.mark.parametrize("kind", ["incident", "obstruction"])
def test_one_record_by_it_or_its_line_suffices(world: World, battalion: str, who: str, kind: str) -> None:
    brigade, company = world.unit("Brigade"), world.unit("Company")
    world.under(battalion, brigade)
    world.under(company, battalion)
    joint(world, battalion)
    conduct(world, battalion)
    actor = {"itself": battalion, "above": brigade, "below": company}[who]
    record = world.incident(actor, what="looting") if kind == "incident" else blocked_by(world, actor)
    (found,) = world.found(JOINT)
    assert found.variant == ""
    assert record in found.records


def test_a_record_that_was_refuted_counts_for_nothing(world: World, battalion: str) -> None:
    joint(world, battalion)
    conduct(world, battalion)
    record = world.incident(battalion)
    world.change(record, verification="refuted", reply="Elsewhere that day.")
    assert not world.found(JOINT)


def test_conduct_of_the_line_that_points_against_counts_in_the_window(world: World, battalion: str) -> None:
    brigade = world.unit("Brigade")
    world.under(battalion, brigade)
    joint(world, battalion)
    conduct(world, brigade, "harming", where=ELSEWHERE)
    conduct(world, battalion)
    assert [one.variant for one in world.found(JOINT)] == [""]
    world.at("2033-03-01")
    conduct(world, battalion)
    assert not world.found(JOINT)


def test_a_condition_of_an_approval_that_holds_answers_it(world: World, battalion: str) -> None:
    decision = world.approved(world.request(battalion, support="joint_offensive_operation"), days=30)
    joint(world, battalion, decision)
    world.incident(battalion)
    assert not world.found(JOINT)
    assert len(world.wait(31).found(JOINT)) == 1


def test_an_approval_without_a_condition_does_not(world: World, battalion: str) -> None:
    decision = world.approved(world.request(battalion), with_condition=False)
    joint(world, battalion, decision)
    assert len(world.found(JOINT)) == 1


@pytest.mark.parametrize(
    ("more", "found"),
    [({"review_by": "2032-02-01"}, 0), ({"review_by": "2032-01-31"}, 1), ({"review_by": "2033-02-01"}, 1),
     ({"reviewed_on": "2032-01-31"}, 0), ({"reviewed_on": "2032-02-02"}, 1), ({"reviewed_on": "2031-06-01"}, 1)],
)  # fmt: skip
def test_a_review_answers_it_if_it_is_near(world: World, battalion: str, more: dict[str, Any], found: int) -> None:
    joint(world, battalion, **more)
    assert len(world.found(JOINT)) == found


def test_what_came_after_a_review_is_not_answered_by_it(world: World, battalion: str) -> None:
    joint(world, battalion, reviewed_on="2032-02-03")
    world.incident(battalion, when="2032-01-20")
    assert not world.at("2032-02-04").found(JOINT)
    world.incident(battalion, when="2032-01-21")
    assert len(world.found(JOINT)) == 1, "it was entered after the review"


def test_several_authorities_have_their_findings_each(world: World, battalion: str) -> None:
    other = world.unit("42nd Battalion")
    joint(world, (battalion, other))  # type: ignore[arg-type]
    conduct(world, battalion)
    (found,) = world.found(JOINT)
    assert found.who == other


@pytest.mark.parametrize("type_", ["site", "base", "task"])
def test_protection_handed_over(world: World, battalion: str, type_: str) -> None:
    made = handed_over(world, battalion, type=type_)
    (found,) = world.found(HANDED)
    assert (found.subject, found.variant) == (made, "unknown")
    conduct(world, battalion)
    assert not world.found(HANDED)
    world.incident(battalion, what="extortion")
    assert [one.variant for one in world.found(HANDED)] == [""]


@pytest.mark.parametrize("type_", ["equipment", "detainees"])
def test_what_protected_nobody_is_no_protection_handed_over(world: World, battalion: str, type_: str) -> None:
    handed_over(world, battalion, type=type_)
    assert not world.found(HANDED)


def test_a_hand_over_is_looked_at_as_long_as_the_window(world: World, battalion: str) -> None:
    handed_over(world, battalion)
    assert len(world.at("2033-03-01").found(HANDED)) == 1
    assert not world.at("2033-03-02").found(HANDED)


def given(world: World, unit: str, **more: Any) -> str:
    """Support without a condition."""
    request = world.request(unit, **more)
    world.approved(request, with_condition=False)
    return request


def test_observed_protection_establishes_support_where_it_is_used(world: World, battalion: str) -> None:
    request = given(world, battalion)
    conduct(world, battalion, where=ELSEWHERE)
    assert len(world.found(GIVEN)) == 1
    conduct(world, battalion)
    assert not world.found(GIVEN)
    world.deliver(request, where=Place(area="VM0202"))
    assert len(world.found(GIVEN)) == 1, "it is used in another place too"


def test_support_of_which_nobody_says_where_is_established_by_no_reading(world: World, battalion: str) -> None:
    given(world, battalion, where=None)
    conduct(world, battalion)
    assert len(world.found(GIVEN)) == 1


def test_conduct_that_points_against_speaks_beside_a_threat(world: World, battalion: str) -> None:
    given(world, battalion)
    world.threat("protecting", asked_of=(battalion,))
    assert not world.found(GIVEN)
    reading = conduct(world, battalion, "obstructing")
    (found,) = world.found(GIVEN)
    assert reading in found.records


def test_a_stance_towards_a_threat_fades_too(world: World, battalion: str) -> None:
    request = world.request(battalion)
    world.approved(request, with_condition=False, days=360)
    record = world.threat("protecting", asked_of=(battalion,))
    assert not world.wait(180).found(GIVEN)
    assert len(world.wait(1).found(GIVEN)) == 1
    world.change(record, reviewed_on=str(world.day))
    assert not world.found(GIVEN)


def test_a_month_is_as_old_as_its_first_day_where_it_helps(world: World, battalion: str) -> None:
    limits(world, half_life_days=20)
    joint(world, battalion)
    world.at("2032-02-25")
    conduct(world, battalion, when=Span(start="2032-02"))
    assert len(world.found(JOINT)) == 1
    conduct(world, battalion, when=between("2032-01-01", "2032-02-20"))
    assert not world.found(JOINT)
