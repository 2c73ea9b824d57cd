"""What must not walk into the room: what rests on an alert, and what sources have not cleared for authorities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from withstand.actors.records import ACTORS
from withstand.picture.actors import everybody
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.routing import untold

ALERT, CAME_TRUE = "evidence.Alert", "came_true_as"
_STEPS = 4
"""So many links away an alert still counts as what a record rests on."""

_LEADS_TO_ACTORS = (
    "met", "promised_by", "promised_to", "shared_with", "suspected", "ordered_by", "executed_by", "hit", "recipient",
    "asked_by", "responsible", "asked_of", "done_by", "by", "to", "with", "told", "source", "framework",
)  # fmt: skip


def from_alerts(
    picture: Picture, records: Iterable[str], office: str, day: date, *, routed: bool = False
) -> frozenset[str]:
    """Those of these records that rest on an alert, judged on everything that is known, whatever the reader may see.

    None of them is an alert itself.

    `routed`: an alert of which the office may be told by that day takes nothing out; else every alert does.
    """
    guard = Guard(picture.ledger)
    asked = frozenset(records)
    once = tuple(guard.taken_back())
    behind = _behind(guard.picture, asked, once)
    if picture.known_at is not None:
        for record, found in _behind(guard.known_at(picture.known_at, picture.known_by), asked, once).items():
            behind.setdefault(record, set()).update(found)
    alerts = {alert for found in behind.values() for alert in found}
    if not alerts:
        return frozenset()
    if routed:
        actors = everybody(guard)
        alerts -= {one for one in alerts if untold(guard, one, office, day, actors) is None}
    return frozenset(record for record, found in behind.items() if found & alerts)


def _behind(
    full: Picture, records: frozenset[str], once: Iterable[tuple[str, str, str]]
) -> dict[str, set[str]]:  # fmt: skip
    """The alerts behind each record, by links out of it and by an alert that came true as it.

    `once` are links that were withdrawn: what once rested on an alert rests on it still.
    """
    led: dict[str, list[str]] = defaultdict(list)
    for source, role, target in once:
        if role not in _LEADS_TO_ACTORS:
            led[source].append(target)
        if role == CAME_TRUE:
            led[target].append(source)
    rested_on_by: dict[str, set[str]] = defaultdict(set)
    alerts: set[str] = set()
    edge, known = set(records), set(records)
    for _ in range(_STEPS):
        steps = [(tie.source, tie.target) for tie in full.ties(edge) if tie.role not in _LEADS_TO_ACTORS]
        steps += [(tie.target, tie.source) for tie in full.ties(edge, outward=False) if tie.role == CAME_TRUE]
        steps += [(here, there) for here in edge for there in led.get(here, ())]
        for here, there in steps:
            rested_on_by[there].add(here)
        kinds = {
            one: seen.kind.name if seen.kind else ""
            for one, seen in full.several({there for _, there in steps} - known).items()
        }
        alerts |= {one for one, kind in kinds.items() if kind == ALERT}
        known |= kinds.keys()
        edge = {one for one, kind in kinds.items() if kind not in (*ACTORS, ALERT)} - records
        if not edge:
            break
    behind: dict[str, set[str]] = defaultdict(set)
    for alert in alerts:
        reached, coming = {alert}, [alert]
        while coming:
            for one in rested_on_by[coming.pop()] - reached:
                reached.add(one)
                coming.append(one)
        for record in reached & records:
            behind[record].add(alert)
    return behind


def cleared_for_authorities(picture: Picture, records: Iterable[str]) -> frozenset[str]:
    """Those of these records whose sources have agreed that authorities may use them for protection."""
    there = replace(picture.audience, recipient="authorities", purpose="protection")
    told = Picture(picture.ledger, there, picture.as_of, picture.known_at, picture.known_by)
    return frozenset(told.several(records))
