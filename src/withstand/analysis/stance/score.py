"""The transparent score beside the model: standardised signed indicators, faded with a half-life, summed by axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.indicators import COUNT, SHARE

if TYPE_CHECKING:
    from collections.abc import Collection

    from withstand.analysis.panel import FloatArray, IntArray
    from withstand.analysis.stance.evidence import Observed
    from withstand.analysis.stance.indicators import Indicators

HALF_LIFE = 6.0


@dataclass(frozen=True, eq=False)
class Score:
    """Sums for willingness and ability.

    value  (rows, months, 2), NaN where nothing was ever seen; seen (rows, months, 2) how many indicators each rests on.
    """

    value: FloatArray
    seen: IntArray


def transparent_score(indicators: Indicators, *, exclude: Collection[str] = (), half_life: float = HALF_LIFE) -> Score:
    """Each indicator as a rate, standardised over all rows and months, signed, averaged with weights that halve in
    `half_life` months; what is missing is not counted. Nothing is fitted, nothing is probable: a score, to be read
    beside the model.
    """
    evidence = gathered(indicators, exclude)
    shape = (evidence.rows, evidence.months)
    value, seen = np.zeros((*shape, 2)), np.zeros((*shape, 2), dtype=np.int64)
    for observed in evidence.observed:
        faded = _faded(_standard(observed, shape), 0.5 ** (1.0 / half_life))
        known = ~np.isnan(faded)
        for axis, sign in enumerate(observed.loading.signs):
            if sign:
                value[..., axis] += sign * np.where(known, faded, 0.0)
                seen[..., axis] += known
    return Score(np.where(seen > 0, value, np.nan), seen)


def _standard(observed: Observed, shape: tuple[int, int]) -> FloatArray:
    """(rows, months) mean rate of the cell in standard units, NaN where it was not observed."""
    rate = observed.value
    if observed.loading.kind == COUNT:
        rate = np.log1p(observed.value / np.exp(observed.offset))
    elif observed.loading.kind == SHARE:
        rate = (observed.value + 0.5) / (observed.size + 1.0)
    spread = float(rate.std())
    standard = (rate - rate.mean()) / spread if spread > 0 else np.zeros_like(rate)
    cells = shape[0] * shape[1]
    times = np.bincount(observed.cell, minlength=cells)
    total = np.bincount(observed.cell, standard, cells)
    return np.where(times > 0, total / np.maximum(times, 1), np.nan).reshape(shape)


def _faded(values: FloatArray, keep: float) -> FloatArray:
    """Exponentially weighted means over the months seen so far, NaN before the first."""
    total, weight = np.zeros(len(values)), np.zeros(len(values))
    faded = np.full(values.shape, np.nan)
    for month in range(values.shape[1]):
        here = ~np.isnan(values[:, month])
        total = keep * total + np.where(here, values[:, month], 0.0)
        weight = keep * weight + here
        known = weight > 0
        faded[known, month] = total[known] / weight[known]
    return faded
