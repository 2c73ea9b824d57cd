"""Counts of events on presence in the month before, by Poisson pseudo-maximum likelihood (E1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.poisson import poisson
from withstand.analysis.effects.presence_design import design
from withstand.analysis.effects.regression import Fit
from withstand.analysis.effects.study_values import CountEffect, Without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from withstand.analysis.effects.effects_panel import EffectsPanel
    from withstand.analysis.effects.randomisation import Chance
    from withstand.analysis.panel import FloatArray, IntArray

PRESENT, TROOPS = "present", "troops"
DOSES = (PRESENT, TROOPS)
"""Any post in the month before; thousands of troops in it, where their number is known."""


def _fit(panel: EffectsPanel, who: str, dose: str, donut: int, order: IntArray | None = None) -> Fit:
    """Without the donut's months, nor the month of entry, which has presence but none in the month before."""
    whose = np.arange(len(panel.units)) if order is None else order
    presence = panel.presence
    present, known = presence.present[whose], presence.known[whose]
    made = design(present, known, donut)
    near = (made.entry > 0)[:, None] & (made.event_time >= -donut) & (made.event_time <= 0) & (donut > 0)
    amount = present.astype(np.float64) if dose == PRESENT else np.where(present, presence.troops[whose], 0.0) / 1e3
    rows = (known[:, :-1] & np.isfinite(amount[:, :-1]) & ~near[:, 1:]).ravel()
    if not rows.any():
        raise EffectsError("No row is left to compare with.")
    unit = panel.unit_rows.reshape(panel.shape)[:, 1:].ravel()[rows]
    period = panel.period_rows.reshape(panel.shape)[:, 1:].ravel()[rows]
    before = amount[:, :-1].ravel()[rows, None]
    return poisson(panel.events[who][:, 1:].ravel()[rows], before, (dose,), (unit, period), unit)


def count_statistic(panel: EffectsPanel, perpetrators: tuple[str, ...], donut: int) -> Callable[[IntArray], FloatArray]:
    """(perpetrators × DOSES,) coefficients for histories given to the units in another order."""

    def one(who: str, dose: str, order: IntArray) -> float:
        try:
            return float(_fit(panel, who, dose, donut, order).coefficients[0])
        except EffectsError:
            return float("nan")

    return lambda order: np.array([one(who, dose, order) for who in perpetrators for dose in DOSES])


def count_effects(
    panel: EffectsPanel,
    perpetrators: tuple[str, ...],
    donut: int,
    chances: Sequence[Chance | None],
    without: list[Without],
) -> tuple[CountEffect, ...]:
    """The coefficients for each perpetrator; where there is none, why goes into `without`."""
    found = []
    asked = [(who, dose) for who in perpetrators for dose in DOSES]
    for (who, dose), chance in zip(asked, chances, strict=True):
        try:
            fit = _fit(panel, who, dose, donut)
        except EffectsError:
            without.append(Without(who, f"counts_{dose}", "counts_unidentified"))
            continue
        found.append(CountEffect(who, dose, donut, fit.estimate(dose), chance, fit.dropped))
    return tuple(found)
