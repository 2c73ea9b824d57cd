"""Promises of theirs that nobody came back to, and ours that were not kept."""

from __future__ import annotations

from typing import Any

import pytest
from dialogue_world import dialogue_world, engage, office, promise
from support_world import World, on

from withstand.evidence.records import VISIT, Visit
from withstand.ledger.fields import Place

DUE, OURS = "promise_due_no_follow_up", "our_promise_broken"


@pytest.fixture
def world() -> World:
    """An operation in August, when a governor and the mission promise each other something."""
    return dialogue_world().at("2032-08-02")


def test_access_by_september_and_a_roof_for_the_court(world: World) -> None:
    governor = office(world, "Governor of the Lonn Coast")
    theirs = promise(world, due="2032-09-01", promised_by=governor)
    ours = promise(world, "ours", "2032-09-01", promise="A roof for the court", promised_to=governor)
    assert not world.at("2032-09-01").run().findings
    world.wait()
    (due,) = world.found(DUE)
    (broken,) = world.found(OURS)
    assert (due.subject, broken.subject) == (theirs, ours)
    assert due.acts == "human_rights"
    assert "Governor of the Lonn Coast" in due.said()
    assert "A roof for the court" in broken.said()


@pytest.mark.parametrize("due", ["2032-09-01", "2032-09", "2032"])
def test_a_day_that_is_not_exact_is_over_at_its_end(world: World, due: str) -> None:
    promise(world, due=due, promised_by=office(world, "Governor"))
    assert len(world.at("2032-09-10").found(DUE)) == (due == "2032-09-01")
    assert len(world.at("2033-01-01").found(DUE)) == 1


def test_a_visit_that_was_turned_away_is_no_follow_up_and_one_that_could_see_is(world: World) -> None:
    governor = office(world, "Governor")
    promise(world, due="2032-09-01", promised_by=governor)
    for access, found in (("denied", 1), ("unknown", 1), ("full", 0)):
        fields = Visit(purpose="detention_visit", where=Place(area="VM03"), when=on("2032-09-02"), access=access)
        world.at("2032-09-05").save(VISIT, fields, about=governor)
        assert len(world.found(DUE)) == found


@pytest.mark.parametrize(
    ("more", "followed"),
    [({}, True), ({"held": "planned"}, False), ({"held": "planned", "when": on("2032-09-20")}, True),
     ({"held": "refused"}, False), ({"when": on("2032-08-20")}, False)],
)  # fmt: skip
def test_an_engagement_that_comes_back_to_it(world: World, more: dict[str, Any], followed: bool) -> None:
    governor = office(world, "Governor")
    made = promise(world, due="2032-09-01", promised_by=governor)
    fields = {"when": on("2032-09-03"), **more}
    engage(world.at("2032-09-05"), governor, raises=made, **fields)
    assert bool(world.found(DUE)) is not followed


def test_one_that_follows_on_where_it_was_made_and_one_about_something_else(world: World) -> None:
    governor = office(world, "Governor")
    meeting = engage(world, governor)
    promise(world, due="2032-09-01", made_at=meeting)
    engage(world.at("2032-09-05"), governor)
    (found,) = world.found(DUE)
    assert "Governor" in found.said()
    engage(world, governor, follows=meeting)
    assert not world.found(DUE)


@pytest.mark.parametrize(
    "changed",
    [{"commitment_status": "late", "status_on": "2032-09-03"}, {"commitment_status": "moot"},
     {"commitment_status": "superseded"}, {"commitment_status": "broken"},
     {"commitment_status": "met", "verified_by": "human_rights", "verified_on": "2032-09-04"}],
)  # fmt: skip
def test_a_word_on_where_it_stands_is_a_follow_up(world: World, changed: dict[str, str]) -> None:
    made = promise(world, due="2032-09-01", promised_by=office(world, "Governor"))
    world.at("2032-09-05").change(made, **changed)
    assert not world.found(DUE)


def test_a_status_of_before_the_day_says_nothing_of_it(world: World) -> None:
    made = promise(world, due="2032-09-01", promised_by=office(world, "Governor"))
    world.change(made, commitment_status="on_track", status_on="2032-08-20")
    assert len(world.at("2032-09-05").found(DUE)) == 1


def test_late_without_a_day_and_without_anybody_is_still_due(world: World) -> None:
    promise(world, due=None)
    promise(world, due=None, commitment_status="late")
    (found,) = world.found(DUE)
    assert found.variant == "undated"
    assert "?" in found.said()


def test_a_condition_that_was_met_is_a_promise_that_was_kept(world: World) -> None:
    battalion = world.unit("41st Battalion")
    condition = world.condition(world.request(battalion), due="2032-09-01")
    promise(world, due="2032-09-01", promised_by=battalion, condition=condition)
    assert len(world.at("2032-09-05").found(DUE)) == 1
    world.change(condition, status="met", verified_by="human_rights", verified_on="2032-09-04")
    assert not world.found(DUE)


def test_another_promise_in_its_place(world: World) -> None:
    governor = office(world, "Governor")
    first = promise(world, due="2032-09-01", promised_by=governor)
    promise(world, due="2032-12-01", promised_by=governor, replaces=first)
    assert not world.at("2032-09-05").found(DUE)


def test_a_late_entry_of_a_timely_delivery_is_not_a_broken_promise(world: World) -> None:
    made = promise(world, "ours", "2032-09-01", promised_to=office(world, "Governor"))
    world.at("2032-10-05").change(
        made, commitment_status="met", verified_by="civil_affairs", verified_on="2032-08-30", status_on="2032-08-30"
    )
    assert not world.run().findings


@pytest.mark.parametrize(
    ("status", "due", "variant"),
    [("broken", None, "broken"), ("late", None, ""), ("partly_met", "2032-08-20", ""), ("open", None, None),
     ("moot", "2032-08-20", None), ("on_track", "2032-12-20", None)],
)  # fmt: skip
def test_ours(world: World, status: str, due: str | None, variant: str | None) -> None:
    verified = {"verified_by": "civil_affairs", "verified_on": "2032-08-20"} if status == "partly_met" else {}
    promise(world, "ours", due, commitment_status=status, promised_to=office(world, "Governor"), **verified)
    found = world.at("2032-09-05").found(OURS)
    assert [one.variant for one in found] == ([] if variant is None else [variant])


def test_a_promise_of_both_is_looked_at_from_both_sides(world: World) -> None:
    governor = office(world, "Governor")
    promise(world, "both", "2032-09-01", promised_by=governor, promised_to=governor)
    assert {one.rule for one in world.at("2032-09-05").run().findings} == {DUE, OURS}


def test_a_promise_of_a_later_day_was_not_made_yet(world: World) -> None:
    promise(world, "ours", "2032-08-20", when=on("2032-09-10"))
    assert not world.at("2032-09-05").found(OURS)


def test_what_is_said_of_a_later_day_was_not_so_before(world: World) -> None:
    governor = office(world, "Governor")
    theirs, ours = promise(world, due="2032-09-01", promised_by=governor), promise(world, "ours", "2032-12-01")
    for one in (theirs, ours):
        world.change(one, commitment_status="broken", status_on="2032-10-05")
    assert {one.rule for one in world.at("2032-09-05").run().findings} == {DUE}
    assert {one.rule for one in world.at("2032-10-05").run().findings} == {OURS}
