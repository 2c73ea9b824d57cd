"""Logistic regression with a ridge, in a few Newton steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.errors import WithstandError

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

TOLERANCE = 1e-9
MAX_STEPS = 60
BLOCK_ROWS = 256


class FitError(WithstandError):
    """A fit that did not settle."""


def fit_ridge_logit(x: FloatArray, y: FloatArray, weights: FloatArray, ridge: float) -> FloatArray:
    """(K + 1,) intercept and coefficients that minimise weighted log loss + ridge / 2 |coefficients|^2.

    The intercept is not penalised. Newton's method, steps halved where they would go uphill. x (n, K); y (n,) of 0
    and 1 with both present. Raises FitError when 60 steps do not settle it.

    Rows are taken in blocks too small for the linear algebra library to start threads for, which on problems of
    this shape cost up to ten times what they save.
    """
    design = np.concatenate([np.ones((x.shape[0], 1)), x], axis=1)
    rows, outcomes, weighted = _blocks(design), _blocks(y), _blocks(weights)
    penalty = np.append(0.0, np.full(x.shape[1], ridge))
    signs = np.where(outcomes > 0, -1.0, 1.0)

    def loss(candidate: FloatArray) -> float:
        losses = weighted * np.logaddexp(0.0, signs * (rows @ candidate))
        return float(losses.sum() + 0.5 * penalty @ np.square(candidate))

    base = float(np.average(y, weights=weights))
    beta = np.append(np.log(base / (1.0 - base)), np.zeros(x.shape[1]))
    best = loss(beta)
    for _ in range(MAX_STEPS):
        p = expit(rows @ beta)
        residual = (weighted * (p - outcomes))[:, None, :]
        gradient = (residual @ rows).sum(axis=(0, 1)) + penalty * beta
        curvature = (rows * (weighted * p * (1.0 - p))[..., None]).swapaxes(1, 2) @ rows
        step = np.linalg.solve(curvature.sum(axis=0) + np.diag(penalty), gradient)
        decrement = float(gradient @ step)
        if decrement < TOLERANCE:
            return np.asarray(beta - step, dtype=np.float64)
        size = 1.0
        while (reached := loss(beta - size * step)) > best - 0.1 * size * decrement and size > TOLERANCE:
            size /= 2.0
        beta, best = beta - size * step, reached
    raise FitError(f"the ridge logit did not settle in {MAX_STEPS} steps on {x.shape[0]} rows")


def _blocks(values: FloatArray) -> FloatArray:
    """(blocks, 256, ...) of (n, ...), the last block filled up with zeros (rows of weight zero)."""
    missing = -values.shape[0] % BLOCK_ROWS
    padded = np.pad(values, [(0, missing)] + [(0, 0)] * (values.ndim - 1))
    return padded.reshape(-1, BLOCK_ROWS, *values.shape[1:])


def expit(x: FloatArray) -> FloatArray:
    """1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))
