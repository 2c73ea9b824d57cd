"""A workbook from anybody is looked through before it is read: size as it is, cells where they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from withstand.errors import UnreadableFile
from withstand.evidence.hostile_workbook import refuse_absurd_workbook

FAR = (
    '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>',
    "<c r='XFD1048576' ><v>1</v></c>",
    '<x:c s=">" r="XFD1048576"><v>1</v></x:c>',
    '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576"><is><t>x</t></is></c></row>',
    '<row r="1048575">' + "<c><v>1</v></c>" * 3 + "</row>",
)
NEAR = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="C2"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>',
)


def workbook(sheet: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("anywhere.xml", sheet)
    return sink.getvalue()


@pytest.mark.parametrize("cells", FAR)
def test_cells_far_apart_are_refused_however_they_are_written(cells: str) -> None:
    with pytest.raises(UnreadableFile, match="far apart"):
        refuse_absurd_workbook(Path("x.xlsx"), workbook(f"<worksheet>{cells}</worksheet>".encode()), 10_000_000)


@pytest.mark.parametrize("cells", NEAR)
def test_a_table_with_formats_below_it_is_not(cells: str) -> None:
    refuse_absurd_workbook(Path("x.xlsx"), workbook(f"<worksheet>{cells}</worksheet>".encode()), 10_000_000)


def test_a_sheet_in_another_encoding_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="not usual"):
        refuse_absurd_workbook(
            Path("x.xlsx"), workbook(f"<worksheet>{FAR[0]}</worksheet>".encode("utf-16")), 10_000_000
        )


def test_a_workbook_larger_than_it_says_is_refused() -> None:
    content = workbook(b"<worksheet>" + b" " * 3_000_000)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        refuse_absurd_workbook(
            Path("x.xlsx"), content.replace((3_000_011).to_bytes(4, "little"), b"\x10\0\0\0"), 1_000_000
        )
