"""Incidents that may be one: proposed for reasons that are said, never where a class of actor speaks against it."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from withstand.mission.likely_same import LikelySame, likely_same

PLAIN = {
    "what": "looting", "first": "2032-05-20", "last": "2032-05-20", "area": "VM0101", "latitude": None,
    "longitude": None, "verification": "allegation", "who": "host_state", "victims": None,
}  # fmt: skip


def found(*given: dict[str, Any], decided: tuple[frozenset[str], ...] = ()) -> tuple[LikelySame, ...]:
    """The pairs among incidents a, b, c …"""
    rows = [{**PLAIN, **one, "record": "abcdef"[place]} for place, one in enumerate(given)]
    incidents = pl.DataFrame(
        {
            "record": [row["record"] for row in rows],
            "what": [row["what"] for row in rows],
            "verification": [row["verification"] for row in rows],
            "when_first": [row["first"] for row in rows],
            "when_last": [row["last"] for row in rows],
            "where_area": [row["area"] for row in rows],
            "where_latitude": pl.Series([row["latitude"] for row in rows], dtype=pl.Int64),
            "where_longitude": pl.Series([row["longitude"] for row in rows], dtype=pl.Int64),
        }
    ).with_columns(pl.col("when_first", "when_last").str.to_date())
    perpetrators = pl.DataFrame(
        [{"record": row["record"], "perpetrator": row["who"]} for row in rows if row["who"]],
        schema={"record": pl.String, "perpetrator": pl.String},
    )
    counts = pl.DataFrame(
        [
            {"record": row["record"], "unit": "victim", "least": None, "best": row["victims"], "most": None}
            for row in rows
            if row["victims"] is not None
        ],
        schema={"record": pl.String, "unit": pl.String, "least": pl.Int64, "best": pl.Int64, "most": pl.Int64},
    )
    return likely_same(incidents, perpetrators, counts, decided)


def test_what_speaks_for_it_is_said() -> None:
    (pair,) = found({"victims": 3}, {"victims": 3})
    assert (pair.first, pair.second) == ("a", "b")
    assert pair.why == ("same_area", "same_day", "same_act", "same_class", "same_number")


@pytest.mark.parametrize(
    "other",
    [
        {"first": "2032-05-24", "last": "2032-05-24"},
        {"first": "2032-04-01", "last": "2032-06-01"},
        {"first": None, "last": None},
        {"area": "VM0102"},
        {"area": None},
        {"what": "torture"},
        {"who": "non_state"},
        {"verification": "refuted"},
    ],
    ids=str,
)
def test_what_speaks_against_it_ends_it(other: dict[str, Any]) -> None:
    assert found({}, other) == ()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"first": "2032-05-23", "last": "2032-05-23"}, "days_near"),
        ({"first": "2032-05-19", "last": "2032-05-21"}, "days_overlap"),
        ({"who": "unknown"}, "same_act"),
        ({"what": "extortion"}, "same_class"),
        ({"area": "vm0101"}, "same_area"),
    ],
    ids=str,
)
def test_small_differences_leave_it(other: dict[str, Any], why: str) -> None:
    (pair,) = found({}, other)
    assert why in pair.why


def test_points_near_each_other_stand_in_for_an_area() -> None:
    point = {"area": None, "latitude": 4_360_000, "longitude": 18_550_000}
    (pair,) = found(point, {**point, "latitude": 4_380_000})
    assert pair.why[0] == "near_point"


def test_what_somebody_decided_is_not_asked_again() -> None:
    assert [pair.second for pair in found({}, {}, {})] == ["b", "c", "c"]
    left = found({}, {}, {}, decided=(frozenset(("a", "b")), frozenset(("b", "c"))))
    assert [(pair.first, pair.second) for pair in left] == [("a", "c")]


def test_many_in_one_place_are_compared_only_with_their_days() -> None:
    days = [{"first": f"2032-05-{day:02}", "last": f"2032-05-{day:02}"} for day in (1, 9, 17)]
    assert found(*days) == ()
