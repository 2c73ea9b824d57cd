"""Two-stage difference-in-differences: what untreated rows lead one to expect, set against what was recorded (E2).

Stage 1 fits unit and period effects on untreated rows alone; the effect of presence is the mean of what treated rows
lie above that (Gardner; Borusyak, Jaravel and Spiess). Errors carry the first stage's own uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.estimate import Estimate, by_cluster
from withstand.analysis.effects.fixed_effects import EffectsError, FixedEffects

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Imputed:
    """Estimates for (K outcomes, J groups of treated rows).

    value, error      (K, J).
    degrees           (J,) treated units less one.
    rows, units       (J,) treated rows used, and the units they come from.
    expected          (K, J) mean of what was expected on those rows without presence.
    lost              treated rows for which nothing could be expected: no untreated row of their unit or period.
    """

    value: FloatArray
    error: FloatArray
    degrees: IntArray
    rows: IntArray
    units: IntArray
    expected: FloatArray
    lost: int

    def estimate(self, outcome: int, group: int = 0) -> Estimate:
        """One of them."""
        return Estimate(
            float(self.value[outcome, group]),
            float(self.error[outcome, group]),
            float(self.degrees[group]),
            int(self.rows[group]),
            int(self.units[group]),
        )


def impute(
    outcomes: FloatArray,
    unit: IntArray,
    period: IntArray,
    untreated: BoolArray,
    groups: FloatArray,
    *,
    errors: bool = True,
) -> Imputed:
    """Effects on treated rows.

    outcomes   (n, K).
    unit, period  (n,) codes.
    untreated  (n,) rows of stage 1.
    groups     (n, J) 1 where a row is treated and counts toward an effect: all treated rows, or bins of event time.

    Raises EffectsError where no treated row can be compared.
    """
    first = FixedEffects((unit, period), untreated.astype(np.float64))
    expected = first.fitted(outcomes)
    usable = groups * first.identified[:, None]
    numbers = usable.sum(axis=0)
    if not numbers.any():
        raise EffectsError(
            "No treated row can be compared: every unit with presence needs months without it, and every month of "
            "presence a unit without it in the same country."
        )
    counted = np.where(numbers > 0, numbers, np.nan)
    above = outcomes - expected
    value = above.T @ usable / counted
    wanted = expected.T @ usable / counted
    treated_units = by_cluster(usable, unit) > 0
    error = _errors(first, above, unit, untreated, usable, value, counted) if errors else np.full_like(value, np.nan)
    clusters = treated_units.sum(axis=0)
    lost = int((groups.any(axis=1) & ~first.identified).sum())
    return Imputed(value, error, clusters - 1, numbers.astype(np.int64), clusters, wanted, lost)


def _errors(
    first: FixedEffects,
    above: FloatArray,
    unit: IntArray,
    untreated: BoolArray,
    usable: FloatArray,
    value: FloatArray,
    counted: FloatArray,
) -> FloatArray:
    """(K, J) clustered by unit; scores of both stages, so that stage 1's uncertainty is in them.

    Two corrections for what fits take from residuals, without which intervals of rare outcomes are too narrow: treated
    units over treated units less one, and rows of stage 1 over rows less its levels.
    """
    leverage = first.spread((first.sums(0, usable), first.sums(1, usable)))
    units = (by_cluster(usable, unit) > 0).sum(axis=0)
    rows = int(untreated.sum())
    wider = units / np.maximum(units - 1, 1) * rows / max(rows - first.lost, 1)
    error = np.empty_like(value)
    for outcome, own in enumerate(above.T):
        second = usable * (own[:, None] - value[outcome])
        scores = (second - leverage * (own * untreated)[:, None]) / counted
        error[outcome] = np.sqrt(np.square(by_cluster(scores, unit)).sum(axis=0) * wider)
    return error
