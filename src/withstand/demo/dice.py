"""Chance that falls the same way on every machine."""

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

T = TypeVar("T")


class Dice:
    """Draws by integer arithmetic on the raw stream of PCG64.

    NumPy promises that stream for good, and integers have no rounding: one seed gives one country, whatever
    the processor, the C library or the version of NumPy.
    """

    def __init__(self, *seed: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence(seed))

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1, each as likely."""
        return (self._raw() * limit) >> 64

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def percent(self, chance: int) -> bool:
        """True in `chance` of 100 draws."""
        return self.below(100) < chance

    def pick(self, options: "Sequence[T]") -> T:
        """One of `options`, each as likely."""
        return options[self.below(len(options))]

    def weighted(self, weights: "Sequence[int]") -> int:
        """A position in `weights`, as likely as its weight."""
        left = self.below(sum(weights))
        for position, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return position
        raise ValueError(f"weights must be positive: {weights}")

    def heavy(self, most: int) -> int:
        """A count k of at least 1 with P(k >= n) = 1/n, drawn again while above `most`."""
        while (count := (1 << 64) // (self._raw() + 1)) > most:
            pass
        return count

    def billionths(self, rows: int, columns: int) -> "NDArray[np.int64]":
        """A table of whole numbers below 10^9, to compare with chances in billionths."""
        raw = self._bits.random_raw(rows * columns).reshape(rows, columns)
        return (raw >> np.uint64(11)).astype(np.int64) % 1_000_000_000

    def _raw(self) -> int:
        return int(self._bits.random_raw())
