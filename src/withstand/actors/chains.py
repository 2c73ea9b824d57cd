"""Who stands above, below and behind an actor on a day: chains of dated claims, each of which holds or may hold."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from withstand.ledger.fields import Span

HIERARCHY = frozenset({"command", "administrative", "operational"})
"""Relations in which the upper actor may give the lower one orders."""

PATRONAGE = frozenset({"proxy", "support"})
"""Relations in which the upper actor stands behind the lower one."""


@dataclass(frozen=True)
class Tie:
    """One claim that an actor stands under, beside or behind another.

    `valid` is None where the claim gives no days, or where two versions of it stand beside each other.
    """

    relation: str
    type: str
    lower: str
    upper: str
    valid: Span | None = None

    def on(self, day: date) -> bool | None:
        """True: it holds. None: it may. False: it does not.

        A claim of which nobody has said that it ended, nor that it goes on, may hold on every later day.
        """
        if self.valid is None:
            return None
        open_end = self.valid.end is None and not self.valid.ongoing
        if open_end and day > self.valid.latest:
            return None
        return self.valid.holds_on(day)

    def touches(self, first: date, last: date) -> bool:
        """Whether it holds or may hold on at least one of these days."""
        if self.valid is None:
            return True
        ended = self.valid.end is not None and self.valid.latest < first
        return not ended and self.valid.earliest <= last

    def other(self, actor: str) -> str:
        """The actor at the other end."""
        return self.lower if actor == self.upper else self.upper


@dataclass(frozen=True)
class Standing:
    """An actor in a chain: whether every claim on the way holds (else one of them only may), and the way."""

    actor: str
    holds: bool
    way: tuple[Tie, ...]


_Spot = tuple[str, bool]
"""An actor, and whether it was reached through a relation of patronage."""

_Step = Callable[[_Spot], Iterator[tuple[Tie, _Spot]]]


@dataclass(frozen=True)
class Chains:
    """All claims about who stands where. `loose` relations lack one of their ends here: chains may be longer."""

    ties: tuple[Tie, ...]
    loose: int = 0

    @cached_property
    def _by_lower(self) -> Mapping[str, tuple[Tie, ...]]:
        return _grouped((tie.lower, tie) for tie in self.ties)

    @cached_property
    def _by_upper(self) -> Mapping[str, tuple[Tie, ...]]:
        return _grouped((tie.upper, tie) for tie in self.ties)

    def superiors(self, actor: str, day: date) -> tuple[Standing, ...]:
        """Everybody who may give it orders, directly or down a line, the nearest first."""
        return _chain(actor, lambda spot: self._up(spot, HIERARCHY), day)

    def subordinates(self, actor: str, day: date) -> tuple[Standing, ...]:
        """Everybody to whom it may give orders, directly or down a line, the nearest first."""
        return _chain(actor, self._down, day)

    def patrons(self, actor: str, day: date) -> tuple[Standing, ...]:
        """Everybody behind it or behind its superiors, and whoever stands above or behind those, the nearest first."""
        return _chain(actor, lambda spot: self._up(spot, HIERARCHY | PATRONAGE), day, behind=True)

    def bound(self, actor: str, first: date, last: date) -> Mapping[str, tuple[Tie, ...]]:
        """Everybody connected with it by claims of any type that hold or may hold on one of these days, and the way.

        Up, down and sideways: who shares a superior or a patron with it is bound to it too.
        """
        ways: dict[str, tuple[Tie, ...]] = {actor: ()}
        edge = deque([actor])
        while edge:
            here = edge.popleft()
            for tie in (*self._by_lower.get(here, ()), *self._by_upper.get(here, ())):
                there = tie.other(here)
                if there not in ways and tie.touches(first, last):
                    ways[there] = (*ways[here], tie)
                    edge.append(there)
        del ways[actor]
        return MappingProxyType(ways)

    def _up(self, spot: _Spot, types: frozenset[str]) -> Iterator[tuple[Tie, _Spot]]:
        actor, behind = spot
        for tie in self._by_lower.get(actor, ()):
            if tie.type in types:
                yield tie, (tie.upper, behind or tie.type in PATRONAGE)

    def _down(self, spot: _Spot) -> Iterator[tuple[Tie, _Spot]]:
        return ((tie, (tie.lower, False)) for tie in self._by_upper.get(spot[0], ()) if tie.type in HIERARCHY)


def _grouped(pairs: Iterable[tuple[str, Tie]]) -> Mapping[str, tuple[Tie, ...]]:
    groups: dict[str, list[Tie]] = defaultdict(list)
    for actor, tie in pairs:
        groups[actor].append(tie)
    return {actor: tuple(sorted(ties, key=lambda tie: tie.relation)) for actor, ties in groups.items()}


def _chain(actor: str, step: _Step, day: date, *, behind: bool = False) -> tuple[Standing, ...]:
    """Everybody reached by a step: along claims that hold where there is such a way, else along those that may."""
    certain = _reach(actor, step, lambda tie: tie.on(day) is True)
    possible = _reach(actor, step, lambda tie: tie.on(day) is not False)
    found = [
        Standing(spot[0], spot in certain, certain.get(spot, way))
        for spot, way in possible.items()
        if spot[0] != actor and spot[1] is behind
    ]
    return tuple(sorted(found, key=lambda one: (len(one.way), one.actor)))


def _reach(actor: str, step: _Step, counts: Callable[[Tie], bool]) -> dict[_Spot, tuple[Tie, ...]]:
    ways: dict[_Spot, tuple[Tie, ...]] = {(actor, False): ()}
    edge = deque(ways)
    while edge:
        here = edge.popleft()
        for tie, there in step(here):
            if there not in ways and counts(tie):
                ways[there] = (*ways[here], tie)
                edge.append(there)
    return ways
