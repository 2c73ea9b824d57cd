"""What no file takes to readers who may be, or stand with, those an alert is about: the alert, and what rests on it.

A file for authorities, or for the public, names no recipient whose route could be judged: it is read by all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from withstand.evidence.records import ALERT
from withstand.evidence.routing import DE_FACTO, MICROSECONDS, Recipient, judge
from withstand.ledger.kinds import Kind
from withstand.picture.actors import Actors
from withstand.picture.actors import everybody as read_everybody
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.routing import SUSPECTED, suspicion_of

Links = Sequence[tuple[str, str]]
READ_BY_ALL_OF_THEM = ("authorities", "public")
_OF_AUTHORITIES = frozenset({"host_state", "foreign_state", "state_partner", "any_state", DE_FACTO})


def kept_back(picture: Picture) -> frozenset[str]:
    """Records that a file for the picture's audience leaves out, whatever sources agreed to.

    To the public goes no alert at all; to authorities only one that no authority could be behind or beside.
    """
    recipient = picture.audience.recipient
    if recipient not in READ_BY_ALL_OF_THEM:
        return frozenset()
    guard = Guard(picture.ledger)
    alerts = [one.record for one in guard.picture.each(ALERT)]
    if recipient == "authorities" and alerts:
        everybody, today, suspected = read_everybody(guard), _today(picture), defaultdict[str, list[str]](list)
        for source, role, target in guard.once_led():
            if role == SUSPECTED:
                suspected[source].append(target)
        alerts = [one for one in alerts if not _free(guard, one, everybody, today, suspected[one])]
    return resting_on(guard, alerts)


def resting_on(guard: Guard, records: Iterable[str]) -> frozenset[str]:
    """These records and all that rest on them or once rested on them, whatever lies between."""
    picture, found, edge = guard.picture, set(records), set(records)
    leading: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for source, role, target in guard.once_led() if edge else ():
        leading[target].append((role, source))
    while edge:
        ties = [tie for one in edge for tie in leading[one]]
        kinds = picture.several({source for _, source in ties})
        edge = {source for role, source in ties if source in kinds and _rests(kinds[source].kind, role)} - found
        found |= edge
    return frozenset(found)


def rested_on(guard: Guard, record: str, links: Callable[[], Mapping[str, Links]] | None = None) -> frozenset[str]:
    """The alerts on which a record rests or once rested, itself where it is one, whatever lies between.

    `links` gives all that were ever made (see `ever_linked`); asked only where the record is no alert itself.
    """
    picture, found, edge = guard.picture, set[str](), {record}
    alerts: set[str] = set()
    while edge:
        found |= edge
        seen = picture.several(edge)
        ours = {one.record for one in seen.values() if one.kind is not None and one.kind.name == ALERT.name}
        alerts |= ours
        led = (links() if links else ever_linked(guard)) if set(seen) - ours else {}
        edge = {
            target
            for one in seen.values()
            for role, target in led.get(one.record, ())
            if one.record not in ours and _rests(one.kind, role)
        } - found
    return frozenset(alerts)


def ever_linked(guard: Guard) -> Mapping[str, Links]:
    """Where records' links lead or have led, by record: (role, target)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for source, role, target in guard.once_led():
        found[source].append((role, target))
    return found


def _rests(kind: Kind | None, role: str) -> bool:
    return kind is not None and any(one.name == role and one.consent for one in kind.roles)


def _free(guard: Guard, alert: str, everybody: Actors, today: date, suspected: Iterable[str]) -> bool:
    """Whether nothing ties those an alert is about to any authority."""
    of_authorities = frozenset(one for one, actor in everybody.known.items() if actor.side in _OF_AUTHORITIES)
    suspicion = suspicion_of(guard, alert, today, everybody, (), suspected)[0]
    return judge(suspicion, Recipient("", "any_state", of_authorities)).verdict == "may_travel"


def _today(picture: Picture) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=picture.ledger.clock() // MICROSECONDS)).date()
