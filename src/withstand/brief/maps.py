"""The brief's maps: one for each class of perpetrator, drawn from boundaries or sketched from events."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from withstand.analysis.result_values import AreaForecast
from withstand.brief.charts import Caption
from withstand.brief.charts.area_map import MapArea, MapContent, area_map
from withstand.brief.charts.geography import sketch_areas
from withstand.brief.charts.map_events import MapEvent
from withstand.evidence.area_set import AreaSet
from withstand.mission.review_values import Review
from withstand.mission.wording import months
from withstand.vocabulary.terms import vocabulary

_KIND = re.compile(r"\s+(province|prefecture|region|state|district|governorate|county)$", re.IGNORECASE)


@dataclass(frozen=True)
class Outlines:
    """What the map draws for each area: polygons as rings of (longitude, latitude); `sketch` if made from events."""

    polygons: Mapping[str, Sequence[Any]]
    sketch: bool


def outlines(areas: AreaSet, cells: Mapping[str, frozenset[int]]) -> Outlines:
    """Boundaries where the area set has them, else the PRIO-GRID cells in which events were recorded."""
    if areas.has_boundaries:
        return Outlines({area.area_id: _rings(area.boundary) for area in areas.areas}, sketch=False)
    return Outlines(sketch_areas(cells), sketch=True)


def _rings(boundary: Any) -> list[list[list[tuple[float, float]]]]:
    parts = getattr(boundary, "geoms", [boundary])
    return [
        [list(part.exterior.coords), *(list(hole.coords) for hole in part.interiors)]
        for part in parts
        if part.geom_type == "Polygon"
    ]


def outlook_map(review: Review, perpetrator: str, forecasts: Sequence[AreaForecast], drawn: Outlines) -> str:
    """The map of one class: probability of any recorded death by area, with the last 12 months' events."""
    words = vocabulary("perpetrators")
    names = {row.area_id: row.name for row in review.areas}
    by_area = {area.area: area for area in forecasts}
    areas = tuple(
        MapArea(
            area,
            on_map(names.get(area, area)),
            drawn.polygons[area],
            by_area[area].p_any if area in by_area else None,
            by_history=area in by_area and by_area[area].shown == "history",
        )
        for area in sorted(drawn.polygons)
        if drawn.polygons[area]
    )
    places = [place for place in review.places if place.perpetrator == perpetrator]
    by_history = all(area.shown == "history" for area in forecasts)
    content = MapContent(
        areas=areas,
        value_label="Probability of any recorded death of a civilian",
        events=tuple(MapEvent(place.longitude, place.latitude, place.deaths, place.perpetrator) for place in places),
        perpetrators=((perpetrator, words.label(perpetrator)),) if places else (),
        sketch=drawn.sketch,
    )
    basis = ", by history" if by_history else ""
    when = months(forecasts[0].first_month, forecasts[0].last_month)
    subtitle = f"{when}{basis}; symbols: events of the last 12 months"
    return area_map(Caption(words.label(perpetrator), subtitle), content)


def on_map(name: str) -> str:
    """A name without the word for the kind of area, which a map need not repeat."""
    return _KIND.sub("", name) or name
