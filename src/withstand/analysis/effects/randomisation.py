"""Randomisation inference: how often a reshuffled history of presence would look as strong (methods 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats  # type: ignore[import-untyped]

from withstand.analysis.effects.estimate import COVERAGE, POWER

if TYPE_CHECKING:
    from collections.abc import Callable

    from withstand.analysis.panel import FloatArray, IntArray

LEAST_DRAWS = 500


@dataclass(frozen=True)
class Chance:
    """What reshuffling gave for one estimate.

    p      share of histories (the true one counted as one of them) at least as far from the median of the draws.
    mde    smallest effect seen at 5 % in four of five cases: the draws' own 95 % reach and 0.84 of their spread.
    draws  that gave an estimate.
    """

    p: float
    mde: float
    median: float
    draws: int


def strata(countries: IntArray, violence: FloatArray) -> IntArray:
    """(N,) strata within which whole histories may change places: country, and no, less or more violence recorded.

    violence (N,) counts; "more" is above the median of the country's units that have any.
    """
    level = np.zeros(countries.size, dtype=np.int64)
    for country in np.unique(countries):
        some = (countries == country) & (violence > 0)
        if some.any():
            level[some] = 1 + (violence[some] > np.median(violence[some]))
    return countries * 3 + level


def shuffled(groups: IntArray, rng: np.random.Generator) -> IntArray:
    """(N,) whose history each unit gets: a permutation within `groups`."""
    order = np.arange(groups.size)
    for group in np.unique(groups):
        inside = np.flatnonzero(groups == group)
        order[inside] = rng.permutation(inside)
    return order


def movable(groups: IntArray, different: IntArray) -> int:
    """How many units stand in a stratum in which histories differ; `different` (N,) numbers the distinct histories."""
    return sum(
        int(inside.sum()) for group in np.unique(groups) if np.unique(different[inside := groups == group]).size > 1
    )


def by_chance(
    statistic: Callable[[IntArray], FloatArray],
    observed: FloatArray,
    groups: IntArray,
    draws: int,
    seed: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Chance | None, ...]:
    """Chance for each of (K,) `observed`; `statistic` maps whose history each unit gets to (K,), NaN where none.

    None where fewer than half the draws gave an estimate, or all gave the same: then there is nothing to reshuffle.
    """
    rng = np.random.default_rng(seed)
    drawn = np.full((draws, observed.size), np.nan)
    for number in range(draws):
        drawn[number] = statistic(shuffled(groups, rng))
        progress(number + 1, draws)
    return tuple(_chance(drawn[:, place], float(value)) for place, value in enumerate(observed))


def _chance(drawn: FloatArray, observed: float) -> Chance | None:
    found = drawn[np.isfinite(drawn)]
    if not np.isfinite(observed) or found.size < drawn.size / 2 or not found.size or not np.ptp(found) > 1e-12:
        return None
    median = float(np.median(found))
    away = np.abs(found - median)
    p = float((1 + np.sum(away >= abs(observed - median) - 1e-12)) / (found.size + 1))
    reach = float(np.quantile(away, COVERAGE))
    return Chance(p, reach + float(stats.norm.ppf(POWER)) * float(found.std()), median, int(found.size))
