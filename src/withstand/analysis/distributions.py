"""Forecast distributions of a count of deaths, and their proper scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.result_values import LADDER
from withstand.errors import WithstandError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withstand.analysis.panel import BoolArray, FloatArray

IGN_UPPER_EDGES = (0, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
IGN_SAMPLES = 1000
DENSE_TO = 50
GRID_RATIO = 1.1


class DistributionError(WithstandError):
    """A grid or a matrix that is no distribution."""


def count_grid(values: FloatArray) -> FloatArray:
    """The common grid (G,): 0-50, the IGN edges, every value seen, and geometric points to four times the largest.

    A step function with its jumps at values seen is exact on it; between points above 50 a smooth tail is kept to
    steps of at most 10 %.
    """
    top = max(2.0 * IGN_UPPER_EDGES[-1], 4.0 * float(values.max(initial=0.0)))
    steps = int(np.ceil(np.log(top / DENSE_TO) / np.log(GRID_RATIO)))
    tail = np.ceil(DENSE_TO * GRID_RATIO ** np.arange(1, steps + 1))
    return np.unique(np.concatenate([np.arange(DENSE_TO + 1.0), IGN_UPPER_EDGES, tail, values.ravel()]))


@dataclass(frozen=True, eq=False)
class Distributions:
    """n distributions as step functions on one grid.

    grid  (G,) rising whole numbers from 0.
    cdf   (n, G) P(y <= grid point); the last column is 1, so mass beyond the grid sits on its last point.
    """

    grid: FloatArray
    cdf: FloatArray

    def __post_init__(self) -> None:
        if self.grid.ndim != 1 or self.grid[0] != 0 or (np.diff(self.grid) <= 0).any():
            raise DistributionError("a grid starts at 0 and rises")
        if self.cdf.ndim != 2 or self.cdf.shape[1] != self.grid.size:
            raise DistributionError(f"cdf: expected (n, {self.grid.size}), got {self.cdf.shape}")

    def at(self, value: float) -> FloatArray:
        """(n,) P(y <= value)."""
        return self.cdf[:, int(np.searchsorted(self.grid, value, side="right")) - 1]

    def exceedance(self, deaths: int) -> FloatArray:
        """(n,) P(y >= deaths), for deaths of at least 1."""
        return 1.0 - self.at(deaths - 1)

    def ladder(self) -> FloatArray:
        """(n, 3) P(y >= 1), P(y >= 10), P(y >= 25); never rises along a row."""
        return np.stack([self.exceedance(step) for step in LADDER], axis=1)

    def crps(self, y: FloatArray) -> FloatArray:
        """(n,) continuous ranked probability score in deaths: the integral of (F(x) - 1{y <= x})^2 (methods 1.5)."""
        return self.twcrps(y, 0.0)

    def twcrps(self, y: FloatArray, threshold: float) -> FloatArray:
        """(n,) CRPS with the integral taken from `threshold` on; what happens below it does not count."""
        start = np.maximum(self.grid[:-1], threshold)
        width = np.maximum(self.grid[1:] - start, 0.0)
        before = np.clip(y[:, None] - start, 0.0, width)
        below = self.cdf[:, :-1]
        inside = np.square(below) * before + np.square(1.0 - below) * (width - before)
        beyond = np.maximum(y - np.maximum(self.grid[-1], threshold), 0.0)
        return np.asarray(inside.sum(axis=1) + beyond, dtype=np.float64)

    def ign(self, y: FloatArray) -> FloatArray:
        """(n,) ignorance in bits: -log2 of the probability of y's VIEWS bin, one count in 1,000 added to each bin."""
        columns = np.searchsorted(self.grid, IGN_UPPER_EDGES, side="right") - 1
        rows = np.arange(self.cdf.shape[0])
        mass = np.diff(self.cdf[:, columns], prepend=0.0, append=1.0, axis=1)
        bins = np.searchsorted(IGN_UPPER_EDGES, y)
        smoothed = (IGN_SAMPLES * mass[rows, bins] + 1.0) / (IGN_SAMPLES + mass.shape[1])
        return np.asarray(-np.log2(smoothed), dtype=np.float64)


def empirical(grid: FloatArray, samples: FloatArray, counted: BoolArray | None = None) -> Distributions:
    """The distribution of each row of `samples` (n, m), of those `counted` (n, m; all by default) in it.

    Every sample must lie on the grid. Raises DistributionError for a row without one.
    """
    counted = np.ones(samples.shape, dtype=np.bool_) if counted is None else counted
    rows, size = samples.shape[0], grid.size
    if not counted.any(axis=1).all():
        raise DistributionError("a distribution needs at least one sample")
    cells = np.searchsorted(grid, samples) + size * np.arange(rows)[:, None]
    counts = np.bincount(cells[counted], minlength=rows * size).reshape(rows, size)
    return Distributions(grid, np.cumsum(counts, axis=1) / counted.sum(axis=1, keepdims=True))


def at_values(grid: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    """(G,) CDF of one weighted set of values on the grid."""
    mass = np.bincount(np.searchsorted(grid, values), weights=weights, minlength=grid.size)
    return np.asarray(np.cumsum(mass) / mass.sum(), dtype=np.float64)


def stacked(parts: Sequence[Distributions]) -> Distributions:
    """The rows of several sets of distributions on one grid, one below the other."""
    return Distributions(parts[0].grid, np.concatenate([part.cdf for part in parts]))
