"""The ways in which people save a table: text in every encoding, workbooks, Parquet, zip and gz."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

import polars as pl
import xlsxwriter
from samples import Table

DECIMALS = frozenset({"latitude", "longitude", "LATITUDE", "LONGITUDE"})


def as_text(
    table: Table,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    line_end: str = "\n",
    above: Sequence[Sequence[str]] = (),
    blank_after: Sequence[int] = (),
    decimal_comma: bool = False,
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    """The table as delimited text; `above` are rows before the header, `blank_after` data rows followed by a blank.

    The writer quotes what holds a line end of the file's own kind only, so a file of CR is quoted throughout.
    """
    sink = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if line_end == "\r" else quoting
    writer = csv.writer(sink, delimiter=delimiter, lineterminator=line_end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(above)
    writer.writerow(table.columns)
    for number, row in enumerate(table.rows):
        cells = list(row)
        if decimal_comma:
            cells = [
                v.replace(".", ",") if n in DECIMALS else v for n, v in zip_longest(table.columns[: len(cells)], cells)
            ]
        writer.writerow(cells)
        if number in blank_after:
            sink.write(line_end)
            writer.writerow([""] * len(cells))
    return sink.getvalue().encode(encoding)


def as_sheet(
    table: Table, path: Path, *, typed: bool = True, above: int = 0, sheets: Sequence[str] = ("Data",), at: int = 0
) -> Path:
    """The table in sheet number `at` of a workbook, with real dates and numbers where `typed`."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for number, name in enumerate(sheets):
            sheet = workbook.add_worksheet(name)
            if number != at:
                sheet.write_string(0, 0, "Read me first")
                continue
            if above:
                sheet.write_string(0, 0, "Events, as exported")
            for column, text in enumerate(table.columns):
                sheet.write_string(above, column, text)
            for line, row in enumerate(table.rows, start=above + 1):
                for column, (field, text) in enumerate(zip(table.columns, row, strict=True)):
                    cell = table.typed(field, text) if typed else text or None
                    if isinstance(cell, datetime):
                        sheet.write_datetime(line, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(line, column, cell)
                    elif cell is not None:
                        sheet.write_number(line, column, cell)
    return path


def as_frame(table: Table) -> pl.DataFrame:
    """The table in typed columns, as a Parquet file has them."""
    columns = {}
    for position, name in enumerate(table.columns):
        cells = [table.typed(name, row[position]) for row in table.rows]
        kinds = {type(cell) for cell in cells if cell is not None}
        dtype = pl.String
        if kinds == {datetime}:
            dtype = pl.Datetime("us") if "start" in name or name.isupper() else pl.Date
        elif kinds == {int}:
            dtype = pl.Int64
        elif kinds and kinds <= {int, float}:
            dtype = pl.Float64
        columns[name or f"unnamed.{position}"] = pl.Series(cells, dtype=dtype)
    return pl.DataFrame(columns)


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip archive of `members`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


_TITLE = (("Export for the weekly review",), (), ("generated 2033-01-02", "", "not for release"))
_README = b"How to cite, and what the columns mean, line by line: event_date, actor1 and so on."
Way = Callable[[Table, Path], Path]


def _text(name: str, **options: object) -> Way:
    def write(table: Table, folder: Path) -> Path:
        path = folder / f"{table.name}{name}.csv"
        path.write_bytes(as_text(table, **options))  # type: ignore[arg-type]
        return path

    return write


def _sheet(name: str, **options: object) -> Way:
    return lambda table, folder: as_sheet(table, folder / f"{table.name}{name}.xlsx", **options)  # type: ignore[arg-type]


def _parquet(table: Table, folder: Path) -> Path:
    path = folder / f"{table.name}.parquet"
    as_frame(table).write_parquet(path)
    return path


def _gz(table: Table, folder: Path) -> Path:
    path = folder / f"{table.name}.csv.gz"
    path.write_bytes(gzip.compress(as_text(table)))
    return path


def _zip(table: Table, folder: Path) -> Path:
    return zipped(folder / f"{table.name}.zip", {f"{table.name}.csv": as_text(table)})


def _zip_with_company(table: Table, folder: Path) -> Path:
    members = {
        "read me.txt": _README,
        "__MACOSX/._events.csv": b"\0\5\26\7\0\2\0\0Mac OS X" + b"\0" * 90,
        "files/": b"",
        f"files/{table.name}.csv": as_text(table, line_end="\r\n"),
    }
    return zipped(folder / f"{table.name}-with-company.zip", members)


def _zip_of_sheet(table: Table, folder: Path) -> Path:
    inner = as_sheet(table, folder / f"{table.name}-inner.xlsx")
    return zipped(folder / f"{table.name}-sheet.zip", {f"{table.name}.xlsx": inner.read_bytes()})


def _zip_of_parquet(table: Table, folder: Path) -> Path:
    inner = _parquet(table, folder)
    return zipped(folder / f"{table.name}-parquet.zip", {f"{table.name}.parquet": inner.read_bytes(), "r.txt": _README})


WAYS: dict[str, Way] = {
    "csv": _text(""),
    "utf-8 with mark": _text("-sig", encoding="utf-8-sig"),
    "cp1252": _text("-cp1252", encoding="cp1252"),
    "utf-16": _text("-utf16", encoding="utf-16"),
    "utf-16 with CRLF and tabs": _text("-unicode-text", encoding="utf-16", delimiter="\t", line_end="\r\n"),
    "semicolons and decimal commas": _text("-semicolon", delimiter=";", decimal_comma=True),
    "semicolons, cp1252, CRLF": _text("-french", delimiter=";", encoding="cp1252", line_end="\r\n", decimal_comma=True),
    "tabs": _text("-tab", delimiter="\t"),
    "bars": _text("-bar", delimiter="|"),
    "CRLF": _text("-crlf", line_end="\r\n"),
    "CR": _text("-cr", line_end="\r"),
    "all quoted": _text("-quoted", quoting=csv.QUOTE_ALL),
    "title above": _text("-title", above=_TITLE),
    "sep line": _text("-sep", delimiter=";", above=(("sep=;",),)),
    "blank rows": _text("-blank", blank_after=(0, 3)),
    "gz": _gz,
    "zip": _zip,
    "zip with company": _zip_with_company,
    "xlsx": _sheet(""),
    "xlsx of text": _sheet("-text", typed=False),
    "xlsx with a title": _sheet("-title", above=4),
    "xlsx, second sheet": _sheet("-second", sheets=("Read me", "Events"), at=1),
    "zip of xlsx": _zip_of_sheet,
    "parquet": _parquet,
    "zip of parquet": _zip_of_parquet,
}
