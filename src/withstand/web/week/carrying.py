"""Carrying forward as a form: what is open, each row confirmed or changed, everything entered at once or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from withstand.brief.records.scanning import Finding, code_of
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields, Record
from withstand.ledger.journal import Draft
from withstand.ledger.kinds import Kind
from withstand.ledger.scan import Found, judged, keeping
from withstand.mission.records import ACTION, DONE, THREAT, Action, Threat
from withstand.mission.week.carrying import Carried, CarriedForward
from withstand.mission.week.known import Course
from withstand.vocabulary.terms import vocabulary
from withstand.web.entering.answers import Answers, joined
from withstand.web.entering.texts import CODE, REASON, Pointed, Scanned, names_in
from withstand.web.entering.told import told
from withstand.web.records import saying

MOST_ROWS = 110
"""Rows of one form, whose eight inputs each stay below a thousand; what is over follows once these are entered."""

OVER, CARRY, ASSESSED = "over", "carry", "assessed"
CODED = {
    "mission.Threat": (("rating", "threat_ratings"), ("imminence", "imminence"), ("state_posture", "postures"),
                       ("access", "access"), ("status", "threat_status")),
    "mission.Action": (("status", "action_status"),),
}  # fmt: skip
"""Fields of a row that are chosen from a list, with the vocabulary of each."""

WRITTEN = {"mission.Threat": (), "mission.Action": ("due", "obstacle")}
"""Fields of a row that are written."""


@dataclass(frozen=True)
class Input:
    """One field of a row: a list to choose from where it has choices."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""


@dataclass(frozen=True)
class CarryRow:
    """A row of the form: a record that is open, its inputs, and what is wrong with it."""

    kind: Kind
    record: str
    version: str
    what: str
    inputs: tuple[Input, ...]
    ticked: bool
    assessed: bool
    problem: str = ""

    @property
    def is_threat(self) -> bool:
        """Whether it is a threat."""
        return self.kind is THREAT


@dataclass
class CarryForm:
    """The rows, and what could be read of the answers: drafts where nothing is wrong."""

    rows: list[CarryRow] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    left: int = 0
    over: int = 0
    scanned: Scanned | None = None

    @property
    def wrong(self) -> bool:
        """Whether something has to be put right before it can be entered."""
        return any(row.problem for row in self.rows) or bool(self.scanned and self.scanned.open)


def carried_form(carried: CarriedForward, answers: Answers | None, on: date, known: frozenset[str]) -> CarryForm:
    """The form of what is open: as it stands, or with what somebody chose, read and looked at."""
    form = CarryForm()
    findings: list[tuple[str, str, tuple[Found, ...]]] = []
    records: dict[str, Record] = {}
    proposed = list(_each(carried))
    form.over = max(0, len(proposed) - MOST_ROWS)
    for kind, one in proposed[:MOST_ROWS]:
        posted = answers if answers is not None and joined(OVER, one.course.record) in answers.values else None
        row, record, found = _row(kind, one, posted, on, known)
        form.rows.append(row)
        if found:
            findings.append((one.course.record, row.what, found))
        if record is not None and posted is not None:
            records[one.course.record] = record
    form.left = sum(1 for _record, why in carried.left if "already" not in why)
    if findings:
        form.scanned = _decision(findings, records, answers or Answers(), known)
    if not form.wrong:
        form.drafts = [
            Draft(kind, records[one.course.record], one.course.classification, one.course.compartments,
                  one.course.record, (one.course.version,))
            for kind, one in proposed if one.course.record in records
        ]  # fmt: skip
    return form


def _each(carried: CarriedForward) -> Iterator[tuple[Kind, Carried[Any]]]:
    for threat in carried.threats:
        yield THREAT, threat
    for action in carried.actions:
        yield ACTION, action


def _row(
    kind: Kind, one: Carried[Any], answers: Answers | None, on: date, known: frozenset[str]
) -> tuple[CarryRow, Record | None, tuple[Found, ...]]:
    """A row, the record it would enter (None: none), and what the scan found in what was written."""
    course: Course[Any] = one.course
    now: Threat | Action = course.steps[-1].fields
    record, assessed = course.record, False
    values = {name: getattr(now, name) or "" for name in _names(kind)}
    ticked = True
    if answers is not None:
        values = {name: answers.one(joined(name, record)) for name in values}
        ticked = bool(answers.one(joined(CARRY, record)))
        assessed = bool(answers.one(joined(ASSESSED, record)))
    row = CarryRow(kind, record, course.version, _called(now), _inputs(kind, record, values), ticked, assessed)
    if answers is None:
        return row, None, ()
    changed = {name: value for name, value in values.items() if value != (getattr(now, name) or "")}
    if answers.one(joined(OVER, record)) != course.version:
        why = _("Somebody has changed this meanwhile. Look at it, and at what you chose; then save again.")
        return _with(row, why), None, ()
    if not ticked:
        why = _("You changed this row and left it out: tick it, or take the change back.")
        return (_with(row, why) if changed or assessed else row), None, ()
    try:
        made = kind.read(_fields(msgspec.to_builtins(one.fields), changed, on, assessed=assessed))
    except InvalidRecord as problem:
        said = " ".join(f"{saying.field_label(name)}: {told(why)}" for name, why in problem.problems)
        return _with(row, said), None, ()
    found: tuple[Found, ...] = ()
    if set(changed) & set(WRITTEN[kind.name]):
        made, every = judged(kind, made, now.text_kept, known)
        found = tuple(hit for hit in every if hit.field in changed)
    return row, made, found


def _with(row: CarryRow, problem: str) -> CarryRow:
    return CarryRow(
        row.kind, row.record, row.version, row.what, row.inputs, row.ticked, row.assessed, problem
    )  # fmt: skip


def _names(kind: Kind) -> tuple[str, ...]:
    return (*(name for name, _words in CODED[kind.name]), *WRITTEN[kind.name])


def _called(now: Threat | Action) -> str:
    return now.threat if isinstance(now, Threat) else now.task


def _inputs(kind: Kind, record: str, values: Fields) -> tuple[Input, ...]:
    coded = [
        Input(
            joined(name, record), saying.field_label(name), str(values[name]),
            tuple((key, saying.label(words, key)) for key in vocabulary(words).terms),
        )
        for name, words in CODED[kind.name]
    ]  # fmt: skip
    written = [Input(joined(name, record), saying.field_label(name), str(values[name])) for name in WRITTEN[kind.name]]
    return (*coded, *written)


def _fields(fields: Fields, changed: Fields, on: date, *, assessed: bool) -> Fields:
    """The next version. An action that is no longer done loses the day on which it was."""
    after = {**fields, **changed}
    if "due" in changed and not changed["due"]:
        after["due"] = None
    if changed.get("status", DONE[0]) not in DONE and "done_on" in after:
        after["done_on"] = None
    if assessed:
        after["assessed_on"] = on.isoformat()
    return after


def _decision(
    findings: Sequence[tuple[str, str, tuple[Found, ...]]],
    records: dict[str, Record],
    answers: Answers,
    known: frozenset[str],
) -> Scanned | None:
    """The decision about what was found, kept with each record; or what has to be decided."""
    code = code_of(Finding(record, one) for record, _what, found in findings for one in found)
    pointed = tuple(
        Pointed(joined(one.field, record), what, saying.label("text_findings", one.found), one.words)
        for record, what, found in findings
        for one in found
    )
    nothing = next(iter(records.values()))
    reason = answers.one(REASON)[:300]
    if not reason or answers.one(CODE) != code:
        why = _("The texts may name people. Take it out, or say why it must stay.")
        return Scanned(nothing, pointed, code, why)
    if named := names_in(reason, known):
        return Scanned(nothing, pointed, code, named)
    for record, _what, found in findings:
        held = records[record]
        records[record] = msgspec.structs.replace(held, text_kept=(*held.text_kept, *keeping(found, reason)))
    return None
