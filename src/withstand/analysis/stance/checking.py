"""Indicators are refused, in one sentence, where they cannot be what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.indicators import (
    BY_NAME,
    COUNT,
    RATING,
    RATING_STEPS,
    SHARE,
    IndicatorError,
    Indicators,
    Measured,
)

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray
    from withstand.analysis.stance.indicators import Loading


def check(indicators: Indicators) -> None:
    """Raise IndicatorError for the first thing that does not fit."""
    rows, months = indicators.shape
    if not rows or not months:
        raise IndicatorError("There is nothing to measure: name at least one area with an authority and one month.")
    if len(set(indicators.rows)) < rows:
        twice = next(row for row in indicators.rows if indicators.rows.count(row) > 1)
        raise IndicatorError(f"The row {twice} is there twice; name each area with its authority once.")
    for name, measured in indicators.measured.items():
        loading = BY_NAME.get(name)
        if loading is None or loading.kind == RATING:
            known = ", ".join(each.name for each in BY_NAME.values() if each.kind != RATING)
            raise IndicatorError(f"There is no indicator {name}; there are {known}, and ratings apart.")
        _check_measured(indicators, loading, measured)
    if indicators.authorities is not None and len(indicators.authorities) != rows:
        raise IndicatorError(f"{len(indicators.authorities)} authorities for {rows} rows: name one for each row.")
    _check_ratings(indicators)
    _check_shocks(indicators)


def _check_measured(indicators: Indicators, loading: Loading, measured: Measured) -> None:
    values, of = measured.values, measured.of
    for array in (values,) if of is None else (values, of):
        if array.shape != indicators.shape:
            raise IndicatorError(
                f"{loading.name} has the shape {array.shape}; rows and months are {indicators.shape}: give one value "
                "for each row and month, NaN where it is missing."
            )
    _refuse(indicators, loading, (values < 0) | np.isinf(values), "is negative or infinite; leave out what is unknown")
    _refuse(indicators, loading, _broken(values), "is not a whole number; counts are of events, not averages")
    if loading.kind == COUNT and of is not None:
        _refuse(indicators, loading, (of < 0) | np.isinf(of), "has an exposure that is negative or infinite")
        if loading.of_attempts:
            _refuse(indicators, loading, (of == 0) & (values > 0),
                    "has acts, but nothing was tried; count what was denied as tried")  # fmt: skip
    elif loading.of_attempts:
        raise IndicatorError(f"{loading.name} needs what was tried: without it no act and no attempt look the same.")
    if loading.kind == SHARE:
        if of is None:
            raise IndicatorError(f"{loading.name} needs out of how many.")
        _refuse(indicators, loading, np.isnan(of) & ~np.isnan(values), "is out of an unknown number; leave it out")
        _refuse(indicators, loading, values > of, "is more than the number it is out of")
        _refuse(indicators, loading, _broken(of), "is not out of a whole number")


def _broken(values: FloatArray) -> BoolArray:
    return np.asarray(~np.isnan(values) & (values != np.round(values)))


def _refuse(indicators: Indicators, loading: Loading, wrong: BoolArray, why: str) -> None:
    if wrong.any():
        row, month = (int(at[0]) for at in np.nonzero(wrong))
        raise IndicatorError(f"{loading.name}, {indicators.rows[row]}, {indicators.months[month]}: {why}.")


def _check_ratings(indicators: Indicators) -> None:
    ratings = indicators.ratings
    if ratings is None:
        return
    rows, months = indicators.shape
    bounds = (
        ("axis", ratings.axis, 0, 1),
        ("row", ratings.row, 0, rows - 1),
        ("month", ratings.month, 0, months - 1),
        ("rater", ratings.rater, 0, len(ratings.raters) - 1),
        ("value", ratings.value, 1, RATING_STEPS),
    )
    if len({array.shape for _, array, _, _ in bounds}) > 1:
        raise IndicatorError("Ratings need an axis, a row, a month, a rater and a value each.")
    for what, array, low, high in bounds:
        if (wrong := np.nonzero((array < low) | (array > high))[0]).size:
            at = int(wrong[0])
            raise IndicatorError(f"Rating {at + 1}: its {what} is {array[at]}; it must be {low} to {high}.")


def _check_shocks(indicators: Indicators) -> None:
    rows, months = indicators.shape
    struck = np.zeros((rows, months), dtype=np.int64)
    for shock in indicators.shocks:
        if not 0 <= shock.month < months or any(not 0 <= row < rows for row in shock.rows or ()):
            raise IndicatorError(f"A shock lies outside the {rows} rows and {months} months.")
        struck[list(shock.rows) if shock.rows is not None else slice(None), shock.month] += 1
    if (struck > 1).any():
        row, month = (int(at[0]) for at in np.nonzero(struck > 1))
        raise IndicatorError(f"{indicators.rows[row]}, {indicators.months[month]}: two shocks in one month; give one.")
