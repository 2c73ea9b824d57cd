"""What a history of presence makes of each unit and month: untreated, treated, or left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, IntArray

BIN = 3
"""Months in a bin of event time."""
DONUT = 3
"""Months before entry that are left out of treated units: deployments follow spikes (methods 3.5)."""
BEFORE, AFTER = 4, 8
"""Bins of event time shown before and after entry; what lies farther is in an outer bin of its own."""
NEVER = -1


@dataclass(frozen=True, eq=False)
class Design:
    """entry (N,) column of entry, -1 for never; (N, T) untreated, treated; event time where there is an entry.

    Left out: months before entry within the donut, months after leaving, months of unknown presence, and every month
    of a unit that was there from the first month, whose entry nobody knows.
    """

    entry: IntArray
    untreated: BoolArray
    treated: BoolArray

    @property
    def event_time(self) -> IntArray:
        """(N, T) months since entry; meaningless where `entry` is -1."""
        months = self.untreated.shape[1]
        return np.arange(months, dtype=np.int64)[None, :] - self.entry[:, None]


def design(present: BoolArray, known: BoolArray, donut: int = DONUT) -> Design:
    """The design of presence at the place itself; (N, T) present and known."""
    ever: BoolArray = np.any(present & known, axis=1)
    entry = np.where(ever, np.argmax(present & known, axis=1), NEVER)
    since = np.arange(present.shape[1])[None, :] - entry[:, None]
    usable = known & ~(ever & (entry == 0))[:, None]
    entered = ever[:, None]
    before = ~entered | (since < -donut)
    after = entered & (since >= 0)
    return Design(entry.astype(np.int64), usable & before, usable & after & present)


def neighbour_design(present: BoolArray, known: BoolArray, neighbours: BoolArray, donut: int = DONUT) -> Design:
    """The design of presence next door: whether violence moves. Rows with presence of their own are left out."""
    near = (neighbours.astype(np.float64) @ (present & known)) > 0
    own, beside = design(present, known, donut), design(near, known, donut)
    return Design(beside.entry, beside.untreated & own.untreated, beside.treated & own.untreated)


def bins_of(event_time: IntArray) -> IntArray:
    """Bins of three months, 0 beginning with the month of entry; outer bins -5 and 8 hold all that lies farther."""
    return np.clip(np.floor_divide(event_time, BIN), -BEFORE - 1, AFTER)


def bin_label(number: int) -> str:
    """A bin in months, as "-6…-4"."""
    first = number * BIN
    if number < -BEFORE:
        return f"…{first + BIN - 1}"
    return f"{first}…" if number >= AFTER else f"{first}…{first + BIN - 1}"
