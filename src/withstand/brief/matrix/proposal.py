"""What a matrix would enter: new threats and actions, changes to those that are there, and rows that match badly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Generic

import msgspec

from withstand.brief.matrix.cells_out import Wording, action_cell, threat_cell
from withstand.brief.matrix.found import ActionRow, MatrixRead, ThreatRow
from withstand.brief.matrix.layout import Column
from withstand.brief.matrix.matching import TAIL, Apart, Matching, match, take
from withstand.brief.records.leaves import flat, nested
from withstand.brief.records.template_cells import cleaned, comparable
from withstand.evidence.raw_table import SetAside
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields
from withstand.ledger.kinds import Kind
from withstand.mission.records import ACTION, THREAT, Action, Threat
from withstand.mission.week.known import Course, Known
from withstand.mission.week.known import Fields as Kept
from withstand.picture.seen import Change, changes

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
_PLACE = ("province", "district", "place")


@dataclass(frozen=True)
class Proposed(Generic[Kept]):
    """One record that a row would make or change. `course` is the one that is there; None for a new one."""

    row: int
    state: str
    fields: Kept
    course: Course[Kept] | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class ProposedThreat:
    """A threat of the matrix and its actions."""

    threat: Proposed[Threat]
    actions: tuple[Proposed[Action], ...]


@dataclass(frozen=True)
class Proposal:
    """Everything that a matrix would enter. `aside` are rows and cells that it would not, each with the reason;
    `missing` are open threats that are there and not in the matrix: nothing happens to them.
    """

    threats: tuple[ProposedThreat, ...]
    aside: tuple[SetAside, ...]
    missing: tuple[Course[Threat], ...]

    def count(self, state: str) -> tuple[int, int]:
        """How many threats and actions are in that state."""
        actions = sum(one.state == state for row in self.threats for one in row.actions)
        return sum(row.threat.state == state for row in self.threats), actions


def propose_records(
    read: MatrixRead, known: Known, on: date, names: Mapping[str, str] = MappingProxyType({})
) -> Proposal:
    """The records that a matrix of that day would make. `names` are those of areas by their code."""
    matching = Matching(known, Wording.of(read.layout, names), on)
    columns = {column.to: column for column in read.layout.columns if column.to}
    found = [one for row in read.threats if (one := _threat(matching, columns, row)) is not None]
    missing = tuple(
        course
        for course in known.threats
        if course.record not in matching.taken and course.steps[-1].fields.status in ("open", "watched", "came_true")
    )
    aside = sorted((*read.aside, *matching.aside), key=lambda one: one.row)
    return Proposal(tuple(found), tuple(aside), missing)


def _threat(matching: Matching, columns: Mapping[str, Column], row: ThreatRow) -> ProposedThreat | None:
    try:
        course = match(matching, row)
        take(matching, row, course)
        threat = _proposed_threat(matching, columns, row, course)
    except Apart as problem:
        matching.aside.append(SetAside(row.row, "", str(row.fields["threat"])[:200], str(problem)))
        return None
    except InvalidRecord as problem:
        matching.aside.extend(
            SetAside(row.row, name, "", f"{why}; the row was left out") for name, why in problem.problems
        )
        return None
    actions = tuple(_answers(matching, row.actions, course))
    return ProposedThreat(threat, actions)


def _proposed_threat(
    matching: Matching, columns: Mapping[str, Column], row: ThreatRow, course: Course[Threat] | None
) -> Proposed[Threat]:
    if course is None:
        fields = {"when": {"start": matching.on.isoformat(), "ongoing": True, "precise": True}, **row.fields}
        return Proposed(row.row, NEW, _as(THREAT, Threat, fields), None)
    before = whole(THREAT, course.steps[-1].fields)
    after = dict(before)
    cells = {column: row.cells.get(column, row.cells.get(f"{column} above", "")) for column in columns}
    same = {
        target
        for target, column in columns.items()
        if _same(cells[target], threat_cell(column, before, matching.wording))
    }
    for name, value in row.fields.items():
        targets = _PLACE if name == "where" else ("since",) if name == "when" else (name,)
        if all(target in same for target in targets if target in columns):
            continue
        if name == "reference" and comparable(value) == course.record[-TAIL:]:
            continue
        if name == "perpetrators":
            value = _actors(before.get(name, []), value)
        after[name] = {**before["where"], **value} if name == "where" and _same_place(before, value) else value
        if name == "when":
            after[name] = {**before["when"], "start": value["start"]}
    return _compared(row.row, THREAT, Threat, before, after, course)


def _actors(before: Sequence[Fields], read: Sequence[Fields]) -> list[Fields]:
    """Actors as a row names them; what is there of the same class keeps its grade, its confidence and fuller words.

    A graded claim that the row leaves out stays: a short cell takes nothing back.
    """
    left = list(before)
    found: list[Fields] = []
    for one in read:
        same = next((old for old in left if old["perpetrator"] == one.get("perpetrator") and _within(one, old)), None)
        if same is not None:
            left.remove(same)
            told: Fields = {name: one[name] for name in ("grade", "confidence") if name in one}
            one = {**same, **told}
        found.append(one)
    found.extend(old for old in left if "grade" in old)
    keys = [str(one.get("key")) for one in found]
    if len(set(keys)) == len(keys):
        return found
    return [{**one, "key": f"a{number}"} for number, one in enumerate(found, start=1)]


def _within(one: Fields, old: Fields) -> bool:
    return comparable(str(one.get("described", ""))) in comparable(str(old.get("described", "")))


def _same_place(before: Fields, value: Fields) -> bool:
    """Whether a row names the same area and place, if less exactly than what is there."""
    where = before["where"]
    return all(comparable(where.get(name, "")) == comparable(value.get(name, "")) for name in ("area", "name"))


def _same(cell: str, written: str) -> bool:
    """Whether a cell says what would be written for the record, blanks and case of letters aside."""
    return comparable(cleaned(cell)) == comparable(written)


def _compared(
    row: int, kind: Kind, model: type[Kept], before: Fields, after: Fields, course: Course[Kept]
) -> Proposed[Kept]:
    record = _as(kind, model, after)
    found = changes(before, whole(kind, record))
    return Proposed(row, CHANGED if found else UNCHANGED, record, course, found)


def whole(kind: Kind, record: Threat | Action) -> Fields:
    """All fields of a record, those at their defaults too: what a file of it holds."""
    return nested(flat(kind, record))


def _as(kind: Kind, model: type[Kept], fields: Fields) -> Kept:
    record = kind.read(fields)
    if not isinstance(record, model):
        raise TypeError(kind.name)
    return record


def _answers(
    matching: Matching, rows: Sequence[ActionRow], threat: Course[Threat] | None
) -> Iterator[Proposed[Action]]:
    """The actions of a threat, each matched with those that answer it by what is to be done."""
    there: dict[str, list[Course[Action]]] = {}
    for one in matching.answering.get(threat.record, ()) if threat else ():
        there.setdefault(comparable(one.steps[-1].fields.task), []).append(one)
    seen: Counter[str] = Counter()
    for row in rows:
        task = comparable(str(row.fields["task"]))
        candidates = there.get(task, [])
        seen[task] += 1
        if seen[task] > max(1, len(candidates)):
            why = "the same action stands in this threat twice: it was entered once"
            matching.aside.append(SetAside(row.row, "", str(row.fields["task"])[:200], why))
            continue
        course = candidates[seen[task] - 1] if candidates else None
        try:
            yield _proposed_action(matching, row, course)
        except InvalidRecord as problem:
            matching.aside.extend(SetAside(row.row, name, "", why) for name, why in problem.problems)


def _proposed_action(matching: Matching, row: ActionRow, course: Course[Action] | None) -> Proposed[Action]:
    if course is None:
        fields = {"when": {"start": matching.on.isoformat()}, **row.fields}
        return Proposed(row.row, NEW, _as(ACTION, Action, fields), None)
    before = whole(ACTION, course.steps[-1].fields)
    after = dict(before)
    for target, cell in row.cells.items():
        if not _same(cell, action_cell(target, [before], matching.wording)):
            after.update({name: row.fields[name] for name in _NAMES[target] if name in row.fields})
    found = _compared(row.row, ACTION, Action, before, after, course)
    if course.heads > 1 and found.state == CHANGED:
        why = "two versions of this action stand side by side: settle them first"
        matching.aside.append(SetAside(row.row, "", course.steps[-1].fields.task, why))
        return Proposed(row.row, UNCHANGED, course.steps[-1].fields, course)
    return found


_NAMES: Mapping[str, tuple[str, ...]] = {
    "action": ("task", "details"),
    "action_type": ("type",),
    "action_place": ("where",),
    "action_owner": ("owner", "owner_office", "components"),
    "action_with": ("components",),
    "action_due": ("due", "status"),
    "action_status": ("status",),
    "action_done_on": ("done_on", "status"),
    "action_obstacle": ("obstacle",),
    "action_result": ("result",),
}


def reviewed(proposal: Proposal, on: date) -> Proposal:
    """The proposal with everything in the matrix as reviewed by the group on that day."""
    day = on.isoformat()
    rows = tuple(
        ProposedThreat(_reviewed(THREAT, row.threat, day), tuple(_reviewed(ACTION, one, day) for one in row.actions))
        for row in proposal.threats
    )
    return replace(proposal, threats=rows)


def _reviewed(kind: Kind, one: Proposed[Kept], day: str) -> Proposed[Kept]:
    fields = msgspec.structs.replace(one.fields, reviewed_on=day)
    if one.course is None:
        return replace(one, fields=fields)
    found = changes(whole(kind, one.course.steps[-1].fields), whole(kind, fields))
    return Proposed(one.row, CHANGED if found else UNCHANGED, fields, one.course, found)
