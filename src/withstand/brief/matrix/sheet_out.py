"""A matrix as a workbook: headings of one line or two, coloured ratings, and a page that prints on A4."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from withstand.brief.matrix.cell_fields import ACTION, CODED
from withstand.brief.matrix.cells_out import Wording, action_cell, threat_cell
from withstand.brief.matrix.layout import Column, Layout
from withstand.brief.records.cells import safe as neutral
from withstand.brief.records.manifest import Manifest
from withstand.ledger.fields import Fields
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

ABOUT = "About"
A4 = 9
LONGEST_CELL = 32_000
NOT_SEEN = "Nobody of ours could see: as written, and not to be read as low."
_SHADES = {5: "#D7301F", 4: "#FC8D59", 3: "#FDD49E", 2: "#C7E9C0", 1: "#E5F5E0"}
_UNKNOWN, _GREY = "#FFFFFF", "#D9D9D9"
_RATED = ("likelihood", "vulnerability", "impact", "rating")
_WIDE = {"threat": 34, "description": 44, "action": 44, "concern": 30, "assets": 26, "perpetrators": 30, "pattern": 30}
_NARROW = (
    *_RATED,
    "reference",
    "people",
    "since",
    "assessed_on",
    "reviewed_on",
    "review_by",
    "action_due",
    "imminence",
)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula; nothing stays nothing."""
    return neutral(text) if text else ""


@dataclass(frozen=True)
class SheetRow:
    """A threat and its actions as they may go out. `hidden` stands in place of numbers that are not shown; a rating
    that rests on no access is `unseen`; `section` is the heading it stands under, if there are any.
    """

    fields: Fields
    actions: tuple[Fields, ...]
    hidden: Mapping[str, str]
    number: str
    unseen: bool = False
    section: str = ""


@dataclass(frozen=True)
class Heading:
    """Lines above the header, each cell with its column, and the line that says of when and for whom it is."""

    above: tuple[tuple[tuple[int, str], ...], ...]
    line: str
    footer: str


def matrix_xlsx(
    layout: Layout, rows: Sequence[SheetRow], heading: Heading, about: Sequence[Manifest], wording: Wording
) -> bytes:
    """The workbook: the matrix, then what it is made from."""
    import xlsxwriter

    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True})
    sheet = book.add_worksheet(_sheet_name(layout.sheet))
    shapes = _Shapes(book)
    line = _above(sheet, heading, shapes)
    line = _header(sheet, layout, line, shapes)
    _page(sheet, layout, heading, line)
    start = line
    for section, part in groupby(rows, key=lambda row: row.section):
        if section:
            sheet.merge_range(line, 0, line, max(1, len(layout.columns) - 1), safe(section), shapes.section)
            line += 1
        for row in part:
            _row(sheet, layout, line, row, wording, shapes)
            line += 1
    sheet.autofilter(start - 1, 0, max(start, line - 1), len(layout.columns) - 1)
    _about(book.add_worksheet(ABOUT), about, shapes)
    book.close()
    return sink.getvalue()


def _sheet_name(name: str) -> str:
    bare = "".join(mark for mark in name if mark not in "[]:*?/\\").strip("' ")[:31]
    return bare if bare and bare != ABOUT else "Matrix"


class _Shapes:
    """The formats of cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        base = {"text_wrap": True, "valign": "top", "border": 1, "font_size": 9}
        self.text = book.add_format(base)
        self.header = book.add_format(
            {**base, "bold": True, "bg_color": "#DDE3EA", "valign": "vcenter", "align": "center"}
        )
        self.section = book.add_format({**base, "bold": True, "bg_color": "#EEF1F5"})
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.soft = book.add_format({"font_color": "#555555", "font_size": 9})
        self.strong = book.add_format({"bold": True})
        self.rated = {
            rank: book.add_format({**base, "bg_color": shade, "align": "center", "bold": True})
            for rank, shade in _SHADES.items()
        }
        self.unknown = book.add_format({**base, "bg_color": _UNKNOWN, "align": "center", "italic": True})
        self.unseen = book.add_format(
            {**base, "bg_color": _GREY, "align": "center", "bold": True, "border_color": "#D7301F"}
        )


def _above(sheet: Any, heading: Heading, shapes: _Shapes) -> int:
    line = 0
    for cells in heading.above:
        for place, text in cells:
            sheet.write_string(line, place, safe(text), shapes.title)
        line += 1
    sheet.write_string(line, 0, safe(heading.line), shapes.soft)
    return line + 1


def _header(sheet: Any, layout: Layout, line: int, shapes: _Shapes) -> int:
    """One line, or two where any heading has two: the upper one over all columns of its group."""
    if all(len(one.lines) == 1 for one in layout.columns):
        for place, one in enumerate(layout.columns):
            sheet.write_string(line, place, safe(one.heading), shapes.header)
        return line + 1
    place = 0
    for upper, group in groupby(layout.columns, key=lambda one: one.lines[0] if len(one.lines) == 2 else None):
        columns = list(group)
        if upper is None:
            for offset, one in enumerate(columns):
                sheet.merge_range(line, place + offset, line + 1, place + offset, safe(one.heading), shapes.header)
        else:
            _merge(sheet, line, place, len(columns), safe(upper), shapes.header)
            for offset, one in enumerate(columns):
                sheet.write_string(line + 1, place + offset, safe(one.lines[1]), shapes.header)
        place += len(columns)
    return line + 2


def _merge(sheet: Any, line: int, place: int, width: int, text: str, shape: Any) -> None:
    if width > 1:
        sheet.merge_range(line, place, line, place + width - 1, text, shape)
    else:
        sheet.write_string(line, place, text, shape)


def _page(sheet: Any, layout: Layout, heading: Heading, below: int) -> None:
    if layout.language == "ar":
        sheet.right_to_left()
    for place, one in enumerate(layout.columns):
        sheet.set_column(place, place, _WIDE.get(one.to, 11 if one.to in _NARROW else 20))
    first = below - (2 if any(len(one.lines) == 2 for one in layout.columns) else 1)
    sheet.freeze_panes(below, 0)
    sheet.repeat_rows(first, below - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{heading.footer.replace('&', '&&')[:180]}&R&P / &N")


def _row(sheet: Any, layout: Layout, line: int, row: SheetRow, wording: Wording, shapes: _Shapes) -> None:
    for place, column in enumerate(layout.columns):
        text = _cell(column, row, wording)
        shape = _shape(column, row, shapes)
        if text:
            sheet.write_string(line, place, safe(text)[:LONGEST_CELL], shape)
        else:
            sheet.write_blank(line, place, None, shape)
        if row.unseen and column.to == "rating" and text:
            sheet.write_comment(line, place, NOT_SEEN)


def _cell(column: Column, row: SheetRow, wording: Wording) -> str:
    if column.to in ACTION:
        return action_cell(column.to, row.actions, wording)
    if column.to in row.hidden:
        return row.hidden[column.to]
    if column.to == "reference":
        return str(row.fields.get("reference", "")) or row.number
    return threat_cell(column, row.fields, wording)


def _shape(column: Column, row: SheetRow, shapes: _Shapes) -> Any:
    if column.to not in _RATED or not row.fields.get(column.to):
        return shapes.text
    rank = vocabulary(CODED[column.to]).terms[row.fields[column.to]].facts.get("rank")
    if rank is None:
        return shapes.unknown
    return shapes.unseen if row.unseen else shapes.rated[rank]


def _about(sheet: Any, about: Sequence[Manifest], shapes: _Shapes) -> None:
    """The manifests, for people and, on one line each, for programs."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)
    line = 0
    for one in about:
        for name, value in (*one.pairs(), ("manifest", one.line())):
            sheet.write_string(line, 0, name, shapes.strong)
            sheet.write_string(line, 1, safe(value) if len(value) < LONGEST_CELL else "too long for a cell")
            line += 1
        line += 1
