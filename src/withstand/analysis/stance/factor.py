"""The posterior precision of the states given curvatures, factored: solving, its determinant, its marginal covariances.

Given b the posterior precision of x, ordered by row, month and axis, has two bands below its diagonal, so all rows are
one banded Cholesky factor; b (2 x 2 a row) and beta (2 x 2 an authority) are eliminated after x. The inverse's blocks
within a month follow from the factors of the matrix as it stands and turned round: time and memory are linear in
rows x months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import cho_solve_banded, cholesky_banded  # type: ignore[import-untyped]

from withstand.analysis.stance.chain import State

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.chain import Chain


@dataclass(frozen=True, eq=False)
class Covariances:
    """Of the states' posterior.

    cell    (rows, months, 3) of w and w, w and a, a and a.
    next    (rows, months - 1, 2) of an axis with itself a month later.
    with_b  (rows, months, 2) of an axis with its own b; b (rows, 2); b_beta (rows, 2) of b with its beta;
            beta (groups, 2).
    """

    cell: FloatArray
    next: FloatArray
    with_b: FloatArray
    b: FloatArray
    b_beta: FloatArray
    beta: FloatArray


class Factor:
    """The precision of the posterior, factored. curvature (rows, months, 3): of w and w, w and a, a and a."""

    def __init__(self, chain: Chain, curvature: FloatArray) -> None:
        self.chain = chain
        shape = (chain.rows, chain.months, 2)
        self._bands = np.zeros((3, chain.rows * chain.months * 2))
        self._bands[0].reshape(shape)[...] = chain.diagonal + curvature[..., ::2]
        self._bands[1].reshape(shape)[..., 0] = curvature[..., 1]
        self._bands[2].reshape(shape)[:, :-1] = chain.beside
        self._lower = cholesky_banded(self._bands, lower=True, check_finite=False)
        sides = np.zeros((*shape, 2))
        sides[..., 0, 0], sides[..., 1, 1] = chain.of_level[..., 0], chain.of_level[..., 1]
        self.lean = self._within(sides.reshape(-1, 2)).reshape(*shape, 2)
        """(rows, months, 2, 2): how x moves with b."""
        own = np.broadcast_to(chain.of_level.sum(axis=1) + chain.hold, (chain.rows, 2))
        schur = own[:, :, None] * np.eye(2) - np.einsum(
            "rtp,rtpq->rpq", np.broadcast_to(chain.of_level, shape), self.lean
        )
        self._schur_sign = np.linalg.slogdet(schur)[1]
        self._level = np.linalg.inv(schur)
        """(rows, 2, 2) covariance of b given its authority's level."""
        hold = np.broadcast_to(chain.hold, (chain.rows, 2))
        self._tie = self._level * hold[:, None, :]
        self._top: FloatArray = np.zeros((0, 2, 2))
        if chain.group is not None:
            passed = hold[:, :, None] * np.eye(2) - hold[:, :, None] * self._tie
            top = chain.by_group(passed) + chain.hold_group[:, :, None] * np.eye(2)
            self._top = np.asarray(np.linalg.inv(top), dtype=np.float64)

    def _within(self, sides: FloatArray) -> FloatArray:
        return np.asarray(cho_solve_banded((self._lower, True), sides, check_finite=False), dtype=np.float64)

    @property
    def log_determinant(self) -> float:
        """Of the precision of x, b and beta."""
        top = -np.linalg.slogdet(self._top)[1].sum() if len(self._top) else 0.0
        return float(2.0 * np.log(self._lower[0]).sum() + self._schur_sign.sum() + top)

    def solve(self, side: State) -> State:
        """The precision's inverse times a side."""
        chain = self.chain
        x = self._within(side.x.ravel()).reshape(side.x.shape)
        at_b = side.b + np.einsum("rtpq,rtp->rq", self.lean, side.x)
        b = np.einsum("rpq,rq->rp", self._level, at_b)
        beta = side.beta
        if chain.group is not None:
            hold = np.broadcast_to(chain.hold, b.shape)
            beta = np.einsum("gpq,gq->gp", self._top, side.beta + chain.by_group(hold * b))
            b = b + np.einsum("rpq,rq->rp", self._tie, beta[chain.group])
        return State(x + np.einsum("rtpq,rq->rtp", self.lean, b), b, beta)

    def covariances(self) -> Covariances:
        """The marginal covariances that the posterior and the gradient of its determinant need."""
        chain = self.chain
        within, later = self._within_cells()
        b, tie = self._level, self._tie
        if chain.group is not None:
            top = self._top[chain.group]
            b = b + tie @ top @ tie.swapaxes(1, 2)
            b_beta = np.diagonal(tie @ top, axis1=1, axis2=2)
        else:
            b_beta = np.zeros((chain.rows, 2))
        leant = np.einsum("rtpq,rqs->rtps", self.lean, b)
        within[..., 0] += (leant[..., 0, :] * self.lean[..., 0, :]).sum(axis=-1)
        within[..., 1] += (leant[..., 0, :] * self.lean[..., 1, :]).sum(axis=-1)
        within[..., 2] += (leant[..., 1, :] * self.lean[..., 1, :]).sum(axis=-1)
        later += (leant[:, :-1] * self.lean[:, 1:]).sum(axis=-1)
        return Covariances(
            within,
            later,
            np.diagonal(leant, axis1=2, axis2=3),
            np.diagonal(b, axis1=1, axis2=2),
            b_beta,
            np.diagonal(self._top, axis1=1, axis2=2),
        )

    def _within_cells(self) -> tuple[FloatArray, FloatArray]:
        """Given b: covariances in a month (rows, months, 3), and of an axis with its next month (rows, months - 1, 2).

        With D the block of a month, F what the past leaves of it and B what the future leaves of it, the inverse's
        block is (F + B - D)^-1.
        """
        chain, n = self.chain, self._bands.shape[1]
        shape = (chain.rows, chain.months, 2)
        turned = np.zeros_like(self._bands)
        for band in range(3):
            turned[band, : n - band] = self._bands[band, : n - band][::-1]
        back = cholesky_banded(turned, lower=True, overwrite_ab=True, check_finite=False)
        ww, wa, aa = _blocks(self._lower, shape)
        after_aa, after_wa, after_ww = (part[::-1, ::-1] for part in _blocks(back, shape))
        diagonal = self._bands[0].reshape(shape)
        ww = ww + after_ww - diagonal[..., 0]
        wa = wa + after_wa - self._bands[1].reshape(shape)[..., 0]
        aa = aa + after_aa - diagonal[..., 1]
        determinant = ww * aa - wa * wa
        cell = np.stack([aa / determinant, -wa / determinant, ww / determinant], axis=-1)
        after = (after_ww * after_aa - after_wa * after_wa)[:, 1:]
        beside = chain.beside
        later = np.empty((chain.rows, chain.months - 1, 2))
        now = cell[:, :-1]
        later[..., 0] = (
            -(after_aa[:, 1:] * beside[..., 0] * now[..., 0] - after_wa[:, 1:] * beside[..., 1] * now[..., 1]) / after
        )
        later[..., 1] = (
            -(after_ww[:, 1:] * beside[..., 1] * now[..., 2] - after_wa[:, 1:] * beside[..., 0] * now[..., 1]) / after
        )
        return cell, later


def _blocks(lower: FloatArray, shape: tuple[int, int, int]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """What elimination leaves of each month's block: first and first, first and second, second and second."""
    first, second = lower[0].reshape(shape)[..., 0], lower[0].reshape(shape)[..., 1]
    below = lower[1].reshape(shape)[..., 0]
    return first * first, first * below, below * below + second * second
