"""Outlines of the countries around, from Natural Earth (public domain): see tools/countries.py."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from withstand.brief.charts.geography import Extent

Point = tuple[float, float]
Ring = tuple[Point, ...]


@cache
def _all() -> tuple[tuple[Extent, tuple[Ring, ...]], ...]:
    """Every polygon of every country with its extent, in degrees."""
    content = json.loads(files(__package__).joinpath("countries.json").read_text(encoding="utf-8"))
    arcs = [_points(arc) for arc in content["arcs"]]
    found = []
    for polygons in content["countries"].values():
        for rings in polygons:
            polygon = tuple(_ring(ring, arcs) for ring in rings)
            xs, ys = zip(*polygon[0], strict=True)
            found.append(((min(xs), min(ys), max(xs), max(ys)), polygon))
    return tuple(found)


def _points(moves: list[int]) -> Ring:
    x = y = 0
    points = []
    for dx, dy in zip(moves[::2], moves[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / 100, y / 100))
    return tuple(points)


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    return tuple(point for i in indices for point in (arcs[i] if i >= 0 else arcs[~i][::-1])[:-1])


def around(extent: Extent) -> list[tuple[Ring, ...]]:
    """The polygons that reach into an extent (west, south, east, north)."""
    west, south, east, north = extent
    return [rings for box, rings in _all() if box[0] < east and box[2] > west and box[1] < north and box[3] > south]
