"""Attempts to go somewhere and what became of them: visits, and denials of which no visit is recorded."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from withstand.analysis.obstruction.frames import DENIED, FULL, NOT_TRIED, PARTIAL, UNKNOWN, kept_out

ATTEMPTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "record": pl.String,
    "area": pl.String,
    "first": pl.Date,
    "last": pl.Date,
    "access": pl.String,
    "agent": pl.String,
    "visited": pl.Boolean,
}
"""One row an attempt: its result, the agency that denied it, and whether it is recorded as a visit. An attempt that
only a denial tells of says nothing of how many others there were."""


@dataclass(frozen=True)
class Attempts:
    """`frame` (ATTEMPTS). `linked` denials name their visit, `matched` ones were found to be a denied visit in the same
    area on the same days, `alone` ones have none. `not_tried` visits are no attempts.
    """

    frame: pl.DataFrame
    linked: int
    matched: int
    alone: int
    not_tried: int


def attempts(visits: pl.DataFrame, acts: pl.DataFrame) -> Attempts:
    """Attempts from VISITS and ACTS, each counted once.

    An act that kept us out and names a visit is that visit's denial, unless access is recorded there; one that names
    none is that of a denied visit in its area on its days, each visit taken once; else it is an attempt of its own.
    """
    tried = visits.filter(pl.col("access") != NOT_TRIED)
    denials = acts.filter(kept_out()).sort("first", "record", nulls_last=True)
    known = set(tried["record"])
    of_visit: dict[str, str] = {}
    linked = 0
    free = _denied_by_area(tried)
    alone: list[dict[str, object]] = []
    for act in denials.iter_rows(named=True):
        if act["visit"] in known:
            linked += 1
            of_visit.setdefault(act["visit"], act["agent"])
    matched = 0
    for act in denials.iter_rows(named=True):
        if act["visit"] in known:
            continue
        found = _overlapping(free.get(act["area"], deque()), act, of_visit)
        if found:
            matched += 1
            of_visit[found] = act["agent"]
        else:
            alone.append(
                {name: act[name] for name in ("record", "area", "first", "last", "agent")}
                | {"access": DENIED, "visited": False}
            )
    agents = pl.DataFrame({"record": list(of_visit), "_by": list(of_visit.values())}, schema=_BY)
    seen = pl.col("access").is_in([FULL, PARTIAL])
    of_visits = tried.join(agents, on="record", how="left", maintain_order="left").select(
        "record", "area", "first", "last",
        pl.when(pl.col("_by").is_not_null() & ~seen).then(pl.lit(DENIED)).otherwise("access").alias("access"),
        pl.when(~seen).then("_by").alias("agent"),
        pl.lit(value=True).alias("visited"),
    )  # fmt: skip
    of_visits = of_visits.with_columns(
        pl.when(pl.col("access") == DENIED).then(pl.col("agent").fill_null(UNKNOWN)).alias("agent")
    )
    frame = pl.concat([of_visits, pl.DataFrame(alone, schema=ATTEMPTS)]).sort("first", "record", nulls_last=True)
    return Attempts(frame, linked, matched, len(alone), visits.height - tried.height)


class _Denied(NamedTuple):
    record: str
    first: date
    last: date


_BY = {"record": pl.String, "_by": pl.String}


def _denied_by_area(tried: pl.DataFrame) -> dict[str | None, deque[_Denied]]:
    """Denied visits by area, the earliest first."""
    found: dict[str | None, deque[_Denied]] = defaultdict(deque)
    denied = tried.filter(pl.col("access") == DENIED).drop_nulls(["area", "first", "last"]).sort("first", "record")
    for area, *row in denied.select("area", "record", "first", "last").iter_rows():
        found[area].append(_Denied(*row))
    return found


def _overlapping(waiting: deque[_Denied], act: dict[str, Any], taken: dict[str, str]) -> str:
    """The first denied visit on the act's days that is not another act's; empty where there is none.

    Acts come in the order of their first days: what ended before one ended before all that follow.
    """
    if act["area"] is None or act["first"] is None:
        return ""
    while waiting and (waiting[0].last < act["first"] or waiting[0].record in taken):
        waiting.popleft()
    for one in waiting:
        if one.first > act["last"]:
            break
        if one.last >= act["first"] and one.record not in taken:
            return one.record
    return ""
