"""Up to which month a file of events is complete, and from where a review looks back."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import polars as pl

from withstand.analysis.monthly import Span
from withstand.errors import InputError

_DAYS_OF_GRACE = 2


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_before(day: date) -> date:
    """The last day of the month before that of `day`."""
    return day.replace(day=1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The first day of the month `months` after that of `day`."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def complete_until(events: pl.DataFrame) -> tuple[date, str]:
    """The last day of the last month that `events` (EVENT) covers whole, and how that is known.

    UCDP releases cover the years or months in their versions; where one is missing between two, the record ends
    before the gap, since a month that nobody read is not a month without events. Where a file states no version,
    the last event says it: a yearly file with an event in December covers that year, and otherwise a month that
    breaks off more than two days before its end counts as incomplete.
    """
    last = events["date_end"].max()
    if not isinstance(last, date):
        raise InputError("There are no dated events to review.")
    held = [(str(source), str(version or "")) for source, version in _releases(events)]
    covered = [_covered_by(version) for _, version in held]
    if all(source.startswith("ucdp") for source, _ in held) and all(covered):
        return _without_gap([(span, version) for span, (_, version) in zip(covered, held, strict=True) if span], last)
    if {source for source, _ in held} == {"ucdp_ged"} and last.month == 12:
        return month_end(last), f"a yearly file whose last event is of {last} counts as covering that year"
    if (month_end(last) - last).days <= _DAYS_OF_GRACE:
        return month_end(last), f"the last event is of {last}"
    return month_before(last), f"the last event is of {last}, so its month counts as incomplete"


def _releases(events: pl.DataFrame) -> list[tuple[object, ...]]:
    return events.select("source", "source_version").unique().sort("source", "source_version").rows()


def _covered_by(version: str) -> tuple[date, date] | None:
    """What a UCDP release covers: 23.1 all to the end of 2022, 23.0.3 March 2023, 23.01.23.06 January to June 2023."""
    parts = [int(part) for part in version.split(".") if part.isdigit()]
    match parts:
        case [year, _]:
            return date.min, date(1999 + year, 12, 31)
        case [year, 0, month] if 1 <= month <= 12:
            return date(2000 + year, month, 1), month_end(date(2000 + year, month, 1))
        case [first_year, first, year, month] if 1 <= first <= 12 and 1 <= month <= 12:
            return date(2000 + first_year, first, 1), month_end(date(2000 + year, month, 1))
    return None


def _without_gap(releases: list[tuple[tuple[date, date], str]], last: date) -> tuple[date, str]:
    releases.sort()
    (_, end), version = releases[0]
    for (start, until), following in releases[1:]:
        if start > end + timedelta(days=1):
            return end, f"UCDP release {version} ends here; the months before release {following} are not in the data"
        if until > end:
            end, version = until, following
    if last > end:
        return month_before(last), f"the last event is of {last}, after what release {version} covers"
    return end, f"UCDP release {version} covers up to that day"


def span_until(events: pl.DataFrame, until: date) -> Span:
    """The months from that of the first event to that of `until`; what lies before the record is not known."""
    first = events["date_end"].min()
    if not isinstance(first, date) or first > until:
        raise InputError(f"No event is dated on or before {until}; choose a later --as-of.")
    return Span(first.replace(day=1), until.replace(day=1))
