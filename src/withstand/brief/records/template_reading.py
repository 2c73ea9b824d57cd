"""Filled templates, read to drafts' fields; a row that cannot be used is set aside whole, with every reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from withstand.brief.records.leaves import Cell, Path, column, nested
from withstand.brief.records.opening import open_records
from withstand.brief.records.template_cells import Unread, cleaned, read_cell
from withstand.brief.records.template_columns import TemplateColumn
from withstand.brief.records.template_tables import Table, find_table
from withstand.evidence.formats import in_print
from withstand.evidence.raw_table import SetAside
from withstand.evidence.set_aside import write_set_aside
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind

_INDEX = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class TemplateRow:
    """A row as a draft needs it: the number a spreadsheet shows, fields as JSON has them, what stands beside them."""

    row: int
    fields: Fields
    classification: str
    compartments: tuple[str, ...]
    links: tuple[LinkTo, ...]
    record: str
    supersedes: tuple[str, ...]


@dataclass(frozen=True)
class TemplateRead:
    """Rows that can become drafts; problems by row and column, each with what to do; notes on what was not read."""

    rows: tuple[TemplateRow, ...]
    problems: tuple[SetAside, ...]
    notes: tuple[str, ...]

    @property
    def rows_set_aside(self) -> int:
        """How many rows cannot be used as they are."""
        return len({problem.row for problem in self.problems})


@dataclass
class _Row:
    """A row while it is read."""

    number: int
    values: dict[Path, Cell] = field(default_factory=dict)
    own: dict[Path, Cell] = field(default_factory=dict)
    problems: list[SetAside] = field(default_factory=list)


def read_template(path: FilePath, kind: Kind) -> TemplateRead:
    """The rows of a filled template, or of a CSV or JSON file with the same columns.

    Raises:
        UnreadableFile: it is a template of another kind, or no table of this one at all.
    """
    table = find_table(open_records(path, patient=True), kind)
    rows: list[TemplateRow] = []
    problems = list(table.broken)
    lost: Counter[int] = Counter()
    for number, line in table.lines:
        row = _Row(number)
        for place, cell in enumerate(line):
            if not cell or not cleaned(cell):
                continue
            target = table.columns[place] if place < len(table.columns) else None
            if target is None:
                lost[place] += 1
            else:
                _take(row, target, table.written[place], cell)
        if not (row.values or row.own or row.problems):
            continue
        made = _made(kind, row)
        problems.extend(row.problems)
        if made is not None:
            rows.append(made)
    return TemplateRead(tuple(rows), tuple(sorted(problems, key=lambda one: one.row)), tuple(_notes(table, lost)))


def write_beside(path: FilePath, read: TemplateRead) -> FilePath | None:
    """Write the problems beside the file as CSV, so that no row is forgotten; None where there are none."""
    if not read.problems:
        return None
    target = path.with_name(f"{path.stem}.set-aside.csv")
    write_set_aside(target, read.problems)
    return target


def _take(row: _Row, target: TemplateColumn, written: str, cell: str) -> None:
    try:
        value = _identifiers(target, cell) if target.path == ("supersedes",) else read_cell(target.leaf, cell)
    except Unread as problem:
        row.problems.append(SetAside(row.number, written, cell[:200], str(problem)))
        return
    (row.own if target.own else row.values)[target.path] = value


def _identifiers(target: TemplateColumn, cell: str) -> str:
    return " ".join(str(read_cell(target.leaf, one)) for one in re.split(r"[\s,;]+", cleaned(cell)) if one)


def _made(kind: Kind, row: _Row) -> TemplateRow | None:
    """The row as a draft needs it, or None with its problems noted."""
    links = tuple(_links(row.own))
    for role in kind.roles:
        if role.required and not any(link.role == role.name for link in links):
            row.problems.append(
                SetAside(row.number, f"link_{role.name}_1", "", "this link is needed: give a record's id")
            )
    if row.problems:
        return None
    fields = nested(row.values)
    try:
        kind.read(fields)
    except InvalidRecord as problem:
        row.problems.extend(_told(row, field, why) for field, why in problem.problems)
        return None
    return TemplateRow(
        row.number,
        fields,
        str(row.own.get(("classification",), "")),
        tuple(str(value) for path, value in sorted(row.own.items(), key=str) if path[0] == "compartments"),
        links,
        str(row.own.get(("record",), "")),
        tuple(str(row.own.get(("supersedes",), "")).split()),
    )


def _links(own: dict[Path, Cell]) -> Iterator[LinkTo]:
    for path, value in own.items():
        if path[0] == "link" and len(path) == len(("link", "role", 1)):
            yield LinkTo(str(path[1]), str(value), str(own.get((*path, "about"), "")))


def _told(row: _Row, at: str, why: str) -> SetAside:
    """A problem of the record as one of a cell: perpetrators[0].grade is the first such column that is filled."""
    path: list[str | int] = []
    for step in filter(None, re.split(r"\.", _INDEX.sub(r".#\1", at))):
        if step.startswith("#"):
            numbers = sorted({one[len(path)] for one in row.values if one[: len(path)] == tuple(path)}, key=int)
            position = int(step[1:])
            path.append(numbers[position] if position < len(numbers) else position + 1)
        else:
            path.append(step)
    return SetAside(row.number, column(tuple(path)), str(row.values.get(tuple(path), "")), why)


def _notes(table: Table, lost: Mapping[int, int]) -> Iterator[str]:
    """What stands in columns that mean nothing here: it is said, not dropped in silence."""
    for place, count in sorted(lost.items()):
        name = table.written[place] if place < len(table.written) else ""
        said = f"the column {in_print(name)}" if name.strip() else f"column number {place + 1}, which has no heading,"
        yield f"{said} is none of this kind's; its {count} filled cells were not read"
