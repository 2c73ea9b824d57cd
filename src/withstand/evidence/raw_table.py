"""A table as it was given: text cells, the row number a spreadsheet would show, and the rows that are broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from withstand.errors import UnrecognisedFile
from withstand.evidence.formats import Format, field_of, in_print, recognise, why_not

ROW = "row"
OVERFLOW = "overflow"
RAW = "raw."
HEADER_SEARCH = 25


@dataclass(frozen=True)
class SetAside:
    """A row that is not an event, and why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Header:
    """Where the header stands and what it says.

    `fields` are the plain names in file order, None for an unnamed column; `written` are the names as given.
    """

    index: int
    form: Format
    fields: tuple[str | None, ...]
    written: tuple[str, ...]

    def name_as_written(self, field: str) -> str:
        """The column's name as the file has it."""
        return self.written[self.fields.index(field)]


@dataclass(frozen=True)
class RawTable:
    """`frame` has `row` (UInt32), a String column `raw.<field>` for each named field, and `overflow` (String): what
    stands beyond the last column. An empty cell is null. `broken` are rows that could not be split into cells.
    """

    header: Header
    frame: pl.LazyFrame
    broken: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()


def find_header(records: Sequence[Sequence[str]]) -> Header | None:
    """The first of the leading `records` whose cells are the columns of a known format."""
    for index, cells in enumerate(records[:HEADER_SEARCH]):
        form = recognise(cells)
        if form is not None:
            return Header(index, form, tuple(field_of(cell) or None for cell in cells), tuple(cells))
    return None


def refuse_unknown(path: Path, records: Sequence[Sequence[str]]) -> UnrecognisedFile:
    """The error for a table of something else."""
    widest = max(records[:HEADER_SEARCH], key=len, default=())
    return UnrecognisedFile(
        path,
        f"this is not a file of conflict events that is known here. {why_not(widest)}",
        "Known are UCDP GED (yearly, candidate, HDX) and ACLED exports",
    )


def refuse_twice(path: Path, header: Header) -> None:
    """Refuse a table in which a column that is needed stands more than once.

    Raises:
        UnrecognisedFile: naming the column.
    """
    for field in sorted(header.form.required):
        if header.fields.count(field) > 1:
            written = header.name_as_written(field)
            raise UnrecognisedFile(path, f"the column {in_print(written)} stands twice", "Remove one of the two")


def column_names(header: Header) -> list[str]:
    """A unique column name for each field, in file order; unnamed and repeated ones get a number."""
    names: list[str] = []
    for position, field in enumerate(header.fields):
        name = f"{RAW}{field}"
        names.append(name if field and name not in names else f"{RAW}unnamed.{position}")
    return names


def is_tag_row(cells: Sequence[str | None]) -> bool:
    """Whether a row holds HXL tags (#date+start …) and not an event."""
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    return bool(filled) and all(cell.startswith("#") for cell in filled)
