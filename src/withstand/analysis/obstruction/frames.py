"""The frames that everything here is counted from: acts of obstruction, attempts to go somewhere, days of access."""

from __future__ import annotations

from datetime import date

import polars as pl

from withstand.vocabulary.terms import vocabulary

ACTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "record": pl.String,
    "what": pl.String,
    "also": pl.List(pl.String),
    "area": pl.String,
    "first": pl.Date,
    "last": pl.Date,
    "agent": pl.String,
    "hostility": pl.String,
    "hours_lost": pl.Int64,
    "protest": pl.String,
    "protested_on": pl.Date,
    "replied_on": pl.Date,
    "repeated": pl.Boolean,
    "visit": pl.String,
    "classification": pl.String,
}
"""One row an act. `area` is that of the place denied, where we were stopped if that is not known; `visit` the record of
the visit that it stopped. Days, areas and hours are null where they are not known."""

VISITS: dict[str, pl.DataType | type[pl.DataType]] = {
    "record": pl.String,
    "area": pl.String,
    "first": pl.Date,
    "last": pl.Date,
    "access": pl.String,
    "classification": pl.String,
}
"""One row a visit, tried or not."""

FULL, PARTIAL, DENIED, NOT_TRIED, UNKNOWN = "full", "partial", "denied", "not_attempted", "unknown"
SEEING = (FULL, PARTIAL)
"""Access after which somebody of ours has seen something of a place. What is not known is never read as access."""


def keeps_out() -> tuple[str, ...]:
    """Kinds of obstruction after which nobody of ours has seen a place, until somebody has."""
    return vocabulary("obstructions").keys_where("keeps_out")


def kept_out() -> pl.Expr:
    """Whether an act kept us out of a place, by its kind or one that is named besides."""
    kinds = list(keeps_out())
    return pl.col("what").is_in(kinds) | pl.col("also").list.eval(pl.element().is_in(kinds)).list.any().fill_null(
        value=False
    )


def month_of(column: str) -> pl.Expr:
    """The first day of a day's month."""
    return pl.col(column).dt.truncate("1mo")


def up_to(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """What had begun by a day, its last day no later than that; what has no day is left out."""
    known = frame.filter(pl.col("first") <= day)
    return known.with_columns(pl.min_horizontal("last", pl.lit(day)).alias("last"))
