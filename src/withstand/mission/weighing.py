"""Obstruction beside the forecast: how dangerous places were held to be when we were kept out, and what followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from withstand.analysis.gate import judge
from withstand.analysis.obstruction.before_violence import SHIFTS, Followed, followed_by, holm
from withstand.analysis.obstruction.frames import DENIED, month_of
from withstand.analysis.obstruction.place_forecast import PlaceForecast, joined, place_forecast
from withstand.analysis.obstruction.weighted import Weighed, month_id, unweighed, weighed
from withstand.analysis.panel import FloatArray, Panel, PanelError
from withstand.mission.ground import Ground
from withstand.mission.track_record import Progress, TrackRecords

SEED = 2031
_HALF = 0.5


@dataclass(frozen=True)
class Held:
    """The forecasts of one country by class of perpetrator, for one window; and the panel that they rest on."""

    country: str
    panel: Panel
    by_class: Mapping[str, PlaceForecast]
    refused: Mapping[str, str]


def held_forecasts(
    found: Ground, records: TrackRecords, classes: Sequence[str], window: int, progress: Progress
) -> tuple[Held, ...]:
    """What was held to be probable in each area and month, by country; a class whose record is too short is refused."""
    made = []
    for country in sorted(set(found.countries.values())):
        panel = found.panel.of_country(country)
        backtests = records.of(panel, classes, progress)
        by_class, refused = {}, {}
        for one in classes:
            if (one, window) not in backtests:
                refused[one] = f"a record of {panel.months} months is shorter than the window"
                continue
            try:
                by_class[one] = place_forecast(panel, judge(backtests[one, window]))
            except PanelError as problem:
                refused[one] = str(problem)
        made.append(Held(country, panel, by_class, refused))
    return tuple(made)


def by_month(rows: pl.DataFrame, areas: Sequence[str], first: int, months: int) -> FloatArray:
    """(A, months) how many rows (`area`, `first`) fall into each area and month, from the month_id `first` on."""
    place = {area: i for i, area in enumerate(areas)}
    counts = np.zeros((len(areas), months))
    grouped = rows.drop_nulls(["area", "first"]).group_by("area", month_of("first").alias("month")).len()
    for area, month, number in grouped.iter_rows():
        column = month_id(month) - first
        if area in place and 0 <= column < months:
            counts[place[area], column] += number
    return counts


def followed(
    attempts: pl.DataFrame, held: Held, window: int, *, seed: int = SEED, shifts: int = SHIFTS
) -> tuple[Followed, ...]:
    """Tests of each class: violence after denials, and violence after denials beyond the forecast; adjusted together.

    The months run from the first in which an attempt is recorded to the end of the data. Denials are compared with
    attempts where visits are recorded in at least half of the areas and months that have denials.
    """
    days = attempts["first"].drop_nulls()
    if not len(days):
        return ()
    earliest = days.min()
    assert isinstance(earliest, date)  # noqa: S101
    made: list[Followed] = []
    for perpetrator, forecast in held.by_class.items():
        begin = max(month_id(earliest), held.panel.first_month)
        made.append(_tested(attempts, held.panel, perpetrator, begin, window, seed, shifts, None))
        if forecast.window == window:
            later = max(begin, forecast.first_month - 1)
            made.append(_tested(attempts, held.panel, perpetrator, later, window, seed, shifts, forecast))
    return holm(tuple(made))


def _tested(
    attempts: pl.DataFrame, panel: Panel, perpetrator: str, begin: int, window: int, seed: int, shifts: int,
    forecast: PlaceForecast | None,
) -> Followed:  # fmt: skip
    months = max(panel.last_month - begin + 1, 0)
    denied = by_month(attempts.filter(pl.col("access") == DENIED), panel.areas, begin, months)
    tried = by_month(attempts, panel.areas, begin, months)
    visited = by_month(attempts.filter("visited"), panel.areas, begin, months)
    deaths = panel.target((perpetrator,))[:, panel.months - months :] if months else np.zeros((len(panel.areas), 0))
    turned = denied > 0
    counted = bool(turned.any()) and float((visited[turned] > 0).mean()) >= _HALF
    expected = None
    if forecast is not None:
        columns = np.arange(max(months - window, 0)) + begin + 1 - forecast.first_month
        expected = forecast.p[:, columns]
    return followed_by(
        denied, deaths, perpetrator=perpetrator, window=window, seed=seed, attempts=tried if counted else None,
        expected=expected, shifts=shifts,
    )  # fmt: skip


def weigh(
    cells: pl.DataFrame, group: str, held: Sequence[Held], perpetrator: str, *, seed: int = SEED
) -> tuple[Weighed, ...]:
    """The groups of `cells` by weight, over all countries. Test forecasts of several are taken together."""
    forecasts = [one.by_class[perpetrator] for one in held if perpetrator in one.by_class]
    return weighed(cells, group, joined(forecasts), seed=seed) if forecasts else unweighed(cells, group)
