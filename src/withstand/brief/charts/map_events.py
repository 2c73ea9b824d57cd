"""Recorded events as symbols on a map: shape by perpetrator class, size by deaths."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from withstand.brief.charts.drawing import RootScale, finite, scale_top
from withstand.brief.charts.geography import Box, Projection
from withstand.brief.charts.palette import paint, symbol

MOST_SYMBOLS = 320
LARGEST, SMALLEST = 13.0, 2.2
Circle = tuple[float, float, float]
"""Centre and radius in pixels."""


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
class Symbols:
    """Symbols as drawn, their scale, the circles they take, and how many are not drawn and why."""

    drawn: str
    scale: RootScale
    circles: tuple[Circle, ...]
    too_many: int
    outside: int


def radius_of(deaths: float, scale: RootScale) -> float:
    """Radius of a symbol in pixels: its area follows deaths, from the smallest that can be seen."""
    return max(SMALLEST, scale(deaths))


def event_symbols(events: Sequence[MapEvent], projection: Projection, frame: Box) -> Symbols:
    """Events summed by place and class, large ones below small ones, at most `MOST_SYMBOLS` places."""
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
    circles = []
    for (perpetrator, x, y), deaths in kept:
        radius = radius_of(deaths, scale)
        circles.append((x, y, radius))
        layer = (-int(radius / 4), perpetrator)
        layers[layer] = layers.get(layer, "") + symbol(perpetrator).outline(x, y, radius)
    drawn = "".join(f'<path d="{path}" {paint(one)}/>' for (_, one), path in sorted(layers.items()))
    return Symbols(drawn, scale, tuple(circles), len(ordered) - len(kept), outside)
