"""From draws of the bootstrap to intervals, and to what may be called beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtr, stdtrit  # type: ignore[import-untyped]

from withstand.analysis.bootstrap import cluster_weights

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.response.fitting import IntArray, Regression

DRAWS, STEPS = 300, 2
LEVEL, POWER = 0.95, 0.8
BLOCK = 50


@dataclass(frozen=True)
class Measured:
    """An estimate with its standard error, the interval (95 %), p, and the smallest that would show in 80 of 100."""

    estimate: float
    error: float
    low: float
    high: float
    p: float
    smallest: float


def measured(estimate: float, error: float, clusters: int) -> Measured:
    """By Student's distribution with as many degrees of freedom as there are clusters, less one."""
    free = max(1, clusters - 1)
    reach = float(stdtrit(free, 0.5 + LEVEL / 2))
    p = float(2 * stdtr(free, -abs(estimate) / error)) if error > 0 else 1.0
    smallest = (reach + float(stdtrit(free, POWER))) * error
    return Measured(estimate, error, estimate - reach * error, estimate + reach * error, p, smallest)


def draws(regression: Regression, start: FloatArray, clusters: IntArray, seed: int) -> tuple[FloatArray, FloatArray]:
    """(DRAWS, coefficients) of clusters drawn again whole, and (DRAWS, n) weights; `clusters` is of rows of y."""
    several = cluster_weights(int(clusters.max()) + 1, DRAWS, seed)
    found = np.empty((DRAWS, start.size))
    for number, weights in enumerate(several):
        found[number] = regression.again(start, weights[clusters], STEPS)
    return found, several


def holm(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Each p adjusted over all that were tested (Holm 1979)."""
    tested = sorted((p, place) for place, p in enumerate(values) if p is not None)
    found: list[float | None] = [None] * len(values)
    highest = 0.0
    for rank, (p, place) in enumerate(tested):
        highest = max(highest, min(1.0, p * (len(tested) - rank)))
        found[place] = highest
    return tuple(found)
