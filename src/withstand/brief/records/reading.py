"""Files that `exporting` wrote for use inside, read back to the same records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path as FilePath
from typing import Any

import msgspec

from withstand.brief.records import cells
from withstand.brief.records.as_csv import MANIFEST
from withstand.brief.records.as_xlsx import ABOUT
from withstand.brief.records.as_xlsx import MANIFEST as MANIFEST_ROW
from withstand.brief.records.leaves import Cell, Leaf, Path, find, nested
from withstand.brief.records.manifest import Manifest, read_manifest
from withstand.brief.records.opening import Opened, Sheet, open_records
from withstand.errors import UnreadableFile
from withstand.evidence.raw_table import SetAside, is_tag_row
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind

Value = str | int | bool | Decimal
LINK_COLUMN = re.compile(r"link_([a-z][a-z_]*)_[1-9]\d*")


@dataclass(frozen=True)
class ReadRecord:
    """A record of a file: the row it stands in, its ids, its rights, its fields as JSON has them, its links."""

    row: int
    record: str
    version: str
    classification: str
    compartments: tuple[str, ...]
    fields: Fields
    links: tuple[LinkTo, ...]


@dataclass(frozen=True)
class ReadFile:
    """What was read: records, rows that are none and why, and the file's own account of itself where it has one."""

    records: tuple[ReadRecord, ...]
    set_aside: tuple[SetAside, ...]
    manifest: Manifest | None
    notes: tuple[str, ...]


def read_records(path: FilePath, kind: Kind) -> ReadFile:
    """The records in a file that this program exported.

    Raises:
        UnreadableFile: it holds something else, another kind, or what was made for somebody outside.
    """
    opened = open_records(path)
    manifest, source = _source(kind, opened)
    _fits(path, kind, manifest)
    records: list[ReadRecord] = []
    aside: list[SetAside] = []
    for row, read in source:
        try:
            fields, own = read()
            links = tuple(LinkTo(one.role, one.record, one.about) for one in own.links)
            records.append(
                ReadRecord(row, own.record, own.version, own.classification, own.compartments, fields, links)
            )
        except _Wrong as wrong:
            aside.append(SetAside(row, wrong.column, wrong.value, wrong.why))
    if not records and not aside and manifest is None:
        raise UnreadableFile(path, f"no export of {kind.word} records was found in it", "Export them again")
    notes = []
    if manifest is not None and manifest.rows != len(records) + len(aside):
        notes.append(f"the file says it holds {manifest.rows} records; {len(records) + len(aside)} rows were found")
    return ReadFile(tuple(records), tuple(aside), manifest, tuple(notes))


class _Wrong(Exception):
    def __init__(self, column: str, value: object, why: str) -> None:
        self.column, self.value, self.why = column, str(value), why
        super().__init__(why)


def _fits(path: FilePath, kind: Kind, manifest: Manifest | None) -> None:
    if manifest is None:
        return
    if manifest.outside:
        why = "it was made for somebody outside: places are coarse and texts are left out"
        raise UnreadableFile(path, why, "It cannot be read back as records; use an export made for inside")
    if manifest.kind != kind.tag:
        why = f"it holds {manifest.kind}, and {kind.tag} was asked for"
        raise UnreadableFile(path, why, "Name its own kind")


_Parts = tuple[Fields, "_Whole"]
_Read = Callable[[], _Parts]


class _Link(msgspec.Struct, frozen=True):
    role: str
    record: str
    about: str = ""


class _Whole(msgspec.Struct, frozen=True):
    """A record of a JSON export."""

    record: str
    fields: Fields
    version: str = ""
    classification: str = ""
    compartments: tuple[str, ...] = ()
    links: tuple[_Link, ...] = ()


def _source(kind: Kind, opened: Opened) -> tuple[Manifest | None, Iterator[tuple[int, _Read]]]:
    """The manifest, and each row with its number, ready to be read."""
    document = opened.document
    if isinstance(document, dict):
        about = document.get("manifest") or document.get("metadata")
        manifest = read_manifest(msgspec.json.encode(about)) if about else None
        if "features" in document:
            features = [one.get("properties") for one in _list(document["features"]) if isinstance(one, dict)]
            return manifest, _numbered_rows(features, partial(_flat, kind, escaped=False))
        return manifest, _numbered_rows(document.get("records"), partial(_whole, kind))
    for sheet in opened.sheets:
        for number, line in enumerate(sheet.lines[:3]):
            if "record" in line and "classification" in line:
                read = partial(_flat, kind, escaped=True)
                return _manifest(opened.sheets, sheet.lines[:number]), (
                    (n, partial(read, row)) for n, row in _rows(sheet, number)
                )
    return None, iter(())


def _numbered_rows(rows: Any, read: Callable[[Any], _Parts]) -> Iterator[tuple[int, _Read]]:
    return ((number, partial(read, row)) for number, row in enumerate(_list(rows), start=1))


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _manifest(sheets: Sequence[Sheet], before: Sequence[Sequence[str]]) -> Manifest | None:
    """What a file says of itself: in a comment before the header, or on a sheet of its own."""
    for line in before:
        if line and line[0].startswith(MANIFEST):
            return read_manifest(line[0].removeprefix(MANIFEST))
    about = next((sheet for sheet in sheets if sheet.name == ABOUT), None)
    for line in about.lines if about else ():
        if line[0] == MANIFEST_ROW:
            return read_manifest(cells.plain(line[1]))
    return None


def _rows(sheet: Sheet, header: int) -> Iterator[tuple[int, dict[str, str]]]:
    names = sheet.lines[header]
    for number, line in enumerate(sheet.lines[header + 1 :], start=header + 2):
        if any(line) and not (number == header + 2 and is_tag_row(line)):
            yield number, {name: cell for name, cell in zip(names, line, strict=False) if cell}


def _whole(kind: Kind, given: Any) -> _Parts:
    try:
        one = msgspec.convert(given, _Whole)
    except msgspec.ValidationError as problem:
        raise _Wrong("", "", f"this is no record of an export ({problem})") from None
    return _checked(kind, one.fields), one


def _flat(kind: Kind, given: Any, *, escaped: bool) -> _Parts:
    """A row of cells by their columns. `escaped`: texts stand as spreadsheets may hold them."""
    if not isinstance(given, dict):
        raise _Wrong("", given, "this is no record of an export")
    values: dict[Path, Cell] = {}
    for name, cell in given.items():
        found = find(kind, name)
        if found is not None and cell is not None:
            values[found[0]] = _value(found[1], name, cell, escaped=escaped)
    own = {name: str(given.get(name, "")) for name in ("record", "version", "classification")}
    components = tuple(str(cell) for name, cell in given.items() if name.startswith("compartments_"))
    return _checked(kind, nested(values)), _Whole(
        own["record"], {}, own["version"], own["classification"], components, tuple(_links(given, escaped=escaped))
    )  # fmt: skip


def _checked(kind: Kind, fields: Fields) -> Fields:
    try:
        built: Fields = msgspec.to_builtins(kind.read(fields))
    except InvalidRecord as problem:
        field, why = problem.problems[0]
        raise _Wrong(field, "", why) from None
    return built


def _value(leaf: Leaf, name: str, cell: Value, *, escaped: bool) -> Cell:
    if leaf.form == "degrees" and not isinstance(cell, str):
        return cells.millionths(str(cell))
    if not isinstance(cell, str) or not escaped:
        return cell if isinstance(cell, bool | int | str) else str(cell)
    try:
        return cells.read(leaf, cell)
    except ValueError as problem:
        raise _Wrong(name, cell, str(problem)) from None


def _links(given: Mapping[str, Any], *, escaped: bool) -> Iterator[_Link]:
    for name, cell in given.items():
        link = LINK_COLUMN.fullmatch(name)
        if link is not None:
            about = str(given.get(f"{name}_about", ""))
            yield _Link(link[1], str(cell), cells.plain(about) if escaped else about)
