"""Laplace's approximation: the states' mode by Newton's method, and the marginal likelihood there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.logit import FitError
from withstand.analysis.stance.chain import Chain, State, nothing
from withstand.analysis.stance.factor import Factor
from withstand.analysis.stance.likelihoods import shape

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.evidence import Evidence, Observed
    from withstand.analysis.stance.likelihoods import Shape
    from withstand.analysis.stance.parameters import Own, Parameters

SETTLED = 1e-9
MAX_STEPS = 60


@dataclass(frozen=True, eq=False)
class Seen:
    """The observations as one state sees them.

    value, slope (rows, months, 2), curvature (rows, months, 3) of the log likelihood; flat (rows * months, 2) the
    states with their shocks; for each indicator its predictors (n,) and what follows from them.
    """

    value: float
    slope: FloatArray
    curvature: FloatArray
    flat: FloatArray
    etas: tuple[FloatArray, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, eq=False)
class Mode:
    """Where the posterior of the states is highest at given hyperparameters.

    marginal  log marginal likelihood by Laplace's method.
    """

    state: State
    factor: Factor
    seen: Seen
    marginal: float
    steps: int


def theta(evidence: Evidence, parameters: Parameters, x: FloatArray) -> FloatArray:
    """(rows, months, 2) willingness and ability: the chain's x, and a shock where there was one."""
    if evidence.shock is None:
        return x
    drawn = np.repeat(np.atleast_1d(evidence.draw), evidence.rows * evidence.months // np.size(evidence.draw))
    jump = np.where(evidence.shock[:, None] >= 0, parameters.shock[drawn, np.maximum(evidence.shock, 0)], 0.0)
    return x + jump.reshape(x.shape)


def predictor(observed: Observed, own: Own, flat: FloatArray) -> FloatArray:
    """(n,) level, loads and bias of each observation; flat (rows * months, 2)."""
    eta = own.level[observed.draw] + np.zeros(observed.cell.size)
    for axis, sign in enumerate(observed.loading.signs):
        if sign:
            eta += own.loads[observed.draw, axis] * flat[observed.cell, axis]
    if own.bias.any():
        eta += own.bias[observed.draw, observed.rater]
    return eta


def see(evidence: Evidence, parameters: Parameters, x: FloatArray) -> Seen:
    """The observations at states x."""
    flat = theta(evidence, parameters, x).reshape(-1, 2)
    cells = len(flat)
    value, slope, curvature = 0.0, np.zeros((cells, 2)), np.zeros((cells, 3))
    etas, shapes = [], []
    for observed in evidence.observed:
        own = parameters.own[observed.loading.name]
        eta = predictor(observed, own, flat)
        told = shape(observed, eta, own)
        etas.append(eta)
        shapes.append(told)
        value += float(told.value.sum())
        axes = [axis for axis, sign in enumerate(observed.loading.signs) if sign]
        loads = own.loads[observed.draw].T
        for axis in axes:
            slope[:, axis] += np.bincount(observed.cell, told.slope * loads[axis], cells)
            curvature[:, 2 * axis] -= np.bincount(observed.cell, told.bend * np.square(loads[axis]), cells)
        if len(axes) > 1:
            curvature[:, 1] -= np.bincount(observed.cell, told.bend * loads[0] * loads[1], cells)
    shaped = (evidence.rows, evidence.months)
    return Seen(value, slope.reshape(*shaped, 2), curvature.reshape(*shaped, 3), flat, tuple(etas), tuple(shapes))


def settle(evidence: Evidence, parameters: Parameters, start: State | None = None) -> Mode:
    """The mode by Newton's method from `start`, or from the prior's mean where that fails. Raises FitError."""
    chain = Chain.of(evidence, parameters)
    if start is not None:
        try:
            return _climbed(evidence, parameters, chain, start)
        except FitError:
            pass
    return _climbed(evidence, parameters, chain, nothing(evidence.rows, evidence.months, evidence.groups))


def _climbed(evidence: Evidence, parameters: Parameters, chain: Chain, state: State) -> Mode:
    """Newton's steps, halved where they would go down."""
    seen = see(evidence, parameters, state.x)
    prior, pull = chain.pull(state)
    for steps in range(1, MAX_STEPS + 1):
        factor = Factor(chain, seen.curvature)
        side = State(pull.x + seen.slope, pull.b, pull.beta)
        step = factor.solve(side)
        decrement = side.dot(step)
        if decrement < SETTLED:
            return Mode(state, factor, seen, prior + seen.value - 0.5 * factor.log_determinant, steps)
        size, here = 1.0, prior + seen.value
        while True:
            reached = state.moved(step, size)
            seen = see(evidence, parameters, reached.x)
            prior, pull = chain.pull(reached)
            if prior + seen.value >= here + 0.01 * size * decrement - 1e-9 * abs(here):
                break
            size /= 2.0
            if size < SETTLED:
                raise FitError("the states do not settle: a step that should go up goes down")
        state = reached
    raise FitError(f"the states did not settle in {MAX_STEPS} steps on {evidence.rows} rows")
