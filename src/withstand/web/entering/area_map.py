"""Areas as outlines of a small map: each a path to click, with its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from withstand.web.entering.areas import NamedArea

WIDTH, HEIGHT = 640.0, 720.0
_TOLERANCE = 1.2


@dataclass(frozen=True)
class AreaOutline:
    """An area in pixels, and where its name stands."""

    code: str
    name: str
    short: str
    path: str
    x: float
    y: float


def outlines(areas: Sequence[NamedArea]) -> tuple[str, tuple[AreaOutline, ...]]:
    """The view box, and the outlines of the areas in it; nothing where no boundary is known."""
    if not areas:
        return "", ()
    import shapely

    from withstand.brief.charts.geography import extent_of, fit_extent, projected

    shapes = [area.boundary for area in areas]
    extent = extent_of(shapes, ())
    if extent is None:
        return "", ()
    projection, height = fit_extent(extent, WIDTH, HEIGHT, 0)
    simple = shapely.coverage_simplify(projected(shapes, projection), _TOLERANCE)
    found = []
    for area, shape in zip(areas, simple, strict=True):
        point = shapely.point_on_surface(shape)
        found.append(
            AreaOutline(area.code, str(area), area.name or area.code, _path(shape), round(point.x), round(point.y))
        )
    return f"0 0 {WIDTH:.0f} {height:.0f}", tuple(found)


def _path(shape: Any) -> str:
    import shapely

    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [f"{x:.0f} {y:.0f}" for x, y in ring.coords[:-1]]
            parts.append(f"M{'L'.join(points)}Z")
    return "".join(parts)
