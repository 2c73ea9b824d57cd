"""The ridge-logit hurdle: how likely any death is, and how many there are when there is one (methods 1.3, R1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.distributions import Distributions, at_values
from withstand.analysis.logit import expit, fit_ridge_logit
from withstand.analysis.outcome import age_weights
from withstand.analysis.result_values import LADDER

if TYPE_CHECKING:
    from withstand.analysis.outcome import Outcome
    from withstand.analysis.panel import FloatArray, IntArray

RIDGE = 300.0
"""Prior precision of a standardised coefficient. Of 30 to 5,000, the weakest whose log loss in the Central African
Republic's early years (tests 2003-2014, three targets, two windows) is within 1 % of the best; 200 to 1,000 differ
by less than 2 %."""


@dataclass(frozen=True, eq=False)
class Hurdle:
    """A fitted hurdle: F(y) = (1 - p) + p F+(y).

    lowest, highest  (K,) of the training features; a forecast never reaches beyond what it was trained on.
    mean, scale      (K,) of the training features.
    coefficients     (K + 1,) of the standardised features, the intercept first.
    floor            p is kept within [floor, 1 - floor]; half an event in one training row more than there were.
    severity         (G,) CDF of past positive values.
    """

    grid: FloatArray
    lowest: FloatArray
    highest: FloatArray
    mean: FloatArray
    scale: FloatArray
    coefficients: FloatArray
    floor: float
    severity: FloatArray

    def p_any(self, features: FloatArray) -> FloatArray:
        """(n,) probability of any death from (n, K) features."""
        standard = (np.clip(features, self.lowest, self.highest) - self.mean) / self.scale
        linear = self.coefficients[0] + standard @ self.coefficients[1:]
        return np.clip(expit(linear), self.floor, 1.0 - self.floor)

    def predict(self, features: FloatArray) -> Distributions:
        """The n distributions of (n, K) features."""
        p = self.p_any(features)[:, None]
        return Distributions(self.grid, (1.0 - p) + p * self.severity)


def fit_hurdle(outcome: Outcome, known: int, ridge: float = RIDGE) -> Hurdle:
    """Fit on all windows that end at or before column `known`, weighted 2^(-age / 60 months)."""
    origins = outcome.training_origins(known)
    features = outcome.features[:, origins].reshape(-1, outcome.features.shape[-1])
    truth = outcome.truth(origins).T.ravel()
    weights = np.tile(age_weights(origins, known), len(outcome.panel.areas))
    floor = clip_floor(truth.size)
    mean, spread = features.mean(axis=0), features.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    happened = truth > 0
    coefficients = (
        fit_ridge_logit((features - mean) / scale, happened.astype(np.float64), weights, ridge)
        if happened.any() and not happened.all()
        else np.append(np.inf if happened.any() else -np.inf, np.zeros(features.shape[1]))
    )
    return Hurdle(
        grid=outcome.grid,
        lowest=features.min(axis=0),
        highest=features.max(axis=0),
        mean=mean,
        scale=scale,
        coefficients=coefficients,
        floor=floor,
        severity=severity(outcome.grid, truth[happened], weights[happened]),
    )


def forecast_hurdle(outcome: Outcome, known: int, origins: IntArray) -> Distributions:
    """Forecasts for (origin, area) rows, origins outermost, from a fit on what is known at column `known`."""
    features = outcome.features[:, origins].swapaxes(0, 1)
    return fit_hurdle(outcome, known).predict(features.reshape(-1, features.shape[-1]))


def severity(grid: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    """(G,) weighted empirical CDF of past positive values, mixed with one imagined event spread over the ladder.

    The imagined event weighs 1 / (number of values + 1), a third on each ladder step, so that no step is ever
    given probability 0 only because it has not been seen yet.
    """
    imagined = at_values(grid, np.array(LADDER, dtype=np.float64), np.ones(len(LADDER)))
    if values.size == 0:
        return imagined
    share = 1.0 / (values.size + 1)
    return (1.0 - share) * at_values(grid, values, weights) + share * imagined


def clip_floor(rows: int) -> float:
    """The smallest probability `rows` training rows can support: half an event in one row more."""
    return 0.5 / (rows + 1)
