"""An update put onto a vintage by the data set's stable key, and two vintages compared."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from withstand.evidence.event import EVENT

_NOT_CONTENT = {"event_id", "revision", "source", "source_version", "perpetrator_class", "perpetrator_step"}
CONTENT = tuple(column.name for column in EVENT if column.name not in _NOT_CONTENT)
_RANK = "rank"
_LATER = "the vintage holds a later revision or release, or the update does not state its own"
_UNCONFIRMED = "a candidate that the yearly release does not hold"


@dataclass(frozen=True)
class Merge:
    """`events` (EVENT) after an update; `changes` has event_id, change and why."""

    events: pl.DataFrame
    changes: pl.DataFrame


def merge(base: pl.DataFrame, update: pl.DataFrame, deleted: frozenset[str]) -> Merge:
    """Put `update` onto `base` (both EVENT): the later revision (ACLED) or release (UCDP) of an event stays.

    A yearly UCDP release is complete for its years: what a candidate reported in them and the release does not
    hold was not confirmed, and goes, whichever of the two came first. `deleted` are identifiers that the source has
    withdrawn.
    """
    both = pl.concat([base.with_columns(pl.lit(0).alias("given")), update.with_columns(pl.lit(1).alias("given"))])
    ranked = both.with_columns(_release(both["source_version"]).alias(_RANK))
    newest = ranked.sort(["revision", _RANK, "given"], descending=True, nulls_last=True)
    kept = newest.unique("event_id", keep="first", maintain_order=True)
    unconfirmed = _unconfirmed(pl.concat([base, update])) - deleted
    gone = pl.col("event_id").is_in(list(deleted | unconfirmed))
    events = kept.filter(~gone).drop("given", _RANK).sort("date_end", "event_id")
    old, new = set(base["event_id"]), set(update["event_id"])
    from_update = set(kept.filter(pl.col("given") == 1)["event_id"])
    same = _unchanged(base, update)
    changes = (
        [(event, "added", "") for event in sorted(new - old - deleted - unconfirmed)]
        + [(event, "replaced", "") for event in sorted((from_update & old) - same - deleted - unconfirmed)]
        + [(event, "ignored", _LATER) for event in sorted((new & old) - from_update - deleted - unconfirmed)]
        + [(event, "ignored", _UNCONFIRMED) for event in sorted((new - old) & unconfirmed)]
        + [(event, "deleted", "withdrawn by the source") for event in sorted(deleted & (old | new))]
        + [(event, "deleted", _UNCONFIRMED) for event in sorted(old & unconfirmed)]
    )
    schema = {"event_id": pl.String, "change": pl.String, "why": pl.String}
    return Merge(events, pl.DataFrame(changes, schema=schema, orient="row"))


def _release(versions: pl.Series) -> pl.Series:
    """Releases as numbers that order them: 22.0.12 before 23.0.1 before 23.01.23.06 before 23.1."""

    def rank(version: str) -> int:
        parts = [int(part) if part.isdigit() else 0 for part in version.split(".")]
        if len(parts) == 4:
            parts = [parts[0], 0, parts[3]]
        return sum(part * scale for part, scale in zip(parts, (1_000_000, 1_000, 1), strict=False))

    distinct = versions.unique().drop_nulls()
    ranks = pl.Series([rank(version) for version in distinct], dtype=pl.Int64)
    return versions.replace_strict(distinct, ranks, default=None, return_dtype=pl.Int64)


def _unconfirmed(both: pl.DataFrame) -> frozenset[str]:
    yearly = both.filter(pl.col("source") == "ucdp_ged")
    if not yearly.height:
        return frozenset()
    years = (
        yearly.select(pl.col("date_end").dt.year().alias("year"), "country")
        .group_by("country")
        .agg(pl.col("year").max())
    )
    covered = both.filter(pl.col("source") == "ucdp_ged_candidate").join(years, on="country")
    covered = covered.filter(pl.col("date_end").dt.year() <= pl.col("year"))
    return frozenset(covered["event_id"]) - frozenset(yearly["event_id"])


def _unchanged(base: pl.DataFrame, update: pl.DataFrame) -> set[str]:
    changed = compare(base, update)
    recoded = set(changed.filter(pl.col("change") == "recoded")["event_id"])
    return (set(base["event_id"]) & set(update["event_id"])) - recoded


def compare(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """What differs between two vintages (EVENT): event_id, change, column, before, after, and date_end.

    One row for an event that was added or removed, one for each column in which an event was recoded.
    """
    schema = {
        "event_id": pl.String,
        "change": pl.String,
        "column": pl.String,
        "before": pl.String,
        "after": pl.String,
        "date_end": pl.Date,
    }
    none = pl.lit(None, pl.String)

    def only(frame: pl.DataFrame, other: pl.DataFrame, change: str) -> pl.DataFrame:
        lone = frame.join(other.select("event_id"), on="event_id", how="anti")
        return lone.select(
            "event_id",
            pl.lit(change).alias("change"),
            none.alias("column"),
            none.alias("before"),
            none.alias("after"),
            "date_end",
        )

    pairs = before.join(after, on="event_id", how="inner", suffix="_after")
    differing = [
        pairs.filter(pl.col(column).ne_missing(pl.col(f"{column}_after"))).select(
            "event_id",
            pl.lit("recoded").alias("change"),
            pl.lit(column).alias("column"),
            pl.col(column).cast(pl.String).alias("before"),
            pl.col(f"{column}_after").cast(pl.String).alias("after"),
            pl.col("date_end_after").alias("date_end"),
        )
        for column in CONTENT
    ]
    parts = [only(after, before, "added"), only(before, after, "removed"), *differing]
    return pl.concat([pl.DataFrame(schema=schema), *parts]).sort("change", "event_id", "column")
