"""Regressions of yes and no with many effects of places and months, fast enough to be drawn again hundreds of times.

Effects are penalised as if drawn from a wide normal distribution, so that a place where all or none were answered does
not run away. The design is in two parts: a few dense columns, and groups of which each row is in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]
from scipy.linalg import solve  # type: ignore[import-untyped]

from withstand.analysis.logit import FitError, expit

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

    IntArray = np.ndarray[Any, np.dtype[np.intp]]

LOGIT, CLOGLOG = "logit", "cloglog"
TOLERANCE, MAX_STEPS = 1e-8, 60
_FAR = 30.0


@dataclass(frozen=True)
class Regression:
    """x (n, k) dense columns, the intercept among them; groups: (n,) numbers of each row's place, month, …; y (n,) of
    0 and 1; penalty (k + all groups,), ridge / 2 |coefficients|^2 is added to the loss; link logit or cloglog.
    """

    x: FloatArray
    groups: tuple[IntArray, ...]
    y: FloatArray
    penalty: FloatArray
    link: str = LOGIT

    @property
    def columns(self) -> int:
        """How many dense columns."""
        return int(self.x.shape[1])

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(int(one.max()) + 1 for one in self.groups)

    @cached_property
    def _turned(self) -> Any:
        """(q, n) a one for each row that is in a group."""
        n, q = self.x.shape[0], sum(self._sizes)
        starts = np.cumsum((0, *self._sizes))[:-1]
        rows = np.concatenate([one + start for one, start in zip(self.groups, starts, strict=True)])
        return sparse.csr_array((np.ones(rows.size), (rows, np.tile(np.arange(n), len(self.groups)))), shape=(q, n))

    def linear(self, beta: FloatArray) -> FloatArray:
        """(n,) the linear predictor."""
        found = self.x @ beta[: self.columns]
        start = self.columns
        for one, size in zip(self.groups, self._sizes, strict=True):
            found += beta[start : start + size][one]
            start += size
        return np.asarray(found, dtype=np.float64)

    def loss(self, beta: FloatArray, weights: FloatArray) -> float:
        """Weighted negative log-likelihood and penalty."""
        eta = self.linear(beta)
        if self.link == LOGIT:
            each = np.logaddexp(0.0, np.where(self.y > 0, -eta, eta))
        else:
            hazard = np.exp(np.clip(eta, -_FAR, _FAR))
            each = np.where(self.y > 0, -np.log(-np.expm1(-hazard)), hazard)
        return float(weights @ each + 0.5 * self.penalty @ np.square(beta))

    def step(self, beta: FloatArray, weights: FloatArray) -> tuple[FloatArray, float]:
        """The scoring step from here (to be subtracted) and how much it promises."""
        eta = self.linear(beta)
        if self.link == LOGIT:
            p = expit(eta)
            score, weight = p - self.y, p * (1.0 - p)
        else:
            hazard = np.exp(np.clip(eta, -_FAR, _FAR))
            p = -np.expm1(-hazard)
            ratio = hazard / p
            score, weight = (p - self.y) * ratio, hazard * ratio * (1.0 - p)
        gradient = self._across(weights * score) + self.penalty * beta
        step = solve(self._curvature(weights * weight), gradient, assume_a="pos")
        return step, float(gradient @ step)

    def _across(self, values: FloatArray) -> FloatArray:
        parts = [np.bincount(one, values, size) for one, size in zip(self.groups, self._sizes, strict=True)]
        return np.concatenate([self.x.T @ values, *parts])

    def _curvature(self, weight: FloatArray) -> FloatArray:
        k = self.columns
        weighed = self.x * weight[:, None]
        made = np.zeros((self.penalty.size, self.penalty.size))
        made[:k, :k] = self.x.T @ weighed
        made[k:, :k] = self._turned @ weighed
        made[:k, k:] = made[k:, :k].T
        starts = np.cumsum((k, *self._sizes))
        for a, (one, size) in enumerate(zip(self.groups, self._sizes, strict=True)):
            rows = slice(starts[a], starts[a + 1])
            made[rows, rows] = np.diag(np.bincount(one, weight, size))
            for b in range(a):
                other, width = self.groups[b], self._sizes[b]
                both = np.bincount(one * width + other, weight, size * width).reshape(size, width)
                columns = slice(starts[b], starts[b + 1])
                made[rows, columns], made[columns, rows] = both, both.T
        made[np.diag_indices_from(made)] += self.penalty + 1e-9
        return made

    def parameters(self, beta: FloatArray) -> float:
        """How many free coefficients the penalised ones are worth."""
        p = expit(self.linear(beta))
        held = np.linalg.inv(self._curvature(p * (1.0 - p)))
        return float(self.penalty.size - self.penalty @ np.diag(held))

    def fit(self, weights: FloatArray) -> FloatArray:
        """The coefficients: dense columns, then groups. Raises FitError when 60 steps do not settle them."""
        beta = np.zeros(self.penalty.size)
        best = self.loss(beta, weights)
        for _ in range(MAX_STEPS):
            step, promise = self.step(beta, weights)
            if promise < TOLERANCE:
                return np.asarray(beta - step, dtype=np.float64)
            size = 1.0
            while (reached := self.loss(beta - size * step, weights)) > best - 0.1 * size * promise and size > 1e-9:
                size /= 2.0
            beta, best = beta - size * step, reached
        raise FitError(f"the comparison did not settle in {MAX_STEPS} steps on {self.x.shape[0]} rows")

    def again(self, start: FloatArray, weights: FloatArray, steps: int) -> FloatArray:
        """So many steps from the fit of other weights: a draw of the bootstrap (Davidson and MacKinnon 1999)."""
        beta = start
        for _ in range(steps):
            step, _ = self.step(beta, weights)
            beta = beta - np.clip(step, -2.0, 2.0)
        return beta


def numbered(values: Sequence[object]) -> IntArray:
    """(n,) the place of each value among the distinct ones."""
    _, places = np.unique(np.asarray(values, dtype=str), return_inverse=True)
    return np.asarray(places, dtype=np.intp)
