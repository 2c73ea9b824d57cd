"""Incidents of the operation's own that may be one: pairs to look at, never joined by the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import polars as pl

from withstand.vocabulary.terms import vocabulary

NEAR_DAYS = 3
LONGEST_SPAN = timedelta(days=31)
CELL = 500_000
"""Points are near in the same cell of half a degree, in millionths."""

SAYS_NOTHING = frozenset({"unknown"})


@dataclass(frozen=True)
class LikelySame:
    """Two incidents, the older record first, and what speaks for their being one, as keys: same_area, near_point,
    same_day, days_overlap, days_near, same_act, same_class, same_number.
    """

    first: str
    second: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class _Incident:
    record: str
    what: str
    first: date
    last: date
    area: str
    cell: tuple[int, int] | None
    classes: frozenset[str]
    victims: int | None


def likely_same(
    incidents: pl.DataFrame, perpetrators: pl.DataFrame, counts: pl.DataFrame, decided: Iterable[frozenset[str]]
) -> tuple[LikelySame, ...]:
    """Pairs in the same area or near the same point, within a few days, of the same family of acts, that no class of
    actor speaks against; those about which somebody has `decided` are left out. The most alike come first.
    """
    known = set(decided)
    groups: dict[object, list[_Incident]] = defaultdict(list)
    for one in _incidents(incidents, _classes(perpetrators), _victims(counts)):
        if one.area:
            groups[one.area].append(one)
        if one.cell is not None:
            groups[one.cell].append(one)
    found: dict[frozenset[str], LikelySame] = {}
    for members in groups.values():
        for one, other in _close(members):
            pair = frozenset((one.record, other.record))
            if pair not in known and pair not in found and _may_be_one(one, other):
                first, second = sorted((one.record, other.record))
                found[pair] = LikelySame(first, second, tuple(_why(one, other)))
    return tuple(sorted(found.values(), key=lambda pair: (-len(pair.why), pair.first, pair.second)))


def _incidents(
    frame: pl.DataFrame, classes: Mapping[str, frozenset[str]], victims: Mapping[str, int]
) -> Iterator[_Incident]:
    for row in frame.filter(pl.col("verification") != "refuted").iter_rows(named=True):
        first, last = row["when_first"], row["when_last"]
        if first is None or last is None or last - first > LONGEST_SPAN:
            continue
        latitude, longitude = row["where_latitude"], row["where_longitude"]
        cell = None if latitude is None or longitude is None else (latitude // CELL, longitude // CELL)
        record = row["record"]
        yield _Incident(
            record, row["what"], first, last, str(row["where_area"] or "").casefold(), cell,
            classes.get(record, frozenset()), victims.get(record),
        )  # fmt: skip


def _classes(frame: pl.DataFrame) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for record, perpetrator in frame.select("record", "perpetrator").iter_rows():
        found[record].add(perpetrator)
    return {record: frozenset(classes) - SAYS_NOTHING for record, classes in found.items()}


def _victims(frame: pl.DataFrame) -> dict[str, int]:
    counted = frame.filter(pl.col("unit") == "victim").with_columns(pl.coalesce("best", "least", "most").alias("best"))
    summed = counted.drop_nulls("best").group_by("record").agg(pl.col("best").sum())
    return {record: int(number) for record, number in summed.select("record", "best").iter_rows()}


def _close(members: list[_Incident]) -> Iterator[tuple[_Incident, _Incident]]:
    """Pairs whose days lie near each other."""
    ordered = sorted(members, key=lambda one: one.first)
    near = timedelta(days=NEAR_DAYS)
    if len(ordered) < 30:
        yield from ((one, other) for one, other in combinations(ordered, 2) if other.first <= one.last + near)
        return
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.first > one.last + near:
                break
            yield one, other


def _may_be_one(one: _Incident, other: _Incident) -> bool:
    terms = vocabulary("violations").terms
    families = {terms[what].facts.get("family", what) if what in terms else what for what in (one.what, other.what)}
    against = one.classes and other.classes and not one.classes & other.classes
    return len(families) == 1 and not against


def _why(one: _Incident, other: _Incident) -> Iterator[str]:
    yield "same_area" if one.area and one.area == other.area else "near_point"
    if one.first == one.last == other.first == other.last:
        yield "same_day"
    elif other.first <= one.last and one.first <= other.last:
        yield "days_overlap"
    else:
        yield "days_near"
    if one.what == other.what:
        yield "same_act"
    if one.classes & other.classes:
        yield "same_class"
    if one.victims is not None and one.victims == other.victims:
        yield "same_number"
