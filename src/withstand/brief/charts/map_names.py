"""Where the names of areas stand on a map: near their area, inside the frame, never on each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import INK, num, text, width_of

SIZE = 12.0
LINE = 13.0
_DIRECTIONS = ((0, -1), (0, 1), (1, 0), (-1, 0), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))


@dataclass(frozen=True)
class Name:
    """What an area would like to have written at a point in pixels, one or more lines."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def place_names(
    names: Sequence[Name], frame: tuple[float, float, float, float]
) -> tuple[str, tuple[int, ...]]:
    """Text for every name that finds room, the first served first, and the indices of those that do not.

    A name is tried at its point, then further and further away with a thin line back to the point, then
    with its first line alone. `frame` is left, top, right, bottom.
    """
    placed: list[_Box] = []
    drawn: list[str] = []
    without_room = []
    for i, name in enumerate(names):
        spot = next((found for found in _candidates(name) if _free(found[1], placed, frame)), None)
        if spot is None:
            without_room.append(i)
            continue
        lines, box, away = spot
        placed.append(box)
        centre = (box.left + box.right) / 2
        if away:
            edge = min(max(name.x, box.left), box.right), min(max(name.y, box.top + 2), box.bottom)
            drawn.append(
                f'<path d="M{num(name.x)} {num(name.y)}L{num(edge[0])} {num(edge[1])}" stroke="{INK}" stroke-width=".8"/>'
            )
        drawn += [
            text(centre, box.top + LINE * (row + 0.8), line, anchor="middle", bold=row == 0, halo=True)
            for row, line in enumerate(lines)
        ]
    return "".join(drawn), tuple(without_room)


def _candidates(name: Name) -> list[tuple[tuple[str, ...], _Box, bool]]:
    found = []
    for lines in dict.fromkeys((name.lines, name.lines[:1])):
        half = max(width_of(line, SIZE) for line in lines) / 2 + 1
        tall = LINE * len(lines) / 2
        for distance in (0, 7, 26, 40, 56):
            for dx, dy in _DIRECTIONS[: 1 if distance == 0 else 8]:
                x = name.x + dx * (distance + (half if distance > 7 else 0))
                y = name.y + dy * (distance + (tall if distance > 7 else 0))
                found.append((lines, _Box(x - half, y - tall, x + half, y + tall), distance > 7))
    return found


def _free(box: _Box, placed: Sequence[_Box], frame: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = frame
    inside = box.left >= left and box.right <= right and box.top >= top and box.bottom <= bottom
    return inside and not any(box.meets(other) for other in placed)
