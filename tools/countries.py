"""Make the outlines of countries that the map draws around a mission: Natural Earth, simplified.

Natural Earth is in the public domain; the npm package world-atlas 2.0.2 (ISC) carries it as TopoJSON. Fetch and unpack
the package (`npm pack world-atlas@2.0.2`), then: python tools/countries.py PACKAGE/countries-50m.json
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely

TARGET = Path(__file__).parents[1] / "src" / "withstand" / "web" / "seeing" / "countries.json"
SOURCE = "Natural Earth 1:50 million, public domain, by way of world-atlas 2.0.2; simplified to 0.07 degrees"
TOLERANCE = 0.07
LEAST_ISLAND = 0.05
"""Square degrees; smaller parts of a country are left out."""

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def simple(points: list[Point]) -> list[tuple[int, int]]:
    """An arc in hundredths of a degree, with the points that matter; its ends stay, so that borders stay shared."""
    line = shapely.simplify(shapely.LineString(points), TOLERANCE)
    return [(round(x * 100), round(y * 100)) for x, y in line.coords]


def large(ring: list[int], arcs: list[list[Point]]) -> bool:
    """Whether a ring is worth drawing."""
    points = [point for index in ring for point in (arcs[index] if index >= 0 else arcs[~index][::-1])]
    return float(shapely.Polygon(points).area) >= LEAST_ISLAND


def main(package: Path) -> None:
    """Write the outlines."""
    topology = json.loads(package.read_text(encoding="utf-8"))
    arcs = arcs_of(topology)
    used: dict[int, int] = {}
    countries = {}
    for country in topology["objects"]["countries"]["geometries"]:
        parts = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        kept = [[ring for ring in rings if large(ring, arcs)] for rings in parts if large(rings[0], arcs)]
        for ring in (ring for rings in kept for ring in rings):
            for index in ring:
                used.setdefault(index if index >= 0 else ~index, len(used))
        numbered = [
            [[used[i] if i >= 0 else ~used[~i] for i in ring] for ring in rings] for rings in kept if rings
        ]  # fmt: skip
        if numbered:
            countries[country["properties"]["name"]] = numbered
    lines = []
    for index in used:
        points = simple(arcs[index])
        moves = [points[0], *((bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points))]
        lines.append([number for move in moves for number in move])
    content = {"source": SOURCE, "arcs": lines, "countries": countries}
    TARGET.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(countries)} countries, {len(lines)} arcs, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
