"""Cases of dialogue: everything said with an authority and its line, and everything about one promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from withstand.actors.chains import HIERARCHY, Chains, Tie
from withstand.analysis.coherence import roles
from withstand.analysis.coherence.case import Case, Subject
from withstand.analysis.coherence.finding import AUTHORITY, PROMISE
from withstand.analysis.coherence.gathered import Gathered, command_line, is_of
from withstand.analysis.coherence.reading import Reading, main_area

_WITH = tuple(dict.fromkeys(told for _, _, told in roles.TELLS))
_CARRY = tuple(dict.fromkeys(carries for _, carries, _ in roles.TELLS))
_TELLING = tuple(dict.fromkeys(kind for kind, _, _ in roles.TELLS))
_PEOPLE = (*roles.ACTORS, roles.PERSON)


def of_authority(reading: Reading, subject: Subject, day: date) -> Case:
    """What was said with an authority, or with those who hold posts in it, and with everybody above it; the alerts that
    it was told of, with the lines of those they are about; its goals, listings, and reprisals that may pause contact.
    """
    actor, found = subject.key, Gathered(reading, {subject.key})
    chains, line = command_line(reading, actor, None)
    posts = found.inward({actor}, roles.POSTED, roles.HELD_BY)
    persons = found.outward(posts, roles.HELD_BY) - {actor}
    offices = found.outward(posts, roles.POSTED) - {actor}
    own = found.inward({actor, *persons}, *_WITH)
    above = found.inward(_above(chains, actor), roles.MET)
    told = own | above
    found.outward(told, *roles.BESIDE, *_WITH, *_CARRY)
    found.inward(told, *roles.BESIDE)
    found.outward(found.of(found.records, roles.COMMITMENT), roles.MADE_AT)
    ties = {*chains.ties, *_warnings(found, own)}
    for one in sorted(offices):
        held_in, beside = command_line(reading, one, None)
        ties.update(held_in.ties)
        line |= beside
    found.inward({actor}, roles.SHARED_WITH)
    found.inward({actor, *persons, *posts}, "listed")
    _reprisals(found, {actor, *persons}, own)
    found.records |= line | {tie.relation for tie in ties}
    return found.case(subject, day, Chains(tuple(sorted(ties, key=lambda tie: (tie.relation, tie.lower, tie.upper)))))


def of_promise(reading: Reading, subject: Subject, day: date) -> Case:
    """A commitment, what it leads to, and what was done about it since."""
    found = Gathered(reading, {subject.key})
    promise = {subject.key}
    found.outward(promise)
    found.inward(promise, roles.RAISES, "replaces")
    made_at = found.outward(promise, roles.MADE_AT)
    found.outward(made_at, roles.MET)
    found.inward(made_at, "follows", "repeats")
    about = {tie.source for tie in reading.ties(found.outward(promise, "promised_by"), outward=False)
             if tie.role == "about"}  # fmt: skip
    visits = found.of(about, roles.VISIT)
    found.records |= visits
    found.outward(visits, "about")
    return found.case(subject, day)


def everybody_spoken_with(reading: Reading) -> set[Subject]:
    """Every subject of dialogue that has a case."""
    told = {one for kind in _TELLING for one in reading.every(kind)}
    met = _direct(reading, {tie.target for tie in reading.ties(told, outward=True) if tie.role in _WITH})
    return _subjects(reading, met) | {Subject(PROMISE, one) for one in reading.every(roles.COMMITMENT)}


def spoken_with(reading: Reading, subject: Subject) -> bool:
    """Whether a subject of dialogue has a case: something was said with it or with whoever holds a post in it."""
    if subject.kind == PROMISE:
        return bool(_of(reading, {subject.key}, roles.COMMITMENT))
    if not _of(reading, {subject.key}, *_PEOPLE):
        return False
    persons = _out(reading, _in(reading, {subject.key}, roles.POSTED), roles.HELD_BY)
    return bool(_in(reading, {subject.key, *persons}, *_WITH))


def touched_in_dialogue(reading: Reading, records: Iterable[str]) -> set[Subject]:
    """The cases of dialogue of which these records are part, and perhaps some more."""
    given = set(reading.several(records))
    promises = {Subject(PROMISE, one) for one in _promises(reading, given)}
    return promises | _subjects(reading, _authorities(reading, given))


def _authorities(reading: Reading, given: set[str]) -> set[str]:
    told, met = _of(reading, given, *_TELLING), _of(reading, given, *_PEOPLE)
    listed = _out(reading, _of(reading, given, roles.LISTING), "listed")
    posts = _of(reading, given | listed, roles.POSTING)
    met |= listed | _out(reading, posts, roles.POSTED, roles.HELD_BY)
    met |= _out(reading, given, roles.SHARED_WITH)
    reprisals = _of(reading, given, roles.REPRISAL)
    met |= _out(reading, reprisals, "hit")
    for area in _areas(reading, reprisals):
        told |= set(reading.placed(area, (roles.ENGAGEMENT,)))
    raised = given | _out(reading, _of(reading, given, *roles.LEAVE))
    told |= _of(reading, _in(reading, raised, *_CARRY), *_TELLING)
    told |= _of(reading, _out(reading, told, *roles.BESIDE) | _in(reading, told, *roles.BESIDE), *_TELLING)
    together = _in(reading, _of(reading, given, *_PEOPLE), *_WITH)
    spoken = _out(reading, told | together, *_WITH)
    lines = _lines(reading, given)
    lines |= _out(reading, _in(reading, lines, roles.POSTED), roles.HELD_BY)
    warned = _in(reading, _in(reading, lines, roles.SUSPECTED), *_CARRY)
    return _direct(reading, met | spoken | _out(reading, warned, *_WITH)) | _below(reading, spoken) | lines


def _promises(reading: Reading, given: set[str]) -> set[str]:
    made_at = _of(reading, given, roles.ENGAGEMENT)
    made_at |= _out(reading, made_at, "follows", "repeats")
    made_at |= _in(reading, _of(reading, given, *_PEOPLE), roles.MET)
    about = _out(reading, _of(reading, given, roles.VISIT), "about")
    found = given | _in(reading, made_at, roles.MADE_AT) | _in(reading, about, "promised_by")
    named = _in(reading, given, *roles.PROMISED, "condition", "rests_on", "serves", "replaces")
    found |= named | _out(reading, _of(reading, given, roles.ENGAGEMENT), roles.RAISES)
    return _of(reading, found | _out(reading, _of(reading, given, roles.COMMITMENT), "replaces"), roles.COMMITMENT)


def _lines(reading: Reading, given: set[str]) -> set[str]:
    """Everybody in the lines of actors, and of those whom relations tie."""
    actors = _of(reading, given, *roles.ACTORS)
    actors |= _out(reading, _of(reading, given, roles.RELATION), *roles.ENDS)
    return {one for actor in sorted(actors) for one in command_line(reading, actor, None)[1]}


def _direct(reading: Reading, met: set[str]) -> set[str]:
    """These, and where those of them who are persons hold posts."""
    held = _in(reading, _of(reading, met, roles.PERSON), roles.HELD_BY)
    return met | _out(reading, held, roles.POSTED)


def _below(reading: Reading, actors: set[str]) -> set[str]:
    """Those to whom any of these may give orders."""
    found = set()
    for actor in sorted(_of(reading, actors, *roles.ACTORS)):
        chains, _ = command_line(reading, actor)
        found |= {one.lower for one in chains.ties}
    return found


def _above(chains: Chains, actor: str) -> set[str]:
    found: set[str] = set()
    edge = {actor}
    while edge:
        edge = {tie.upper for tie in chains.ties if tie.lower in edge and tie.type in HIERARCHY} - found
        found |= edge
    return found - {actor}


def _warnings(found: Gathered, own: set[str]) -> set[Tie]:
    """Alerts of which an authority was told, with the leave for that; the lines of those whom the alerts are about."""
    alerts = found.of(found.outward(own, *_CARRY), roles.ALERT)
    near = {tie.source for tie in found.reading.ties(alerts, outward=False)}
    leave = {one for kind in roles.LEAVE for one in found.of(near, kind)}
    found.records |= leave
    found.outward(leave)
    suspects = found.outward(alerts, roles.SUSPECTED)
    return {tie for one in sorted(suspects) for tie in command_line(found.reading, one, None)[0].ties}


def _reprisals(found: Gathered, actors: set[str], own: set[str]) -> None:
    """Reprisals that hit the authority, and those where it was met."""
    found.inward(actors, "hit")
    near = {one for area in _areas(found.reading, own) for one in found.reading.placed(area, (roles.REPRISAL,))}
    found.records |= near
    found.outward(near, "hit")


def _areas(reading: Reading, records: set[str]) -> list[str]:
    return sorted({area for seen in reading.several(records).values() if (area := main_area(seen))})


def _subjects(reading: Reading, actors: set[str]) -> set[Subject]:
    several = reading.several(actors)
    reading.ties(several, outward=False)
    return {Subject(AUTHORITY, one) for one, seen in several.items() if is_of(seen, _PEOPLE)}


def _of(reading: Reading, records: Iterable[str], *kinds: str) -> set[str]:
    return {one for one, seen in reading.several(records).items() if is_of(seen, kinds)}


def _out(reading: Reading, records: set[str], *names: str) -> set[str]:
    return {tie.target for tie in reading.ties(records, outward=True) if not names or tie.role in names}


def _in(reading: Reading, records: set[str], *names: str) -> set[str]:
    return {tie.source for tie in reading.ties(records, outward=False) if tie.role in names}
