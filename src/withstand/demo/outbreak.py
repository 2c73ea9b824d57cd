"""Which strand strikes when and where: a self-exciting process with spill-over, in whole numbers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from withstand.demo.boundaries import neighbours
from withstand.demo.strands import (
    FIRST_DAY,
    FREE_WINDOWS,
    LAST_DAY,
    ONE_SIDED,
    PRESENCE,
    STRANDS,
)
from withstand.demo.velmara import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from withstand.demo.actors import Actor
    from withstand.demo.dice import Dice

MEMORY_DAYS = 30
"""Mean time an event goes on exciting others."""
OWN, SPILL_OVER, BATTLES, RETALIATION = 620, 130, 140, 22
"""Events that one event brings about, in thousandths: of its strand in its district, of its strand in the
neighbours, one-sided ones of each strand present after a battle, one-sided ones after a one-sided one."""
RISE, CALM = 70, 18
"""A quiet spell of an actor in a district ends in one month of RISE, an active one in one of CALM."""
ACTIVE_FACTOR = 30
RAINS = (12, 1, 2, 3)
RAINS_PERCENT = 55
"""Months of the rains, when roads are cut, and the rate in them."""
WARM_UP = date(FIRST_DAY.year - 2, 1, 1)
"""The process starts here, so that the first recorded day already has a past."""
ONE_EVENT = 1_000_000
CERTAIN = 300_000_000
"""No rate goes beyond this, in billionths per day: three days in ten."""


@dataclass(frozen=True)
class Occurrence:
    """One event before it has details: positions in DISTRICTS and STRANDS."""

    day: date
    district: int
    strand: int


def occurrences(dice: "Dice") -> "Iterator[Occurrence]":
    """All events that chance writes, day by day."""
    mean_of_neighbours = _mean_of_neighbours()
    causes = _causes()
    trace = np.zeros((len(DISTRICTS), len(STRANDS)), dtype=np.int64)
    spells = {actor: [dice.percent(20) for _ in DISTRICTS] for actor in PRESENCE}
    day = WARM_UP
    base = _base(spells, day.year)
    while day <= LAST_DAY:
        if day.day == 1:
            for actor, districts in spells.items():
                spells[actor] = [_next_spell(active, dice) for active in districts]
            base = _base(spells, day.year)
        felt = OWN * trace + SPILL_OVER * (mean_of_neighbours @ trace // 1_000) + trace @ causes
        rate = base + np.where(base > 0, felt // MEMORY_DAYS, 0)
        if day.month in RAINS:
            rate = rate * RAINS_PERCENT // 100
        happens = dice.billionths(*rate.shape) < np.minimum(rate, CERTAIN)
        trace -= trace // MEMORY_DAYS
        for position, strand in zip(*(axis.tolist() for axis in np.nonzero(happens)), strict=True):
            if not _kept_free(day, position, strand):
                trace[position, strand] += ONE_EVENT
                if day >= FIRST_DAY:
                    yield Occurrence(day, position, strand)
        day += timedelta(days=1)


def _next_spell(active: bool, dice: "Dice") -> bool:
    return dice.below(CALM) > 0 if active else dice.below(RISE) == 0


def _base(spells: "dict[Actor, list[bool]]", year: int) -> "NDArray[np.int64]":
    base = np.zeros((len(DISTRICTS), len(STRANDS)), dtype=np.int64)
    for column, strand in enumerate(STRANDS):
        if strand.since <= year <= strand.until:
            for row, active in enumerate(spells[strand.driver]):
                factor = ACTIVE_FACTOR if active else 1
                base[row, column] = strand.base * PRESENCE[strand.driver][row] * factor
    return base


def _mean_of_neighbours() -> "NDArray[np.int64]":
    """Weights in thousandths: each district feels the mean of those around it."""
    weights = np.zeros((len(DISTRICTS), len(DISTRICTS)), dtype=np.int64)
    for row, around in enumerate(neighbours()):
        weights[row, list(around)] = 1_000 // len(around)
    return weights


def _causes() -> "NDArray[np.int64]":
    """How much the strand of a row brings about that of a column in one district, in thousandths."""
    causes = np.zeros((len(STRANDS), len(STRANDS)), dtype=np.int64)
    for row, cause in enumerate(STRANDS):
        for column, effect in enumerate(STRANDS):
            if effect.kind != ONE_SIDED or row == column:
                continue
            if cause.kind == ONE_SIDED:
                causes[row, column] = RETALIATION
            elif effect.side_a in (cause.side_a, cause.side_b):
                causes[row, column] = BATTLES
    return causes


def _kept_free(day: date, position: int, strand: int) -> bool:
    return any(
        DISTRICTS[position].name == window.district
        and window.first <= day <= window.last
        and window.strand in (None, STRANDS[strand])
        for window in FREE_WINDOWS
    )
