"""The command line of a unit then and now, and whose deeds count with its record: only while the relation lasted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from withstand.actors.chains import HIERARCHY, Chains, Tie
from withstand.ledger.fields import Span

Side = Literal["above", "below"]
_A_DAY = timedelta(days=1)
SIDES: tuple[Side, Side] = ("above", "below")


@dataclass(frozen=True)
class Member:
    """Somebody who stands, or stood, above or below. `now` None: it may. `ties` lead to it, the nearest first."""

    actor: str
    side: Side
    now: bool | None
    ties: tuple[Tie, ...]


class Line:
    """The command line of one unit, from its chains."""

    def __init__(self, unit: str, chains: Chains) -> None:
        self.unit = unit
        self._chains = chains
        self._standing = cache(self._on)
        self.reach: Mapping[Side, frozenset[str]] = {side: frozenset(_reach(unit, chains, side)) for side in SIDES}

    def members(self, day: date) -> tuple[Member, ...]:
        """Everybody above and below on a day, then those who stood there on another day before it."""
        found: list[Member] = []
        for side in SIDES:
            now = {
                actor: Member(actor, side, True if sure else None, ways) for actor, sure, ways in self._ways(side, day)
            }
            then: dict[str, Member] = {}
            for other in self._turns(side, day):
                for actor, _, ways in self._ways(side, other):
                    if actor not in now:
                        then[actor] = Member(actor, side, now=False, ties=ways)
            found.extend((*now.values(), *then.values()))
        return tuple(found)

    def counts(self, actor: str, side: Side, when: Span, last: date) -> bool | None:
        """Whether what an actor did counts with the unit's record: True in any case, None possibly, False not.

        On every day that the deed may have been the actor must have stood there, to count in any case.
        """
        days = {when.earliest, min(when.latest, last)} | {
            day for day in self._turns(side, last) if when.earliest < day < min(when.latest, last)
        }
        held = [self._standing(side, day).get(actor, False) for day in days]
        if all(one is True for one in held):
            return True
        return None if any(one is not False for one in held) else False

    def _on(self, side: Side, day: date) -> dict[str, bool | None]:
        return {actor: True if sure else None for actor, sure, _ in self._ways(side, day)}

    def _ways(self, side: Side, day: date) -> Iterator[tuple[str, bool, tuple[Tie, ...]]]:
        chain = self._chains.superiors if side == "above" else self._chains.subordinates
        return ((one.actor, one.holds, one.way) for one in chain(self.unit, day))

    def _turns(self, side: Side, last: date) -> list[date]:
        """The days up to `last` on which a claim in the line begins or ends: between them nothing changes."""
        members = self.reach[side] | {self.unit}
        found: set[date] = set()
        for tie in self._chains.ties:
            if tie.type in HIERARCHY and tie.valid is not None and {tie.lower, tie.upper} <= members:
                after = tie.valid.latest + _A_DAY if tie.valid.latest < date.max else date.max
                found |= {day for day in (tie.valid.earliest, tie.valid.latest, after) if day <= last}
        return sorted(found)


def _reach(unit: str, chains: Chains, side: Side) -> Iterable[str]:
    """Everybody who was ever claimed to stand there, on whatever days."""
    ways: dict[str, set[str]] = defaultdict(set)
    for tie in chains.ties:
        if tie.type in HIERARCHY:
            here, there = (tie.lower, tie.upper) if side == "above" else (tie.upper, tie.lower)
            ways[here].add(there)
    seen, edge = {unit}, [unit]
    while edge:
        for there in ways.get(edge.pop(), ()):
            if there not in seen:
                seen.add(there)
                edge.append(there)
    return seen - {unit}
