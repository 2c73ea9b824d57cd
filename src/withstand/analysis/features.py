"""What is known at an origin, as numbers for the hurdle (methods 1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray, Panel

SHARE_MONTHS = 36
SINCE_CAP = 120
FAST, MIDDLE, SLOW = 2.0, 6.0, 18.0
SERIES = ("target", "other_one_sided", "sb", "ns")
PER_SERIES = (
    "ewma_2",
    "ewma_18",
    "share_36",
    "months_since_last",
    "neighbours_ewma_6",
    "country_ewma_6",
)
NAMES = tuple(f"{series}_{feature}" for series in SERIES for feature in PER_SERIES)


def ewma(values: FloatArray, half_life: float) -> FloatArray:
    """Exponentially weighted mean along the last axis, over the months of the record so far only. Shape kept."""
    keep = float(np.exp2(-1.0 / half_life))
    fresh = np.ascontiguousarray(np.moveaxis(values, -1, 0)) * (1.0 - keep)
    for month in range(1, fresh.shape[0]):
        fresh[month] += keep * fresh[month - 1]
    recorded = 1.0 - keep ** np.arange(1, values.shape[-1] + 1)
    return np.asarray(np.moveaxis(fresh, 0, -1) / recorded, dtype=np.float64)


def share_positive(values: FloatArray, months: int) -> FloatArray:
    """Share of the last `months` columns above zero, of those there are at the start of the record. Shape kept."""
    hits = np.cumsum(values > 0, axis=-1, dtype=np.float64)
    recent = hits.copy()
    recent[..., months:] -= hits[..., :-months]
    return np.asarray(recent / np.minimum(np.arange(1, values.shape[-1] + 1), months), dtype=np.float64)


def months_since_last(values: FloatArray) -> FloatArray:
    """Months since the last value above zero, 0 in that month, 120 for longer ago. Shape kept.

    Where there was none yet, the months of the record so far: what came before it is not known.
    """
    column = np.arange(values.shape[-1])
    last = np.maximum.accumulate(np.where(values > 0, column, -1), axis=-1)
    return np.minimum(column - last, SINCE_CAP).astype(np.float64)


def origin_features(panel: Panel, target: str) -> FloatArray:
    """(A, T, 24) features in the order of NAMES; column t depends on columns up to t only.

    For the target class, all other one-sided deaths, state-based deaths and non-state-conflict deaths: EWMA with
    half-lives of 2 and 18 months, share of the last 36 months above zero, months since the last, and the summed
    EWMA (6 months) of the neighbours and of the whole country. All but the share are log(1 + x).
    """
    mine = panel.target((target,))
    others = panel.target(panel.one_sided) - mine
    series = np.stack([mine, others, panel.battle["sb"], panel.battle["ns"]])
    middle = ewma(series, MIDDLE)
    columns = (
        np.log1p(ewma(series, FAST)),
        np.log1p(ewma(series, SLOW)),
        share_positive(series, SHARE_MONTHS),
        np.log1p(months_since_last(series)),
        np.log1p(panel.neighbours.astype(np.float64) @ middle),
        np.log1p(panel.compatriots() @ middle),
    )
    by_area = np.stack(columns, axis=-1).transpose(1, 2, 0, 3)
    return np.ascontiguousarray(by_area.reshape(*mine.shape, len(NAMES)))
