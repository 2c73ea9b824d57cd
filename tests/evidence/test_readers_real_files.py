"""Golden facts of real UCDP files (data/README.md), reproduced through the readers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from reading_whole import Whole, read_whole

from withstand.evidence.one_sided import read_one_sided, reconcile

ONE_SIDED = pl.col("violence") == "osv"


@pytest.fixture(scope="module")
def car(car_file: Path) -> Whole:
    return read_whole(car_file)


@pytest.fixture(scope="module")
def published(car_file: Path) -> pl.DataFrame:
    """The file as text, read by another reader."""
    return pl.read_csv(car_file, infer_schema=False)


@pytest.fixture(scope="module")
def actor_years(one_sided_file: Path) -> pl.DataFrame:
    return read_one_sided(one_sided_file)


def _deaths(car: Whole, *conditions: pl.Expr) -> int:
    return car.events.filter(ONE_SIDED, *conditions)["civilians_best"].sum()


def test_every_row_is_an_event(car: Whole) -> None:
    assert (car.account.rows, car.account.events, car.account.set_aside) == (1_848, 1_848, ())
    assert car.version == "23.1"
    assert set(car.events["source"]) == {"ucdp_ged"}


def test_deaths_by_perpetrator(car: Whole) -> None:
    actor, of_class = pl.col("perpetrator"), pl.col("perpetrator_class")
    assert car.events.filter(ONE_SIDED).height == 1_076
    assert _deaths(car) == 8_067
    assert _deaths(car, actor.str.starts_with("Government of")) == 1_844
    assert _deaths(car, of_class == "host_state") == 1_784
    assert _deaths(car, of_class == "foreign_state") == 1_844 - 1_784
    assert _deaths(car, actor == "anti-Balaka") == 2_388
    assert _deaths(car, actor == "FPRC") == 1_399
    assert _deaths(car, actor == "UPC") == 1_003


def test_civilians_die_in_fights_too(car: Whole) -> None:
    fights = car.events.filter(~ONE_SIDED)
    assert fights["civilians_best"].sum() == 1_369
    assert set(fights["perpetrator_class"]) == {"unknown"}
    assert fights["perpetrator"].null_count() == fights.height
    assert fights["civilians_low"].null_count() == fights["civilians_high"].null_count() == fights.height


def test_counts_out_of_order_are_kept(car: Whole) -> None:
    low, best, high = (pl.col(f"deaths_{bound}") for bound in ("low", "best", "high"))
    assert car.events.filter(low > best).height == 6
    assert car.events.filter(best > high).height == 15
    assert car.events.filter(best == 0).height == 101


def test_long_events_keep_both_ends(car: Whole) -> None:
    lasted = (pl.col("date_end") - pl.col("date_start")).dt.total_days()
    assert car.events.filter(lasted > 0).height == 481
    assert car.events.filter(lasted > 31).height == 43


def test_sources_that_were_not_counted_are_unknown(car: Whole) -> None:
    assert car.events["sources_count"].null_count() == 229
    assert car.events["sources_count"].min() >= 0


def test_blank_provinces_and_vague_places(car: Whole) -> None:
    assert car.events["admin1"].null_count() == 42
    assert car.events["admin2"].null_count() == 108
    vague = ["place_admin1", "place_fuzzy", "place_country", "place_international"]
    assert car.events.filter(pl.col("place_precision").is_in(vague)).height == 111


def test_grid_cells_are_the_published_ones(car: Whole, published: pl.DataFrame) -> None:
    cells = published.select(pl.col("id").alias("event_id"), pl.col("priogrid_gid").cast(pl.Int32).alias("published"))
    both = car.events.join(cells, on="event_id")
    assert both.height == 1_848
    assert (both["priogrid_gid"] == both["published"]).all()


def test_line_breaks_in_texts_survive(car: Whole, published: pl.DataFrame) -> None:
    assert car.texts["reports"].str.contains("\n").sum() == 33
    assert car.texts["place_text"].str.strip_chars().str.contains("\n").sum() <= 75
    assert published["where_description"].str.contains("\n").sum() == 75
    kept = published["where_description"].str.strip_chars()
    assert car.texts["place_text"].equals(kept.set(kept == "", None).alias("place_text"))


def test_one_sided_file_is_read_whole(actor_years: pl.DataFrame) -> None:
    assert actor_years.height == 1_191
    assert actor_years["best"].sum() == 1_135_250
    several = actor_years.filter(pl.col("countries") > 1)
    assert several.height == 185
    split = actor_years.with_columns(pl.col("location").str.split(", ")).explode("location")
    assert split["best"].sum() == 3_262_209, "this is the wrong total that splitting gives"


def test_events_add_up_to_every_actor_year(car: Whole, actor_years: pl.DataFrame) -> None:
    compared = reconcile(car.events, actor_years)
    assert compared.height == 38
    assert compared["agrees"].all()
    assert set(compared["location"]) == {"Central African Republic"}


def test_a_missing_event_is_noticed(car: Whole, actor_years: pl.DataFrame) -> None:
    deadliest = car.events.filter(ONE_SIDED).sort("deaths_best").tail(1)["event_id"].item()
    compared = reconcile(car.events.filter(pl.col("event_id") != deadliest), actor_years)
    assert compared.filter(~pl.col("agrees")).height == 1
