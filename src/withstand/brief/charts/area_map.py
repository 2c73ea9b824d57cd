"""The map of areas: a class of probability for each, recorded events on it, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import (
    EDGE,
    INK,
    MUTED,
    WIDTH,
    Caption,
    document,
    escape,
    finite,
    fit,
    heading,
    isolate,
    paragraph,
)
from withstand.brief.charts.geography import (
    Box,
    Projection,
    Rings,
    Shape,
    clipped,
    extent_of,
    fit_extent,
    heart,
    path_of,
    polygons_of,
    projected,
    simplified,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.map_events import Circle, MapEvent, Symbols, event_symbols
from withstand.brief.charts.map_legend import class_key, event_key, mark_key, patterns
from withstand.brief.charts.map_names import Name, place_names
from withstand.brief.charts.palette import RAMP, class_label, class_of

MOST_HEIGHT = 400.0
MOST_NAMED = 40


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
    extent = extent_of(shapes, [(event.lon, event.lat) for event in content.events])
    if extent is None:
        body, y = paragraph(top + 8, labels.nothing_to_show, fill=MUTED)
        return document("map", caption.title, labels.nothing_to_show, lambda _: head + body, (WIDTH, y))
    projection, height = fit_extent(extent, WIDTH, MOST_HEIGHT, top)
    pixels = simplified(projected(shapes, projection))
    frame = (0.0, top, float(WIDTH), top + height)
    symbols = event_symbols(content.events, projection, frame)
    names, unnamed = _names(content.areas, pixels, frame, symbols.circles, labels)
    ground = _neighbours(content.neighbours, projection, frame)
    notes = (_notes(content, symbols, unnamed, labels), caption.source)

    def draw(prefix: str) -> tuple[str, float]:
        areas = _areas(content.areas, pixels, prefix, labels)
        key, y = _key(content, symbols, frame[3] + 6, prefix, 1 / projection.km_per_pixel, labels)
        parts = [patterns(prefix), head, ground, areas, symbols.drawn, names, key]
        for words in notes:
            line, y = paragraph(y, words, fill=MUTED, lines=8)
            parts.append(line)
        return "".join(parts), y - 6

    description = _describe(content, labels)
    return document("map", caption.title, description, lambda prefix: draw(prefix)[0], (WIDTH, draw("")[1]))


def _key(
    content: MapContent, symbols: Symbols, top: float, prefix: str, kilometre_pixels: float, labels: Labels
) -> tuple[str, float]:
    """The key of what this map holds, and the baseline of the first note below it."""
    classes, y = class_key(top, content.value_label, labels)
    unknown = any(area.value is None for area in content.areas)
    history = any(area.by_history for area in content.areas)
    marks, y = mark_key(y, prefix, unknown=unknown, history=history, kilometre_pixels=kilometre_pixels, labels=labels)
    present = {event.perpetrator for event in content.events}
    if not present:
        return classes + marks, y + 12
    shown = [pair for pair in content.perpetrators if pair[0] in present]
    shown += [(one, one) for one in sorted(present - {key for key, _ in shown})]
    events, y = event_key(y, shown, symbols.scale, labels)
    return classes + marks + events, y + 12


def _notes(content: MapContent, symbols: Symbols, unnamed: Sequence[str], labels: Labels) -> str:
    """What the map cannot show, in words."""
    notes = [labels.low_is_not_safe]
    notes += [labels.sketch] if content.sketch else []
    notes += [labels.unnamed.format(names=_listed(unnamed, labels))] if unnamed else []
    notes += [labels.not_drawn.format(n=labels.count(symbols.too_many))] if symbols.too_many else []
    notes += [labels.outside.format(n=labels.count(symbols.outside))] if symbols.outside else []
    return " ".join(notes)


def _neighbours(outlines: Sequence[Rings], projection: Projection, frame: Box) -> str:
    shapes = [polygons_of(f"neighbour {i + 1}", [rings]) for i, rings in enumerate(outlines)]
    whole = "".join(path_of(clipped(shape, frame)) for shape in projected(shapes, projection))
    return f'<path class="neighbours" d="{whole}" fill="none" stroke="{EDGE}" stroke-width=".7"/>' if whole else ""


def _areas(areas: Sequence[MapArea], pixels: Sequence[Shape], prefix: str, labels: Labels) -> str:
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
    return f'<g stroke="{INK}" stroke-width=".7" stroke-linejoin="round" fill-rule="evenodd">{drawn}{dots}</g>'


def _sentence(area: MapArea, labels: Labels) -> str:
    words = labels.area_unknown if area.value is None else class_label(class_of(area.value), labels)
    history = f" ({labels.by_history})" if area.by_history else ""
    return f"{isolate(area.label)}: {words}{history}"


def _names(
    areas: Sequence[MapArea], pixels: Sequence[Shape], frame: Box, circles: Sequence[Circle], labels: Labels
) -> tuple[str, list[str]]:
    """Names, the unknown and the highest probability first, and those for which there was no room.

    A map of many areas names few, next to their areas; a map of few leads lines to names further away.
    """
    crowded = len(areas) > MOST_NAMED
    order = sorted(
        (i for i, shape in enumerate(pixels) if not shape.is_empty),
        key=lambda i: (areas[i].value is not None, -(areas[i].value or 0), -pixels[i].area, areas[i].id),
    )
    tried = order[: MOST_NAMED // 2] if crowded else order
    wanted = []
    for i in tried:
        value = areas[i].value
        written = labels.area_unknown if value is None else class_label(class_of(value), labels)
        wanted.append(Name(*heart(pixels[i]), (fit(areas[i].label, 140), written)))
    drawn, without_room = place_names(wanted, frame, circles, far=not crowded)
    missing = [*(tried[i] for i in without_room), *order[len(tried) :]]
    return drawn, [_sentence(areas[i], labels) for i in missing]


def _listed(names: Sequence[str], labels: Labels, most: int = 12) -> str:
    shown = labels.listing.join(names[:most])
    rest = len(names) - most
    return f"{shown} {labels.more.format(n=rest)}" if rest > 0 else shown


def _describe(content: MapContent, labels: Labels) -> str:
    ordered = sorted(content.areas, key=lambda area: (area.value is None, -(area.value or 0.0), area.id))
    areas = _listed([_sentence(area, labels) for area in ordered], labels, 60)
    return labels.clause.join([f"{fit(content.value_label, 1500)}: {areas}", labels.low_is_not_safe])
