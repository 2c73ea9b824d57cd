"""Indicators as lists of observations, each at a cell (row x month): what the model is told, and nothing missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.indicators import BY_NAME, COUNT, LOADINGS, RATED, IndicatorError, unexposed

if TYPE_CHECKING:
    from collections.abc import Collection

    from withstand.analysis.panel import FloatArray, IntArray
    from withstand.analysis.stance.indicators import Indicators, Loading, Measured, Ratings


@dataclass(frozen=True, eq=False)
class Observed:
    """The observations of one indicator, each array (n,).

    cell    row * months + month.
    value   what was counted, or the rating from 0.
    size    out of how many (shares; 0 otherwise).
    offset  log exposure (counts; 0 otherwise).
    rater   position of the rater (ratings; 0 otherwise).
    draw    which draw of the hyperparameters holds for it; 0 where there is one for all.
    """

    loading: Loading
    cell: IntArray
    value: FloatArray
    size: FloatArray
    offset: FloatArray
    rater: IntArray
    draw: IntArray | int = 0

    @cached_property
    def levels(self) -> tuple[FloatArray, IntArray]:
        """The values that occur, and which of them each observation has."""
        levels, at = np.unique(self.value, return_inverse=True)
        return levels, at.astype(np.int64)

    def take(self, kept: IntArray) -> Observed:
        """Some of them."""
        draw = self.draw if isinstance(self.draw, int) else self.draw[kept]
        return Observed(
            self.loading, self.cell[kept], self.value[kept], self.size[kept], self.offset[kept], self.rater[kept], draw
        )

    def joined(self, other: Observed) -> Observed:
        """These and others of the same indicator, of the one draw."""
        return Observed(
            self.loading,
            *(
                np.concatenate([getattr(self, name), getattr(other, name)])
                for name in ("cell", "value", "size", "offset", "rater")
            ),
        )


@dataclass(frozen=True, eq=False)
class Evidence:
    """All observations of `rows` x `months`.

    shock  (rows * months,) which shock struck the cell, -1 for none; None where there are no shocks at all.
    group  (rows,) position of the row's authority; None where rows are not pooled.
    draw   (rows,) which draw of the hyperparameters holds for the row; 0 where there is one for all.
    """

    rows: int
    months: int
    observed: tuple[Observed, ...]
    raters: int
    shocks: int
    shock: IntArray | None
    group: IntArray | None
    draw: IntArray | int = 0

    @property
    def groups(self) -> int:
        """How many authorities the rows are pooled by."""
        return 0 if self.group is None else int(self.group.max()) + 1

    def without(self, names: Collection[str]) -> Evidence:
        """The same without some indicators."""
        return replace(self, observed=tuple(each for each in self.observed if each.loading.name not in names))

    def informative(self) -> IntArray:
        """(rows, months) how many observations there are."""
        count = np.zeros(self.rows * self.months, dtype=np.int64)
        for each in self.observed:
            count += np.bincount(each.cell, minlength=count.size)
        return count.reshape(self.rows, self.months)


def gathered(indicators: Indicators, exclude: Collection[str] = ()) -> Evidence:
    """The observations in indicators, without those named in `exclude` (as violence, where violence is predicted).

    An indicator that was never observed is left out. Raises IndicatorError for a name that is none.
    """
    if unknown := sorted(set(exclude) - set(BY_NAME)):
        raise IndicatorError(f"There is no indicator {unknown[0]} to leave out; there are {', '.join(BY_NAME)}.")
    rows, months = indicators.shape
    found = []
    for loading in LOADINGS:
        if loading.name in exclude:
            continue
        if loading.name in RATED and indicators.ratings is not None:
            each = _rated(loading, indicators.ratings, months)
        elif (measured := indicators.measured.get(loading.name)) is not None:
            each = _measured(loading, measured)
        else:
            continue
        if each.cell.size:
            found.append(each)
    raters = len(indicators.ratings.raters) if indicators.ratings is not None else 0
    group = None
    if indicators.authorities is not None:
        group = np.unique(np.array(indicators.authorities), return_inverse=True)[1].astype(np.int64)
    return Evidence(rows, months, tuple(found), raters, len(indicators.shocks), _struck(indicators), group)


def _measured(loading: Loading, measured: Measured) -> Observed:
    values, of = measured.values, measured.of
    seen = ~np.isnan(values)
    if loading.kind == COUNT:
        alike = unexposed(measured)
        if loading.of_attempts and of is not None:
            seen &= of > 0
        elif of is not None:
            seen &= (of > 0) | alike
        exposure = np.ones_like(values) if of is None else np.where(of > 0, of, 1.0)
        size = np.zeros_like(values)
    else:
        exposure = np.ones_like(values)
        size = np.zeros_like(values) if of is None else of
        seen &= size > 0
    cell = np.flatnonzero(seen)
    return Observed(
        loading,
        cell,
        values.ravel()[cell],
        size.ravel()[cell],
        np.log(exposure.ravel()[cell]),
        np.zeros(cell.size, dtype=np.int64),
    )


def _rated(loading: Loading, ratings: Ratings, months: int) -> Observed:
    mine = np.flatnonzero(ratings.axis == RATED.index(loading.name))
    none: FloatArray = np.zeros(mine.size)
    return Observed(
        loading,
        (ratings.row * months + ratings.month)[mine],
        ratings.value[mine].astype(np.float64) - 1.0,
        none,
        none,
        ratings.rater[mine],
    )


def _struck(indicators: Indicators) -> IntArray | None:
    if not indicators.shocks:
        return None
    struck = np.full(indicators.shape, -1, dtype=np.int64)
    for number, shock in enumerate(indicators.shocks):
        struck[list(shock.rows) if shock.rows is not None else slice(None), shock.month] = number
    return struck.ravel()


def for_draws(evidence: Evidence, draws: int) -> Evidence:
    """The same rows once for each draw of the hyperparameters, draw after draw, so that all are settled together."""
    cells, each_draw = evidence.rows * evidence.months, np.arange(draws)

    def shifted(values: IntArray, by: int) -> IntArray:
        return (values[None, :] + by * each_draw[:, None]).ravel()

    def repeated(observed: Observed) -> Observed:
        return Observed(
            observed.loading,
            shifted(observed.cell, cells),
            np.tile(observed.value, draws),
            np.tile(observed.size, draws),
            np.tile(observed.offset, draws),
            np.tile(observed.rater, draws),
            np.repeat(each_draw, observed.cell.size),
        )

    return replace(
        evidence,
        rows=evidence.rows * draws,
        observed=tuple(repeated(each) for each in evidence.observed),
        shock=None if evidence.shock is None else np.tile(evidence.shock, draws),
        group=None if evidence.group is None else shifted(evidence.group, evidence.groups),
        draw=np.repeat(each_draw, evidence.rows),
    )
