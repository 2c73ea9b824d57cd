"""The record in two ledgers side by side, and whose deeds count with it: only while the relation lasted."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from withstand.actors.chains import Chains, Tie
from withstand.evidence.records import Incident
from withstand.inducement.line import Line
from withstand.inducement.two_ledgers import Entry, two_ledgers
from withstand.ledger.fields import Place, Span, Tally

DAY = date(2032, 6, 15)


def incident(what: str = "extortion", on: str = "2032-05-20", also: tuple[str, ...] = (), **more: object) -> Incident:
    """An incident."""
    return Incident(what=what, also=also, where=Place(area="VM0101"), when=Span(start=on), **more)  # type: ignore[arg-type]


def entries(*told: Incident) -> list[Entry]:
    """Entries of one unit."""
    return [Entry(f"i{n}", one, "unit") for n, one in enumerate(told)]


def test_an_incident_stands_in_each_ledger_by_its_acts() -> None:
    both = two_ledgers(entries(incident("torture", also=("extortion",)), incident()), DAY)
    assert (both.grave.incidents, both.predation.incidents) == (1, 2)
    assert both.grave.acts == (("torture", 1),)
    assert both.predation.acts == (("extortion", 2),)


def test_refuted_ones_are_told_apart_and_not_counted() -> None:
    both = two_ledgers(entries(incident(verification="refuted"), incident(verification="verified")), DAY)
    assert (both.predation.incidents, both.predation.refuted) == (1, 1)
    assert both.predation.verification == {"verified": 1}
    assert sum(number for _, number in both.predation.trend) == 1


def test_counts_keep_their_unit_and_say_where_nothing_was_counted() -> None:
    told = (
        incident(counts=(Tally(unit="victim", least=2, most=4), Tally(unit="victim", group="women", best=1))),
        incident(counts=(Tally(unit="violation", best=7),)),
        incident(),
    )
    (victims, violations) = two_ledgers(entries(*told), DAY).predation.counts
    assert (victims.unit, victims.least, victims.most, victims.told, victims.untold) == ("victim", 2, 4, 1, 2)
    assert (violations.unit, violations.least, violations.told) == ("violation", 7, 1)


def test_the_trend_has_twelve_months_and_says_what_has_no_one_month() -> None:
    loose = Incident(what="looting", where=Place(area="VM0101"), when=Span(start="2032-04-20", end="2032-05-10"))
    side = two_ledgers([*entries(incident(), incident(on="2030-01-01")), Entry("x", loose, "unit")], DAY).predation
    assert [month for month, _ in side.trend][::11] == ["2031-07", "2032-06"]
    assert dict(side.trend)["2032-05"] == 1
    assert side.unplaced == 1
    assert side.incidents == 3


def test_records_that_people_found_to_be_one_incident_count_once_and_the_best_checked_stands() -> None:
    told = entries(incident(), incident(verification="verified"), incident())
    side = two_ledgers(told, DAY, [("i0", "i1")]).predation
    assert side.incidents == 2
    assert side.verification == {"allegation": 1, "verified": 1}


def tie(lower: str, upper: str, first: str, last: str = "", relation: str = "r") -> Tie:
    """A claim of command on exactly these days, or since."""
    valid = Span(start=first, end=last, precise=True) if last else Span(start=first, ongoing=True, precise=True)
    return Tie(relation + lower + upper + first, "command", lower, upper, valid)


def test_superiors_inherit_only_while_the_relation_lasted() -> None:
    chains = Chains((tie("company", "old", "2030-01-01", "2031-12-31"), tie("company", "new", "2032-01-01")))
    deed_then, deed_now = Span(start="2031-06-01"), Span(start="2032-03-01")
    old, new = Line("old", chains), Line("new", chains)
    assert old.counts("company", "below", deed_then, DAY) is True
    assert old.counts("company", "below", deed_now, DAY) is False
    assert new.counts("company", "below", deed_then, DAY) is False
    assert new.counts("company", "below", deed_now, DAY) is True


def test_a_deed_on_some_day_around_the_change_possibly_counts() -> None:
    chains = Chains((tie("company", "old", "2030-01-01", "2031-12-31"),))
    around = Span(start="2031-12-01", end="2032-02-01")
    assert Line("old", chains).counts("company", "below", around, DAY) is None


def test_a_gap_in_the_claims_inside_the_days_of_a_deed_is_found() -> None:
    chains = Chains(
        (tie("company", "top", "2032-01-01", "2032-01-10"), tie("company", "top", "2032-01-20", relation="s"))
    )
    assert Line("top", chains).counts("company", "below", Span(start="2032-01-05", end="2032-01-25"), DAY) is None


def test_the_line_is_told_then_and_now() -> None:
    chains = Chains((tie("company", "old", "2030-01-01", "2031-12-31"), tie("company", "new", "2032-01-01")))
    found = {one.actor: (one.side, one.now) for one in Line("company", chains).members(DAY)}
    assert found == {"old": ("above", False), "new": ("above", True)}


FIRST = date(2032, 1, 1)
spans = st.tuples(st.integers(0, 40), st.integers(0, 20))
trees = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), spans), max_size=9)


@given(trees, spans)
def test_what_counts_is_what_a_look_at_every_single_day_finds(
    edges: list[tuple[int, int, tuple[int, int]]], deed: tuple[int, int]
) -> None:
    def day(number: int) -> str:
        return (FIRST + timedelta(days=number)).isoformat()

    ties = tuple(
        Tie(f"r{n}", "command", f"a{low}", f"a{high}", Span(start=day(start), end=day(start + length), precise=True))
        for n, (low, high, (start, length)) in enumerate(edges)
        if low != high
    )
    when = Span(start=day(deed[0]), end=day(deed[0] + deed[1]))
    line = Line("a0", Chains(ties))
    for actor in ("a1", "a2", "a3", "a4"):
        on_each = []
        for number in range(deed[0], deed[0] + deed[1] + 1):
            here = FIRST + timedelta(days=number)
            below, edge = set[str](), {"a0"}
            while edge:
                edge = {one.lower for one in ties if one.upper in edge and one.on(here)} - below - {"a0"}
                below |= edge
            on_each.append(actor in below)
        slow = True if all(on_each) else None if any(on_each) else False
        assert line.counts(actor, "below", when, date(2033, 1, 1)) is slow
