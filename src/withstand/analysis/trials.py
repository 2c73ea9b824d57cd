"""Rolling-origin test forecasts: every one made from what was known before it (methods 1.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from withstand.analysis.baselines import (
    forecast_conflictology,
    forecast_last,
    forecast_shrunk_conflictology,
    forecast_zero,
)
from withstand.analysis.distributions import Distributions
from withstand.analysis.ewma_nb import forecast_ewma_nb
from withstand.analysis.hurdle import clip_floor, forecast_hurdle
from withstand.analysis.outcome import Outcome
from withstand.analysis.panel import EPOCH_YEAR, FloatArray, IntArray
from withstand.analysis.result_values import CONFLICTOLOGY, EWMA_NB, HURDLE, LADDER, SHRUNK
from withstand.errors import WithstandError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withstand.analysis.panel import Panel

TEST_YEARS = 8
LEAST_TRAINING_MONTHS = 60
TWCRPS_THRESHOLD = 10.0

Model: TypeAlias = Callable[[Outcome, int, IntArray], Distributions]
Progress: TypeAlias = Callable[[int, int], None]

BASELINES: Mapping[str, Model] = {
    "zero": forecast_zero,
    "last": forecast_last,
    CONFLICTOLOGY: forecast_conflictology,
    SHRUNK: forecast_shrunk_conflictology,
    EWMA_NB: forecast_ewma_nb,
}
MODELS: Mapping[str, Model] = {**BASELINES, HURDLE: forecast_hurdle}


class YearsError(WithstandError):
    """Test years the record does not hold."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """One model's test forecasts and their scores.

    ladder (O, A, 3) P(y >= 1), P(y >= 10), P(y >= 25); crps, twcrps (deaths) and ign (bits) (O, A).
    """

    ladder: FloatArray
    crps: FloatArray
    twcrps: FloatArray
    ign: FloatArray


@dataclass(frozen=True, eq=False)
class Trials:
    """All models' forecasts at all O test origins for all A areas, and what followed.

    years    (O,) calendar year of each origin's first target month.
    deaths   (O, A) in the window after the origin.
    climate  (O, 3) share of that year's training rows at or above each ladder step.
    floor    (O,) smallest probability that year's training rows support; log loss and calibration clip to it.
    """

    years: IntArray
    deaths: FloatArray
    climate: FloatArray
    floor: FloatArray
    predictions: Mapping[str, Predictions]


def default_test_years(panel: Panel) -> tuple[int, ...]:
    """The last eight full calendar years with at least 60 months of record before them; none when too short."""
    first_year = EPOCH_YEAR + -(-(panel.first_month + LEAST_TRAINING_MONTHS - 1) // 12)
    last_year = EPOCH_YEAR + panel.last_month // 12 - 1
    return tuple(range(max(first_year, last_year - TEST_YEARS + 1), last_year + 1))


def january(panel: Panel, year: int) -> int:
    """The column of January of `year`; it may lie outside the panel."""
    return (year - EPOCH_YEAR) * 12 + 1 - panel.first_month


def origins_of_year(outcome: Outcome, year: int) -> IntArray:
    """Origins whose first target month lies in `year` and whose window the panel holds completely."""
    start = january(outcome.panel, year) - 1
    return np.arange(start, min(start + 12, outcome.origins_with_truth), dtype=np.int64)


def run_trials(
    outcome: Outcome,
    years: tuple[int, ...],
    models: Mapping[str, Model] = MODELS,
    progress: Progress | None = None,
) -> Trials:
    """Fit each model on what was known at the end of the year before each test year, and forecast that year.

    `progress` is told (test years done, test years in all). Raises YearsError for a year outside the record.
    """
    made: dict[str, list[Predictions]] = {name: [] for name in models}
    years_of, deaths, climate, floors = [], [], [], []
    for done, year in enumerate(years):
        known, origins = january(outcome.panel, year) - 1, origins_of_year(outcome, year)
        if origins.size == 0 or not outcome.can_be_fitted(known):
            raise YearsError(f"{year} cannot be a test year: the record holds too little before or in it")
        past, truth = outcome.truth(outcome.training_origins(known)), outcome.truth(origins)
        for name, model in models.items():
            made[name].append(_scored(model(outcome, known, origins), truth))
        years_of.append(np.full(origins.size, year, dtype=np.int64))
        deaths.append(truth)
        climate.append(np.tile([(past >= step).mean() for step in LADDER], (origins.size, 1)))
        floors.append(np.full(origins.size, clip_floor(past.size)))
        if progress is not None:
            progress(done + 1, len(years))
    return Trials(
        years=np.concatenate(years_of),
        deaths=np.concatenate(deaths),
        climate=np.concatenate(climate),
        floor=np.concatenate(floors),
        predictions={name: _joined(parts) for name, parts in made.items()},
    )


def _scored(forecasts: Distributions, truth: FloatArray) -> Predictions:
    y = truth.ravel()
    return Predictions(
        ladder=forecasts.ladder().reshape(*truth.shape, len(LADDER)),
        crps=forecasts.crps(y).reshape(truth.shape),
        twcrps=forecasts.twcrps(y, TWCRPS_THRESHOLD).reshape(truth.shape),
        ign=forecasts.ign(y).reshape(truth.shape),
    )


def _joined(parts: list[Predictions]) -> Predictions:
    return Predictions(
        ladder=np.concatenate([part.ladder for part in parts]),
        crps=np.concatenate([part.crps for part in parts]),
        twcrps=np.concatenate([part.twcrps for part in parts]),
        ign=np.concatenate([part.ign for part in parts]),
    )
