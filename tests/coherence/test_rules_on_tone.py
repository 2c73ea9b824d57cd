"""Protests that wait for a reply, dialogue beside pressure, pressure towards nothing."""

from __future__ import annotations

from typing import Any

import pytest
from dialogue_world import ask, dialogue_world, engage, goal, office
from support_world import World, on

REPLY, APART, GOAL = "protest_without_reply", "dialogue_and_pressure_apart", "pressure_without_goal"


@pytest.fixture
def world() -> World:
    """An operation in February."""
    return dialogue_world()


def protest(world: World, met: str | tuple[str, ...], **more: Any) -> str:
    """A note of protest."""
    fields = {"channel": "note_verbale", "tone": "protest", "subject": "Note 12", "lead": "legal", **more}
    return engage(world, met, **fields)


def test_a_protest_waits_thirty_days(world: World) -> None:
    note = protest(world, office(world, "Ministry"))
    assert not world.at("2032-03-02").found(REPLY)
    (found,) = world.at("2032-03-03").found(REPLY)
    assert found.subject == note
    assert found.acts == "legal"
    assert "Note 12" in found.said()
    assert "2032-03-02" in found.said()


@pytest.mark.parametrize(("expected", "day"), [("2032-02-10", "2032-02-11"), ("2032-02", "2032-03-01")])
def test_or_as_long_as_it_names(world: World, expected: str, day: str) -> None:
    engage(world, office(world, "Ministry"), channel="letter", reply_expected=expected)
    assert len(world.at(day).found(REPLY)) == 1
    assert not world.wait(-1).found(REPLY)


@pytest.mark.parametrize(
    "more",
    [{"reply": "Noted."}, {"reply_on": "2032-02-20"}, {"held": "planned", "when": on("2032-03-20")},
     {"tone": "inform"}, {"channel": "public_statement"}, {"made_by": "ally", "ally": "Embassy"},
     {"asks": "refused"}],
)  # fmt: skip
def test_what_waits_for_nothing(world: World, more: dict[str, Any]) -> None:
    asks = (ask("stop", response=more.pop("asks")),) if "asks" in more else ()
    engage(world, office(world, "Ministry"), *asks, **{"channel": "letter", "tone": "protest", **more})
    assert not world.at("2032-03-10").found(REPLY)


@pytest.mark.parametrize("response", ["none", "unknown"])
def test_no_answer_and_unknown_are_no_replies(world: World, response: str) -> None:
    engage(world, office(world, "Ministry"), ask("stop", response=response), channel="letter", tone="protest")
    assert len(world.at("2032-03-10").found(REPLY)) == 1


def test_one_that_was_repeated_waits_in_the_other(world: World) -> None:
    ministry = office(world, "Ministry")
    first = protest(world, ministry)
    again = protest(world.at("2032-03-10"), ministry, repeats=first)
    assert not world.found(REPLY)
    assert [one.subject for one in world.at("2032-04-20").found(REPLY)] == [again]


def test_a_reply_to_a_joint_one_answers_both_and_a_merged_one_waits_once(world: World) -> None:
    ministry = office(world, "Ministry")
    first, second = protest(world, ministry), protest(world, ministry)
    protest(world, ministry, joint_with=first, reply_on="2032-02-20")
    third = protest(world, ministry, merged_into=second)
    assert [one.subject for one in world.at("2032-03-10").found(REPLY)] == [second]
    assert third


def test_a_note_to_two_authorities_is_one_finding(world: World) -> None:
    protest(world, (office(world, "Ministry"), office(world, "Governor")))
    assert len(world.at("2032-03-10").found(REPLY)) == 1


def test_one_talks_and_another_presses_for_something_else(world: World) -> None:
    governor = office(world, "Governor")
    engage(world, governor, ask("inform", "list of detainees", "detention"), lead="justice_corrections")
    second = engage(
        world.wait(20), governor, ask("allow", "prison", "detention"), lead="human_rights", tone="warn"
    )  # fmt: skip
    (found,) = world.found(APART)
    assert found.subject == second
    assert "Justice and corrections" in found.said()


@pytest.mark.parametrize(
    "second",
    [{"topic": "list of detainees", "wants": "inform"}, {"tone": "request"}, {"lead": "justice_corrections"},
     {"issue": "elections"}, {"components": ("justice_corrections",)}, {"when": on("2032-06-01")}],
)  # fmt: skip
def test_one_voice(world: World, second: dict[str, Any]) -> None:
    governor = office(world, "Governor")
    engage(world, governor, ask("inform", "list of detainees", "detention"), lead="justice_corrections")
    said = {"wants": "allow", "topic": "prison", "issue": "detention"}
    asked = ask(**{key: second.pop(key, value) for key, value in said.items()})
    engage(world, governor, asked, **{"lead": "human_rights", "tone": "warn", **second})
    assert not world.at("2032-06-02").found(APART)


def test_a_joint_demarche_is_one_voice_and_the_line_counts(world: World) -> None:
    station, ministry = office(world, "Station"), office(world, "Ministry")
    world.under(station, ministry)
    first = engage(world, ministry, ask("inform", "list", "detention"), lead="political_affairs")
    joint = {"joint_with": first}
    engage(world, station, ask("allow", "prison", "detention"), lead="human_rights", tone="warn", **joint)
    assert not world.found(APART)
    engage(world, station, ask("allow", "prison", "detention"), lead="police", tone="protest")
    assert len(world.found(APART)) == 1


def steps(world: World, met: str, number: int = 3, **more: Any) -> list[str]:
    """Steps of pressure, a week apart."""
    return [protest(world.wait(7), met, **more) for _ in range(number)]


def test_three_steps_of_pressure_without_a_goal(world: World) -> None:
    governor = office(world, "Governor")
    made = steps(world, governor, 2)
    assert not world.found(GOAL)
    made += steps(world, governor, 1)
    (found,) = world.found(GOAL)
    assert {*made, governor} == set(found.records)
    assert not world.wait(80).found(GOAL)


@pytest.mark.parametrize(
    ("status", "review_by", "variant"),
    [("agreed", "2032-12-31", None), ("under_way", "2032-12", None), ("proposed", "2032-12-31", ""),
     ("paused", "2032-12-31", ""), ("reached", "2032-12-31", ""), ("agreed", "2032-02-10", "stale")],
)  # fmt: skip
def test_a_goal_that_is_pursued(world: World, status: str, review_by: str, variant: str | None) -> None:
    governor = office(world, "Governor")
    goal(world, governor, status, review_by)
    steps(world, governor)
    assert [one.variant for one in world.found(GOAL)] == ([] if variant is None else [variant])


def test_a_goal_with_another_authority_is_not_one_with_this(world: World) -> None:
    goal(world, office(world, "Mayor"))
    steps(world, office(world, "Governor"))
    assert len(world.found(GOAL)) == 1


def test_joint_steps_count_once_and_what_is_only_planned_not_yet(world: World) -> None:
    governor = office(world, "Governor")
    first, _ = steps(world, governor, 2)
    protest(world, governor, joint_with=first, lead="police")
    protest(world, governor, held="planned")
    assert not world.found(GOAL)
