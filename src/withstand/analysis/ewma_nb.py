"""A negative binomial around a smoothed history (methods 1.3, B4)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.distributions import Distributions
from withstand.analysis.hurdle import clip_floor
from withstand.analysis.outcome import age_weights

if TYPE_CHECKING:
    from withstand.analysis.outcome import Outcome
    from withstand.analysis.panel import FloatArray, IntArray

STEPS = 40
TOLERANCE = 1e-7
NUDGE = 0.05
LONGEST_STEP, SHORTEST_STEP = 1.0, 1e-3
START = (1.0, 0.5, 5.0)
BOUNDS = ((1e-6, 1e-6, 0.05), (1e3, 1e3, 1e3))


@dataclass(frozen=True)
class EwmaNb:
    """NB2 with mean = pool * country mean + own * the area's EWMA + floor, variance = mean + dispersion * mean^2."""

    pool: float
    own: float
    dispersion: float
    floor: float

    def mean(self, smoothed: FloatArray) -> FloatArray:
        """(n,) deaths per window from (n, 2) smoothed history: country, own."""
        return self.floor + self.pool * smoothed[:, 0] + self.own * smoothed[:, 1]


def smoothed_history(outcome: Outcome, known: int, origins: IntArray) -> FloatArray:
    """(n, 2) deaths per window for (origin, area) rows: the country's mean over its areas and own EWMA (6 months).

    The country's mean is of the months up to column `known`, weighted 2^(-age / 60 months).
    """
    members = outcome.panel.compatriots()
    past = np.arange(known + 1, dtype=np.int64)
    by_area = np.average(outcome.deaths[:, past], axis=1, weights=age_weights(past, known))
    country = np.broadcast_to(members @ by_area / members.sum(axis=1), (origins.size, members.shape[0]))
    own = outcome.smoothed[:, origins].T
    return outcome.window * np.stack([country.ravel(), own.ravel()], axis=1)


def forecast_ewma_nb(outcome: Outcome, known: int, origins: IntArray) -> Distributions:
    """Forecasts for (origin, area) rows, origins outermost, from a fit on what is known at column `known`."""
    training = outcome.training_origins(known)
    fit = fit_ewma_nb(
        smoothed_history(outcome, known, training),
        outcome.truth(training).ravel(),
        np.repeat(age_weights(training, known), len(outcome.panel.areas)),
    )
    mean = fit.mean(smoothed_history(outcome, known, origins))
    return Distributions(outcome.grid, nb2_cdf(outcome.grid, mean, fit.dispersion))


def fit_ewma_nb(smoothed: FloatArray, truth: FloatArray, weights: FloatArray) -> EwmaNb:
    """Weighted maximum likelihood over the logs of pool, own and dispersion, within BOUNDS.

    Fisher scoring for the mean and Newton for the dispersion, whose information is orthogonal to it; a joint step
    is halved until the loss falls, so every step is an improvement; 40 steps at most.
    """
    floor = clip_floor(truth.size)
    values, positions = np.unique(truth[truth > 0], return_inverse=True)
    per_value = np.asarray(np.bincount(positions, weights=weights[truth > 0], minlength=values.size), dtype=np.float64)

    def mean_at(logs: FloatArray) -> FloatArray:
        pool, own = np.exp(logs[:2])
        return np.asarray(floor + pool * smoothed[:, 0] + own * smoothed[:, 1], dtype=np.float64)

    def loss(logs: FloatArray) -> float:
        return nb2_loss(math.exp(logs[2]), mean_at(logs), truth, weights, values, per_value)

    logs = np.log(START)
    best = loss(logs)
    for _ in range(STEPS):
        step = np.append(
            _mean_step(smoothed * np.exp(logs[:2]), mean_at(logs), math.exp(logs[2]), truth, weights),
            _newton_step([loss(logs + np.array([0.0, 0.0, nudge])) for nudge in (-NUDGE, 0.0, NUDGE)]),
        ).clip(-LONGEST_STEP, LONGEST_STEP)
        size, before = 1.0, best
        while size > SHORTEST_STEP:
            moved = np.clip(logs + size * step, *np.log(BOUNDS))
            if (reached := loss(moved)) < best:
                logs, best = moved, reached
                break
            size /= 2.0
        if before - best <= TOLERANCE * abs(before):
            break
    pool, own, dispersion = np.exp(logs).tolist()
    return EwmaNb(pool, own, dispersion, floor)


def _mean_step(
    parts: FloatArray, mean: FloatArray, dispersion: float, truth: FloatArray, weights: FloatArray
) -> FloatArray:
    """(2,) Fisher scoring step in the logs of the two coefficients; parts (n, 2) are their shares of the mean."""
    precision = weights / (mean * (1.0 + dispersion * mean))
    information = (parts.T * precision) @ parts + 1e-6 * np.eye(2)
    return np.asarray(np.linalg.solve(information, parts.T @ (precision * (truth - mean))), dtype=np.float64)


def _newton_step(around: list[float]) -> float:
    """Newton step from a loss NUDGE before, at and after a point; a long step downhill where it is not convex."""
    before, here, after = around
    slope, bend = (after - before) / (2 * NUDGE), (after - 2 * here + before) / NUDGE**2
    return -slope / bend if bend > 0 else -math.copysign(LONGEST_STEP, slope)


def nb2_loss(
    dispersion: float,
    mean: FloatArray,
    truth: FloatArray,
    weights: FloatArray,
    values: FloatArray,
    per_value: FloatArray,
) -> float:
    """Weighted NB2 negative log likelihood up to a constant; `per_value` is the weight of each distinct `values`."""
    shape = 1.0 / dispersion
    log_one_plus = np.log1p(dispersion * mean)
    gamma_terms = sum(
        weight * (math.lgamma(value + shape) - math.lgamma(shape))
        for value, weight in zip(values.tolist(), per_value.tolist(), strict=True)
    )
    seen = truth > 0
    log_p = np.log(dispersion * mean[seen]) - log_one_plus[seen]
    return float(shape * weights @ log_one_plus - (weights[seen] * truth[seen]) @ log_p - gamma_terms)


def nb2_cdf(grid: FloatArray, mean: FloatArray, dispersion: float) -> FloatArray:
    """(n, G) CDF of NB2 counts on a grid of whole numbers (methods 1.3).

    Exact where grid points are neighbours; between wider ones the mass function is taken as log-linear, which on
    the common grid moves the CDF by less than 0.0005 for dispersions from 0.5 up.
    """
    shape = 1.0 / dispersion
    log_choose = np.array([math.lgamma(k + shape) - math.lgamma(shape) - math.lgamma(k + 1) for k in grid.tolist()])
    log_zero = -shape * np.log1p(dispersion * mean)[:, None]
    log_p = np.log(dispersion * mean / (1.0 + dispersion * mean))[:, None]
    log_mass = log_choose + log_zero + log_p * grid
    gap = np.diff(grid)
    slope = np.diff(log_mass, axis=1) / gap
    slope = np.where(np.abs(slope) < 1e-12, 1e-12, slope)
    ratio = np.expm1(slope * gap) / np.expm1(slope)
    mass = np.exp(log_mass[:, :-1] + slope) * np.where(gap == 1.0, 1.0, ratio)
    cdf = np.cumsum(np.concatenate([np.exp(log_mass[:, :1]), mass], axis=1), axis=1)
    cdf = np.minimum(cdf, 1.0)
    cdf[:, -1] = 1.0
    return np.asarray(cdf, dtype=np.float64)
