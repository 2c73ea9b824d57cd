"""Who stood above and below an office, and on which days: what its line said and did is marked as the line's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from withstand.actors.chains import Chains, Tie
from withstand.actors.days import Days
from withstand.actors.inheritance import Inheritance, StandingDays
from withstand.ledger.fields import Span

Side = Literal["own", "above", "below"]


@dataclass(frozen=True)
class Superior:
    """Somebody whom the office answers to on a day: `sure` where every claim on the way holds, else it may be.

    `tie` is the claim at the far end of the way, `steps` how many claims the way has.
    """

    actor: str
    sure: bool
    tie: Tie
    steps: int


class OfficeLine:
    """The line of one office, from the chains of a picture."""

    def __init__(self, office: str, chains: Chains) -> None:
        self.office, self.loose = office, chains.loose
        self._claims = Inheritance(chains.ties)
        self._days: tuple[tuple[Side, Mapping[str, StandingDays]], ...] = (
            ("below", self._claims.subordinates(office)),
            ("above", self._claims.superiors(office)),
        )

    @property
    def actors(self) -> frozenset[str]:
        """Everybody who ever stood or may have stood there."""
        return frozenset(actor for _, standing in self._days for actor in standing)

    def side(self, actor: str, when: Span | None) -> Side | None:
        """Where an actor stood, or may have stood, when something was said or done; None where it did not."""
        if actor == self.office:
            return "own"
        for side, standing in self._days:
            days = standing.get(actor)
            if days is not None and (when is None or _meets(days.possible, when)):
                return side
        return None

    def superiors(self, day: date) -> tuple[Superior, ...]:
        """Whom it answers to on a day, the nearest first; those who surely stand there before those who may."""
        return tuple(sorted(self._superiors(day), key=lambda one: (one.steps, not one.sure, one.actor)))

    def _superiors(self, day: date) -> Iterator[Superior]:
        for actor, days in dict(self._days)["above"].items():
            if day in days.possible:
                sure = day in days.certain
                way = self._claims.way(self.office, actor, day, above=True, certain=sure)
                yield Superior(actor, sure, way[0], len(way))


def _meets(days: Days, when: Span) -> bool:
    """Whether a claim may hold on one of these days."""
    first, last = when.earliest.toordinal(), when.latest.toordinal()
    return any(start <= last and first <= end for start, end in days.runs)
