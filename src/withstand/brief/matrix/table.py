"""Where in a workbook the matrix stands: the sheet, its header of one line or two, the lines above and below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from withstand.brief.matrix.headings import headings, language_of, plain, propose
from withstand.brief.matrix.layout import Column, Layout
from withstand.brief.records.opening import Opened, Sheet, open_records
from withstand.brief.records.template_cells import cleaned
from withstand.errors import UnreadableFile

HEADER_SEARCH = 40
LEAST_MEANT = 3
NAMED = ("threat", "description", "harms")
"""One of these tells what the threat is."""

_SHARE = 0.6
_MOST_NAMES = 6


@dataclass(frozen=True)
class MatrixTable:
    """A matrix in a file: its layout, rows as a spreadsheet counts them, and what stands beside it.

    `header` are the numbers of the header's rows, `above` the lines over it; `others` are sheets that were not read,
    with the number of cells that hold something.
    """

    path: Path
    layout: Layout
    header: tuple[int, ...]
    above: tuple[tuple[int, tuple[str, ...]], ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class _Found:
    sheet: Sheet
    first: int
    last: int
    columns: tuple[Column, ...]
    meant: int


def find_matrix(path: Path, layout: Layout | None = None, sheet: str = "") -> MatrixTable:
    """The matrix in a file: by a layout that somebody kept, or by the headings alone.

    Raises:
        UnreadableFile: there is none, or not under these headings.
    """
    return matrix_in(open_records(path, patient=True), layout, sheet)


def matrix_in(opened: Opened, layout: Layout | None = None, sheet: str = "") -> MatrixTable:
    """The same in what was opened.

    Raises:
        UnreadableFile: as `find_matrix`.
    """
    path = opened.path
    sheets = [one for one in opened.sheets if any(any(map(cleaned, line)) for line in one.lines)]
    if not sheets:
        raise UnreadableFile(path, "no sheet of it holds anything", "Check that this is the right file")
    wanted = sheet or (layout.sheet if layout else "")
    chosen = [one for one in sheets if not wanted or one.name == wanted]
    if not chosen and sheet:
        names = ", ".join(one.name for one in sheets[:_MOST_NAMES])
        raise UnreadableFile(path, f"it has no sheet {sheet!r} that holds anything", f"It has: {names}")
    found = [one for part in chosen or sheets for one in (_by_layout(part, layout) if layout else _by_headings(part))]
    if not found:
        raise _none(path, layout, sheets)
    best = max(found, key=lambda one: (one.sheet.visible, one.meant, one.first == one.last, _filled(one), -one.first))
    _refuse_lacking(path, best, layout)
    return _table(path, best, layout, sheets)


def _by_headings(sheet: Sheet) -> Iterator[_Found]:
    """Every place where a header may stand; a second line counts where most of its cells are headings themselves."""
    for first in range(min(HEADER_SEARCH, len(sheet.lines))):
        upper = sheet.lines[first]
        if sum(bool(cleaned(cell)) for cell in upper) < 2:
            continue
        single = _found(sheet, first, first, propose(headings(upper)))
        if first + 1 < len(sheet.lines) and _is_heading(sheet.lines[first + 1]):
            double = _found(sheet, first, first + 1, propose(headings(upper, sheet.lines[first + 1])))
            if double.meant > single.meant:
                single = double
        if single.meant >= LEAST_MEANT and any(one.to in NAMED for one in single.columns):
            yield single


def _is_heading(line: Sequence[str]) -> bool:
    filled = [cell for cell in line if cleaned(cell)]
    meant = [one for one in propose(headings(filled)) if one.to]
    return len(filled) >= 2 and len(meant) >= _SHARE * len(filled)


def _by_layout(sheet: Sheet, layout: Layout) -> Iterator[_Found]:
    """Where the headings of a layout stand; columns may have moved, and others may have come."""
    known = {plain(column.heading) for column in layout.columns}
    for first in range(min(HEADER_SEARCH, len(sheet.lines))):
        for last in (first, first + 1):
            if last >= len(sheet.lines):
                continue
            told = headings(sheet.lines[first], sheet.lines[last] if last > first else None)
            found = _found(sheet, first, last, _as_kept(told, layout))
            if sum(heading in known for heading in map(plain, told)) >= _SHARE * len(known) and found.meant:
                yield found


def _as_kept(told: Sequence[str], layout: Layout) -> tuple[Column, ...]:
    """The columns of a layout by their headings; of equal headings the first is the first."""
    left: dict[str, list[Column]] = {}
    for column in layout.columns:
        left.setdefault(plain(column.heading), []).append(column)
    columns = []
    for heading in told:
        kept = left.get(plain(heading)) if heading else None
        columns.append(replace(kept.pop(0), heading=heading) if kept else Column(heading))
    return tuple(columns)


def _found(sheet: Sheet, first: int, last: int, columns: tuple[Column, ...]) -> _Found:
    return _Found(sheet, first, last, columns, sum(bool(one.to) for one in columns))


def _filled(found: _Found) -> int:
    return sum(any(map(cleaned, line)) for line in found.sheet.lines[found.last + 1 :])


def _none(path: Path, layout: Layout | None, sheets: Sequence[Sheet]) -> UnreadableFile:
    if layout is not None:
        return UnreadableFile(
            path, "the headings of the mapping were not found in it", "Name the sheet, or make a new mapping"
        )
    names = ", ".join(one.name for one in sheets[:_MOST_NAMES] if one.name)
    looked = f" (sheets: {names})" if names else ""
    why = f"no line of headings of a protection matrix was found in it{looked}"
    return UnreadableFile(path, why, "It needs a threat and at least two more columns that are known; see docs/week.md")


def _refuse_lacking(path: Path, found: _Found, layout: Layout | None) -> None:
    if any(one.to in NAMED for one in found.columns):
        return
    what = "the mapping reads" if layout else "its headings name"
    raise UnreadableFile(path, f"{what} no column that says what the threat is", 'Give one column to = "threat"')


def _table(path: Path, found: _Found, layout: Layout | None, sheets: Sequence[Sheet]) -> MatrixTable:
    lines = found.sheet.lines
    body = tuple((number, tuple(line)) for number, line in enumerate(lines, start=1) if number > found.last + 1)
    above = tuple((number, tuple(line)) for number, line in enumerate(lines[: found.first], start=1))
    columns = found.columns if layout else tuple(_styled(one, place, body) for place, one in enumerate(found.columns))
    told = [one.heading for one in columns]
    made = (
        replace(layout, columns=columns, sheet=found.sheet.name)
        if layout
        else Layout(columns, found.sheet.name, language_of(told))
    )
    others = tuple((one.name, _cells(one)) for one in sheets if one is not found.sheet)
    return MatrixTable(path, made, tuple(range(found.first + 1, found.last + 2)), above, body, others)


def _cells(sheet: Sheet) -> int:
    return sum(bool(cleaned(cell)) for line in sheet.lines for cell in line)


def _styled(column: Column, place: int, body: Sequence[tuple[int, Sequence[str]]]) -> Column:
    """Ratings stand as numbers where most of them do."""
    cells = [cleaned(line[place]) for _, line in body if place < len(line) and cleaned(line[place])]
    numbers = sum(cell.replace(".", "", 1).isdigit() for cell in cells)
    rated = column.to in ("likelihood", "vulnerability", "impact", "rating")
    return replace(column, style="number") if rated and cells and 2 * numbers > len(cells) else column
