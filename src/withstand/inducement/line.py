"""The command line of a unit then and now, and whose deeds count with its record: only while the relation lasted.

Days are handled as runs of ordinals, never one by one.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from withstand.actors.chains import HIERARCHY, Chains, Tie
from withstand.ledger.fields import Span, first_day, last_day

Side = Literal["above", "below"]
SIDES: tuple[Side, Side] = ("above", "below")
Run = tuple[int, int]
"""Days from one ordinal to another, both included."""

ALWAYS: Run = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True)
class Member:
    """Somebody who stands, or stood, above or below. `now` None: it may stand there.

    `tie` is the claim at its end of the way, `steps` how many claims the way has.
    """

    actor: str
    side: Side
    now: bool | None
    tie: Tie
    steps: int


@dataclass
class _Reached:
    """The days on which an actor is reached, and for each stretch of them by which tie, how far away."""

    days: list[Run] = field(default_factory=list)
    ways: list[tuple[Run, Tie, int]] = field(default_factory=list)

    def way(self, day: int) -> tuple[Tie, int]:
        """The way on a day, or the one that came closest before it, or else the first after it."""
        at = [way for way in self.ways if way[0][0] <= day <= way[0][1]]
        before = [way for way in self.ways if way[0][1] < day]
        best = min(at, key=lambda way: way[2]) if at else max(before or self.ways, key=lambda way: way[0][1])
        return best[1], best[2]


class Line:
    """The command line of one unit, from its chains."""

    def __init__(self, unit: str, chains: Chains) -> None:
        self.unit = unit
        ties = [tie for tie in chains.ties if tie.type in HIERARCHY]
        self._possible: Mapping[Side, Mapping[str, _Reached]] = {
            side: _reach(unit, [(tie, _possible(tie)) for tie in ties], side) for side in SIDES
        }
        self._certain: Mapping[Side, Mapping[str, _Reached]] = {
            side: _reach(unit, [(tie, run) for tie in ties if (run := _certain(tie)) is not None], side)
            for side in SIDES
        }
        self.reach: Mapping[Side, frozenset[str]] = {side: frozenset(self._possible[side]) for side in SIDES}

    def members(self, day: date) -> tuple[Member, ...]:
        """Everybody above and below on a day, the nearest first, then those who stood there on a day before it."""
        now, then = [], []
        at = day.toordinal()
        for side in SIDES:
            for actor, reached in self._possible[side].items():
                certain = self._certain[side].get(actor)
                if certain is not None and _holds(certain.days, at):
                    now.append(Member(actor, side, True, *certain.way(at)))
                elif _holds(reached.days, at):
                    now.append(Member(actor, side, None, *reached.way(at)))
                elif reached.days[0][0] <= at:
                    then.append(Member(actor, side, False, *reached.way(at)))
        order = {side: place for place, side in enumerate(SIDES)}
        found = [sorted(part, key=lambda one: (order[one.side], one.steps, one.actor)) for part in (now, then)]
        return tuple(one for part in found for one in part)

    def counts(self, actor: str, side: Side, when: Span, last: date) -> bool | None:
        """Whether what an actor did counts with the unit's record: True in any case, None possibly, False not.

        On every day that the deed may have been the actor must have stood there, to count in any case.
        """
        deed = (when.earliest.toordinal(), min(when.latest, last).toordinal())
        certain, possible = self._certain[side].get(actor), self._possible[side].get(actor)
        if certain is not None and any(first <= deed[0] and deed[1] <= end for first, end in certain.days):
            return True
        if possible is not None and any(first <= deed[1] and deed[0] <= end for first, end in possible.days):
            return None
        return False


def _reach(unit: str, ties: Iterable[tuple[Tie, Run]], side: Side) -> dict[str, _Reached]:
    """Everybody reached, on the days common to the claims of a way; ways of one tie first, then of two, and so on."""
    onward: dict[str, list[tuple[str, Tie, Run]]] = defaultdict(list)
    for tie, run in ties:
        here, there = (tie.lower, tie.upper) if side == "above" else (tie.upper, tie.lower)
        onward[here].append((there, tie, run))
    found: dict[str, _Reached] = {}
    edge = deque([(unit, ALWAYS, 0)])
    while edge:
        here, days, steps = edge.popleft()
        for there, tie, run in onward.get(here, ()):
            common = (max(days[0], run[0]), min(days[1], run[1]))
            if there == unit or common[0] > common[1]:
                continue
            reached = found.setdefault(there, _Reached())
            for new in _without(common, reached.days):
                reached.ways.append((new, tie, steps + 1))
                edge.append((there, new, steps + 1))
            reached.days = _joined([*reached.days, common])
    return found


def _without(run: Run, days: Iterable[Run]) -> list[Run]:
    """The parts of a run that are in none of these, which are in order."""
    left, first = [], run[0]
    for start, end in days:
        if start > first:
            left.append((first, min(run[1], start - 1)))
        first = max(first, end + 1)
        if first > run[1]:
            break
    if first <= run[1]:
        left.append((first, run[1]))
    return [part for part in left if part[0] <= part[1]]


def _joined(days: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for start, end in sorted(days):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _holds(days: Iterable[Run], day: int) -> bool:
    return any(first <= day <= end for first, end in days)


def _possible(tie: Tie) -> Run:
    """The days on which a claim holds or may hold: without a word of its end, for good."""
    if tie.valid is None:
        return ALWAYS
    last = tie.valid.latest if tie.valid.end is not None or tie.valid.ongoing else date.max
    return tie.valid.earliest.toordinal(), last.toordinal()


def _certain(tie: Tie) -> Run | None:
    """The days on which a claim holds in any case."""
    valid = tie.valid
    if valid is None:
        return None
    first = last_day(valid.start)
    if valid.ongoing:
        return (first.toordinal(), ALWAYS[1]) if valid.precise else None
    exact = len(valid.start) == len("2032-05-20") and valid.end in (None, valid.start)
    end = first_day(valid.end or valid.start)
    return (first.toordinal(), end.toordinal()) if (exact or valid.precise) and first <= end else None
