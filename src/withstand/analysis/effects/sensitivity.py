"""How far an estimate stands: what is left out, and how much the parallel paths may bend (methods 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.presence_design import AFTER, BEFORE, BIN, bins_of
from withstand.analysis.effects.regression import ordinary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withstand.analysis.effects.estimate import Estimate
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class LeftOut:
    """The estimate without one part: the smallest and largest found, and what was left out for each.

    `turns` says whether any of them has another sign than the whole.
    """

    what: str
    low: float
    low_without: str
    high: float
    high_without: str
    turns: bool


def leave_out(what: str, names: Sequence[str], estimates: Sequence[float], whole: float) -> LeftOut | None:
    """Of the estimates without each of `names`; None where there are fewer than two."""
    found = np.array(estimates, dtype=np.float64)
    if len(names) < 2 or not np.isfinite(found).any():
        return None
    low, high = int(np.nanargmin(found)), int(np.nanargmax(found))
    turns = bool(np.any(np.sign(found[np.isfinite(found)]) != np.sign(whole)))
    return LeftOut(what, float(found[low]), names[low], float(found[high]), names[high], turns)


@dataclass(frozen=True)
class PreTrend:
    """Paths before entry, and how large a bend after it would undo the estimate.

    bins         (first month, difference, its error) for each bin before the donut, against still earlier months.
    largest      the largest change from one bin to the next.
    kills_sign   times the largest change that, kept up from bin to bin after entry, brings the estimate to zero.
    kills_interval  the same for the nearer end of the 95 % interval; 0 where it holds zero already.
    """

    bins: tuple[tuple[int, float, float], ...]
    largest: float
    kills_sign: float
    kills_interval: float


def pre_trend(
    outcome: FloatArray,
    unit: IntArray,
    period: IntArray,
    untreated: BoolArray,
    event_time: IntArray,
    ever: BoolArray,
    treated: BoolArray,
    estimate: Estimate,
) -> PreTrend | None:
    """Bounds by relative magnitudes, in the manner of Rambachan and Roth (2023); all arrays (n,).

    Differences before entry come from untreated rows alone. None where there are too few months before entry.
    """
    number = bins_of(event_time)
    wanted = [one for one in range(-BEFORE, 0) if (ever & untreated & (number == one)).any()]
    if not wanted or not (ever & untreated & (number < min(wanted))).any():
        return None
    leads = np.column_stack([(ever & (number == one)).astype(np.float64) for one in wanted])
    names = tuple(str(one * BIN) for one in wanted)
    rows = untreated
    try:
        fit = ordinary(
            outcome[rows], leads[rows], names, (_again(unit[rows]), _again(period[rows])), _again(unit[rows])
        )
    except EffectsError:
        return None
    path = np.append(0.0, fit.coefficients)
    largest = float(np.abs(np.diff(path)).max())
    bins = tuple(
        (one * BIN, float(value), float(np.sqrt(max(fit.covariance[place, place], 0.0))))
        for place, (one, value) in enumerate(zip(wanted, fit.coefficients, strict=True))
    )
    after = np.minimum(number[treated], AFTER)
    steps = float(np.mean(after - max(wanted)))
    reach = largest * steps
    nearest = max(0.0, abs(estimate.value) - estimate.reach)
    if not reach > 0:
        return PreTrend(bins, largest, float("inf"), float("inf") if nearest else 0.0)
    return PreTrend(bins, largest, abs(estimate.value) / reach, nearest / reach)


def _again(codes: IntArray) -> IntArray:
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)
