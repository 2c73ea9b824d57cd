"""Posts from maps: read as published, each place once, unknown never zero, a map no longer than it holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from withstand.analysis.effects.presence import (
    COVERED,
    PRESENCE,
    covered_between,
    covered_months,
    maps_in_force,
    presence_frame,
    presence_of_spans,
    presence_on,
)
from withstand.analysis.effects.presence_design import bin_label, bins_of, design, neighbour_design
from withstand.analysis.monthly import Span
from withstand.demo.files import DISTRICTS_MAP
from withstand.demo.presence import FILE, presence_csv
from withstand.errors import WithstandError
from withstand.evidence.event import check
from withstand.evidence.geo_pko import POST, each_place_once, read_geo_pko

HEADER = "source,mission,year,month,location,country,latitude,longitude,no.troops,comments"


def file(folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "posts.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding=encoding)
    return path


def test_a_file_is_read_as_it_is_published(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "Map no. 1 Rev. 1,MX,2014,6,Alpha,Here,4.5,18.5,120,",
        'Map no. 1 Rev. 1,MX,2014,June,"Beta, north",Here,4.6,18.6,unknown,"a, b"',
        "Map no. 1 Rev. 1,MX,2014,06,Gamma,Here,,,850.0,",
        encoding="utf-8-sig",
    )
    posts = read_geo_pko(path)
    check(posts, POST)
    assert posts["troops"].to_list() == [120, None, 850]
    assert posts["month"].unique().to_list() == [date(2014, 6, 1)]
    assert posts["latitude"].to_list() == [4.5, 4.6, None]
    assert posts["location"].to_list()[1] == "Beta, north"


def test_older_files_have_other_capitals_and_another_alphabet(tmp_path: Path) -> None:
    header = "Source;Mission;Year;Month;Location;Country;Latitude;Longitude;No.troops;ADM1.name"
    path = file(tmp_path, "Map 1;MX;2010;1;Abéché;Tchad;13.8;20.8;NA;Ouaddaï", header=header, encoding="latin-1")
    assert read_geo_pko(path).select("location", "troops", "admin1").row(0) == ("Abéché", None, "Ouaddaï")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("m,MX,2014,13,A,H,4,18,1,", "row 2, column month: '13' is not a month"),
        ("m,MX,14,1,A,H,4,18,1,", "row 2, column year: '14' is not a year"),
        ("m,MX,2014,1,A,H,94,18,1,", "row 2, column latitude: '94' lies beyond 90 degrees"),
        ("m,MX,2014,1,A,H,4,east,1,", "row 2, column longitude: 'east' is not a number of degrees"),
        ("m,MX,2014,1,A,H,4,18,many,", "row 2, column no.troops: 'many' is not a number of troops"),
        ("m,MX,2014,1,A,H,4,18,-5,", "row 2, column no.troops: '-5' is not a whole number"),
        ("m,MX,2014,1,A,H,4,18,1,x,y,z", "this is not a CSV table whose rows all fit its header"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(WithstandError, match=sentence.replace(".", r"\.")):
        read_geo_pko(file(tmp_path, line))


def test_other_files_are_refused_in_one_sentence(tmp_path: Path, velmara: Path) -> None:
    for path, sentence in (
        (velmara, "this is no Geo-PKO file: it lacks source, mission"),
        (DISTRICTS_MAP, "this is no"),
        (tmp_path / "none.csv", "it cannot be read"),
        (file(tmp_path), "it holds no posts"),
    ):
        with pytest.raises(WithstandError, match=sentence) as refused:
            read_geo_pko(path)
        assert "\n" not in str(refused.value)
    (tmp_path / "posts.csv").write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(WithstandError, match="not a CSV table"):
        read_geo_pko(tmp_path / "posts.csv")


def posts(*rows: tuple[str, str, str, str, int | None], unit: bool = True) -> pl.DataFrame:
    """Posts by source, mission, month, location, troops; the unit is the location."""
    made = pl.DataFrame(
        [
            {
                "row": number, "source": source, "mission": mission, "month": date.fromisoformat(f"{month}-01"),
                "location": location, "country": "Here", "admin1": None, "latitude": 4.0, "longitude": 18.0,
                "troops": troops,
            }
            for number, (source, mission, month, location, troops) in enumerate(rows, start=2)
        ],
        schema={one.name: one.dtype for one in POST},
    )  # fmt: skip
    return made.with_columns(pl.col("location").alias("unit")) if unit else made


def test_two_maps_of_one_month_are_not_two_battalions() -> None:
    given = posts(
        ("Map Rev. 9", "MX", "2014-06", "Alpha", 100),
        ("Map Rev. 9", "MX", "2014-06", "Beta", 50),
        ("Map Rev. 10", "MX", "2014-06", "alpha ", 140),
        ("Map Rev. 10", "MX", "2014-06", "Gamma", None),
        ("Map Rev. 11", "MY", "2014-06", "Alpha", 30),
        unit=False,
    )
    once = each_place_once(given)
    rows = once.select("mission", "location", "troops").rows()
    found = {(mission, place.strip().lower()): troops for mission, place, troops in rows}
    assert found == {("MX", "alpha"): 140, ("MX", "beta"): 50, ("MX", "gamma"): None, ("MY", "alpha"): 30}
    order = ["mission", pl.col("location").str.to_lowercase()]
    once = once.sort(order)
    assert each_place_once(once).sort(order).equals(once)
    shuffled = given.sample(fraction=1, shuffle=True, seed=3)
    assert each_place_once(shuffled).sort(order).equals(once)


def test_a_later_map_without_a_number_leaves_the_earlier_one() -> None:
    once = each_place_once(posts(("R 1", "MX", "2014-06", "A", 100), ("R 2", "MX", "2014-06", "A", None), unit=False))
    assert once["troops"].to_list() == [100]


def test_unknown_troops_are_unknown_in_the_sum_and_still_presence() -> None:
    frame = presence_frame(
        posts(("R 1", "MX", "2014-06", "A", 100), ("R 1", "MX", "2014-06", "B", None)).with_columns(unit=pl.lit("one")),
        1,
    )
    assert frame.row(0) == ("one", date(2014, 6, 1), 2, None)


def test_a_map_stands_until_the_next_one_and_no_longer_than_it_holds() -> None:
    given = posts(
        ("R 1", "MX", "2014-01", "A", 10), ("R 2", "MX", "2014-03", "B", 10), ("R 3", "MX", "2016-01", "B", 10)
    )
    force = maps_in_force(given, 6)
    assert force.filter(pl.col("map") == date(2014, 1, 1)).height == 2
    assert force.filter(pl.col("map") == date(2014, 3, 1)).height == 6
    covered = covered_months(given, {"A": "Here", "B": "Here"}, 6)
    span = Span(date(2013, 10, 1), date(2016, 12, 1))
    of = presence_on(presence_frame(given, 6), covered, ["A", "B", "C"], ["Here"] * 3, span)
    assert of.unknown_entry.tolist() == [True, False, False]
    assert of.present[1].nonzero()[0].tolist() == [*range(5, 11), *range(27, 33)]
    assert not of.known[2, 11:27].any()
    assert of.known[2, :11].all()
    later = presence_on(presence_frame(given, 6), covered, ["A", "B"], ["Here"] * 2, span, first_is_entry=True)
    assert later.present[0].nonzero()[0].tolist() == [3, 4]
    assert not later.unknown_entry.any()


def test_a_record_that_begins_when_posts_are_there_does_not_know_their_entry() -> None:
    given = posts(("R 1", "MX", "2014-01", "A", 10), ("R 2", "MX", "2014-07", "B", 10))
    covered = covered_months(given, {"A": "Here", "B": "Here"})
    span = Span(date(2014, 3, 1), date(2015, 6, 1))
    of = presence_on(presence_frame(given), covered, ["A", "B"], ["Here"] * 2, span, first_is_entry=True)
    assert of.unknown_entry.tolist() == [True, False]


def test_claims_of_the_ledger_become_months_and_no_posts_are_none() -> None:
    day = date.fromisoformat
    spans = pl.DataFrame(
        {
            "unit": ["A", "A", "B", "C", "D"],
            "first": [day("2030-01-20"), day("2030-02-03"), day("2030-01-01"), day("2030-03-01"), day("2031-01-01")],
            "last": [day("2030-02-10"), None, day("2030-03-31"), None, None],
            "posts": [1, None, 0, None, 1],
            "troops": [50, 20, None, None, 9],
        },
        schema_overrides={"posts": pl.Int64, "troops": pl.Int64},
    )
    frame = presence_of_spans(spans, date(2030, 4, 30))
    assert [(unit, month.month, posts, troops) for unit, month, posts, troops in frame.rows()] == [
        ("A", 1, 1, 50), ("A", 2, 2, 70), ("A", 3, 1, 20), ("A", 4, 1, 20), ("C", 3, 1, None), ("C", 4, 1, None),
    ]  # fmt: skip
    check(frame, PRESENCE)
    covered = covered_between(["Here"], date(2030, 1, 9), date(2030, 4, 30))
    check(covered, COVERED)
    of = presence_on(frame, covered, ["A", "C"], ["Here"] * 2, Span(date(2029, 11, 1), date(2030, 4, 1)))
    assert of.unknown_entry.tolist() == [True, False]
    assert np.isnan(of.troops[1, -1])


def test_the_donut_the_time_after_leaving_and_unknown_entries_are_on_no_side() -> None:
    present = np.zeros((4, 12), dtype=np.bool_)
    present[0, 6:9] = True
    present[1, :] = True
    known = np.ones_like(present)
    known[3, 4] = False
    of = design(present, known, 3)
    assert of.entry.tolist() == [6, 0, -1, -1]
    assert of.untreated[0].nonzero()[0].tolist() == [0, 1, 2]
    assert of.treated[0].nonzero()[0].tolist() == [6, 7, 8]
    assert not (of.untreated[1] | of.treated[1]).any()
    assert of.untreated[2].all()
    assert of.untreated[3].sum() == 11
    beside = np.zeros((4, 4), dtype=np.bool_)
    beside[0, 2] = beside[2, 0] = True
    near = neighbour_design(present, known, beside, 3)
    assert near.treated[2].nonzero()[0].tolist() == [6, 7, 8]
    assert not near.treated[0].any()
    assert near.untreated[0].nonzero()[0].tolist() == [0, 1, 2]


def test_bins_hold_three_months_and_say_which() -> None:
    months = np.array([[-40, -13, -12, -3, -1, 0, 2, 3, 23, 24, 90]])
    assert bins_of(months)[0].tolist() == [-5, -5, -4, -1, -1, 0, 0, 1, 7, 8, 8]
    assert [bin_label(one) for one in (-5, -1, 0, 8)] == ["…-13", "-3…-1", "0…2", "24…"]


def test_the_shipped_posts_are_what_the_generator_makes() -> None:
    assert FILE.read_text(encoding="utf-8") == presence_csv()
    read = read_geo_pko(FILE)
    assert read["troops"].null_count() > 0
    assert each_place_once(read).height < read.height
