"""Simulation-based calibration: hyperparameters, states and indicators from the priors, then fitted.

Coverage holds on average over the priors, so every seed draws its own hyperparameters. `WITHSTAND_PROOFS=1` runs many.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import chi2

from withstand.analysis.stance.posterior import fit
from withstand.analysis.stance.regions import regions, true_region
from withstand.analysis.stance.simulate import simulate

PROOFS = bool(os.environ.get("WITHSTAND_PROOFS"))
SEEDS = 200 if PROOFS else 16
SMALL_SEEDS = 300 if PROOFS else 30
MEASURED_ROWS = 5


@dataclass(frozen=True)
class Checked:
    """One simulation: where the truth falls in its posterior (rows, months, 2), and the regions said and true."""

    rank: np.ndarray
    said: np.ndarray
    probability: np.ndarray
    true: np.ndarray


@lru_cache(maxsize=2)
def checked(rows: int, months: int, seeds: int) -> tuple[Checked, ...]:
    found = []
    for seed in range(1000, 1000 + seeds):
        truth = simulate(rows, months, seed=seed, from_prior=True)
        drawn = fit(truth.indicators, seed=seed).drawn
        rank = ndtr((truth.theta - drawn.mean) / np.sqrt(drawn.covariance[..., ::2])).mean(axis=0)
        probability = regions(drawn).probability
        found.append(Checked(rank, probability.argmax(-1), probability.max(-1), true_region(truth.theta)))
    return tuple(found)


@pytest.mark.parametrize("axis", [0, 1])
def test_nine_of_ten_intervals_hold_the_truth(axis: int) -> None:
    ranks = np.array([one.rank[..., axis] for one in checked(27, 48, SEEDS)])
    assert 0.86 <= np.mean((ranks > 0.05) & (ranks < 0.95)) <= 0.94


def test_what_it_says_with_more_than_four_fifths_is_so() -> None:
    found = checked(27, 48, SEEDS)
    sure = np.concatenate([(one.probability > 0.8).ravel() for one in found])
    right = np.concatenate([(one.said == one.true).ravel() for one in found])
    assert right[sure].mean() >= 0.93
    assert sure.mean() > 0.4


@pytest.mark.parametrize("axis", [0, 1])
def test_the_truth_ranks_alike_anywhere_in_its_posterior(axis: int) -> None:
    """Chi-square over tenths, on one month of a few rows of each simulation: ranks of a simulation hang together."""
    found = checked(12, 24, SMALL_SEEDS)
    ranks = np.array([one.rank[:MEASURED_ROWS, 12, axis] for one in found]).ravel()
    seen = np.histogram(ranks, 10, (0.0, 1.0))[0]
    expected = ranks.size / 10
    hang_together = 2.0
    assert np.square(seen - expected).sum() / expected / hang_together < chi2.ppf(0.999, 9)
    assert abs(ranks.mean() - 0.5) < 4 * np.sqrt(hang_together / 12 / ranks.size)
