"""What leadership holds to be enough, as a case has it on its day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.mission.stance.thresholds import latest_of
from withstand.mission.stance_records import StanceThresholds

UNSET = StanceThresholds(on="2000-01-01", decided_by="-", by_role="head_of_mission", reasons="-")
"""The thresholds of the program, where nobody set any."""


def thresholds(case: Case) -> StanceThresholds:
    """The latest that hold on the day of a case; of several of one day those entered last."""
    return case.kept("thresholds", lambda: _thresholds(case), everywhere=True)


def _thresholds(case: Case) -> StanceThresholds:
    held = ((fields, case.seen[record].recorded_at, record) for record, fields in case.each(StanceThresholds))
    last = latest_of(held, case.day)
    return last[0] if last else UNSET


def half_life(case: Case) -> timedelta:
    """How long an assessment counts."""
    return timedelta(days=thresholds(case).half_life_days)


def counts_until(last: date, months: int) -> date:
    """The last day on whose window, of so many months back, a day lies."""
    number = last.year * 12 + last.month - 1 + months
    if number // 12 > date.max.year:
        return date.max
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(last.day, calendar.monthrange(year, month)[1]))
