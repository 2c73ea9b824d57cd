"""What several of ours ask of one authority: opposite things, without knowing of each other, in public too early."""

from __future__ import annotations

from typing import Any

import pytest
from dialogue_world import BRIDGE, ask, dialogue_world, engage, office, person_in, promise
from support_world import World, between, on

from withstand.mission.accepting import told
from withstand.mission.coherence import touching
from withstand.picture.audience import Audience

CONTRADICTORY, UNKNOWN, PUBLIC = "contradictory_asks", "unknown_to_each_other", "public_before_deadline"


@pytest.fixture
def world() -> World:
    """An operation in February."""
    return dialogue_world()


def test_civil_affairs_asks_for_a_checkpoint_that_police_want_removed(world: World) -> None:
    police = office(world, "National police, Dorre")
    first = engage(world, police, ask("keep"), lead="civil_affairs")
    second = engage(world.wait(9), police, ask("stop"), lead="police")
    (found,) = world.found(CONTRADICTORY)
    assert found.subject == second
    assert set(found.records) == {first, second, police}
    assert found.acts == "police"
    for words in ("Civil affairs", "National police, Dorre", "2032-02-01", BRIDGE):
        assert words in found.said()
    assert {found.said(language) for language in ("fr", "es", "ar")}.isdisjoint({found.said()})


@pytest.mark.parametrize(
    "second",
    [
        {"wants": "keep"},
        {"wants": "stop", "topic": "checkpoint at the ford"},
        {"wants": "stop", "issue": "detention"},
        {"wants": "change", "issue": "displacement"},
    ],
)
def test_the_same_or_something_else_contradicts_nothing(world: World, second: dict[str, str]) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), lead="civil_affairs")
    engage(world, police, ask(**second))
    assert not world.found(CONTRADICTORY)


def test_two_components_that_tell_one_authority_the_same_are_no_finding_at_all(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, lead="civil_affairs", tone="inform", said="People went back to the mill.")
    engage(world.wait(), police, lead="human_rights", tone="inform", said="People went back to the mill.")
    engage(world.wait(), police, ask("stop"))
    assert not world.run().findings


def test_two_that_ask_for_the_same_contradict_nothing_and_could_be_one(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("stop"), lead="civil_affairs")
    engage(world.wait(), police, ask("stop"))
    (found,) = world.run().findings
    assert (found.rule, found.variant, found.severity) == (UNKNOWN, "same", "notice")


@pytest.mark.parametrize("role", ["joint_with", "merged_into", "same_as"])
def test_a_joint_demarche_agreed_beforehand_is_no_finding_at_all(world: World, role: str) -> None:
    police = office(world, "Police")
    first = engage(world, police, ask("keep"), lead="civil_affairs")
    engage(world, police, ask("stop"), lead="police", **{role: first})
    assert not world.run().findings


def test_one_engagement_with_both_components_contradicts_nothing(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), ask("stop"), lead="police", components=("civil_affairs",))
    assert not world.run().findings


def test_what_a_component_asks_later_takes_the_place_of_what_it_asked_before(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), lead="civil_affairs")
    engage(world.wait(), police, ask("stop"), lead="police")
    assert len(world.found(CONTRADICTORY)) == 1
    engage(world.wait(), police, ask("stop"), lead="civil_affairs")
    assert not world.found(CONTRADICTORY)


def test_a_component_that_changed_its_mind_with_the_other_leaves_the_third_behind(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), lead="civil_affairs", components=("human_rights",))
    engage(world.wait(), police, ask("stop"), lead="police", components=("civil_affairs",))
    (found,) = world.found(CONTRADICTORY)
    assert "Human rights" in found.said()
    engage(world.wait(), police, ask("stop"), lead="human_rights")
    assert not world.found(CONTRADICTORY)


def test_one_component_alone_may_change_its_mind(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"))
    engage(world.wait(), police, ask("stop"))
    engage(world.wait(), police, ask("keep"), held="planned", when=on("2032-02-20"))
    assert not world.run().findings


@pytest.mark.parametrize(
    "second",
    [
        {"held": "cancelled_by_us"}, {"held": "cancelled_by_them"}, {"held": "refused"},
        {"made_by": "ally", "ally": "Embassy"}, {"when": on("2032-08-01")},
    ],
)  # fmt: skip
def test_what_was_not_made_or_not_by_us_or_long_after(world: World, second: dict[str, Any]) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), lead="civil_affairs")
    engage(world, police, ask("stop"), **second)
    assert not world.at("2032-08-02").found(CONTRADICTORY)


def test_one_that_is_still_planned_is_told_before(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), lead="civil_affairs")
    engage(world, police, ask("stop"), held="planned", when=on("2032-02-20"))
    assert len(world.found(CONTRADICTORY)) == 1


def test_a_held_one_of_a_later_day_has_not_happened_yet(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), lead="civil_affairs")
    engage(world, police, ask("stop"), when=on("2032-02-20"))
    assert not world.found(CONTRADICTORY)
    assert len(world.at("2032-02-20").found(CONTRADICTORY)) == 1


@pytest.mark.parametrize("more", [{"topic": ""}, {"topic": "the road block"}])
def test_a_topic_that_is_not_said_may_be_the_same_and_one_record_is_the_same(
    world: World, more: dict[str, str]
) -> None:  # fmt: skip
    police = office(world, "Police")
    seen = (world.blocked(),) if more["topic"] else ()
    engage(world, police, ask("keep"), lead="civil_affairs", raises=seen)
    engage(world, police, ask("stop", **more), raises=seen)
    (found,) = world.found(CONTRADICTORY)
    assert {*seen} <= {*found.records}


@pytest.mark.parametrize("type_", ["command", "administrative"])
def test_the_line_of_the_authority_counts_where_it_holds_or_may(world: World, type_: str) -> None:
    station, ministry = office(world, "Station"), office(world, "Ministry")
    relation = world.under(station, ministry, type_=type_)
    first = engage(world, ministry, ask("keep"), lead="civil_affairs")
    second = engage(world, station, ask("stop"))
    (found,) = world.found(CONTRADICTORY)
    assert set(found.records) == {first, second, station, ministry, relation}
    assert found.variant == "line"


@pytest.mark.parametrize(("type_", "valid"), [("alliance", None), ("command", between("2031-01-01", "2031-06-01"))])
def test_what_is_no_line_or_was_one_before(world: World, type_: str, valid: Any) -> None:
    station, ministry = office(world, "Station"), office(world, "Ministry")
    world.under(station, ministry, valid, type_)
    engage(world, ministry, ask("keep"), lead="civil_affairs")
    engage(world, station, ask("stop"))
    assert not world.found(CONTRADICTORY)


def test_two_stations_under_one_ministry_are_not_one_authority(world: World) -> None:
    ministry = office(world, "Ministry")
    for lead, wants in (("civil_affairs", "keep"), ("police", "stop")):
        station = office(world, f"Station {lead}")
        world.under(station, ministry)
        engage(world, station, ask(wants), lead=lead)
    assert not world.found(CONTRADICTORY)


def test_several_authorities_met_together_are_one_finding(world: World) -> None:
    both = office(world, "Governor"), office(world, "Prosecutor")
    engage(world, both, ask("keep"), lead="civil_affairs")
    engage(world, both, ask("stop"))
    assert len(world.found(CONTRADICTORY)) == 1


def test_whoever_holds_a_post_there_speaks_for_the_authority(world: World) -> None:
    police = office(world, "Police")
    chief = person_in(world, police)
    engage(world, chief, ask("keep"), lead="civil_affairs")
    engage(world, police, ask("stop"))
    assert len(world.found(CONTRADICTORY)) == 1
    former = person_in(world, police, valid=between("2031-01-01", "2031-02-01"))
    engage(world, former, ask("keep", "gate"), lead="civil_affairs")
    engage(world, police, ask("stop", "gate"))
    assert len(world.found(CONTRADICTORY)) == 1


def test_who_may_not_see_one_of_both_is_told_whom_to_ask(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("keep"), lead="civil_affairs", rights=("confidential", ("human_rights",)))
    engage(world, police, ask("stop"))
    outsider = Audience("force", "confidential", ("force",))
    (line,) = [one for one in told(world.guard, world.run(), outsider) if one.finding is None]
    assert line.sentence == "Blocked: ask Human rights."
    insider = Audience("human rights", "confidential", ("human_rights",))
    assert [one.finding.rule for one in told(world.guard, world.run(), insider) if one.finding] == [CONTRADICTORY]


def test_different_things_on_one_issue_without_knowing(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("stop"), lead="civil_affairs")
    second = engage(world.wait(5), police, ask("inform", "fees at the ferry"))
    (found,) = world.found(UNKNOWN)
    assert (found.subject, found.severity) == (second, "notice")
    assert "Civil affairs" in found.said()


@pytest.mark.parametrize("role", ["joint_with", "follows", "repeats", "merged_into"])
def test_a_link_shows_that_one_knew(world: World, role: str) -> None:
    police = office(world, "Police")
    first = engage(world, police, ask("stop"), lead="civil_affairs")
    engage(world.wait(5), police, ask("inform", "fees at the ferry"), **{role: first})
    assert not world.found(UNKNOWN)


def test_whoever_comes_back_to_a_promise_knew_where_it_was_made(world: World) -> None:
    police = office(world, "Police")
    first = engage(world, police, ask("stop"), lead="civil_affairs")
    promised = promise(world, promised_by=police, made_at=first, due="2032-06-01")
    engage(world.wait(5), police, ask("inform", "fees at the ferry"), raises=promised)
    assert not world.found(UNKNOWN)


def test_beside_dialogue_pressure_for_something_else_is_told_by_another_rule(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("stop"), lead="civil_affairs")
    engage(world, police, ask("inform", "fees at the ferry"), tone="protest", channel="letter")
    assert [one.rule for one in world.run().findings] == ["dialogue_and_pressure_apart"]


def test_a_component_in_both_knew_and_after_two_weeks_nobody_needs_to(world: World) -> None:
    police = office(world, "Police")
    engage(world, police, ask("stop"), lead="civil_affairs")
    engage(world, police, ask("inform", "fees at the ferry"), components=("civil_affairs",))
    engage(world.wait(15), police, ask("more", "patrols"), lead="force")
    assert not world.found(UNKNOWN)


def test_the_line_is_not_the_authority_and_a_contradiction_says_enough(world: World) -> None:
    station, ministry = office(world, "Station"), office(world, "Ministry")
    world.under(station, ministry)
    engage(world, station, ask("stop"), lead="civil_affairs")
    engage(world, ministry, ask("inform", "fees at the ferry"), lead="force")
    engage(world, station, ask("keep"))
    assert len(world.found(CONTRADICTORY)) == 1
    assert not world.found(UNKNOWN)


def private(world: World, met: str, until: str | None = "2032-02-20", **more: Any) -> str:
    """Human rights asks in private, and waits."""
    said = ask("begin", "inquiry", "investigation", answer_by=until, response=more.pop("response", "unknown"))
    return engage(world, met, said, lead="human_rights", channel="letter", **more)


def public(world: World, met: str, *asks: Any, **more: Any) -> str:
    """Somebody speaks in public."""
    return engage(world, met, *asks, channel="public_statement", **{"lead": "communications", **more})


@pytest.mark.parametrize(
    ("until", "day", "early"),
    [("2032-02-20", "2032-02-10", True), ("2032-02-20", "2032-02-20", True), ("2032-02-20", "2032-02-21", False),
     ("2032-02", "2032-02-29", True), (None, "2032-02-10", False), ("2032-02-20", "2032-01-10", False)],
)  # fmt: skip
def test_asked_in_public_before_the_private_day(world: World, until: str | None, day: str, early: bool) -> None:
    ministry = office(world, "Ministry")
    private(world, ministry, until)
    public(world, ministry, ask("begin", "inquiry", "investigation"), when=on(day))
    found = world.at("2032-03-01").found(PUBLIC)
    assert [one.variant for one in found] == ([""] if early else [])


@pytest.mark.parametrize("response", ["agreed", "refused", "partial"])
def test_an_answer_ends_the_wait(world: World, response: str) -> None:
    ministry = office(world, "Ministry")
    private(world, ministry, response=response)
    public(world, ministry, ask("begin", "inquiry", "investigation"))
    assert not world.found(PUBLIC)


def test_the_force_praises_a_brigade_while_a_private_report_runs(world: World) -> None:
    brigade, ministry = world.unit("4th Brigade"), office(world, "Ministry")
    world.under(brigade, ministry)
    first = private(world.at("2032-05-20"), ministry, "2032-05-30")
    second = public(world.at("2032-05-22"), brigade, lead="force", tone="appreciate")
    (found,) = world.found(PUBLIC)
    assert found.variant == "praise"
    assert {first, second} <= set(found.records)
    assert "4th Brigade" in found.said()
    assert "Ministry" in found.said()


def test_whoever_was_met_with_them_leads_to_the_finding_too(world: World) -> None:
    brigade, ministry, mayor = world.unit("4th Brigade"), office(world, "Ministry"), office(world, "Mayor")
    world.under(brigade, ministry)
    said = ask("begin", "inquiry", "investigation", answer_by="2032-02-20")
    engage(world, (ministry, mayor), said, lead="human_rights", channel="letter")
    public(world, brigade, lead="force", tone="appreciate")
    (found,) = world.found(PUBLIC)
    for record in found.records:
        assert found in touching(world.guard, [record], world.day).findings


@pytest.mark.parametrize("more", [{"lead": "human_rights"}, {"tone": "inform"}, {"made_by": "ally", "ally": "Embassy"}])
def test_what_does_not_speak_against_a_private_ask(world: World, more: dict[str, Any]) -> None:
    ministry = office(world, "Ministry")
    private(world, ministry)
    public(world, ministry, **{"tone": "appreciate", **more})
    assert not world.found(PUBLIC)
