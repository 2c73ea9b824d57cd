"""Coherence: every rule of every lever on all cases, or only on those that new entries touch; the same findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from withstand.analysis.coherence.case import Case, Subject
from withstand.analysis.coherence.finding import Finding, Rule
from withstand.analysis.coherence.gathering import gather
from withstand.analysis.coherence.reading import Asked, Reading, Whole
from withstand.analysis.coherence.roles import FRAMEWORK, THRESHOLDS
from withstand.analysis.coherence.touching import everybody, stands, touched
from withstand.dialogue.rules import RULES as DIALOGUE
from withstand.inducement.rules import RULES as INDUCEMENT
from withstand.mission.rules import RULES as MISSION
from withstand.picture.guard import Guard, Guarded, several_guarded

RULES: tuple[Rule, ...] = (*INDUCEMENT, *DIALOGUE, *MISSION)
"""The rules of all levers, in the order in which they are documented."""


@dataclass(frozen=True)
class Judged:
    """One case that was looked at: the records in it, and what the rules found."""

    records: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Run:
    """What the rules find on a day, as known up to a frontier; `looked_at` are the cases of the last look.

    It is kept in memory only, by whoever asks again: on a disk it would tell what the ledger hides.
    """

    day: date
    reach: Mapping[str, int]
    judged: Mapping[Subject, Judged]
    looked_at: frozenset[Subject]
    _cases_of: Mapping[str, set[Subject]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Each once, the gravest first."""
        found = {one.id: one for judged in self.judged.values() for one in judged.findings}
        return gravest_first(found.values())


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The order in which findings are shown."""
    return tuple(sorted(findings, key=lambda one: (-one.rank, one.rule, one.id)))


def run(guard: Guard, day: date, rules: Iterable[Rule] = RULES) -> Run:
    """All rules on all cases. The picture is read once, whole."""
    picture, rules = guard.picture, tuple(rules)
    kinds = (kind for kind in guard.ledger.registry if not kind.name.startswith("ledger."))
    reading = Whole(picture, kinds)
    subjects = everybody(reading)
    judged = _look(reading, subjects, day, rules)
    return Run(day, MappingProxyType(picture.reach), judged, frozenset(subjects), _indexed(judged))


def rerun(guard: Guard, before: Run, day: date, rules: Iterable[Rule] = RULES) -> Run:
    """The same as a run of all, from an earlier run: only the cases are looked at that what came since touches.

    On another day, or after keys or bundles came in, all cases are looked at.
    """
    rules = tuple(rules)
    entered = guard.entered_since(before.reach) if day == before.day else None
    picture = guard.picture
    if entered is None:
        return run(guard, day, rules)
    reading = Asked(picture)
    if any(seen.tag.partition("@")[0] in (FRAMEWORK, THRESHOLDS) for seen in reading.several(entered).values()):
        return run(guard, day, rules)
    subjects = touched(reading, entered)
    for record in entered:
        subjects |= before._cases_of.get(record, set())
    judged = dict(before.judged)
    for one in subjects:
        judged.pop(one, None)
    subjects = {one for one in subjects if stands(reading, one)}
    fresh = _look(reading, subjects, day, rules)
    judged.update(fresh)
    index = _indexed(fresh, before._cases_of)
    return Run(day, MappingProxyType(picture.reach), judged, frozenset(subjects), index)


def touching(guard: Guard, records: Iterable[str], day: date, rules: Iterable[Rule] = RULES) -> Run:
    """All rules on the cases of which some records are part."""
    picture = guard.picture
    reading = Asked(picture)
    subjects = touched(reading, records)
    judged = _look(reading, subjects, day, tuple(rules))
    return Run(day, MappingProxyType(picture.reach), judged, frozenset(subjects))


def shown(guard: Guard, findings: Iterable[Finding]) -> tuple[Guarded[Finding], ...]:
    """Findings with the strictest rights of what they rest on, as these are today."""
    given = tuple(findings)
    seen = guard.picture.several({record for one in given for record in one.records})
    evidence = (tuple(seen[record] for record in one.records if record in seen) for one in given)
    return several_guarded(guard.ledger, zip(given, evidence, strict=True))


def _look(reading: Reading, subjects: Iterable[Subject], day: date, rules: tuple[Rule, ...]) -> dict[Subject, Judged]:
    found = {}
    shared: dict[object, object] = {}
    for subject in sorted(subjects):
        case = gather(reading, subject, day).beside(shared)
        found[subject] = Judged(frozenset(case.seen), _asked(case, rules))
    return found


def _asked(case: Case, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
    found = (one for rule in rules if case.subject.kind in rule.about for one in rule.check(case))
    return gravest_first({one.id: one for one in found}.values())


def _indexed(
    judged: Mapping[Subject, Judged], before: Mapping[str, set[Subject]] | None = None
) -> dict[str, set[Subject]]:  # fmt: skip
    """Record to cases: those it is part of, and perhaps some that it was part of."""
    index: dict[str, set[Subject]] = defaultdict(set)
    if before is not None:
        index.update(before)
    for subject, one in judged.items():
        for record in one.records:
            index[record] = index.get(record, set()) | {subject}
    return index
