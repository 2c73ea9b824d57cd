"""The map of areas: a class of probability for each, recorded events on it, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from withstand.brief.charts.drawing import (
    INK,
    MUTED,
    WIDTH,
    Caption,
    RootScale,
    document,
    escape,
    finite,
    fit,
    heading,
    isolate,
    num,
    paragraph,
    scale_top,
    text,
)
from withstand.brief.charts.geography import (
    Extent,
    Projection,
    Rings,
    fit_extent,
    path_of,
    polygons_of,
    simplified,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.map_legend import class_key, event_key, mark_key, paint, patterns, radius_of
from withstand.brief.charts.map_names import Name, place_names
from withstand.brief.charts.palette import RAMP, class_label, class_of, symbol

MOST_HEIGHT = 400.0
MOST_SYMBOLS = 450
MOST_NAMED = 40
LARGEST = 13.0


@dataclass(frozen=True)
class MapArea:
    """An area and its probability in [0, 1]; None is unknown and is hatched, `by_history` adds dots."""

    id: str
    label: str
    polygons: Sequence[Rings]
    value: float | None
    by_history: bool = False

    def __post_init__(self) -> None:
        finite(self.value or 0.0, f"The value of area {self.id!r}", 0, 1)


@dataclass(frozen=True)
class MapEvent:
    """Deaths recorded at a place (degrees), and the class of the perpetrator."""

    lon: float
    lat: float
    deaths: float
    perpetrator: str

    def __post_init__(self) -> None:
        finite(self.lon, "MapEvent.lon", -360, 360)
        finite(self.lat, "MapEvent.lat", -90, 90)
        finite(self.deaths, "MapEvent.deaths")


@dataclass(frozen=True)
class MapContent:
    """Everything on a map.

    `value_label` says of what the areas' values are probabilities; `perpetrators` gives key and label in
    the order of the key; `neighbours` are outlines around; `sketch` says the areas come from grid cells.
    """

    areas: tuple[MapArea, ...]
    value_label: str
    events: tuple[MapEvent, ...] = ()
    perpetrators: tuple[tuple[str, str], ...] = ()
    neighbours: tuple[Rings, ...] = ()
    sketch: bool = False


def area_map(caption: Caption, content: MapContent, labels: Labels | None = None) -> str:
    """The map as an SVG document. Raises `ChartError` for a ring that is not one."""
    labels = labels or Labels()
    head, top = heading(caption)
    shapes = [polygons_of(area.id, area.polygons) for area in content.areas]
    extent = _extent(shapes, content.events)
    if extent is None:
        body, y = paragraph(top + 8, labels.nothing_to_show, fill=MUTED)
        return document("map", caption.title, labels.nothing_to_show, lambda _: head + body, (WIDTH, y))
    projection, height = fit_extent(extent, WIDTH, MOST_HEIGHT, top)
    pixels = simplified([shapely.transform(shape, projection.points) for shape in shapes]) if shapes else []
    frame = (0.0, top, float(WIDTH), top + height)
    symbols, scale, dropped, outside = _symbols(content.events, projection, frame)
    names, unnamed = _names(content.areas, pixels, frame, labels)
    ground = _neighbours(content.neighbours, projection, frame)

    notes = [labels.low_is_not_safe]
    notes += [labels.sketch] if content.sketch else []
    notes += [labels.unnamed.format(names=_listed(unnamed, labels))] if unnamed else []
    notes += [labels.not_drawn.format(n=labels.count(dropped))] if dropped else []
    notes += [labels.outside.format(n=labels.count(outside))] if outside else []

    def draw(prefix: str) -> tuple[str, float]:
        parts = [
            patterns(prefix),
            head,
            ground,
            _areas(content.areas, pixels, prefix, labels),
            symbols,
            names,
        ]
        key, y = class_key(frame[3] + 6, content.value_label, labels)
        parts.append(key)
        key, y = mark_key(
            y,
            prefix,
            unknown=any(area.value is None for area in content.areas),
            history=any(area.by_history for area in content.areas),
            kilometre_pixels=1 / projection.km_per_pixel,
            labels=labels,
        )
        parts.append(key)
        present = {event.perpetrator for event in content.events}
        if present:
            shown = [pair for pair in content.perpetrators if pair[0] in present]
            shown += [(one, one) for one in sorted(present - {key for key, _ in shown})]
            key, y = event_key(y, shown, scale, labels)
            parts.append(key)
        for words in (" ".join(notes), caption.source):
            line, y = paragraph(y + 12, words, fill=MUTED, lines=8)
            y -= 12
            parts.append(line)
        return "".join(parts), y + 4

    description = _describe(content, labels)
    return document("map", caption.title, description, lambda prefix: draw(prefix)[0], (WIDTH, draw("")[1]))


def _extent(shapes: Sequence[BaseGeometry], events: Sequence[MapEvent]) -> Extent | None:
    """The areas with a margin; the events where there is no area; None where there is neither."""
    bounds = np.asarray([shape.bounds for shape in shapes if not shape.is_empty], dtype=float)
    if not len(bounds):
        bounds = np.asarray([(event.lon, event.lat, event.lon, event.lat) for event in events], dtype=float)
    if not len(bounds):
        return None
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    margin = max(0.03 * max(east - west, north - south), 0.02)
    return west - margin, max(-90.0, south - margin), east + margin, min(90.0, north + margin)


def _neighbours(outlines: Sequence[Rings], projection: Projection, frame: tuple[float, ...]) -> str:
    left, top, right, bottom = frame
    paths = []
    for i, rings in enumerate(outlines):
        shape = shapely.transform(polygons_of(f"neighbour {i + 1}", [rings]), projection.points)
        clipped = shapely.clip_by_rect(shapely.simplify(shape, 0.8), left, top, right, bottom)
        paths.append(path_of(clipped))
    whole = "".join(paths)
    return f'<path d="{whole}" fill="#f3f3f3" stroke="#a8a8a8" stroke-width=".7"/>' if whole else ""


def _areas(areas: Sequence[MapArea], pixels: Sequence[BaseGeometry], prefix: str, labels: Labels) -> str:
    """Areas grouped by class, hatched where unknown, then dots over those that history shows."""
    groups: dict[str, list[str]] = {}
    dotted = ""
    for area, shape in zip(areas, pixels, strict=True):
        path = path_of(shape)
        if not path:
            continue
        fill = f"url(#{prefix}h)" if area.value is None else RAMP[class_of(area.value)]
        tip = f"<title>{escape(_sentence(area, labels))}</title>" if len(areas) <= 2 * MOST_NAMED else ""
        groups.setdefault(fill, []).append(f'<path d="{path}">{tip}</path>' if tip else f'<path d="{path}"/>')
        dotted += path if area.by_history else ""
    drawn = "".join(f'<g fill="{fill}">{"".join(paths)}</g>' for fill, paths in sorted(groups.items()))
    dots = f'<path d="{dotted}" fill="url(#{prefix}o)" pointer-events="none"/>' if dotted else ""
    return (
        f'<g stroke="{INK}" stroke-width=".7" stroke-linejoin="round" fill-rule="evenodd">{drawn}{dots}</g>'
    )


def _sentence(area: MapArea, labels: Labels) -> str:
    words = labels.area_unknown if area.value is None else class_label(class_of(area.value), labels)
    history = f" ({labels.by_history})" if area.by_history else ""
    return f"{isolate(area.label)}: {words}{history}"


def _names(
    areas: Sequence[MapArea],
    pixels: Sequence[BaseGeometry],
    frame: tuple[float, float, float, float],
    labels: Labels,
) -> tuple[str, list[str]]:
    """Names, the highest probability and the unknown first, and the names for which there was no room."""
    order = sorted(
        (i for i, shape in enumerate(pixels) if not shape.is_empty),
        key=lambda i: (
            -(1.0 if areas[i].value is None else areas[i].value or 0.0),
            -pixels[i].area,
            areas[i].id,
        ),
    )
    wanted = []
    for i in order[: 3 * MOST_NAMED]:
        x, y = _heart(pixels[i])
        value = areas[i].value
        written = labels.area_unknown if value is None else class_label(class_of(value), labels)
        wanted.append(Name(x, y, (fit(areas[i].label, 110), written)))
    drawn, without_room = place_names(wanted, frame)
    missing = [*(order[i] for i in without_room), *order[3 * MOST_NAMED :]]
    return drawn, [_sentence(areas[i], labels) for i in missing]


def _heart(shape: BaseGeometry) -> tuple[float, float]:
    """The middle of the widest place of the largest part, where a name reads best."""
    largest: Any = max(shapely.get_parts(shape).tolist(), key=lambda part: part.area)
    if largest.area < 1:
        return largest.centroid.x, largest.centroid.y
    centre = shapely.maximum_inscribed_circle(largest, 1.0).coords[0]
    return centre[0], centre[1]


def _symbols(
    events: Sequence[MapEvent], projection: Projection, frame: tuple[float, ...]
) -> tuple[str, RootScale, int, int]:
    """Events summed by place and class, large ones below small ones, with how many are left out and why."""
    left, top, right, bottom = frame
    places: dict[tuple[str, float, float], float] = {}
    outside = 0
    for event in events:
        x, y = projection.points(np.asarray([[event.lon, event.lat]]))[0].tolist()
        if not (left <= x <= right and top <= y <= bottom):
            outside += 1
            continue
        place = (event.perpetrator, round(x), round(y))
        places[place] = places.get(place, 0.0) + event.deaths
    ordered = sorted(places.items(), key=lambda pair: (-pair[1], pair[0]))
    kept = ordered[:MOST_SYMBOLS]
    scale = RootScale(max(50.0, scale_top([deaths for _, deaths in kept])), LARGEST)
    layers: dict[tuple[int, str], str] = {}
    for (perpetrator, x, y), deaths in kept:
        radius = radius_of(deaths, scale)
        layer = (-int(radius / 4), perpetrator)
        layers[layer] = layers.get(layer, "") + symbol(perpetrator).outline(x, y, radius)
    drawn = "".join(f'<path d="{path}" {paint(one)}/>' for (_, one), path in sorted(layers.items()))
    return drawn, scale, len(ordered) - len(kept), outside


def _listed(names: Sequence[str], labels: Labels, most: int = 12) -> str:
    shown = labels.listing.join(names[:most])
    rest = len(names) - most
    return f"{shown} {labels.more.format(n=rest)}" if rest > 0 else shown


def _describe(content: MapContent, labels: Labels) -> str:
    ordered = sorted(content.areas, key=lambda area: (area.value is None, -(area.value or 0.0), area.id))
    areas = _listed([_sentence(area, labels) for area in ordered], labels, 60)
    return labels.clause.join([f"{fit(content.value_label, 1500)}: {areas}", labels.low_is_not_safe])
