"""Files of records as they come: a grid of text cells with the row numbers a spreadsheet shows, or a JSON document."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from withstand.errors import UnreadableFile
from withstand.evidence.containers import most_of_sheets, open_table
from withstand.evidence.hostile_workbook import refuse_absurd_workbook
from withstand.evidence.panics import panics_as
from withstand.evidence.raw_table import SetAside
from withstand.evidence.text_table import Broken, records

_REMEDY = "Save it as XLSX, CSV or JSON first"
_DELIMITERS = (",", ";", "\t")
_PACKED = b"PK\x03\x04"
_OTHER = {
    b"%PDF": "this is a PDF",
    b"\xd0\xcf\x11\xe0": "this is an old .xls or a locked workbook",
    b"PAR1": "this is Parquet",
}


@dataclass(frozen=True)
class Sheet:
    """A grid of text: its name in a workbook, and its lines; the first is row 1. An empty cell is empty text."""

    name: str
    lines: Sequence[Sequence[str]]
    visible: bool = True


@dataclass(frozen=True)
class Opened:
    """What a file holds: sheets, or a JSON document whose fractions are exact; `broken` lines could not be split."""

    path: Path
    sheets: tuple[Sheet, ...] = ()
    document: Any = None
    broken: tuple[SetAside, ...] = ()


def open_records(path: Path, *, patient: bool = False) -> Opened:
    """The content of a workbook, a CSV or a JSON file. With `patient`, a broken line of a CSV costs only itself.

    Raises:
        UnreadableFile: it is missing, empty, damaged, locked, too large, or something else.
    """
    content = _bytes(path)
    if content.startswith(_PACKED):
        open_table(path, path.parent, lambda _: False)
        refuse_absurd_workbook(path, content, most_of_sheets(path))
    return _opened(path, content, patient=patient)


def open_content(name: Path, content: bytes, largest: int, *, patient: bool = False) -> Opened:
    """The same of a file that lies on no disk, which may unpack to `largest` bytes.

    Raises:
        UnreadableFile: it is empty, damaged, locked, too large, or something else.
    """
    if not content.strip():
        raise UnreadableFile(name, "the file is empty", "Fill it in, or export it again")
    if content.startswith(_PACKED):
        refuse_absurd_workbook(name, content, largest)
    return _opened(name, content, patient=patient)


def _opened(path: Path, content: bytes, *, patient: bool) -> Opened:
    if content.startswith(_PACKED):
        return Opened(path, _sheets(path, content))
    for magic, what in _OTHER.items():
        if content.startswith(magic):
            raise UnreadableFile(path, what, _REMEDY)
    text = _text(path, content)
    if text.lstrip()[:1] in ("{", "["):
        return Opened(path, document=_document(path, text))
    lines_of_text = text.split("\n", 2)
    header = next((line for line in lines_of_text if not line.lstrip('"').startswith("#")), lines_of_text[0])
    delimiter = max(_DELIMITERS, key=header.count)
    if patient:
        lines, broken = _patient_lines(text, delimiter)
        return Opened(path, (Sheet("", lines),), broken=broken)
    return Opened(path, (Sheet("", _lines(path, text, delimiter)),))


def _bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(path, "there is no such file", "Check the path") from None
    except IsADirectoryError:
        raise UnreadableFile(path, "this is a folder", "Name one file in it") from None
    except OSError as problem:
        raise UnreadableFile(path, f"it cannot be opened ({problem.strerror})", "Check its permissions") from None
    if not content.strip():
        raise UnreadableFile(path, "the file is empty", "Fill it in, or export it again")
    return content


def _sheets(path: Path, content: bytes) -> tuple[Sheet, ...]:
    import fastexcel

    damaged = UnreadableFile(path, "the workbook is damaged", "Open it, save it again, or save the sheet as CSV")
    try:
        with panics_as(damaged):
            workbook = fastexcel.read_excel(content)
            return tuple(_sheet(workbook, name) for name in workbook.sheet_names)
    except fastexcel.FastExcelError as problem:
        if "password" in str(problem).lower():
            raise UnreadableFile(path, "it is protected by a password", "Save it without one") from None
        raise damaged from None


def _sheet(workbook: Any, name: str) -> Sheet:
    """The cells of a sheet as text; an empty one has none."""
    sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    lines = [["" if cell is None else cell for cell in row] for row in sheet.to_polars().iter_rows()]
    return Sheet(name, lines, sheet.visible == "visible")


def _text(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:4096] and not content.startswith(BOM_UTF8):
        raise UnreadableFile(path, "this is a binary file, not a table", _REMEDY)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _document(path: Path, text: str) -> Any:
    import json

    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as problem:
        where = f" at line {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise UnreadableFile(path, f"the JSON is cut short or damaged{where}", "Export it again") from None


def _lines(path: Path, text: str, delimiter: str) -> list[list[str]]:
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, 1 << 24))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableFile(path, "the CSV is cut short or damaged", "Export it again") from None
    finally:
        csv.field_size_limit(usual)


def _patient_lines(text: str, delimiter: str) -> tuple[list[list[str]], tuple[SetAside, ...]]:
    lines: list[list[str]] = []
    broken: list[SetAside] = []
    for number, line in enumerate(records(io.StringIO(text, newline=""), delimiter), start=1):
        if isinstance(line, Broken):
            broken.append(SetAside(number, "the whole line", line.line[:200].rstrip("\r\n"), line.reason))
            lines.append([])
        else:
            lines.append(line)
    return lines, tuple(broken)
