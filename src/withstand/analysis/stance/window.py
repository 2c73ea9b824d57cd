"""Small sums over months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from withstand.analysis.panel import IntArray


def window_sums(counts: IntArray, window: int) -> IntArray:
    """(rows, months) sums over the `window` months that end at each."""
    total = np.cumsum(counts, axis=1)
    total[:, window:] -= total[:, :-window].copy()
    return total
