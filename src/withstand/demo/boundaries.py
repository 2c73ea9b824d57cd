"""District polygons that tile Velmara, and its gazetteer. Exact: rational cuts, whole-number vertices."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from withstand.demo.dice import Dice
from withstand.demo.velmara import DISTRICTS, OUTLINE, District, Point

if TYPE_CHECKING:
    from collections.abc import Sequence

Vertex = tuple[Fraction, Fraction]
Edge = tuple[Point, Point]

LONGEST_STRAIGHT = 1_200
"""Borders are bent until no straight piece is longer, in ten-thousandths of a degree."""
APART = 1_300
"""Places of one district lie at least this far from each other and from its border."""
WEST, SOUTH, EAST, NORTH = -200_000, -270_000, -150_000, -230_000


@dataclass(frozen=True)
class Place:
    """A named point of the gazetteer; `kind` is city, town or village."""

    name: str
    kind: str
    point: Point


@cache
def rings() -> tuple[tuple[Point, ...], ...]:
    """One ring per district, in the order of DISTRICTS, counter-clockwise, not closed.

    Each ring is the part of the country nearest to the district's seat, with bent borders. Two neighbours
    bend their common border alike, so the rings share every vertex of it: no gaps, no overlaps.
    """
    return tuple(tuple(p for edge in cell for p in _bent(edge)) for cell in _cells())


@cache
def neighbours() -> tuple[tuple[int, ...], ...]:
    """For each district, the positions of those it shares a border with."""
    borders = [{frozenset(edge) for edge in cell} for cell in _cells()]
    return tuple(
        tuple(j for j, theirs in enumerate(borders) if j != i and own & theirs) for i, own in enumerate(borders)
    )


@cache
def gazetteer() -> tuple[tuple[Place, ...], ...]:
    """For each district its seat and villages, the largest first."""
    return tuple(_places(area, ring) for area, ring in zip(DISTRICTS, rings(), strict=True))


def inside(point: Point, ring: "Sequence[Point]") -> bool:
    """Whether `point` lies inside `ring`: an odd number of borders to its east."""
    odd = False
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (a.lat > point.lat) != (b.lat > point.lat):
            turn = (b.lon - a.lon) * (point.lat - a.lat) - (point.lon - a.lon) * (b.lat - a.lat)
            odd ^= (turn > 0) == (b.lat > a.lat)
    return odd


@cache
def _cells() -> tuple[tuple[Edge, ...], ...]:
    return tuple(_cell(own.seat) for own in DISTRICTS)


def _cell(seat: Point) -> tuple[Edge, ...]:
    polygon: list[Vertex] = [(Fraction(p.lon), Fraction(p.lat)) for p in OUTLINE]
    for other in DISTRICTS:
        if other.seat != seat:
            polygon = _nearer(polygon, seat, other.seat)
    corners = [Point(round(lon), round(lat)) for lon, lat in polygon]
    edges = zip(corners, corners[1:] + corners[:1], strict=True)
    return tuple((a, b) for a, b in edges if a != b)


def _nearer(polygon: list[Vertex], seat: Point, other: Point) -> list[Vertex]:
    """The part of `polygon` nearer to `seat` than to `other`."""

    def margin(v: Vertex) -> Fraction:
        far = (v[0] - other.lon) ** 2 + (v[1] - other.lat) ** 2
        return far - (v[0] - seat.lon) ** 2 - (v[1] - seat.lat) ** 2

    kept: list[Vertex] = []
    for a, b in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        at_a, at_b = margin(a), margin(b)
        if at_a >= 0:
            kept.append(a)
        if (at_a > 0 > at_b) or (at_a < 0 < at_b):
            share = at_a / (at_a - at_b)
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return kept


def _bent(edge: Edge) -> list[Point]:
    """The bent course from the first point of `edge` up to, not including, the second."""
    a, b = edge
    first, last = min(a, b), max(a, b)
    dice = Dice(-first.lon, -first.lat, -last.lon, -last.lat)
    course = [first, *_between(first, last, dice), last]
    return course[:-1] if a == first else course[:0:-1]


def _between(a: Point, b: Point, dice: Dice) -> list[Point]:
    east, north = b.lon - a.lon, b.lat - a.lat
    if east * east + north * north <= LONGEST_STRAIGHT**2:
        return []
    swing = dice.between(-14, 14)
    middle = Point((a.lon + b.lon) // 2 - north * swing // 100, (a.lat + b.lat) // 2 + east * swing // 100)
    return [*_between(a, middle, dice), middle, *_between(middle, b, dice)]


def _places(area: District, ring: tuple[Point, ...]) -> tuple[Place, ...]:
    dice = Dice(-area.seat.lon, -area.seat.lat)
    places = [Place(area.name, area.seat_kind, area.seat)]
    for village in area.villages:
        taken = (*ring, *(place.point for place in places))
        places.append(Place(village, "village", _free_point(ring, taken, dice)))
    return tuple(places)


def _free_point(ring: tuple[Point, ...], taken: tuple[Point, ...], dice: Dice) -> Point:
    while True:
        point = Point(dice.between(WEST, EAST), dice.between(SOUTH, NORTH))
        gaps = ((point.lon - p.lon) ** 2 + (point.lat - p.lat) ** 2 for p in taken)
        if inside(point, ring) and all(gap >= APART**2 for gap in gaps):
            return point
