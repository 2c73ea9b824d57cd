"""Laplace's approximation: the states' mode by Newton's method, the marginal likelihood, and its gradient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.logit import FitError
from withstand.analysis.stance.chain import Chain, State, nothing
from withstand.analysis.stance.factor import Factor
from withstand.analysis.stance.likelihoods import deep, shape

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.evidence import Evidence, Observed
    from withstand.analysis.stance.factor import Covariances
    from withstand.analysis.stance.likelihoods import Shape
    from withstand.analysis.stance.parameters import Layout, Own, Parameters

SETTLED = 1e-9
MAX_STEPS = 60


@dataclass(frozen=True, eq=False)
class Seen:
    """The observations as one state sees them: log likelihood, slopes (rows, months, 2), curvature (rows, months, 3)."""

    value: float
    slope: FloatArray
    curvature: FloatArray
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
    value, slope, curvature, shapes = 0.0, np.zeros((cells, 2)), np.zeros((cells, 3)), []
    for observed in evidence.observed:
        own = parameters.own[observed.loading.name]
        told = shape(observed, predictor(observed, own, flat), own)
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
    return Seen(value, slope.reshape(*shaped, 2), curvature.reshape(*shaped, 3), tuple(shapes))


def settle(evidence: Evidence, parameters: Parameters, start: State | None = None) -> Mode:
    """The mode by Newton's method from `start`, steps halved where they would go down. Raises FitError if it fails."""
    chain = Chain.of(evidence, parameters)
    state = start or nothing(evidence.rows, evidence.months, evidence.groups)
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


def log_posterior(
    evidence: Evidence, layout: Layout, vector: FloatArray, start: State | None = None
) -> tuple[float, FloatArray, Mode]:
    """Log marginal posterior of the (P,) hyperparameters up to a constant, its (P,) gradient, and the mode there."""
    parameters = layout.read(vector[None, :])
    mode = settle(evidence, parameters, start)
    prior, gradient = layout.log_prior(vector)
    covariances = mode.factor.covariances()
    adjoint = skew(evidence, parameters, mode, covariances)
    _add_own(gradient, layout, evidence, parameters, mode, covariances, adjoint)
    _add_chain(gradient, layout, parameters, mode, covariances, adjoint)
    return prior + mode.marginal, gradient, mode


def skew(evidence: Evidence, parameters: Parameters, mode: Mode, covariances: Covariances) -> State:
    """How far the posterior's mean lies from its mode, to first order: also the adjoint of the gradient.

    It is the precision's inverse times the slope of -1/2 log determinant in the states.
    """
    flat = theta(evidence, parameters, mode.state.x).reshape(-1, 2)
    cell = covariances.cell.reshape(-1, 3)
    slope = np.zeros_like(flat)
    for observed in evidence.observed:
        own = parameters.own[observed.loading.name]
        third = deep(observed, predictor(observed, own, flat), own).third
        bent = 0.5 * third * _spread(observed, own, cell)
        for axis, sign in enumerate(observed.loading.signs):
            if sign:
                slope[:, axis] += np.bincount(observed.cell, bent * own.loads[observed.draw, axis], len(flat))
    none = nothing(1, 1, evidence.groups)
    return mode.factor.solve(State(slope.reshape(mode.state.x.shape), np.zeros_like(mode.state.b), none.beta))


def _spread(observed: Observed, own: Own, cell: FloatArray) -> FloatArray:
    """(n,) posterior variance of each observation's predictor."""
    w, a = own.loads[observed.draw].T
    at = cell[observed.cell]
    return np.asarray(w * w * at[:, 0] + 2.0 * w * a * at[:, 1] + a * a * at[:, 2])


def _add_own(
    gradient: FloatArray,
    layout: Layout,
    evidence: Evidence,
    parameters: Parameters,
    mode: Mode,
    covariances: Covariances,
    adjoint: State,
) -> None:
    """Add the slopes in levels, loads, sizes, cutpoints, biases and shocks."""
    flat = theta(evidence, parameters, mode.state.x).reshape(-1, 2)
    cell, turned = covariances.cell.reshape(-1, 3), adjoint.x.reshape(-1, 2)
    for observed, told in zip(evidence.observed, mode.seen.shapes, strict=True):
        name, own = observed.loading.name, parameters.own[observed.loading.name]
        loads = own.loads[0]
        deeper = deep(observed, predictor(observed, own, flat), own)
        at, spread = cell[observed.cell], _spread(observed, own, cell)
        moved = turned[observed.cell] @ loads
        in_eta = told.slope + 0.5 * deeper.third * spread + told.bend * moved
        axes = [axis for axis, sign in enumerate(observed.loading.signs) if sign]
        for column, axis in enumerate(axes):
            covers = at[:, axis] * loads[0] + at[:, axis + 1] * loads[1]
            in_load = in_eta * flat[observed.cell, axis] + told.bend * covers + told.slope * turned[observed.cell, axis]
            gradient[layout.places[f"{name} loads"].start + column] += loads[axis] * in_load.sum()
        if f"{name} level" in layout.places:
            gradient[layout.places[f"{name} level"]] += in_eta.sum()
        elif layout.raters:
            gradient[layout.places[f"{name} bias"]] += np.bincount(observed.rater, in_eta, layout.raters)
        own_slopes = [
            (what, column, float(in_value.sum() + 0.5 * (in_bend @ spread) + in_slope @ moved))
            for what, column, in_value, in_slope, in_bend in deeper.own
        ]
        _add_named(gradient, layout, name, own, own_slopes)
        if evidence.shock is not None:
            struck = evidence.shock[observed.cell]
            hit = struck >= 0
            for axis in axes:
                by_shock = np.bincount(struck[hit], in_eta[hit] * loads[axis], layout.shocks)
                gradient[layout.places["shock"]][axis::2] += by_shock


def _add_named(
    gradient: FloatArray, layout: Layout, name: str, own: Own, slopes: list[tuple[str, int, float]]
) -> None:
    """Sizes as they are; cutpoints as the first and the log gaps above it."""
    for what, column, slope in slopes:
        place = layout.places[f"{name} {what}"]
        if what != "cuts":
            gradient[place.start + column] += slope
            continue
        gradient[place.start] += slope
        gaps = np.diff(own.cuts[0])
        gradient[place.start + 1 : place.start + 1 + column] += slope * gaps[:column]


def _add_chain(
    gradient: FloatArray, layout: Layout, parameters: Parameters, mode: Mode, covariances: Covariances, adjoint: State
) -> None:
    """Add the slopes in sigma, rho, tau and delta, from second moments about the mode and the adjoint."""
    chain, state = mode.factor.chain, mode.state
    e, f = state.x - state.b[:, None, :], adjoint.x - adjoint.b[:, None, :]
    of_b = covariances.b[:, None, :]
    same = e * (e + 2.0 * f) + covariances.cell[..., ::2] - 2.0 * covariances.with_b + of_b
    later = (
        e[:, 1:] * e[:, :-1]
        + f[:, 1:] * e[:, :-1]
        + e[:, 1:] * f[:, :-1]
        + covariances.next
        - covariances.with_b[:, 1:]
        - covariances.with_b[:, :-1]
        + of_b
    )
    first, rho, sigma = same[:, 0].sum(axis=0), parameters.rho[0], parameters.sigma[0]
    past, now, both = same[:, :-1].sum(axis=(0, 1)), same[:, 1:].sum(axis=(0, 1)), later.sum(axis=(0, 1))
    free = 1.0 - np.square(rho)
    jumps = now - 2.0 * rho * both + np.square(rho) * past
    gradient[layout.places["sigma"]] += (first + jumps / free) / np.square(sigma) - chain.rows * chain.months
    in_rho = (both - rho * past) / (np.square(sigma) * free) - rho * jumps / np.square(sigma * free)
    in_rho += chain.rows * (chain.months - 1) * rho / free
    gradient[layout.places["rho"]] += in_rho * rho * (1.0 - rho)
    level, turn, spread = state.b, adjoint.b, covariances.b
    if chain.group is not None:
        level, turn = level - state.beta[chain.group], turn - adjoint.beta[chain.group]
        spread = spread - 2.0 * covariances.b_beta + covariances.beta[chain.group]
        top = state.beta * (state.beta + 2.0 * adjoint.beta) + covariances.beta
        gradient[layout.places["tau"]] += (chain.hold_group * top - 1.0).sum(axis=0)
    moment = level * (level + 2.0 * turn) + spread
    gradient[layout.places["tau" if chain.group is None else "delta"]] += (chain.hold * moment - 1.0).sum(axis=0)
