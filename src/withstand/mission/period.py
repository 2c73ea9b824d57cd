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

    A yearly UCDP release covers its years; a candidate release the month in its version. For other files the last
    event says it: a month that breaks off more than two days before its end counts as incomplete.
    """
    last = events["date_end"].max()
    if not isinstance(last, date):
        raise InputError("There are no dated events to review.")
    newest = events.sort("date_end").tail(1)
    source, version = str(newest["source"][0]), str(newest["source_version"][0] or "")
    parts = [int(part) for part in version.split(".") if part.isdigit()]
    if source == "ucdp_ged_candidate" and len(parts) == 3 and 1 <= parts[2] <= 12:
        covered = month_end(date(2000 + parts[0], parts[2], 1))
        return max(covered, month_end(last)), f"UCDP candidate release {version} covers the month"
    if source == "ucdp_ged":
        covered = date(1999 + parts[0], 12, 31) if len(parts) == 2 else date(last.year, 12, 31)
        if covered >= last:
            return covered, "a yearly UCDP release covers whole years"
    if (month_end(last) - last).days <= _DAYS_OF_GRACE:
        return month_end(last), f"the last event is of {last}"
    return month_before(last), f"the last event is of {last}, so its month counts as incomplete"


def span_until(events: pl.DataFrame, until: date) -> Span:
    """The months from January of the first event's year to the month of `until`."""
    first = events["date_end"].min()
    if not isinstance(first, date) or first > until:
        raise InputError(f"No event is dated on or before {until}; choose a later --as-of.")
    return Span(date(first.year, 1, 1), until.replace(day=1))
