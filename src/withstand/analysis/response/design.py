"""What a comparison holds the same: the kind of case, its severity and distance, its place and its month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.response.cases import ALERT, REFERENCE
from withstand.analysis.response.fitting import numbered

if TYPE_CHECKING:
    import polars as pl

    from withstand.analysis.panel import FloatArray
    from withstand.analysis.response.fitting import IntArray

SMALL = 0.05
"""The ridge on classes and measures: it only keeps what was always or never answered from running away."""
PLACES = MONTHS = 0.1
"""The ridge on effects of places and months, a normal distribution 3 wide on the scale of log odds: a narrower
one would leave in the difference a part of what places have in common with perpetrators."""
FEWEST_PLACES = 12
"""With fewer areas their months are the clusters."""


@dataclass(frozen=True)
class Design:
    """x (n, k): an intercept, a column for each class but the first, then measures. Groups: places, months.

    `clusters` (n,) are resampled whole: areas where there are enough, else months of areas.
    """

    classes: tuple[str, ...]
    x: FloatArray
    places: IntArray
    months: IntArray
    clusters: IntArray
    by_area: bool

    @property
    def penalty(self) -> FloatArray:
        """(k + places + months,), the intercept free."""
        places, months = int(self.places.max()) + 1, int(self.months.max()) + 1
        small = np.append(0.0, np.full(self.x.shape[1] - 1, SMALL))
        return np.concatenate([small, np.full(places, PLACES), np.full(months, MONTHS)])


def design(cases: pl.DataFrame, version: str) -> Design:
    """The design of cases of which there is one at least; `version` is the column of classes."""
    classes = (REFERENCE, *sorted(set(cases[version]) - {REFERENCE}))
    own = cases[version].to_numpy()
    dense = [np.ones(cases.height), *((own == one).astype(np.float64) for one in classes[1:])]
    dense += [one for one in _measures(cases) if np.ptp(one) > 0]
    areas = cases["area"].fill_null("").to_list()
    months = cases["month"].to_list()
    places = numbered(areas)
    by_area = int(places.max()) + 1 >= FEWEST_PLACES
    clusters = places if by_area else numbered([f"{one} {two}" for one, two in zip(areas, months, strict=True)])
    return Design(classes, np.column_stack(dense), places, numbered(months), clusters, by_area)


def _measures(cases: pl.DataFrame) -> list[FloatArray]:
    severity = cases["severity"].fill_null(0).to_numpy()
    distance = cases["distance"].cast(float).to_numpy()
    far = np.isnan(distance)
    logged = np.log1p(np.where(far, 0.0, distance) / 10.0)
    middle = logged[~far].mean() if (~far).any() else 0.0
    return [
        (cases["kind"] == ALERT).cast(float).to_numpy(),
        *((severity == level).astype(np.float64) for level in (0, 2, 3)),
        np.where(far, 0.0, logged - middle),
        far.astype(np.float64),
    ]
