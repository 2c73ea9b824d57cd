"""Actor-years are read as they stand, never split, and checked against events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_whole import read_whole
from samples import GED, acled, one_sided
from saving import WAYS

from withstand.errors import TableError, UnrecognisedFile, WithstandError
from withstand.evidence.event import check
from withstand.evidence.one_sided import ACTOR_YEAR, read_one_sided, reconcile

Saved = Callable[..., Path]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_saving_gives_the_same_actor_years(way: str, tmp_path: Path) -> None:
    years = read_one_sided(WAYS[way](one_sided(), tmp_path))
    check(years, ACTOR_YEAR)
    assert years.select("actor", "year", "low", "best", "high", "government", "countries").rows() == [
        ("Government of Velmara", 2031, 17, 19, 17, True, 1),
        ("Ash River Front", 2032, 5, 2, 2, False, 1),
        ("Lord of the Reeds", 2030, 100, 150, 200, False, 3),
    ]
    assert years["location"][2] == "Ostrel, Velmara, DR Sarn (Zest)"


def test_events_agree_with_the_actor_years_of_one_country(saved: Saved) -> None:
    compared = reconcile(read_whole(saved(GED)).events, read_one_sided(saved(one_sided())))
    assert compared.select("dyad_id", "year", "best_events", "best_file", "agrees").rows() == [
        ("9201", 2031, 19, 19, True),
        ("9204", 2032, 2, 2, True),
    ]


def test_actor_year_without_its_events_counts_none_and_does_not_agree(saved: Saved) -> None:
    events = read_whole(saved(GED.take(0, 3, 5, 6))).events
    compared = reconcile(events, read_one_sided(saved(one_sided())))
    assert compared.filter(~compared["agrees"]).select("dyad_id", "best_events").rows() == [("9204", 0)]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("best_fatality_estimate", "many", "row 2, column best_fatality_estimate: 'many' is not a whole number"),
        ("best_fatality_estimate", "", "row 2, column best_fatality_estimate: it is empty"),
        ("best_fatality_estimate", "-1", "'-1' is not a whole number between 0"),
        ("low_fatality_estimate", "nan", "'nan' is not a whole number"),
        ("year", "1.5", "'1.5' is not a whole number"),
        ("is_government_actor", "2", "'2' is not a whole number between 0 and 1"),
        ("location", " ", "row 2, column location: it is empty"),
    ],
)
def test_cells_that_cannot_be_used(column: str, value: str, says: str, saved: Saved) -> None:
    with pytest.raises(TableError) as caught:
        read_one_sided(saved(one_sided().with_cell(0, column, value)))
    assert says in str(caught.value)


def test_an_actor_year_may_stand_once(saved: Saved) -> None:
    with pytest.raises(TableError, match="row 3, column year: this actor-year stands in another row"):
        read_one_sided(saved(one_sided().take(0, 0, 1)))


@pytest.mark.parametrize("table", [GED, acled("c")], ids=lambda table: table.name)
def test_events_are_no_actor_years(table: object, saved: Saved) -> None:
    with pytest.raises(UnrecognisedFile, match="Give the UCDP One-sided Violence file"):
        read_one_sided(saved(table))


def test_wrong_files_are_refused_as_everywhere(saved: Saved, tmp_path: Path) -> None:
    for path in (saved(b"%PDF-1.7", "a.csv"), tmp_path / "none.csv", tmp_path):
        with pytest.raises(WithstandError):
            read_one_sided(path)
