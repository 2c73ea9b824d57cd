"""The rows' states in time before anything is observed: a Gaussian chain about a lasting level.

Each axis of a row: x_t - b is AR(1) with stationary spread sigma and correlation rho; b ~ N(0, tau), or, where units
are pooled, b ~ N(beta, delta) about their authority's beta ~ N(0, tau).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray, IntArray
    from withstand.analysis.stance.evidence import Evidence
    from withstand.analysis.stance.parameters import Parameters


@dataclass(frozen=True, eq=False)
class State:
    """x (rows, months, 2), b (rows, 2) and beta (groups, 2; none where rows are not pooled)."""

    x: FloatArray
    b: FloatArray
    beta: FloatArray

    def moved(self, step: State, size: float = 1.0) -> State:
        """The state after a step of some size."""
        return State(self.x + size * step.x, self.b + size * step.b, self.beta + size * step.beta)

    def dot(self, other: State) -> float:
        """The inner product."""
        return float(np.vdot(self.x, other.x) + np.vdot(self.b, other.b) + np.vdot(self.beta, other.beta))


def nothing(rows: int, months: int, groups: int) -> State:
    """The prior's mean."""
    return State(np.zeros((rows, months, 2)), np.zeros((rows, 2)), np.zeros((groups, 2)))


@dataclass(frozen=True, eq=False)
class Chain:
    """The prior of the states: sigma, rho, tau, delta (rows or 1, 2), group (rows,)."""

    rows: int
    months: int
    sigma: FloatArray
    rho: FloatArray
    tau: FloatArray
    delta: FloatArray | None
    group: IntArray | None
    groups: int

    @staticmethod
    def of(evidence: Evidence, parameters: Parameters) -> Chain:
        """The prior of the rows of some evidence."""

        def by_row(values: FloatArray) -> FloatArray:
            return np.asarray(values[np.atleast_1d(evidence.draw)])

        delta = None if parameters.delta is None else by_row(parameters.delta)
        return Chain(
            evidence.rows,
            evidence.months,
            by_row(parameters.sigma),
            by_row(parameters.rho),
            by_row(parameters.tau),
            delta,
            evidence.group,
            evidence.groups,
        )

    @cached_property
    def sharp(self) -> FloatArray:
        """Precision of a step in time."""
        return 1.0 / (np.square(self.sigma) * (1.0 - np.square(self.rho)))

    @cached_property
    def beside(self) -> FloatArray:
        """(rows or 1, 1, 2) of the prior precision, between one month and the next."""
        return (-self.rho * self.sharp)[:, None, :]

    @cached_property
    def diagonal(self) -> FloatArray:
        """(rows or 1, months, 2) of the prior precision."""
        square = np.square(self.rho)
        diagonal = np.repeat((self.sharp * (1.0 + square))[:, None, :], self.months, axis=1)
        diagonal[:, 0] -= self.sharp * square
        diagonal[:, -1] -= self.sharp * square
        return diagonal

    @cached_property
    def of_level(self) -> FloatArray:
        """(rows or 1, months, 2) the prior precision times ones: how x pulls at b."""
        return self.times(np.ones((1, self.months, 2)))

    @cached_property
    def hold(self) -> FloatArray:
        """(rows or 1, 2) precision of b about its own prior mean."""
        return 1.0 / np.square(self.tau if self.delta is None else self.delta)

    @cached_property
    def hold_group(self) -> FloatArray:
        """(groups, 2) precision of beta."""
        tau = self.tau
        if self.group is None:
            return np.zeros((0, 2))
        if len(tau) > 1:
            of_group = np.zeros((self.groups, 2))
            of_group[self.group] = tau
            tau = of_group
        return np.broadcast_to(1.0 / np.square(tau), (self.groups, 2))

    def times(self, e: FloatArray) -> FloatArray:
        """The prior precision of x - b, times e."""
        product = self.diagonal * e
        product[:, 1:] += self.beside * e[:, :-1]
        product[:, :-1] += self.beside * e[:, 1:]
        return product

    def by_group(self, values: FloatArray) -> FloatArray:
        """Sums over the rows of each group."""
        total = np.zeros((self.groups, *values.shape[1:]))
        if self.group is not None:
            np.add.at(total, self.group, values)
        return total

    def above(self, state: State) -> FloatArray:
        """(rows, 2) or 0: the prior mean of b."""
        return np.zeros(1) if self.group is None else state.beta[self.group]

    def pull(self, state: State) -> tuple[float, State]:
        """Log prior density of a state up to the powers of 2 pi, and its gradient."""
        inner = self.times(state.x - state.b[:, None, :])
        outer = self.hold * (state.b - self.above(state))
        top = self.hold_group * state.beta
        value = -0.5 * float(
            np.vdot(inner, state.x - state.b[:, None, :]) + np.vdot(outer, state.b - self.above(state))
        )
        value -= 0.5 * float(np.vdot(top, state.beta))
        gradient = State(
            -inner, inner.sum(axis=1) - outer, (self.by_group(outer) if self.group is not None else 0.0) - top
        )
        return value + self._norm, gradient

    @cached_property
    def _norm(self) -> float:
        def summed(values: FloatArray) -> float:
            return float(np.broadcast_to(values, (self.rows, 2)).sum())

        norm = summed(-self.months * np.log(self.sigma) - 0.5 * (self.months - 1) * np.log1p(-np.square(self.rho)))
        return norm + 0.5 * summed(np.log(self.hold)) + 0.5 * float(np.log(self.hold_group).sum())
