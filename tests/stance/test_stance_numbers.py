"""The numbers under the model: gradients against differences, factors against dense matrices, regions too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.linalg import block_diag
from scipy.stats import multivariate_normal

from withstand.analysis.stance.chain import Chain, State
from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.factor import Factor
from withstand.analysis.stance.gradient import log_posterior
from withstand.analysis.stance.indicators import Indicators, Shock
from withstand.analysis.stance.parameters import Layout
from withstand.analysis.stance.regions import upper_both
from withstand.analysis.stance.simulate import simulate

UNITS = tuple(f"brigade {row // 2}" for row in range(6))
SHOCKS = (Shock(3), Shock(5, (1, 2)))


def small(authorities: tuple[str, ...] | None, shocks: tuple[Shock, ...]) -> Indicators:
    return replace(simulate(6, 9, seed=2, authorities=authorities).indicators, shocks=shocks)


@pytest.mark.parametrize("authorities", [None, UNITS])
@pytest.mark.parametrize("shocks", [(), SHOCKS])
def test_the_gradient_is_that_of_the_marginal_posterior(
    authorities: tuple[str, ...] | None, shocks: tuple[Shock, ...]
) -> None:
    evidence = gathered(small(authorities, shocks))
    layout = Layout.of(evidence)
    at = layout.middle + 0.3 * np.random.default_rng(0).standard_normal(layout.size)
    gradient = log_posterior(evidence, layout, at)[1]
    differences = [
        (log_posterior(evidence, layout, at + step)[0] - log_posterior(evidence, layout, at - step)[0]) / 2e-4
        for step in np.eye(layout.size) * 1e-4
    ]
    np.testing.assert_allclose(gradient, differences, atol=3e-4)


@pytest.mark.parametrize("authorities", [None, UNITS])
@pytest.mark.parametrize("months", [1, 2, 7])
def test_the_banded_factor_is_the_dense_one(authorities: tuple[str, ...] | None, months: int) -> None:
    rng = np.random.default_rng(4)
    evidence = gathered(simulate(6, months, seed=2, authorities=authorities).indicators)
    layout = Layout.of(evidence)
    parameters = layout.read(layout.draw_prior(rng)[None, :])
    chain = Chain.of(evidence, parameters)
    root = rng.standard_normal((6, months, 2, 2))
    curvature = root @ root.swapaxes(2, 3)
    factor = Factor(chain, curvature[..., [0, 0, 1], [0, 1, 1]])
    dense = dense_prior(chain)
    dense[: 12 * months, : 12 * months] += block_diag(*curvature.reshape(-1, 2, 2))
    inverse = np.linalg.inv(dense)
    side = State(
        rng.standard_normal((6, months, 2)), rng.standard_normal((6, 2)), rng.standard_normal((chain.groups, 2))
    )
    solved = factor.solve(side)
    np.testing.assert_allclose(flat(solved), inverse @ flat(side), atol=1e-8)
    assert factor.log_determinant == pytest.approx(np.linalg.slogdet(dense)[1])
    found = factor.covariances()
    for row in range(6):
        for month in range(months):
            at = (row * months + month) * 2
            block = inverse[at : at + 2, at : at + 2]
            np.testing.assert_allclose(found.cell[row, month], block[[0, 0, 1], [0, 1, 1]], atol=1e-8)
            b = 12 * months + 2 * row
            np.testing.assert_allclose(found.with_b[row, month], [inverse[at, b], inverse[at + 1, b + 1]], atol=1e-8)
            if month + 1 < months:
                beside = [inverse[at, at + 2], inverse[at + 1, at + 3]]
                np.testing.assert_allclose(found.next[row, month], beside, atol=1e-8)
    np.testing.assert_allclose(found.b, np.diag(inverse)[12 * months : 12 * months + 12].reshape(6, 2), atol=1e-8)


def flat(state: State) -> np.ndarray:
    return np.concatenate([state.x.ravel(), state.b.ravel(), state.beta.ravel()])


def dense_prior(chain: Chain) -> np.ndarray:
    """The prior precision of x, b and beta, column by column from its gradient."""
    sizes = (chain.rows * chain.months * 2, chain.rows * 2, chain.groups * 2)
    columns = []
    for unit in np.eye(sum(sizes)):
        x, b, beta = np.split(unit, np.cumsum(sizes)[:2])
        state = State(x.reshape(chain.rows, chain.months, 2), b.reshape(-1, 2), beta.reshape(-1, 2))
        columns.append(-flat(chain.pull(state)[1]))
    return np.array(columns)


def test_the_prior_of_a_row_is_what_the_methods_say() -> None:
    evidence = gathered(simulate(2, 5, seed=1).indicators)
    layout = Layout.of(evidence)
    parameters = layout.read(layout.middle[None, :])
    covariance = np.linalg.inv(dense_prior(Chain.of(evidence, parameters)))[:10:2, :10:2]
    lag = np.abs(np.subtract.outer(np.arange(5), np.arange(5)))
    tau, sigma, rho = parameters.tau[0, 0], parameters.sigma[0, 0], parameters.rho[0, 0]
    np.testing.assert_allclose(covariance, tau**2 + sigma**2 * rho**lag, atol=1e-9)


@pytest.mark.parametrize("correlation", [-0.95, -0.3, 0.0, 0.4, 0.99])
@pytest.mark.parametrize(("h", "k"), [(0.0, 0.0), (0.0, -1.0), (1.2, -0.7), (-2.0, -1.0), (3.0, 0.2), (-1.0, 0.0)])
def test_two_normals_at_once(h: float, k: float, correlation: float) -> None:
    expected = multivariate_normal([0, 0], [[1, correlation], [correlation, 1]]).cdf([h, k])
    assert upper_both(np.array(h), np.array(k), np.array(correlation)) == pytest.approx(expected, abs=1e-6)
