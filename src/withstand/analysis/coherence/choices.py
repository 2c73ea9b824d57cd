"""Cases of the operation's own choices: how it chose to stand to an authority, and all that is recorded of that one."""

from __future__ import annotations

from datetime import date

from withstand.analysis.coherence import roles
from withstand.analysis.coherence.case import Case, Subject
from withstand.analysis.coherence.finding import STANCE
from withstand.analysis.coherence.gathered import Gathered, command_line, is_of
from withstand.analysis.coherence.reading import Reading


def towards(reading: Reading, subject: Subject, day: date) -> Case:
    """The stances towards an authority with what they rest on; what it and its line are said to do, and are seen to."""
    actor, found = subject.key, Gathered(reading, {subject.key})
    chains, line = command_line(reading, actor)
    found.records |= line | {tie.relation for tie in chains.ties}
    seen = found.inward(line, *roles.CONDUCT, roles.TOWARDS)
    stances = found.of(found.inward({actor}, roles.TOWARDS), roles.STANCE)
    linked = found.outward(stances)
    found.inward(stances, "replaces")
    linked |= found.outward(found.of(seen | linked, roles.OBSERVED), "rests_on", roles.TOWARDS)
    found.outward(linked, *roles.CONDUCT)
    found.records |= set(reading.every(roles.THRESHOLDS))
    return found.case(subject, day, chains)


def chosen_towards(reading: Reading, subject: Subject) -> bool:
    """Whether there is a stance towards an actor."""
    towards = {tie.source for tie in reading.ties((subject.key,), outward=False) if tie.role == roles.TOWARDS}
    return any(is_of(seen, (roles.STANCE,)) for seen in reading.several(towards).values())


def everybody_chosen(reading: Reading) -> set[Subject]:
    """Every actor towards which there is a stance."""
    stances = reading.every(roles.STANCE)
    named = {tie.target for tie in reading.ties(stances, outward=True) if tie.role == roles.TOWARDS}
    return {Subject(STANCE, one) for one in reading.several(named)}
