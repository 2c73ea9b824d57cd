import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import nbinom, poisson

from withstand.analysis.baselines import poisson_cdf
from withstand.analysis.distributions import (
    IGN_UPPER_EDGES,
    DistributionError,
    Distributions,
    at_values,
    count_grid,
    empirical,
    stacked,
)
from withstand.analysis.ewma_nb import nb2_cdf

samples_and_truth = st.tuples(
    arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 8)), elements=st.integers(0, 400).map(float)),
    st.integers(0, 500),
)


def crps_of_samples(samples: np.ndarray, y: float) -> float:
    return float(np.abs(samples - y).mean() - 0.5 * np.abs(samples[:, None] - samples[None, :]).mean())


@given(samples_and_truth)
def test_crps_is_the_expected_distance_less_half_the_spread(case: tuple[np.ndarray, int]) -> None:
    samples, y = case
    forecasts = empirical(count_grid(np.append(samples, y)), samples)
    expected = [crps_of_samples(row, y) for row in samples]
    np.testing.assert_allclose(forecasts.crps(np.full(len(samples), float(y))), expected, atol=1e-9)


@given(samples_and_truth)
def test_twcrps_is_crps_of_values_raised_to_the_threshold(case: tuple[np.ndarray, int]) -> None:
    samples, y = case
    forecasts = empirical(count_grid(np.append(samples, y)), samples)
    expected = [crps_of_samples(np.maximum(row, 10.0), max(y, 10)) for row in samples]
    np.testing.assert_allclose(forecasts.twcrps(np.full(len(samples), float(y)), 10.0), expected, atol=1e-9)


@given(samples_and_truth)
def test_crps_is_exact_for_values_off_and_beyond_the_grid(case: tuple[np.ndarray, int]) -> None:
    samples, y = case
    forecasts = empirical(np.unique(np.append(samples, 0.0)), samples)
    expected = [crps_of_samples(row, y) for row in samples]
    np.testing.assert_allclose(forecasts.crps(np.full(len(samples), float(y))), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("samples", "y", "bits"),
    [
        ([0, 0, 0, 0], 0, -math.log2(1001 / 1011)),
        ([0, 0, 0, 0], 3, -math.log2(1 / 1011)),
        ([0, 1, 2, 30], 2, -math.log2(501 / 1011)),
        ([0, 1, 2, 5000], 1001, -math.log2(251 / 1011)),
        ([0, 1, 2, 1000], 1001, -math.log2(1 / 1011)),
    ],
)
def test_ign_counts_the_bin_of_the_truth(samples: list[int], y: int, bits: float) -> None:
    row = np.array([samples], dtype=float)
    forecasts = empirical(count_grid(np.append(row, y)), row)
    assert forecasts.ign(np.array([float(y)]))[0] == pytest.approx(bits)


def test_the_grid_holds_small_counts_bin_edges_and_values_seen() -> None:
    grid = count_grid(np.array([0.0, 777.0, 3001.0]))
    assert set(range(51)) | set(IGN_UPPER_EDGES) | {777, 3001} <= set(grid.astype(int).tolist())
    assert grid[-1] >= 4 * 3001
    assert (grid == np.floor(grid)).all()


@given(arrays(np.float64, (3, 6), elements=st.integers(0, 60).map(float)))
def test_the_ladder_never_rises(samples: np.ndarray) -> None:
    ladder = empirical(count_grid(samples), samples).ladder()
    expected = np.stack([(samples >= step).mean(axis=1) for step in (1, 10, 25)], axis=1)
    np.testing.assert_allclose(ladder, expected, atol=1e-12)
    assert (np.diff(ladder, axis=1) <= 0).all()


def test_parts_that_are_no_distribution_are_refused() -> None:
    with pytest.raises(DistributionError, match="starts at 0"):
        Distributions(np.array([1.0, 2.0]), np.ones((1, 2)))
    with pytest.raises(DistributionError, match="expected"):
        Distributions(np.array([0.0, 2.0]), np.ones((1, 3)))


def test_weighted_values_and_stacking() -> None:
    grid = count_grid(np.array([4.0]))
    cdf = at_values(grid, np.array([1.0, 4.0]), np.array([3.0, 1.0]))
    both = stacked([Distributions(grid, cdf[None]), Distributions(grid, cdf[None])])
    assert both.at(3.0).tolist() == [0.75, 0.75]
    assert both.exceedance(4).tolist() == [0.25, 0.25]


@pytest.mark.parametrize("dispersion", [0.5, 5.0, 40.0])
@pytest.mark.parametrize("mean", [1e-4, 0.3, 5.0, 80.0])
def test_nb2_cdf_against_scipy(mean: float, dispersion: float) -> None:
    grid = count_grid(np.array([900.0]))
    exact = nbinom.cdf(grid, 1 / dispersion, 1 / (1 + dispersion * mean))
    ours = nb2_cdf(grid, np.array([mean]), dispersion)[0]
    np.testing.assert_allclose(ours[:51], exact[:51], atol=1e-12)
    np.testing.assert_allclose(ours[:-1], exact[:-1], atol=5e-4)
    assert (np.diff(ours) >= 0).all()


@pytest.mark.parametrize("mean", [0.0, 1.0, 7.0, 300.0, 900.0])
def test_poisson_cdf_against_scipy(mean: float) -> None:
    grid = count_grid(np.array([900.0]))
    np.testing.assert_allclose(poisson_cdf(grid, mean), poisson.cdf(grid, mean), atol=1e-10)
