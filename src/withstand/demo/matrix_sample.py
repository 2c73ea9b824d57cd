"""A protection matrix as the field office in Kessin town keeps it, in its own layout: merged titles, a header of two
lines, headings between rows, ratings as letters and numbers, several actions in one cell.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

_MADE = datetime(2032, 12, 27)  # noqa: DTZ001 (a workbook's own clock has no zone)
_TITLE = "KESSIN TOWN FIELD OFFICE — PROTECTION MATRIX"
_WEEK = "Week to 27 December 2032"
_UPPER = (
    ("No", 1), ("Where", 1), ("Threat", 4), ("Assessment", 4), ("State", 1), ("Response", 4), ("Remarks", 1),
)  # fmt: skip
_LOWER = (
    "", "", "What", "By whom", "Groups at risk", "Since", "Likelihood (1-5)", "Impact (1-5)", "Level", "Access",
    "Posture of the state", "Action", "Responsible", "Deadline", "Status", "",
)  # fmt: skip
_ROWS: tuple[str | tuple[Any, ...], ...] = (
    "PROVINCE OF KESSIN — NORTH OF THE RIVER",
    (
        "KT-2", "Kessin / Nine Poplars", "Robberies at night at Nine Poplars", "Armed men", "Traders, women",
        datetime(2032, 6, 1), 2, 3, "L", "Full", "Willing but unable",  # noqa: DTZ001
        "• Walk with the police at night, twice a week\n• Lamps for the market gate",
        "UNPOL\nCivil affairs", "31/12/2032\n15/01/2033", "Ongoing\nPlanned", "Quiet since the lamps of Uvrenne",
    ),
    (
        "KT-3", "Kessin / Uvrenne",
        "What people across the river face once the base has gone to the 2nd Brigade", "", "Population", "", "?", "?",
        "TBC", "Not attempted", "", "Ask people across the river, by boat", "CAS, PoC adviser", "10/01/2033", "New", "",
    ),
    "PELLISAR AND THE SOUTH",
    (
        "KT-1", "Pellisar", "Attack on people who fled to the south of Pellisar", "NSAG: the River Front",
        "IDPs, traders", datetime(2032, 8, 23), "2 - Unlikely", 4, "L", "No access", "Obstructive",  # noqa: DTZ001
        "Ask for clearance to Pellisar every week, in writing", "Force", "31/10/2032", "Blocked", "",
    ),
    ("", "", "", "", "", "", "", "", "", "", "", "Ask the neighbours' mission what it sees", "JMAC", "ASAP", "New", ""),
    (
        "KT-4", "Draymoor", "Recruitment of boys before the dry season", "River Front (NSAG)", "Boys",
        datetime(2032, 12, 20), 4, 12, "H", "Partial", "Passive",  # noqa: DTZ001
        "1) School visits\n2) Talk to the liaison of the River Front", "CP\nPolitical affairs", "ongoing\n20/01/2033",
        "Ongoing\nPlanned", "Score of 12 as in the old sheet",
    ),
    ("", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""),
    ("Level: H high, M medium, L low",),
)  # fmt: skip


def sample_matrix() -> bytes:
    """The workbook: the same bytes every time for one version of the writer."""
    import xlsxwriter  # type: ignore[import-untyped]

    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True})
    book.set_properties({"title": "Invented for the demonstration", "created": _MADE})
    sheet = book.add_worksheet("Matrix")
    title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    head = book.add_format({"bold": True, "bg_color": "#CFE2F3", "border": 1, "text_wrap": True})
    part = book.add_format({"bold": True, "bg_color": "#EEEEEE"})
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    dated = book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"})
    last = len(_LOWER) - 1
    sheet.merge_range(0, 0, 0, last, _TITLE, title)
    sheet.merge_range(1, 0, 1, last, _WEEK, title)
    _header(sheet, head)
    for line, row in enumerate(_ROWS, start=5):
        if isinstance(row, str):
            sheet.merge_range(line, 0, line, last, row, part)
            continue
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(line, place, cell, dated)
            elif isinstance(cell, int):
                sheet.write_number(line, place, cell, text)
            elif cell:
                sheet.write_string(line, place, cell, text)
    sheet.freeze_panes(5, 2)
    sheet.set_column(0, last, 16)
    sheet.set_landscape()
    book.close()
    return sink.getvalue()


def _header(sheet: Any, head: Any) -> None:
    place = 0
    for said, width in _UPPER:
        if width == 1 and not _LOWER[place]:
            sheet.merge_range(3, place, 4, place, said, head)
        elif width == 1:
            sheet.write_string(3, place, said, head)
        else:
            sheet.merge_range(3, place, 3, place + width - 1, said, head)
        place += width
    for place, said in enumerate(_LOWER):
        if said:
            sheet.write_string(4, place, said, head)
