"""Matrices as offices keep them, made for tests: cells, merged cells, dates, sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from withstand.brief.matrix.found import MatrixRead
from withstand.brief.matrix.proposal import Proposal, propose_records
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import find_matrix
from withstand.mission.week.known import Known

Line = Sequence[Any]
ON = date(2032, 10, 4)
DAY = datetime(2032, 10, 4)  # noqa: DTZ001 (as a spreadsheet has it)
NOBODY = Known("holder", (), (), {})


def book(path: Path, sheets: Mapping[str, Sequence[Line]], merged: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """A workbook; merged ranges (first row, column, last row, column) keep the text of their first cell."""
    made = xlsxwriter.Workbook(path)
    dated = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, lines in sheets.items():
        sheet = made.add_worksheet(name)
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, datetime):
                    sheet.write_datetime(row, column, cell, dated)
                elif cell not in ("", None):
                    sheet.write(row, column, cell)
        for first, left, last, right in merged:
            text = lines[first][left]
            sheet.merge_range(first, left, last, right, text)
    made.close()
    return path


def read(path: Path, lines: Sequence[Line], merged: Sequence[tuple[int, int, int, int]] = ()) -> MatrixRead:
    """What is read of one sheet."""
    return read_rows(find_matrix(book(path, {"Matrix": lines}, merged)))


def proposed(found: MatrixRead, known: Known = NOBODY) -> Proposal:
    """What it would enter on the day of the tests."""
    return propose_records(found, known, ON)


HEADER = (
    "No",
    "Location",
    "Threat",
    "Actor",
    "Likelihood",
    "Impact",
    "Rating",
    "Actions",
    "Responsible",
    "Deadline",
    "Status",
)

FRENCH: Sequence[Line] = (
    ("MATRICE DE PROTECTION — SECTEUR NORD", "", "", "", "", "", "", "", ""),
    ("", "", "", "", "", "", "", "", ""),
    (
        "N°",
        "Localité",
        "Menace",
        "Auteurs présumés",
        "Groupes à risque",
        "Niveau de menace",
        "Mesures d'atténuation",
        "Responsable",
        "Échéance",
    ),
    ("Province de Dorre", "", "", "", "", "", "", "", ""),
    (
        1,
        "Gué-d'Ambre",
        "Taxes illégales au marché",
        "Groupes armés",
        "Femmes ; commerçants",
        "Élevé",
        "Patrouille les jours de marché\nRencontre avec le gouverneur",
        "Force\nAffaires civiles",
        "12 octobre 2032\n20/10/2032",
    ),
    (2, "Halvrane", "Enlèvements de garçons", "Inconnu", "Garçons", "V", "", "", ""),
)

SPANISH: Sequence[Line] = (
    (
        "Lugar",
        "Amenaza",
        "Autor",
        "Probabilidad (1-5)",
        "Impacto (1-5)",
        "Nivel de riesgo",
        "Medidas",
        "Responsable",
        "Plazo",
        "Estado",
    ),
    (
        "Ninnock",
        "Secuestros en la costa",
        "Bandas",
        4,
        5,
        "Muy alto",
        "Patrulla nocturna",
        "Policía",
        "2032-10-20",
        "En curso",
    ),
    (
        "Velm",
        "Desalojo del mercado",
        "Policía",
        "2",
        "por confirmar",
        "Bajo",
        "Hablar con el gobernador",
        "Asuntos políticos",
        "fin de mes",
        "Pendiente",
    ),
)

ARABIC: Sequence[Line] = (
    ("الرقم", "الموقع", "التهديد", "الجهة", "الاحتمال", "مستوى الخطر", "الإجراءات", "المسؤول", "الموعد النهائي"),
    ("1", "فيلم", "هجوم على السوق", "جماعة مسلحة", "مرجح", "مرتفع", "دورية يومية", "القوة", "2032-10-20"),
    ("2", "كيسين", "ابتزاز على الطريق", "مجهول", "غير معروف", "منخفض", "", "", ""),
)
