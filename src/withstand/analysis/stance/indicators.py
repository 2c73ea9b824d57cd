"""What is measured of an authority in a place each month, and of what: counts, shares and analysts' ratings.

Rows are areas x authorities (or x units), columns are months. What was not measured is missing, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from withstand.errors import InputError

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray

WILLINGNESS, ABILITY = 0, 1
COUNT, SHARE, RATING = "count", "share", "rating"
RATING_STEPS = 5


class IndicatorError(InputError):
    """An indicator that cannot be used as it is; the message says which, where, and what to do."""


@dataclass(frozen=True)
class Loading:
    """How an indicator answers to willingness and to ability: its kind and the signs of its two loadings (0: none).

    of_attempts  a count whose exposure is what was tried: nothing tried is missing, whatever was counted.
    """

    name: str
    kind: str
    willingness: int
    ability: int
    of_attempts: bool = False

    @property
    def signs(self) -> tuple[int, int]:
        """The signs in the order of the axes."""
        return self.willingness, self.ability


LOADINGS = (
    Loading("violence", COUNT, -1, 0),
    Loading("obstruction", COUNT, -1, 0, of_attempts=True),
    Loading("presence", COUNT, 0, 1),
    Loading("commitments", SHARE, 1, 1),
    Loading("responses", SHARE, 1, 1),
    Loading("joint", SHARE, 1, 0),
    Loading("rated_willingness", RATING, 1, 0),
    Loading("rated_ability", RATING, 0, 1),
)
"""Obstruction and violence answer to willingness alone, presence to ability alone: that tells the axes apart."""
BY_NAME = {loading.name: loading for loading in LOADINGS}
RATED = ("rated_willingness", "rated_ability")


@dataclass(frozen=True, eq=False)
class Measured:
    """One indicator as (rows, months) arrays, NaN where nothing is known.

    values  events counted, or how many of `of` were kept, answered or done.
    of      counts: the exposure (presence, visits, patrols tried), None where there is none; shares: out of how many.
    """

    values: FloatArray
    of: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class Ratings:
    """Analysts' ratings, each (n,): axis 0 or 1, row, month and rater as positions, value 1 (least) to 5."""

    axis: IntArray
    row: IntArray
    month: IntArray
    rater: IntArray
    value: IntArray
    raters: tuple[str, ...]


@dataclass(frozen=True)
class Shock:
    """A month in which something befell a country (a coup, an election): it may move `rows` together (None: all)."""

    month: int
    rows: tuple[int, ...] | None = None


@dataclass(frozen=True, eq=False)
class Indicators:
    """All that is known of the rows in the months.

    authorities  (rows,) of the same length as rows: units of one authority are pooled in part; None: none are.
    Raises IndicatorError for what does not fit together.
    """

    rows: tuple[str, ...]
    months: tuple[str, ...]
    measured: Mapping[str, Measured]
    ratings: Ratings | None = None
    authorities: tuple[str, ...] | None = None
    shocks: tuple[Shock, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse what cannot be what it says."""
        from withstand.analysis.stance.checking import check

        check(self)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and months."""
        return len(self.rows), len(self.months)


def unexposed(measured: Measured) -> BoolArray:
    """(rows, months): counts without a known exposure, which are compared as if all rows were exposed alike."""
    counted = ~np.isnan(measured.values)
    if measured.of is None:
        return counted
    return np.asarray(counted & ~(measured.of > 0) & ~((measured.of == 0) & (measured.values == 0)))
