"""How long nobody of ours could see a place: from a denial until somebody has been there."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import TypeAlias

import polars as pl

from withstand.analysis.obstruction.frames import DENIED, SEEING

SPELLS: dict[str, pl.DataType | type[pl.DataType]] = {
    "area": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "going_on": pl.Boolean,
    "denials": pl.Int64,
}
"""One row a time blind: from `start` to the day before `end`; where it goes on, `end` is the day after the last day
looked at."""

_DAY = timedelta(days=1)
_Days: TypeAlias = list[tuple[date, date]]
"""First and last days, in the order of the first."""


def spells(attempts: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Times blind of each area from ATTEMPTS up to and with `as_of`: SPELLS, which do not overlap within an area.

    A denial makes blind from its first day to the last day of the first visit to end that began after the denial and
    had full or partial access; times that overlap are one. A visit without a result ends none: unknown is not access.
    Rows without an area or a day are left out.
    """
    told = attempts.drop_nulls(["area", "first", "last"]).filter(
        pl.col("first") <= as_of, pl.col("access").is_in([DENIED, *SEEING])
    )
    dark = told.filter(pl.col("access") == DENIED).select("area").unique()
    of: dict[str, tuple[_Days, _Days]] = defaultdict(lambda: ([], []))
    chosen = told.join(dark, on="area", how="semi").select("area", "first", "last", "access").sort("first")
    for area, first, last, access in chosen.iter_rows():
        if access == DENIED or last <= as_of:
            of[area][access == DENIED].append((first, last))
    rows = [
        (area, *one)
        for area, (seen, denied) in sorted(of.items())
        for one in _merged(denied, _ends(denied, seen, as_of + _DAY), as_of)
    ]
    return pl.DataFrame(rows, schema=SPELLS, orient="row")


def _ends(denied: _Days, seen: _Days, never: date) -> list[date]:
    """For each denial the last day of the first visit to end of those that began after it; `never` where none did."""
    begins = [first for first, _ in seen]
    earliest = [*accumulate((last for _, last in reversed(seen)), min, initial=never)]
    return [earliest[len(seen) - bisect_right(begins, last)] for _, last in denied]


def _merged(denied: _Days, ends: list[date], as_of: date) -> Iterator[tuple[date, date, bool, int]]:
    """Spells of one area, the earliest first; its denials are in the order of their first days."""
    start, until, number = date.min, date.min, 0
    for (first, _), end in zip(denied, ends, strict=True):
        if first >= until:
            if number:
                yield start, until, until > as_of, number
            start, until, number = first, end, 0
        until, number = max(until, end), number + 1
    if number:
        yield start, until, until > as_of, number


def denied_into(attempts: pl.DataFrame, since: date, until: date) -> tuple[str, ...]:
    """Records of the denials that lie in a period or left a place blind in it."""
    denied = attempts.filter(pl.col("access") == DENIED, pl.col("first") <= until)
    dark = spells(attempts, until).filter(pl.col("end") > since)
    pairs = denied.join(dark.select("area", "start", "end"), on="area").filter(
        pl.col("first").is_between(pl.col("start"), pl.col("end"), closed="left")
    )
    return tuple(pl.concat([denied.filter(pl.col("last") >= since)["record"], pairs["record"]]).unique().sort())


def blind_days(found: pl.DataFrame, since: date, until: date) -> pl.DataFrame:
    """Days blind from `since` to `until`, both included, by area and month: area, month, days. Spells must not overlap,
    as those of one area never do.
    """
    inside = found.with_columns(
        start=pl.max_horizontal("start", pl.lit(since)), end=pl.min_horizontal("end", pl.lit(until + _DAY))
    ).filter(pl.col("start") < pl.col("end"))
    days = inside.select("area", pl.date_ranges("start", pl.col("end") - pl.duration(days=1)).alias("day"))
    return (
        days.explode("day").select("area", pl.col("day").dt.truncate("1mo").alias("month"))
        .group_by("area", "month").agg(pl.len().cast(pl.Int64).alias("days")).sort("area", "month")
    )  # fmt: skip


def blind_time(attempts: pl.DataFrame, areas: Iterable[str], since: date, until: date) -> pl.DataFrame:
    """One row an area: days blind of those from `since` to `until`, and what that rests on.

    Columns: area, days, blind, share, going_on_since, denials, seen, tried, first_tried. `share` is null where nobody
    is known to have tried up to then: nothing denied is not access. `denials`, `seen` and `tried` are of the period; a
    time blind that began before it counts in it.
    """
    found = spells(attempts, until)
    length = (until - since).days + 1
    days = blind_days(found, since, until).group_by("area").agg(pl.col("days").sum().alias("blind"))
    open_ = found.filter(pl.col("going_on")).select("area", pl.col("start").alias("going_on_since"))
    told = attempts.drop_nulls(["area", "first"]).filter(pl.col("first") <= until)
    ever = told.group_by("area").agg(pl.col("first").min().alias("first_tried"))
    now = told.filter(pl.col("last") >= since).group_by("area").agg(
        (pl.col("access") == DENIED).sum().cast(pl.Int64).alias("denials"),
        pl.col("access").is_in(list(SEEING)).sum().cast(pl.Int64).alias("seen"),
        pl.len().cast(pl.Int64).alias("tried"),
    )  # fmt: skip
    every = pl.DataFrame({"area": sorted(set(areas) | set(ever["area"]))}, schema={"area": pl.String})
    for part in (days, open_, ever, now):
        every = every.join(part, on="area", how="left")
    counted = every.with_columns(
        pl.lit(length).cast(pl.Int64).alias("days"), pl.col("blind", "denials", "seen", "tried").fill_null(0)
    )
    share = pl.when(pl.col("first_tried").is_not_null()).then(pl.col("blind") / length)
    return counted.with_columns(share=share).select(
        "area", "days", "blind", "share", "going_on_since", "denials", "seen", "tried", "first_tried"
    )
