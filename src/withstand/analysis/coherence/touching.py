"""Which cases a record is part of: what has to be looked at again when it is entered or changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from withstand.analysis.coherence import roles
from withstand.analysis.coherence.authorities import everybody_spoken_with, spoken_with, touched_in_dialogue
from withstand.analysis.coherence.case import Subject
from withstand.analysis.coherence.choices import chosen_towards, everybody_chosen
from withstand.analysis.coherence.finding import ACTOR, AUTHORITY, OPERATION, PLACE, PROMISE, RECORD, STANCE
from withstand.analysis.coherence.gathered import command_line, is_of
from withstand.analysis.coherence.reading import Reading, main_area
from withstand.analysis.coherence.whole import THE_OPERATION, audited, touched_as_a_whole
from withstand.picture.seen import Seen

_LINED = (*roles.CONDUCT, *roles.ENDS, roles.POSTED, roles.EXCLUDES, roles.TOWARDS)
"""Roles by which a record is part of the cases of a whole command line."""

_FOLLOWED = frozenset((*_LINED, *roles.OWN, *roles.THROUGH, roles.STANDS_AT))
_PLACED = (*roles.USED_AT, *roles.SEEN_AT, roles.POSITIONING)


@dataclass
class _Walk:
    reading: Reading
    alone: set[str] = field(default_factory=set)
    lined: set[str] = field(default_factory=set)
    seen: dict[str, Seen] = field(default_factory=dict)

    def from_(self, records: Iterable[str]) -> None:
        """Follow links from records until actors are reached, through nothing that is only an end of a case."""
        edge = dict(self.reading.several(records))
        starts = set(edge)
        while edge:
            self.seen |= edge
            self.lined |= {one for one, seen in edge.items() if is_of(seen, roles.ACTORS)}
            open_ = [one for one, seen in edge.items() if one in starts or _passes(seen)]
            near = self._near(open_)
            edge = {one: seen for one, seen in self.reading.several(near).items() if one not in self.seen}
            edge = {one: seen for one, seen in edge.items() if not is_of(seen, (*roles.ACTORS, roles.FRAMEWORK))}

    def _near(self, records: list[str]) -> set[str]:
        near = set()
        for outward in (True, False):
            for tie in self.reading.ties(records, outward=outward):
                if tie.role not in _FOLLOWED:
                    continue
                if outward and tie.role in _LINED:
                    self.lined.add(tie.target)
                if outward and tie.role in (*roles.OWN, roles.STANDS_AT):
                    self.alone.add(tie.target)
                near.add(tie.target if outward else tie.source)
        return near

    def subjects(self) -> set[Subject]:
        """Cases of the actors that were reached, of their lines, and of the places of what was passed."""
        actors = set(self.alone)
        for one in self.reading.several(self.lined).values():
            actors |= command_line(self.reading, one.record)[1] if is_of(one, roles.ACTORS) else set()
        found = {Subject(kind, one) for one in actors for kind in (ACTOR, STANCE)}
        stands = {tie.source for tie in self.reading.ties(self.alone, outward=False) if tie.role == roles.STANDS_AT}
        for seen in (*self.seen.values(), *self.reading.several(stands).values()):
            if is_of(seen, _PLACED) and (area := main_area(seen)):
                found.add(Subject(PLACE, area))
        alone = (roles.REQUEST, roles.OPERATION, roles.TRANSFER)
        loose = {one for one, seen in self.seen.items() if is_of(seen, alone)}
        return found | {Subject(RECORD, one) for one in loose}


def touched(reading: Reading, records: Iterable[str]) -> set[Subject]:
    """The cases of which these records are part, and perhaps some more."""
    walk = _Walk(reading)
    given = dict(reading.several(records))
    start = set(given)
    for seen in given.values():
        if is_of(seen, (roles.THREAT,)) and (area := main_area(seen)):
            start.update(reading.placed(area, roles.USED_AT))
    walk.from_(start)
    subjects = walk.subjects() | touched_in_dialogue(reading, given) | touched_as_a_whole(reading, given)
    return {one for one in subjects if stands(reading, one)}


def stands(reading: Reading, subject: Subject) -> bool:
    """Whether a subject has a case: it is given something, is a place where something may be used, is spoken
    with, or somebody chose how to stand to it.
    """
    if subject.kind in (AUTHORITY, PROMISE):
        return spoken_with(reading, subject)
    if subject.kind == OPERATION:
        return audited(reading)
    if subject.kind == STANCE:
        return chosen_towards(reading, subject)
    if subject.kind == ACTOR:
        return any(tie.role in roles.BENEFIT for tie in reading.ties((subject.key,), outward=False))
    if subject.kind == RECORD:
        return not any(tie.role in roles.BENEFIT for tie in reading.ties((subject.key,), outward=True))
    return bool(reading.placed(subject.key, roles.USED_HERE))


def everybody(reading: Reading) -> set[Subject]:
    """Every subject that has a case."""
    used = {kind: reading.every(kind) for kind in roles.USED_HERE}
    several = reading.several({one for found in used.values() for one in found})
    actors = {
        tie.target for tie in reading.ties(several, outward=True) if tie.role in roles.BENEFIT
    }  # fmt: skip
    areas = {area for seen in several.values() if (area := main_area(seen))}
    loose = {one for kind in (roles.REQUEST, roles.OPERATION, roles.TRANSFER) for one in used[kind]}
    named = [(ACTOR, actors), (PLACE, areas), (RECORD, loose)]
    subjects = {Subject(kind, key) for kind, keys in named for key in keys}
    found = {one for one in (*subjects, THE_OPERATION) if stands(reading, one)}
    return found | everybody_spoken_with(reading) | everybody_chosen(reading)


def _passes(seen: Seen) -> bool:
    return seen.tag.startswith(roles.PASSES)
