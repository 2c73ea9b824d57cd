"""Denials, and days blind, weighed by how dangerous the place was held to be: never ranked by their number alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from withstand.analysis.obstruction.place_forecast import BEFORE, DRAWS, LAST, NONE, PlaceForecast, interval
from withstand.analysis.panel import EPOCH_YEAR
from withstand.analysis.result_values import Interval

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray, IntArray

_AT_ONCE = 2_000


@dataclass(frozen=True)
class Weighed:
    """A group's denials or days, and their weight: the sum of the probabilities of their places and months.

    weight  expected number of them in an area and month with any recorded death, with a 90 % interval. Null where no
            forecast was made for any.
    share   the group's part of all weight; first: in how many draws it weighs most, of all.
    before, last, none   how many of them have a forecast made before their month, the last one made, none.
    """

    group: str
    number: int
    weight: Interval | None
    share: float | None
    first: float | None
    before: int
    last: int
    none: int


def month_id(day: date) -> int:
    """The VIEWS month number of a day."""
    return (day.year - EPOCH_YEAR) * 12 + day.month


def weighed(
    cells: pl.DataFrame, group: str, forecast: PlaceForecast, *, seed: int, draws: int = DRAWS
) -> tuple[Weighed, ...]:
    """The groups of `cells` (area, month, number, and the column `group`), the heaviest first."""
    names = cells[group].fill_null("").to_list()
    groups = sorted(set(names))
    column = {name: i for i, name in enumerate(groups)}
    at = np.array([column[name] for name in names], dtype=np.int64)
    number = cells["number"].to_numpy().astype(np.float64)
    index = _index(cells, forecast)
    p = forecast.at(index)
    weight = _summed(at, number * np.nan_to_num(p), len(groups))
    by_draw = np.zeros((len(groups), draws))
    for start in range(0, cells.height, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        drawn = np.nan_to_num(forecast.draws(index[part], draws, seed))
        np.add.at(by_draw, at[part], (number[part] * drawn).T)
    basis = np.array([forecast.basis(int(month)) for month in index[:, 1]], dtype=object)
    basis[np.isnan(p)] = NONE
    counts = {word: _summed(at, number * (basis == word), len(groups)) for word in (BEFORE, LAST, NONE)}
    first = _summed(by_draw.argmax(axis=0), np.full(draws, 1 / draws), len(groups)) if groups else weight
    rows = [
        _row(name, weight, by_draw, first, {word: int(of[i]) for word, of in counts.items()}, i)
        for name, i in column.items()
    ]
    return tuple(sorted(rows, key=lambda one: (one.weight is None, -(one.weight.mean if one.weight else 0), one.group)))


def _row(
    name: str, weight: FloatArray, by_draw: FloatArray, first: FloatArray, counts: dict[str, int], i: int
) -> Weighed:  # fmt: skip
    has, total = counts[BEFORE] + counts[LAST] > 0, float(weight.sum())
    return Weighed(
        group=name,
        number=sum(counts.values()),
        weight=interval(float(weight[i]), by_draw[i]) if has else None,
        share=float(weight[i]) / total if has and total > 0 else None,
        first=float(first[i]) if has else None,
        **counts,
    )


def _summed(at: IntArray, values: FloatArray, groups: int) -> FloatArray:
    return np.asarray(np.bincount(at, weights=values, minlength=groups), dtype=np.float64)


def _index(cells: pl.DataFrame, forecast: PlaceForecast) -> IntArray:
    """(n, 2) area and month_id of each cell; -1 for an area that has no forecast, 0 for no month."""
    place = {area: i for i, area in enumerate(forecast.areas)}
    rows = [
        (place.get(area, -1), month_id(month) if month else 0)
        for area, month in cells.select("area", "month").iter_rows()
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def unweighed(cells: pl.DataFrame, group: str) -> tuple[Weighed, ...]:
    """The groups by number alone, where there is no forecast."""
    summed = cells.group_by(pl.col(group).fill_null("")).agg(pl.col("number").sum())
    rows = summed.sort("number", group, descending=[True, False]).iter_rows()
    return tuple(Weighed(name, number, None, None, None, 0, 0, number) for name, number in rows)


def together(cells: pl.DataFrame, forecast: PlaceForecast, *, seed: int, draws: int = DRAWS) -> Weighed:
    """All of them as one group."""
    return weighed(cells.with_columns(_all=pl.lit("all")), "_all", forecast, seed=seed, draws=draws)[0]


def denial_cells(denied: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Denied attempts (ATTEMPTS with `access` denied) counted by area and month, and by `more`."""
    counted = denied.with_columns(month=pl.col("first").dt.truncate("1mo"))
    return counted.group_by("area", "month", *more).agg(pl.len().cast(pl.Int64).alias("number")).sort(
        "area", "month", *more, nulls_last=True
    )  # fmt: skip
