"""One estimated effect: its value, its error by clusters, its interval, and what could have been seen at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray, IntArray

COVERAGE = 0.95
POWER = 0.80


@dataclass(frozen=True)
class Estimate:
    """An effect and its standard error clustered by unit.

    degrees   of freedom of the t distribution behind the interval and `p`.
    rows      that took part; `clusters` how many units they come from.
    """

    value: float
    error: float
    degrees: float
    rows: int
    clusters: int

    @property
    def reach(self) -> float:
        """Half the width of the 95 % interval."""
        return float(stats.t.ppf(0.5 + COVERAGE / 2, self.degrees)) * self.error if self.degrees > 0 else float("nan")

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return self.value - self.reach

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return self.value + self.reach

    @property
    def p(self) -> float:
        """Two-sided p by the clustered error alone; never enough by itself (methods 10)."""
        if not self.error > 0 or self.degrees <= 0:
            return float("nan")
        return float(2 * stats.t.sf(abs(self.value / self.error), self.degrees))

    @property
    def mde(self) -> float:
        """The smallest effect seen at 5 % in four of five cases, by the standard error."""
        if self.degrees <= 0:
            return float("nan")
        return float(stats.t.ppf(0.5 + COVERAGE / 2, self.degrees) + stats.norm.ppf(POWER)) * self.error


def by_cluster(scores: FloatArray, clusters: IntArray) -> FloatArray:
    """(G, K) sums of (n, K) scores by cluster; clusters numbered 0 … G - 1."""
    size = int(clusters.max()) + 1 if clusters.size else 0
    return np.stack([np.bincount(clusters, column, minlength=size) for column in scores.T], axis=1)


def sandwich(bread: FloatArray, scores: FloatArray, clusters: IntArray) -> FloatArray:
    """(K, K) bread · Σ s_g s_g' · bread · G / (G - 1)."""
    total = by_cluster(scores, clusters)
    groups = np.unique(clusters).size
    meat = total.T @ total * (groups / max(groups - 1, 1))
    return np.asarray(bread @ meat @ bread.T, dtype=np.float64)
