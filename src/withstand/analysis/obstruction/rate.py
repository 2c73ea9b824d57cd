"""Denials per attempt. What was attempted is the denominator; where it is not recorded, there is no rate."""

from __future__ import annotations

import polars as pl

from withstand.analysis.obstruction.frames import DENIED, FULL, PARTIAL, UNKNOWN, month_of
from withstand.errors import InputError

Z = 1.6448536269514722
"""90 %, as everywhere in this program."""

NO_ATTEMPTS, NO_RESULT = "no_attempts", "no_result"
RATE_BY = ("month", "area", "agent")


def rates(attempts: pl.DataFrame, by: tuple[str, ...] = (), totals: pl.DataFrame | None = None) -> pl.DataFrame:
    """Denials per attempt in each group of ATTEMPTS, and over all with no group.

    Columns: the groups, attempts, full, partial, denied, unknown, rate, low, high (Wilson, 90 %), least, most, why.
    The rate is of the attempts whose result is known; `least` and `most` are what it would be if all or none of the
    others had had access. It is null where no visit is recorded (`why` is `no_attempts`: denials alone tell nothing of
    how often one tried) or no result is known (`no_result`). By `agent`, each agency's denials stand against all
    attempts of the group: an attempt is nobody's before it is denied. Attempts one after another at one barrier are
    not independent, so intervals are rather too narrow.

    `totals` (month, attempted, and area where there is one) are attempts counted elsewhere, as patrols by the month:
    they replace the denominator, and all that were not denied count as access.

    Raises:
        InputError: more denials than attempts in a group of `totals`, or totals that lack a group.
    """
    shared = [one for one in by if one != "agent"]
    timed = attempts.with_columns(month=month_of("first"))
    counts = _grouped(timed, shared).with_columns(_all=pl.col(DENIED))
    if totals is not None:
        counts = _with_totals(counts, shared, totals)
    if "agent" in by:
        denied = timed.filter(pl.col("access") == DENIED).group_by(*shared, "agent").agg(pl.len().alias(DENIED))
        rest = counts.drop(DENIED)
        counts = denied.join(rest, on=shared, nulls_equal=True) if shared else denied.join(rest, how="cross")
    found = counts.with_columns(_known=pl.col(FULL) + pl.col(PARTIAL) + pl.col("_all")).with_columns(why=_why())
    found = found.with_columns(pl.when(pl.col("why") == "").then(one).alias(name) for name, one in _measures().items())
    chosen = found.select(*by, "attempts", FULL, PARTIAL, DENIED, UNKNOWN, *_measures(), "why")
    return chosen.sort(by, nulls_last=True) if by else chosen


def _grouped(timed: pl.DataFrame, shared: list[str]) -> pl.DataFrame:
    counted = [
        pl.len().alias("attempts"),
        *((pl.col("access") == one).sum().alias(one) for one in (FULL, PARTIAL, DENIED, UNKNOWN)),
        pl.col("visited").sum().alias("_visited"),
    ]
    return timed.group_by(shared).agg(counted) if shared else timed.select(counted)


def _with_totals(counts: pl.DataFrame, shared: list[str], totals: pl.DataFrame) -> pl.DataFrame:
    """The counts with attempts from elsewhere; a group that those do not hold has no denominator."""
    lacking = [one for one in shared if one not in totals.columns]
    if lacking:
        raise InputError(f"The attempts counted elsewhere have no column {lacking[0]}; leave it out of --by.")
    summed = totals.group_by(shared).agg(pl.col("attempted").sum()) if shared else totals.select(
        pl.col("attempted").sum()
    )  # fmt: skip
    joined = counts.join(summed, on=shared, how="left") if shared else counts.join(summed, how="cross")
    joined = joined.with_columns(_noted=pl.col(PARTIAL) + pl.col(DENIED) + pl.col(UNKNOWN))
    more = joined.filter(pl.col("_noted") > pl.col("attempted"))
    if more.height:
        row = more.row(0, named=True)
        where = ", ".join(str(row[one]) for one in shared) or "all"
        raise InputError(
            f"{where}: {row['_noted']} attempts without full access are recorded, but only {row['attempted']} attempts "
            "are counted in all. Count every attempt, or correct that number."
        )
    known = pl.col("attempted").is_not_null()
    return joined.with_columns(
        pl.when(known).then("attempted").otherwise("attempts").alias("attempts"),
        pl.when(known).then(pl.col("attempted") - pl.col("_noted")).otherwise(FULL).alias(FULL),
        pl.when(known).then("attempted").otherwise(0).alias("_visited"),
    )


def _why() -> pl.Expr:
    """Why there is no rate; empty where there is one."""
    none, unknown = pl.col("_visited") == 0, pl.col("_known") == 0
    return pl.when(none).then(pl.lit(NO_ATTEMPTS)).when(unknown).then(pl.lit(NO_RESULT)).otherwise(pl.lit(""))


def _measures() -> dict[str, pl.Expr]:
    denied, known, all_ = pl.col(DENIED), pl.col("_known"), pl.col("_known") + pl.col(UNKNOWN)
    low, high = wilson(denied, known)
    return {
        "rate": denied / known, "low": low, "high": high,
        "least": denied / all_, "most": (denied + pl.col(UNKNOWN)) / all_,
    }  # fmt: skip


def wilson(hits: pl.Expr, of: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The 90 % Wilson interval of a share."""
    share, square = hits / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = Z / (1 + square / of) * (share * (1 - share) / of + square / (4 * of * of)).sqrt()
    return (middle - reach).clip(0.0, 1.0), (middle + reach).clip(0.0, 1.0)
