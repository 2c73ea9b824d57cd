"""Reading exports back: damaged files are told, and no row is lost in silence."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from offices import incident, operation, save
from test_records_exports import cleared

from withstand.brief.records.reading import read_records
from withstand.brief.records.template_reading import read_template
from withstand.errors import UnreadableFile
from withstand.evidence.records import ALERT, INCIDENT
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture


def exported(tmp_path: Path, form: str, count: int = 3) -> Path:
    """An export of some incidents."""
    ledger = operation("HQ")["HQ"].ledger
    for number in range(count):
        save(ledger, incident(narrative=f"goats, {number}\nand cows", area=f"VM{number:02}"), INCIDENT)
    path = tmp_path / f"file.{form}"
    cleared(Picture(ledger, HOLDER), INCIDENT, form, path)
    return path


def test_a_row_that_was_damaged_is_set_aside_and_the_others_are_read(tmp_path: Path) -> None:
    path = exported(tmp_path, "csv")
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("looting", "lootng", 1), encoding="utf-8")
    back = read_records(path, INCIDENT)
    assert len(back.records) == 2
    assert [(one.row, one.column) for one in back.set_aside] == [(3, "what")]
    assert back.notes == ()


def test_a_file_with_fewer_rows_than_it_says_is_told(tmp_path: Path) -> None:
    path = exported(tmp_path, "csv")
    lines = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join([*lines[:-2], b""]))
    assert read_records(path, INCIDENT).notes == ("the file says it holds 3 records; 2 rows were found",)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "geojson", "hxl"])
def test_a_file_that_was_cut_short_is_refused_or_told(form: str, tmp_path: Path) -> None:
    path = exported(tmp_path, form)
    content = path.read_bytes()
    for share in (0.3, 0.6, 0.95):
        path.write_bytes(content[: int(len(content) * share)])
        try:
            back = read_records(path, INCIDENT)
        except UnreadableFile:
            continue
        assert back.notes or back.set_aside


def test_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"evidence\.Incident@1"):
        read_records(exported(tmp_path, "json"), ALERT)


def test_a_file_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableFile, match="no export of Incident"):
        read_records(path, INCIDENT)


def test_json_that_was_edited_into_something_else_is_set_aside(tmp_path: Path) -> None:
    path = exported(tmp_path, "json")
    document = json.loads(path.read_text())
    document["records"][0] = {"record": 5}
    document["records"][1] = "x"
    document["records"][2]["links"] = 7
    path.write_text(json.dumps(document))
    assert [one.row for one in read_records(path, INCIDENT).set_aside] == [1, 2, 3]


@pytest.mark.parametrize("form", ["csv", "hxl"])
def test_rows_keep_the_numbers_that_a_spreadsheet_shows(form: str, tmp_path: Path) -> None:
    first = 3 if form == "csv" else 4
    assert [one.row for one in read_records(exported(tmp_path, form), INCIDENT).records] == [
        first,
        first + 1,
        first + 2,
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("form", ["csv", "hxl"])
def test_the_manifest_is_a_comment_before_the_header_and_survives_being_saved_again(
    form: str, delimiter: str, tmp_path: Path
) -> None:
    path = exported(tmp_path, form)
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert len(lines[0]) == 1
    assert lines[0][0].startswith("# manifest: {")
    assert lines[1][0] == "record"
    assert not any("manifest" in cell for line in lines[1:] for cell in line)
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink, delimiter=delimiter).writerows(lines)
    back = read_records(path, INCIDENT)
    assert (len(back.records), back.set_aside, back.notes) == (3, (), ())
    assert back.manifest is not None
    assert back.manifest.rows == 3
    assert len(read_template(path, INCIDENT).rows) == 3


def test_a_workbook_on_disk_is_measured_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", '<worksheet><c r="XFD1048576"><v>1</v></c></worksheet>')
    with pytest.raises(UnreadableFile, match="far apart"):
        read_records(path, INCIDENT)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 70_000_000)
    told = path.read_bytes().replace((70_000_011).to_bytes(4, "little"), b"\x10\0\0\0")
    path.write_bytes(told)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        read_records(path, INCIDENT)
