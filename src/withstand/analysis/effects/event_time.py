"""What was recorded before and after entry, by perpetrator: raw means with their counts, nothing adjusted (E0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.presence_design import AFTER, BEFORE, BIN, NEVER, bins_of

if TYPE_CHECKING:
    from withstand.analysis.effects.effects_panel import EffectsPanel
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class EventBin:
    """Three months of event time over all units that were entered.

    any       share of unit-months with an event; events, deaths: means for a unit and month.
    """

    perpetrator: str
    first: int
    units: int
    unit_months: int
    with_event: int
    any: float
    events: float
    deaths: float


@dataclass(frozen=True)
class Spike:
    """How violence stood in the months before entry against earlier ones; shares of unit-months with an event."""

    before: float
    earlier: float
    unit_months: int

    @property
    def times(self) -> float:
        """How many times as often as earlier; infinite where there was nothing earlier."""
        if self.earlier > 0:
            return self.before / self.earlier
        return float("inf") if self.before > 0 else 1.0


def event_bins(
    panel: EffectsPanel, entry: IntArray, usable: BoolArray, perpetrators: tuple[str, ...]
) -> tuple[EventBin, ...]:
    """The table for each perpetrator: (N,) entry, (N, T) usable months of units entered within the record."""
    number, inside = _bins(panel.shape[1], entry, usable)
    found = []
    for who in perpetrators:
        events, deaths = panel.events[who], panel.deaths[who]
        for one in range(-BEFORE - 1, AFTER + 1):
            cells = inside & (number == one)
            if not cells.any():
                continue
            held = events[cells]
            found.append(
                EventBin(
                    who, one, int(cells.any(axis=1).sum()), held.size, int((held > 0).sum()),
                    float((held > 0).mean()), float(held.mean()), float(deaths[cells].mean()),
                )
            )  # fmt: skip
    return tuple(found)


def spike(events: FloatArray, entry: IntArray, usable: BoolArray) -> Spike | None:
    """The last three months before entry against the months before them; None where one of the two is not recorded."""
    number, inside = _bins(events.shape[1], entry, usable)
    last, earlier = inside & (number == -1), inside & (number < -1)
    if not last.any() or not earlier.any():
        return None
    return Spike(float((events[last] > 0).mean()), float((events[earlier] > 0).mean()), int(last.sum()))


def _bins(months: int, entry: IntArray, usable: BoolArray) -> tuple[IntArray, BoolArray]:
    since = np.arange(months)[None, :] - entry[:, None]
    return bins_of(since), usable & (entry != NEVER)[:, None]


def first_month(number: int) -> int:
    """The first month of a bin, in months since entry."""
    return number * BIN
