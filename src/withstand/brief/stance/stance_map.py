"""A map of stances as SVG: areas in patterns, names on paper, where choice and evidence part, and a key in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import (
    INK,
    MUTED,
    WIDTH,
    Caption,
    document,
    escape,
    fit,
    heading,
    isolate,
    num,
    paragraph,
    text,
    width_of,
)
from withstand.brief.charts.geography import (
    Box,
    Rings,
    Shape,
    extent_of,
    fit_extent,
    heart,
    path_of,
    polygons_of,
    projected,
    simplified,
)
from withstand.brief.stance.patterns import APART, PAPER, definitions, fill

MOST_HEIGHT = 400.0
_MOST_NAME = 120.0
_ROW, _BOX_WIDE, _BOX_HIGH = 21.0, 30.0, 15.0


@dataclass(frozen=True)
class StanceArea:
    """An area, its state (a key of the patterns), and whether choice and evidence part there."""

    id: str
    label: str
    polygons: Sequence[Rings]
    state: str
    apart: bool = False


def stance_map(caption: Caption, areas: Sequence[StanceArea], key: Sequence[tuple[str, str]], parted: str) -> str:
    """The map. `key` are states with their words, in order; `parted` is what the sign of parting means.

    Empty where no area has an outline.
    """
    drawable = [area for area in areas if area.polygons]
    shapes = [polygons_of(area.id, area.polygons) for area in drawable]
    extent = extent_of(shapes, [])
    if extent is None:
        return ""
    head, top = heading(caption)
    projection, height = fit_extent(extent, WIDTH, MOST_HEIGHT, top)
    pixels = simplified(projected(shapes, projection))
    words = dict(key)
    names = _names(drawable, pixels)

    def draw(prefix: str) -> tuple[str, float]:
        drawn = [definitions(prefix), head, _areas(drawable, pixels, words, prefix), names]
        legend, y = _key(key, top + height + 8, prefix, parted if any(one.apart for one in drawable) else "")
        source, y = paragraph(y + 10, caption.source, fill=MUTED)
        return "".join([*drawn, legend, source]), y - 4

    told = "; ".join(
        f"{isolate(one.label)}: {words[one.state]}{f' ({parted})' if one.apart else ''}" for one in drawable
    )
    return document("map", caption.title, told, lambda prefix: draw(prefix)[0], (WIDTH, draw("")[1]))


def _areas(areas: Sequence[StanceArea], pixels: Sequence[Shape], words: dict[str, str], prefix: str) -> str:
    parts = [
        f'<g><title>{escape(f"{isolate(one.label)}: {words[one.state]}")}</title><path d="{path}" fill="{PAPER}"/>'
        f'<path d="{path}" fill="{fill(one.state, prefix)}"/></g>'
        for one, shape in zip(areas, pixels, strict=True)
        if (path := path_of(shape))
    ]
    return f'<g stroke="{INK}" stroke-width=".9" stroke-linejoin="round" fill-rule="evenodd">{"".join(parts)}</g>'


def _names(areas: Sequence[StanceArea], pixels: Sequence[Shape]) -> str:
    """Names on paper, so that they read over any pattern; those that would touch one before are left out."""
    found: list[str] = []
    taken: list[Box] = []
    order = sorted(zip(areas, pixels, strict=True), key=lambda one: (not one[0].apart, -one[1].area, one[0].id))
    for one, shape in order:
        if shape.is_empty:
            continue
        drawn = name_on_paper(heart(shape), one.label, taken, apart=one.apart)
        found.append(drawn)
    return f'<g pointer-events="none">{"".join(found)}</g>'


def name_on_paper(middle: tuple[float, float], label: str, taken: list[Box], *, apart: bool) -> str:
    """A name on paper around a point, with the sign of parting; empty where it would touch what is `taken`."""
    name = f"{fit(label, _MOST_NAME)}{f' {APART}' if apart else ''}"
    x, y = middle
    half = 1.1 * width_of(name) / 2 + 3
    box = (x - half, y - 8, x + half, y + 8)
    if any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in taken):
        return ""
    taken.append(box)
    return (
        f'<rect x="{num(box[0])}" y="{num(box[1])}" width="{num(2 * half)}" height="16" rx="3" fill="{PAPER}"'
        f' fill-opacity=".92"/>{text(x, y + 4, name, anchor="middle", bold=True)}'
    )


def _key(key: Sequence[tuple[str, str]], top: float, prefix: str, parted: str) -> tuple[str, float]:
    """The patterns with their words, in rows, and the sign of parting."""
    parts, x, y = [], 0.0, top
    for state, words in (*key, *([(APART, parted)] if parted else [])):
        said = fit(words, WIDTH - _BOX_WIDE - 8)
        need = _BOX_WIDE + 6 + width_of(said) + 14
        if x and x + need > WIDTH:
            x, y = 0.0, y + _ROW
        parts += [_sign(state, x, y, prefix), text(x + _BOX_WIDE + 6, y + 12, said)]
        x += need
    return "".join(parts), y + _ROW


def _sign(state: str, x: float, y: float, prefix: str) -> str:
    if state == APART:
        return text(x + _BOX_WIDE / 2, y + 12, APART, anchor="middle", bold=True)
    box = f'x="{num(x + 0.5)}" y="{num(y + 0.5)}" width="{num(_BOX_WIDE - 1)}" height="{num(_BOX_HIGH)}"'
    return f'<rect {box} fill="{PAPER}"/><rect {box} fill="{fill(state, prefix)}" stroke="{INK}" stroke-width=".8"/>'
