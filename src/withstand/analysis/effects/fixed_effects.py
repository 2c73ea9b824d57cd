"""Fixed effects taken out of regressions: one factor by means, two exactly, more by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

from withstand.errors import WithstandError

if TYPE_CHECKING:
    import numpy.typing as npt

    from withstand.analysis.panel import BoolArray, FloatArray, IntArray

MOST_LEVELS = 4_000
"""Levels of the smaller of two factors up to which they are solved exactly."""
DENSE_CELLS = 4_000_000
TURNS = 20_000
SETTLED = 1e-11


class EffectsError(WithstandError):
    """A question about effects that these rows cannot answer."""


class FixedEffects:
    """Least squares on the dummies of one or more factors, with weights.

    codes    for each factor (n,) whole numbers 0 … levels - 1.
    weights  (n,), not negative; rows of weight 0 take no part in the fit and are predicted.

    `identified` (n,) says for which rows the prediction is determined: their levels were seen, in one connected part.
    """

    def __init__(self, codes: tuple[IntArray, ...], weights: FloatArray) -> None:
        if not codes:
            raise EffectsError("Fixed effects need at least one factor; one of zeros stands for an intercept.")
        if not (weights > 0).any():
            raise EffectsError("No row is left to compare with.")
        self._codes, self._weights = codes, weights
        self._sizes = tuple(int(code.max()) + 1 if code.size else 0 for code in codes)
        self._counts = tuple(self.sums(place, weights) for place in range(len(codes)))
        self.identified: BoolArray = np.all(
            [count[code] > 0 for count, code in zip(self._counts, codes, strict=True)], axis=0
        )
        self._pair = _Pair(codes, weights, self._sizes) if self._exact else None
        if self._pair is not None:
            self.identified &= self._pair.together

    @property
    def _exact(self) -> bool:
        return len(self._codes) == 2 and min(self._sizes) <= MOST_LEVELS

    @property
    def lost(self) -> int:
        """Degrees of freedom that the dummies take; for three factors and more an upper bound."""
        seen = sum(int((count > 0).sum()) for count in self._counts)
        parts = self._pair.parts if self._pair is not None else len(self._codes) - 1
        return seen - parts

    def sums(self, factor: int, values: FloatArray) -> FloatArray:
        """(levels,) or (levels, K) sums of (n,) or (n, K) values by level."""
        code, size = self._codes[factor], self._sizes[factor]
        if values.ndim == 1:
            return np.bincount(code, values, minlength=size).astype(np.float64)
        return np.stack([np.bincount(code, column, minlength=size) for column in values.T], axis=1, dtype=np.float64)

    def fitted(self, values: FloatArray) -> FloatArray:
        """(n,) or (n, K) what the dummies say, on every row; where not `identified` it means nothing."""
        columns = values[:, None] if values.ndim == 1 else values
        weighted = columns * self._weights[:, None]
        found = self.spread(tuple(self.sums(place, weighted) for place in range(len(self._codes))))
        return found[:, 0] if values.ndim == 1 else found

    def residual(self, values: FloatArray) -> FloatArray:
        """What is left of `values`."""
        return values - self.fitted(values)

    def spread(self, totals: tuple[FloatArray, ...]) -> FloatArray:
        """(n, K) the dummies' rows times the solution of the normal equations with right sides `totals` (levels, K)."""
        effects: tuple[FloatArray, ...]
        if self._pair is not None:
            effects = self._pair.solve(*totals)
        elif len(self._codes) == 1:
            effects = (totals[0] / _safe(self._counts[0])[:, None],)
        else:
            effects = self._by_turns(totals)
        found: FloatArray = np.sum([one[code] for one, code in zip(effects, self._codes, strict=True)], axis=0)
        return found

    def _by_turns(self, totals: tuple[FloatArray, ...]) -> tuple[FloatArray, ...]:
        effects = [np.zeros_like(total) for total in totals]
        scale = max(
            float(np.abs(total / _safe(count)[:, None]).max(initial=0.0))
            for total, count in zip(totals, self._counts, strict=True)
        )
        for _ in range(TURNS):
            moved = 0.0
            for place, total in enumerate(totals):
                rows = np.sum([one[code] for one, code in zip(effects, self._codes, strict=True)], axis=0)
                step = (total - self.sums(place, rows * self._weights[:, None])) / _safe(self._counts[place])[:, None]
                effects[place] += step
                moved = max(moved, float(np.abs(step).max(initial=0.0)))
            if moved <= SETTLED * max(scale, 1e-300):
                return tuple(effects)
        raise EffectsError(f"The fixed effects did not settle in {TURNS:,} turns; use fewer or coarser ones.")


class _Pair:
    """Two factors at once: the larger is eliminated, one level of every connected part is held at zero."""

    def __init__(self, codes: tuple[IntArray, ...], weights: FloatArray, sizes: tuple[int, ...]) -> None:
        self._swapped = sizes[0] > sizes[1]
        small, large = codes[::-1] if self._swapped else codes
        rows, columns = sizes[::-1] if self._swapped else sizes
        if rows * columns <= DENSE_CELLS:
            table = np.bincount(small * columns + large, weights, minlength=rows * columns).reshape(rows, columns)
            self._table = table
        else:
            self._table = csr_matrix((weights, (small, large)), shape=(rows, columns))
        in_row = np.asarray(self._table.sum(axis=1)).ravel()
        self._in_column = np.asarray(self._table.sum(axis=0)).ravel()
        shared = (
            self._table / _safe(self._in_column)
            if isinstance(self._table, np.ndarray)
            else self._table.multiply(1.0 / _safe(self._in_column)).tocsr()
        )
        product = shared @ self._table.T
        inner = product if isinstance(product, np.ndarray) else product.toarray()
        seen = in_row > 0
        part = _parts(inner > 0, in_row)
        self.parts = int(np.unique(part[seen]).size)
        first = np.zeros(rows, dtype=np.bool_)
        first[np.unique(np.where(seen, part, -1), return_index=True)[1]] = True
        self._kept = np.flatnonzero(seen & ~first)
        matrix = np.diag(in_row) - inner
        self._factor = cho_factor(matrix[np.ix_(self._kept, self._kept)]) if self._kept.size else None
        self.together: BoolArray = part[small] == self._part_of_columns(part, columns, small, large, weights)[large]

    @staticmethod
    def _part_of_columns(
        part: IntArray, columns: int, small: IntArray, large: IntArray, weights: FloatArray
    ) -> IntArray:
        found = np.full(columns, -1, dtype=np.int64)
        used = weights > 0
        found[large[used]] = part[small[used]]
        return found

    def solve(self, first: FloatArray, second: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Effects of both factors, in the order given."""
        rows, columns = (second, first) if self._swapped else (first, second)
        below = _safe(self._in_column)[:, None]
        right = rows - self._table @ (columns / below)
        effect = np.zeros_like(rows)
        if self._factor is not None:
            effect[self._kept] = cho_solve(self._factor, right[self._kept])
        other = (columns - self._table.T @ effect) / below
        return (other, effect) if self._swapped else (effect, other)


def _parts(shared: BoolArray, weight: FloatArray) -> IntArray:
    """The connected part of each level; one that shares with all that are seen spares the search."""
    if (shared[int(np.argmax(weight))] | (weight == 0)).all():
        return np.where(weight > 0, 0, 1 + np.arange(weight.size))
    found: IntArray = connected_components(csr_matrix(shared), directed=False)[1].astype(np.int64)
    return found


def _safe(counts: FloatArray) -> FloatArray:
    return np.where(counts > 0, counts, 1.0)


def codes_of(values: npt.NDArray[Any]) -> IntArray:
    """Whole numbers 0 … levels - 1 for any labels."""
    return np.unique(values, return_inverse=True)[1].astype(np.int64)
