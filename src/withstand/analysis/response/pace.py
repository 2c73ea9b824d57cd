"""How fast a response came: the chance of one in each stretch of days among what still waits, class against class."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from withstand.analysis.response.cases import REFERENCE
from withstand.analysis.response.design import SMALL, Design, design
from withstand.analysis.response.fitting import CLOGLOG, Regression
from withstand.analysis.response.gaps import FEW, FEW_CLUSTERS, FEWEST, FEWEST_CLUSTERS, FEWEST_EACH, NO_REFERENCE
from withstand.analysis.response.judged import LEVEL, Measured, draws, holm, measured

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.response.fitting import IntArray

EDGES = (0, 1, 4, 8, 15, 31, 61, 91)
"""Days at which stretches begin: the day itself, then up to day 3, 7, 14, 30, 60 and 90, where the watch ends."""


@dataclass(frozen=True)
class Pace:
    """The ratio of the chance that a response comes, at any time among what still waits: class over reference.

    Below 1: slower. `ratio` is on the scale of logarithms in `error` and `smallest` alone.
    """

    perpetrator: str
    waits: int
    responded: int
    ratio: Measured | None
    holm: float | None
    beyond: bool
    why: str = ""


@dataclass(frozen=True)
class Waits:
    """Rows of cases by stretch: which case, which stretch, whether the response came in it."""

    case: IntArray
    stretch: IntArray
    y: FloatArray


def waits(cases: pl.DataFrame) -> Waits:
    """Each case in each stretch in which it still waited, and was watched to its end or was answered in it.

    A response whose day is a range counts on the last day of it.
    """
    answered = cases["most"].cast(float).fill_null(np.inf).to_numpy()
    watched = cases["watched"].cast(float).to_numpy()
    case, stretch, y = [], [], []
    for number, (first, after) in enumerate(pairwise(EDGES)):
        hit = (answered >= first) & (answered < after)
        here = np.flatnonzero(hit | ((answered >= after) & (watched >= after - 1)))
        case.append(here)
        stretch.append(np.full(here.size, number, dtype=np.intp))
        y.append(hit[here].astype(np.float64))
    return Waits(np.concatenate(case), np.concatenate(stretch), np.concatenate(y))


def paces(cases: pl.DataFrame, version: str, seed: int) -> tuple[Pace, ...]:
    """Each class but the reference against it, of cases of which it is known whether a response came."""
    known = cases.filter(~pl.col("unknown"))
    if not known.height:
        return ()
    made = design(known, version)
    of = waits(known)
    hits = np.bincount(of.case, weights=of.y, minlength=known.height) > 0
    rows = np.bincount(of.case, minlength=known.height) > 0
    own = known[version].to_numpy()
    counts = {one: (int((rows & (own == one)).sum()), int((hits & (own == one)).sum())) for one in made.classes}
    refused = {one: _refused(counts, one, int(made.clusters.max()) + 1) for one in made.classes[1:]}
    found: dict[str, Measured] = {}
    if not all(refused.values()):
        found = {one: at for one, at in _fitted(made, of, seed).items() if not refused[one]}
    adjusted = holm([found[one].p if one in found else None for one in made.classes[1:]])
    return tuple(
        Pace(one, *counts[one], found.get(one), p, p is not None and p <= 1 - LEVEL, refused[one])
        for one, p in zip(made.classes[1:], adjusted, strict=True)
    )


def _refused(counts: dict[str, tuple[int, int]], one: str, clusters: int) -> str:
    if not counts[REFERENCE][0]:
        return NO_REFERENCE
    held, reference = counts[one], counts[REFERENCE]
    if min(held[0], reference[0]) < FEWEST or min(held[1], reference[1]) < FEWEST_EACH:
        return FEW
    return FEW_CLUSTERS if clusters < FEWEST_CLUSTERS else ""


def regression_of(made: Design, of: Waits) -> Regression:
    """Cases by stretch with the classes and measures of their cases; each stretch has a level of its own."""
    levels = np.arange(1, len(EDGES) - 1)
    reached = [one for one in levels if (of.stretch == one).any()]
    later = np.column_stack([made.x[of.case], *((of.stretch == one).astype(np.float64) for one in reached)])
    small = np.full(len(reached), SMALL)
    k = made.x.shape[1]
    penalty = np.concatenate([made.penalty[:k], small, made.penalty[k:]])
    return Regression(later, (made.places[of.case], made.months[of.case]), of.y, penalty, CLOGLOG)


def _fitted(made: Design, of: Waits, seed: int) -> dict[str, Measured]:
    regression = regression_of(made, of)
    start = regression.fit(np.ones(of.y.size))
    several, _ = draws(regression, start, made.clusters[of.case], seed)
    clusters = int(made.clusters.max()) + 1
    found = {}
    for place, name in enumerate(made.classes[1:], start=1):
        one = measured(float(start[place]), float(several[:, place].std(ddof=1)), clusters)
        found[name] = Measured(
            float(np.exp(one.estimate)), one.error, float(np.exp(one.low)), float(np.exp(one.high)), one.p, one.smallest
        )
    return found
