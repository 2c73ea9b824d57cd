"""Where the names of areas stand on a map: near their area, inside the frame, never on each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import INK, num, text, width_of
from withstand.brief.charts.geography import Box
from withstand.brief.charts.map_events import Circle

SIZE, LINE = 12.0, 13.0
NEAR, FAR = (0, 6, 11), (26, 40, 56, 76)
LARGE, MOST_AVOIDED = 4.5, 80
_DIRECTIONS = ((0, -1), (0, 1), (1, 0), (-1, 0), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))


@dataclass(frozen=True)
class Name:
    """What an area would like to have written at a point in pixels, one or more lines."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Spot:
    """A place for some lines of a name; `cost` counts against it."""

    lines: tuple[str, ...]
    box: Box
    cost: float
    led: bool


def place_names(
    names: Sequence[Name], frame: Box, circles: Sequence[Circle] = (), *, far: bool = True
) -> tuple[str, tuple[int, ...]]:
    """Text for every name that finds room, the first served first, and the indices of those that do not.

    Among the free places the nearest wins, unless it hides large symbols (`circles`, the largest first). A
    name further off (`far`) is led back to its point by a thin line; where nothing else is free it loses
    its later lines.
    """
    taken: list[Box] = []
    lines, words = "", []
    without_room = []
    avoided = [circle for circle in circles if circle[2] >= LARGE][:MOST_AVOIDED]
    for i, name in enumerate(names):
        free = [spot for spot in _spots(name, far=far) if _inside(spot.box, frame) and not _meets(spot.box, taken)]
        if not free:
            without_room.append(i)
            continue
        spot = min(free, key=lambda one: one.cost + _hidden(one.box, avoided))
        left, top, right, bottom = spot.box
        taken.append(spot.box)
        if spot.led:
            x, y = min(max(name.x, left), right), min(max(name.y, top + 2), bottom)
            lines += f"M{num(name.x - 1)} {num(name.y - 1)}h2v2h-2zl1 1L{num(x)} {num(y)}"
        for row, line in enumerate(spot.lines):
            baseline = top + LINE * (row + 0.8)
            words.append(text((left + right) / 2, baseline, line, anchor="middle", bold=row == 0, halo=True))
    leads = f'<path d="{lines}" stroke="{INK}" stroke-width=".8"/>' if lines else ""
    return leads + "".join(words), tuple(without_room)


def _spots(name: Name, *, far: bool) -> Iterator[_Spot]:
    for shortened, lines in enumerate(dict.fromkeys((name.lines, name.lines[:1]))):
        half = max(width_of(line, 1.07 * SIZE) for line in lines) / 2 + 1
        tall = LINE * len(lines) / 2
        for distance in (*NEAR, *(FAR if far else ())):
            led = distance in FAR
            for dx, dy in _DIRECTIONS if distance else _DIRECTIONS[:1]:
                x = name.x + dx * (distance + (half if led else 0))
                y = name.y + dy * (distance + (tall if led else 0))
                yield _Spot(
                    lines,
                    (x - half, y - tall, x + half, y + tall),
                    distance + 15 * led + 200 * shortened,
                    led,
                )


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _meets(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)


def _hidden(box: Box, circles: Sequence[Circle]) -> float:
    """How much of the symbols a name would hide, as pixels of distance worth going to avoid it."""
    left, top, right, bottom = box
    return sum(r for x, y, r in circles if left - r < x < right + r and top - r < y < bottom + r)
