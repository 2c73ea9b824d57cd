"""What moved willingness and ability: each indicator left out in turn, the hyperparameters held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.laplace import settle, theta
from withstand.analysis.stance.posterior import WINDOW
from withstand.analysis.stance.rows import part
from withstand.analysis.stance.updating import siblings

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray
    from withstand.analysis.stance.posterior import Posterior


@dataclass(frozen=True)
class Driver:
    """One indicator and what it does to a row in a month.

    willingness, ability  posterior mean with it less without it; the shifts of all indicators do not add up.
    observed              how many of its observations fall into the window that ends in the month.
    """

    indicator: str
    willingness: float
    ability: float
    observed: int


def drivers(posterior: Posterior, row: int, month: int, window: int = WINDOW) -> tuple[Driver, ...]:
    """The indicators of a row, the one that moves it furthest in the month first."""
    rows = siblings(posterior.indicators, [row])
    mine = int(np.flatnonzero(rows == row)[0])
    evidence = gathered(part(posterior.indicators, rows), posterior.exclude)
    parameters = posterior.hyper.layout.read(posterior.hyper.mode[None, :])
    full = settle(evidence, parameters)

    def at(x: FloatArray) -> FloatArray:
        return np.asarray(theta(evidence, parameters, x)[mine, month])

    found = []
    for observed in evidence.observed:
        name = observed.loading.name
        moved = at(full.state.x) - at(settle(evidence.without({name}), parameters, full.state).state.x)
        own, when = np.divmod(observed.cell, evidence.months)
        seen = (own == mine) & (when > month - window) & (when <= month)
        found.append(Driver(name, float(moved[0]), float(moved[1]), int(seen.sum())))
    return tuple(sorted(found, key=lambda each: -np.hypot(each.willingness, each.ability)))
