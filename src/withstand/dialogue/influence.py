"""Who can deliver an ask, and by whom of ours and through which offices they can be reached.

Formal authority are the relations of the registry on a day; observed delivery are promises kept. The two are shown side
by side: an office that may order a thing and never did stands beside one that may not and has it done. Routes are
counted in steps, and no office is scored. They say who can be spoken with, never what may be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from heapq import heappop, heappush
from itertools import count

from withstand.actors.chains import HIERARCHY, Chains, Tie
from withstand.dialogue.contacts import SILENT_AFTER, Channel
from withstand.dialogue.delivered import NOTHING, Delivered, Deliveries

MOST_STEPS = 6
"""Longer ways are no routes."""


@dataclass(frozen=True)
class Step:
    """From one office to the next: `orders` down a relation, or `reports` up one. `holds`: else it may."""

    office: str
    way: str
    relation: str
    holds: bool


@dataclass(frozen=True)
class Route:
    """From an office that we speak with to one that may deliver: the channel, then step by step."""

    channel: Channel
    steps: tuple[Step, ...]
    silent: bool

    @property
    def ends(self) -> str:
        """The office it leads to."""
        return self.steps[-1].office if self.steps else self.channel.office

    @property
    def certain(self) -> bool:
        """Whether every claim on the way holds on that day."""
        return all(step.holds for step in self.steps)


@dataclass(frozen=True)
class Deliverer:
    """An office that may deliver an ask: by what, what it did before on the issue, and the routes to it.

    `authority` is own (its own conduct is asked for), orders (it stands above), or none (it is bound to it and kept
    promises on the issue, though nothing is recorded that it may order it). `holds`: those claims hold, else they may.
    """

    office: str
    authority: str
    holds: bool
    delivered: Delivered
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Network:
    """What influence is read from: who stands where on a day, who is spoken with, who delivered what."""

    chains: Chains
    channels: Mapping[str, Channel]
    delivered: Deliveries
    day: date
    silent_after: timedelta = SILENT_AFTER

    def deliverers(self, target: str, issue: str, most_routes: int = 3) -> tuple[Deliverer, ...]:
        """Who may deliver an ask about what `target` does, those with the shortest credible route first.

        Offices without any route are named too, last: that there is no way to them is an answer.
        """
        found = [
            Deliverer(
                office,
                authority,
                holds,
                self.delivered.get((office, issue), NOTHING),
                self.routes(office)[:most_routes],
            )
            for office, authority, holds in self._may_deliver(target, issue)
        ]
        return tuple(sorted(found, key=_shortest_first))

    def _may_deliver(self, target: str, issue: str) -> Iterator[tuple[str, str, bool]]:
        named = {target}
        yield target, "own", True
        for standing in self.chains.superiors(target, self.day):
            if standing.actor not in named:
                named.add(standing.actor)
                yield standing.actor, "orders", standing.holds
        bound = self.chains.bound(target, self.day, self.day)
        for (office, about), record in sorted(self.delivered.items()):
            if about == issue and record.counts.kept and office in bound and office not in named:
                named.add(office)
                yield office, "none", False

    def routes(self, office: str) -> tuple[Route, ...]:
        """Ways to an office from each office that was ever spoken with, the most credible first.

        A channel that is alive, then fewest steps, then fewest claims that only may hold, then fewest steps up a line,
        then the latest contact; of equals the first by id. From each office of a channel the best way counts.
        """
        reached = self._ways_to(office)
        found = [
            Route(channel, reached[channel.office], channel.silent(self.day, self.silent_after))
            for channel in self.channels.values()
            if channel.last is not None and channel.office in reached
        ]
        return tuple(sorted(found, key=self._order))

    def _order(self, route: Route) -> tuple[bool, int, int, int, int, str]:
        last = route.channel.last or date.min
        return route.silent, *_cost(route.steps), -last.toordinal(), route.channel.office

    def _ways_to(self, office: str) -> Mapping[str, tuple[Step, ...]]:
        """From every office that leads there within MOST_STEPS, the best way: searched backwards from the end."""
        best: dict[str, tuple[Step, ...]] = {}
        order = count()
        waiting: list[tuple[tuple[int, int, int], str, int, tuple[Step, ...]]] = [((0, 0, 0), office, next(order), ())]
        while waiting:
            _, here, _, steps = heappop(waiting)
            if here in best:
                continue
            best[here] = steps
            if len(steps) == MOST_STEPS:
                continue
            for before, way, tie, holds in self._before(here):
                if before not in best:
                    longer = (Step(here, way, tie.relation, holds), *steps)
                    heappush(waiting, (_cost(longer), before, next(order), longer))
        return best

    @cached_property
    def _ties(self) -> Mapping[str, tuple[Tie, ...]]:
        """The relations of authority that hold or may hold on the day, by each of their ends."""
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.chains.ties:
            if tie.type in HIERARCHY and tie.on(self.day) is not False:
                found[tie.lower].append(tie)
                found[tie.upper].append(tie)
        return {office: tuple(ties) for office, ties in found.items()}

    def _before(self, office: str) -> Iterator[tuple[str, str, Tie, bool]]:
        """Offices one step before: those that may order it, and those that report to it."""
        for tie in self._ties.get(office, ()):
            yield tie.other(office), "orders" if tie.lower == office else "reports", tie, tie.on(self.day) is True


def _cost(steps: Iterable[Step]) -> tuple[int, int, int]:
    taken = tuple(steps)
    return len(taken), sum(not step.holds for step in taken), sum(step.way == "reports" for step in taken)


def _shortest_first(one: Deliverer) -> tuple[bool, bool, int, int, int, bool, str]:
    if not one.routes:
        return True, True, 0, 0, 0, one.authority == "none", one.office
    route = one.routes[0]
    return False, route.silent, *_cost(route.steps), one.authority == "none", one.office
