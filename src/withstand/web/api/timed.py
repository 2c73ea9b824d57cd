"""The timeline as programs read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import msgspec
from django.http import Http404
from msgspec import Meta

from withstand.picture.picture import PAGE, Picture
from withstand.web.api.asking import Cursor, Limit
from withstand.web.api.paging import Paging
from withstand.web.api.sighted import DataSet, Looked, Sightings, data_set, looking_of, sightings
from withstand.web.seeing.course import course_of
from withstand.web.seeing.held_evidence import evidence_for
from withstand.web.seeing.periods import PeriodLine


class Stepped(Looked, frozen=True, kw_only=True):
    """In what steps; where they would be too many, in wider ones."""

    step: Annotated[Literal["", "week", "month", "year"], Meta(description="By week, month or year; else as fits.")] = (
        ""
    )


class InPeriod(Stepped, frozen=True, kw_only=True):
    """What the numbers of a period rest on."""

    at: Annotated[str, Meta(max_length=10, description="The label of a period: 2032-05-03, 2032-05 or 2032.")]
    limit: Limit = PAGE
    cursor: Cursor = ""


class Deaths(msgspec.Struct, frozen=True, kw_only=True):
    """Recorded deaths of civilians, with the source's bounds."""

    best: int
    low: int
    high: int


class PeriodNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """A period. `events` and `deaths` are null where the data do not reach, which is not zero.

    `deaths` by class, of the data set; `records` of the operation by kind, then by class. `sources`: reports an event.
    """

    label: str
    first: date
    last: date
    events: int | None
    deaths: Mapping[str, Deaths | None]
    sources: float | None
    imprecise: float | None
    records: Mapping[str, Mapping[str, int]]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded when. `covered`: the first and the last day that the data set reaches; `undated` records are in
    no period.
    """

    since: date
    until: date
    step: str
    classification: str
    data: DataSet | None
    covered: tuple[date, date] | None
    periods: tuple[PeriodNumbers, ...]
    undated: int


def timeline(picture: Picture, query: Stepped) -> Timeline:
    """What was recorded when and by whom, and how well it could be seen."""
    found = course_of(picture, looking_of(query, query.step))
    return Timeline(
        since=found.since, until=found.until, step=found.step, classification=found.classification,
        data=data_set(found.evidence), covered=found.covered, periods=tuple(map(_numbers, found.lines)),
        undated=found.undated,
    )  # fmt: skip


def in_period(paging: Paging, query: InPeriod) -> Sightings:
    """The events and records behind a period's numbers."""
    found = course_of(paging.picture, looking_of(query, query.step), evidence_for(paging.asked)).behind(query.at)
    if found is None:
        raise Http404
    return sightings(paging, found)


def _numbers(line: PeriodLine) -> PeriodNumbers:
    records: dict[str, dict[str, int]] = {}
    for (kind, perpetrator), number in sorted(line.records.items()):
        records.setdefault(kind, {})[perpetrator] = number
    deaths = {
        one: Deaths(best=int(count.best), low=int(count.low), high=int(count.high)) if count else None
        for one, count in line.deaths.items()
    }
    return PeriodNumbers(
        label=line.period.label, first=line.period.first, last=line.period.last, events=line.events, deaths=deaths,
        sources=line.sight.sources, imprecise=line.sight.imprecise, records=records,
    )  # fmt: skip
