"""How dangerous a place was held to be in a month, by the forecast made before it; and how far that can be wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from withstand.analysis.bootstrap import COVERAGE, cluster_weights
from withstand.analysis.measures import BAND_EDGES
from withstand.analysis.outcome import Outcome
from withstand.analysis.panel import PanelError
from withstand.analysis.phrases import counted
from withstand.analysis.result_values import Interval
from withstand.analysis.trials import MODELS, default_test_years, january

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withstand.analysis.panel import FloatArray, IntArray, Panel
    from withstand.analysis.result_values import Verdict

DRAWS = 1_000
HISTORY_MONTHS = 36
_YEAR = 12

BEFORE, LAST, NONE = "before", "last", "none"
"""How a month's forecast was made: before the month, from what was known then; with the last data, which end earlier;
or not at all."""


@dataclass(frozen=True, eq=False)
class PlaceForecast:
    """The probability of any recorded death of civilians by `target` in each area, in the `window` months that begin
    with each month.

    p            (A, M) for the months from `first_month` on.
    test, truth  (O, A) test forecasts and what came of them, 0 or 1, by which p is judged; empty where there are none.
    known_until  VIEWS month_id of the data's last month; of later months the last forecast is used.
    """

    areas: tuple[str, ...]
    target: str
    window: int
    shown: Literal["hurdle", "history"]
    model: str
    first_month: int
    known_until: int
    p: FloatArray
    test: FloatArray
    truth: FloatArray

    def at(self, cells: IntArray) -> FloatArray:
        """(n,) p of cells (n, 2) of area and month_id; NaN outside."""
        area, column = self._placed(cells)
        inside = (area >= 0) & (column >= 0)
        found = np.full(area.size, np.nan)
        found[inside] = self.p[area[inside], column[inside]]
        return found

    def basis(self, month: int) -> str:
        """How the forecast for a month was made."""
        column = min(month - self.first_month, self.p.shape[1] - 1)
        if column < 0 or np.isnan(self.p[:, column]).all():
            return NONE
        return BEFORE if month <= self.known_until + 1 else LAST

    def draws(self, cells: IntArray, draws: int, seed: int) -> FloatArray:
        """(draws, n) probabilities as they may be; NaN where there is no forecast.

        Test forecasts of the same band say how far p may be off: whole areas are drawn with replacement, and what
        came true among them is known no better than its count allows. All cells of one band move together, for they
        would be wrong together; those of one area and year move together besides, as far apart from their band as
        areas and years were in the test. Where nothing could be tested, an area's own months stand for it, and all its
        cells move together.
        """
        p = self.at(cells)
        rng = np.random.default_rng(seed)
        clipped = np.clip(np.where(np.isnan(p), 0.5, p), 1e-9, 1 - 1e-9)
        if self.test.size:
            spread = self.spread
            shift = self._by_band(draws, seed, rng)[:, band(clipped)] - (0.5 - clipped) * spread**2
            shift += spread * _by_area_and_year(cells, draws, seed)
        else:
            shift = self._by_area(draws, rng)[:, cells[:, 0]]
        return np.where(np.isnan(p), np.nan, 1 / (1 + np.exp(-(_logit(clipped) + shift))))

    @cached_property
    def spread(self) -> float:
        """Standard deviation, in logits, by which an area in a year differed from its forecasts beyond chance."""
        whole = self.test.shape[0] // _YEAR * _YEAR
        said = self.test[:whole].reshape(-1, _YEAR, self.test.shape[1])
        off = (self.truth[:whole].reshape(said.shape) - said).sum(axis=1)
        chance = (said * (1 - said)).sum(axis=1)
        weight = float(np.square(chance).sum())
        return float(np.sqrt(max(0.0, float((np.square(off) - chance).sum()) / weight))) if weight else 0.0

    def _by_band(self, draws: int, seed: int, rng: np.random.Generator) -> FloatArray:
        """(draws, bands) how far the logit of what came true lies from that of what was said.

        One imagined event, at the rate that was said, is among them: a band is never held to be impossible.
        """
        weights = cluster_weights(self.test.shape[1], draws, seed)
        shift = np.zeros((draws, len(BAND_EDGES) - 1))
        bands = band(self.test)
        for number in np.unique(bands).tolist():
            inside = bands == number
            said = float(np.clip(self.test[inside].mean(), 1e-6, 1 - 1e-6))
            hits = weights @ (self.truth * inside).sum(axis=0)
            of = weights @ inside.sum(axis=0)
            shift[:, number] = _logit(_beta(rng, hits + 1.0, of - hits + 1.0 / said - 1.0)) - _logit(np.array(said))
        return shift

    def _by_area(self, draws: int, rng: np.random.Generator) -> FloatArray:
        """(draws, A) the same by area, as if half of its 36 months were independent."""
        said = np.clip(np.nanmean(self.p, axis=1), 1e-6, 1 - 1e-6)
        months = HISTORY_MONTHS / 2
        drawn = _beta(
            rng, np.tile(said * months + said, (draws, 1)), np.tile((1 - said) * months + 1 - said, (draws, 1))
        )
        return np.asarray(_logit(drawn) - _logit(said), dtype=np.float64)

    def _placed(self, cells: IntArray) -> tuple[IntArray, IntArray]:
        column = np.minimum(cells[:, 1] - self.first_month, self.p.shape[1] - 1)
        return cells[:, 0], np.asarray(column, dtype=np.int64)


def _by_area_and_year(cells: IntArray, draws: int, seed: int) -> FloatArray:
    """(draws, n) standard normal, the same for all cells of one area and year, whatever other cells there are."""
    blocks, member = np.unique(
        np.maximum(np.stack([cells[:, 0] + 1, (cells[:, 1] + 11) // _YEAR]), 0), axis=1, return_inverse=True
    )
    drawn = [np.random.default_rng([seed, *block]).standard_normal(draws) for block in blocks.T.tolist()]
    return np.stack(drawn, axis=1)[:, member.ravel()] if drawn else np.zeros((draws, 0))


def _logit(p: FloatArray) -> FloatArray:
    return np.asarray(np.log(p) - np.log1p(-p), dtype=np.float64)


def _beta(rng: np.random.Generator, hits: FloatArray, misses: FloatArray) -> FloatArray:
    return np.clip(rng.beta(hits, misses), 1e-9, 1 - 1e-9)


def band(p: FloatArray) -> IntArray:
    """The band of each probability, 0 for the lowest. Shape kept."""
    return np.asarray(np.clip(np.searchsorted(BAND_EDGES, p, side="right") - 1, 0, len(BAND_EDGES) - 2), dtype=np.int64)


def place_forecast(panel: Panel, verdict: Verdict) -> PlaceForecast:
    """Forecasts of the model that the verdict shows, for each month from what was known before it.

    The model is refitted at the end of each year, as in its test. Which model is shown was judged on these very years;
    the forecasts themselves were made before.

    Raises:
        PanelError: the record is too short for any forecast.
    """
    outcome = Outcome(panel, verdict.target, verdict.window)
    model = MODELS[verdict.model]
    last = panel.months - 1
    years = default_test_years(panel)
    first = january(panel, years[0]) if years else last + 1
    if not outcome.can_be_fitted(min(first - 1, last)):
        raise PanelError(f"a record of {counted(panel.months, 'month')} is too short for any forecast")
    p = np.full((len(panel.areas), last + 2 - first), np.nan)
    for start in range(first, last + 2, 12):
        known = start - 1
        origins = np.arange(known, min(known + 12, last + 1), dtype=np.int64)
        ladder = model(outcome, known, origins).ladder()[:, 0].reshape(origins.size, -1)
        p[:, origins + 1 - first] = ladder.T
    judged = min(january(panel, years[-1] + 1) - 1, outcome.origins_with_truth) - (first - 1) if years else 0
    truth = (outcome.truth(np.arange(first - 1, first - 1 + judged, dtype=np.int64)) > 0).astype(np.float64)
    return PlaceForecast(
        areas=panel.areas,
        target=verdict.target,
        window=verdict.window,
        shown=verdict.shown,
        model=verdict.model,
        first_month=panel.first_month + first,
        known_until=panel.last_month,
        p=p,
        test=np.ascontiguousarray(p[:, :judged].T),
        truth=truth,
    )


def joined(forecasts: Sequence[PlaceForecast]) -> PlaceForecast:
    """Forecasts of one class in several countries over the same months, as one."""
    first = forecasts[0]
    return replace(
        first,
        areas=tuple(area for one in forecasts for area in one.areas),
        p=np.concatenate([one.p for one in forecasts]),
        test=np.concatenate([one.test for one in forecasts], axis=1),
        truth=np.concatenate([one.truth for one in forecasts], axis=1),
    )


def interval(point: float, drawn: FloatArray) -> Interval:
    """A point and the 90 % interval of its draws."""
    tail = 100.0 * (1.0 - COVERAGE) / 2.0
    low, high = np.percentile(drawn, [tail, 100.0 - tail])
    return Interval(point, float(low), float(high))
