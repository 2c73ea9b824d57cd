"""Counts of events on presence in the month before, by Poisson pseudo-maximum likelihood (E1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.poisson import poisson
from withstand.analysis.effects.regression import Fit
from withstand.analysis.effects.study_values import CountEffect, Without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from withstand.analysis.effects.effects_panel import EffectsPanel
    from withstand.analysis.effects.randomisation import Chance
    from withstand.analysis.panel import FloatArray, IntArray

PRESENCE = "presence, month before"


def _fit(panel: EffectsPanel, who: str, order: IntArray | None = None) -> Fit:
    present, known = panel.presence.present, panel.presence.known
    if order is not None:
        present, known = present[order], known[order]
    rows = known[:, :-1].ravel()
    unit = panel.unit_rows.reshape(panel.shape)[:, 1:].ravel()[rows]
    period = panel.period_rows.reshape(panel.shape)[:, 1:].ravel()[rows]
    before = present[:, :-1].ravel()[rows].astype(np.float64)[:, None]
    return poisson(panel.events[who][:, 1:].ravel()[rows], before, (PRESENCE,), (unit, period), unit)


def count_statistic(panel: EffectsPanel, perpetrators: tuple[str, ...]) -> Callable[[IntArray], FloatArray]:
    """(K,) coefficients for histories given to the units in another order."""

    def one(who: str, order: IntArray) -> float:
        try:
            return float(_fit(panel, who, order).coefficients[0])
        except EffectsError:
            return float("nan")

    return lambda order: np.array([one(who, order) for who in perpetrators])


def count_effects(
    panel: EffectsPanel, perpetrators: tuple[str, ...], chances: Sequence[Chance | None], without: list[Without]
) -> tuple[CountEffect, ...]:
    """The coefficient for each perpetrator; where there is none, why goes into `without`."""
    found = []
    for who, chance in zip(perpetrators, chances, strict=True):
        try:
            fit = _fit(panel, who)
        except EffectsError:
            without.append(Without(who, "counts", "counts_unidentified"))
            continue
        found.append(CountEffect(who, fit.estimate(PRESENCE), chance, fit.dropped))
    return tuple(found)
