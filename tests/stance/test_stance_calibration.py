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
SMALL_SEEDS = 300 if PROOFS else 20
MEASURED_ROWS = 5


@dataclass(frozen=True)
class Checked:
    """One simulation: where the truth falls in its posterior regions' probabilities, the true one."""

    rank: np.ndarray
    probability: np.ndarray
    true: np.ndarray


@lru_cache(maxsize=2)
def checked(rows: int, months: int, seeds: int) -> tuple[Checked, ...]:
    found = []
    for seed in range(1000, 1000 + seeds):
        truth = simulate(rows, months, seed=seed, from_prior=True)
        drawn = fit(truth.indicators, seed=seed).drawn
        rank = ndtr((truth.theta - drawn.mean) / np.sqrt(drawn.covariance[..., ::2])).mean(axis=0)
        found.append(Checked(rank, regions(drawn).probability, true_region(truth.theta)))
    return tuple(found)


@pytest.mark.parametrize("axis", [0, 1])
def test_nine_of_ten_intervals_hold_the_truth(axis: int) -> None:
    ranks = np.array([one.rank[..., axis] for one in checked(27, 48, SEEDS)])
    assert 0.86 <= np.mean((ranks > 0.05) & (ranks < 0.95)) <= 0.94


def sure_and_right(found: tuple[Checked, ...], names: int) -> tuple[float, float, float]:
    """Where a region has P > 0.8: how often that is, how often it is right, and how often it says it is.

    names  4 regions, or the 3 of the methods: unwilling is one, able or not.
    """
    probability = np.concatenate([one.probability.reshape(-1, 4) for one in found])
    true = np.concatenate([one.true.ravel() for one in found])
    if names == 3:
        probability = np.column_stack([probability[:, :2], probability[:, 2:].sum(axis=1)])
        true = np.minimum(true, 2)
    sure = probability.max(axis=1) > 0.8
    right = (probability.argmax(axis=1) == true)[sure]
    return float(sure.mean()), float(right.mean()), float(probability.max(axis=1)[sure].mean())


def test_what_it_says_with_more_than_four_fifths_is_so() -> None:
    often, right, _ = sure_and_right(checked(27, 48, SEEDS), 3)
    assert right >= 0.93
    assert often > 0.4


@pytest.mark.parametrize("names", [3, 4])
def test_it_is_right_as_often_as_it_says(names: int) -> None:
    _, right, said = sure_and_right(checked(27, 48, SEEDS), names)
    assert right == pytest.approx(said, abs=0.02)


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
