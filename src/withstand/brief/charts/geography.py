"""Polygons for a small map: checked, projected, simplified together, and written as short paths."""

import math
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from withstand.brief.charts.drawing import ChartError, num
from withstand.evidence import priogrid

Ring = Sequence[tuple[float, float]]
"""Points as (longitude, latitude) in degrees; closing the ring is optional."""
Rings = Sequence[Ring]
"""A polygon: its outer ring, then its holes."""
Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""
Outline = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
"""Polygons as `sketch_areas` gives them."""
Shape: TypeAlias = Any
"""A shapely geometry; shapely ships no types."""
AreaId = TypeVar("AreaId", bound=Hashable)

KM_PER_DEGREE = 111.195
MOST_VERTICES = 3600
DECIMALS = 6


@dataclass(frozen=True)
class Projection:
    """Equirectangular, corrected by the cosine of the middle latitude.

    `scale` is pixels per degree of latitude; (`left`, `top`) is the pixel of (`west`, `north`).
    """

    west: float
    north: float
    cosine: float
    scale: float
    left: float
    top: float

    def points(self, degrees: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Pixels of an array of (longitude, latitude)."""
        x = self.left + (degrees[:, 0] - self.west) * self.cosine * self.scale
        y = self.top + (self.north - degrees[:, 1]) * self.scale
        return np.column_stack((x, y))

    @property
    def km_per_pixel(self) -> float:
        """Kilometres a pixel covers, along both axes at the middle latitude."""
        return KM_PER_DEGREE / self.scale


def fit_extent(extent: Extent, width: float, most_height: float, top: float) -> tuple[Projection, float]:
    """The projection that fits an extent in a frame, and the height of that frame in pixels."""
    west, south, east, north = extent
    cosine = max(0.05, math.cos(math.radians((south + north) / 2)))
    wide, high = max((east - west) * cosine, 0.05), max(north - south, 0.05)
    scale = min(width / wide, most_height / high)
    height = max(0.4 * width, high * scale)
    left = (width - (east - west) * cosine * scale) / 2
    drop = top + (height - (north - south) * scale) / 2
    return Projection(west, north, cosine, scale, left, drop), height


def polygons_of(name: str, polygons: Sequence[Rings]) -> Shape:
    """One valid geometry from the polygons of an area; `ChartError` names the area a bad ring belongs to."""
    parts = []
    for rings in polygons:
        checked = [np.asarray(ring, dtype=float).round(DECIMALS) for ring in rings]
        for ring in checked:
            if ring.ndim != 2 or ring.shape[0] < 3 or ring.shape[1] != 2:
                raise ChartError(f"Area {name!r} has a ring of fewer than three (longitude, latitude) points")
            if not (np.isfinite(ring).all() and (abs(ring[:, 0]) <= 360).all() and (abs(ring[:, 1]) <= 90).all()):
                raise ChartError(f"Area {name!r} has a point that is not a longitude and a latitude in degrees")
        if checked:
            outer, *holes = (_valid(shapely.Polygon(ring)) for ring in checked)
            parts.append(shapely.difference(outer, shapely.union_all(holes)) if holes else outer)
    return _surfaces(shapely.union_all(parts))


def _valid(shape: Shape) -> Shape:
    return _surfaces(shapely.make_valid(shape, method="structure", keep_collapsed=False))


def _surfaces(shape: Shape) -> Shape:
    """Only the polygons of a geometry."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon(
        [part for part in parts.tolist() if isinstance(part, shapely.Polygon) and not part.is_empty]
    )


def extent_of(shapes: Sequence[Shape], places: Sequence[tuple[float, float]]) -> Extent | None:
    """The shapes with a margin; the places where there is no shape; None where there is neither."""
    bounds = np.asarray([shape.bounds for shape in shapes if not shape.is_empty], dtype=float)
    if not len(bounds):
        bounds = np.asarray([(*place, *place) for place in places], dtype=float)
    if not len(bounds):
        return None
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    margin = max(0.03 * max(east - west, north - south), 0.02)
    return west - margin, max(-90.0, south - margin), east + margin, min(90.0, north + margin)


def projected(shapes: Sequence[Shape], projection: Projection) -> list[Shape]:
    """Geometries in degrees as geometries in pixels."""
    return [shapely.transform(shape, projection.points) for shape in shapes]


def clipped(shape: Shape, box: Box) -> Shape:
    """What of a geometry in pixels lies in the box, roughly drawn."""
    return _surfaces(shapely.intersection(_valid(shapely.simplify(shape, 1.2)), shapely.box(*box)))


def heart(shape: Shape) -> tuple[float, float]:
    """The middle of the widest place of the largest part, where a name reads best."""
    largest = max(shapely.get_parts(shape).tolist(), key=lambda part: float(part.area))
    if largest.area < 1:
        return largest.centroid.x, largest.centroid.y
    x, y = shapely.maximum_inscribed_circle(largest, 1.0).coords[0]
    return x, y


def simplified(shapes: Sequence[Shape], most: int = MOST_VERTICES) -> list[Shape]:
    """Geometries in pixels with at most about `most` vertices in all; shared borders stay shared."""
    flat = np.asarray(shapes, dtype=object)
    tolerance = 0.6
    result = flat
    for _ in range(8):
        result = shapely.coverage_simplify(flat, tolerance)
        if int(shapely.get_num_coordinates(result).sum()) <= most:
            break
        tolerance *= 1.7
    return [_without_specks(shape) for shape in result.tolist()]


def _without_specks(shape: Shape) -> Shape:
    """Drop parts under half a square pixel, unless nothing else is left."""
    parts = sorted(shapely.get_parts(shape).tolist(), key=lambda part: -float(part.area))
    return shapely.MultiPolygon([part for i, part in enumerate(parts) if i == 0 or part.area >= 0.5])


def path_of(shape: Shape) -> str:
    """A path in tenths of a pixel, as relative moves; a place too small to see is a dot of two pixels."""
    path = "".join(
        _ring_path(np.asarray(ring.coords))
        for part in shapely.get_parts(shape).tolist()
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    )
    if path or shape.is_empty:
        return path
    x, y = shape.centroid.x, shape.centroid.y
    return f"M{num(x - 1)} {num(y - 1)}h2v2h-2z"


def _ring_path(points: npt.NDArray[Any]) -> str:
    tenths = np.rint(points[:-1] * 10).astype(np.int64)
    moved = np.any(np.diff(tenths, axis=0, prepend=tenths[:1] - 1) != 0, axis=1)
    tenths = tenths[moved]
    if len(tenths) < 3:
        return ""
    steps = np.diff(tenths, axis=0) / 10
    start = tenths[0] / 10
    moves = "".join(_pair(float(dx), float(dy)) for dx, dy in steps)
    return f"M{num(float(start[0]))} {num(float(start[1]))}l{moves.lstrip()}z"


def _pair(dx: float, dy: float) -> str:
    first, second = num(dx), num(dy)
    return ("" if first.startswith("-") else " ") + first + ("" if second.startswith("-") else " ") + second


def cell_corner(gid: int) -> tuple[float, float]:
    """West and south edge, in degrees, of a PRIO-GRID cell of half a degree."""
    if not 1 <= gid <= priogrid.ROWS * priogrid.COLUMNS:
        raise ChartError(f"{gid} is not a PRIO-GRID cell; cells are 1 to {priogrid.ROWS * priogrid.COLUMNS}")
    return priogrid.south_west(gid)


def sketch_areas(
    cells: Mapping[AreaId, Set[int]],
) -> dict[AreaId, Outline]:
    """Areas drawn from the PRIO-GRID cells where events were recorded, each the union of its cells.

    A cell that several areas share is cut into equal strips, west to east in the order of the areas' mean
    longitudes, so that no area hides another. The result has the form `MapArea.polygons` takes.
    """
    west_to_east = {area: sum(cell_corner(gid)[0] for gid in gids) / max(1, len(gids)) for area, gids in cells.items()}
    sharers: dict[int, list[AreaId]] = {}
    for area in sorted(cells, key=lambda one: (west_to_east[one], str(one))):
        for gid in cells[area]:
            sharers.setdefault(gid, []).append(area)
    boxes: dict[AreaId, list[Shape]] = {area: [] for area in cells}
    for gid, areas in sorted(sharers.items()):
        west, south = cell_corner(gid)
        strip = priogrid.SIZE / len(areas)
        for i, area in enumerate(areas):
            boxes[area].append(shapely.box(west + i * strip, south, west + (i + 1) * strip, south + priogrid.SIZE))
    return {area: _rings_of(shapely.union_all(parts)) for area, parts in boxes.items()}


def _rings_of(shape: Shape) -> Outline:
    return tuple(
        tuple(tuple((float(x), float(y)) for x, y in ring.coords) for ring in (part.exterior, *part.interiors))
        for part in shapely.get_parts(shape).tolist()
        if isinstance(part, shapely.Polygon)
    )
