"""What the map and the timeline are asked for, and what their numbers rest on, as programs read it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
import polars as pl

from withstand.mission.sightings import EVENT_KIND, kind_key
from withstand.web.api.asking import Day, Known, days_of, word_of, words_of
from withstand.web.api.paging import Paging
from withstand.web.seeing.asking import CLASSES, KINDS, Looking
from withstand.web.seeing.held_evidence import HeldEvidence
from withstand.web.seeing.listing import latest_first

SIGHTED = (EVENT_KIND, *(kind_key(kind) for kind in KINDS))
"""The kinds of sightings: events of the data set, and records with a day and a place."""


class Looked(Known, frozen=True, kw_only=True):
    """Which sightings: of a kind, by a class of perpetrator, in a period (without one: the last 12 months)."""

    kind: Annotated[str, words_of("Events, or a kind of record with a day and a place.", SIGHTED)] = ""
    perpetrator: Annotated[str, words_of("A class of perpetrator.", CLASSES)] = ""
    since: Day = None
    until: Day = None


class DataSet(msgspec.Struct, frozen=True, kw_only=True):
    """The vintage of the data set that counts; null where there is none."""

    source: str
    vintage: str
    last_day: str


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the data set or a record. Counts are deaths of civilians, or victims; null is unknown, never zero.

    A point is there only where it may be drawn, to a hundredth of a degree for records.
    """

    kind: str
    id: str
    what: str
    perpetrator: str
    first: date | None
    last: date | None
    area: str | None
    named: str | None
    low: int | None
    best: int | None
    high: int | None
    latitude: float | None
    longitude: float | None
    classification: str


class Sightings(msgspec.Struct, frozen=True, kw_only=True):
    """Sightings, the latest first; `count` is how many there are in all."""

    sightings: tuple[Sighting, ...]
    next: str | None
    count: int


def looking_of(query: Looked, step: str = "") -> Looking:
    """The same question as the page's.

    Raises:
        UnreadableRequest: its days cannot be reckoned with, or it names no kind or class.
    """
    days_of(query, "since", "until")
    kind, perpetrator = word_of(query, "kind", SIGHTED), word_of(query, "perpetrator", CLASSES)
    return Looking(kind, perpetrator, query.since, query.until, step)


def data_set(evidence: HeldEvidence) -> DataSet | None:
    """The vintage that counts."""
    held = evidence.manifest
    return DataSet(source=held.source, vintage=held.vintage, last_day=held.last_day) if held else None


def sightings(paging: Paging, found: pl.DataFrame) -> Sightings:
    """A page of sightings."""
    rows = latest_first(found).select(*Sighting.__struct_fields__).rows(named=True)
    shown, after = paging.cut(rows, lambda row: f"{row['kind']} {row['id']}")
    return Sightings(sightings=tuple(Sighting(**row) for row in shown), next=after, count=len(rows))
