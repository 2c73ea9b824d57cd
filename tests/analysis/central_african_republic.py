"""The Central African Republic panel from UCDP GED 23.1, read here until the real reader takes over."""

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from withstand.analysis.panel import Panel, month_id

GED = Path(__file__).parents[2] / ".." / "shared" / "data" / "ucdp" / "ged231-central-african-republic.csv"
HOST = "Government of Central African Republic"
FIRST, LAST = month_id("1989-01"), month_id("2022-12")
NEAREST = 4


def car_panel() -> Panel:
    if not GED.exists():
        pytest.skip(f"UCDP GED for the Central African Republic is not at {GED.resolve()}")
    return _panel()


@cache
def _panel() -> Panel:
    events = pl.read_csv(GED, infer_schema_length=None).filter(
        (pl.col("where_prec") <= 4) & (pl.col("adm_1").fill_null("") != "")
    )
    events = events.with_columns(
        month=(pl.col("date_end").str.slice(0, 4).cast(pl.Int64) - 1980) * 12
        + pl.col("date_end").str.slice(5, 2).cast(pl.Int64)
    )
    areas = tuple(events["adm_1"].unique().sort().to_list())

    def deaths(wanted: pl.Expr) -> np.ndarray:
        table = np.zeros((len(areas), LAST - FIRST + 1))
        rows = events.filter(wanted)
        where = [areas.index(area) for area in rows["adm_1"]]
        np.add.at(table, (where, rows["month"].to_numpy() - FIRST), rows["best"].to_numpy())
        return table

    one_sided = pl.col("type_of_violence") == 3
    state = pl.col("side_a").str.starts_with("Government of")
    centroids = np.array(
        [[events.filter(pl.col("adm_1") == area)[axis].mean() for axis in ("latitude", "longitude")] for area in areas]
    )
    distance = np.linalg.norm(centroids[:, None] - centroids[None, :], axis=-1)
    near = np.zeros(distance.shape, dtype=bool)
    np.put_along_axis(near, np.argsort(distance, axis=1)[:, 1 : NEAREST + 1], True, axis=1)
    return Panel(
        areas=areas,
        countries=("CAF",) * len(areas),
        first_month=FIRST,
        one_sided={
            "host_state": deaths(one_sided & (pl.col("side_a") == HOST)),
            "foreign_state": deaths(one_sided & state & (pl.col("side_a") != HOST)),
            "non_state": deaths(one_sided & ~state),
        },
        battle={
            "sb": deaths(pl.col("type_of_violence") == 1),
            "ns": deaths(pl.col("type_of_violence") == 2),
        },
        neighbours=near | near.T,
    )
