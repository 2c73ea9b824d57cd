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

    A UCDP release covers the years or months in its version. Where a file states none, the last event says it: a
    yearly file with an event in December covers that year, and otherwise a month that breaks off more than two days
    before its end counts as incomplete.
    """
    last = events["date_end"].max()
    if not isinstance(last, date):
        raise InputError("There are no dated events to review.")
    newest = events.sort("date_end").tail(1)
    source, version = str(newest["source"][0]), str(newest["source_version"][0] or "")
    covered = _covered_by(version)
    if covered is None and source == "ucdp_ged" and last.month == 12:
        covered = month_end(last)
    if source.startswith("ucdp") and covered is not None and covered >= last:
        known = f"UCDP release {version} covers" if version else "a yearly file with events in December covers"
        return covered, f"{known} up to that day"
    if (month_end(last) - last).days <= _DAYS_OF_GRACE:
        return month_end(last), f"the last event is of {last}"
    return month_before(last), f"the last event is of {last}, so its month counts as incomplete"


def _covered_by(version: str) -> date | None:
    """The last day that a UCDP release covers: 23.1 the year 2022, 23.0.3 March 2023, 23.01.23.06 June 2023."""
    parts = [int(part) for part in version.split(".") if part.isdigit()]
    match parts:
        case [year, _]:
            return date(1999 + year, 12, 31)
        case [year, 0, month] | [_, _, year, month] if 1 <= month <= 12:
            return month_end(date(2000 + year, month, 1))
    return None


def span_until(events: pl.DataFrame, until: date) -> Span:
    """The months from January of the first event's year to the month of `until`."""
    first = events["date_end"].min()
    if not isinstance(first, date) or first > until:
        raise InputError(f"No event is dated on or before {until}; choose a later --as-of.")
    return Span(date(first.year, 1, 1), until.replace(day=1))
