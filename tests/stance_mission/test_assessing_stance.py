"""Everything together: shares, what moves them, what would change them, what a choice keeps; hidden records."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from stance_desk import BANK, DISTRICTS, FORD, NARROW, STATE, TODAY, StanceDesk

from withstand.demo.files import DISTRICTS_MAP
from withstand.evidence.area_set import AreaSet
from withstand.evidence.boundaries import area_set
from withstand.mission.stance.assessment import StancePicture
from withstand.mission.stance.choosing import NotChosen, as_known, must_rest_on_records
from withstand.mission.stance.permille import as_permille
from withstand.mission.stance.saying import deeper_said, notes, reason_said, stance_word
from withstand.vocabulary.terms import vocabulary

SHOWN = ("area", "authority", "pointing", "shares", "recorded", "conduct", "standing", "past", "timeline")


@pytest.fixture(scope="module")
def story() -> StanceDesk:
    """A brigade at the ford that stops and harms, and one across that does neither."""
    desk = StanceDesk().at("2031-06-01")
    ford, bank = desk.unit("Ford brigade", FORD), desk.unit("Bank brigade", BANK)
    for month in range(1, 12):
        for area in (FORD, BANK):
            for day in (3, 12, 20):
                desk.visit(f"2032-{month:02}-{day:02}", area)
        stopped = desk.visit(f"2032-{month:02}-25", FORD, access="denied")
        desk.denial(f"2032-{month:02}-25", links={"executed_by": ford, "kept_from": stopped}, grade="B2")
        if month % 3 == 0:
            desk.harm(f"2032-{month:02}-15", links={"suspected": ford})
        desk.rates(ford, "desk", f"2032-{month:02}-28", willingness=1, ability=4)
        desk.rates(bank, "desk", f"2032-{month:02}-28", area=BANK, willingness=5, ability=4)
    desk.seen(bank, area=BANK)
    desk.seen(bank, area=BANK, author="human_rights")
    desk.chooses(ford, "with", "2032-03-01")
    desk.chooses(bank, "with", "2032-03-01", area=BANK)
    return desk


@pytest.fixture(scope="module")
def read(story: StanceDesk) -> StancePicture:
    return story.read()


def named(read: StancePicture, name: str) -> str:
    return next(key for key, one in read.registry.actors.items() if one.name == name)


def test_the_two_brigades_are_told_apart(read: StancePicture) -> None:
    found = {
        (one.area, one.authority.label()): one for one in read.table() if one.area in (FORD, BANK)
    }  # fmt: skip
    ford, bank = found[FORD, "Ford brigade"], found[BANK, "Bank brigade"]
    assert ford.shares is not None
    assert bank.shares is not None
    assert ford.shares.unwilling > 0.8 > 0.3 > bank.shares.unwilling
    assert ford.pointing.points_to == "against"
    assert ford.shares.observations > 20
    assert abs(sum(ford.shares.by_region.values()) - 1) < 1e-6
    assert {one.points_to for one in ford.apart} == {"against"}
    assert ford.apart[0].weeks > 8
    state = found[FORD, STATE.label()]
    assert state.pointing.points_to == "against"
    assert not state.apart
    assert [one.fields.choice for one in state.standing] == ["with"]


def test_what_is_worked_out_for_one_place_is_said_in_every_language(read: StancePicture) -> None:
    one = read.assess(read.registry.authority(named(read, "Ford brigade")), FORD)
    deeper = read.deeper(one)
    drivers = {each.indicator: each for each in deeper.drivers}
    assert drivers["obstruction"].willingness < 0
    assert drivers["obstruction"].observed == 11
    assert deeper.change is not None
    assert deeper.change.seen.willing_able > deeper.change.now.willing_able
    assert deeper.score is not None
    assert deeper.score[0].value is not None
    assert deeper.score[0].value < 0
    assert {each.points_to for each in deeper.sensitivity} == {"against"}
    assert {each.what for each in deeper.flags} == {"attributed_act", "repeated_unit"}
    for language in ("en", "fr", "es", "ar"):
        said = [*deeper_said(read, one, deeper, language), *notes(read, "holder", language)]
        said += [reason_said(each, language) for each in (*one.pointing.why, *one.pointing.lacking)]
        assert all(said)
        assert stance_word(None, one.thresholds, language)
        assert not any("{" in each for each in said)


def test_one_that_is_not_in_the_table_is_read_at_what_the_others_gave(read: StancePicture, story: StanceDesk) -> None:
    ford = read.registry.authority(named(read, "Ford brigade"))
    away = read.assess(ford, BANK)
    assert (ford.key, BANK) not in read.fitted.told.at
    assert away.shares is not None
    assert read.deeper(away).sensitivity


def test_a_choice_keeps_what_was_known_and_needs_records_where_it_must(read: StancePicture) -> None:
    ford, bank = (read.registry.authority(named(read, name)) for name in ("Ford brigade", "Bank brigade"))
    (known,) = as_known(read, ford, FORD)
    assert known.points_to == "against"
    assert known.harm_records == 3
    assert sum(getattr(known, one) for one in ("willing_able", "willing_unable", "able_unwilling", "neither")) == 1000
    assert as_known(read, ford, "") == ()
    own = next(act.record for act in read.acts.acts if ford.key in act.actors)
    must_rest_on_records(read, ford, "against", [own])
    must_rest_on_records(read, bank, "with", [])
    for authority, records in ((ford, []), (bank, [own]), (ford, ["no such record"])):
        with pytest.raises(NotChosen, match="must rest on at least one record"):
            must_rest_on_records(read, authority, "against", records)


def test_the_timeline_holds_a_month_each_and_its_last_is_today(read: StancePicture) -> None:
    one = read.assess(read.registry.authority(named(read, "Ford brigade")), FORD)
    assert [month for month, _ in one.timeline] == list(read.months)
    assert one.timeline[-1][1] == one.pointing.points_to
    assert one.timeline[0][1] != "against"


def test_the_same_evidence_gives_the_same_answer(story: StanceDesk, read: StancePicture) -> None:
    again = story.read()
    assert again.fitted.told.digest == read.fitted.told.digest
    assert again.table()[0].shares == read.table()[0].shares


def test_records_that_an_audience_may_not_see_change_nothing_for_it(story: StanceDesk) -> None:
    def answer() -> list[tuple[object, ...]]:
        read = story.read(NARROW)
        return [(*(getattr(one, name) for name in SHOWN), read.consent(one.authority)) for one in read.table()]

    before = answer()
    unit = named(story.read(), "Bank brigade")
    hidden = "strictly_confidential"
    story.harm("2032-10-10", area=BANK, level=hidden, links={"suspected": unit})
    story.denial("2032-10-11", area=BANK, level=hidden, links={"executed_by": unit})
    story.visit("2032-10-12", BANK, level=hidden)
    story.seen(unit, "harming", area=BANK, level=hidden)
    story.consents(unit, "hostile", area=BANK, level=hidden)
    story.rates(unit, "other desk", "2032-10-10", area=BANK, level=hidden, willingness=1)
    story.chooses(unit, "against", "2032-10-01", area=BANK, level=hidden, matter="Roads")
    assert answer() == before
    seen = story.assess(unit, BANK)
    assert seen.pointing.points_to == "against"


def test_a_workspace_without_boundaries_takes_areas_as_records_name_them() -> None:
    desk = StanceDesk()
    unit = desk.unit("Brigade", "Old Town")
    desk.harm("2032-10-05", area="Old Town", links={"suspected": unit})
    read = desk.read(areas=AreaSet("names", "admin1"))
    assert read.areas == ("Old Town",)
    assert {one.authority.key: one.pointing.points_to for one in read.table()} == {
        STATE.key: "against",
        unit: "against",
    }


def test_an_empty_ledger_is_undetermined_everywhere() -> None:
    read = StanceDesk().read(day=date(2032, 1, 1))
    found = read.table()
    assert {one.pointing.points_to for one in found} == {None}
    assert {one.pointing.stance for one in found} == {"despite"}
    assert {one.shares for one in found} == {None}


def test_permille_add_up() -> None:
    assert as_permille({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}) == {"a": 334, "b": 333, "c": 333}
    assert sum(as_permille({"a": 0.12345, "b": 0.87655}).values()) == 1000


def test_the_words_of_conduct_are_those_that_pointing_knows() -> None:
    points = {key: term.facts["points_to"] for key, term in vocabulary("conduct").terms.items()}
    assert points == {"protecting": "with", "willing_unable": "despite", "able_unwilling": "despite",
                      "obstructing": "against", "harming": "against", "unknown": "despite"}  # fmt: skip
    assert dataclasses.is_dataclass(StancePicture)


def test_at_a_coarser_level_records_count_in_the_area_above_theirs(story: StanceDesk) -> None:
    provinces = area_set(DISTRICTS_MAP, "admin1")
    read = StancePicture.read(story.picture(NARROW), provinces, TODAY, DISTRICTS)
    one = read.assess(STATE, FORD[:4])
    assert one.pointing.points_to == "against"
    assert len(one.recorded.own) == 14
