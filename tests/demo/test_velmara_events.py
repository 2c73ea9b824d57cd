"""Velmara's shipped files: made by the command, shaped like the real ones, and about nowhere real."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from shapely import Point
from shapely.geometry import shape

from withstand.demo.actors import OSTREL
from withstand.demo.boundaries import neighbours
from withstand.demo.events import SEED, generate
from withstand.demo.files import DISTRICTS_MAP, EVENTS, districts_geojson, events_csv, write
from withstand.demo.ged import COLUMNS
from withstand.demo.strands import FREE_WINDOWS, QUIET, FreeWindow
from withstand.demo.velmara import COUNTRY_ID, DISTRICTS

REAL_GED = Path(__file__).parents[3] / "shared/data/ucdp/ged231-central-african-republic.csv"
MONTHS = 14 * 12
REAL_NAMES = (
    "central african|congo|mali\\b|sudan|wagner|africa|chad|uganda|rwanda|niger|burkina|somali|haiti|ukraine|"
    "bangui|kinshasa|bamako|seleka|balaka|minusca|monusco|minusma|unmiss|reuters|afp|bbc|united nations"
)


@cache
def _events() -> pl.DataFrame:
    return generate(SEED)


def _where(*conditions: pl.Expr) -> pl.DataFrame:
    return _events().filter(*conditions)


def _deaths_by_district_month(one_sided: pl.DataFrame) -> np.ndarray:
    """Deaths in district x month, by the month of the last day; unlocated events left out."""
    names = [own.name for own in DISTRICTS]
    counts = np.zeros((len(names), MONTHS), dtype=np.int64)
    located = one_sided.filter(pl.col("adm_2").is_not_null())
    for name, day, deaths in located.select("adm_2", "date_end", "best").iter_rows():
        counts[names.index(name), (int(day[:4]) - 2019) * 12 + int(day[5:7]) - 1] += deaths
    return counts


def _state() -> np.ndarray:
    return _deaths_by_district_month(
        _where(pl.col("type_of_violence") == 3, pl.col("side_a") == "Government of Velmara")
    )


def _non_state() -> np.ndarray:
    return _deaths_by_district_month(_where(pl.col("type_of_violence") == 3, pl.col("gwnoa").is_null()))


def test_shipped_files_are_what_the_command_writes() -> None:
    assert EVENTS.read_bytes() == events_csv(_events()).encode()
    assert DISTRICTS_MAP.read_bytes() == districts_geojson().encode()


def test_writing_elsewhere_gives_the_same_bytes(tmp_path: Path) -> None:
    events, districts = write(tmp_path)
    assert events.read_bytes() == EVENTS.read_bytes()
    assert districts.read_bytes() == DISTRICTS_MAP.read_bytes()


def test_another_seed_writes_other_events_and_the_same_story() -> None:
    other = generate(7)
    assert not other.equals(_events())
    assert other.filter(pl.col("where_description").str.contains("4th Brigade")).height == 1


def test_files_are_small_utf8_with_lf() -> None:
    assert EVENTS.stat().st_size < 700_000
    assert DISTRICTS_MAP.stat().st_size < 60_000
    for path in (EVENTS, DISTRICTS_MAP):
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text
        assert "é" in text


def test_columns_are_those_of_the_published_file() -> None:
    if not REAL_GED.exists():
        pytest.skip(f"no reference data at {REAL_GED}")
    with REAL_GED.open(encoding="utf-8", newline="") as real:
        assert tuple(next(csv.reader(real))) == COLUMNS


def test_file_reads_back_as_generated() -> None:
    read = pl.read_csv(io.StringIO(events_csv(_events())), schema=_events().schema)
    assert read.equals(_events())


def test_counts_of_deaths_add_up() -> None:
    parts = pl.sum_horizontal("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert _where(pl.col("best") != parts).is_empty()
    assert _where(pl.min_horizontal("low", "best", "high") < 0).is_empty()


def test_cell_follows_from_coordinates() -> None:
    row = ((pl.col("latitude") + 90) / 0.5).floor()
    column = ((pl.col("longitude") + 180) / 0.5).floor()
    assert _where(pl.col("priogrid_gid") != row * 720 + column + 1).is_empty()
    point = pl.format("POINT ({} {})", "longitude", "latitude")
    assert _where(pl.col("geom_wkt") != point).is_empty()


def test_government_number_is_given_exactly_to_governments() -> None:
    government = pl.col("side_a").str.starts_with("Government of ")
    assert _where(government != pl.col("gwnoa").is_not_null()).is_empty()
    assert set(_events()["gwnoa"].drop_nulls()) == {COUNTRY_ID, OSTREL.gw}


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("type_of_violence", {1, 2, 3}),
        ("where_prec", {1, 2, 3, 4, 5, 6}),
        ("date_prec", {1, 2, 3, 4, 5}),
        ("number_of_sources", {-1, 1, 2, 3, 4, 5}),
        ("event_clarity", {1, 2}),
        ("active_year", {0, 1}),
        ("code_status", {"Clear"}),
        ("adm_1", {None, "Dorre", "Kessin", "Lonn Coast"}),
        ("adm_2", {None, *(own.name for own in DISTRICTS)}),
    ],
)
def test_codes_are_those_of_the_codebook_and_all_occur(column: str, allowed: set[object]) -> None:
    assert set(_events()[column]) == allowed


def test_ids_are_unique_and_dates_in_order() -> None:
    assert _events()["id"].is_unique().all()
    assert _events()["date_end"].is_sorted()
    for year, start, end in _events().select("year", "date_start", "date_end").iter_rows():
        assert re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00\.000", start)
        assert date(2019, 1, 1) <= date.fromisoformat(start[:10]) <= date.fromisoformat(end[:10])
        assert int(start[:4]) == int(end[:4]) == year <= 2032


def test_uncounted_sources_have_one_reference_and_no_list() -> None:
    lists = pl.col("source_office", "source_date", "source_headline")
    assert _where(pl.col("number_of_sources") == -1, pl.any_horizontal(lists.is_not_null())).is_empty()
    counted = _where(pl.col("number_of_sources") > 0)
    for column in ("source_office", "source_date", "source_headline"):
        assert (counted[column].str.count_matches(";") + 1 == counted["number_of_sources"]).all()


def test_text_has_what_a_reader_must_survive() -> None:
    for column in ("source_article", "where_description"):
        assert _events()[column].str.contains("\n").sum() >= 10
        assert _events()[column].str.contains('"').sum() >= 10
        assert _events()[column].str.contains("[éèàÉ]").sum() >= 10
    assert _where(pl.col("low") > pl.col("best")).height > 0
    assert _where(pl.col("best") > pl.col("high")).height > 0
    assert _where(pl.col("best") == 0).height > 20
    assert _where(pl.col("date_end") > pl.col("date_start")).height > 200


def test_located_events_lie_in_their_district() -> None:
    polygons = {
        feature["properties"]["ADM2_EN"]: (shape(feature["geometry"]), feature["properties"]["ADM1_EN"])
        for feature in json.loads(districts_geojson())["features"]
    }
    located = _where(pl.col("adm_2").is_not_null())
    assert located.height > 0.9 * _events().height
    for adm_1, adm_2, lon, lat in located.select("adm_1", "adm_2", "longitude", "latitude").iter_rows():
        polygon, province = polygons[adm_2]
        assert polygon.contains(Point(lon, lat))
        assert adm_1 == province


def test_events_of_each_district_fall_in_several_cells() -> None:
    cells = _where(pl.col("adm_2").is_not_null(), pl.col("where_prec") <= 3).group_by("adm_2")
    assert cells.agg(pl.col("priogrid_gid").n_unique())["priogrid_gid"].min() >= 2


def test_eleven_die_near_amber_ford() -> None:
    row = _where(pl.col("date_end").str.starts_with("2032-05-20"), pl.col("adm_2") == "Amber Ford").filter(
        pl.col("side_a") == "Government of Velmara", pl.col("type_of_violence") == 3
    )
    assert row.select("best", "deaths_civilians", "where_prec").rows() == [(11, 11, 2)]
    assert "4th Brigade" in row["where_description"].item()


def test_the_story_has_the_gravest_state_killing_of_its_year() -> None:
    state = _where(pl.col("dyad_name") == "Government of Velmara - Civilians", pl.col("year") == 2032)
    assert state["best"].max() == 11


def test_police_fire_on_a_crowd_beside_the_base() -> None:
    row = _where(pl.col("date_end").str.starts_with("2032-09-09"), pl.col("adm_2") == "Lonnhaven")
    assert row.select("adm_1", "dyad_name", "best").rows() == [("Lonn Coast", "Government of Velmara - Civilians", 6)]
    assert "mission's base" in row["where_description"].item()


@pytest.mark.parametrize("window", FREE_WINDOWS, ids=lambda window: f"{window.district}: {window.reason}")
def test_nothing_but_the_story_happens_in_its_windows(window: FreeWindow) -> None:
    end = pl.col("date_end").str.slice(0, 10)
    found = _where(pl.col("adm_2") == window.district, end >= str(window.first), end <= str(window.last))
    if window.strand is not None:
        found = found.filter(pl.col("dyad_new_id") == window.strand.dyad)
    planted = {"Amber Ford": 1, "Lonnhaven": 1}
    assert found.height == planted.get(window.district, 0)


def test_quiet_district_was_violent_and_hard_to_report_from() -> None:
    there = _where(pl.col("adm_2") == QUIET.district, pl.col("date_end") >= "2032-01-01")
    assert there.height >= 5
    assert there.filter(pl.col("date_end") >= "2032-04-15")["number_of_sources"].max() == 1
    assert _where(pl.col("adm_2") == QUIET.district)["number_of_sources"].max() > 1


def test_size_and_mix_are_those_of_a_real_country() -> None:
    assert 1_400 <= _events().height <= 2_500
    shares = {
        "one-sided": _where(pl.col("type_of_violence") == 3).height,
        "uncounted": _where(pl.col("number_of_sources") == -1).height,
        "part of country": _where(pl.col("where_prec") >= 5).height,
        "no district": _where(pl.col("adm_2").is_null()).height,
    }
    limits = {
        "one-sided": (0.45, 0.70),
        "uncounted": (0.08, 0.15),
        "part of country": (0.02, 0.045),
        "no district": (0.05, 0.12),
    }
    for name, (low, high) in limits.items():
        assert low <= shares[name] / _events().height <= high, name


def test_months_with_killings_are_enough_to_learn_from_and_rare() -> None:
    state, non_state = (_state() > 0).sum(), (_non_state() > 0).sum()
    assert state >= 60
    assert non_state >= 120
    assert non_state > state
    assert 0.90 <= (_state() == 0).mean() <= 0.98
    assert 0.82 <= (_non_state() == 0).mean() <= 0.95


def test_few_months_hold_most_deaths() -> None:
    def top_percent(deaths: np.ndarray) -> float:
        ordered = np.sort(deaths.ravel())[::-1]
        return float(ordered[: round(ordered.size / 100)].sum() / ordered.sum())

    assert 0.60 <= top_percent(_state()) <= 0.85
    assert 0.40 <= top_percent(_non_state()) <= 0.70


@pytest.mark.parametrize("deaths", [_state, _non_state])
def test_violence_persists(deaths: Callable[[], np.ndarray]) -> None:
    struck = deaths() > 0
    before, after = struck[:, :-1], struck[:, 1:]
    assert after[before].mean() > 3 * after[~before].mean()


def test_violence_spills_over() -> None:
    struck = _non_state() > 0
    around = np.array([struck[list(near)].any(axis=0) for near in neighbours()])
    before, after = around[:, :-1], struck[:, 1:]
    assert after[before].mean() > 1.5 * after[~before].mean()


def test_rains_lower_violence() -> None:
    month = pl.col("date_end").str.slice(5, 2).cast(pl.Int64)
    rains = _where(month.is_in([12, 1, 2, 3])).height / 4
    assert rains < 0.85 * (_events().height - 4 * rains) / 8


def test_foreign_government_is_rare() -> None:
    assert 0 < _where(pl.col("side_a") == OSTREL.name).height < 0.03 * _events().height


@pytest.mark.parametrize("path", [EVENTS, DISTRICTS_MAP], ids=lambda path: path.name)
def test_no_real_name_occurs(path: Path) -> None:
    assert not re.findall(REAL_NAMES, path.read_text(encoding="utf-8"), flags=re.IGNORECASE)
