"""Flags that bear on complicity: graded records about an actor, shown apart. Nothing is inferred."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from withstand.mission.stance.authorities import OWN, Family
from withstand.mission.stance.recorded import HARM, Act

INTERFERENCE = "interference"
REPEATED = 2


@dataclass(frozen=True)
class Flag:
    """Graded records about one actor that would bear on complicity: what they are of, and which they are.

    `what`: attributed_act, order, protection, repeated_unit. Nothing is inferred; no probability has a part in it.
    """

    what: str
    actor: str
    records: tuple[str, ...]


def flags(acts: Iterable[Act], family: Family, last: date) -> tuple[Flag, ...]:
    """The flags of an authority's own actors, from graded records alone."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    harmed: Counter[str] = Counter()
    for act in acts:
        if not act.graded:
            continue
        for actor in act.actors:
            if family.of_actor(actor, act.when, last) == OWN and act.kind == HARM:
                found["attributed_act", actor].append(act.record)
                harmed[actor] += 1
                if act.state_action == INTERFERENCE:
                    found["protection", actor].append(act.record)
        for actor in act.ordered:
            if family.of_actor(actor, act.when, last) == OWN:
                found["order", actor].append(act.record)
    for actor, times in harmed.items():
        if times >= REPEATED:
            found["repeated_unit", actor] = found["attributed_act", actor]
    return tuple(Flag(what, actor, tuple(records)) for (what, actor), records in sorted(found.items()))
