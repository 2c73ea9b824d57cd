"""What superiors inherit: random trees and rings of command against a walk day by day, and cases told one by one."""

from __future__ import annotations

import os
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from withstand.actors.chains import Tie
from withstand.actors.inheritance import Deed, Inheritance
from withstand.ledger.fields import Span, first_day, last_day

CASES = 5_000 if os.environ.get("WITHSTAND_PROOFS") else 300
CALENDAR = [date(2032, 4, 20) + timedelta(days=n) for n in range(60)]
ACTORS = "abcdefg"


def tie(lower: str, upper: str, valid: Span | None, type_: str = "command") -> Tie:
    return Tie(f"{lower}<{upper} {valid}", type_, lower, upper, valid)


def span(text: str) -> Span:
    """`=a..b`: true on every day between; `a..`: since then."""
    start, _, end = text.removeprefix("=").partition("..")
    return Span(start=start, end=end or None, precise=text.startswith("="), ongoing=text.endswith(".."))


def reached(ties: list[Tie], start: str, day: date, sure: bool) -> set[str]:
    """Who stands above an actor on a day: the plain walk."""
    found: set[str] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        for one in ties:
            held = one.on(day)
            if one.lower == here and one.upper not in found and (held is True or (held is None and not sure)):
                found.add(one.upper)
                todo.append(one.upper)
    return found - {start}


def when_it_may_have_been(when: Span) -> list[list[date]]:
    """All sets of days on which something may have happened, of those that say the least."""
    last = min(when.latest, CALENDAR[-1])
    possible = [day for day in CALENDAR if when.earliest <= day <= last]
    if not when.precise:
        return [[day] for day in possible]
    ends = [last] if when.ongoing else [day for day in possible if day >= first_day(when.end or when.start)]
    starts = [day for day in possible if day <= last_day(when.start)]
    return [[day for day in possible if a <= day <= b] for a in starts for b in ends if a <= b]


DAY = st.sampled_from([day.isoformat() for day in CALENDAR[2:-2]] + ["2032-05"] * 6)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    one, other = sorted((draw(DAY), draw(DAY)), key=lambda day: (first_day(day), last_day(day)))
    how = draw(st.sampled_from(["range", "range", "range", "ongoing", "alone"]))
    return Span(
        start=one, end=other if how == "range" else None, precise=draw(st.booleans()), ongoing=how == "ongoing"
    )  # fmt: skip


TIES = st.lists(
    st.builds(
        tie, st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.one_of(st.none(), spans(), spans(), spans()),
        st.sampled_from(["command", "administrative", "operational", "alliance"]),
    ),
    max_size=14,
)  # fmt: skip


@given(TIES, spans())
@settings(max_examples=CASES, deadline=None)
def test_what_is_inherited_is_what_a_walk_day_by_day_finds(ties: list[Tie], when: Span) -> None:
    orders = [one for one in ties if one.type != "alliance"]
    inheritance = Inheritance(ties)
    above = {(day, sure): reached(orders, "a", day, sure) for day in CALENDAR for sure in (True, False)}
    worlds = when_it_may_have_been(when)
    expected = {}
    for superior in ACTORS[1:]:
        if all(any(superior in above[day, True] for day in world) for world in worlds):
            expected[superior] = True
        elif any(superior in above[day, False] for world in worlds for day in world):
            expected[superior] = False
    deed = Deed("harm", "a", when)
    if when.ongoing and when.precise is False:
        expected = {one: expected[one] and _to_the_end(inheritance, one) for one in expected}
    assert {one.superior: one.certain for one in inheritance.heirs(deed)} == expected
    for superior in ACTORS[1:]:
        found = inheritance.inherited(superior, [deed])
        assert [one.certain for one in found] == ([expected[superior]] if superior in expected else [])


def _to_the_end(inheritance: Inheritance, superior: str) -> bool:
    """Whether a certain chain goes on for good, beyond the calendar of the walk."""
    return date.max in inheritance.superiors("a")[superior].certain


@given(TIES)
@settings(max_examples=CASES, deadline=None)
def test_days_above_and_below_are_those_of_the_walk(ties: list[Tie]) -> None:
    orders = [one for one in ties if one.type != "alliance"]
    inheritance = Inheritance(ties)
    above = {start: inheritance.superiors(start) for start in ACTORS}
    below = {start: inheritance.subordinates(start) for start in ACTORS}
    for day in CALENDAR:
        for start in ACTORS:
            certain = {one for one, days in above[start].items() if day in days.certain}
            possible = {one for one, days in above[start].items() if day in days.possible}
            assert certain == reached(orders, start, day, sure=True)
            assert possible == reached(orders, start, day, sure=False)
            assert certain == {
                upper for upper in ACTORS if start in below[upper] and day in below[upper][start].certain
            }


@given(TIES, spans())
@settings(max_examples=CASES, deadline=None)
def test_every_way_leads_there_and_holds(ties: list[Tie], when: Span) -> None:
    for one in Inheritance(ties).heirs(Deed("harm", "a", when)):
        assert one.ways
        for way in one.ways:
            here = "a"
            for step in way:
                assert step.lower == here
                here = step.upper
            assert here == one.superior
            common = [
                day for day in CALENDAR
                if all((held := step.on(day)) is True or (held is None and not one.certain) for step in way)
            ]  # fmt: skip
            assert any(when.earliest <= day <= when.latest for day in common)


def certain(ties: list[Tie], when: str) -> dict[str, bool]:
    return {one.superior: one.certain for one in Inheritance(ties).heirs(Deed("harm", "unit", span(when)))}


def test_a_superior_inherits_only_while_the_relation_lasted() -> None:
    ties = [
        tie("unit", "first brigade", span("=2032-01-01..2032-05-10")),
        tie("unit", "second brigade", span("=2032-05-11..2032-12-31")),
    ]
    assert certain(ties, "2032-05-10") == {"first brigade": True}
    assert certain(ties, "2032-05-11") == {"second brigade": True}
    assert certain(ties, "2032-05-09..2032-05-12") == {"first brigade": False, "second brigade": False}
    assert certain(ties, "=2032-05-09..2032-05-12") == {"first brigade": True, "second brigade": True}


def test_two_ways_that_follow_each_other_make_a_superior_certain_and_both_are_told() -> None:
    ties = [
        tie("unit", "north", span("=2032-01-01..2032-05-10")),
        tie("unit", "south", span("=2032-05-11..2032-12-31")),
        tie("north", "staff", span("=2031-01-01..")),
        tie("south", "staff", span("=2031-01-01..")),
    ]
    found = {one.superior: one for one in Inheritance(ties).heirs(Deed("harm", "unit", span("2032-05-01..2032-05-20")))}
    assert found["staff"].certain
    assert [[step.upper for step in way] for way in found["staff"].ways] == [["north", "staff"], ["south", "staff"]]
    assert not found["north"].certain


def test_a_month_as_a_limit_makes_no_day_of_it_certain() -> None:
    ties = [tie("unit", "brigade", span("=2032-05..2032-08"))]
    assert certain(ties, "2032-05-31") == {"brigade": True}
    assert certain(ties, "2032-05-30") == {"brigade": False}
    assert certain(ties, "2032-08-02") == {"brigade": False}
    assert certain(ties, "2032-04-30") == {}


def test_a_ring_ends_by_itself() -> None:
    ties = [tie("unit", "b", span("=2032-01-01..")), tie("b", "c", span("=2032-01-01..")), tie("c", "unit", None)]
    assert certain(ties, "2032-05-05") == {"b": True, "c": True}


def test_where_a_subordinate_stood_counts_only_while_it_was_one() -> None:
    ties = [tie("unit", "brigade", span("=2032-01-01..2032-05-10"))]
    held = next(Inheritance(ties).inherited_claims("brigade", [("unit", span("=2032-05-01.."))]))
    assert (held.certain.first, held.certain.last) == (date(2032, 5, 1), date(2032, 5, 10))
    assert next(Inheritance(ties).inherited_claims("unit", [("brigade", None)])).possible.runs == ()


def test_an_army_of_thousands_is_walked_by_runs_of_days() -> None:
    """Ten commands, each of fifty units that changed their brigade four times: every deed finds its superiors."""
    years = [f"=20{year}-01-01..20{year}-12-31" for year in range(28, 32)]
    ties = [
        tie(f"unit {n}", f"brigade {(n + shift) % 400}", span(years[shift])) for n in range(4000) for shift in range(4)
    ]
    ties += [tie(f"brigade {n}", f"division {n % 10}", span("=2020-01-01..")) for n in range(400)]
    ties += [tie(f"division {n}", "staff", span("=2020-01-01..")) for n in range(10)]
    inheritance = Inheritance(ties)
    deeds = [Deed(f"harm {n}", f"unit {n}", span(f"20{28 + n % 4}-05-05")) for n in range(4000)]
    for n, deed in enumerate(deeds):
        assert f"brigade {(n + n % 4) % 400}" in {one.superior for one in inheritance.heirs(deed) if one.certain}
    assert len(inheritance.inherited("staff", deeds)) == 4000
