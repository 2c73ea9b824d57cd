"""The posterior of willingness and ability: a mixture over draws of the hyperparameters, Gaussian given each.

It speaks of an authority in an area, never of a person, a motive or an order; complicity is no axis of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.chain import State
from withstand.analysis.stance.evidence import for_draws, gathered
from withstand.analysis.stance.gradient import skew
from withstand.analysis.stance.hyper import DRAWS, fit_hyper
from withstand.analysis.stance.indicators import unexposed
from withstand.analysis.stance.laplace import settle, theta
from withstand.analysis.stance.window import window_sums

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray
    from withstand.analysis.stance.evidence import Evidence
    from withstand.analysis.stance.hyper import HyperPosterior
    from withstand.analysis.stance.indicators import Indicators
    from withstand.analysis.stance.laplace import Mode
    from withstand.analysis.stance.parameters import Parameters

FEW = 5
WINDOW = 12


@dataclass(frozen=True, eq=False)
class Drawn:
    """The states given each of D draws of the hyperparameters.

    mean (D, rows, months, 2), covariance (D, rows, months, 3) of w and w, w and a, a and a; mode of x
    (D, rows, months, 2), b (D, rows, 2) and beta (D, groups, 2), from which a changed row is found again.
    """

    mean: FloatArray
    covariance: FloatArray
    mode: State

    def put(self, rows: IntArray, groups: IntArray, other: Drawn) -> Drawn:
        """These with some rows and groups replaced."""

        def placed(mine: FloatArray, at: IntArray, theirs: FloatArray) -> FloatArray:
            changed = mine.copy()
            changed[:, at] = theirs
            return changed

        mode = State(
            placed(self.mode.x, rows, other.mode.x),
            placed(self.mode.b, rows, other.mode.b),
            placed(self.mode.beta, groups, other.mode.beta),
        )
        return Drawn(placed(self.mean, rows, other.mean), placed(self.covariance, rows, other.covariance), mode)

    def part(self, rows: IntArray, groups: IntArray) -> Drawn:
        """Some rows and groups alone."""
        mode = State(self.mode.x[:, rows], self.mode.b[:, rows], self.mode.beta[:, groups])
        return Drawn(self.mean[:, rows], self.covariance[:, rows], mode)


@dataclass(frozen=True, eq=False)
class Posterior:
    """What the indicators say of every row in every month, and how sure that is.

    exclude  indicators left out; hyper the hyperparameters' posterior; drawn the states given each draw.
    """

    indicators: Indicators
    exclude: tuple[str, ...]
    hyper: HyperPosterior
    drawn: Drawn

    @property
    def mean(self) -> FloatArray:
        """(rows, months, 2) posterior mean of willingness and ability."""
        return np.asarray(self.drawn.mean.mean(axis=0))

    @property
    def covariance(self) -> FloatArray:
        """(rows, months, 2, 2) by the law of total variance. Draws are pairs of opposites: their mean is known."""
        away = self.drawn.mean - self.mean
        within = self.drawn.covariance.mean(axis=0)
        full: FloatArray = np.einsum("drtp,drtq->rtpq", away, away) / len(away)
        full[..., 0, 0] += within[..., 0]
        full[..., 1, 1] += within[..., 2]
        full[..., 0, 1] += within[..., 1]
        full[..., 1, 0] += within[..., 1]
        return full

    @property
    def informative(self) -> IntArray:
        """(rows, months) how many observations inform each row and month."""
        return gathered(self.indicators, self.exclude).informative()

    @property
    def unexposed(self) -> BoolArray:
        """(rows, months) whether violence is counted there without a known exposure."""
        violence = self.indicators.measured.get("violence")
        if violence is None or "violence" in self.exclude:
            return np.zeros(self.indicators.shape, dtype=np.bool_)
        return unexposed(violence)

    def informative_lately(self, window: int = WINDOW) -> IntArray:
        """(rows, months) how many observations fall into the `window` months that end there."""
        return window_sums(self.informative, window)

    def mostly_prior(self, window: int = WINDOW) -> BoolArray:
        """(rows, months) whether fewer than five observations fall into the `window` months that end there."""
        return self.informative_lately(window) < FEW


def fit(indicators: Indicators, *, seed: int, exclude: tuple[str, ...] = (), draws: int = DRAWS) -> Posterior:
    """Fit the hyperparameters and carry their draws through. One seed gives one result.

    exclude  indicators to leave out: violence, where the outcome is used to predict violence.
    Raises IndicatorError for indicators that do not fit, FitError where nothing settles.
    """
    evidence = gathered(indicators, exclude)
    hyper = fit_hyper(evidence, seed=seed, draws=draws)
    rows, months = indicators.shape
    shape = (draws, rows, months)
    drawn = Drawn(
        np.empty((*shape, 2)),
        np.empty((*shape, 3)),
        State(np.empty((*shape, 2)), np.empty((draws, rows, 2)), np.empty((draws, evidence.groups, 2))),
    )
    for at, vector in enumerate(hyper.draws):
        parameters = hyper.layout.read(vector[None, :])
        mode = settle(evidence, parameters, hyper.state)
        drawn.mean[at], drawn.covariance[at] = moments(evidence, parameters, mode)
        drawn.mode.x[at], drawn.mode.b[at], drawn.mode.beta[at] = mode.state.x, mode.state.b, mode.state.beta
    return Posterior(indicators, exclude, hyper, drawn)


def moments(evidence: Evidence, parameters: Parameters, mode: Mode) -> tuple[FloatArray, FloatArray]:
    """Mean (rows, months, 2), moved from the mode by the skew of the likelihoods, and covariance (rows, months, 3)."""
    covariances = mode.factor.covariances()
    moved = skew(evidence, parameters, mode, covariances)
    return theta(evidence, parameters, mode.state.x) + moved.x, covariances.cell


def given_draws(evidence: Evidence, hyper: HyperPosterior, start: State | None = None) -> Drawn:
    """The states of a few rows given each draw, all draws at once; start as in `Drawn.mode`."""
    draws = len(hyper.draws)
    repeated, parameters = for_draws(evidence, draws), hyper.layout.read(hyper.draws)
    begin = None
    if start is not None:
        begin = State(start.x.reshape(-1, *start.x.shape[2:]), start.b.reshape(-1, 2), start.beta.reshape(-1, 2))
    mode = settle(repeated, parameters, begin)
    mean, covariance = moments(repeated, parameters, mode)

    def by_draw(values: FloatArray) -> FloatArray:
        return values.reshape(draws, -1, *values.shape[1:])

    return Drawn(
        by_draw(mean),
        by_draw(covariance),
        State(by_draw(mode.state.x), by_draw(mode.state.b), mode.state.beta.reshape(draws, evidence.groups, 2)),
    )
