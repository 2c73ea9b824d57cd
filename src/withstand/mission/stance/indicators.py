"""From the picture to what the model of willingness and ability is told: counts with what they are out of, and ratings.

Rows are areas x authorities, columns are months. What was not counted is missing; a count without its denominator, as
obstruction where nobody tried to go, is missing too. Violence and obstruction are counted of authorities that have
forces: that a court has stopped no patrol says nothing of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.stance.indicators import BY_NAME, Indicators, Measured, Ratings
from withstand.ledger.fields import Span, first_day
from withstand.mission.period import add_months
from withstand.mission.stance.authorities import OWN, POSSIBLE, Authority, Family, Registry
from withstand.mission.stance.counted import Counted, Rated, Sources
from withstand.mission.stance.recorded import HARM, OBSTRUCTED, Acts

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

MOST_MONTHS = 36
_WHOLE_MONTH = len("2032-05")


@dataclass(frozen=True)
class Row:
    """An authority in an area."""

    authority: Authority
    area: str

    @property
    def name(self) -> str:
        """One name of it."""
        return f"{self.area} {self.authority.key}"


@dataclass(frozen=True, eq=False)
class Told:
    """What the model is told of rows, months (2032-05) and, by what, what could not be placed and is left out."""

    rows: tuple[Row, ...]
    indicators: Indicators
    left_out: Mapping[str, int]
    at: Mapping[tuple[str, str], int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        at = {(row.authority.key, row.area): number for number, row in enumerate(self.rows)}
        object.__setattr__(self, "at", at)

    @cached_property
    def digest(self) -> str:
        """A name of all that is told: the same gives the same answer."""
        told = self.indicators
        sums = hashlib.sha256(repr((told.rows, told.months)).encode())
        for name, each in sorted(told.measured.items()):
            sums.update(name.encode())
            sums.update(each.values.tobytes())
            sums.update(b"" if each.of is None else each.of.tobytes())
        if told.ratings is not None:
            rated = told.ratings
            sums.update(repr(rated.raters).encode())
            for part in (rated.axis, rated.row, rated.month, rated.rater, rated.value):
                sums.update(part.tobytes())
        return sums.hexdigest()


def months_until(first: date, day: date) -> tuple[str, ...]:
    """The months from that of a day to that of another, at most the last MOST_MONTHS."""
    last = day.year * 12 + day.month - 1
    start = max(first.year * 12 + first.month - 1, last - MOST_MONTHS + 1)
    return tuple(f"{number // 12}-{number % 12 + 1:02}" for number in range(start, last + 1))


def first_month(acts: Acts, sources: Sources, day: date) -> date:
    """The first month of which anything is known; that of the day where nothing is."""
    days = [one.when.earliest for one in acts.acts if one.when is not None]
    days += sources.days
    return min((one for one in days if one <= day), default=day)


def told(
    rows: Sequence[Row], months: tuple[str, ...], acts: Acts, sources: Sources, registry: Registry, day: date
) -> Told:
    """What the model is told of these rows, by a day."""
    index = {month: number for number, month in enumerate(months)}
    counted = _Counting(len(rows), index)
    tried, seen = counted.area_months(sources.tried), counted.area_months(sources.seen)
    visited = counted.area_months(sources.visited)
    for number, row in enumerate(rows):
        family = registry.family(row.authority)
        if family.forces:
            counted.acts(number, row, family, acts, day, tried, seen, visited)
        counted.presence(number, row, family, sources)
        for name in ("commitments", "responses", "joint"):
            counted.shares(number, row, family, name, sources.shares.get(name, ()))
    measured = {name: each for name, each in counted.measured().items() if name in BY_NAME}
    names = tuple(row.name for row in rows)
    ratings = _ratings(rows, index, sources.ratings, registry)
    return Told(tuple(rows), Indicators(names, months, measured, ratings), dict(sources.left_out))


class _Counting:
    """Arrays of (rows, months) being filled; NaN until something is known."""

    def __init__(self, rows: int, months: Mapping[str, int]) -> None:
        self.rows, self.months = rows, months
        self.values: dict[str, FloatArray] = {}
        self.of: dict[str, FloatArray] = {}

    def array(self, held: dict[str, FloatArray], name: str) -> FloatArray:
        if name not in held:
            held[name] = np.full((self.rows, len(self.months)), np.nan)
        return held[name]

    def area_months(self, counts: Mapping[tuple[str, str], int]) -> dict[str, FloatArray]:
        """Counts by area and month as an array of months for each area that has any."""
        found: dict[str, FloatArray] = {}
        for (area, month), number in counts.items():
            if month in self.months:
                found.setdefault(area, np.zeros(len(self.months)))[self.months[month]] += number
        return found

    def acts(
        self, number: int, row: Row, family: Family, acts: Acts, day: date, tried: Mapping[str, FloatArray],
        seen: Mapping[str, FloatArray], visited: Mapping[str, FloatArray],
    ) -> None:  # fmt: skip
        """Violence per visit that saw something, and obstruction per attempt to go there.

        In a month with an act that may be the authority's, none of its own is not known to be none.
        """
        none = np.zeros(len(self.months))
        own = {HARM: none.copy(), OBSTRUCTED: none.copy()}
        may = {HARM: none.copy(), OBSTRUCTED: none.copy()}
        for act, way in acts.counted(family, row.area, day):
            month = month_of(act.when)
            if month in self.months and way in (OWN, POSSIBLE):
                (own if way == OWN else may)[act.kind][self.months[month]] += 1
        looked, went = seen.get(row.area, none), visited.get(row.area, none)
        attempts = np.where(went > 0, tried.get(row.area, none), 0.0)
        harm, clear = own[HARM], (looked > 0) & (may[HARM] == 0)
        self.array(self.values, "violence")[number] = np.where(clear | (harm > 0), harm, np.nan)
        self.array(self.of, "violence")[number] = np.where(looked > 0, looked, np.nan)
        denied, clear = own[OBSTRUCTED], (attempts > 0) & (may[OBSTRUCTED] == 0)
        known = clear | ((attempts > 0) & (denied > 0))
        self.array(self.values, "obstruction")[number] = np.where(known, denied, np.nan)
        self.array(self.of, "obstruction")[number] = np.where(attempts > 0, attempts, np.nan)

    def presence(self, number: int, row: Row, family: Family, sources: Sources) -> None:
        """Posts and patrols that were counted: of one body the most that anybody counted, bodies added."""
        by_month: dict[int, dict[str, float]] = {}
        for one in sources.presence:
            if one.area != row.area or not _whose(one.actors, one.side, family, one.day):
                continue
            for month in one.months:
                if month in self.months:
                    held = by_month.setdefault(self.months[month], {})
                    body = ",".join(sorted(one.actors))
                    held[body] = max(held.get(body, 0.0), one.number)
        if by_month:
            values = self.array(self.values, "presence")
            for month_at, bodies in by_month.items():
                parts = {body: count for body, count in bodies.items() if body}
                values[number, month_at] = max(sum(parts.values()), bodies.get("", 0.0))

    def shares(self, number: int, row: Row, family: Family, name: str, found: Iterable[Counted]) -> None:
        """So many of so many."""
        for one in found:
            if one.area == row.area and one.month in self.months and _whose(one.actors, "", family, one.day):
                at = (number, self.months[one.month])
                for held, more in ((self.values, float(one.good)), (self.of, 1.0)):
                    array = self.array(held, name)
                    array[at] = np.nansum([array[at], more])

    def measured(self) -> dict[str, Measured]:
        return {name: Measured(values, self.of.get(name)) for name, values in self.values.items()}


def _whose(actors: Sequence[str], side: str, family: Family, day: date) -> bool:
    if any(family.holds(actor, day) for actor in actors):
        return True
    return not actors and family.authority.is_class and side == family.authority.side


def _ratings(
    rows: Sequence[Row], months: Mapping[str, int], rated: Sequence[Rated], registry: Registry
) -> Ratings | None:  # fmt: skip
    found = list(_each_rating(rows, months, rated, registry))
    raters = tuple(sorted({one.rater for one in rated}))
    if not found:
        return None
    columns = [np.array(column, dtype=np.int64) for column in zip(*found, strict=True)]
    axis, row, month, rater, value = columns
    return Ratings(axis, row, month, rater, value, raters)


def _each_rating(
    rows: Sequence[Row], months: Mapping[str, int], rated: Sequence[Rated], registry: Registry
) -> Iterator[tuple[int, int, int, int, int]]:
    raters = sorted({one.rater for one in rated})
    for number, row in enumerate(rows):
        family = registry.family(row.authority)
        for one in rated:
            if one.area == row.area and one.month in months and _whose(one.actors, "", family, one.day):
                yield one.axis, number, months[one.month], raters.index(one.rater), one.value


def month_of(when: Span | None) -> str:
    """The month in which something began; empty where only its year is known."""
    return when.start[:_WHOLE_MONTH] if when is not None and len(when.start) >= _WHOLE_MONTH else ""


def month_days(month: str, day: date) -> tuple[date, date]:
    """The first and the last day of a month; no later than a day."""
    start = first_day(month)
    return start, min(day, date.fromordinal(add_months(start, 1).toordinal() - 1))
