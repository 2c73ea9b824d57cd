"""The states of a request and the steps between them as a drawing on A4 and as a table, both from the table of steps.

Steps that can be taken from many states are listed in the box of the state they lead to, so that the lines stay few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from withstand.brief.charts.drawing import FONT, INK, MUTED, escape, num
from withstand.brief.support.tongue import lower
from withstand.inducement.steps import BACK, FIRST, Step, is_closed, is_live, steps
from withstand.vocabulary.terms import vocabulary

WIDTH, HEIGHT = 794, 1123
"""A4 at 96 dots an inch."""

MOST_LINES = 2
"""Steps from more states than these are listed, not drawn."""

_LEFT, _TOP, _RIGHT = 24.0, 92.0, 500.0
_BOX, _ROW = 146.0, 92.0
_HUB = 272.0


@dataclass(frozen=True)
class StepRow:
    """A step as people read it."""

    step: str
    starts: str
    to: str
    by: str
    needs: str
    decision: bool

    def cells(self) -> list[str]:
        """The cells of its row."""
        return [self.step + (" (decision)" if self.decision else ""), self.starts, self.to, self.by, self.needs]

    def plain(self) -> dict[str, object]:
        """As JSON."""
        return dict(vars(self))


@dataclass(frozen=True)
class _Spot:
    x: float
    y: float
    wide: float
    high: float

    @property
    def middle(self) -> float:
        return self.x + self.wide / 2

    @property
    def foot(self) -> float:
        return self.y + self.high


def step_rows() -> tuple[StepRow, ...]:
    """Every step in the order of the table, in words."""
    return tuple(
        StepRow(
            _label("support_actions", one.action),
            ", ".join(_label("support_states", state) for state in one.starts),
            "where it was before" if one.to == BACK else _label("support_states", one.to),
            ", ".join(_label("support_roles", role) for role in one.by),
            ", ".join(need.replace("_", " ") for need in one.needs) or "–",
            one.decision,
        )
        for one in steps().values()
    )


def step_table() -> str:
    """The same as Markdown."""
    lines = ["| step | from | to | by | needs |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row.cells())} |" for row in step_rows()]
    return "\n".join(lines) + "\n"


def state_diagram() -> str:
    """The drawing as SVG."""
    spots = _layout()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="{FONT}"'
        ' aria-labelledby="t">',
        '<title id="t">The states of a request for support and the steps between them</title>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{MUTED}"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _said(_LEFT, 34, "A request for support, from draft to close", 17, weight="600"),
        _said(_LEFT, 54, "Thick edge: support may be given while its approval holds. Grey: its way has ended.", 11,
              MUTED),
        _said(_LEFT, 70, "Who takes a step, and what it needs, is in the table. Steps back lead where it was.", 11,
              MUTED),
    ]  # fmt: skip
    parts.extend(_lines(spots))
    parts.extend(part for state, spot in spots.items() for part in _box(state, spot))
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _label(book: str, key: str) -> str:
    return vocabulary(book).label(key)


@cache
def _ranks() -> Mapping[str, int]:
    """How many drawn steps each state is from the first one, by the longest way that never goes up again."""
    rank = {FIRST: 0}
    order = list(vocabulary("support_states").terms)
    for state in order:
        for one in steps().values():
            ahead = one.to != BACK and order.index(one.to) > order.index(state)
            if state in rank and state in one.starts and ahead and len(one.starts) <= MOST_LINES:
                rank[one.to] = max(rank.get(one.to, 0), rank[state] + 1)
    return rank


def _drawn() -> Iterator[tuple[str, Step]]:
    """Steps that are drawn as lines, each with the state it begins in."""
    for one in steps().values():
        if len(one.starts) <= MOST_LINES and one.to in _ranks():
            yield from ((state, one) for state in one.starts if state in _ranks())


def _listed(state: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Steps to a state that are listed in its box: the action, and from where."""
    drawn = {(start, one.action) for start, one in _drawn()}
    for one in steps().values():
        rest = tuple(start for start in one.starts if (start, one.action) not in drawn)
        if one.to == state and rest:
            yield one.action, rest


def _layout() -> dict[str, _Spot]:
    """Where each state stands: in rows by rank, and those that only listed steps lead to in a column beside them."""
    ranks = _ranks()
    rows: dict[int, list[str]] = defaultdict(list)
    for state in vocabulary("support_states").terms:
        if state in ranks:
            rows[ranks[state]].append(state)
    spots: dict[str, _Spot] = {}
    room = _RIGHT - _LEFT - _BOX - 16
    for rank, states in rows.items():
        for place, state in enumerate(states):
            x = _LEFT + (place * room / (len(states) - 1) if len(states) > 1 else room / 2)
            spots[state] = _Spot(x, _TOP + rank * _ROW, _BOX, _high(state, _BOX))
    y = _TOP
    for state in vocabulary("support_states").terms:
        if state not in spots:
            spots[state] = _Spot(_RIGHT, y, _HUB, _high(state, _HUB))
            y += spots[state].high + 26
    return spots


def _high(state: str, wide: float) -> float:
    title, listed = _title(state, wide), _texts(state, wide)
    return 18 + 15 * len(title) + 12 * sum(map(len, listed)) + (4 if listed else 0)


def _title(state: str, wide: float) -> list[str]:
    return _wrapped(_label("support_states", state), wide, 7.4)


def _texts(state: str, wide: float) -> list[list[str]]:
    """What is listed in a state's box, in lines that fit it: steps to it, and steps back from it."""
    back = [one for one in steps().values() if one.to == BACK and state in one.starts]
    leaving = [_wrapped(f"{_label('support_actions', one.action)}: back to where it was", wide, 5.1) for one in back]
    return leaving + [
        _wrapped(
            f"{_label('support_actions', action)}: from "
            + ", ".join(lower(_label("support_states", start)) for start in starts),
            wide, 5.1,
        )
        for action, starts in _listed(state)
    ]  # fmt: skip


def _wrapped(text: str, wide: float, letter: float) -> list[str]:
    most = int((wide - 14) / letter)
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _box(state: str, spot: _Spot) -> Iterator[str]:
    fill = "#eceff2" if is_closed(state) else "#ffffff"
    edge = 3 if is_live(state) else 1
    yield (
        f'<rect x="{num(spot.x)}" y="{num(spot.y)}" width="{num(spot.wide)}" height="{num(spot.high)}" rx="6"'
        f' fill="{fill}" stroke="{INK}" stroke-width="{edge}"/>'
    )
    y = spot.y + 7
    for line in _title(state, spot.wide):
        y += 15
        yield _said(spot.middle, y, line, 12.5, weight="600", anchor="middle")
    y += 16
    for lines in _texts(state, spot.wide):
        for line in lines:
            yield _said(spot.x + 8, y, line, 9.5, MUTED)
            y += 12


def _lines(spots: Mapping[str, _Spot]) -> Iterator[str]:
    words: dict[tuple[int, int], int] = defaultdict(int)
    for start, one in _drawn():
        yield from _line(spots[start], spots[one.to], _label("support_actions", one.action), words)


def _line(start: _Spot, end: _Spot, text: str, words: dict[tuple[int, int], int]) -> Iterator[str]:
    """A line with its word: straight to the next row, bent round the boxes on longer ways and upwards."""
    down, side, anchor = end.y - start.y, 1 if end.middle > start.middle else -1, "middle"
    if 0 < down <= _ROW * 1.2:
        x1, y1, x2, y2 = start.middle, start.foot, end.middle, end.y
        path = f"M{num(x1)} {num(y1)}L{num(x2)} {num(y2)}"
        x, y = x1 + (x2 - x1) * 0.62, y1 + (y2 - y1) * 0.6
    elif down > 0:
        x1, y1 = (start.x + start.wide if side > 0 else start.x), start.y + 16
        x2, y2 = end.middle + side * 34, end.y
        path = f"M{num(x1)} {num(y1)}Q{num(x2)} {num(y1)} {num(x2)} {num(y2)}"
        x, y = x2, y1 + (y2 - y1) * 0.35
    else:
        x1, y1, x2, y2 = start.x, start.y + 17, end.x, end.y + 17
        bend = min(x1, x2) - 20 - abs(down) / 7
        path = f"M{num(x1)} {num(y1)}C{num(bend)} {num(y1)} {num(bend)} {num(y2)} {num(x2)} {num(y2)}"
        x, y, anchor = (x1 + x2 + 6 * bend) / 8 + 4, (y1 + y2) / 2, "end"
    place = (round(x / 60) if anchor == "middle" else -1, round(y / 24))
    y += 11 * words[place]
    words[place] += 1
    yield f'<path d="{path}" fill="none" stroke="{MUTED}" stroke-width="1.1" marker-end="url(#tip)"/>'
    yield (
        f'<text x="{num(x)}" y="{num(y + 3)}" font-size="9.5" fill="{INK}" text-anchor="{anchor}" stroke="#ffffff"'
        f' stroke-width="3" paint-order="stroke">{escape(text)}</text>'
    )


def _said(
    x: float, y: float, text: str, size: float, fill: str = INK, *, weight: str = "400", anchor: str = "start"
) -> str:  # fmt: skip
    return (
        f'<text x="{num(x)}" y="{num(y)}" font-size="{num(size)}" fill="{fill}" font-weight="{weight}"'
        f' text-anchor="{anchor}">{escape(text)}</text>'
    )
