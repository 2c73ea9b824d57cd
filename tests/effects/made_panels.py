"""Panels of generated truth: rare monthly violence, entries that follow or do not follow a spike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from withstand.analysis.panel import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Made:
    """(N, T) any violence, presence; (N,) entry, -1 for never."""

    outcome: FloatArray
    present: BoolArray
    entry: IntArray

    @property
    def known(self) -> BoolArray:
        return np.ones_like(self.present)


def made(
    seed: int, *, effect: float = 0.0, spike: float = 0.0, units: int = 120, months: int = 48, treated: int = 40,
    base: float = 0.08,
) -> Made:  # fmt: skip
    """Units of different violence; the treated enter between months 12 and 36; `spike` is added for 3 months before."""
    rng = np.random.default_rng(seed)
    level = np.clip(rng.gamma(4.0, base / 4.0, units), 0.0, 0.5)
    common = rng.normal(0.0, 0.015, months)
    entry = np.full(units, -1)
    entry[rng.permutation(units)[:treated]] = rng.integers(12, 37, treated)
    since = np.arange(months)[None, :] - entry[:, None]
    ever = entry[:, None] >= 0
    present = ever & (since >= 0)
    chance = level[:, None] + common[None, :] + effect * present + spike * (ever & (since < 0) & (since >= -3))
    return Made((rng.random((units, months)) < np.clip(chance, 0.0, 1.0)).astype(np.float64), present, entry)
