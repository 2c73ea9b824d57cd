"""What superiors inherit of what their subordinates did, or of where they stood: only while the relation lasted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from withstand.actors.chains import HIERARCHY, Tie
from withstand.actors.days import ALWAYS, NEVER, Days, Happened, certain_days, happened, possible_days
from withstand.ledger.fields import Span

Way = tuple[Tie, ...]
"""Claims from one actor to another, the nearest to the first one first."""


@dataclass(frozen=True)
class Deed:
    """Something that an actor is said to have done, and when; without days it may have been on any."""

    record: str
    actor: str
    when: Span | None


@dataclass(frozen=True)
class Inherited:
    """A deed of a subordinate that counts for a superior, in any case or possibly, and by which ways.

    A certain one may rest on several ways, each for some of the days on which it may have happened.
    """

    deed: Deed
    superior: str
    certain: bool
    ways: tuple[Way, ...]


@dataclass
class Reached:
    """The days on which one actor is reached from another: `steps` say by which tie, the fewest ties first."""

    days: Days = NEVER
    steps: list[tuple[Days, Tie]] = field(default_factory=list)


@dataclass(frozen=True)
class StandingDays:
    """On which days an actor stands above or below another: in any case, and possibly (the certain days included)."""

    certain: Days
    possible: Days


class Inheritance:
    """All claims about who may give whom orders, indexed by actor. Whom they concern is asked for one by one.

    Days are handled as runs, never one by one: an actor is reached on the union, over all ways, of the days common to
    the claims of a way. Rings end by themselves, as no day reaches an actor twice.
    """

    def __init__(self, ties: Iterable[Tie], types: frozenset[str] = HIERARCHY) -> None:
        self._above: dict[str, list[tuple[Tie, Days, Days]]] = defaultdict(list)
        self._below: dict[str, list[tuple[Tie, Days, Days]]] = defaultdict(list)
        for tie in sorted((tie for tie in ties if tie.type in types), key=lambda tie: (tie.relation, tie.upper)):
            spans = (tie, certain_days(tie.valid), possible_days(tie.valid))
            self._above[tie.lower].append(spans)
            self._below[tie.upper].append(spans)
        self._up: dict[tuple[str, bool], dict[str, Reached]] = {}
        self._down: dict[tuple[str, bool], dict[str, Reached]] = {}

    def superiors(self, actor: str) -> Mapping[str, StandingDays]:
        """Everybody who stands or may have stood above it on some day, and on which."""
        return _standings(self._upward(actor, True), self._upward(actor, False))

    def subordinates(self, actor: str) -> Mapping[str, StandingDays]:
        """Everybody who stands or may have stood below it on some day, and on which."""
        return _standings(self._downward(actor, True), self._downward(actor, False))

    def heirs(self, deed: Deed) -> tuple[Inherited, ...]:
        """The superiors for whom a deed counts, by name: certain where a chain holds on every day it may have been."""
        certain, possible = self._upward(deed.actor, True), self._upward(deed.actor, False)
        when = happened(deed.when)
        found = (_inherited(deed, when, superior, superior, certain, possible) for superior in sorted(possible))
        return tuple(one for one in found if one is not None)

    def inherited(self, superior: str, deeds: Iterable[Deed]) -> tuple[Inherited, ...]:
        """Those of these deeds that count for one superior because a subordinate did them."""
        certain, possible = self._downward(superior, True), self._downward(superior, False)
        found: list[Inherited] = []
        for deed in deeds:
            if deed.actor in possible:
                when = happened(deed.when)
                one = _inherited(deed, when, superior, deed.actor, certain, possible, downward=True)
                found.extend(() if one is None else (one,))
        return tuple(found)

    def inherited_claims(self, superior: str, claims: Iterable[tuple[str, Span | None]]) -> Iterator[StandingDays]:
        """On which days claims about subordinates (actor, days), as where one is based, count for a superior."""
        below = self.subordinates(superior)
        nobody = StandingDays(NEVER, NEVER)
        for actor, valid in claims:
            there = below.get(actor, nobody)
            yield StandingDays(there.certain & certain_days(valid), there.possible & possible_days(valid))

    def way(self, actor: str, far: str, day: date, *, above: bool, certain: bool) -> Way:
        """The shortest way to one that stands above (or below) on a day, the tie nearest to that one first.

        `certain`: by claims that hold, else by those that may. It must stand there on that day.
        """
        return _way(far, day, self._upward(actor, certain) if above else self._downward(actor, certain))

    def _upward(self, actor: str, certain: bool) -> dict[str, Reached]:
        key = (actor, certain)
        if key not in self._up:
            self._up[key] = _reach(actor, self._above, certain=certain, upward=True)
        return self._up[key]

    def _downward(self, actor: str, certain: bool) -> dict[str, Reached]:
        key = (actor, certain)
        if key not in self._down:
            self._down[key] = _reach(actor, self._below, certain=certain, upward=False)
        return self._down[key]


def _reach(
    start: str, ties: Mapping[str, list[tuple[Tie, Days, Days]]], *, certain: bool, upward: bool
) -> dict[str, Reached]:
    """Everybody reached from an actor, and on which days; ways of one tie first, then of two, and so on."""
    reached: dict[str, Reached] = {start: Reached(ALWAYS)}
    edge: dict[str, Days] = {start: ALWAYS}
    while edge:
        coming: dict[str, Days] = {}
        for here, days in edge.items():
            for tie, sure, maybe in ties.get(here, ()):
                there = tie.upper if upward else tie.lower
                known = reached.setdefault(there, Reached())
                new = (days & (sure if certain else maybe)) - known.days
                if new:
                    known.days |= new
                    known.steps.append((new, tie))
                    coming[there] = coming.get(there, NEVER) | new
        edge = coming
    return {actor: one for actor, one in reached.items() if one.days and actor != start}


def _standings(certain: Mapping[str, Reached], possible: Mapping[str, Reached]) -> dict[str, StandingDays]:
    nobody = Reached()
    return {actor: StandingDays(certain.get(actor, nobody).days, one.days) for actor, one in sorted(possible.items())}


def _inherited(
    deed: Deed, when: Happened, superior: str, far: str, certain: Mapping[str, Reached],
    possible: Mapping[str, Reached], *, downward: bool = False,
) -> Inherited | None:  # fmt: skip
    """How a deed counts for a superior; `far` is the end of the ways other than where they began."""
    sure = certain[far].days if far in certain else NEVER
    surely = when.surely_meets(sure)
    if surely:
        ways = tuple(dict.fromkeys(_ways(far, when.core & sure, certain)))
    elif when.may_meet(possible[far].days):
        ways = (_way(far, _first(when.possible & possible[far].days), possible),)
    else:
        return None
    turned = ways if downward else tuple(way[::-1] for way in ways)
    return Inherited(deed, superior, surely, turned)


def _first(days: Days) -> date:
    return date.fromordinal(days.runs[0][0])


def _way(far: str, day: date, reached: Mapping[str, Reached]) -> Way:
    """The shortest way to an actor on a day, beginning with the tie nearest to that actor."""
    way: list[Tie] = []
    here = far
    while here in reached:
        tie = next(tie for days, tie in reached[here].steps if day in days)
        way.append(tie)
        here = tie.other(here)
    return tuple(way)


def _ways(far: str, days: Days, reached: Mapping[str, Reached]) -> Iterator[Way]:
    """The ways to an actor that together hold on all these days, in the order of the days."""
    while days:
        day = _first(days)
        way = _way(far, day, reached)
        yield way
        common, here = days, far
        for tie in way:
            common &= next(known for known, one in reached[here].steps if one is tie and day in known)
            here = tie.other(here)
        days -= common
