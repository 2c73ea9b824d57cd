"""The hyperparameters' posterior: its mode, a Gaussian approximation there, and the draws that are carried through.

States at the best hyperparameters alone would be too sure of themselves (methods 2.4): a mixture over draws is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from withstand.analysis.logit import FitError
from withstand.analysis.stance.gradient import log_posterior
from withstand.analysis.stance.parameters import Layout

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.chain import State
    from withstand.analysis.stance.evidence import Evidence

DRAWS = 24
DIFFERENCE = 0.02
"""The distance, in the unit of each hyperparameter's scale, over which gradients are differenced."""
LEAST_PRECISION = 0.5
"""Of any direction in the unbounded vector: what the priors alone leave, where differences say less or nothing."""
MAX_EVALUATIONS = 400
MAX_POLISHED, POLISHED = 3, 1e-6
"""Newton steps at the end, and the decrement (in log density, doubled) at which there are enough."""


@dataclass(frozen=True, eq=False)
class HyperPosterior:
    """Gaussian approximation of the (P,) hyperparameters.

    mode (P,), covariance (P, P), draws (D, P), log_posterior at the mode, evaluations of it with gradient, and the
    states at the mode, from which others are found faster.
    """

    layout: Layout
    mode: FloatArray
    covariance: FloatArray
    draws: FloatArray
    log_posterior: float
    evaluations: int
    state: State


class _Target:
    """Minus the log posterior, each search of states begun where the last ended."""

    def __init__(self, evidence: Evidence, layout: Layout, start: State | None) -> None:
        self.evidence, self.layout, self.state, self.calls = evidence, layout, start, 0

    def __call__(self, vector: FloatArray) -> tuple[float, FloatArray]:
        self.calls += 1
        value, gradient, mode = log_posterior(self.evidence, self.layout, vector, self.state)
        self.state = mode.state
        return -value, -gradient


def fit_hyper(evidence: Evidence, *, seed: int, draws: int = DRAWS, start: FloatArray | None = None) -> HyperPosterior:
    """Mode, covariance and draws. One seed gives one result. Raises FitError where no mode is found."""
    layout = Layout.of(evidence)
    target = _Target(evidence, layout, None)
    vector, scale = layout.middle if start is None else start, layout.scale(evidence)
    vector = _climb(target, vector, scale)
    precision = _curvature(target, vector, scale)
    covariance = _inverse(precision)
    value, gradient = target(vector)
    for _ in range(MAX_POLISHED):
        step = covariance @ gradient
        if float(gradient @ step) < POLISHED:
            break
        vector = np.clip(vector - step, *layout.bounds)
        value, gradient = target(vector)
    if target.state is None:
        raise FitError("nothing was fitted")
    drawn = vector + _normal(draws, layout.size, seed) @ np.linalg.cholesky(covariance).T
    drawn = np.clip(drawn, *layout.bounds)
    return HyperPosterior(layout, vector, covariance, drawn, -value, target.calls, target.state)


def _climb(target: _Target, vector: FloatArray, scale: FloatArray) -> FloatArray:
    def scaled(unit: FloatArray) -> tuple[float, FloatArray]:
        value, gradient = target(vector + scale * unit)
        return value, gradient * scale

    low, high = target.layout.bounds
    found = minimize(
        scaled, np.zeros(vector.size), jac=True, method="L-BFGS-B",
        bounds=np.stack([(low - vector) / scale, (high - vector) / scale], axis=1),
        options={"maxcor": 30, "maxfun": MAX_EVALUATIONS, "ftol": 1e-9, "gtol": 3e-2},
    )  # fmt: skip
    if not np.isfinite(found.fun) or found.nfev >= MAX_EVALUATIONS:
        raise FitError(f"the hyperparameters did not settle in {MAX_EVALUATIONS} evaluations")
    return np.asarray(vector + scale * found.x, dtype=np.float64)


def _curvature(target: _Target, vector: FloatArray, scale: FloatArray) -> FloatArray:
    """(P, P) precision at the mode from differences of gradients."""
    here = target(vector)[1]
    state, rows = target.state, []
    for at, unit in enumerate(scale):
        step = np.zeros(vector.size)
        step[at] = DIFFERENCE * unit
        target.state = state
        rows.append((target(vector + step)[1] - here) / step[at])
    target.state = state
    curvature: FloatArray = np.array(rows)
    return np.asarray((curvature + curvature.T) / 2.0)


def _inverse(precision: FloatArray) -> FloatArray:
    values, vectors = np.linalg.eigh(precision)
    return np.asarray((vectors / np.maximum(values, LEAST_PRECISION)) @ vectors.T, dtype=np.float64)


def _normal(draws: int, size: int, seed: int) -> FloatArray:
    """(draws, size) standard normals: pairs of opposites, in directions at right angles as far as there are any."""
    rng = np.random.default_rng(seed)
    half = (draws + 1) // 2
    parts = []
    for start in range(0, half, size):
        wanted = min(size, half - start)
        directions, _ = np.linalg.qr(rng.standard_normal((size, wanted)))
        radii = np.sqrt(rng.chisquare(size, wanted))
        parts.append((directions * radii).T)
    drawn = np.concatenate(parts)
    return np.asarray(np.concatenate([drawn, -drawn])[:draws], dtype=np.float64)
