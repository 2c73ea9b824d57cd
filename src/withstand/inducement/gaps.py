"""What is not known of a unit: nobody was there, access was denied, its place or its line is not recorded.

A gap is never read as calm, and never as guilt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

NOT_LET_IN = frozenset({"denied", "not_attempted"})
SAW = frozenset({"full", "partial"})
LONG_AGO = timedelta(days=92)


@dataclass(frozen=True)
class Look:
    """Somebody of ours went to see the unit, or tried: when, with what access, and whether anything was seen."""

    record: str
    day: date
    access: str

    @property
    def saw(self) -> bool:
        """Whether something could be seen."""
        return self.access in SAW


@dataclass(frozen=True)
class Area:
    """An area in which the unit is said to be: incidents recorded there in a year, and those linked to the unit."""

    area: str
    incidents: int
    of_the_unit: int


@dataclass(frozen=True)
class Gap:
    """A gap: a word, how many it is about, since when, and what it names."""

    gap: str
    number: int = 0
    since: date | None = None
    about: str = ""


@dataclass(frozen=True)
class Known:
    """What gaps are looked for in: looks, areas, how many of the line stand there in any case and possibly.

    `loose` relations have an end that this audience cannot see; `conflicts` records have two versions that stand.
    """

    looks: tuple[Look, ...]
    areas: tuple[Area, ...]
    positions: int
    line: int
    uncertain: int
    loose: int
    conflicts: int
    newer: int


def gaps(known: Known, day: date) -> tuple[Gap, ...]:
    """The gaps, the gravest first."""
    return tuple(_gaps(known, day))


def _gaps(known: Known, day: date) -> Iterable[Gap]:
    seen = max((one.day for one in known.looks if one.saw), default=None)
    if seen is None:
        yield Gap("never_seen")
    elif day - seen > LONG_AGO:
        yield Gap("long_unseen", (day - seen).days, seen)
    if kept_out := [one for one in known.looks if one.access in NOT_LET_IN]:
        yield Gap("kept_out", len(kept_out), max(one.day for one in kept_out))
    if unsaid := [one for one in known.looks if one.access not in NOT_LET_IN | SAW]:
        yield Gap("access_unknown", len(unsaid), max(one.day for one in unsaid))
    if not known.positions:
        yield Gap("no_position")
    for area in known.areas:
        if area.incidents > area.of_the_unit:
            yield Gap("unattributed", area.incidents - area.of_the_unit, None, area.area)
    if not known.line:
        yield Gap("no_line")
    if known.uncertain:
        yield Gap("line_uncertain", known.uncertain)
    if known.loose:
        yield Gap("line_cut", known.loose)
    if known.conflicts:
        yield Gap("conflicts", known.conflicts)
    if known.newer:
        yield Gap("newer", known.newer)
