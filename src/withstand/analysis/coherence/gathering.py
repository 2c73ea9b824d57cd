"""Putting a case together: from its subject along links, command lines and places, the same from any reading."""

from __future__ import annotations

from datetime import date, timedelta

from withstand.analysis.coherence import authorities, choices, roles, whole
from withstand.analysis.coherence.case import Case, Subject
from withstand.analysis.coherence.finding import ACTOR, AUTHORITY, OPERATION, PLACE, PROMISE, STANCE
from withstand.analysis.coherence.gathered import Gathered, command_line
from withstand.analysis.coherence.reading import Reading, main_area

WINDOW = timedelta(days=90)
"""How far back visits and obstruction at a place are looked at. What an actor is said to have done never ages out."""


def gather(reading: Reading, subject: Subject, day: date) -> Case:
    """The case of a subject as of a day."""
    match subject.kind:
        case kind if kind == ACTOR:
            return _of_actor(reading, subject, day)
        case kind if kind == PLACE:
            return _of_place(reading, subject, day)
        case kind if kind == AUTHORITY:
            return authorities.of_authority(reading, subject, day)
        case kind if kind == PROMISE:
            return authorities.of_promise(reading, subject, day)
        case kind if kind == STANCE:
            return choices.towards(reading, subject, day)
        case kind if kind == OPERATION:
            return whole.of_operation(reading, subject, day)
        case _:
            return _of_record(reading, subject, day)


def _of_actor(reading: Reading, subject: Subject, day: date) -> Case:
    actor, found = subject.key, Gathered(reading, {subject.key})
    chains, line = command_line(reading, actor)
    found.records |= line | {tie.relation for tie in chains.ties}
    found.inward(line, *roles.CONDUCT, roles.TOWARDS)
    found.records |= set(reading.every(roles.THRESHOLDS))
    posts = found.inward(line, roles.POSTED)
    posts |= found.inward(found.outward(posts, roles.HELD_BY), roles.HELD_BY)
    posts |= found.outward(posts, roles.SAME_HOLDER) | found.inward(posts, roles.SAME_HOLDER)
    found.outward(posts, roles.POSTED)
    found.outward(found.inward({*line, *posts}, roles.EXCLUDES), roles.EXCLUDES, "request")
    own = found.inward({actor}, *roles.OWN)
    operations, transfers = found.of(own, roles.OPERATION), found.of(own, roles.TRANSFER)
    found.outward(transfers)
    requests = found.of(own, roles.REQUEST) | found.operations(operations)
    requests |= found.outward(found.of(own, roles.DELIVERY), "request")
    found.support(requests)
    threats = {one for area in _areas(reading, found.records) for one in reading.placed(area, (roles.THREAT,))}
    found.records |= threats
    found.outward(threats, "suspected", "asked_of")
    return found.case(subject, day, chains)


def _of_place(reading: Reading, subject: Subject, day: date) -> Case:
    area, found = subject.key, Gathered(reading)
    found.records |= set(reading.placed(area, roles.SEEN_AT, (day - WINDOW).isoformat()))
    used = set(reading.placed(area, roles.USED_HERE))
    found.records |= used
    operations, transfers, stands = (
        found.of(used, kind) for kind in (roles.OPERATION, roles.TRANSFER, roles.POSITIONING)
    )  # fmt: skip
    requests = found.of(used, roles.REQUEST) | found.outward(found.of(used, roles.DELIVERY), "request")
    requests |= found.operations(operations)
    requests |= found.of(found.inward(found.outward(stands, roles.STANDS_AT), "recipient"), roles.REQUEST)
    found.outward(operations | transfers)
    found.support(requests)
    return found.case(subject, day)


def _of_record(reading: Reading, subject: Subject, day: date) -> Case:
    found = Gathered(reading, {subject.key})
    found.outward({subject.key})
    requests = found.of({subject.key}, roles.REQUEST)
    requests |= found.operations(found.of({subject.key}, roles.OPERATION))
    found.support(requests)
    return found.case(subject, day)


def _areas(reading: Reading, records: set[str]) -> set[str]:
    """Areas where support is used, of these records."""
    used = (seen for seen in reading.several(records).values() if seen.tag.partition("@")[0] in roles.USED_AT)
    return {area for seen in used if (area := main_area(seen))}
