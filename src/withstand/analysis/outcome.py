"""What is forecast: deaths of civilians by one class of perpetrator in the months after an origin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.distributions import count_grid
from withstand.analysis.features import MIDDLE, ewma, origin_features
from withstand.analysis.panel import PanelError
from withstand.analysis.phrases import counted

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray, IntArray, Panel

BURN_IN = 12
WEIGHT_HALF_LIFE = 60.0


@dataclass(frozen=True, eq=False)
class Outcome:
    """One target on one panel, summed over the `window` months after each origin.

    An origin is the column of the last known month. Whatever a property gives for an origin depends on the columns
    up to it only, except `truth`.
    """

    panel: Panel
    target: str
    window: int

    def __post_init__(self) -> None:
        if not 1 <= self.window <= 12:
            raise PanelError(f"a forecast window has 1 to 12 months, not {self.window}")
        self.panel.classes(self.target)

    @cached_property
    def deaths(self) -> FloatArray:
        """(A, T) deaths per month."""
        return self.panel.target((self.target,))

    @cached_property
    def totals(self) -> FloatArray:
        """(A, T) deaths in the `window` months that end with each column; the first ones are shorter."""
        running = np.cumsum(self.deaths, axis=1)
        totals = running.copy()
        totals[:, self.window :] -= running[:, : -self.window]
        return totals

    @cached_property
    def grid(self) -> FloatArray:
        """(G,) the common grid of this outcome's distributions."""
        return count_grid(np.unique(self.totals))

    @cached_property
    def features(self) -> FloatArray:
        """(A, T, K) what is known at each origin (methods 1.3)."""
        return origin_features(self.panel, self.target)

    @cached_property
    def smoothed(self) -> FloatArray:
        """(A, T) EWMA of deaths per month, half-life 6 months."""
        return ewma(self.deaths, MIDDLE)

    @property
    def origins_with_truth(self) -> int:
        """Origins below this column have a complete window."""
        return max(self.panel.months - self.window, 0)

    def truth(self, origins: IntArray) -> FloatArray:
        """(O, A) deaths in the window after each origin."""
        return self.totals[:, origins + self.window].T

    def past(self, columns: IntArray) -> FloatArray:
        """(A, *columns) totals of the windows that end at `columns`.

        Raises PanelError where a window would begin before the record: months not recorded are not zeros.
        """
        if (columns < self.window - 1).any():
            raise PanelError(f"no window of {counted(self.window, 'month')} lies within the record that early")
        return np.asarray(self.totals[:, columns], dtype=np.float64)

    def can_be_fitted(self, known: int) -> bool:
        """Whether `training_origins` has any to give."""
        return known - self.window >= BURN_IN - 1

    def training_origins(self, known: int) -> IntArray:
        """Origins whose windows end at or before column `known`, after a first year of record.

        Raises PanelError when there is none.
        """
        if not self.can_be_fitted(known):
            raise PanelError(
                f"nothing to fit on: the record has {counted(known + 1, 'month')}; a window of "
                f"{counted(self.window, 'month')} after a first year of record needs {BURN_IN + self.window}"
            )
        return np.arange(BURN_IN - 1, known - self.window + 1, dtype=np.int64)


def age_weights(origins: IntArray, known: int) -> FloatArray:
    """(O,) 2^(-age / 60 months), age counted back from column `known`."""
    return np.asarray(np.exp2((origins - known) / WEIGHT_HALF_LIFE), dtype=np.float64)
