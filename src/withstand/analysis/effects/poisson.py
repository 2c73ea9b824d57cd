"""Poisson pseudo-maximum likelihood with fixed effects (E1): right for means whatever the dispersion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaln, xlogy  # type: ignore[import-untyped]

from withstand.analysis.effects.estimate import sandwich
from withstand.analysis.effects.fixed_effects import EffectsError, FixedEffects
from withstand.analysis.effects.regression import Fit, numbered, refuse_collinear
from withstand.analysis.effects.separation import separated, without_zero_levels

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray

SETTLED = 1e-10
MAX_STEPS = 200
LARGEST_ETA = 40.0


def poisson(
    y: FloatArray, x: FloatArray, names: tuple[str, ...], factors: tuple[IntArray, ...], clusters: IntArray
) -> Fit:
    """The fit of (n,) counts on (n, K) x within the levels of `factors`.

    Levels of all zeros, and rows separated by regressors, tell nothing about the coefficients; they are dropped and
    counted in `dropped`. Raises EffectsError where nothing is left or the fit does not settle.
    """
    kept, dropped = informative(y, x, factors)
    own, design = y[kept], x[kept]
    levels = tuple(np.unique(code[kept], return_inverse=True)[1].astype(np.int64) for code in factors)
    if not (np.ptp(design, axis=0) > 0).all():
        still = names[int(np.argmin(np.ptp(design, axis=0)))]
        raise EffectsError(
            f"{still} is the same in all {own.size:,} rows that hold information, so it has no effect to see."
        )
    beta, mean, flat = _settled(own, design, names, levels)
    bread: FloatArray = np.linalg.inv((flat * mean[:, None]).T @ flat).astype(np.float64)
    groups = numbered(clusters, kept)
    covariance = sandwich(bread, flat * (own - mean)[:, None], groups)
    likelihood = float(np.sum(xlogy(own, mean) - mean - gammaln(own + 1)))
    return Fit("ppml", names, beta, covariance, own.size, int(groups.max()) + 1, likelihood, dropped, {})


def informative(y: FloatArray, x: FloatArray, factors: tuple[IntArray, ...]) -> tuple[BoolArray, dict[str, int]]:
    """Rows that tell something, and how many units, levels and rows do not."""
    if not np.isfinite(y).all() or (y < 0).any():
        raise EffectsError("A Poisson fit takes counts that are finite and not negative.")
    kept, gone = without_zero_levels(y, factors)
    if not kept.any():
        raise EffectsError("The outcome is zero in every row, so there is nothing to compare.")
    apart = np.zeros_like(kept)
    apart[kept] = separated(y[kept], x[kept], tuple(code[kept] for code in factors))
    if apart.any():
        again, more = without_zero_levels(y[kept & ~apart], tuple(code[kept & ~apart] for code in factors))
        del more
        still = np.flatnonzero(kept & ~apart)[again]
        rows = int((~kept).sum())
        kept = np.zeros_like(kept)
        kept[still] = True
    else:
        rows = int((~kept).sum())
    return kept, {
        "units_of_zeros": gone[0] if len(factors) > 1 else 0,
        "other_levels_of_zeros": sum(gone[1:]),
        "rows_of_zeros": rows,
        "rows_separated": int(apart.sum()),
    }


def _settled(
    y: FloatArray, x: FloatArray, names: tuple[str, ...], factors: tuple[IntArray, ...]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Coefficients, means and regressors within levels, by weighted least squares in turn."""
    mean = (y + y.mean()) / 2
    eta = np.log(mean)
    deviance = np.inf
    for step in range(MAX_STEPS):
        within = FixedEffects(factors, mean)
        working = eta + (y - mean) / mean
        flat = within.residual(np.column_stack([x, working]))
        design, target = flat[:, :-1], flat[:, -1]
        if step == 0:
            refuse_collinear(x, design, names, mean)
        weighted = design * mean[:, None]
        beta = np.linalg.solve(weighted.T @ design, weighted.T @ target)
        proposed = working - (target - design @ beta)
        reached, size = _deviance(y, proposed), 1.0
        while not reached <= deviance * (1 + 1e-12) + 1e-12 and size > 1e-6:
            size /= 2
            reached = _deviance(y, eta + size * (proposed - eta))
        eta = np.minimum(eta + size * (proposed - eta), LARGEST_ETA)
        mean = np.maximum(np.exp(eta), 1e-300)
        if abs(deviance - reached) <= SETTLED * (abs(reached) + 0.1):
            return beta, mean, design
        deviance = reached
    raise EffectsError(f"The Poisson fit did not settle in {MAX_STEPS} steps; drop columns that hardly vary.")


def _deviance(y: FloatArray, eta: FloatArray) -> float:
    with np.errstate(over="ignore"):
        return float(2 * np.sum(xlogy(y, y) - y * np.where(y > 0, eta, 0.0) - y + np.exp(eta)))
