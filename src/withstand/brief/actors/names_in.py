"""Names that arrive in a file: the column that is headed so, or the only column; read, and kept nowhere here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from withstand.brief.records.opening import Opened, Sheet, open_content, open_records
from withstand.errors import UnreadableFile

LARGEST, LARGEST_UNPACKED = 2_000_000, 40_000_000
MOST_NAMES = 10_000
HEADINGS = ("name", "names", "full name", "nom", "noms", "nom complet", "nombre", "nombres", "الاسم", "الأسماء")
_SEARCHED = 10
_REMEDY = "Give a sheet with a column “name”, or with one column and nothing else"


def names_in_file(path: Path) -> tuple[str, ...]:
    """The names of a CSV or workbook, each once.

    Raises:
        UnreadableFile: it cannot be read, holds no name, or too many.
    """
    return _names(open_records(path))


def names_in_content(name: Path, content: bytes) -> tuple[str, ...]:
    """The same of a file that lies on no disk.

    Raises:
        UnreadableFile: as above, or it is larger than LARGEST.
    """
    if len(content) > LARGEST:
        raise UnreadableFile(name, "it is larger than 2 MB", _REMEDY)
    return _names(open_content(name, content, LARGEST_UNPACKED))


def _names(opened: Opened) -> tuple[str, ...]:
    for sheet in opened.sheets:
        found = _of_sheet(sheet)
        if found:
            names = tuple(dict.fromkeys(found))
            if len(names) > MOST_NAMES:
                raise UnreadableFile(opened.path, f"it holds more than {MOST_NAMES:,} names", "Give them in parts")
            return names
    raise UnreadableFile(opened.path, "no column of names is found in it", _REMEDY)


def _of_sheet(sheet: Sheet) -> list[str]:
    for number, line in enumerate(sheet.lines[:_SEARCHED]):
        cells = [cell.strip().casefold() for cell in line]
        place = next((cells.index(heading) for heading in HEADINGS if heading in cells), None)
        if place is not None:
            return _tidy(line[place] for line in sheet.lines[number + 1 :] if len(line) > place)
    filled = {place for line in sheet.lines for place, cell in enumerate(line) if cell.strip()}
    if len(filled) != 1:
        return []
    (place,) = filled
    return _tidy(line[place] for line in sheet.lines if len(line) > place)


def _tidy(cells: Iterable[str]) -> list[str]:
    return [name for cell in cells if (name := " ".join(cell.split()))]
