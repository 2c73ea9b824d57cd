"""Made-up truth: hyperparameters, states and indicators, with shares and ratings missing, for proofs and benchmarks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.logit import expit
from withstand.analysis.stance.indicators import COUNT, LOADINGS, RATED, RATING, Indicators, Measured, Ratings
from withstand.analysis.stance.parameters import Layout

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.parameters import Own, Parameters

MISSING = 0.3
RATERS = 3


@dataclass(frozen=True, eq=False)
class Truth:
    """What was made up.

    vector (P,) the hyperparameters, theta (rows, months, 2) the states, and what is seen of them.
    """

    layout: Layout
    vector: FloatArray
    theta: FloatArray
    indicators: Indicators


def typical(layout: Layout) -> FloatArray:
    """(P,) a country in which something is to be seen: levels that differ, slow change, loadings near 0.9."""
    vector = layout.middle.copy()
    for name, place in layout.places.items():
        if name.endswith(" loads"):
            vector[place] = np.log(0.9)
        elif name.endswith(" bias"):
            vector[place] = np.linspace(-0.4, 0.4, place.stop - place.start)
    vector[layout.places["tau"]], vector[layout.places["sigma"]] = np.log(0.9), np.log(0.7)
    return vector


def simulate(
    rows: int, months: int, *, seed: int, vector: FloatArray | None = None, from_prior: bool = False,
    missing: float = MISSING, authorities: tuple[str, ...] | None = None,
) -> Truth:  # fmt: skip
    """Rows x months of truth and indicators; hyperparameters as given, from their priors, or typical.

    A share `missing` of commitments, responses, joint actions and ratings is not known; in one month of five no
    patrol was tried.
    """
    rng = np.random.default_rng(seed)
    layout = Layout(LOADINGS, RATERS, 0, authorities is not None)
    if vector is None:
        vector = layout.draw_prior(rng) if from_prior else typical(layout)
    parameters = layout.read(vector[None, :])
    theta = _states(parameters, rows, months, authorities, rng)
    measured = {
        loading.name: _measured(loading.name, loading.kind, theta, parameters.own[loading.name], missing, rng)
        for loading in LOADINGS
        if loading.kind != RATING
    }
    names = tuple(f"r{row:03}" for row in range(rows))
    labels = tuple(f"{2030 + month // 12}-{month % 12 + 1:02}" for month in range(months))
    ratings = _ratings(theta, parameters, missing, rng)
    return Truth(layout, vector, theta, Indicators(names, labels, measured, ratings, authorities))


def _states(
    parameters: Parameters, rows: int, months: int, authorities: tuple[str, ...] | None, rng: np.random.Generator
) -> FloatArray:
    sigma, rho, tau = parameters.sigma[0], parameters.rho[0], parameters.tau[0]
    if authorities is None or parameters.delta is None:
        level = tau * rng.standard_normal((rows, 2))
    else:
        known, group = np.unique(np.array(authorities), return_inverse=True)
        above = tau * rng.standard_normal((len(known), 2))
        level = above[group] + parameters.delta[0] * rng.standard_normal((rows, 2))
    u = np.empty((rows, months, 2))
    u[:, 0] = rng.standard_normal((rows, 2))
    for month in range(1, months):
        u[:, month] = rho * u[:, month - 1] + np.sqrt(1.0 - rho**2) * rng.standard_normal((rows, 2))
    return np.asarray(level[:, None, :] + sigma * u)


def _measured(name: str, kind: str, theta: FloatArray, own: Own, missing: float, rng: np.random.Generator) -> Measured:
    eta = own.level[0] + theta @ own.loads[0]
    shape = eta.shape
    if kind != COUNT:
        of = np.full(shape, 2.0) if name == "joint" else 1.0 + rng.poisson(1.5, shape)
        of = np.where(rng.random(shape) < missing, np.nan, of)
        return Measured(
            np.where(np.isnan(of), np.nan, rng.binomial(np.nan_to_num(of).astype(np.int64), expit(eta))), of
        )
    of = np.where(rng.random(shape) < 0.2, 0, 1 + rng.poisson(4, shape)) if name == "obstruction" else None
    size = np.exp(own.log_size[0])
    mean = np.exp(np.clip(eta, -30.0, 12.0)) * (1.0 if of is None else of)
    counts = rng.poisson(rng.gamma(size, mean / size)).astype(np.float64)
    if of is None:
        return Measured(counts)
    return Measured(np.where(of > 0, counts, 0.0), of.astype(np.float64))


def _ratings(theta: FloatArray, parameters: Parameters, missing: float, rng: np.random.Generator) -> Ratings:
    rows, months, _ = theta.shape
    columns = []
    for axis, name in enumerate(RATED):
        own = parameters.own[name]
        row, month = np.nonzero(rng.random((rows, months)) >= missing)
        rater = rng.integers(0, RATERS, row.size)
        eta = theta[row, month, axis] * own.loads[0, axis] + own.bias[0, rater]
        below = expit(own.cuts[0][None, :] - eta[:, None])
        value = 1 + (rng.random(row.size)[:, None] > below).sum(axis=1)
        columns.append((np.full(row.size, axis), row, month, rater, value))
    axes, at_row, at_month, by, values = (np.concatenate(each).astype(np.int64) for each in zip(*columns, strict=True))
    return Ratings(axes, at_row, at_month, by, values, tuple(f"rater {number + 1}" for number in range(RATERS)))
