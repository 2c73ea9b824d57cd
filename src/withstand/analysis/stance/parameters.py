"""The hyperparameters: one flat vector without bounds, its priors, and what it says.

    log loading ~ N(-0.2, 0.5)                    level of counts ~ N(m, 1.5), of shares ~ N(0, 1.5)
    sigma, tau, delta ~ half-normal(1)             rho ~ Beta(18, 2)
    log size of counts ~ N(1, 1)                   rater's bias ~ N(0, 0.5), shock ~ N(0, 0.5)
    first cutpoint ~ N(-1.5, 1)                    log gaps between cutpoints ~ N(0, 0.5)

The vector holds log loadings, log scales, logit rho, log sizes, and the rest as it is. Densities are over that vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.logit import expit
from withstand.analysis.stance.indicators import COUNT, RATING, RATING_STEPS

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.evidence import Evidence
    from withstand.analysis.stance.indicators import Loading

LOG_LOADING = (-0.2, 0.5)
LEVEL = {"violence": -1.0, "obstruction": -1.5, "presence": 1.0}
LEVEL_SPREAD = 1.5
LOG_SIZE = (1.0, 1.0)
FIRST_CUT = (-1.5, 1.0)
LOG_GAP = (0.0, 0.5)
BIAS_SPREAD = 0.5
SHOCK_SPREAD = 0.5
RHO = (18.0, 2.0)
CUTS = RATING_STEPS - 1
FAR_SPREADS = 6.0
SCALES = (0.003, 8.0)
LOGIT_RHOS = (-3.0, 8.0)


@dataclass(frozen=True, eq=False)
class Own:
    """One indicator's parameters for D draws.

    level (D,), loads (D, 2) signed, log_size (D,) of a count, cuts (D, 4) and bias (D, raters) of a rating.
    """

    level: FloatArray
    loads: FloatArray
    log_size: FloatArray
    cuts: FloatArray
    bias: FloatArray


@dataclass(frozen=True, eq=False)
class Parameters:
    """What D vectors of hyperparameters say.

    sigma, rho, tau  (D, 2): spread and persistence of change over time, spread of the rows' lasting level.
    delta            (D, 2): spread of units about their authority; None where rows are not pooled.
    shock            (D, shocks, 2).
    """

    sigma: FloatArray
    rho: FloatArray
    tau: FloatArray
    delta: FloatArray | None
    shock: FloatArray
    own: dict[str, Own]


@dataclass(frozen=True)
class Layout:
    """Where each hyperparameter stands in the vector. axes first, then each indicator's own, raters and shocks."""

    loadings: tuple[Loading, ...]
    raters: int
    shocks: int
    pooled: bool

    @staticmethod
    def of(evidence: Evidence) -> Layout:
        """The layout that some evidence asks for."""
        return Layout(
            tuple(each.loading for each in evidence.observed),
            evidence.raters,
            evidence.shocks,
            evidence.group is not None,
        )

    @cached_property
    def places(self) -> dict[str, slice]:
        """Name -> places in the vector."""
        sizes: list[tuple[str, int]] = [("sigma", 2), ("rho", 2), ("tau", 2), ("delta", 2 * self.pooled)]
        for loading in self.loadings:
            sizes.append((f"{loading.name} loads", sum(sign != 0 for sign in loading.signs)))
            if loading.kind == RATING:
                sizes += [(f"{loading.name} cuts", CUTS), (f"{loading.name} bias", self.raters)]
            else:
                sizes.append((f"{loading.name} level", 1))
            if loading.kind == COUNT:
                sizes.append((f"{loading.name} size", 1))
        sizes.append(("shock", 2 * self.shocks))
        places, at = {}, 0
        for name, size in sizes:
            places[name] = slice(at, at + size)
            at += size
        return places

    @cached_property
    def size(self) -> int:
        """How many there are."""
        return sum(place.stop - place.start for place in self.places.values())

    @cached_property
    def middle(self) -> FloatArray:
        """(P,) where a search begins: the middle of the priors."""
        middle = self._normal[0].copy()
        middle[self._scales] = np.log(0.6)
        middle[self.places["rho"]] = np.log(RHO[0] / RHO[1])
        return middle

    @cached_property
    def _normal(self) -> tuple[FloatArray, FloatArray]:
        """Mean and precision of each normal prior; precision 0 where the prior is none."""
        mean, spread = np.zeros(self.size), np.full(self.size, np.inf)
        for name, place in self.places.items():
            indicator, _, what = name.partition(" ")
            if what == "loads":
                mean[place], spread[place] = LOG_LOADING
            elif what == "level":
                mean[place], spread[place] = LEVEL.get(indicator, 0.0), LEVEL_SPREAD
            elif what == "size":
                mean[place], spread[place] = LOG_SIZE
            elif what == "cuts":
                mean[place], spread[place] = LOG_GAP
                mean[place.start], spread[place.start] = FIRST_CUT
            elif what == "bias":
                spread[place] = BIAS_SPREAD
            elif name == "shock":
                spread[place] = SHOCK_SPREAD
        return mean, 1.0 / np.square(spread)

    @cached_property
    def _scales(self) -> list[int]:
        return [at for name in ("sigma", "tau", "delta") for at in range(*self.places[name].indices(self.size))]

    @cached_property
    def bounds(self) -> tuple[FloatArray, FloatArray]:
        """(P,) and (P,): nothing plausible lies beyond, and no search or draw goes there."""
        mean, precision = self._normal
        width = FAR_SPREADS / np.sqrt(np.where(precision > 0, precision, 1.0))
        low, high = mean - width, mean + width
        low[self._scales], high[self._scales] = np.log(SCALES)
        low[self.places["rho"]], high[self.places["rho"]] = LOGIT_RHOS
        return low, high

    def scale(self, evidence: Evidence) -> FloatArray:
        """(P,) roughly how far each can move: steps of a search are in these units."""
        precision = self._normal[1].copy()
        seen = {each.loading.name: each.cell.size for each in evidence.observed}
        for name, place in self.places.items():
            told = seen.get(name.partition(" ")[0], 0)
            precision[place] += 0.1 * told
            if name in {"sigma", "rho"}:
                precision[place] += 0.1 * evidence.rows * evidence.months
            elif name in {"tau", "delta"}:
                precision[place] += evidence.rows
        return 1.0 / np.sqrt(precision)

    def log_prior(self, vector: FloatArray) -> tuple[float, FloatArray]:
        """Log density of the (P,) vector up to a constant, and its (P,) gradient."""
        mean, precision = self._normal
        away = vector - mean
        gradient = -precision * away
        value = -0.5 * float(precision @ np.square(away))
        scales = vector[self._scales]
        squares = np.exp(2.0 * scales)
        value += float((scales - 0.5 * squares).sum())
        gradient[self._scales] = 1.0 - squares
        logit = vector[self.places["rho"]]
        value -= float((RHO[0] * np.logaddexp(0.0, -logit) + RHO[1] * np.logaddexp(0.0, logit)).sum())
        gradient[self.places["rho"]] = RHO[0] - sum(RHO) * expit(logit)
        return value, gradient

    def draw_prior(self, rng: np.random.Generator) -> FloatArray:
        """(P,) a vector from the priors."""
        mean, precision = self._normal
        spread = np.where(precision > 0, 1.0 / np.sqrt(np.where(precision > 0, precision, 1.0)), 0.0)
        vector = mean + spread * rng.standard_normal(self.size)
        vector[self._scales] = np.log(np.abs(rng.standard_normal(len(self._scales))) + 1e-6)
        rho = rng.beta(*RHO, size=2)
        vector[self.places["rho"]] = np.log(rho) - np.log1p(-rho)
        return vector

    def read(self, vectors: FloatArray) -> Parameters:
        """What (D, P) vectors say."""
        part = {name: vectors[:, place] for name, place in self.places.items()}
        return Parameters(
            np.exp(part["sigma"]),
            expit(part["rho"]),
            np.exp(part["tau"]),
            np.exp(part["delta"]) if self.pooled else None,
            part["shock"].reshape(len(vectors), self.shocks, 2),
            {loading.name: _own(loading, part, len(vectors)) for loading in self.loadings},
        )


def _own(loading: Loading, part: dict[str, FloatArray], draws: int) -> Own:
    loads = np.zeros((draws, 2))
    axes = [axis for axis, sign in enumerate(loading.signs) if sign]
    loads[:, axes] = np.exp(part[f"{loading.name} loads"]) * [loading.signs[axis] for axis in axes]
    none = np.zeros((draws, 1))
    cuts = part.get(f"{loading.name} cuts", none)
    return Own(
        part.get(f"{loading.name} level", none)[:, 0],
        loads,
        part.get(f"{loading.name} size", none)[:, 0],
        np.cumsum(np.concatenate([cuts[:, :1], np.exp(cuts[:, 1:])], axis=1), axis=1),
        part.get(f"{loading.name} bias", none),
    )
