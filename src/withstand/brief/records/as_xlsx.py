"""Records as a workbook: what it is, then one line a record, headings in words above the names of columns."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from withstand.brief.records.cells import degrees, safe
from withstand.brief.records.grid import Column, Grid, hidden_marks
from withstand.brief.records.leaves import Cell
from withstand.brief.records.manifest import Manifest
from withstand.brief.records.rows import Table
from withstand.brief.records.words import heading, own_heading, word
from withstand.errors import InputError
from withstand.telling import Told
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

ABOUT, RECORDS = "About", "Records"
LABEL = "_label"
MOST_ROWS, MOST_COLUMNS = 1_048_574, 16_384
MANIFEST = "manifest"
_LONGEST = 32_767


class TooLarge(InputError):
    """More than a worksheet holds."""


def xlsx_of(table: Table, about: Manifest, language: str = "en") -> bytes:
    """The table as a workbook; each code has its label in `language` beside it.

    Raises:
        TooLarge: more rows or columns than a worksheet holds.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    grid = Grid(table)
    shown = list(_shown(grid))
    if len(table.rows) > MOST_ROWS or len(shown) > MOST_COLUMNS:
        raise TooLarge(
            Told(
                "A worksheet does not hold {rows:,} rows of {columns:,} columns; export as CSV.",
                rows=len(table.rows), columns=len(shown),
            )
        )  # fmt: skip
    sink = io.BytesIO()
    workbook = xlsxwriter.Workbook(sink, {"in_memory": True})
    made = datetime.fromisoformat(about.made_at).replace(tzinfo=None)
    workbook.set_properties({"title": f"Records: {table.kind.word}", "author": about.program, "created": made})
    strong = workbook.add_format({"bold": True, "text_wrap": True})
    soft = workbook.add_format({"font_color": "#666666"})
    _about(workbook.add_worksheet(ABOUT), about, strong)
    sheet = workbook.add_worksheet(RECORDS)
    if language == "ar":
        sheet.right_to_left()
    for place, (one, labelled) in enumerate(shown):
        sheet.write_string(0, place, _heading(one, language, labelled=labelled), strong)
        sheet.write_string(1, place, one.name + LABEL * labelled, soft)
    exact = workbook.add_format({"num_format": "0.000000"})
    for line, row in enumerate(table.rows, start=2):
        values, hidden = grid.values(row), hidden_marks(row)
        for place, (one, labelled) in enumerate(shown):
            value = values.get(one.path, hidden.get(one.path))
            if value is not None:
                _write(sheet, line, place, one, value, language, exact, labelled=labelled)
    sheet.freeze_panes(2, 1)
    sheet.autofilter(1, 0, max(1, len(table.rows) + 1), len(shown) - 1)
    sheet.set_column(0, len(shown) - 1, 18)
    sheet.activate()
    workbook.close()
    return sink.getvalue()


def _about(sheet: Worksheet, about: Manifest, strong: Any) -> None:
    """The manifest for people, and, in the last line, for programs."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)
    pairs = (*about.pairs(), (MANIFEST, about.line()))
    for line, (name, value) in enumerate(pairs):
        sheet.write_string(line, 0, name, strong)
        sheet.write_string(line, 1, safe(value) if len(value) < _LONGEST else "too long for a cell")


def _shown(grid: Grid) -> Iterator[tuple[Column, bool]]:
    """Each column, and after one of codes the column of their labels."""
    for one in grid.columns:
        yield one, False
        if one.leaf is not None and one.leaf.vocabulary:
            yield one, True


def _heading(one: Column, language: str, *, labelled: bool) -> str:
    said = heading(one.path, language) if one.leaf is not None else own_heading(one.path, language)
    return f"{said} ({word('columns', 'label', language)})" if labelled else said


def _write(
    sheet: Worksheet, line: int, place: int, one: Column, value: Cell, language: str, exact: Any, *, labelled: bool
) -> None:
    if labelled and one.leaf is not None:
        terms = vocabulary(one.leaf.vocabulary).terms
        sheet.write_string(line, place, safe(terms[str(value)].label(language)) if value in terms else "")
    elif isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int):
        if one.leaf is not None and one.leaf.form == "degrees":
            sheet.write_number(line, place, float(degrees(value)), exact)
        else:
            sheet.write_number(line, place, value)
    else:
        sheet.write_string(line, place, safe(value))
