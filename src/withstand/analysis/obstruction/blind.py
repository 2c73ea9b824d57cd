"""How long nobody of ours could see a place: from a denial until somebody has been there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

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


def spells(attempts: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Times blind of each area from ATTEMPTS up to and with `as_of`: SPELLS.

    One begins on the first day of a denial and ends on the last day of the next visit with full or partial access that
    began after the denial; denials meanwhile lengthen nothing and shorten nothing. A visit without a result ends none:
    unknown is not access. Rows without an area or a day are left out; see how many there are.
    """
    told = attempts.drop_nulls(["area", "first"]).filter(pl.col("first") <= as_of)
    told = told.filter(pl.col("access").is_in([DENIED, *SEEING]))
    rows: list[tuple[str, date, date, bool, int]] = []
    for key, part in told.sort("area", "first", "record").group_by("area", maintain_order=True):
        rows.extend((str(key[0]), *one) for one in _of_area(part, as_of))
    return pl.DataFrame(rows, schema=SPELLS, orient="row")


def _of_area(part: pl.DataFrame, as_of: date) -> Iterable[tuple[date, date, bool, int]]:
    """Spells of one area's attempts, the earliest first."""
    start: date | None = None
    until = date.min
    denials = 0
    for first, last, access in part.select("first", "last", "access").iter_rows():
        if access == DENIED:
            start, denials = start or first, denials + 1
            until = max(until, min(last, as_of))
        elif start is not None and first > until and last <= as_of:
            if last > start:
                yield start, last, False, denials
            start, denials, until = None, 0, date.min
    if start is not None:
        yield start, as_of + _DAY, True, denials


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
