"""Workbooks and Parquet files as tables of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from withstand.errors import UnreadableFile
from withstand.evidence.containers import Opened
from withstand.evidence.panics import panics_as
from withstand.evidence.raw_table import (
    HEADER_SEARCH,
    OVERFLOW,
    ROW,
    Header,
    RawTable,
    column_names,
    find_header,
    is_tag_row,
    refuse_twice,
    refuse_unknown,
)

if TYPE_CHECKING:
    import fastexcel


def sheet_table(opened: Opened) -> RawTable:
    """The first sheet of a workbook that holds a known table.

    Raises:
        UnreadableFile: the workbook is damaged or locked.
        UnrecognisedFile: no sheet holds a known table.
    """
    import fastexcel

    remedy = "Open it, save it again, or save the sheet as CSV"
    damaged = UnreadableFile(opened.given, "the workbook is damaged", remedy)
    seen: list[list[str]] = []
    tables: dict[str, Header] = {}
    try:
        with panics_as(damaged):
            workbook = fastexcel.read_excel(opened.path)
            for name in workbook.sheet_names:
                sample = [["" if cell is None else cell for cell in row] for row in _head(workbook, name).rows()]
                header = find_header(sample)
                if header is not None:
                    tables[name] = header
                seen += sample
            if len(tables) == 1:
                [(name, header)] = tables.items()
                cells = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
                note = f"read from the sheet {name}" if len(workbook.sheet_names) > 1 else ""
                return _sheet_rows(opened, cells, header, note)
    except fastexcel.FastExcelError as problem:
        if "password" in str(problem).lower():
            raise UnreadableFile(opened.given, "it is protected by a password", remedy) from None
        raise damaged from None
    if tables:
        names = ", ".join(list(tables)[:5])
        why = f"the workbook holds {len(tables)} tables of events (the sheets {names})"
        raise UnreadableFile(opened.given, why, "Save the one that counts as a file of its own")
    raise refuse_unknown(opened.given, seen)


def _head(workbook: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    return workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string", n_rows=HEADER_SEARCH).to_polars()


def _sheet_rows(opened: Opened, cells: pl.DataFrame, header: Header, note: str) -> RawTable:
    refuse_twice(opened.given, header)
    body = cells.slice(header.index + 1)
    body.columns = column_names(header)
    notes = [note] if note else []
    start = header.index + 2
    if body.height and is_tag_row(body.row(0)):
        notes.append(f"row {start} holds HXL tags and was not counted")
        body = body.slice(1)
        start += 1
    frame = body.lazy().with_row_index(ROW, offset=start).with_columns(pl.lit(None, pl.String).alias(OVERFLOW))
    return RawTable(header, frame, (), tuple(notes))


def parquet_table(opened: Opened) -> RawTable:
    """The table in a Parquet file, every cell as text; rows are counted from 1.

    Raises:
        UnreadableFile: the file is damaged.
        UnrecognisedFile: the columns are none of the known formats'.
    """
    damaged = UnreadableFile(opened.given, "the Parquet file is cut short or damaged", "Copy it again")
    try:
        with panics_as(damaged):
            frame = pl.scan_parquet(opened.path)
            schema = frame.collect_schema()
            header = find_header([list(schema)])
            if header is None:
                raise refuse_unknown(opened.given, [list(schema)])
            refuse_twice(opened.given, header)
            cells = [
                (pl.lit(None, pl.String) if dtype.is_nested() else pl.col(name).cast(pl.String, strict=False)).alias(
                    unique
                )
                for (name, dtype), unique in zip(schema.items(), column_names(header), strict=True)
            ]
            body = frame.select(cells).with_row_index(ROW, offset=1)
            first = body.head(1).collect()
    except (pl.exceptions.PolarsError, OSError):
        raise damaged from None
    notes: tuple[str, ...] = ()
    if first.height and is_tag_row(first.drop(ROW).row(0)):
        body = body.slice(1)
        notes = ("row 1 holds HXL tags and was not counted",)
    return RawTable(header, body.with_columns(pl.lit(None, pl.String).alias(OVERFLOW)), (), notes)
