"""The command line of a unit then and now, and whose deeds count with its record: only while the relation lasted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from withstand.actors.chains import Chains, Tie
from withstand.actors.days import Days, happened
from withstand.actors.inheritance import Inheritance, StandingDays
from withstand.ledger.fields import Span

Side = Literal["above", "below"]
SIDES: tuple[Side, Side] = ("above", "below")


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


class Line:
    """The command line of one unit, from its chains."""

    def __init__(self, unit: str, chains: Chains) -> None:
        self.unit = unit
        self._claims = Inheritance(chains.ties)
        self._standing: Mapping[Side, Mapping[str, StandingDays]] = {
            "above": self._claims.superiors(unit),
            "below": self._claims.subordinates(unit),
        }
        self.reach: Mapping[Side, frozenset[str]] = {side: frozenset(self._standing[side]) for side in SIDES}

    def members(self, day: date) -> tuple[Member, ...]:
        """Everybody above and below on a day, the nearest first, then those who stood there on a day before it."""
        now, then = [], []
        for side in SIDES:
            for actor, days in self._standing[side].items():
                before = (days.possible & Days.between(date.min, day)).last
                if day in days.certain:
                    now.append(self._member(actor, side, True, day))
                elif day in days.possible:
                    now.append(self._member(actor, side, None, day))
                elif before is not None:
                    then.append(self._member(actor, side, False, before))
        found = [sorted(part, key=lambda one: (SIDES.index(one.side), one.steps, one.actor)) for part in (now, then)]
        return tuple(one for part in found for one in part)

    def _member(self, actor: str, side: Side, now: bool | None, day: date) -> Member:
        way = self._claims.way(self.unit, actor, day, above=side == "above", certain=now is True)
        return Member(actor, side, now, way[0], len(way))

    def counts(self, actor: str, side: Side, when: Span, last: date) -> bool | None:
        """Whether what an actor did by a day counts with the unit's record: True in any case, None possibly, False not.

        It counts in any case where the relation holds on every day on which it may have happened.
        """
        days, deed = self._standing[side].get(actor), happened(when).until(last)
        if days is None or not deed.may_meet(days.possible):
            return False
        return True if deed.surely_meets(days.certain) else None
