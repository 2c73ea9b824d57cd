"""Workbooks from anybody: looked through before a reader in another language meets them, which cannot be stopped.

A reader of sheets sets room aside for everything between the first cell and the last: two cells far apart, in a file of
five kilobytes, would take all memory of the process.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from withstand.errors import UnreadableFile
from withstand.evidence.containers import DAMAGE, in_words

MOST_CELLS = 2_000_000
"""Rows times columns of one sheet, from its corner to its last filled cell."""

_AS_LONG_AS_IT_IS = 1 << 62
_ELEMENT = re.compile(rb"""<(?:[\w.-]+:)?(row|c)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d+)["']""")
_ANEW = "Save it as .xlsx and give that"


def refuse_absurd_workbook(name: Path, content: bytes, largest: int) -> None:
    """Refuse a workbook in memory that unpacks to more than `largest` bytes, whatever it says of itself, or whose cells
    lie too far apart.

    Raises:
        UnreadableFile: it does, it is damaged, or it is no workbook in XLSX.
    """
    left = largest
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise UnreadableFile(name, "it is an archive and no workbook in XLSX", _ANEW)
            for member in archive.infolist():
                member.file_size = _AS_LONG_AS_IT_IS
                with archive.open(member) as source:
                    part = source.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise UnreadableFile(
                        name, f"the workbook unpacks to more than {in_words(largest)}", "Save the sheet as CSV"
                    )
                _refuse_far_cells(name, part)
    except (*DAMAGE, NotImplementedError, RuntimeError, MemoryError):
        raise UnreadableFile(name, "the workbook is damaged or locked", "Open it and save it again") from None


def _refuse_far_cells(name: Path, part: bytes) -> None:
    """Refuse a part whose filled cells span too much; what is no sheet has none."""
    if not part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0<" in part[:8] or b"<\0" in part[:8]:
            raise UnreadableFile(name, "it is written in a way that is not usual for workbooks", _ANEW)
        return
    row = column = last_row = last_column = 0
    for element, told in _ELEMENT.findall(part):
        found = _REFERENCE.search(told)
        if element == b"row":
            row, column = int(found[2]) if found else row + 1, 0
            continue
        column = _number(found[1]) if found else column + 1
        if found:
            row = int(found[2])
        if not told.endswith(b"/"):
            last_row, last_column = max(last_row, row), max(last_column, column)
    if last_row * last_column > MOST_CELLS:
        raise UnreadableFile(
            name,
            f"its cells lie far apart: the last is in row {last_row}, column {last_column}",
            "Delete what stands outside the table, or save the sheet as CSV",
        )


def _number(letters: bytes) -> int:
    """AB is 28."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
