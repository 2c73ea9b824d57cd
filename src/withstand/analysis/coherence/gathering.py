"""Putting a case together: from its subject along links, command lines and places, the same from any reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from withstand.actors.chains import HIERARCHY, Chains, Tie
from withstand.actors.records import Relation
from withstand.analysis.coherence import roles
from withstand.analysis.coherence.case import Case, Subject
from withstand.analysis.coherence.finding import ACTOR, PLACE
from withstand.analysis.coherence.reading import Reading, main_area
from withstand.picture.actors import NOBODY, UNREADABLE
from withstand.picture.seen import Seen
from withstand.picture.seen import Tie as Link

WINDOW = timedelta(days=90)
"""How far back visits and obstruction at a place are looked at. What an actor is said to have done never ages out."""


@dataclass
class _Gathered:
    """Records of a case so far."""

    reading: Reading
    records: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    ties: set[Link] = field(default_factory=set)

    def of(self, records: Iterable[str], kind: str) -> set[str]:
        """Those that are of a kind."""
        return {one for one, seen in self.reading.several(records).items() if seen.tag.partition("@")[0] == kind}

    def outward(self, records: Iterable[str], *names: str) -> set[str]:
        """Where these lead in some roles (none: in all); kept."""
        found = {tie.target for tie in self._named(records, names, outward=True)}
        self.records |= found
        return found

    def inward(self, records: Iterable[str], *names: str) -> set[str]:
        """What leads to these in some roles; kept."""
        found = {tie.source for tie in self._named(records, names, outward=False)}
        self.records |= found
        return found

    def _named(self, records: Iterable[str], names: tuple[str, ...], *, outward: bool) -> Iterable[Link]:
        found = [tie for tie in self.reading.ties(records, outward=outward) if not names or tie.role in names]
        self.ties.update(found)
        return found

    def support(self, requests: set[str]) -> None:
        """Requests with all that is about them, and what that leads to."""
        self.records |= requests
        self.whole |= requests
        about = self.inward(requests, *roles.ABOUT_REQUEST)
        self.outward(requests)
        self.outward(about)
        self.records |= set(self.reading.every(roles.FRAMEWORK))

    def operations(self, operations: set[str]) -> set[str]:
        """The requests under whose decisions operations run; all of it kept."""
        decisions = self.outward(operations, "decision")
        return self.outward(decisions, "request")

    def case(self, subject: Subject, day: date, chains: Chains = NOBODY) -> Case:
        """The case."""
        seen = {one: held for one, held in self.reading.several(self.records).items() if _happened(held, day)}
        ties = [tie for tie in self.ties if tie.source in seen and tie.target in seen]
        return Case(subject, day, seen, tuple(sorted(ties, key=lambda tie: tie.link)), chains, frozenset(self.whole))


def _happened(seen: Seen, day: date) -> bool:
    """Whether it had happened by a day, or is nothing that happens."""
    later = seen.first is not None and seen.first > day.isoformat()
    return not (later and seen.tag.partition("@")[0] in roles.HAPPENED)


def gather(reading: Reading, subject: Subject, day: date) -> Case:
    """The case of a subject as of a day."""
    match subject.kind:
        case kind if kind == ACTOR:
            return _of_actor(reading, subject, day)
        case kind if kind == PLACE:
            return _of_place(reading, subject, day)
        case _:
            return _of_record(reading, subject, day)


def _of_actor(reading: Reading, subject: Subject, day: date) -> Case:
    actor, found = subject.key, _Gathered(reading, {subject.key})
    chains, line = command_line(reading, actor)
    found.records |= line | {tie.relation for tie in chains.ties}
    found.inward(line, *roles.CONDUCT)
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
    area, found = subject.key, _Gathered(reading)
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
    found = _Gathered(reading, {subject.key})
    found.outward({subject.key})
    requests = found.of({subject.key}, roles.REQUEST)
    requests |= found.operations(found.of({subject.key}, roles.OPERATION))
    found.support(requests)
    return found.case(subject, day)


def _areas(reading: Reading, records: set[str]) -> set[str]:
    """Areas where support is used, of these records."""
    used = (seen for seen in reading.several(records).values() if seen.tag.partition("@")[0] in roles.USED_AT)
    return {area for seen in used if (area := main_area(seen))}


def command_line(reading: Reading, actor: str) -> tuple[Chains, set[str]]:
    """Every claim that may put somebody above or below an actor on any day, and all these actors with itself."""
    ties: dict[tuple[str, str, str], Tie] = {}
    line = {actor}
    for up in (True, False):
        edge, known = {actor}, {actor}
        while edge:
            found = [tie for tie in _relations(reading, edge, up=up) if tie.type in HIERARCHY]
            ties.update(((tie.relation, tie.lower, tie.upper), tie) for tie in found)
            edge = {tie.upper if up else tie.lower for tie in found} - known
            known |= edge
        line |= known
    return Chains(tuple(ties[key] for key in sorted(ties))), line


def _relations(reading: Reading, actors: set[str], *, up: bool) -> list[Tie]:
    """Relations of which these are the lower ends, or the upper; as `picture.actors.chains` reads them."""
    here, there = ("lower", "upper") if up else ("upper", "lower")
    inward = [tie for tie in reading.ties(actors, outward=False) if tie.role == here]
    relations = reading.several({tie.source for tie in inward})
    ends = [tie for tie in reading.ties(relations, outward=True) if tie.role == there]
    found = []
    for one in inward:
        seen = relations.get(one.source)
        if seen is None:
            continue
        claim = seen.fields if isinstance(seen.fields, Relation) else None
        valid = claim.valid if claim is not None and seen.heads == 1 else None
        type_ = claim.type if claim else UNREADABLE
        for other in ends:
            if other.source == one.source:
                lower, upper = (one.target, other.target) if up else (other.target, one.target)
                found.append(Tie(one.source, type_, lower, upper, valid))
    return found
