"""A negative binomial around a smoothed history (methods 1.3, B4)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.distributions import Distributions
from withstand.analysis.features import MIDDLE, ewma
from withstand.analysis.hurdle import clip_floor
from withstand.analysis.outcome import age_weights

if TYPE_CHECKING:
    from withstand.analysis.outcome import Outcome
    from withstand.analysis.panel import FloatArray, IntArray

STEPS = 60
TOLERANCE = 1e-4
LONGEST_STEP = 1.0
BOUNDS = (math.log(1e-6), math.log(1e3))
DISPERSION_BOUNDS = (math.log(0.05), math.log(1e3))


@dataclass(frozen=True)
class EwmaNb:
    """NB2 with mean = pool * country mean + own * the area's EWMA + floor, variance = mean + dispersion * mean^2."""

    pool: float
    own: float
    dispersion: float
    floor: float

    def mean(self, smoothed: FloatArray) -> FloatArray:
        """(n,) deaths per window from (n, 2) smoothed history: country, own."""
        return self.floor + smoothed @ np.array([self.pool, self.own])


def smoothed_history(outcome: Outcome, known: int, origins: IntArray) -> FloatArray:
    """(n, 2) deaths per window for (origin, area) rows: the country's mean over its areas and own EWMA (6 months).

    The country's mean is of the months up to column `known`, weighted 2^(-age / 60 months).
    """
    members = outcome.panel.compatriots()
    past = np.arange(known + 1, dtype=np.int64)
    by_area = np.average(outcome.deaths[:, past], axis=1, weights=age_weights(past, known))
    country = np.broadcast_to(members @ by_area / members.sum(axis=1), (origins.size, members.shape[0]))
    own = ewma(outcome.deaths, MIDDLE)[:, origins].T
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
    """Weighted maximum likelihood: Fisher scoring on the logs of pool and own, Newton on the log of dispersion."""
    floor = clip_floor(truth.size)
    log_mean, log_dispersion = np.log([0.3, 0.5]), math.log(5.0)
    seen = truth > 0
    values, counts_at = np.unique(truth[seen], return_inverse=True)
    per_value = np.bincount(counts_at, weights=weights[seen], minlength=values.size)

    def loss(log_alpha: float, mean: FloatArray) -> float:
        return nb2_loss(math.exp(log_alpha), mean, truth, weights, values, per_value)

    for _ in range(STEPS):
        parts = smoothed * np.exp(log_mean)
        mean = floor + parts.sum(axis=1)
        precision = weights / (mean * (1.0 + math.exp(log_dispersion) * mean))
        information = (parts.T * precision) @ parts + 1e-6 * np.eye(2)
        step = np.linalg.solve(information, parts.T @ (precision * (truth - mean)))
        moved = np.clip(log_mean + np.clip(step, -LONGEST_STEP, LONGEST_STEP), *BOUNDS)
        width = 0.05
        around = [loss(log_dispersion + shift, mean) for shift in (-width, 0.0, width)]
        slope = (around[2] - around[0]) / (2 * width)
        bend = (around[2] - 2 * around[1] + around[0]) / width**2
        change = -slope / bend if bend > 0 else -math.copysign(LONGEST_STEP, slope)
        change = max(-LONGEST_STEP, min(LONGEST_STEP, change))
        dispersion = max(DISPERSION_BOUNDS[0], min(DISPERSION_BOUNDS[1], log_dispersion + change))
        shift = max(float(np.abs(moved - log_mean).max()), abs(dispersion - log_dispersion))
        log_mean, log_dispersion = moved, dispersion
        if shift < TOLERANCE:
            break
    return EwmaNb(*np.exp(log_mean).tolist(), dispersion=math.exp(log_dispersion), floor=floor)


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
    the common grid misses less than 0.2 % of the mass it adds for dispersions above 0.5.
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
