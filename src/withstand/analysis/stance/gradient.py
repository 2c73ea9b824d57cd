"""The log marginal posterior of the hyperparameters and its gradient, in closed form.

By Laplace's method it is log p(data, x) - 1/2 log |H| at the mode x. Its slope in a hyperparameter is that of log
p(data, x) with x held, less half the trace of H^-1 dH, and what comes with the mode's own movement: the adjoint, one
further solve for all hyperparameters together. The adjoint is also, to first order, how far the states' posterior
mean lies from their mode.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.chain import State, nothing
from withstand.analysis.stance.laplace import settle
from withstand.analysis.stance.likelihoods import own_slopes

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.evidence import Evidence, Observed
    from withstand.analysis.stance.factor import Covariances
    from withstand.analysis.stance.laplace import Mode
    from withstand.analysis.stance.parameters import Layout, Own, Parameters


@dataclass(frozen=True, eq=False)
class _At:
    """Where the gradient is taken."""

    layout: Layout
    evidence: Evidence
    parameters: Parameters
    mode: Mode
    covariances: Covariances
    adjoint: State


def log_posterior(
    evidence: Evidence, layout: Layout, vector: FloatArray, start: State | None = None
) -> tuple[float, FloatArray, Mode]:
    """Log marginal posterior of the (P,) hyperparameters up to a constant, its (P,) gradient, and the mode there."""
    parameters = layout.read(vector[None, :])
    mode = settle(evidence, parameters, start)
    prior, gradient = layout.log_prior(vector)
    covariances = mode.factor.covariances()
    adjoint = skew(evidence, parameters, mode, covariances)
    at = _At(layout, evidence, parameters, mode, covariances, adjoint)
    _add_own(gradient, at)
    _add_chain(gradient, at)
    return prior + mode.marginal, gradient, mode


def skew(evidence: Evidence, parameters: Parameters, mode: Mode, covariances: Covariances) -> State:
    """How far the posterior's mean lies from its mode, to first order: also the adjoint of the gradient.

    It is the precision's inverse times the slope of -1/2 log determinant in the states.
    """
    cell = covariances.cell.reshape(-1, 3)
    slope = np.zeros_like(mode.seen.flat)
    for observed, told in zip(evidence.observed, mode.seen.shapes, strict=True):
        own = parameters.own[observed.loading.name]
        bent = 0.5 * told.third * _spread(observed, own, cell)
        for axis, sign in enumerate(observed.loading.signs):
            if sign:
                slope[:, axis] += np.bincount(observed.cell, bent * own.loads[observed.draw, axis], len(slope))
    none = nothing(1, 1, evidence.groups)
    return mode.factor.solve(State(slope.reshape(mode.state.x.shape), np.zeros_like(mode.state.b), none.beta))


def _spread(observed: Observed, own: Own, cell: FloatArray) -> FloatArray:
    """(n,) posterior variance of each observation's predictor."""
    w, a = own.loads[observed.draw].T
    at = cell[observed.cell]
    return np.asarray(w * w * at[:, 0] + 2.0 * w * a * at[:, 1] + a * a * at[:, 2])


def _add_own(gradient: FloatArray, at: _At) -> None:
    """Add the slopes in levels, loads, sizes, cutpoints, biases and shocks."""
    layout, seen = at.layout, at.mode.seen
    cell, turned = at.covariances.cell.reshape(-1, 3), at.adjoint.x.reshape(-1, 2)
    for observed, told, eta in zip(at.evidence.observed, seen.shapes, seen.etas, strict=True):
        name, own = observed.loading.name, at.parameters.own[observed.loading.name]
        loads = own.loads[0]
        axes = [axis for axis, sign in enumerate(observed.loading.signs) if sign]
        spread = _spread(observed, own, cell)
        turn = sum(loads[axis] * turned[observed.cell, axis] for axis in axes)
        in_eta = told.slope + 0.5 * told.third * spread + told.bend * turn
        for column, axis in enumerate(axes):
            covers = sum(loads[other] * cell[observed.cell, axis + other] for other in axes)
            in_load = in_eta @ seen.flat[observed.cell, axis] + told.bend @ covers
            in_load += told.slope @ turned[observed.cell, axis]
            gradient[layout.places[f"{name} loads"].start + column] += loads[axis] * in_load
        if f"{name} level" in layout.places:
            gradient[layout.places[f"{name} level"]] += in_eta.sum()
        elif layout.raters:
            gradient[layout.places[f"{name} bias"]] += np.bincount(observed.rater, in_eta, layout.raters)
        for what, column, in_value, in_slope, in_bend in own_slopes(observed, eta, own):
            slope = float(in_value.sum() + 0.5 * (in_bend @ spread) + in_slope @ turn)
            _add_named(gradient[layout.places[f"{name} {what}"]], what, column, own, slope)
        if at.evidence.shock is not None:
            struck = at.evidence.shock[observed.cell]
            hit = struck >= 0
            for axis in axes:
                by_shock = np.bincount(struck[hit], in_eta[hit] * loads[axis], layout.shocks)
                gradient[layout.places["shock"]][axis::2] += by_shock


def _add_named(part: FloatArray, what: str, column: int, own: Own, slope: float) -> None:
    """A size as it is; a cutpoint as the first and the log gaps below it."""
    if what != "cuts":
        part[column] += slope
        return
    part[0] += slope
    part[1 : 1 + column] += slope * np.diff(own.cuts[0])[:column]


def _add_chain(gradient: FloatArray, at: _At) -> None:
    """Add the slopes in sigma, rho, tau and delta, from second moments about the mode and the adjoint."""
    layout, parameters, covariances, adjoint = at.layout, at.parameters, at.covariances, at.adjoint
    chain, state = at.mode.factor.chain, at.mode.state
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
