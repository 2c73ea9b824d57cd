"""The model fitted to what the picture tells: shares, drivers, the score beside it, and what would change them.

A fit is kept by what was told, so the same evidence is fitted once and gives one answer to whoever may see it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.logit import FitError
from withstand.analysis.stance.drivers import Driver, drivers
from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.indicators import IndicatorError
from withstand.analysis.stance.posterior import Posterior, fit, given_draws
from withstand.analysis.stance.regions import regions
from withstand.analysis.stance.rows import Observation
from withstand.analysis.stance.score import transparent_score
from withstand.analysis.stance.updating import what_would_change
from withstand.mission.stance.pointing import Shares

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.indicators import Indicators
    from withstand.mission.stance.indicators import Told

SEED = 7
KEPT = 16
AHEAD = 2
"""Months in which what is supposed would be seen: sixty days."""


@dataclass(frozen=True)
class Score:
    """The transparent score of one axis: its value, None where nothing was seen, and of how many indicators."""

    value: float | None
    seen: int


@dataclass(frozen=True)
class Change:
    """What would change our mind: the shares now, and in two months if nothing is seen, or if what is supposed is.

    `supposed` are (indicator, how many, out of how many). A "what if" of the posterior, no promise.
    """

    supposed: tuple[tuple[str, int, int], ...]
    now: Shares
    unseen: Shares
    seen: Shares


@dataclass(frozen=True)
class _Asked:
    """What is fitted, told apart by its digest alone."""

    digest: str
    indicators: Indicators = field(compare=False, repr=False)


@lru_cache(maxsize=KEPT)
def _fit(asked: _Asked) -> Posterior:
    return fit(asked.indicators, seed=SEED)


def forget() -> None:
    """Let go of every posterior that was kept: they were fitted from what only an open workspace shows."""
    _fit.cache_clear()


def remembered() -> int:
    """How many posteriors are kept."""
    return _fit.cache_info().currsize


@dataclass(frozen=True, eq=False)
class Fitted:
    """A posterior of the rows told, or why there is none: `nothing` was told, or it was `unsettled`."""

    told: Told | None
    posterior: Posterior | None
    why_not: str = ""

    def has(self, authority: str, area: str) -> bool:
        """Whether it was told anything of this row."""
        return self.told is not None and (authority, area) in self.told.at

    def row(self, authority: str, area: str) -> FittedRow | None:
        """One row; None where it was not told, or nothing was fitted."""
        number = self.told.at.get((authority, area)) if self.told else None
        if self.told is None or self.posterior is None or number is None:
            return None
        return FittedRow(self.posterior, self.told.indicators, number)


@dataclass(frozen=True, eq=False)
class FittedRow:
    """One row of a posterior. Months count from 0; the last is the month of the day asked about."""

    posterior: Posterior
    indicators: Indicators
    number: int
    _shares: dict[tuple[float, int], tuple[Shares, ...]] = field(default_factory=dict, repr=False)

    def shares(self, kappa: float, window: int) -> tuple[Shares, ...]:
        """The shares of each month, with the observations of the `window` months that end there."""
        if (kappa, window) not in self._shares:
            at = np.array([self.number])
            probability = regions(self.posterior.drawn.part(at, np.empty(0, dtype=np.int64)), kappa).probability[0]
            seen = self.posterior.informative_lately(window)[self.number]
            self._shares[kappa, window] = tuple(
                _shares(share, int(number)) for share, number in zip(probability, seen, strict=True)
            )
        return self._shares[kappa, window]

    def unexposed(self, window: int) -> int:
        """In how many of the last `window` months acts were counted without a known number of visits."""
        return int(self.posterior.unexposed[self.number, -window:].sum())

    def drivers(self, window: int) -> tuple[Driver, ...]:
        """What moves the row in the last month, of the indicators of which something was seen."""
        last = len(self.indicators.months) - 1
        found = drivers(self.posterior, self.number, last, window)
        return tuple(one for one in found if one.observed)

    def score(self) -> tuple[Score, Score]:
        """The transparent score of willingness and of ability in the last month."""
        found = transparent_score(self.posterior.indicators)
        values, seen = found.value[self.number, -1], found.seen[self.number, -1]
        willing, able = (
            Score(None if np.isnan(value) else float(value), int(number))
            for value, number in zip(values, seen, strict=True)
        )
        return willing, able

    def change(self, kappa: float, window: int) -> Change | None:
        """What two kept commitments and two months of free movement would change, as far as either was ever seen."""
        supposed = list(_supposed(self.posterior, self.number))
        if not supposed:
            return None
        found = what_would_change(self.posterior, self.number, supposed, ahead=AHEAD, kappa=kappa)
        now = self.shares(kappa, window)[-1].observations
        told: dict[str, tuple[int, int]] = {}
        for one in supposed:
            value, of = told.get(one.indicator, (0, 0))
            told[one.indicator] = value + int(one.value), of + int(one.of or 0)
        return Change(
            tuple((name, value, of) for name, (value, of) in told.items()),
            _shares(found.now, now), _shares(found.unseen, now), _shares(found.seen, now + len(supposed)),
        )  # fmt: skip


def fitted(told: Told, fewest: int) -> Fitted:
    """The fit of what is told. With fewer observations in all than one row needs, there is none."""
    if int(gathered(told.indicators).informative().sum()) < fewest:
        return Fitted(told, None, "nothing")
    try:
        return Fitted(told, _fit(_Asked(told.digest, told.indicators)))
    except (FitError, IndicatorError):
        return Fitted(told, None, "unsettled")


def extended(base: Fitted, told: Told, number: int = 0) -> FittedRow | None:
    """A row that was not among those fitted, at the hyperparameters that the others gave; None where there are none."""
    if base.posterior is None:
        return None
    known = {loading.name for loading in base.posterior.hyper.layout.loadings}
    indicators = replace(
        told.indicators,
        measured={name: each for name, each in told.indicators.measured.items() if name in known},
    )
    evidence = gathered(indicators, base.posterior.exclude)
    drawn = given_draws(evidence, base.posterior.hyper)
    return FittedRow(replace(base.posterior, indicators=indicators, drawn=drawn), indicators, number)


def _shares(probability: FloatArray, number: int) -> Shares:
    willing_able, willing_unable, able_unwilling, neither = (float(one) for one in probability)
    return Shares(willing_able, willing_unable, able_unwilling, neither, number)


def _supposed(posterior: Posterior, row: int) -> list[Observation]:
    known = {loading.name for loading in posterior.hyper.layout.loadings}
    found = []
    if "commitments" in known:
        found += [Observation("commitments", row, month, 1.0, 1.0) for month in (1, AHEAD)]
    if "obstruction" in known:
        usual = _usual(posterior, row)
        found += [Observation("obstruction", row, month, 0.0, usual) for month in (1, AHEAD)]
    return found


def _usual(posterior: Posterior, row: int) -> float:
    """Attempts of a usual month here; where none were ever made, those of a usual month anywhere."""
    of = posterior.indicators.measured["obstruction"].of
    if of is None:
        return 1.0
    for held in (of[row], of):
        made = held[held > 0]
        if made.size:
            return float(np.round(np.median(made)))
    return 1.0
