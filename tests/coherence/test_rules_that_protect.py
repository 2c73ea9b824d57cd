"""Whom an alert was told to, who is met without legal advice, whom it is not safe to meet."""

from __future__ import annotations

from typing import Any

import pytest
from dialogue_world import (
    INTERCESSION,
    SENT,
    Sent,
    SpokenFor,
    alert,
    decision,
    dialogue_world,
    engage,
    group,
    listing,
    office,
    person_in,
    reprisal,
)
from posts import PERSON, Holder, post
from support_world import FORD, World, between, on, since

from withstand.actors.records import RELATION, Relation
from withstand.ledger.fields import Assertion, Place, Span
from withstand.mission.accepting import Accepting, acceptance_draft, told
from withstand.mission.coherence import rerun, touching
from withstand.picture.audience import HOLDER, Audience

SHARED, LISTED, PAUSED = "alert_shared_with_line", "listed_person_without_advice", "contact_while_paused"


@pytest.fixture
def world() -> World:
    """An operation in May."""
    return dialogue_world().at("2032-05-18")


def test_an_alert_about_a_battalion_told_to_its_ministry(world: World) -> None:
    battalion, brigade, ministry = world.unit("41st Battalion"), world.unit("4th Brigade"), office(world, "Ministry")
    way = [world.under(battalion, brigade), world.under(brigade, ministry)]
    warned = alert(world, battalion)
    meeting = engage(world.wait(), ministry, raises=warned)
    (found,) = world.found(SHARED)
    assert (found.subject, found.severity, found.variant) == (warned, "urgent", "")
    assert set(found.records) == {warned, meeting, ministry, battalion, *way}


@pytest.mark.parametrize("type_", ["proxy", "support", "alliance"])
def test_the_patron_of_the_lamp_guard_is_of_its_line(world: World, type_: str) -> None:
    guard, patron = group(world, "Lamp Guard", "militia"), office(world, "Patron", "foreign_state")
    link = {"proxy_link": "supply"} if type_ == "proxy" else {}
    world.save(RELATION, Relation(type=type_, valid=since("2031-01-01"), **link), lower=guard, upper=patron)
    engage(world, patron, raises=alert(world, guard))
    assert [one.variant for one in world.found(SHARED)] == [""]


def test_a_unit_beside_it_under_one_command_and_a_line_that_ended(world: World) -> None:
    brigade, battalion, sister = (world.unit(name) for name in ("4th Brigade", "41st Battalion", "42nd Battalion"))
    world.under(battalion, brigade)
    world.under(sister, brigade)
    engage(world, sister, raises=alert(world, battalion))
    assert [one.variant for one in world.found(SHARED)] == [""]
    former = office(world, "Former ministry", "own_side")
    world.under(battalion, former, between("2031-01-01", "2031-03-01"))
    engage(world, former, raises=alert(world, battalion))
    assert len(world.found(SHARED)) == 1


@pytest.mark.parametrize(
    ("who", "uniformed", "variant"),
    [("host_state", False, ""), ("unknown", True, "held"), ("unknown", False, "held"), ("armed_group", False, None)],
)  # fmt: skip
def test_an_alert_that_names_nobody_but_a_class(
    world: World, who: str, uniformed: bool, variant: str | None
) -> None:  # fmt: skip
    said = Assertion(perpetrator=who, described="men in uniform", uniformed=uniformed)
    engage(world, office(world, "Ministry"), raises=alert(world, perpetrators=(said,)))
    assert [one.variant for one in world.found(SHARED)] == ([] if variant is None else [variant])


def test_an_alert_about_an_armed_group_may_be_told_to_the_ministry(world: World) -> None:
    engage(world, office(world, "Ministry"), raises=alert(world, group(world, "River Front")))
    assert not world.found(SHARED)


def test_one_that_is_held_goes_under_a_decision_that_rests_on_both(world: World) -> None:
    ministry, warned = office(world, "Ministry"), alert(world)
    decision(world, warned)
    engage(world, ministry, raises=warned)
    assert [one.variant for one in world.found(SHARED)] == ["held"]
    decision(world, warned, ministry)
    assert not world.found(SHARED)


def test_a_decision_that_came_after_or_one_about_the_line_is_no_leave(world: World) -> None:
    ministry, battalion = office(world, "Ministry"), world.unit("41st Battalion")
    world.under(battalion, ministry)
    held, never = alert(world), alert(world, battalion)
    engage(world, ministry, raises=(held, never))
    decision(world.wait(), held, ministry)
    decision(world.at("2032-05-18"), never, ministry)
    assert {one.subject: one.variant for one in world.at("2032-05-20").found(SHARED)} == {held: "held", never: ""}


def test_what_was_cancelled_told_nobody_and_what_is_planned_is_told_before(world: World) -> None:
    battalion = world.unit("41st Battalion")
    engage(world, battalion, raises=alert(world, battalion), held="cancelled_by_us")
    assert not world.found(SHARED)
    engage(world, battalion, raises=alert(world, battalion), held="planned", when=on("2032-06-01"))
    assert len(world.found(SHARED)) == 1


def test_whoever_holds_a_post_in_the_line_is_told_for_the_line(world: World) -> None:
    brigade, battalion, sister = (world.unit(name) for name in ("4th Brigade", "41st Battalion", "42nd Battalion"))
    ways = [world.under(battalion, brigade), world.under(sister, brigade)]
    officer = person_in(world, sister)
    engage(world, officer, raises=alert(world, battalion))
    found = world.found(SHARED)
    assert {one.variant for one in found} == {""}
    assert {one.who for one in found} == {officer, sister}
    assert all({*ways} <= {*one.records} for one in found)
    for one in found:
        for record in one.records:
            assert one in touching(world.guard, [record], world.day).findings


def test_an_alert_that_was_sent_is_told_like_one_that_was_raised(world: World) -> None:
    battalion, ministry = world.unit("41st Battalion"), office(world, "Ministry")
    world.under(battalion, ministry)
    warned = alert(world, battalion)
    before = world.run()
    sent = world.save(SENT, Sent(sent_on="2032-05-19"), sends=warned, sent_to=ministry)
    (found,) = world.found(SHARED)
    assert {sent, warned, ministry, battalion} <= set(found.records)
    assert "2032-05-19" in found.said()
    assert rerun(world.guard, before, world.day).findings == world.run().findings
    assert found in touching(world.guard, [sent], world.day).findings


@pytest.mark.parametrize(("status", "found"), [("proposed", 1), ("dropped", 1), ("confirmed", 0), ("spoken", 0)])
def test_a_confirmed_intercession_is_leave_to_speak_with_a_superior(world: World, status: str, found: int) -> None:
    battalion, ministry = world.unit("41st Battalion"), office(world, "Ministry")
    world.under(battalion, ministry)
    warned = alert(world, battalion)
    engage(world, ministry, raises=warned)
    fields = SpokenFor(intercession_status=status)
    world.save(INTERCESSION, fields, rests_on=warned, interceded_with=ministry)
    assert len(world.found(SHARED)) == found


def test_who_may_not_see_the_alert_is_told_nothing_of_it(world: World) -> None:
    battalion = world.unit("41st Battalion")
    warned = alert(world, battalion, rights=("confidential", ("human_rights",)))
    engage(world, battalion, raises=warned)
    force = Audience("force", "confidential", ("force",))
    assert not told(world.guard, world.run(), force)
    rights = Audience("human rights", "confidential", ("human_rights",))
    assert [one.finding.rule for one in told(world.guard, world.run(), rights) if one.finding] == [SHARED]


def test_a_finding_of_dialogue_can_be_accepted_for_a_time(world: World) -> None:
    battalion = world.unit("41st Battalion")
    engage(world, battalion, raises=alert(world, battalion))
    (found,) = world.found(SHARED)
    said = Accepting("head_of_mission", "Head of mission", "they were taken away at once", world.day)
    assert (
        acceptance_draft(world.guard, world.run(), HOLDER, found.id, said, world.day).links[0].target == found.subject
    )


@pytest.mark.parametrize(
    ("advice", "found"),
    [(None, 1), ("2032-05-17", 0), ("2032-05-18", 0), ("2032-05-19", 1), ("2032-05", 1), ("2032-04", 0)],
)
def test_somebody_listed_is_met(world: World, advice: str | None, found: int) -> None:
    front = group(world, "River Front")
    entry = listing(world, front)
    meeting = engage(world, front, legal_advice_on=advice, lead="political_affairs")
    findings = world.found(LISTED)
    assert len(findings) == found
    for one in findings:
        assert set(one.records) == {front, entry, meeting}
        assert one.acts == "legal"
        assert "Sanctions list" in one.said()


@pytest.mark.parametrize(("valid", "found"), [(None, 1), (between("2031-01-01", "2031-12-31"), 0), (on("2031"), 1)])
def test_a_listing_that_ended_and_one_that_may_still_hold(world: World, valid: Span | None, found: int) -> None:
    front = group(world, "River Front")
    listing(world, front, valid=valid)
    engage(world, front)
    assert len(world.found(LISTED)) == found


def test_a_person_who_is_listed_in_the_person_or_in_a_post(world: World) -> None:
    ministry = office(world, "Ministry")
    chief, deputy = person_in(world, ministry), world.save(PERSON, Holder(name="Another"))
    held = post(world, ministry, "Deputy", held_by=deputy)
    listing(world, chief)
    listing(world, held)
    for one in (chief, deputy):
        engage(world, one)
    assert {one.variant for one in world.found(LISTED)} == {""}
    assert len(world.found(LISTED)) == 2
    engage(world, ministry)
    assert [one.variant for one in world.found(LISTED)].count("post") == 1


def test_the_same_name_is_no_listing_and_a_former_post_is_no_post(world: World) -> None:
    ministry = office(world, "Ministry")
    listing(world, world.save(PERSON, Holder(name="Somebody")))
    person_in(world, ministry)
    former = person_in(world, ministry, valid=between("2031-01-01", "2031-02-01"))
    listing(world, former)
    engage(world, ministry)
    assert not world.found(LISTED)


def test_what_is_planned_is_told_before_and_what_an_ally_does_is_not_ours(world: World) -> None:
    front = group(world, "River Front")
    listing(world, front)
    engage(world, front, made_by="ally", ally="Embassy")
    assert not world.found(LISTED)
    engage(world, front, held="planned", when=on("2032-06-01"))
    assert len(world.found(LISTED)) == 1


def test_contact_that_a_reprisal_paused(world: World) -> None:
    council = office(world, "Commission")
    engage(world.at("2032-05-10"), council)
    hit = reprisal(world.at("2032-05-12"), council)
    assert not world.found(PAUSED)
    meeting = engage(world.at("2032-05-18"), council, lead="civil_affairs")
    (found,) = world.found(PAUSED)
    assert (found.subject, set(found.records)) == (meeting, {meeting, hit, council})
    world.change(hit, contact_paused=False, lifted_because="they asked us to come back")
    assert not world.found(PAUSED)


@pytest.mark.parametrize(
    ("more", "found"),
    [({}, 1), ({"where": Place(area="VM0909")}, 0), ({"where": None}, 0), ({"channel": "letter"}, 0),
     ({"channel": "on_the_spot"}, 1), ({"when": on("2032-05-01")}, 0)],
)  # fmt: skip
def test_a_reprisal_of_which_nobody_said_whom_it_hit_pauses_contact_in_its_area(
    world: World, more: dict[str, Any], found: int
) -> None:
    reprisal(world, where=FORD, when=on("2032-05-12"))
    engage(world, (office(world, "Mayor"), office(world, "Chief")), **more)
    assert [one.variant for one in world.found(PAUSED)] == ["area"] * found


def test_to_raise_the_reprisal_itself_is_what_one_should_do(world: World) -> None:
    hit = reprisal(world, when=on("2032-05-12"))
    engage(world, office(world, "Mayor"), raises=hit)
    assert not world.found(PAUSED)


def test_a_reprisal_that_hit_another_pauses_contact_with_that_one(world: World) -> None:
    reprisal(world, office(world, "Commission"), when=on("2032-05-12"))
    engage(world, office(world, "Mayor"))
    assert not world.found(PAUSED)
