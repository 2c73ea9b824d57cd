"""Observed conduct with its age, consent as a vector of words, and choices that stand, end or wait for review."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from stance_desk import BANK, FORD, STATE, TODAY, StanceDesk

from withstand.ledger.fields import Span
from withstand.mission.stance.choices import apart, stood
from withstand.mission.stance.consent import Consent, Derived, Element
from withstand.mission.stance.thresholds import Thresholds, alternates, thresholds
from withstand.mission.stance_records import STANCE_THRESHOLDS, StanceThresholds


@pytest.fixture
def desk() -> StanceDesk:
    return StanceDesk()


def test_the_newest_word_of_each_component_with_its_age_against_the_half_life(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.seen(unit, "harming", "2032-03-01", author="human_rights")
    desk.seen(unit, "able_unwilling", "2032-09-01", author="civil_affairs")
    desk.seen(unit, "protecting", "2032-11-21", author="civil_affairs")
    desk.seen(unit, "willing_unable", "2032-11-01", author="force", threat_source="criminal")
    found = {one.threat_source: one for one in desk.assess(unit).conduct.observed}
    newest = found["armed_group"]
    assert (newest.conduct, newest.age, newest.fresh) == ("protecting", 10, True)
    assert newest.words == (("civil_affairs", "protecting", 10),)
    assert not newest.disagree
    assert 0.9 < newest.weight < 1
    assert desk.assess(unit).conduct.word == "willing_unable"
    desk.seen(unit, "obstructing", "2032-11-22", author="human_rights")
    assert desk.assess(unit).conduct.disagree


def test_what_goes_on_is_as_old_as_the_day_on_which_it_was_entered(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.at("2032-02-01").seen(unit, "protecting", when=Span(start="2031-06-01", ongoing=True, precise=True))
    (one,) = desk.assess(unit).conduct.observed
    assert one.age == (TODAY - date(2032, 2, 1)).days
    assert not one.fresh


def test_readings_of_units_under_it_count_and_those_of_others_do_not(desk: StanceDesk) -> None:
    brigade = desk.unit("Brigade", FORD)
    lower, other = desk.unit("Battalion", under=brigade), desk.unit("Other", FORD)
    desk.seen(lower)
    desk.seen(other, "harming")
    assert desk.assess(brigade).conduct.word == "protecting"
    assert desk.assess(STATE).conduct.word == "harming"
    assert desk.assess(brigade, BANK).conduct.word == "unknown"


def test_consent_is_words_with_disagreement_trend_and_age_and_no_number(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.consents(unit, "strong", "2032-11-20", trend="deteriorating")
    desk.consents(unit, "weak", "2032-11-10", author="force", consent_triggers=("elections",))
    desk.consents(unit, "hostile", "2031-01-10", author="human_rights")
    desk.consents(unit, "conditional", "2032-10-01", area=BANK)
    desk.consents(
        unit, "hostile", "2032-10-01", consent_activity="human_rights_reporting", consent_level="strategic", area=""
    )
    read = desk.read()
    found = read.consent(read.registry.authority(unit))
    by_place = {(one.level, one.activity, one.area): one for one in found.elements}
    ford = by_place["tactical", "movement", FORD]
    assert ford.qualities == ("strong", "weak")
    assert ford.disagree
    assert ford.trends == ("deteriorating",)
    assert ford.triggers == ("elections",)
    assert [(one.component, one.age, one.stale) for one in ford.words][-1][2] is True
    derived = {(one.level, one.activity): one for one in found.derived}
    assert derived["tactical", "movement"].words == ("strong", "conditional", "weak")
    assert derived["tactical", "movement"].weakest == "weak"
    assert dict(derived["tactical", "movement"].areas)["conditional"] == (BANK,)
    assert derived["strategic", "human_rights_reporting"].words == ("hostile",)
    numbers = {
        name.type
        for kind in (Consent, Derived, Element)
        for name in dataclasses.fields(kind)
        if "int" in str(name.type)
    }
    assert not numbers


def test_a_choice_stands_until_taken_back_replaced_or_over(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    first = desk.chooses(unit, "with", "2032-01-01")
    second = desk.chooses(unit, "despite", "2032-05-01", links={"replaces": first})
    back = desk.chooses(
        unit, "with", "2032-05-01", matter="Fuel", taken_back="2032-07-01", taken_back_because="Fuel was sold on"
    )
    over = desk.chooses(
        unit, "with", matter="Census", when=Span(start="2032-02-01", end="2032-03-01", precise=True)
    )  # fmt: skip
    ahead = desk.chooses(unit, "with", "2033-02-01", matter="Elections", review_by="2033-06")
    late = desk.chooses(unit, "despite", "2032-02-01", matter="Prison", review_by="2032-06-30")
    wide = desk.chooses(unit, "with", "2032-02-01", matter="Radio", area="")
    read = desk.read()
    states = {one.record: one.state for one in read.choices.chosen}
    assert states == {first: "replaced", second: "standing", back: "taken_back", over: "ended", ahead: "ahead",
                      late: "standing", wide: "standing"}  # fmt: skip
    one = desk.assess(unit)
    assert {each.record for each in one.standing} == {second, late, wide}
    assert [each.record for each in one.overdue] == [late]
    assert [each.record for each in read.choices.overdue] == [late]
    assert {each.record for each in desk.assess(unit, BANK).standing} == {wide}
    assert {each.record for each in desk.assess(STATE).standing} == {second, late, wide}
    every = (*one.standing, *one.past)
    assert {each.record for each in stood(every, date(2032, 1, 31))} == {first}
    assert {each.record for each in stood(every, date(2032, 2, 29))} == {first, over, late, wide}
    assert {each.record for each in stood(every, date(2032, 5, 31))} == {second, back, late, wide}


def test_how_long_a_choice_and_the_evidence_are_apart(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.chooses(unit, "with", "2032-06-10")
    (chosen,) = desk.assess(unit).standing
    line = [("2032-05", "despite"), ("2032-06", "with"), ("2032-09", "despite"), ("2032-10", "against")]
    found = apart(chosen, unit, FORD, line, TODAY)
    assert found is not None
    assert (found.points_to, found.since, found.weeks) == ("against", date(2032, 9, 1), 13)
    assert apart(chosen, unit, FORD, [("2032-10", "with")], TODAY) is None
    early = apart(chosen, unit, FORD, line[:1], TODAY)
    assert early is not None
    assert early.since == date(2032, 6, 10)
    desk.harm("2032-08-03", links={"suspected": unit})
    (one,) = desk.read().apart()
    assert (one.points_to, one.authority, one.area) == ("against", unit, FORD)


def test_the_latest_thresholds_hold_and_their_words_are_printed(desk: StanceDesk) -> None:
    def sets(on: str, **more: object) -> str:
        fields = {"on": on, "decided_by": "Head of mission", "by_role": "head_of_mission", "reasons": "Review", **more}
        return desk.save(STANCE_THRESHOLDS, StanceThresholds(**fields))  # type: ignore[arg-type]

    assert thresholds(desk.picture(), TODAY) == Thresholds()
    sets("2032-01-01", sure_percent=90)
    latest = sets("2032-06-01", unwilling_below=25, said_against="Extra care")
    sets("2033-01-01", sure_percent=60)
    held = thresholds(desk.picture(), TODAY)
    assert (held.record, held.sure_percent, held.kappa) == (latest, 80, 0.25)
    assert held.word("against") == "Extra care"
    assert held.word("with", "fr") == "Avec l’autorité"
    assert held.window(date(2032, 2, 29)) == (date(2031, 2, 28), date(2032, 2, 29))
    others = {(one.unwilling_below, one.sure_percent) for one in alternates(held)}
    assert (25, 80) not in others
    assert {(0, 80), (50, 80), (25, 70), (25, 90)} <= others


def test_an_authority_about_whom_a_choice_stands_has_a_row_of_its_own(desk: StanceDesk) -> None:
    brigade = desk.unit("Brigade", FORD)
    lower = desk.unit("Battalion", under=brigade)
    desk.chooses(lower, "with", "2032-06-10")
    desk.chooses(brigade, "with", "2032-06-10", area="")
    rows = [row.authority.key for row in desk.read().rows if row.area == FORD]
    assert rows == [STATE.key, brigade, lower]
