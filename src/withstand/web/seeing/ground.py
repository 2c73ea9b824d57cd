"""What lies under a map: the areas as paths in one frame, and the outlines of countries around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from withstand.brief.charts.geography import (
    Projection,
    clipped,
    extent_of,
    fit_extent,
    heart,
    path_of,
    polygons_of,
    projected,
    simplified,
)
from withstand.brief.maps import Outlines
from withstand.web.seeing.countries import around

WIDTH, MOST_HEIGHT = 600.0, 520.0


@dataclass(frozen=True)
class Ground:
    """Areas by their id: a path, and the point where a name reads best. Lengths are those of a frame `width` wide."""

    width: float
    height: float
    projection: Projection
    paths: Mapping[str, str]
    hearts: Mapping[str, tuple[float, float]]
    boxes: Mapping[str, tuple[float, float, float, float]]
    countries: str
    sketch: bool

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point in degrees lies in the frame."""
        x, y = self.projection.points(np.asarray([[longitude, latitude]]))[0].tolist()
        return x, y


def ground_of(drawn: Outlines) -> Ground | None:
    """The ground of some areas; None where none has an outline."""
    ids = [area for area in sorted(drawn.polygons) if drawn.polygons[area]]
    shapes = [polygons_of(area, drawn.polygons[area]) for area in ids]
    extent = extent_of(shapes, [])
    if extent is None:
        return None
    projection, height = fit_extent(extent, WIDTH, MOST_HEIGHT, 0.0)
    pixels = dict(zip(ids, simplified(projected(shapes, projection)), strict=True))
    shown = {area: shape for area, shape in pixels.items() if not shape.is_empty}
    return Ground(
        WIDTH,
        height,
        projection,
        {area: path_of(shape) for area, shape in shown.items()},
        {area: heart(shape) for area, shape in shown.items()},
        {area: tuple(shape.bounds) for area, shape in shown.items()},
        _countries(projection, height),
        drawn.sketch,
    )


def _countries(projection: Projection, height: float) -> str:
    """The countries that lie in the frame, as one path."""
    frame = (0.0, 0.0, WIDTH, height)
    across, down = 1 / (projection.scale * projection.cosine), 1 / projection.scale
    west, north = projection.west - projection.left * across, projection.north + projection.top * down
    found: list[Any] = around((west, north - height * down, west + WIDTH * across, north))
    shapes = [polygons_of("country", [rings]) for rings in found]
    return "".join(path_of(clipped(shape, frame)) for shape in projected(shapes, projection))
