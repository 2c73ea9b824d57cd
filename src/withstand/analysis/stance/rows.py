"""Some rows of indicators alone, more months after the last, and observations added: all as new values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.indicators import BY_NAME, RATED, RATING, IndicatorError, Measured, Ratings, Shock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withstand.analysis.panel import FloatArray, IntArray
    from withstand.analysis.stance.indicators import Indicators


@dataclass(frozen=True)
class Observation:
    """One thing more that is known of a row in a month.

    value  of a count or share: added to what was counted; of a rating: 1 to 5.
    of     exposure or out of how many: added likewise; None where there is none.
    rater  who rated; needed for ratings alone.
    """

    indicator: str
    row: int
    month: int
    value: float
    of: float | None = None
    rater: str | None = None


def part(indicators: Indicators, rows: IntArray) -> Indicators:
    """Some rows alone, in the order given."""
    position = np.full(len(indicators.rows), -1)
    position[rows] = np.arange(rows.size)

    def struck(shock: Shock) -> Shock:
        if shock.rows is None:
            return shock
        return Shock(shock.month, tuple(int(position[row]) for row in shock.rows if position[row] >= 0))

    ratings = indicators.ratings
    if ratings is not None:
        kept = np.isin(ratings.row, rows)
        ratings = replace(
            ratings, axis=ratings.axis[kept], row=position[ratings.row[kept]], month=ratings.month[kept],
            rater=ratings.rater[kept], value=ratings.value[kept],
        )  # fmt: skip
    authorities = indicators.authorities
    return replace(
        indicators,
        rows=tuple(indicators.rows[row] for row in rows),
        measured={
            name: Measured(each.values[rows], None if each.of is None else each.of[rows])
            for name, each in indicators.measured.items()
        },
        ratings=ratings,
        authorities=None if authorities is None else tuple(authorities[row] for row in rows),
        shocks=tuple(struck(shock) for shock in indicators.shocks),
    )


def later(indicators: Indicators, months: int) -> Indicators:
    """With months after the last, of which nothing is known."""

    def longer(values: FloatArray) -> FloatArray:
        return np.pad(values, ((0, 0), (0, months)), constant_values=np.nan)

    return replace(
        indicators,
        months=indicators.months + tuple(f"+{ahead + 1}" for ahead in range(months)),
        measured={
            name: Measured(longer(each.values), None if each.of is None else longer(each.of))
            for name, each in indicators.measured.items()
        },
    )


def added(indicators: Indicators, observations: Sequence[Observation]) -> Indicators:
    """With observations added to what is known. Raises IndicatorError for what cannot be added."""
    measured = dict(indicators.measured)
    for one in observations:
        loading = BY_NAME.get(one.indicator)
        if loading is None:
            raise IndicatorError(f"There is no indicator {one.indicator}; there are {', '.join(BY_NAME)}.")
        if not (0 <= one.row < len(indicators.rows) and 0 <= one.month < len(indicators.months)):
            raise IndicatorError(
                f"{one.indicator}: row {one.row}, month {one.month} is outside what was fitted; refit."
            )
        if loading.kind != RATING:
            measured[one.indicator] = _grown(measured.get(one.indicator), one, indicators)
    rated = [one for one in observations if BY_NAME[one.indicator].kind == RATING]
    return replace(indicators, measured=measured, ratings=_rated(indicators, rated))


def _grown(measured: Measured | None, one: Observation, indicators: Indicators) -> Measured:
    nothing = np.full(indicators.shape, np.nan)
    values = nothing.copy() if measured is None else measured.values.copy()
    of = None if measured is None or measured.of is None else measured.of.copy()
    if one.of is not None:
        of = nothing.copy() if of is None else of
        of[one.row, one.month] = np.nansum([of[one.row, one.month], one.of])
    values[one.row, one.month] = np.nansum([values[one.row, one.month], one.value])
    return Measured(values, of)


def _rated(indicators: Indicators, rated: Sequence[Observation]) -> Ratings | None:
    ratings = indicators.ratings
    if not rated:
        return ratings
    raters = ratings.raters if ratings is not None else ()
    if ratings is None or (strangers := [one.rater for one in rated if one.rater not in raters]):
        name = "nobody" if ratings is None else strangers[0]
        raise IndicatorError(f"No rating by {name} was there when the model was fitted; refit to hear them.")

    def extended(mine: IntArray, theirs: list[int]) -> IntArray:
        return np.concatenate([mine, np.array(theirs, dtype=np.int64)])

    return Ratings(
        extended(ratings.axis, [RATED.index(one.indicator) for one in rated]),
        extended(ratings.row, [one.row for one in rated]),
        extended(ratings.month, [one.month for one in rated]),
        extended(ratings.rater, [raters.index(one.rater or "") for one in rated]),
        extended(ratings.value, [int(one.value) for one in rated]),
        raters,
    )
