"""Who stands in whose line: an office, those above it and those below it on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from withstand.actors.chains import Chains


class Lines:
    """The lines of actors, each asked of the chains once a day."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains
        self._known: dict[tuple[str, date], frozenset[str]] = {}

    def line(self, actor: str, day: date) -> frozenset[str]:
        """An actor with everybody who stands, or may stand, above or below it on a day."""
        if (actor, day) not in self._known:
            above, below = self._chains.superiors(actor, day), self._chains.subordinates(actor, day)
            self._known[actor, day] = frozenset({actor, *(one.actor for one in (*above, *below))})
        return self._known[actor, day]

    def meet(self, some: Iterable[str], others: Iterable[str], day: date) -> bool:
        """Whether one of these is one of the others, or stands in its line on a day."""
        reached = {actor for one in some for actor in self.line(one, day)}
        return not reached.isdisjoint(others)
