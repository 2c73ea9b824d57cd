"""Stances beside the records: apart for weeks, past their review, without a record, two voices, old assessments."""

from __future__ import annotations

from typing import Any

import pytest
from stance_world import blocked_by, conduct, consent, handed_over, limits, stance
from support_world import World, between, on

from withstand.evidence.records import REPRISAL, Reprisal
from withstand.ledger.fields import Place
from withstand.mission.accepting import Accepting, acceptance_draft
from withstand.picture.audience import HOLDER

APART, BARE, OVERDUE, TWO, OLD = (
    "stance_and_records_apart", "against_without_record", "stance_review_overdue", "stances_contradict",
    "assessment_too_old",
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
    """A battalion."""
    return world.unit("41st Battalion")


def test_a_stance_past_its_review(world: World, battalion: str) -> None:
    made = stance(world, battalion, "despite", review_by="2032-03-01", author="police")
    assert not world.at("2032-03-01").found(OVERDUE)
    (found,) = world.at("2032-03-02").found(OVERDUE)
    assert (found.subject, found.acts, found.severity) == (made, "police", "notice")
    assert "On our own as well" in found.said()


def test_leaderships_words_are_said(world: World, battalion: str) -> None:
    limits(world, said_despite="With caution")
    stance(world, battalion, "despite", review_by="2032-03-01")
    (found,) = world.at("2032-03-02").found(OVERDUE)
    assert "“With caution”" in found.said()


@pytest.mark.parametrize(
    "more",
    [{"taken_back": "2032-03-02", "taken_back_because": "settled"}, {"when": between("2032-02-01", "2032-03-01")}],
)
def test_what_stands_no_more_is_not_reviewed(world: World, battalion: str, more: dict[str, Any]) -> None:
    stance(world, battalion, review_by="2032-02-20", **more)
    assert not world.at("2032-03-02").found(OVERDUE)


def test_a_stance_is_replaced_once_the_other_has_begun(world: World, battalion: str) -> None:
    old = stance(world, battalion, review_by="2032-02-20")
    stance(world, battalion, "despite", replaces=old, when=on("2032-04-01"))
    assert len(world.at("2032-03-31").found(OVERDUE)) == 1
    assert not world.at("2032-04-01").found(OVERDUE)


def test_harm_beside_with_is_told_after_the_weeks_of_leadership(world: World, battalion: str) -> None:
    made = stance(world, battalion)
    incident = world.wait(10).incident(battalion, what="looting")
    assert not world.wait(55).found(APART)
    (found,) = world.wait(1).found(APART)
    assert found.subject == made
    assert incident in found.records
    assert found.variant == ""


def test_it_is_measured_since_the_choice_where_the_harm_is_older(world: World, battalion: str) -> None:
    world.incident(battalion, when="2031-10-01")
    stance(world, battalion)
    assert not world.wait(55).found(APART)
    assert len(world.wait(1).found(APART)) == 1


def test_it_ends_with_the_window(world: World, battalion: str) -> None:
    world.incident(battalion, when="2031-10-01")
    stance(world, battalion)
    assert len(world.at("2032-10-01").found(APART)) == 1
    assert not world.at("2032-10-02").found(APART)


def test_a_gap_between_two_records_begins_it_anew(world: World, battalion: str) -> None:
    limits(world, window_months=1)
    stance(world, battalion)
    world.incident(battalion, when="2032-02-01")
    world.incident(battalion, when="2032-04-01")
    assert not world.at("2032-04-10").found(APART)
    world.incident(battalion, when="2032-03-01")
    assert len(world.found(APART)) == 1


def test_leaderships_weeks_count(world: World, battalion: str) -> None:
    limits(world, weeks_apart=1)
    stance(world, battalion)
    world.incident(battalion)
    assert not world.wait(6).found(APART)
    assert len(world.wait(1).found(APART)) == 1


def test_obstruction_counts_once_it_is_a_pattern(world: World, battalion: str) -> None:
    limits(world, weeks_apart=1)
    stance(world, battalion)
    for _ in range(2):
        blocked_by(world, battalion)
    assert not world.wait(7).found(APART)
    blocked_by(world, battalion)
    assert not world.wait(6).found(APART)
    assert len(world.wait(1).found(APART)) == 1


@pytest.mark.parametrize("word", ["obstructing", "harming"])
def test_conduct_seen_against_is_one(world: World, battalion: str, word: str) -> None:
    limits(world, weeks_apart=1)
    stance(world, battalion)
    conduct(world, battalion, word)
    assert len(world.wait(7).found(APART)) == 1


@pytest.mark.parametrize(("where", "by", "found"), [
    (ELSEWHERE, "itself", 1), (ELSEWHERE, "line", 0), (None, "line", 1), (Place(name="a bend of the road"), "line", 1),
])  # fmt: skip
def test_its_line_counts_in_the_place_and_itself_anywhere(
    world: World, battalion: str, where: Place | None, by: str, found: int
) -> None:
    limits(world, weeks_apart=1)
    stance(world, battalion)
    company = world.unit("Company")
    world.under(company, battalion)
    record = world.incident(company if by == "line" else battalion)
    if where is not None:
        world.change(record, where=where)
    assert len(world.wait(7).found(APART)) == found


def test_a_refuted_record_is_none(world: World, battalion: str) -> None:
    stance(world, battalion)
    world.incident(battalion, verification="refuted")
    assert not world.wait(60).found(APART)


def test_despite_is_never_apart(world: World, battalion: str) -> None:
    stance(world, battalion, "despite")
    world.incident(battalion)
    assert not world.wait(100).found(APART)


def test_against_without_a_record_in_the_window_is_apart(world: World, battalion: str) -> None:
    incident = world.incident(battalion, when="2031-06-01")
    stance(world, battalion, "against", rests_on=incident)
    assert not world.at("2032-07-27").found(APART)
    (found,) = world.at("2032-07-28").found(APART)
    assert found.variant == "none"
    world.incident(battalion)
    assert not world.found(APART)


@pytest.mark.parametrize(("linked", "found"), [(False, 1), (True, 0)])
def test_against_in_a_place_needs_its_records_there_or_linked(
    world: World, battalion: str, linked: bool, found: int
) -> None:
    incident = world.incident(battalion)
    world.change(incident, where=ELSEWHERE)
    stance(world, battalion, "against", rests_on=incident if linked else ())
    assert len(world.wait(56).found(APART)) == found


@pytest.mark.parametrize("linked", ["nothing", "visit", "others", "refuted", "bare reading", "protecting"])
def test_against_that_no_record_shows(world: World, battalion: str, linked: str) -> None:
    made = {
        "nothing": lambda: (), "visit": lambda: world.visit("denied"),
        "others": lambda: world.incident(world.unit("Somebody else")),
        "refuted": lambda: world.incident(battalion, verification="refuted"),
        "bare reading": lambda: conduct(world, battalion, "harming"),
        "protecting": lambda: conduct(world, battalion, rests_on=world.incident(battalion)),
    }[linked]()  # fmt: skip
    stance(world, battalion, "against", rests_on=made)
    (found,) = world.found(BARE)
    assert "Protection measures towards the authority" in found.said()


@pytest.mark.parametrize("linked", ["own", "line", "nobody", "obstruction", "reprisal", "reading"])
def test_against_that_a_record_shows(world: World, battalion: str, linked: str) -> None:
    company = world.unit("Company")
    world.under(company, battalion)
    made = {
        "own": lambda: world.incident(battalion), "line": lambda: world.incident(company),
        "nobody": world.incident, "obstruction": lambda: blocked_by(world, battalion),
        "reprisal": lambda: world.save(
            REPRISAL, Reprisal(what="threat", where=Place(area="VM0101"), when=on(world.day)), suspected=battalion
        ),
        "reading": lambda: conduct(world, battalion, "harming", rests_on=world.incident(battalion)),
    }[linked]()  # fmt: skip
    stance(world, battalion, "against", rests_on=made)
    assert not world.found(BARE)


@pytest.mark.parametrize(
    ("more", "found"),
    [({}, 1), ({"where": ELSEWHERE}, 0), ({"where": None}, 1), ({"matter": "Prisons"}, 0), ({"choice": "despite"}, 0),
     ({"matter": " escorts to MARKET"}, 0), ({"matter": "ESCORTS to market"}, 1), ({"issue": "detention"}, 0)],
)  # fmt: skip
def test_two_stances_in_one_place_and_matter(world: World, battalion: str, more: dict[str, Any], found: int) -> None:
    one = stance(world, battalion)
    other = stance(world.wait(3), battalion, **{"choice": "against", "author": "human_rights", **more})
    said = world.found(TWO)
    assert len(said) == found
    if said:
        assert said[0].subject == other
        assert one in said[0].records


def test_two_stances_in_answer_to_one_threat(world: World, battalion: str) -> None:
    threat = world.threat("unknown")
    stance(world, battalion, answers=threat)
    stance(world, battalion, "against", answers=threat, matter="Raids")
    assert len(world.found(TWO)) == 1


def test_another_office_may_be_stood_to_otherwise(world: World, battalion: str) -> None:
    brigade = world.unit("4th Brigade")
    world.under(battalion, brigade)
    stance(world, battalion)
    stance(world, brigade, "against")
    assert not world.found(TWO)


@pytest.mark.parametrize("kind", ["conduct", "consent", "threat"])
def test_a_stance_that_rests_on_an_old_assessment(world: World, battalion: str, kind: str) -> None:
    limits(world, half_life_days=30)
    if kind == "threat":
        record = world.threat("unknown")
        world.change(record, rating="high")
        stance(world, battalion, answers=record)
    else:
        record = conduct(world, battalion) if kind == "conduct" else consent(world, battalion)
        stance(world, battalion, rests_on=record)
    assert not world.wait(30).found(OLD)
    (found,) = world.wait(1).found(OLD)
    assert found.variant == "stance"
    assert record in found.records


def test_a_younger_one_of_the_same_kind_answers_it_and_one_that_knows_nothing_does_not(
    world: World, battalion: str
) -> None:
    limits(world, half_life_days=30)
    old = conduct(world, battalion)
    made = stance(world, battalion, rests_on=old)
    world.wait(40)
    kind = world.guard.picture.get(made).kind
    assert kind is not None
    for other in (consent(world, battalion), conduct(world, battalion, "unknown")):
        world.link(kind, made, "rests_on", other)
        assert len(world.found(OLD)) == 1
    world.link(kind, made, "rests_on", conduct(world, battalion, "willing_unable"))
    assert not world.found(OLD)


def test_support_on_an_old_assessment_of_risk(world: World, battalion: str) -> None:
    limits(world, half_life_days=30)
    request = world.request(battalion)
    world.approved(request)
    assert not world.wait(30).found(OLD)
    (found,) = world.wait(1).found(OLD)
    assert (found.subject, found.variant) == (request, "")
    world.assess(request, "unknown")
    assert len(world.found(OLD)) == 1
    world.assess(request)
    assert not world.found(OLD)


def test_something_to_be_handed_over_on_an_old_assessment(world: World, battalion: str) -> None:
    handed_over(world, battalion)
    assert not world.found(OLD)
    limits(world, half_life_days=20)
    assert [one.variant for one in world.found(OLD)] == ["transfer"]


def test_a_finding_on_a_stance_can_be_accepted(world: World, battalion: str) -> None:
    stance(world, battalion, review_by="2032-02-10")
    (found,) = world.wait(20).found(OVERDUE)
    said = Accepting("head_of_mission", "Head", "next week", world.day)
    draft = acceptance_draft(world.guard, world.run(), HOLDER, found.id, said, world.day)
    assert draft.links[0].target == found.subject
