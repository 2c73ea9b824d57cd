"""Logistic regression with a ridge, in a few Newton steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.errors import WithstandError

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

TOLERANCE = 1e-9
MAX_STEPS = 60


class FitError(WithstandError):
    """A fit that did not settle."""


def fit_ridge_logit(x: FloatArray, y: FloatArray, weights: FloatArray, ridge: float) -> FloatArray:
    """(K + 1,) intercept and coefficients that minimise weighted log loss + ridge / 2 |coefficients|^2.

    The intercept is not penalised. Newton's method, steps halved where they would go uphill. x (n, K); y (n,) of 0
    and 1 with both present. Raises FitError when 60 steps do not settle it.
    """
    design = np.concatenate([np.ones((x.shape[0], 1)), x], axis=1)
    penalty = np.append(0.0, np.full(x.shape[1], ridge))
    base = float(np.average(y, weights=weights))
    beta = np.append(np.log(base / (1.0 - base)), np.zeros(x.shape[1]))
    signs = np.where(y > 0, -1.0, 1.0)

    def loss(candidate: FloatArray) -> float:
        return float(
            weights @ np.logaddexp(0.0, signs * (design @ candidate))
            + 0.5 * penalty @ np.square(candidate)
        )

    best = loss(beta)
    for _ in range(MAX_STEPS):
        p = expit(design @ beta)
        gradient = design.T @ (weights * (p - y)) + penalty * beta
        hessian = (design.T * (weights * p * (1.0 - p))) @ design + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        decrement = float(gradient @ step)
        if decrement < TOLERANCE:
            return np.asarray(beta - step, dtype=np.float64)
        size = 1.0
        while (reached := loss(beta - size * step)) > best - 0.1 * size * decrement and size > TOLERANCE:
            size /= 2.0
        beta, best = beta - size * step, reached
    raise FitError(f"the ridge logit did not settle in {MAX_STEPS} steps on {x.shape[0]} rows")


def expit(x: FloatArray) -> FloatArray:
    """1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))
