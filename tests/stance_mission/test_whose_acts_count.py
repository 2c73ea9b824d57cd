"""Which records count for an authority: its own, those of units under it that day; partners apart; none refuted."""

from __future__ import annotations

from datetime import date

import pytest
from stance_desk import ALWAYS, BANK, FORD, STATE, TODAY, StanceDesk, on

from withstand.actors.records import GROUP, OFFICE, Group, Office
from withstand.evidence.records import INCIDENT, Incident
from withstand.ledger.fields import Assertion, Place, Span
from withstand.mission.stance.flags import flags
from withstand.mission.stance.recorded import HARM, OBSTRUCTED, Recorded


@pytest.fixture
def desk() -> StanceDesk:
    return StanceDesk()


def recorded(desk: StanceDesk, authority: str | None = None, area: str = FORD, day: date = TODAY) -> Recorded:
    read = desk.read(day=day)
    who = read.registry.authority(authority) if authority else STATE
    return read.acts.of(read.registry.family(who), area, *read.thresholds.window(day))


def ids(acts: tuple[object, ...]) -> set[str]:
    return {one.record for one in acts}  # type: ignore[attr-defined]


def test_a_superior_answers_for_units_under_it_while_they_were(desk: StanceDesk) -> None:
    brigade, battalion = desk.unit("Brigade", FORD), desk.unit("Battalion")
    desk.tie(battalion, brigade, valid=Span(start="2032-09-01", end="2032-10-31", precise=True))
    during = desk.harm("2032-10-05", links={"suspected": battalion})
    after = desk.harm("2032-11-15", links={"suspected": battalion})
    assert ids(recorded(desk, brigade).own) == {during}
    assert ids(recorded(desk, battalion).own) == {during, after}
    assert ids(recorded(desk).own) == {during, after}
    assert not recorded(desk, brigade).possible


def test_where_only_the_class_is_named_it_may_be_the_unit_there(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    other = desk.unit("Other battalion", FORD)
    unnamed = desk.harm("2032-10-05")
    others = desk.harm("2032-10-06", links={"suspected": other})
    found = recorded(desk, unit)
    assert (ids(found.own), ids(found.possible)) == (set(), {unnamed})
    assert ids(recorded(desk).own) == {unnamed, others}
    assert desk.assess(unit).pointing.points_to == "despite"


def test_harm_by_nobody_named_is_not_laid_to_an_office_without_forces(desk: StanceDesk) -> None:
    court = desk.save(OFFICE, Office(name="Court", type="court", side="host_state", area=FORD))
    command = desk.save(OFFICE, Office(name="Command", type="other", side="host_state", area=FORD))
    desk.unit("Battalion", under=command)
    harm, denial = desk.harm(), desk.denial()
    assert ids(recorded(desk, court).possible) == {denial}
    assert ids(recorded(desk, command).possible) == {harm, denial}


def test_what_is_disputed_may_be_the_states_and_what_nobody_names_is_said_to_be_so(desk: StanceDesk) -> None:
    disputed = desk.harm(by="host_state armed_group")
    desk.harm(by="unknown")
    desk.harm(by="armed_group")
    found = recorded(desk)
    assert (ids(found.own), ids(found.possible), found.unattributed) == (set(), {disputed}, 1)


def test_refuted_records_count_for_nothing_and_records_of_one_incident_count_once(desk: StanceDesk) -> None:
    desk.harm(verification="refuted")
    first = desk.harm(grade=None)
    desk.save(
        INCIDENT,
        Incident(
            what="looting", where=Place(area=FORD), when=on("2032-10-05"), verification="verified", grade="A1",
            perpetrators=(Assertion(perpetrator="host_state"),),
        ),
        same_as=first,
    )  # fmt: skip
    found = recorded(desk)
    assert [(one.grade, one.grave, len(one.copies)) for one in found.own] == [("A1", True, 1)]
    assert desk.read().acts.refuted == 1


def test_partners_and_proxies_count_in_a_version_apart_by_the_registry_alone(desk: StanceDesk) -> None:
    brigade = desk.unit("Brigade", FORD)
    guard = desk.save(GROUP, Group(name="Guard", type="militia", side="militia"))
    friends = desk.save(GROUP, Group(name="Friends", type="militia", side="militia"))
    desk.tie(guard, brigade, "proxy", proxy_link="supply")
    desk.tie(friends, brigade, "alliance")
    of_proxy = desk.harm(by="militia", links={"suspected": guard})
    desk.harm(by="militia", links={"suspected": friends})
    of_partner = desk.harm(by="state_partner")
    unit, state = recorded(desk, brigade), recorded(desk)
    assert (ids(unit.own), ids(unit.partners)) == (set(), {of_proxy})
    assert ids(state.partners) == {of_proxy, of_partner}
    assert ids(state.with_partners.own) == {of_proxy, of_partner}
    one = desk.assess(brigade)
    assert (one.pointing.points_to, one.pointing_with_partners.points_to) == (None, "against")
    assert one.partners_matter


def test_only_the_place_and_the_window_count(desk: StanceDesk) -> None:
    inside = desk.denial("2032-02-01", destination=Place(area=FORD), area=BANK)
    desk.denial("2032-03-01", area=BANK)
    desk.denial("2031-11-30")
    desk.denial("2032-12-02")
    found = recorded(desk)
    assert ids(found.of(OBSTRUCTED)) == {inside}
    assert not found.of(HARM)


def test_an_agency_of_the_government_is_the_state(desk: StanceDesk) -> None:
    act = desk.denial(by="", agent="army")
    desk.denial(by="", agent="armed_group")
    assert ids(recorded(desk).own) == {act}


def test_flags_come_from_graded_records_about_an_actor_alone(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.harm(grade=None, links={"suspected": unit})
    desk.harm()
    assert told(desk) == {}
    one = desk.harm("2032-10-06", links={"suspected": unit}, state_action="interference")
    assert told(desk) == {("attributed_act", unit): (one,), ("protection", unit): (one,)}
    two = desk.harm("2032-10-07", links={"suspected": unit})
    order = desk.denial(grade="B3", links={"ordered_by": unit})
    found = told(desk)
    assert set(found["repeated_unit", unit]) == {one, two}
    assert found["order", unit] == (order,)


def told(desk: StanceDesk) -> dict[tuple[str, str], tuple[str, ...]]:
    read = desk.read()
    found = flags(read.acts.acts, read.registry.family(STATE), TODAY)
    return {(one.what, one.actor): one.records for one in found}


def test_top_authorities_are_those_whose_superiors_are_elsewhere(desk: StanceDesk) -> None:
    brigade = desk.unit("Brigade", FORD)
    lower = desk.unit("Battalion", FORD, under=brigade)
    away = desk.unit("Company", BANK, under=lower)
    desk.unit("Column", FORD, side="armed_group")
    read = desk.read()
    assert ALWAYS.precise
    assert [one.key for one in read.registry.tops(FORD, TODAY)] == [brigade]
    assert [one.key for one in read.registry.tops(BANK, TODAY)] == [away]
    assert {row.area for row in read.rows if row.authority == STATE} == set(read.areas)
