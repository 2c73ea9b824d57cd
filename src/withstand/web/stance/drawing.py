"""The map of stance as SVG: patterns that black and white keep apart, names, and where choice and evidence part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import EDGE, FONT, INK, escape, num
from withstand.brief.charts.geography import Box
from withstand.brief.stance.patterns import PAPER, definitions, fill
from withstand.brief.stance.stance_map import name_on_paper
from withstand.web.seeing.ground import Ground

_LAND = "#eceff2"


@dataclass(frozen=True)
class Spot:
    """An area: what is drawn over it, what it says to whoever points at it, where it leads, whether the two part."""

    area: str
    name: str
    state: str
    sentence: str
    address: str
    apart: bool = False


def drawn_map(ground: Ground, spots: Sequence[Spot], title: str) -> str:
    """The SVG. Every text in it is escaped; nothing in it is styled or scripted."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart map" role="group" aria-label="{escape(title)}"'
        f' viewBox="0 0 {num(ground.width)} {num(ground.height)}" direction="ltr" font-family="{FONT}" font-size="12"'
        f' fill="{INK}">{definitions()}<path d="{ground.countries}" fill="{_LAND}" stroke="{EDGE}" stroke-width=".8"/>'
        f"{_areas(ground, spots)}{_names(ground, spots)}</svg>"
    )


def _areas(ground: Ground, spots: Sequence[Spot]) -> str:
    parts = [
        f'<a href="{escape(one.address, 900)}"><title>{escape(one.sentence)}</title><path d="{path}" fill="{PAPER}"/>'
        f'<path d="{path}" fill="{fill(one.state)}"/></a>'
        for one in spots
        if (path := ground.paths.get(one.area))
    ]
    stroke = f'stroke="{INK}" stroke-width="1" stroke-linejoin="round" fill-rule="evenodd"'
    return f'<g {stroke} class="areas">{"".join(parts)}</g>'


def _names(ground: Ground, spots: Sequence[Spot]) -> str:
    """Names on paper, so that they read over any pattern; those that would touch are left out."""
    taken: list[Box] = []
    names = (
        name_on_paper(ground.hearts[one.area], one.name, taken, apart=one.apart)
        for one in sorted(spots, key=lambda one: (not one.apart, one.area))
        if one.area in ground.hearts
    )
    return f'<g pointer-events="none">{"".join(names)}</g>'
