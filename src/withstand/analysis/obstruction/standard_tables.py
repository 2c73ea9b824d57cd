"""The tables that missions report: acts of obstruction by month, type and agency, with totals that add up."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from withstand.analysis.obstruction.frames import month_of
from withstand.vocabulary.terms import vocabulary

ACT, MENTION = "act", "mention"
"""What is counted. `act`: each record once, under its first type, so that rows add up to the total. `mention`: each
type that a record names; their sum may be larger than the number of acts."""

UNITS = (ACT, MENTION)
TABLE_BY = ("month", "activity", "type", "agent", "area")
PROTESTED = ("open", "answered", "repeated")
"""Where a protest stands that was made and not withdrawn."""


@dataclass(frozen=True)
class StandardTable:
    """`rows`: one a group, its columns and those of COUNTS; `total` is over all, counted by itself, never by adding.

    `undated` and `unplaced` acts are in the groups without a month or an area.
    """

    by: tuple[str, ...]
    unit: str
    rows: pl.DataFrame
    total: dict[str, int | float | None]
    undated: int
    unplaced: int


COUNTS = (
    "acts", "by_government", "violent", "hours_lost", "hours_known", "repeated", "protested", "answered", "withdrawn",
    "reply_days", "replies_timed",
)  # fmt: skip
"""Numbers of acts; `hours_lost` is summed over the `hours_known` acts that tell it, `reply_days` the median over the
`replies_timed` answers whose days are known."""


def standard_table(
    acts: pl.DataFrame, by: tuple[str, ...] = ("month", "type", "agent"), unit: str = ACT
) -> StandardTable:
    """Count ACTS by month, activity touched, type, agency or area."""
    government = vocabulary("obstruction_agents").keys_where("government")
    told = acts.with_columns(
        month=month_of("first"), type=pl.col("what"), government=pl.col("agent").is_in(list(government)),
        reply=(pl.col("replied_on") - pl.col("protested_on")).dt.total_days(),
    )  # fmt: skip
    grouped = told
    if unit == MENTION:
        named = pl.concat_list(pl.col("what"), pl.col("also").fill_null([])).list.unique(maintain_order=True)
        grouped = told.with_columns(type=named).explode("type")
    grouped = typed(grouped, "type")
    if unit == MENTION and "type" not in by:
        grouped = grouped.unique(["record", *by], maintain_order=True)
    rows = grouped.group_by(by).agg(_counts()).sort(by, nulls_last=True) if by else grouped.select(_counts())
    return StandardTable(
        by, unit, rows, told.select(_counts()).row(0, named=True),
        undated=int(acts["first"].null_count()), unplaced=int(acts["area"].null_count()),
    )  # fmt: skip


def typed(acts: pl.DataFrame, what: str = "what") -> pl.DataFrame:
    """The acts with `type` and the `activity` that it touches."""
    touched = {key: str(term.facts["activity"]) for key, term in vocabulary("obstructions").terms.items()}
    activity = pl.col(what).replace_strict(touched, default=None, return_dtype=pl.String)
    return acts.with_columns(type=pl.col(what), activity=activity)


def _counts() -> list[pl.Expr]:
    made = pl.col("protest").is_in(list(PROTESTED))
    reply = pl.col("reply").filter(pl.col("reply") >= 0)
    return [
        pl.len().cast(pl.Int64).alias("acts"),
        pl.col("government").sum().cast(pl.Int64).alias("by_government"),
        (pl.col("hostility") == "violent").sum().cast(pl.Int64).alias("violent"),
        pl.when(pl.col("hours_lost").count() > 0).then(pl.col("hours_lost").sum()).alias("hours_lost"),
        pl.col("hours_lost").count().cast(pl.Int64).alias("hours_known"),
        pl.col("repeated").fill_null(value=False).sum().cast(pl.Int64).alias("repeated"),
        made.sum().cast(pl.Int64).alias("protested"),
        ((pl.col("protest") == "answered") | (made & pl.col("replied_on").is_not_null()))
        .sum().cast(pl.Int64).alias("answered"),
        (pl.col("protest") == "withdrawn").sum().cast(pl.Int64).alias("withdrawn"),
        reply.median().alias("reply_days"),
        reply.count().cast(pl.Int64).alias("replies_timed"),
    ]  # fmt: skip
