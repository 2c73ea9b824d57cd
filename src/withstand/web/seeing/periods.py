"""The numbers of the timeline: a line for each week, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from withstand.analysis.observability import sight
from withstand.analysis.result_values import Sight
from withstand.brief.charts import Count
from withstand.mission.period import add_months, month_end
from withstand.mission.sightings import EVENT_KIND, NO_PERPETRATOR

WEEK, MONTH, YEAR = "week", "month", "year"
MOST = 160
_DAYS = {WEEK: 7, MONTH: 30, YEAR: 365}
_WEEKS_UP_TO, _MONTHS_UP_TO = 130, 5 * 366


@dataclass(frozen=True)
class Period:
    """Some days with a label: 2032-05-03 (a week's Monday), 2032-05, or 2032."""

    label: str
    first: date
    last: date


@dataclass(frozen=True)
class PeriodLine:
    """One period. `deaths` by class of the data set's events: None where the data do not reach, which is not zero.

    `records` counts the operation's records by kind and class.
    """

    period: Period
    events: int | None
    deaths: Mapping[str, Count | None]
    sight: Sight
    records: Mapping[tuple[str, str], int]

    @property
    def record_count(self) -> int:
        """All records."""
        return sum(self.records.values())

    def of_kind(self, kind: str) -> int:
        """Records of a kind."""
        return sum(number for (one, _), number in self.records.items() if one == kind)


def fitting(step: str, since: date, until: date) -> str:
    """The step asked for where it gives no more than `MOST` periods, else one that fits."""
    days = (until - since).days + 1
    steps = [step] if step else [WEEK] if days <= _WEEKS_UP_TO else [MONTH] if days <= _MONTHS_UP_TO else [YEAR]
    order = [WEEK, MONTH, YEAR]
    wide = order.index(steps[0])
    return next((one for one in order[wide:] if days / _DAYS[one] <= MOST), YEAR)


def periods(step: str, since: date, until: date) -> tuple[Period, ...]:
    """The periods from that of `since` to that of `until`, whole; the last of them where they are too many."""
    return tuple(_periods(step, since, until))[-MOST:]


def _periods(step: str, since: date, until: date) -> Iterator[Period]:
    if step == WEEK:
        day = since - timedelta(days=since.weekday())
        while day <= until:
            yield Period(day.isoformat(), day, day + timedelta(days=6))
            day += timedelta(days=7)
    elif step == MONTH:
        day = since.replace(day=1)
        while day <= until:
            yield Period(day.isoformat()[:7], day, month_end(day))
            day = add_months(day, 1)
    else:
        for year in range(since.year, until.year + 1):
            yield Period(str(year), date(year, 1, 1), date(year, 12, 31))


def period_lines(
    parts: tuple[Period, ...],
    chosen: pl.DataFrame,
    placed: pl.DataFrame | None,
    covered: tuple[date, date] | None,
    classes: tuple[str, ...],
) -> tuple[PeriodLine, ...]:
    """A line for each period. `chosen` are sightings; `placed` all events; `covered` the days that the data reach."""
    return tuple(_line(one, chosen, placed, covered, classes) for one in parts)


def _line(
    period: Period,
    chosen: pl.DataFrame,
    placed: pl.DataFrame | None,
    covered: tuple[date, date] | None,
    classes: tuple[str, ...],
) -> PeriodLine:
    events = chosen.filter(pl.col("kind") == EVENT_KIND, pl.col("last").is_between(period.first, period.last))
    records = chosen.filter(pl.col("kind") != EVENT_KIND, pl.col("first").is_between(period.first, period.last))
    reaches = covered is not None and covered[0] <= period.last and period.last <= covered[1]
    known = reaches or events.height > 0
    deaths = {one: _deaths(events.filter(pl.col("perpetrator") == one)) if known else None for one in classes}
    seen = Sight(0, 0, 0, None, None)
    if placed is not None:
        seen = sight(placed.filter(pl.col("date_end").is_between(period.first, period.last)))
    counted = Counter(zip(records["kind"], records["perpetrator"].fill_null(NO_PERPETRATOR), strict=True))
    return PeriodLine(period, events.height if known else None, deaths, seen, counted)


def _deaths(events: pl.DataFrame) -> Count:
    best, low, high = (float(events[name].fill_null(0).sum()) for name in ("best", "low", "high"))
    return Count(best, low, high)
