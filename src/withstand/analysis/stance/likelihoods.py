"""How likely each observation is given its predictor, with the derivatives that Laplace's method asks for.

A count ~ NB2(mean exp(eta + offset), size k); with z = eta + offset - log k its log density is
y z - (y + k) log(1 + e^z) + terms in y and k: the same shape as a share's, y z - n log(1 + e^z).
A rating ~ ordered logit. All are concave in eta.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import digamma, gammaln  # type: ignore[import-untyped]

from withstand.analysis.logit import expit
from withstand.analysis.stance.indicators import COUNT, RATING, RATING_STEPS

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.evidence import Observed
    from withstand.analysis.stance.parameters import Own

FAR = 40.0
"""So far away that the logistic function is 0 or 1 in double precision."""


@dataclass(frozen=True, eq=False)
class Shape:
    """Log density up to terms without parameters, and its three derivatives in the predictor, each (n,)."""

    value: FloatArray
    slope: FloatArray
    bend: FloatArray
    third: FloatArray


OwnSlope: TypeAlias = "tuple[str, int, FloatArray, FloatArray, FloatArray]"
"""One of an indicator's own parameters beyond level and loads, its column among them, and the derivatives of log
density, slope and bend in it, each (n,)."""


def shape(observed: Observed, eta: FloatArray, own: Own) -> Shape:
    """Log densities at the (n,) predictors, level and bias included."""
    if observed.loading.kind == RATING:
        upper, lower = _bounds(observed, eta, own)
        above, below = expit(upper), expit(lower)
        value = np.log(-np.expm1(lower - upper)) - _softplus(-upper) - _softplus(lower)
        spread, under = above * (1.0 - above), below * (1.0 - below)
        third = spread * (1.0 - 2.0 * above) + under * (1.0 - 2.0 * below)
        return Shape(value, above + below - 1.0, -spread - under, third)
    z, trials = _logistic(observed, eta, own)
    p = expit(z)
    value = observed.value * z - trials * _softplus(z)
    if observed.loading.kind == COUNT:
        value = value + _by_level(observed, own, gammaln)
    bend = -trials * p * (1.0 - p)
    return Shape(value, observed.value - trials * p, bend, bend * (1.0 - 2.0 * p))


def own_slopes(observed: Observed, eta: FloatArray, own: Own) -> tuple[OwnSlope, ...]:
    """The derivatives in the indicator's own parameters. For one draw."""
    if observed.loading.kind == RATING:
        return _in_cuts(observed, eta, own)
    if observed.loading.kind != COUNT:
        return ()
    z, trials = _logistic(observed, eta, own)
    p, size = expit(z), np.exp(own.log_size[0])
    spread = p * (1.0 - p)
    in_value = size * (_by_level(observed, own, digamma) - _softplus(z)) - (observed.value - trials * p)
    return (("size", 0, in_value, trials * spread - size * p, spread * (trials * (1.0 - 2.0 * p) - size)),)


def _logistic(observed: Observed, eta: FloatArray, own: Own) -> tuple[FloatArray, FloatArray]:
    if observed.loading.kind != COUNT:
        return eta, observed.size
    log_size = own.log_size[observed.draw]
    return eta + observed.offset - log_size, observed.value + np.exp(log_size)


def _by_level(observed: Observed, own: Own, function: np.ufunc) -> FloatArray:
    """f(y + k) - f(k), counted once for each count that occurs where k is one."""
    size = np.exp(own.log_size)
    if not isinstance(observed.draw, int):
        k = size[observed.draw]
        return np.asarray(function(observed.value + k) - function(k), dtype=np.float64)
    levels, at = observed.levels
    return np.asarray(function(levels + size[0]) - function(size[0]), dtype=np.float64)[at]


def _bounds(observed: Observed, eta: FloatArray, own: Own) -> tuple[FloatArray, FloatArray]:
    """The cutpoints above and below each rating less its predictor; those of the last and first lie FAR off."""
    value = observed.value.astype(np.int64)
    last = own.cuts.shape[1]
    upper = own.cuts[observed.draw, np.minimum(value, last - 1)] - eta
    lower = own.cuts[observed.draw, np.maximum(value - 1, 0)] - eta
    return (
        np.where(value == last, np.maximum(lower, 0.0) + FAR, upper),
        np.where(value == 0, np.minimum(upper, 0.0) - FAR, lower),
    )


def _in_cuts(observed: Observed, eta: FloatArray, own: Own) -> tuple[OwnSlope, ...]:
    upper, lower = _bounds(observed, eta, own)
    above, below = expit(upper), expit(lower)
    spread_above, spread_below = above * (1.0 - above), below * (1.0 - below)
    turn_above, turn_below = spread_above * (1.0 - 2.0 * above), spread_below * (1.0 - 2.0 * below)
    narrow = np.exp(lower - upper) / -np.expm1(lower - upper)
    parts = []
    for cut in range(RATING_STEPS - 1):
        is_upper, is_lower = observed.value == cut, observed.value == cut + 1
        parts.append(
            (
                "cuts",
                cut,
                is_upper * (1.0 - above + narrow) - is_lower * (below + narrow),
                is_upper * spread_above + is_lower * spread_below,
                -(is_upper * turn_above + is_lower * turn_below),
            )
        )
    return tuple(parts)


def _softplus(z: FloatArray) -> FloatArray:
    return np.asarray(np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z))))
