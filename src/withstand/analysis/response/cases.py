"""Cases of an audit, incidents and alerts, as one frame; which of them tell whether there was a response by a day."""

from __future__ import annotations

import polars as pl

INCIDENT, ALERT = "incident", "alert"
REFERENCE = "non_state"
"""The class that others are compared with: armed groups, militias, criminal actors."""
UNKNOWN, SEVERAL = "unknown", "several"
YES, NO = "yes", "no"

CASES: dict[str, pl.DataType] = {
    "record": pl.String(),
    "kind": pl.String(),
    "day": pl.Date(),
    "area": pl.String(),
    "month": pl.String(),
    "perpetrator": pl.String(),
    "with_partners": pl.String(),
    "severity": pl.Int64(),
    "distance": pl.Float64(),
    "least": pl.Int64(),
    "most": pl.Int64(),
    "by": pl.String(),
    "turned_back": pl.Boolean(),
    "unknown": pl.Boolean(),
    "watched": pl.Int64(),
    "state": pl.String(),
}
"""A row a case. `day`: when it was reported (an alert) or had happened. `perpetrator` and `with_partners`: the class,
without and with partners and proxies counted with the state. `severity`: 1 to 3; null is not known. `distance`: km to
our nearest base or recent visit. `least`, `most`: whole days until our first response, as a range where its day is not
exact; null where none is recorded. `by`: what responded. `turned_back`: all that we tried was refused. `unknown`:
whether we responded cannot be known. `watched`: days from the case until the records end. `state`: whether the state
acted on it, yes, no (none recorded) or unknown."""

KNOWN, NOT_KNOWN, NOT_DUE = "known", "not_known", "not_due"


def outcomes(cases: pl.DataFrame, within: int) -> pl.DataFrame:
    """The cases with `fate` (KNOWN, NOT_KNOWN, NOT_DUE) and `y`: 1.0 where a response came within so many days.

    A case is due once it has been watched for so many days. Where the day of a response is a range that holds both
    earlier and later days, it cannot be known.
    """
    early = (pl.col("most") <= within).fill_null(value=False)
    either = ((pl.col("least") <= within) & (pl.col("most") > within)).fill_null(value=False)
    fate = (
        pl.when(pl.col("watched") < within)
        .then(pl.lit(NOT_DUE))
        .when((pl.col("unknown") | either) & ~early)
        .then(pl.lit(NOT_KNOWN))
        .otherwise(pl.lit(KNOWN))
    )
    return cases.with_columns(fate=fate, y=early.cast(pl.Float64))
