"""How probable each of the four regions is: willing or not, able or not; and where nothing is established.

Willing is w >= -kappa, able a >= 0. kappa is leadership's; what would follow from another is shown beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, owens_t  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray
    from withstand.analysis.stance.posterior import Drawn

WILLING_ABLE, WILLING_UNABLE, ABLE_UNWILLING, NEITHER = "willing_able", "willing_unable", "able_unwilling", "neither"
REGIONS = (WILLING_ABLE, WILLING_UNABLE, ABLE_UNWILLING, NEITHER)
UNDETERMINED = "undetermined"
KAPPA = 0.5
KAPPAS = (0.0, 0.25, 0.5, 0.75, 1.0)
ESTABLISHED = 0.8
_NEAR = 1e-12


@dataclass(frozen=True, eq=False)
class Regions:
    """Probabilities (..., 4) in the order of REGIONS, at one kappa."""

    kappa: float
    probability: FloatArray

    def undetermined(self, established: float = ESTABLISHED) -> BoolArray:
        """(...) where no region reaches `established`."""
        return np.asarray(self.probability.max(axis=-1) < established)

    def label(self, at: tuple[int, ...], established: float = ESTABLISHED) -> str:
        """The region at one row and month, or that it is undetermined."""
        here = self.probability[at]
        return REGIONS[int(here.argmax())] if here.max() >= established else UNDETERMINED

    @property
    def unwilling(self) -> FloatArray:
        """(...) P(w < -kappa)."""
        return np.asarray(self.probability[..., 2] + self.probability[..., 3])


def regions(drawn: Drawn, kappa: float = KAPPA) -> Regions:
    """The regions' probabilities (rows, months, 4): mixtures of bivariate normals over the draws."""
    total = np.zeros((*drawn.mean.shape[1:3], 4))
    for mean, covariance in zip(drawn.mean, drawn.covariance, strict=True):
        total += _normal_regions(mean, covariance, kappa)
    return Regions(kappa, total / len(drawn.mean))


def sensitivity(drawn: Drawn, kappas: tuple[float, ...] = KAPPAS) -> tuple[Regions, ...]:
    """The same under several kappas."""
    return tuple(regions(drawn, kappa) for kappa in kappas)


def true_region(theta: FloatArray, kappa: float = KAPPA) -> IntArray:
    """(...) which region (..., 2) states lie in, as a position in REGIONS."""
    return np.asarray(2 * (theta[..., 0] < -kappa) + (theta[..., 1] < 0), dtype=np.int64)


def _normal_regions(mean: FloatArray, covariance: FloatArray, kappa: float) -> FloatArray:
    """(..., 4) of Gaussians with mean (..., 2) and covariance (..., 3)."""
    w_spread, a_spread = np.sqrt(covariance[..., 0]), np.sqrt(covariance[..., 2])
    h, k = (mean[..., 0] + kappa) / w_spread, mean[..., 1] / a_spread
    both = upper_both(h, k, covariance[..., 1] / (w_spread * a_spread))
    willing, able = ndtr(h), ndtr(k)
    parts = (both, willing - both, able - both, 1.0 - willing - able + both)
    return np.asarray(np.clip(np.stack(parts, axis=-1), 0.0, 1.0))


def upper_both(h: FloatArray, k: FloatArray, correlation: FloatArray) -> FloatArray:
    """P(X <= h, Y <= k) of standard normals with a correlation, by Owen's T function."""
    h = np.where(np.abs(h) < _NEAR, _NEAR, h)
    k = np.where(np.abs(k) < _NEAR, _NEAR, k)
    r = np.clip(correlation, -1.0 + _NEAR, 1.0 - _NEAR)
    root = np.sqrt((1.0 - r) * (1.0 + r))
    value = 0.5 * (ndtr(h) + ndtr(k)) - owens_t(h, (k / h - r) / root) - owens_t(k, (h / k - r) / root)
    return np.asarray(value - 0.5 * (h * k < 0))
