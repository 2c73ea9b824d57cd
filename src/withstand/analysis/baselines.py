"""Forecasts a model must beat: nothing, the last value, and the area's own history (methods 1.3, B0-B2')."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.distributions import Distributions, at_values, empirical
from withstand.analysis.result_values import LADDER

if TYPE_CHECKING:
    from withstand.analysis.outcome import Outcome
    from withstand.analysis.panel import FloatArray, IntArray

OWN_MONTHS = 12
SHRUNK_MONTHS = 36
POOL_SHARE = 0.1
IMAGINED_EVENTS = 0.5


def forecast_zero(outcome: Outcome, _known: int, origins: IntArray) -> Distributions:
    """Certain that nobody is killed."""
    return Distributions(outcome.grid, np.ones((origins.size * len(outcome.panel.areas), outcome.grid.size)))


def forecast_last(outcome: Outcome, _known: int, origins: IntArray) -> Distributions:
    """Poisson noise around the last window's total (`last_poisson`)."""
    means, rows = np.unique(outcome.past(origins).T.ravel(), return_inverse=True)
    cdf = np.stack([poisson_cdf(outcome.grid, float(mean)) for mean in means])
    return Distributions(outcome.grid, cdf[rows])


def forecast_conflictology(outcome: Outcome, _known: int, origins: IntArray) -> Distributions:
    """The area's own last 12 months: all window totals that lie wholly within them (12 of 1 month, 10 of 3).

    Fewer where the record began later; months before it are not counted.
    """
    return own_history(outcome, origins, OWN_MONTHS)


def forecast_shrunk_conflictology(outcome: Outcome, _known: int, origins: IntArray) -> Distributions:
    """0.9 of the area's own last 36 months + 0.1 of every area and month of its country known at the origin.

    The pool holds half an imagined event more, spread over the ladder, so that no step has probability 0.
    """
    own = own_history(outcome, origins, SHRUNK_MONTHS)
    pool = country_pool(outcome, origins)
    return Distributions(outcome.grid, (1.0 - POOL_SHARE) * own.cdf + POOL_SHARE * pool)


def own_history(outcome: Outcome, origins: IntArray, months: int) -> Distributions:
    """Each area's window totals that lie wholly within the last `months` and within the record, each counted once.

    Raises PanelError for an origin before the end of the record's first window.
    """
    outcome.past(origins)
    back = np.arange(months - outcome.window + 1)
    columns = origins[:, None] - back
    inside = columns >= outcome.window - 1
    samples = outcome.past(np.maximum(columns, outcome.window - 1)).swapaxes(0, 1)
    counted = np.repeat(inside, len(outcome.panel.areas), axis=0)
    return empirical(outcome.grid, samples.reshape(-1, back.size), counted)


def country_pool(outcome: Outcome, origins: IntArray) -> FloatArray:
    """(n, G) CDF of all window totals in the area's country up to each origin, and half an imagined event."""
    grid, window = outcome.grid, outcome.window
    imagined = at_values(grid, np.array(LADDER, dtype=np.float64), np.ones(len(LADDER)))
    countries, member = np.unique(np.array(outcome.panel.countries), return_inverse=True)
    pools = np.empty((countries.size, origins.size, grid.size))
    for country in range(countries.size):
        totals = outcome.totals[member == country, window - 1 :]
        cells = np.searchsorted(grid, totals) + grid.size * np.arange(totals.shape[1])
        counts = np.bincount(cells.ravel(), minlength=totals.shape[1] * grid.size)
        below = counts.reshape(totals.shape[1], grid.size).cumsum(axis=0)[origins - window + 1].cumsum(axis=1)
        pools[country] = (below + IMAGINED_EVENTS * imagined) / (below[:, -1:] + IMAGINED_EVENTS)
    return np.ascontiguousarray(pools[member].swapaxes(0, 1)).reshape(-1, grid.size)


def poisson_cdf(grid: FloatArray, mean: float) -> FloatArray:
    """(G,) CDF of a Poisson count, summed over the whole numbers within 12 standard deviations of its mean."""
    if mean == 0:
        return np.ones(grid.size)
    reach = 12.0 * math.sqrt(mean) + 12.0
    first, last = max(int(mean - reach), 0), int(mean + reach)
    counts = np.arange(first, last + 1, dtype=np.float64)
    log_ratio = np.log(mean) - np.log(np.maximum(counts[1:], 1.0))
    log_mass = first * math.log(mean) - mean - math.lgamma(first + 1)
    mass = np.exp(log_mass + np.append(0.0, np.cumsum(log_ratio)))
    cdf = np.append(0.0, np.minimum(np.cumsum(mass), 1.0))
    reached: FloatArray = cdf[np.clip(np.floor(grid) - first + 1, 0, counts.size).astype(np.int64)]
    reached[-1] = 1.0
    return reached
