"""The same table gives the same events however it was saved."""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from reading_whole import Whole, read_whole
from samples import GENERATIONS, acled, samples
from saving import WAYS, as_text, zipped

SAMPLES = samples()
UNLIKE = ("ged", "hdx", "acled-a", "acled-d")
CONTAINERS = ("utf-16", "semicolons, cp1252, CRLF", "gz", "zip", "xlsx", "parquet")
PAIRS = [
    (name, way)
    for name in SAMPLES
    for way in WAYS
    if way != "csv" and (name in UNLIKE or way in CONTAINERS or os.environ.get("WITHSTAND_PROOFS"))
]
CORE = (
    "event_id", "date_start", "date_end", "date_precision", "country", "admin1", "admin2", "place", "latitude",
    "longitude", "place_precision", "priogrid_gid", "violence", "against_civilians", "actor_1", "actor_2",
    "perpetrator", "perpetrator_class", "perpetrator_step", "civilians_best", "deaths_best", "sources_count",
)  # fmt: skip


@cache
def _plain(name: str) -> Whole:
    """The sample as plain CSV, read once."""
    with TemporaryDirectory() as folder:
        return read_whole(WAYS["csv"](SAMPLES[name], Path(folder)), version="32.1")


@pytest.mark.parametrize(("name", "way"), PAIRS)
def test_every_way_of_saving_gives_the_same_events(name: str, way: str, tmp_path: Path) -> None:
    table = SAMPLES[name]
    plain = _plain(name)
    other = read_whole(WAYS[way](table, tmp_path), version="32.1")
    assert_frame_equal(other.events, plain.events)
    assert_frame_equal(other.texts, plain.texts)
    assert plain.account.set_aside == other.account.set_aside == ()
    assert other.account.rows == plain.account.rows == len([row for row in table.rows if "#event+id" not in row])


@pytest.mark.parametrize("generation", [letter for letter in GENERATIONS if letter != "d"])
def test_generations_of_acled_agree(generation: str, tmp_path: Path) -> None:
    today = read_whole(WAYS["csv"](acled("d"), tmp_path)).events.select(CORE)
    before = read_whole(WAYS["csv"](acled(generation), tmp_path)).events.select(CORE)
    if generation == "a":
        excessive_force = pl.col("event_id") == "VEL6"
        today, before = today.filter(~excessive_force), before.filter(~excessive_force)
    assert_frame_equal(before, today)


def test_force_against_protesters_has_no_code_in_2016(tmp_path: Path) -> None:
    event = read_whole(WAYS["csv"](acled("a"), tmp_path)).event("VEL6")
    assert (event["violence"], event["against_civilians"], event["perpetrator"]) == ("protest", False, None)


@pytest.mark.parametrize("old", [("best", "best_est"), ("low", "low_est"), ("high", "high_est")])
def test_names_of_older_releases_are_known(old: tuple[str, str], tmp_path: Path) -> None:
    named = replace(
        SAMPLES["ged"], columns=tuple(old[1] if name == old[0] else name for name in SAMPLES["ged"].columns)
    )
    assert_frame_equal(read_whole(WAYS["csv"](named, tmp_path), version="32.1").events, _plain("ged").events)


def test_table_written_by_r_is_read(tmp_path: Path) -> None:
    """write.csv gives every row a number, quotes all texts and writes NA for what is missing."""
    table = SAMPLES["ged"]
    rows = tuple((str(number), *(cell or "NA" for cell in row)) for number, row in enumerate(table.rows, start=1))
    written = replace(table, columns=("", *table.columns), rows=rows)
    path = tmp_path / "from_r.csv"
    path.write_bytes(as_text(written, quoting=csv.QUOTE_ALL))
    assert_frame_equal(read_whole(path, version="32.1").events, _plain("ged").events)


def test_release_is_read_from_the_name_within_the_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "download.zip", {"GEDEvent_v32_01_32_06.csv": as_text(SAMPLES["ged"])})
    whole = read_whole(path)
    assert whole.version == "32.01.32.06"
    assert set(whole.events["source"]) == {"ucdp_ged_candidate"}


def test_hdx_and_ucdp_give_the_same_events() -> None:
    ucdp, from_hdx = _plain("ged"), _plain("hdx")
    assert_frame_equal(from_hdx.events, ucdp.events)
    assert any("HXL" in note for note in from_hdx.notes)


@pytest.mark.parametrize("style", ["%d %B %Y", "%d-%b-%y", "%d/%m/%Y", "%Y-%m-%d", "%B %d, %Y", "%d.%m.%Y", "%m/%d/%Y"])
def test_dates_of_acled_in_every_style(style: str, tmp_path: Path) -> None:
    styled = read_whole(WAYS["csv"](acled("b", date_style=style), tmp_path))
    usual = read_whole(WAYS["csv"](acled("b"), tmp_path))
    assert_frame_equal(styled.events, usual.events)
