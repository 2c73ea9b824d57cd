"""Units × months: what was recorded, by whom, and where somebody was present."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from withstand.analysis.monthly import monthly
from withstand.analysis.panel import ANY_STATE, PERPETRATORS, STATE_CLASSES
from withstand.evidence.area_set import AREA
from withstand.evidence.areas import touching_cells
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from withstand.analysis.effects.presence import Presence
    from withstand.analysis.monthly import Span
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray

ALL = "all"
"""Every perpetrator together, unknown ones too."""


@dataclass(frozen=True, eq=False)
class EffectsPanel:
    """events, deaths: perpetrator class -> (N, T) of violence against civilians; neighbours (N, N)."""

    units: tuple[str, ...]
    countries: tuple[str, ...]
    span: Span
    events: Mapping[str, FloatArray]
    deaths: Mapping[str, FloatArray]
    neighbours: BoolArray
    presence: Presence

    @property
    def shape(self) -> tuple[int, int]:
        """Units and months."""
        return len(self.units), self.span.months

    @property
    def country_codes(self) -> IntArray:
        """(N,)."""
        return np.unique(self.countries, return_inverse=True)[1].astype(np.int64)

    @property
    def unit_rows(self) -> IntArray:
        """(N · T,) the unit of each row, months running fastest."""
        return np.repeat(np.arange(self.shape[0]), self.shape[1])

    @property
    def period_rows(self) -> IntArray:
        """(N · T,) the country and month of each row as one number."""
        return (self.country_codes[:, None] * self.shape[1] + np.arange(self.shape[1])[None, :]).ravel()


def recorded(
    placed: pl.DataFrame, units: Sequence[str], span: Span
) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """Events and best counts of deaths of civilians by perpetrator class, `any_state` and `all`, (N, T) each.

    Events of civilians killed by an unknown number count as events and add no deaths.
    """
    place = {unit: number for number, unit in enumerate(units)}
    shape = (len(units), span.months)
    events = {name: np.zeros(shape) for name in ("host_state", "non_state", ANY_STATE, ALL)}
    deaths = {name: np.zeros(shape) for name in events}
    counts = monthly(placed.lazy()).filter(
        (pl.col("series") == "civilians") & pl.col("month").is_between(span.first, span.last)
    )
    for unit, month, who, number, killed in (
        counts.select(AREA, "month", "perpetrator_class", "events", "deaths_best").collect().iter_rows()
    ):
        if unit not in place:
            continue
        name = who if who in PERPETRATORS else "unknown"
        for key in (name, ALL, *((ANY_STATE,) if name in STATE_CLASSES else ())):
            cell = place[unit], span.index(month)
            events.setdefault(key, np.zeros(shape))[cell] += number
            deaths.setdefault(key, np.zeros(shape))[cell] += killed or 0
    return events, deaths


def in_cells(placed: pl.DataFrame) -> pl.DataFrame:
    """The events with their PRIO-GRID cell for an area; null where the place is not known that well."""
    vague = [*vocabulary("precision").keys_where("unlocated"), "place_admin1"]
    precise = pl.col("place_precision").is_in(vague).not_().fill_null(value=True)
    return placed.with_columns(pl.when(precise).then(pl.col("priogrid_gid").cast(pl.String)).alias(AREA))


def cells(placed: pl.DataFrame, of_posts: Iterable[int]) -> tuple[dict[str, str], BoolArray]:
    """Cells in which an event or a post lies, each with its country (most events; else its nearest cell's), and which
    of them touch.
    """
    counted = placed.drop_nulls(AREA).group_by(AREA, "country").len().sort("len", "country", descending=[True, False])
    found = {row[0]: row[1] for row in reversed(counted.select(AREA, "country").rows())}
    ids = sorted({int(cell) for cell in found} | set(of_posts))
    known = sorted(int(cell) for cell in found)
    countries = {str(cell): found.get(str(cell)) or found[str(_nearest(cell, known))] for cell in ids}
    return countries, touching_cells(ids)


def _nearest(cell: int, others: Sequence[int]) -> int:
    def far(other: int) -> float:
        (row, column), (up, across) = divmod(cell - 1, 720), divmod(other - 1, 720)
        return float(np.hypot(row - up, column - across))

    return min(others, key=far)
