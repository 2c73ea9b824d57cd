"""The map as programs read it: the areas' numbers and how far each could be seen, and the same as GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from django.http import Http404
from msgspec import Meta

from withstand.picture.picture import PAGE, Picture
from withstand.web.api.asking import Cursor, Limit
from withstand.web.api.paging import Paging
from withstand.web.api.sighted import DataSet, Looked, Sightings, data_set, looking_of, sightings
from withstand.web.seeing.area_lines import AreaLine
from withstand.web.seeing.held_evidence import evidence_for
from withstand.web.seeing.map_scene import Scene, scene_of

GEOJSON = "application/geo+json"
_DIGITS = 4
"""Of the degrees of outlines: some ten metres."""


class InArea(Looked, frozen=True, kw_only=True):
    """What the numbers of an area rest on."""

    area: Annotated[str, Meta(max_length=300, description="The id of an area of the map.")]
    limit: Limit = PAGE
    cursor: Cursor = ""


class HowSeen(msgspec.Struct, frozen=True, kw_only=True):
    """How far an area could be seen. `state`: denied, nothing, poor or seen; quiet is never read from it.

    `blind`: days of the period on which nobody of ours had seen it since a denial; `blind_since` where that goes on.
    `sources` is the mean number of reports an event, `imprecise` the share of imprecise places; null is unknown.
    """

    state: str
    attempted: int
    denied: int
    obstructed: int
    recorded: int
    blind: int
    blind_since: date | None
    events: int
    counted: int
    single: int
    sources: float | None
    imprecise: float | None


class AreaNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """One area, or a place that is less precise than an area: `seen` is null there.

    `events` of the data set and `records` of the operation by class of perpetrator, `kinds` the records by kind; they
    are never added up. `low`, `best`, `high`: deaths of civilians in the events; null where no event has a count.
    """

    area: str
    name: str
    seen: HowSeen | None
    events: Mapping[str, int]
    records: Mapping[str, int]
    kinds: Mapping[str, int]
    low: int | None
    best: int | None
    high: int | None


class AreaMap(msgspec.Struct, frozen=True, kw_only=True):
    """The map of a period; `classification` is the highest among what is shown."""

    since: date
    until: date
    classification: str
    data: DataSet | None
    areas: tuple[AreaNumbers, ...]
    total: AreaNumbers


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """An area with its numbers, or a sighting where it may be drawn."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Mapping[str, Any] | None
    properties: Mapping[str, Any]


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """A GeoJSON collection. `sketch`: areas have no boundaries here and are drawn from the events' cells.

    `points_left`: so many points of the kind are not among these.
    """

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: tuple[Feature, ...]
    sketch: bool
    points_left: int


def area_map(picture: Picture, query: Looked) -> AreaMap:
    """The map's areas and their numbers, with how far each could be seen."""
    scene = scene_of(picture, looking_of(query))
    return AreaMap(
        since=scene.since, until=scene.until, classification=scene.classification, data=data_set(scene.evidence),
        areas=tuple(map(_numbers, scene.lines)), total=_numbers(scene.total),
    )  # fmt: skip


def features(picture: Picture, query: Looked) -> Features:
    """The map as GeoJSON: areas with their numbers; with a kind also its latest points, as coarse as on the page."""
    scene = scene_of(picture, looking_of(query))
    left = scene.pointed.height - scene.points.height if scene.looking.kind else 0
    return Features(
        features=(*_areas(scene), *_points(scene)), sketch=scene.evidence.outlines.sketch, points_left=left
    )  # fmt: skip


def in_area(paging: Paging, query: InArea) -> Sightings:
    """The events and records behind an area's numbers."""
    scene = scene_of(paging.picture, looking_of(query), evidence_for(paging.asked))
    if query.area not in scene.names:
        raise Http404
    return sightings(paging, scene.behind(query.area))


def _areas(scene: Scene) -> Iterator[Feature]:
    drawn = scene.evidence.outlines.polygons
    for line in scene.lines:
        if line.on_map:
            rings = drawn.get(line.area) or ()
            geometry = {"type": "MultiPolygon", "coordinates": _rounded(rings)} if rings else None
            yield Feature(id=line.area, geometry=geometry, properties=msgspec.to_builtins(_numbers(line)))


def _points(scene: Scene) -> Iterator[Feature]:
    for row in scene.points.rows(named=True):
        place = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
        about = {name: row[name] for name in ("kind", "what", "perpetrator", "first", "last", "area", "classification")}
        yield Feature(id=row["id"], geometry=place, properties=about)


def _rounded(rings: Any) -> Any:
    if isinstance(rings, int | float):
        return round(rings, _DIGITS)
    return [_rounded(one) for one in rings]


def _numbers(line: AreaLine) -> AreaNumbers:
    sight, of = line.sight.sight, line.sight
    seen = HowSeen(
        state=of.state, attempted=of.attempted, denied=of.denied, obstructed=of.obstructed, recorded=of.recorded,
        blind=of.blind, blind_since=of.blind_since,
        events=sight.events, counted=sight.counted, single=sight.single, sources=sight.sources,
        imprecise=sight.imprecise,
    )  # fmt: skip
    return AreaNumbers(
        area=line.area, name=line.name, seen=seen if line.on_map else None, events=line.events, records=line.records,
        kinds=line.kinds, low=line.low, best=line.best, high=line.high,
    )  # fmt: skip
