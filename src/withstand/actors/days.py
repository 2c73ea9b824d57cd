"""Sets of days as runs of whole days: on which days a claim holds, on which it may, and what is common to claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from withstand.ledger.fields import Span, first_day, last_day

FIRST, LAST = date.min.toordinal(), date.max.toordinal()

Run = tuple[int, int]
"""A first and a last day, both of it, as ordinals of the calendar."""


@dataclass(frozen=True)
class Days:
    """A set of days: runs in order that neither touch nor overlap."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, runs: Iterable[Run]) -> Days:
        """The days of any runs, in any order."""
        joined: list[Run] = []
        for first, last in sorted(run for run in runs if run[0] <= run[1]):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = joined[-1][0], max(joined[-1][1], last)
            else:
                joined.append((first, last))
        return cls(tuple(joined))

    @classmethod
    def between(cls, first: date, last: date) -> Days:
        """Every day from the first to the last; none where they are the wrong way round."""
        return cls.of(((first.toordinal(), last.toordinal()),))

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __contains__(self, day: date) -> bool:
        at = bisect_right(self.runs, (day.toordinal(), LAST)) - 1
        return at >= 0 and day.toordinal() <= self.runs[at][1]

    def __and__(self, other: Days) -> Days:
        """Days that are in both."""
        common: list[Run] = []
        mine = theirs = 0
        while mine < len(self.runs) and theirs < len(other.runs):
            first = max(self.runs[mine][0], other.runs[theirs][0])
            last = min(self.runs[mine][1], other.runs[theirs][1])
            if first <= last:
                common.append((first, last))
            if self.runs[mine][1] < other.runs[theirs][1]:
                mine += 1
            else:
                theirs += 1
        return Days(tuple(common))

    def __or__(self, other: Days) -> Days:
        """Days that are in one of them."""
        if not self.runs or not other.runs:
            return self if self.runs else other
        return Days.of((*self.runs, *other.runs))

    def __sub__(self, other: Days) -> Days:
        """Days that are in this one only."""
        return self & other.others if self.runs and other.runs else self

    @property
    def others(self) -> Days:
        """All other days of the calendar."""
        firsts = (FIRST, *(last + 1 for _, last in self.runs))
        lasts = (*(first - 1 for first, _ in self.runs), LAST)
        return Days(tuple(run for run in zip(firsts, lasts, strict=True) if run[0] <= run[1]))

    @property
    def first(self) -> date | None:
        """The first of them."""
        return date.fromordinal(self.runs[0][0]) if self.runs else None

    @property
    def last(self) -> date | None:
        """The last of them."""
        return date.fromordinal(self.runs[-1][1]) if self.runs else None

    def covers(self, other: Days) -> bool:
        """Whether all days of the other are among these."""
        return self & other == other


NEVER = Days()
ALWAYS = Days(((FIRST, LAST),))


def certain_days(valid: Span | None) -> Days:
    """The days on which a claim holds (`Tie.on` and `Span.holds_on` say True)."""
    if valid is None:
        return NEVER
    if valid.ongoing:
        return Days.between(last_day(valid.start), date.max) if valid.precise else NEVER
    first, last = last_day(valid.start), first_day(valid.end or valid.start)
    exact = valid.earliest == valid.latest and len(valid.start) == len("2032-05-20")
    return Days.between(first, last) if valid.precise or exact else NEVER


def possible_days(valid: Span | None) -> Days:
    """The days on which a claim holds or may hold: with no end said, on every later day (`Tie.on` is not False)."""
    if valid is None:
        return ALWAYS
    return Days.between(valid.earliest, date.max if valid.end is None else valid.latest)


@dataclass(frozen=True)
class Happened:
    """When something happened: on all days of one of `cores`, and on no day outside `possible`.

    A precise range is one core, the days on which it happened in any case. Of an imprecise one each possible day is a
    core of its own, and `each` is True: it happened on at least one of the days of `core`.
    """

    core: Days
    possible: Days
    each: bool

    def surely_meets(self, days: Days) -> bool:
        """Whether it happened on one of these days in any case."""
        return days.covers(self.core) if self.each else bool(days & self.core)

    def until(self, last: date) -> Happened:
        """The part of it up to a day: later days are not looked at."""
        before = Days.between(date.min, last)
        return Happened(self.core & before, self.possible & before, self.each)

    def may_meet(self, days: Days) -> bool:
        """Whether it may have happened on one of these days."""
        return bool(days & self.possible)


def happened(when: Span | None) -> Happened:
    """What a record's days say about when it happened; no days, or days in conflict, say nothing."""
    if when is None:
        return Happened(ALWAYS, ALWAYS, each=True)
    possible = Days.between(when.earliest, when.latest)
    if not when.precise:
        return Happened(possible, possible, each=True)
    first, last = last_day(when.start), date.max if when.ongoing else first_day(when.end or when.start)
    if first <= last:
        return Happened(Days.between(first, last), possible, each=False)
    return Happened(Days.between(max(when.earliest, last), min(first, when.latest)), possible, each=True)
