"""Who was excluded from one support and has a part in another, and who commands since it was decided."""

from __future__ import annotations

import pytest
from posts import PERSON, POSTING, Holder, Post, post, world_with_posts
from support_world import World, between, since

ELSEWHERE, MOVED, CHANGED = "excluded_elsewhere", "excluded_moved_in", "command_changed"


@pytest.fixture
def world() -> World:
    """A country with its framework, in which posts are recorded."""
    made = world_with_posts()
    made.framework()
    return made


def excluded(world: World, what: str) -> str:
    """Training in Kessin, from which a unit or a post-holder is excluded; the decision."""
    trained = world.unit("22nd Battalion")
    request = world.request(trained, "Training in Kessin", support="operational_training")
    return world.approved(request, excludes=[what])


def supported(world: World, unit: str, **more: object) -> str:
    """Fuel for a unit."""
    request = world.request(unit)
    world.approved(request, **more)
    return request


def test_a_unit_excluded_from_one_support_is_the_recipient_of_another(world: World) -> None:
    battalion = world.unit("41st Battalion")
    decision = excluded(world, battalion)
    assert not world.found(ELSEWHERE)
    supported(world, battalion)
    (found,) = world.found(ELSEWHERE)
    assert decision in found.records
    assert "41st Battalion was excluded from “Training in Kessin”" in found.said()


def test_a_unit_excluded_elsewhere_is_part_of_the_recipient(world: World) -> None:
    battalion, company = world.unit("41st Battalion"), world.unit("1st Company")
    world.under(company, battalion)
    excluded(world, company)
    supported(world, battalion)
    assert len(world.found(ELSEWHERE)) == 1
    assert not world.found(MOVED)


def test_a_unit_excluded_elsewhere_comes_under_the_recipient(world: World) -> None:
    battalion, company = world.unit("41st Battalion"), world.unit("1st Company")
    excluded(world, company)
    supported(world, battalion)
    world.wait(10).under(company, battalion, since(world.day))
    (found,) = world.found(MOVED)
    assert found.severity == "urgent"
    assert not world.found(ELSEWHERE)


def test_a_unit_that_left_before_is_no_part(world: World) -> None:
    battalion, company = world.unit("41st Battalion"), world.unit("1st Company")
    world.under(company, battalion, between("2031-01-01", "2031-12-31"))
    excluded(world, company)
    supported(world, battalion)
    assert not world.found(ELSEWHERE)
    assert not world.found(MOVED)


def test_a_unit_excluded_here_too_is_in_order(world: World) -> None:
    battalion, company = world.unit("41st Battalion"), world.unit("1st Company")
    world.under(company, battalion)
    excluded(world, company)
    supported(world, battalion, excludes=[company])
    assert not world.found(ELSEWHERE)


def test_a_post_holder_excluded_elsewhere_holds_a_post_in_the_recipient(world: World) -> None:
    battalion = world.unit("41st Battalion")
    commander = post(world, battalion)
    excluded(world, commander)
    supported(world, battalion)
    (found,) = world.found(ELSEWHERE)
    assert "Commander, 41st Battalion was excluded" in found.said()


def test_a_commander_excluded_from_training_takes_over_what_is_supplied(world: World) -> None:
    battalion, other = world.unit("41st Battalion"), world.unit("22nd Battalion")
    person = world.save(PERSON, Holder(name="somebody"))
    excluded(world, post(world, other, held_by=person))
    supported(world, battalion)
    assert not world.found(MOVED)
    world.at("2032-04-03")
    post(world, battalion, valid=since("2032-04-03"), held_by=person)
    (found,) = world.found(MOVED)
    assert "somebody" not in found.said()
    assert [one.variant for one in world.found(CHANGED)] == [""]


def test_a_commander_excluded_elsewhere_takes_over_the_brigade_above(world: World) -> None:
    battalion, brigade, other = (world.unit(name) for name in ("41st Battalion", "4th Brigade", "22nd Battalion"))
    world.under(battalion, brigade)
    person = world.save(PERSON, Holder(name="somebody"))
    excluded(world, post(world, other, held_by=person))
    post(world, brigade, held_by=person)
    supported(world, battalion)
    assert len(world.found(ELSEWHERE)) == 1


def test_the_same_surname_of_a_different_officer_says_nothing(world: World) -> None:
    battalion, other = world.unit("41st Battalion"), world.unit("22nd Battalion")
    one, namesake = (world.save(PERSON, Holder(name="Deru")) for _ in range(2))
    fields = Post(title="Commander", post_holder="Deru", valid=since("2031-06-01"))
    first = world.save(POSTING, fields, post_in=other, held_by=one)
    world.save(POSTING, fields, post_in=battalion, held_by=namesake)
    world.save(POSTING, fields, post_in=battalion)
    excluded(world, first)
    supported(world, battalion)
    assert not world.found(ELSEWHERE)
    assert not world.found(MOVED)


def test_a_post_of_which_no_days_are_known_may_be_held(world: World) -> None:
    battalion = world.unit("41st Battalion")
    commander = world.save(POSTING, Post(title="Commander"), post_in=battalion)
    excluded(world, commander)
    supported(world, battalion)
    assert len(world.found(ELSEWHERE)) == 1


def test_a_post_that_was_left_is_not_held(world: World) -> None:
    battalion = world.unit("41st Battalion")
    commander = post(world, battalion, valid=between("2031-01-01", "2031-12-31"))
    excluded(world, commander)
    supported(world, battalion)
    assert not world.found(ELSEWHERE)


def test_a_new_commander_since_the_approval(world: World) -> None:
    battalion = world.unit("41st Battalion")
    post(world, battalion)
    request = supported(world, battalion)
    assert not world.found(CHANGED)
    new = post(world.wait(10), battalion, valid=since(world.day))
    (found,) = world.found(CHANGED)
    assert (found.subject, found.severity) == (request, "notice")
    assert new in found.records


def test_a_unit_that_came_under_another_since_the_approval(world: World) -> None:
    battalion, brigade = world.unit("41st Battalion"), world.unit("4th Brigade")
    supported(world, battalion)
    world.wait(10).under(battalion, brigade, since(world.day))
    (found,) = world.found(CHANGED)
    assert found.variant == "moved"


def test_a_relation_that_was_only_entered_late_changes_nothing(world: World) -> None:
    battalion, brigade = world.unit("41st Battalion"), world.unit("4th Brigade")
    supported(world, battalion)
    world.wait(10).under(battalion, brigade, since("2031-01-01"))
    assert not world.found(CHANGED)
