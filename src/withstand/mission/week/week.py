"""The group's week as of a day: what is new, raised, lowered, unchanged and for how long, closed, overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from withstand.ledger.fields import first_day, last_day
from withstand.mission.records import Action, Threat
from withstand.mission.week.known import Course, Known, Step, is_closed
from withstand.mission.week.sight import Blind, blind, rank

WEEK = timedelta(days=7)
REASSESS_AFTER = timedelta(days=28)
RATED = {
    "rating": "threat_ratings",
    "likelihood": "likelihood",
    "vulnerability": "vulnerability",
    "impact": "impact",
    "imminence": "imminence",
}
"""Fields that are rated, and the vocabulary of each; all have ranks."""

JUDGED = (*RATED, "state_posture", "access", "status")
"""Fields that say what the group thinks of a threat."""


@dataclass(frozen=True)
class Judged:
    """One judgement that differs from the one at the last meeting, by the keys of its terms."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ThreatLine:
    """A threat in the week. `change` is new, raised, lowered, changed, unchanged, closed or reopened.

    `weeks` are whole weeks without any change of judgement; `assessed` is the last day of an assessment, of which
    there was only the first where it is `never_reassessed`.
    """

    course: Course[Threat]
    fields: Threat
    change: str
    judged: tuple[Judged, ...]
    weeks: int
    assessed: date
    never_reassessed: bool
    stale: bool
    blind: Blind | None
    actions: int
    overdue: int

    @property
    def record(self) -> str:
        """Its id."""
        return self.course.record


@dataclass(frozen=True)
class ActionLine:
    """An action in the week. `change` is new, changed, unchanged or closed; `late` are days past `due`, 0 if none.

    `weeks` are whole weeks since it was agreed; `answers` the threats it answers, by record, as they stand that day and
    as far as they may be seen.
    """

    course: Course[Action]
    fields: Action
    change: str
    late: int
    weeks: int
    answers: tuple[tuple[str, Threat], ...]

    @property
    def record(self) -> str:
        """Its id."""
        return self.course.record

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return not is_closed(self.fields)


@dataclass(frozen=True)
class Week:
    """Open threats and actions on a day, and those closed since the last meeting."""

    on: date
    since: date
    audience: str
    classification: str
    threats: tuple[ThreatLine, ...]
    actions: tuple[ActionLine, ...]
    newer: int = 0

    def of(self, *changes: str) -> tuple[ThreatLine, ...]:
        """Threats with one of these changes."""
        return tuple(line for line in self.threats if line.change in changes)

    @property
    def overdue(self) -> tuple[ActionLine, ...]:
        """Open actions past their day, the longest first."""
        return tuple(sorted((one for one in self.actions if one.late), key=lambda one: -one.late))


def week(known: Known, on: date, since: date | None = None) -> Week:
    """The week to `on`. Without `since` it begins after the last meeting that the records name, or seven days ago."""
    start = since or known.last_meeting(on) or on - WEEK
    standing = {course.record: now for course in known.threats if (now := course.on(on)) is not None}
    actions = tuple(
        line
        for course in known.actions
        if (line := _action(course, _answered(known, course, standing), on, start)) is not None
    )
    open_for: dict[str, list[ActionLine]] = {}
    for line in actions:
        for threat, _ in line.answers if line.open else ():
            open_for.setdefault(threat, []).append(line)
    threats = (_threat(known, course, open_for.get(course.record, []), on, start) for course in known.threats)
    kept = sorted((line for line in threats if line is not None), key=_gravest_first)
    return Week(
        on, start, known.audience, known.classification, tuple(kept), tuple(sorted(actions, key=_by_day)), known.newer
    )


def judgements(before: Threat, after: Threat) -> tuple[Judged, ...]:
    """The judgements that differ."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in JUDGED)
    return tuple(Judged(name, old, new) for name, old, new in pairs if old != new)


def direction(judged: Iterable[Judged]) -> str:
    """Whether ratings rose, fell, or changed otherwise. What became unknown did not fall."""
    moves = set(_moves(judged))
    if not moves:
        return "unchanged"
    return moves.pop() if len(moves) == 1 else "changed"


def _moves(judged: Iterable[Judged]) -> Iterator[str]:
    for one in judged:
        if one.field not in RATED:
            yield "changed"
            continue
        before, after = (rank(RATED[one.field], key) for key in (one.before, one.after))
        if before is None or after is None:
            yield "changed"
        else:
            yield "raised" if after > before else "lowered"


def _threat(
    known: Known, course: Course[Threat], actions: list[ActionLine], on: date, since: date
) -> ThreatLine | None:  # fmt: skip
    now, before = course.on(on), course.on(since)
    if now is None or (is_closed(now) and (before is None or is_closed(before))):
        return None
    steps = course.until(on)
    last_change, assessed, reassessed = _judged_on(steps)
    judged = judgements(before, now) if before else ()
    stale = on - assessed >= REASSESS_AFTER
    return ThreatLine(
        course=course,
        fields=now,
        change=_change(before, now, judged),
        judged=judged,
        weeks=(on - last_change) // WEEK,
        assessed=assessed,
        never_reassessed=not reassessed and before is not None,
        stale=stale,
        blind=blind(now, known.attempts, on),
        actions=len(actions),
        overdue=sum(one.late > 0 for one in actions),
    )


def _change(before: Threat | None, now: Threat, judged: tuple[Judged, ...]) -> str:
    if before is None:
        return "new"
    if is_closed(now) != is_closed(before):
        return "closed" if is_closed(now) else "reopened"
    return direction(judged)


def _judged_on(steps: tuple[Step[Threat], ...]) -> tuple[date, date, bool]:
    """The last day a judgement changed, the last day of an assessment, and whether there was more than the first."""
    first = steps[0]
    changed = [later.on for earlier, later in pairwise(steps) if judgements(earlier.fields, later.fields)]
    named = sorted({first_day(step.fields.assessed_on) for step in steps if step.fields.assessed_on})
    start = named[0] if named and named[0] < first.on else first.on
    later = [day for day in (*changed, *named[1:], *(day for day in named[:1] if day > first.on)) if day > start]
    return max([first.on, *changed]), max([start, *later]), bool(later)


def _action(
    course: Course[Action], answers: tuple[tuple[str, Threat], ...], on: date, since: date
) -> ActionLine | None:  # fmt: skip
    now, before = course.on(on), course.on(since)
    if now is None or (is_closed(now) and (before is None or is_closed(before))):
        return None
    change = "new" if before is None else "closed" if is_closed(now) else "unchanged"
    if change == "unchanged" and before is not None and (before.status, before.due) != (now.status, now.due):
        change = "changed"
    late = 0 if is_closed(now) or now.due is None else max(0, (on - last_day(now.due)).days)
    carried = max(0, (on - now.when.earliest).days // WEEK.days)
    return ActionLine(course, now, change, late, carried, answers)


def _answered(
    known: Known, course: Course[Action], threats: Mapping[str, Threat]
) -> tuple[tuple[str, Threat], ...]:  # fmt: skip
    return tuple((one, threats[one]) for one in known.answers.get(course.record, ()) if one in threats)


def _gravest_first(line: ThreatLine) -> tuple[int, int, str]:
    """Unknown stands with what is high: it has to be looked at."""
    rating = rank("threat_ratings", line.fields.rating)
    soon = rank("imminence", line.fields.imminence)
    return -(4 if rating is None or (line.blind and rating < 4) else rating), -(soon or 0), line.record


def _by_day(line: ActionLine) -> tuple[int, str, str]:
    return -line.late, line.fields.due or "~", line.record
