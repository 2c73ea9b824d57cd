"""The map of stance as SVG: patterns that black and white keep apart, names, and where choice and evidence part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import EDGE, FONT, INK, escape, fit, num, text, width_of
from withstand.mission.stance.thresholds import AGAINST, DESPITE, WITH
from withstand.web.seeing.ground import Ground
from withstand.web.stance.lines import UNDETERMINED, UNKNOWN

SEVERAL = "several"
STATES = (WITH, DESPITE, AGAINST, UNDETERMINED, UNKNOWN)
_LAND, _PAPER, _SOLID = "#eceff2", "#ffffff", "#4a4f57"


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
        f' fill="{INK}">{_PATTERNS}<path d="{ground.countries}" fill="{_LAND}" stroke="{EDGE}" stroke-width=".8"/>'
        f"{_areas(ground, spots)}{_names(ground, spots)}</svg>"
    )


def swatch(state: str) -> str:
    """What stands for a state, in the patterns of the map on the same page."""
    return (
        f'<svg width="34" height="20" aria-hidden="true"><rect x=".5" y=".5" width="33" height="19" fill="{_PAPER}"/>'
        f'<rect x=".5" y=".5" width="33" height="19" fill="{_FILLS[state]}" stroke="{INK}"/></svg>'
    )


_UNITS = 'patternUnits="userSpaceOnUse"'
_PATTERNS = (
    f'<defs><pattern id="pw" width="9" height="9" {_UNITS}><circle cx="4.5" cy="4.5" r="1.9"/></pattern>'
    f'<pattern id="pd" width="8" height="8" {_UNITS} patternTransform="rotate(45)"><path d="M4 0V8" stroke="{INK}"'
    f' stroke-width="1.8"/></pattern>'
    f'<pattern id="pu" width="12" height="12" {_UNITS}><path d="M2 6H7" stroke="{EDGE}" stroke-width="1.4"/></pattern>'
    f'<pattern id="pk" width="20" height="20" {_UNITS}><path d="M7 8a3 3 0 1 1 4 3q-1 .5-1 2m0 2v1" fill="none"'
    f' stroke="{EDGE}" stroke-width="1.1"/></pattern>'
    f'<pattern id="ps" width="8" height="8" {_UNITS} patternTransform="rotate(45)"><path d="M4 0V8M0 4H8"'
    f' stroke="{INK}" stroke-width="1.1"/></pattern></defs>'
)
_FILLS: Mapping[str, str] = {
    WITH: "url(#pw)", DESPITE: "url(#pd)", AGAINST: _SOLID, UNDETERMINED: "url(#pu)", UNKNOWN: "url(#pk)",
    SEVERAL: "url(#ps)",
}  # fmt: skip


def _areas(ground: Ground, spots: Sequence[Spot]) -> str:
    parts = [
        f'<a href="{escape(one.address, 900)}"><title>{escape(one.sentence)}</title><path d="{path}" fill="{_PAPER}"/>'
        f'<path d="{path}" fill="{_FILLS[one.state]}"/></a>'
        for one in spots
        if (path := ground.paths.get(one.area))
    ]
    stroke = f'stroke="{INK}" stroke-width="1" stroke-linejoin="round" fill-rule="evenodd"'
    return f'<g {stroke} class="areas">{"".join(parts)}</g>'


def _names(ground: Ground, spots: Sequence[Spot]) -> str:
    """Names on paper, so that they read over any pattern; those that would touch are left out."""
    parts: list[str] = []
    taken: list[tuple[float, float, float, float]] = []
    for one in sorted(spots, key=lambda one: (not one.apart, one.area)):
        if one.area not in ground.hearts:
            continue
        x, y = ground.hearts[one.area]
        name = f"{fit(one.name, 120)}{' ≠' if one.apart else ''}"
        half = 1.1 * width_of(name) / 2 + 4
        box = (x - half, y - 9, x + half, y + 9)
        if any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in taken):
            continue
        taken.append(box)
        parts.append(
            f'<rect x="{num(box[0])}" y="{num(box[1])}" width="{num(2 * half)}" height="18" rx="3" fill="{_PAPER}"'
            f' fill-opacity=".92"/>{text(x, y + 4, name, anchor="middle", bold=True)}'
        )
    return f'<g pointer-events="none">{"".join(parts)}</g>'
