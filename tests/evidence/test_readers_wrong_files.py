"""A wrong file is answered in a sentence or two: what it is, where, and what to do; never with anything else."""

from __future__ import annotations

import gzip
import os
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from reading_whole import read_whole
from samples import GED, Table, acled, one_sided
from saving import as_frame, as_sheet, as_text, zipped

from withstand.errors import NoEvents, UnreadableFile, UnrecognisedFile, WithstandError
from withstand.evidence.reading import read_events


def refusal(path: Path) -> WithstandError:
    """The error that reading `path` gives; its message is one paragraph that names the file."""
    with pytest.raises(WithstandError) as caught, read_events(path):
        pass
    message = str(caught.value)
    assert path.name in message
    assert message.isprintable()
    assert 20 < len(message) <= 600
    assert message[0].isalnum()
    assert "Traceback" not in message
    assert "Error" not in message
    return caught.value


_CSV = as_text(GED)
_ZIP_LOCAL_FLAGS, _ZIP_CENTRAL_FLAGS = 6, 8


def _zip(**members: bytes) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    return sink.getvalue()


def _encrypted_zip() -> bytes:
    """A zip whose only member says that it is encrypted."""
    content = bytearray(_zip(events_csv=_CSV))
    for mark, offset in ((b"PK\3\4", _ZIP_LOCAL_FLAGS), (b"PK\1\2", _ZIP_CENTRAL_FLAGS)):
        at = content.find(mark) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    return bytes(content)


def _parquet() -> bytes:
    sink = BytesIO()
    as_frame(GED).write_parquet(sink)
    return sink.getvalue()


def _sheet(folder: Path) -> bytes:
    return as_sheet(GED, folder / "whole.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 9, "JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"GIF89a" + bytes(50), "GIF"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        (b"SQLite format 3\0" + bytes(100), "SQLite"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(30), "7z"),
        (b"<!DOCTYPE html>\n<html><head><title>Log in</title>", "web page"),
        (b"\xef\xbb\xbf\r\n<html lang=en>", "web page"),
        (b'{"status":200,"success":true,"data":[{"event_id_cnty":"VEL1"}]}', "JSON"),
        (b'[{"id": 1}]', "JSON"),
        (b'<?xml version="1.0"?><kml/>', "XML"),
        (b"", "empty"),
        (b"\n\n \n", "not a file of conflict events"),
        (b"\0" * 5000, "zero bytes"),
        (gzip.compress(b"\0" * 5_000_000), "zero bytes"),
        (gzip.compress(b""), "empty"),
        (gzip.compress(gzip.compress(_CSV)), "archive inside an archive"),
        (gzip.compress(_CSV)[:-30], "cut short"),
        (gzip.compress(_CSV)[:5], "cut short"),
        (b"PK\3\4" + _zip(events_csv=_CSV)[4:-40], "cut short"),
        (_zip(events_csv=_CSV)[:400], "cut short"),
        (_zip(), "empty"),
        (_zip(events_csv=b""), "empty"),
        (_encrypted_zip(), "encrypted"),
        (_zip(events_csv=_CSV, more_csv=as_text(acled("c"))), "2 tables of events (events.csv, more.csv)"),
        (_zip(a_csv=b"a,b\n1,2\n", b_csv=b"c\n3\n"), "no file in the archive"),
        (_zip(inner=_zip(events_csv=_CSV)), "archive inside an archive"),
        (_parquet()[:-20], "Parquet file is cut short"),
        (_parquet()[:900], "Parquet file is cut short"),
        (b"PAR1", "Parquet file is cut short"),
        (b"name,born\nAda,1815\n", "Its columns are name, born"),
        (b"just one line of prose", "not a file of conflict events"),
        (b"x" * 3_000_000, "not a file of conflict events"),
        (bytes(range(1, 256)) * 40, "not a file of conflict events"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_bytes_that_are_no_table_of_events(content: bytes, says: str, saved: Callable[..., Path]) -> None:
    assert says in str(refusal(saved(content, "given.csv")))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_workbook_cut_short(share: float, tmp_path: Path, saved: Callable[..., Path]) -> None:
    whole = _sheet(tmp_path)
    assert isinstance(refusal(saved(whole[: int(len(whole) * share)], "cut.xlsx")), UnreadableFile)


def test_workbook_that_is_no_workbook_inside(saved: Callable[..., Path]) -> None:
    members = {"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"}
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert isinstance(refusal(saved(sink.getvalue(), "hollow.xlsx")), UnreadableFile | UnrecognisedFile)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (
            "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES,DISORDER_TYPE,ID",
            "aggregated counts",
        ),
        ("Country,Admin1,ISO3,Month,Year,Events,Fatalities", "monthly counts from HDX"),
        ("country,event_count,fatalities,month,year", "monthly index"),
        ("conflict_id,dyad_id,bd_best,bd_low,bd_high,year", "battle-related deaths"),
        ("conflict_id,location,side_a,side_b,intensity_level,year", "armed conflict years"),
        ("event_id_cnty,event_date,event_type,actor1,country,latitude,longitude", "missing: fatalities"),
    ],
)
def test_relatives_of_event_files_are_named(header: str, says: str, saved: Callable[..., Path]) -> None:
    error = refusal(saved(f"{header}\n{','.join('1' for _ in header.split(','))}\n".encode()))
    assert isinstance(error, UnrecognisedFile)
    assert says in str(error)


def test_one_sided_totals_are_no_events(saved: Callable[..., Path]) -> None:
    error = refusal(saved(one_sided()))
    assert isinstance(error, NoEvents)
    assert "--against" in str(error)


@pytest.mark.parametrize("table", [GED, acled("a"), acled("d")], ids=lambda table: table.name)
def test_header_without_rows_is_not_an_empty_result(table: Table, saved: Callable[..., Path]) -> None:
    assert "no rows" in str(refusal(saved(table.take())))


def test_no_usable_row_shows_the_first_that_failed(saved: Callable[..., Path]) -> None:
    message = str(refusal(saved(acled("c").take(0).with_cell(0, "fatalities", "several"))))
    assert "row 2" in message
    assert "'several'" in message


@pytest.mark.parametrize("field", ["id", "best", "country", "date_start"])
def test_needed_column_given_twice_is_refused(field: str, saved: Callable[..., Path]) -> None:
    columns = (*GED.columns, field.upper())
    twice = Table("ged", columns, tuple((*row, "1") for row in GED.rows), frozenset(), {})
    assert f"column {field} stands twice" in str(refusal(saved(twice)))


def test_two_sheets_of_events_are_not_chosen_between(tmp_path: Path) -> None:
    path = tmp_path / "years.xlsx"
    table = acled("c")
    with xlsxwriter.Workbook(path) as workbook:
        for year in ("2031", "2032"):
            sheet = workbook.add_worksheet(year)
            for line, row in enumerate((table.columns, *table.rows)):
                sheet.write_row(line, 0, row)
    assert "2 tables of events (the sheets 2031, 2032)" in str(refusal(path))


def test_empty_and_chart_sheets_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    table = acled("c")
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("nothing")
        sheet = workbook.add_worksheet("events")
        for line, row in enumerate((table.columns, *table.rows)):
            sheet.write_row(line, 0, row)
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=events!$A$1:$A$3"})
        workbook.add_chartsheet("chart").set_chart(chart)
    assert read_whole(path).account.events == len(table.rows)


def test_missing_file_folder_and_strange_paths(tmp_path: Path) -> None:
    assert "no such file" in str(refusal(tmp_path / "nowhere.csv"))
    assert "folder" in str(refusal(tmp_path))
    assert "no such file" in str(_message_of(Path("nul\0byte.csv")))


def _message_of(path: Path) -> str:
    with pytest.raises(WithstandError) as caught, read_events(path):
        pass
    return str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes there")
def test_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert "pipe" in str(refusal(pipe))


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


@pytest.mark.parametrize("beginning", [b"", b"id,best\n"], ids=["zeros", "text, then zeros"])
def test_ten_gigabytes_of_nothing_are_refused_at_once(beginning: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sparse.csv"
    path.write_bytes(beginning)
    os.truncate(path, 10 << 30)
    before, started = _peak_mib(), time.perf_counter()
    refusal(path)
    assert time.perf_counter() - started < 1.0
    assert _peak_mib() - before < 100


def _bomb(size: int) -> bytes:
    return _CSV + b"a" * size


@pytest.mark.parametrize("shape", ["gz", "zip", "xlsx"])
def test_bomb_is_refused_before_it_goes_off(shape: str, tmp_path: Path) -> None:
    path = tmp_path / f"bomb.{shape}"
    if shape == "gz":
        with gzip.open(path, "wb", compresslevel=1) as sink:
            sink.write(_CSV)
            for _ in range(80):
                sink.write(b"a" * (1 << 20))
        path.write_bytes(path.read_bytes())
    elif shape == "zip":
        zipped(path, {"events.csv": _bomb(80 << 20)})
    else:
        zipped(path, {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (80 << 20)})
    started = time.perf_counter()
    assert "unpacks to more than" in str(refusal(path))
    assert time.perf_counter() - started < 5.0


def test_gigantic_line_costs_itself_and_no_other(saved: Callable[..., Path]) -> None:
    lines = as_text(GED).split(b"\n")
    spoiled = b"\n".join([lines[0], b'"' + b"x" * 5_000_000, *lines[1:]])
    whole = read_whole(saved(spoiled))
    assert whole.account.events == len(GED.rows)
    [(row, column, _, reason)] = whole.aside
    assert (row, column) == (2, "the whole line")
    assert "5,000,001 characters" in reason


def test_parquet_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    pl.DataFrame({"a": [1], "b": [[1, 2]]}).write_parquet(path)
    assert "Its columns are a, b" in str(refusal(path))


def test_names_in_an_archive_cannot_break_the_sentence(tmp_path: Path) -> None:
    hostile = "x\n\x1b[31m" + "y" * 300 + ".csv"
    path = zipped(tmp_path / "hostile.zip", {hostile: _CSV, "a" * 200 + ".csv": _CSV, "c.csv": _CSV, "d.csv": _CSV})
    assert "4 tables of events" in str(refusal(path))
