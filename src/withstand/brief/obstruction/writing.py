"""A table of obstruction as a file: CSV or a workbook, with its manifest, and a receipt in the ledger."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from withstand.brief.obstruction.sheet import Sheet, Value
from withstand.brief.papers.handing import PaperManifest, paper_manifest
from withstand.brief.records.cells import safe
from withstand.brief.records.handing_out import given_out, hand_out, refuse_existing
from withstand.brief.records.rows import inside
from withstand.errors import InputError
from withstand.evidence.records import OBSTRUCTION, VISIT
from withstand.ledger.journal import append
from withstand.ledger.kinds import Kind
from withstand.picture.picture import Picture

ENDINGS = (".csv", ".xlsx")
_DIGITS = 4


def write_sheet(
    picture: Picture, sheet: Sheet, path: Path, language: str = "en", kinds: Sequence[Kind] = (OBSTRUCTION, VISIT),
    word: str = "obstruction",
) -> tuple[PaperManifest, str]:  # fmt: skip
    """Write the table to a new file; returns its manifest and its receipt, empty where the workspace is read-only.

    It holds counts, codes and areas, no text of a record; `kinds` are those that it rests on.

    Raises:
        InputError: the file exists, or its ending is no form.
    """
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f"{path.name}: this is written as {' or '.join(ENDINGS)}; give the file one of these endings.")
    refuse_existing(path)
    read = [(kind, tuple(picture.each(kind))) for kind in kinds]
    about = paper_manifest(picture, sheet.headline(), [one for _, seen in read for one in seen])
    make = _csv if path.suffix.lower() == ".csv" else _xlsx
    tables = [inside(picture, kind, seen) for kind, seen in read]
    return about, hand_out(picture, path, word, make(sheet, about, language), tables, ())


def sheet_bytes(picture: Picture, sheet: Sheet, name: str, language: str = "en") -> bytes:
    """The same for a table that lies on no disk: its receipt is written, then it may go out. `name` has its ending.

    Raises:
        InputError: its ending is no form.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(f"{name}: this is written as {' or '.join(ENDINGS)}; give the file one of these endings.")
    kinds = [(kind, tuple(picture.each(kind))) for kind in (OBSTRUCTION, VISIT)]
    about = paper_manifest(picture, sheet.headline(), [one for _, seen in kinds for one in seen])
    made = (_csv if ending == ".csv" else _xlsx)(sheet, about, language)
    tables = [inside(picture, kind, seen) for kind, seen in kinds]
    append(picture.ledger, [given_out(picture, f"obstruction{ending}", made, tables, ())])
    return made


def _csv(sheet: Sheet, about: PaperManifest, language: str) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow([f"# manifest: {json.dumps(about.plain(), ensure_ascii=False)}"])
    writer.writerow([safe(sheet.heading(name, language)) for name in sheet.columns])
    writer.writerows([_text(value) for value in line] for line in sheet.lines(language))
    writer.writerows([f"# {sentence}"] for sentence in sheet.sentences(language))
    return sink.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, date):
        return value.isoformat()
    return safe(value) if isinstance(value, str) else value


def _xlsx(sheet: Sheet, about: PaperManifest, language: str) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    sink = io.BytesIO()
    workbook = xlsxwriter.Workbook(sink, {"in_memory": True})
    made = datetime.fromisoformat(about.made_at).replace(tzinfo=None)
    workbook.set_properties({"title": sheet.headline(language), "author": about.program, "created": made})
    strong = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    share = workbook.add_format({"num_format": "0.0 %"})
    figure = workbook.add_format({"num_format": "0.00"})
    table = workbook.add_worksheet(sheet.headline(language)[:31])
    if language == "ar":
        table.right_to_left()
    for place, name in enumerate(sheet.columns):
        table.write_string(0, place, safe(sheet.heading(name, language)), strong)
    for line, row in enumerate(sheet.lines(language), start=1):
        for place, (name, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if isinstance(value, float):
                table.write_number(line, place, value, share if name in sheet.shares else figure)
            elif isinstance(value, int):
                table.write_number(line, place, value)
            elif value is not None:
                table.write_string(line, place, str(_text(value)))
    table.freeze_panes(1, len(sheet.groups))
    table.set_column(0, len(sheet.columns) - 1, 18)
    notes = workbook.add_worksheet("About")
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 100)
    pairs = [("", text) for text in sheet.sentences(language)]
    pairs += [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in about.plain().items()]
    for line, (name, text) in enumerate(pairs):
        notes.write_string(line, 0, name, strong)
        notes.write_string(line, 1, safe(text))
    workbook.close()
    return sink.getvalue()
