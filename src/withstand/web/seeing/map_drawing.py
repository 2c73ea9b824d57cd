"""The map as SVG: countries around, areas as links, how far each can be seen, symbols by perpetrator, names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from withstand.brief.charts.drawing import EDGE, FONT, INK, escape, fit, num, text, width_of
from withstand.brief.charts.palette import RAMP, SYMBOLS, paint, symbol
from withstand.mission.seeing_where import DENIED, NOTHING, POOR
from withstand.web.seeing.area_lines import AreaLine
from withstand.web.seeing.ground import Ground
from withstand.web.seeing.window import Window

BREAKS = (1, 2, 4, 8, 16, 32)
"""Least numbers of events of the classes of colour above none."""

NO_EVENTS = "#fbf7ec"
LAND = "#eceff2"
CLOSE = 2.5
"""From here on every area is named."""

_ORDER = (*SYMBOLS, "disputed")
_NAME = 12.0


@dataclass(frozen=True)
class Point:
    """A sighting that may be drawn where it was: degrees, and the class of the perpetrator."""

    longitude: float
    latitude: float
    perpetrator: str


@dataclass(frozen=True)
class Drawing:
    """What a map shows. `marks` gives the numbers by class that symbols stand for; `address` is where an area leads."""

    ground: Ground
    window: Window
    lines: Sequence[AreaLine]
    marks: Callable[[AreaLine], Mapping[str, int]]
    sentence: Callable[[AreaLine], str]
    address: Callable[[str], str]
    title: str
    chosen: str = ""
    points: tuple[Point, ...] = ()
    coloured: bool = True


def drawn_map(of: Drawing) -> str:
    """The SVG. Every text in it is escaped; nothing in it is styled or scripted."""
    left, top, wide, high = of.window.box
    scale = 1 / of.window.zoom
    near = " near" if of.window.zoom >= CLOSE else ""
    whole = f"0 0 {num(of.ground.width)} {num(of.ground.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart map{near}" role="group" tabindex="-1"'
        f' aria-label="{escape(of.title)}" viewBox="{num(left)} {num(top)} {num(wide)} {num(high)}"'
        f' data-whole="{whole}" direction="ltr" font-family="{FONT}" font-size="12" fill="{INK}">{_patterns(scale)}'
        f'<path d="{of.ground.countries}" fill="{LAND}" stroke="{EDGE}" stroke-width=".8"'
        f' vector-effect="non-scaling-stroke"/>{_areas(of)}{_points(of, scale)}{_marks(of, scale)}</svg>'
    )


def swatch(state: str) -> str:
    """What stands for a state in the key, in the patterns of the map on the same page."""
    return (
        f'<svg width="26" height="15" aria-hidden="true"><rect width="26" height="15" fill="{RAMP[1]}"/>'
        f'<rect x=".5" y=".5" width="25" height="14" fill="{_cover(state)}" stroke="{EDGE}"/></svg>'
    )


def colour_swatch(index: int) -> str:
    """A class of colour in the key; 0 is no event."""
    colour = NO_EVENTS if not index else RAMP[index]
    return (
        f'<svg width="26" height="15" aria-hidden="true"><rect x=".5" y=".5" width="25" height="14" fill="{colour}"'
        f' stroke="{EDGE}"/></svg>'
    )


def symbol_swatch(perpetrator: str) -> str:
    """A class's symbol in the key."""
    path = symbol(perpetrator).outline(9, 9, 6)
    return f'<svg width="18" height="18" aria-hidden="true"><path d="{path}" {paint(perpetrator)}/></svg>'


def colour_of(events: int) -> int:
    """The class of colour of a number of events."""
    return sum(events >= least for least in BREAKS)


def _patterns(scale: float) -> str:
    size = f'patternUnits="userSpaceOnUse" patternTransform="scale({num(scale) if scale >= 0.01 else scale}) rotate'
    return (
        f'<defs><pattern id="md" width="7" height="7" {size}(45)"><path d="M0 0V7" stroke="{INK}"'
        f' stroke-width="2.6"/></pattern><pattern id="mn" width="6" height="6" {size}(-45)">'
        f'<path d="M0 0H6V6H0z" fill="#fff"/><path d="M0 0V6" stroke="{EDGE}" stroke-width="2"/></pattern>'
        f'<pattern id="mp" width="8" height="8" {size}(0)"><circle cx="2" cy="2" r="1.3"/></pattern></defs>'
    )


def _cover(state: str) -> str:
    """What lies over an area for how far it can be seen."""
    return f"url(#m{state[0]})" if state in (DENIED, NOTHING, POOR) else "none"


def _areas(of: Drawing) -> str:
    parts = []
    for line in of.lines:
        path = of.ground.paths.get(line.area)
        if not path:
            continue
        colour = RAMP[colour_of(line.event_count)] if of.coloured and line.event_count else NO_EVENTS
        cover = _cover(line.sight.state)
        over = f'<path d="{path}" fill="{cover}"/>' if cover != "none" else ""
        chosen = ' class="chosen" aria-current="true"' if line.area == of.chosen else ""
        parts.append(
            f'<a href="{escape(of.address(line.area), 900)}" data-area="{escape(line.area)}"{chosen}>'
            f'<title>{escape(of.sentence(line))}</title><path d="{path}" fill="{colour}"/>{over}</a>'
        )
    stroke = f'stroke="{INK}" stroke-width=".8" stroke-linejoin="round" fill-rule="evenodd"'
    return f'<g {stroke} class="areas">{"".join(parts)}</g>'


def _points(of: Drawing, scale: float) -> str:
    radius = 3.2 * scale
    drawn: dict[str, str] = {}
    for point in of.points:
        x, y = of.ground.point(point.longitude, point.latitude)
        if 0 <= x <= of.ground.width and 0 <= y <= of.ground.height:
            outline = symbol(point.perpetrator).outline(x, y, radius)
            drawn[point.perpetrator] = drawn.get(point.perpetrator, "") + outline
    paths = "".join(
        f'<path d="{path}" {paint(one)} vector-effect="non-scaling-stroke"/>' for one, path in sorted(drawn.items())
    )
    return f'<g class="points" pointer-events="none">{paths}</g>' if paths else ""


def _marks(of: Drawing, scale: float) -> str:
    """For each area its symbols in a row with their numbers, and its name above; names that touch wait for a zoom."""
    parts: list[str] = []
    taken: list[tuple[float, float, float, float]] = []
    order = sorted(of.lines, key=lambda line: (-sum(of.marks(line).values()), line.area))
    for line in order:
        if line.area not in of.ground.hearts:
            continue
        x, y = of.ground.hearts[line.area]
        name = fit(line.name, 120)
        row, wide = _row([(one, number) for one in _ORDER if (number := of.marks(line).get(one, 0))])
        half = max(width_of(name), wide) / 2 * scale
        box = (x - half, y - 22 * scale, x + half, y + 12 * scale)
        tight = any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in taken)
        if not tight:
            taken.append(box)
        written = text(0, -9 if row else 4, name, anchor="middle", bold=True, halo=True)
        if tight:
            written = written.replace("<text", '<text class="tight"', 1)
        parts.append(f'<g transform="translate({num(x)} {num(y)}) scale({scale:.4g})">{row}{written}</g>')
    return f'<g class="marks" pointer-events="none">{"".join(parts)}</g>'


def _row(marks: Sequence[tuple[str, int]]) -> tuple[str, float]:
    """Symbols in a row around zero, each with its number, and how wide they are together."""
    sizes = [min(10.0, 3.0 + 1.6 * sqrt(number)) for _, number in marks]
    numbers = [f"{number}" for _, number in marks]
    widths = [2 * size + 3 + width_of(written, 10) + 5 for size, written in zip(sizes, numbers, strict=True)]
    x, parts = -sum(widths) / 2, []
    for (perpetrator, _), size, written, wide in zip(marks, sizes, numbers, widths, strict=True):
        parts.append(f'<path d="{symbol(perpetrator).outline(x + size, 4, size)}" {paint(perpetrator)}/>')
        parts.append(text(x + 2 * size + 2.5, 7.5, written, size=10, halo=True))
        x += wide
    return "".join(parts), sum(widths)
