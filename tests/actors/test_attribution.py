"""Whose events: exact names on the day, areas as possibilities only, partners of the state by a rule that is told."""

from __future__ import annotations

from datetime import date

from withstand.actors.attribution import RULES, Attributing, Event
from withstand.actors.chains import Chains, Tie
from withstand.actors.days import certain_days, possible_days
from withstand.actors.register import Name, Register, Registered, Station, own_names
from withstand.ledger.fields import Place, Span

DAY = date(2032, 5, 20)
SINCE = Span(start="2031-01-01", ongoing=True, precise=True)
UNTIL = Span(start="2030-01-01", end="2032-05-01", precise=True)


def actor(
    record: str, name: str, side: str = "host_state", *, claims: tuple[Name, ...] = (), area: str = "",
    valid: Span | None = SINCE,
) -> Registered:  # fmt: skip
    there = (Station("p-" + record, valid, "area_of_operations", Place(area=area)),) if area else ()
    return Registered(record, "unit", name, "other", side, "", (*own_names(name, (), None), *claims), there)


def claimed(name: str, valid: Span | None) -> Name:
    return Name(name, "former_name", certain_days(valid), possible_days(valid), "claim")


def event(named: str, side: str = "unknown", areas: tuple[str, ...] = (), first: date = DAY, last: date = DAY) -> Event:
    return Event("e1", first, last, named, side, "perpetrator", frozenset(areas))


def attributing(*actors: Registered, ties: tuple[Tie, ...] = ()) -> Attributing:
    return Attributing(Register({one.record: one for one in actors}, Chains(ties)))


def test_an_exact_name_resolves_whatever_its_case_and_accents() -> None:
    found = attributing(actor("u1", "Première Brigade")).one(event("premiere  BRIGADE"))
    assert (found.rule, found.grade, found.candidates[0].actor) == ("name", "resolved", "u1")


def test_a_name_that_is_only_like_another_resolves_nothing() -> None:
    found = attributing(actor("u1", "3rd Battalion")).one(event("4th Battalion"))
    assert (found.rule, found.grade, found.candidates) == ("nobody_bore_the_name", "unresolved", ())


def test_a_name_counts_on_the_days_on_which_it_was_borne() -> None:
    unit = attributing(actor("u1", "New Guard", claims=(claimed("Old Guard", UNTIL),)))
    assert unit.one(event("Old Guard", first=date(2032, 4, 1), last=date(2032, 4, 1))).grade == "resolved"
    assert unit.one(event("Old Guard")).grade == "unresolved"
    across = unit.one(event("Old Guard", first=date(2032, 4, 30), last=date(2032, 5, 3)))
    assert (across.rule, across.grade) == ("name_may_hold", "possible")


def test_a_name_without_days_is_possible_only() -> None:
    found = attributing(actor("u1", "New Guard", claims=(claimed("Old Guard", None),))).one(event("Old Guard"))
    assert (found.rule, found.grade, found.candidates[0].claim) == ("name_may_hold", "possible", "claim")


def test_two_that_bear_a_name_leave_it_unresolved_and_both_are_told() -> None:
    found = attributing(actor("u1", "Guard"), actor("u2", "Guard")).one(event("Guard"))
    assert (found.rule, found.grade) == ("several_bear_the_name", "unresolved")
    assert {one.actor for one in found.candidates} == {"u1", "u2"}


def test_a_coalition_is_resolved_where_each_of_its_members_is() -> None:
    units = attributing(actor("u1", "Guard"), actor("u2", "Column"))
    whole = units.one(event("Guard, Column"))
    assert (whole.rule, whole.grade, [one.actor for one in whole.candidates]) == ("coalition", "resolved", ["u1", "u2"])
    part = units.one(event("Guard, Somebody"))
    assert (part.rule, part.grade, [one.actor for one in part.candidates]) == ("coalition_in_part", "possible", ["u1"])
    assert units.one(event("Somebody, Nobody")).rule == "nobody_bore_the_name"


def test_a_name_with_a_comma_is_first_of_all_a_name() -> None:
    found = attributing(actor("u1", "Guard, Northern"), actor("u2", "Guard")).one(event("Guard, Northern"))
    assert (found.rule, [one.actor for one in found.candidates]) == ("name", ["u1"])


def test_an_area_alone_makes_nobody_more_than_possible() -> None:
    units = attributing(actor("u1", "North Brigade", area="amber"), actor("u2", "South Brigade", area="ford"))
    found = units.one(event("Soldiers", "host_state", ("amber",)))
    assert (found.rule, found.grade) == ("area_only", "possible")
    assert [one.actor for one in found.candidates] == ["u1"]
    assert units.one(event("Soldiers", "armed_group", ("amber",))).grade == "unresolved"
    assert units.one(event("Soldiers", "unknown", ("amber",))).grade == "unresolved"
    assert units.one(event("", "host_state", ())).rule == "no_actor_is_named"


def test_a_proxy_of_the_state_has_a_class_of_its_own_and_says_by_what() -> None:
    army, militia = actor("u1", "Army"), actor("g1", "Guard", "militia")
    certain = attributing(army, militia, ties=(Tie("r1", "proxy", "g1", "u1", SINCE),)).one(event("Guard"))
    counted = certain.candidates[0].counted_as
    assert (counted.side, counted.rule, counted.relation, counted.behind) == ("state_partner", "proxy", "r1", "u1")
    may = attributing(army, militia, ties=(Tie("r1", "proxy", "g1", "u1", None),)).one(event("Guard"))
    assert (may.candidates[0].counted_as.side, may.candidates[0].counted_as.rule) == ("militia", "proxy_may_hold")
    over = attributing(army, militia, ties=(Tie("r1", "proxy", "g1", "u1", UNTIL),)).one(event("Guard"))
    assert (over.candidates[0].counted_as.side, over.candidates[0].counted_as.rule) == ("militia", "own")


def test_shares_add_up_and_every_rule_is_counted() -> None:
    found = attributing(actor("u1", "Army")).all([event("Army"), event("Someone"), event("Someone"), event("")])
    assert sum(found.by_rule.values()) == sum(found.by_grade.values()) == 4
    assert set(found.by_rule) == set(RULES)
    assert found.unresolved_names == (("Someone", 2),)
