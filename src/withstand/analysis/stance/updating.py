"""One more observation without a refit, and what would change the picture: conditioning at the draws there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.indicators import IndicatorError
from withstand.analysis.stance.posterior import Posterior, given_draws
from withstand.analysis.stance.regions import KAPPA, regions
from withstand.analysis.stance.rows import Observation, added, later, part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withstand.analysis.panel import FloatArray, IntArray
    from withstand.analysis.stance.chain import State
    from withstand.analysis.stance.indicators import Indicators
    from withstand.analysis.stance.posterior import Drawn


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Probabilities (4,) of the regions, in the order of REGIONS.

    now        in the last month known.
    unseen     in the month asked about, with nothing seen until then.
    seen       in that month, had what was supposed been seen. A posterior "what if", not a promise.
    """

    now: FloatArray
    unseen: FloatArray
    seen: FloatArray


def fold_in(posterior: Posterior, observations: Sequence[Observation]) -> Posterior:
    """The posterior with observations added, the hyperparameters' draws as they were.

    Only the rows concerned are computed again; where units are pooled, those of the same authority with them.
    """
    grown = added(posterior.indicators, observations)
    rows = siblings(posterior.indicators, sorted({one.row for one in observations}))
    groups = _groups(posterior.indicators, rows)
    start = posterior.drawn.part(rows, groups).mode
    return replace(
        posterior,
        indicators=grown,
        drawn=posterior.drawn.put(rows, groups, _given(posterior, part(grown, rows), start)),
    )


def what_would_change(
    posterior: Posterior, row: int, supposed: Sequence[Observation], *, ahead: int, kappa: float = KAPPA
) -> WhatIf:
    """What the regions of a row would be `ahead` months after the last, had `supposed` been observed.

    supposed  each names `row`; a month counts from 1, the first after the last known. Two commitments kept and two
    months of free movement: commitments 2 of 2 and obstruction 0 of the patrols usual, in months 1 and 2.
    """
    if any(one.row != row or not 1 <= one.month <= ahead for one in supposed):
        raise IndicatorError(f"What is supposed must be of row {row}, in months 1 to {ahead} after the last.")
    rows = siblings(posterior.indicators, [row])
    mine = int(np.flatnonzero(rows == row)[0])
    known = part(posterior.indicators, rows)
    last = len(known.months) - 1
    longer = later(known, ahead)
    imagined = added(longer, [replace(one, row=mine, month=last + one.month) for one in supposed])
    probable = [
        regions(_given(posterior, each, None), kappa).probability[mine, -1] for each in (known, longer, imagined)
    ]
    return WhatIf(*probable)


def _given(posterior: Posterior, indicators: Indicators, start: State | None) -> Drawn:
    evidence = gathered(indicators, posterior.exclude)
    fitted = {loading.name for loading in posterior.hyper.layout.loadings}
    if new := [each.loading.name for each in evidence.observed if each.loading.name not in fitted]:
        raise IndicatorError(f"{new[0]} was never observed when the model was fitted; refit to use it.")
    return given_draws(evidence, posterior.hyper, start)


def siblings(indicators: Indicators, rows: Sequence[int]) -> IntArray:
    if indicators.authorities is None:
        return np.array(rows, dtype=np.int64)
    named = np.array(indicators.authorities)
    return np.flatnonzero(np.isin(named, named[list(rows)]))


def _groups(indicators: Indicators, rows: IntArray) -> IntArray:
    if indicators.authorities is None:
        return np.empty(0, dtype=np.int64)
    known, at = np.unique(np.array(indicators.authorities), return_inverse=True)
    del known
    return np.unique(at[rows]).astype(np.int64)
