"""Rows that a Poisson fit would only ever call zero: all-zero levels, and zeros that regressors alone explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.fixed_effects import FixedEffects

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray

HEAVY = 1e9
ZERO = 1e-4
MAX_ROUNDS = 500


def without_zero_levels(y: FloatArray, factors: tuple[IntArray, ...]) -> tuple[BoolArray, tuple[int, ...]]:
    """Rows left when levels whose outcomes are all zero are dropped until none is, and how many levels went."""
    kept = np.ones(y.size, dtype=np.bool_)
    before = -1
    while before != int(kept.sum()):
        before = int(kept.sum())
        for code in factors:
            total = np.bincount(code[kept], y[kept], minlength=int(code.max()) + 1)
            kept &= total[code] > 0
    gone = tuple(int(np.unique(code).size - np.unique(code[kept]).size) for code in factors)
    return kept, gone


def separated(y: FloatArray, x: FloatArray, factors: tuple[IntArray, ...]) -> BoolArray:
    """Rows of zeros that some combination of regressors and levels sets apart from every positive row.

    The iterative rectifier (Correia, Guimarães and Zylkin 2019): least squares of a non-negative target on zeros, with
    positive rows held at zero by a heavy weight, until the fit is nowhere negative
    on zeros and zero elsewhere: then it is itself the combination that sets them apart.
    """
    zero = y == 0
    if not zero.any() or not (~zero).any():
        return np.zeros(y.size, dtype=np.bool_)
    weights = np.where(zero, 1.0, HEAVY)
    within = FixedEffects(factors, weights)
    flat = within.residual(x)
    target = zero.astype(np.float64)
    for _ in range(MAX_ROUNDS):
        levels = within.fitted(target)
        left = target - levels
        found = np.linalg.lstsq(flat * np.sqrt(weights)[:, None], left * np.sqrt(weights), rcond=None)[0]
        fitted = levels + flat @ found
        fitted[np.abs(fitted) < ZERO] = 0.0
        if (fitted[zero] >= 0).all() and not fitted[~zero].any():
            return np.asarray(zero & (fitted > 0), dtype=np.bool_)
        target = np.where(zero, np.maximum(fitted, 0.0), 0.0)
    return np.zeros(y.size, dtype=np.bool_)
