"""Intervals of paired score differences when forecasts of one area are not independent (methods 1.5).

Areas are resampled whole. Months are not: what strikes several areas of a country in one month is kept in every
draw, and percentiles over few areas (17 in the Central African Republic) reach less far than they should. The
intervals are therefore rather too narrow; one that barely leaves out 0 proves little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.result_values import Interval

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

DRAWS = 1000
COVERAGE = 0.9


def cluster_weights(areas: int, draws: int, seed: int) -> FloatArray:
    """(draws, A) how often each area is drawn when A areas are drawn with replacement."""
    return np.random.default_rng(seed).multinomial(areas, np.full(areas, 1.0 / areas), size=draws).astype(np.float64)


def cluster_intervals(differences: FloatArray, weights: FloatArray) -> tuple[Interval, ...]:
    """90 % percentile intervals of M mean differences, whole areas resampled together; rather too narrow.

    Months that areas share are not resampled, and percentiles of few areas fall short.
    differences (M, O, A) paired by forecast; weights (draws, A) from `cluster_weights`.
    """
    by_area = differences.mean(axis=1)
    drawn = weights @ by_area.T / by_area.shape[1]
    tail = 100.0 * (1.0 - COVERAGE) / 2.0
    low, high = np.percentile(drawn, [tail, 100.0 - tail], axis=0)
    means = by_area.mean(axis=1)
    return tuple(Interval(*values) for values in zip(means.tolist(), low.tolist(), high.tolist(), strict=True))
