"""Where in a file the filled rows stand: the sheet, its header, and whether it is of this kind at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from withstand.brief.records.opening import Opened, Sheet
from withstand.brief.records.template import HELP, LISTS, MARKER
from withstand.brief.records.template_columns import Headings, TemplateColumn, template_columns
from withstand.errors import UnreadableFile
from withstand.evidence.formats import in_print
from withstand.evidence.raw_table import SetAside, is_tag_row
from withstand.kinds import REGISTRY
from withstand.ledger.kinds import Kind, split_tag

HEADER_SEARCH = 25
LEAST_COLUMNS = 2
_SHARE = 0.5


@dataclass(frozen=True)
class Table:
    """A header, what each of its cells means, and the lines below it with the row numbers a spreadsheet shows."""

    columns: tuple[TemplateColumn | None, ...]
    written: tuple[str, ...]
    lines: Sequence[tuple[int, Sequence[str]]]
    broken: tuple[SetAside, ...] = ()

    @property
    def known(self) -> int:
        """How many columns mean something."""
        return sum(one is not None for one in self.columns)

    @property
    def filled(self) -> bool:
        """Whether any row holds anything."""
        return any(any(map(str.strip, line)) for _, line in self.lines)


def find_table(opened: Opened, kind: Kind) -> Table:
    """The one table of this kind in a file.

    Raises:
        UnreadableFile: there is none, it is of another kind, there are several, or a column it needs is missing.
    """
    _refuse_other_template(opened, kind)
    headings = Headings(kind)
    tables = _tables(opened, headings)
    if not tables:
        raise _unknown(opened, kind)
    if len(tables) > 1:
        names = ", ".join(sheet.name for sheet, _ in tables[:5])
        why = f"it holds {len(tables)} filled tables (the sheets {names})"
        raise UnreadableFile(opened.path, why, "Save the one that counts as a file of its own")
    table = tables[0][1]
    _refuse_other_columns(opened, kind, table)
    _refuse_twice(opened, table)
    _refuse_lacking(opened, kind, table)
    return table


def _tables(opened: Opened, headings: Headings) -> list[tuple[Sheet, Table]]:
    """The sheets that hold a table of the kind: filled ones before empty ones, shown ones before hidden ones."""
    if opened.document is not None:
        table = _of_objects(opened, headings)
        return [(Sheet("", ()), table)] if table.known else []
    found = []
    for sheet in opened.sheets:
        table_or_none = _find(sheet, headings, opened.broken) if sheet.name not in (LISTS, HELP) else None
        if table_or_none is not None:
            found.append((sheet, table_or_none))
    found = [one for one in found if one[1].filled] or found
    return [one for one in found if one[0].visible] or found


def _find(sheet: Sheet, headings: Headings, broken: tuple[SetAside, ...]) -> Table | None:
    """The table below the last of the leading lines that are headings."""
    header: tuple[int, tuple[TemplateColumn | None, ...]] | None = None
    for index, line in enumerate(sheet.lines[:HEADER_SEARCH]):
        columns = headings.columns(line)
        known, filled = sum(one is not None for one in columns), sum(bool(cell.strip()) for cell in line)
        if known >= LEAST_COLUMNS and known >= _SHARE * filled:
            header = index, columns
        elif header is not None:
            break
    if header is None:
        return None
    index, columns = header
    start = index + 1
    if start < len(sheet.lines) and is_tag_row(sheet.lines[start]):
        start += 1
    lines = list(enumerate(sheet.lines[start:], start=start + 1))
    return Table(columns, tuple(sheet.lines[index]), lines, broken)


def _of_objects(opened: Opened, headings: Headings) -> Table:
    """A JSON list of flat objects as a table; each object is a row, counted from 1."""
    document = opened.document
    if isinstance(document, dict):
        document = next((document[name] for name in ("rows", "records") if name in document), None)
    if not isinstance(document, list) or not all(isinstance(one, dict) for one in document):
        why = "this JSON is not a list of objects with the columns of a template"
        raise UnreadableFile(opened.path, why, "Write one object a record: [{...}, {...}]")
    names = tuple(dict.fromkeys(name for one in document for name in one))
    broken: list[SetAside] = []
    lines = []
    for number, one in enumerate(document, start=1):
        nested = [name for name, value in one.items() if isinstance(value, dict | list)]
        for name in nested:
            advice = "write each part as a column of its own: when_start, perpetrators_1_grade"
            broken.append(SetAside(number, name, str(one[name])[:200], advice))
        lines.append((number, [] if nested else [_text(one.get(name)) for name in names]))
    return Table(headings.columns(names), names, lines, tuple(broken))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refuse_other_template(opened: Opened, kind: Kind) -> None:
    for sheet in opened.sheets:
        first = sheet.lines[0] if sheet.lines else ()
        if len(first) > 1 and first[0] == MARKER and split_tag(first[1])[0] != kind.name:
            other = split_tag(first[1])[0].rpartition(".")[2]
            raise _other(opened, kind, other)


def _refuse_other_columns(opened: Opened, kind: Kind, table: Table) -> None:
    """Refuse a table that another kind understands better: alerts are not read as incidents."""
    if table.known == sum(bool(cell.strip()) for cell in table.written):
        return
    for other in _others(kind):
        if _known(other, table.written) > table.known and not _lacking(other, Headings(other).columns(table.written)):
            raise _other(opened, kind, other.word)


def _lacking(kind: Kind, held: Sequence[TemplateColumn | None]) -> list[str]:
    """The columns that every record of a kind needs and a header does not have."""
    keys = {one.key for one in held if one is not None}
    return [one.key for one in template_columns(kind) if one.required and one.key not in keys]


def _others(kind: Kind) -> Iterator[Kind]:
    return (other for other in REGISTRY if other.name != kind.name)


def _known(kind: Kind, *lines: Sequence[str]) -> int:
    """How many columns of a kind the best of these lines names."""
    headings = Headings(kind)
    return max((sum(one is not None for one in headings.columns(line)) for line in lines), default=0)


def _other(opened: Opened, kind: Kind, word: str) -> UnreadableFile:
    return UnreadableFile(
        opened.path, f"this is a template for {word} records, and {kind.word} was asked for", f"Read it as {word}"
    )


def _unknown(opened: Opened, kind: Kind) -> UnreadableFile:
    lines = [line for sheet in opened.sheets for line in sheet.lines[:3]]
    for other in _others(kind):
        if _known(other, *lines[:HEADER_SEARCH]) > LEAST_COLUMNS:
            return _other(opened, kind, other.word)
    why = f"no columns of {kind.word} records were found in it"
    return UnreadableFile(opened.path, why, f"Begin with `withstand template {kind.word.lower()}`")


def _refuse_twice(opened: Opened, table: Table) -> None:
    seen: set[str] = set()
    for one, written in zip(table.columns, table.written, strict=True):
        if one is not None and one.key in seen:
            raise UnreadableFile(opened.path, f"the column {in_print(written)} stands twice", "Remove one of the two")
        if one is not None:
            seen.add(one.key)


def _refuse_lacking(opened: Opened, kind: Kind, table: Table) -> None:
    if lacking := _lacking(kind, table.columns):
        raise UnreadableFile(
            opened.path, f"it lacks what every {kind.word} needs: {', '.join(lacking)}", "Add these columns"
        )
