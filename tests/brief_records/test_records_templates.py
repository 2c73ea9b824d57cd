"""Templates: made in four languages, filled in by people, read generously, and never losing a row in silence."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import fastexcel
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_records import BY_HAND, KINDS, records

from withstand.actors.records import RELATION
from withstand.brief.records.grid import Column
from withstand.brief.records.leaves import column, flat, leaves, pattern_of
from withstand.brief.records.template import template
from withstand.brief.records.template_columns import Headings, template_columns
from withstand.brief.records.template_reading import TemplateRead, read_template, write_beside
from withstand.brief.records.words import LANGUAGES
from withstand.errors import InputError, UnreadableFile
from withstand.evidence.records import ALERT, INCIDENT, OBSTRUCTION
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

ID = "0192f3a4-0000-7000-8000-000000000001"
OTHER_ID = "0192f3a4-0000-7000-8000-000000000002"
DAY = datetime(2032, 5, 20)  # noqa: DTZ001 (a cell has no zone)
LEAST = {"what": "looting", "where_area": "VM0101", "when_start": "2032-05-20"}


def sheet(path: Path, *rows: dict[str, Any], header: list[str] | None = None, name: str = "Incident") -> Path:
    """A workbook with one sheet of rows."""
    columns = header or list(dict.fromkeys(key for row in rows for key in row))
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    page = book.add_worksheet(name)
    stamp = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, columns)
    for line, row in enumerate(rows, start=1):
        for place, key in enumerate(columns):
            value = row.get(key)
            if isinstance(value, datetime):
                page.write_datetime(line, place, value, stamp)
            elif value is not None:
                page.write(line, place, value)
    book.close()
    return path


def read(tmp_path: Path, kind: Kind = INCIDENT, **cells: Any) -> TemplateRead:
    """What is read from one filled row."""
    return read_template(sheet(tmp_path / "filled.xlsx", {**LEAST, **cells}), kind)


def fields(tmp_path: Path, **cells: Any) -> dict[str, Any]:
    """The fields of one filled row that has no problem."""
    told = read(tmp_path, **cells)
    assert told.problems == ()
    return told.rows[0].fields


def problem(tmp_path: Path, **cells: Any) -> tuple[int, str, str, str]:
    """The one problem of a filled row."""
    told = read(tmp_path, **cells)
    assert told.rows == ()
    [one] = told.problems
    return one.row, one.column, one.value, one.reason


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_every_heading_of_a_template_is_read_as_its_own_column(kind: Kind, language: str, tmp_path: Path) -> None:
    path = template(kind, language, tmp_path / "t.xlsx")
    labels, keys = fastexcel.read_excel(path).load_sheet(0, header_row=None, n_rows=2).to_polars().rows()
    headings = Headings(kind)
    expected = [one.key for one in template_columns(kind)]
    assert list(keys) == expected
    assert [headings.column(label).key for label in labels] == expected  # type: ignore[union-attr]
    assert [headings.column(key).key for key in keys] == expected  # type: ignore[union-attr]
    assert read_template(path, kind) == TemplateRead((), (), ())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_labels_of_a_kind_are_never_the_same_for_two_columns(kind: Kind) -> None:
    for language in LANGUAGES:
        labels = [one.label(language).casefold() for one in template_columns(kind)]
        assert len(set(labels)) == len(labels)


def test_a_template_marks_what_is_needed_and_offers_the_words_of_the_vocabularies(tmp_path: Path) -> None:
    path = template(INCIDENT, "fr", tmp_path / "t.xlsx")
    book = fastexcel.read_excel(path)
    assert book.sheet_names == ["Incident", "Help", "Lists"]
    assert [book.load_sheet(name).visible for name in book.sheet_names] == ["visible", "visible", "hidden"]
    labels, keys = book.load_sheet(0, header_row=None, n_rows=2).to_polars().rows()
    marked = {key for label, key in zip(labels, keys, strict=True) if label.endswith("*")}
    assert marked == {"what", "when_start"}
    lists = book.load_sheet("Lists", header_row=None, dtypes="string").to_polars()
    assert "Pillage [looting]" in {cell for row in lists.rows() for cell in row}
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    offered = re.findall(r'<dataValidation type="list".*?sqref="([A-Z]+)3:', xml)
    coded = [one for one in template_columns(INCIDENT) if one.leaf.vocabulary or one.leaf.form == "yes_no"]
    assert len(offered) >= len(coded)
    assert "2032-05-20, ou 2032-05, ou 2032" in xml


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("kind", [kind for kind in BY_HAND if kind is not RELATION], ids=lambda kind: kind.word)
@given(data=st.data())
def test_what_can_be_entered_by_hand_can_be_entered_by_template(
    kind: Kind, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    record = data.draw(records(kind))
    by_steps = {leaf.steps: leaf for leaf in leaves(kind)}
    language = data.draw(st.sampled_from(LANGUAGES))
    row, expected = {}, {}
    for path, value in flat(kind, record).items():
        leaf = by_steps[pattern_of(path)]
        if leaf.form in ("line", "text") and path[-1] != "key" and path[1:] not in (("level",), ("area",)):
            value = "x" + re.sub(r"\W", "", str(value))[:5] if "listed_as" not in path else value
        expected[Column(path).path] = value
        row[column(path)] = value
        if leaf.vocabulary:
            label = vocabulary(leaf.vocabulary).label(str(value), language)
            row[column(path)] = data.draw(st.sampled_from([value, label, label.upper(), f"{label} [{value}]"]))
        if leaf.form == "degrees":
            row[column(path)] = int(value) / 1_000_000
    links = {f"link_{role.name}_1": ID for role in kind.roles if role.required}
    told = read_template(sheet(tmp_path_factory.mktemp("t") / "a.xlsx", {**row, **links}), kind)
    ambiguous = [one for one in told.problems if "may mean" in one.reason]
    if ambiguous:
        return
    assert told.problems == ()
    assert told.notes == ()
    read_back = kind.read(told.rows[0].fields)
    assert flat(kind, read_back) == {**flat(kind, read_back), **expected}


@pytest.mark.parametrize(
    "written",
    ["looting", "LOOTING  or pillage", " pillagé ", "Saqueo o pillaje", "النهب أو السلب", "Looting [looting]"],
)
def test_a_code_is_taken_as_key_or_as_label_in_any_language(written: str, tmp_path: Path) -> None:
    assert fields(tmp_path, what=written)["what"] == "looting"


def test_a_label_is_taken_whatever_its_accents_and_quotes(tmp_path: Path) -> None:
    label = vocabulary("components").label("human_rights", "fr")
    assert "’" in label
    told = read(tmp_path, compartments_1=label.replace("’", "'").upper(), compartments_2="Policia")
    assert told.rows[0].compartments == ("human_rights", "police")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (DAY, "2032-05-20"), ("2032-05", "2032-05"), ("2032", "2032"), (2032, "2032"),
        ("2032-5-3", "2032-05-03"), ("20/05/2032", "2032-05-20"), ("05/2032", "2032-05"), ("20 mai 2032", "2032-05-20"),
        ("mayo 2032", "2032-05"), ("2032-05-20 00:00:00", "2032-05-20"),
        ("48354", "2032-05-20"), (" 2032-05\xa0", "2032-05"),
        ("05/05/2032", "2032-05-05"),
    ],
)  # fmt: skip
def test_dates_are_taken_as_people_and_spreadsheets_write_them(written: object, day: str, tmp_path: Path) -> None:
    assert fields(tmp_path, when_start=written)["when"] == {"start": day}


@pytest.mark.parametrize(
    ("written", "advice"),
    [("03/04/2032", "may be"), ("soon", "2032-05"), ("2032-13", "calendar"), ("2032-02-30", "calendar")],
)
def test_a_date_that_could_be_two_days_or_none_is_asked_about(written: str, advice: str, tmp_path: Path) -> None:
    row, name, value, reason = problem(tmp_path, when_start=written)
    assert (row, name, value) == (2, "when_start", written)
    assert advice in reason


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), (12.0, 12), ("1 200", 1200), ("1\xa0200", 1200), ("1,200", 1200), ("0", 0), ("12,0", 12)],
)
def test_numbers_are_taken_as_text_too(written: object, number: int, tmp_path: Path) -> None:
    assert fields(tmp_path, displaced=written)["displaced"] == number


@pytest.mark.parametrize("written", ["about 12", "1.5", "-3", "12-15"])
def test_what_is_no_whole_number_is_asked_about(written: str, tmp_path: Path) -> None:
    assert "whole number" in problem(tmp_path, displaced=written)[3]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(13.4512, -2.5), ("13.4512", "-2.5"), ("13,4512", "2,5 W"), ("13.4512° N", "2.5°W"), ("13.45120000", "2.5 O")],
)
def test_decimal_degrees_become_millionths(latitude: object, longitude: object, tmp_path: Path) -> None:
    where = fields(tmp_path, where_latitude=latitude, where_longitude=longitude)["where"]
    assert (where["latitude"], where["longitude"]) == (13_451_200, -2_500_000)


@pytest.mark.parametrize(
    ("written", "advice"), [("13°27'04\"", "decimal"), ("113.5", "90"), ("13.5 E", "latitude is N or S")]
)
def test_degrees_that_cannot_be_are_asked_about(written: str, advice: str, tmp_path: Path) -> None:
    assert advice in problem(tmp_path, where_latitude=written, where_longitude="2.5")[3]


@pytest.mark.parametrize("written", [True, "yes", "Oui", "SÍ", "si", "نعم", "Yes [yes]", 1])
def test_yes_is_taken_in_every_language(written: object, tmp_path: Path) -> None:
    assert fields(tmp_path, when_precise=written)["when"]["precise"] is True


def test_a_slip_of_the_pen_is_told_with_what_was_meant(tmp_path: Path) -> None:
    row, name, value, reason = problem(tmp_path, what="lootng")
    assert (row, name, value) == (2, "what", "lootng")
    assert "did you mean looting?" in reason


def test_several_problems_of_a_row_are_all_told_and_the_row_is_set_aside(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", {**LEAST, "what": "??", "displaced": "many", "grade": "Z9"}, LEAST)
    told = read_template(path, INCIDENT)
    assert [row.row for row in told.rows] == [3]
    assert [(one.row, one.column) for one in told.problems] == [(2, "what"), (2, "displaced"), (2, "grade")]
    assert told.rows_set_aside == 1
    beside = write_beside(path, told)
    assert beside == tmp_path / "a.set-aside.csv"
    assert beside.read_text("utf-8-sig").count("\n") == 4


def test_a_problem_between_fields_names_the_column_it_is_in(tmp_path: Path) -> None:
    cells = {"counts_2_unit": "victim", "counts_2_best": 3, "counts_3_unit": "victim"}
    told = read(tmp_path, **cells)
    assert [(one.column, one.row) for one in told.problems] == [("counts_3_best", 2)]
    told = read(tmp_path, counts_2_best=3)
    assert [one.column for one in told.problems] == ["counts_2_unit"]
    assert "needed" in told.problems[0].reason


def test_numbered_columns_may_be_added_and_may_have_gaps(tmp_path: Path) -> None:
    told = fields(tmp_path, perpetrators_2_perpetrator="host_state", perpetrators_7_perpetrator="Unknown")
    assert [one["perpetrator"] for one in told["perpetrators"]] == ["host_state", "unknown"]


def test_links_versions_and_rights_stand_beside_the_fields(tmp_path: Path) -> None:
    told = read(
        tmp_path, link_suspected_1=ID, link_suspected_1_about="a1", link_source_1=OTHER_ID.upper(), record=ID,
        supersedes=f"{ID}, {OTHER_ID}", classification="Confidentiel", compartments_1="force",
    )  # fmt: skip
    [row] = told.rows
    assert set(row.links) == {LinkTo("suspected", ID, "a1"), LinkTo("source", OTHER_ID)}
    assert (row.record, row.supersedes) == (ID, (ID, OTHER_ID))
    assert (row.classification, row.compartments) == ("confidential", ("force",))


def test_a_link_that_every_record_of_the_kind_needs_is_asked_for(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", {"type": "subordinate", "link_lower_1": ID, "link_upper_1": None, "x": None})
    told = read_template(path, RELATION)
    assert "link_upper_1" in {one.column for one in told.problems}


def test_blank_rows_and_columns_and_another_order_change_nothing(tmp_path: Path) -> None:
    header = ["", "when_start", "  ", "where_area", "what", ""]
    path = sheet(tmp_path / "a.xlsx", {}, LEAST, {"": "  "}, {}, LEAST, header=header)
    told = read_template(path, INCIDENT)
    assert [row.row for row in told.rows] == [3, 6]
    assert told.problems == told.notes == ()


def test_labels_alone_are_a_header_too(tmp_path: Path) -> None:
    labels = [one.label("es") for one in template_columns(INCIDENT)]
    keys = [one.key for one in template_columns(INCIDENT)]
    row = dict(zip(labels, (LEAST.get(key) for key in keys), strict=True))
    assert read_template(sheet(tmp_path / "a.xlsx", row), INCIDENT).rows[0].fields["what"] == "looting"


def test_what_stands_in_columns_of_ones_own_is_said(tmp_path: Path) -> None:
    told = read(tmp_path, remarks="to be checked")
    assert len(told.rows) == 1
    assert told.notes == ("the column remarks is none of this kind's; its 1 filled cells were not read",)


def test_a_template_of_another_kind_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="template for Alert records, and Incident was asked for"):
        read_template(template(ALERT, "en", tmp_path / "a.xlsx"), INCIDENT)
    other = sheet(tmp_path / "b.xlsx", {**LEAST, "received": "2032-05-21", "status": "received"})
    with pytest.raises(UnreadableFile, match="template for Alert"):
        read_template(other, INCIDENT)


def test_a_column_that_every_record_needs_is_asked_for_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="when_start"):
        read_template(sheet(tmp_path / "a.xlsx", {"what": "looting", "where_area": "VM01"}), INCIDENT)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"), (b"PK\x03\x04broken", "damaged"), (b"%PDF-1.7", "PDF"),
        (b"a,b\n1,2\n", "no columns of Incident"),
        (b'{"a": ', "JSON"), (b'["a"]', "list of objects"), (b"\0\0\0\0", "binary"), (b"\xd0\xcf\x11\xe0\xa1", "xls"),
    ],
)  # fmt: skip
def test_a_file_of_something_else_is_told_in_a_sentence(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=why):
        read_template(path, INCIDENT)


def test_a_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("what,when_start,where_area,Ce qui s’est passé\nlooting,2032,VM01,looting\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="twice"):
        read_template(path, INCIDENT)


def test_macros_and_hidden_sheets_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    book = xlsxwriter.Workbook(path)
    for name, hide in (("Mine", False), ("Old", True)):
        page = book.add_worksheet(name)
        page.write_row(0, 0, list(LEAST))
        page.write_row(1, 0, list(LEAST.values()))
        if hide:
            page.hide()
    book.close()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 100)
    assert len(read_template(path, INCIDENT).rows) == 1


def test_two_filled_sheets_are_not_chosen_between(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("May", "June"):
        page = book.add_worksheet(name)
        page.write_row(0, 0, list(LEAST))
        page.write_row(1, 0, list(LEAST.values()))
    book.close()
    with pytest.raises(UnreadableFile, match="May, June"):
        read_template(path, INCIDENT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheets_save_it(encoding: str, delimiter: str, tmp_path: Path) -> None:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=delimiter)
    writer.writerow([one.label("fr") for one in template_columns(OBSTRUCTION)])
    writer.writerow([one.key for one in template_columns(OBSTRUCTION)])
    first = {"what": next(iter(vocabulary("obstructions").terms)), "where_name": "Près du pont", "when_start": "2032"}
    writer.writerow([first.get(one.key, "") for one in template_columns(OBSTRUCTION)])
    path = tmp_path / "a.csv"
    path.write_bytes(sink.getvalue().encode(encoding, errors="replace"))
    told = read_template(path, OBSTRUCTION)
    assert told.problems == ()
    assert told.rows[0].fields["where"]["name"] == "Près du pont"
    assert told.rows[0].row == 3


def test_a_quotation_mark_that_never_closes_costs_its_own_line_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('what,when_start,where_area\nlooting,2032,VM01\nlooting,"2032,VM01\nlooting,2032,VM02\n')
    told = read_template(path, INCIDENT)
    assert [row.row for row in told.rows] == [2, 4]
    assert [one.row for one in told.problems] == [3]


def test_json_of_the_same_columns_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    given = [{**LEAST, "where_latitude": 13.451234, "where_longitude": 2, "when_precise": True}, {**LEAST, "what": {}}]
    path.write_text(json.dumps(given))
    told = read_template(path, INCIDENT)
    assert told.rows[0].fields["where"] == {"area": "VM0101", "latitude": 13_451_234, "longitude": 2_000_000}
    assert [(one.row, one.column) for one in told.problems] == [(2, "what")]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(cells=st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=4))
def test_every_filled_row_is_either_read_or_set_aside(
    cells: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("t") / "a.json"
    keys = ["what", "when_start", "where_area", "displaced"]
    path.write_text(json.dumps([dict.fromkeys(keys, "")] + [dict(zip(keys, row, strict=False)) for row in cells]))
    told = read_template(path, INCIDENT)
    filled = {
        number for number, row in enumerate(cells, start=2) if any(cell.strip("\ufeff\u200b \xa0") for cell in row)
    }
    reached = {row.row for row in told.rows} | {one.row for one in told.problems}
    assert reached <= set(range(2, len(cells) + 2))
    assert {row for row in filled if any(cell.isalnum() for cell in cells[row - 2])} <= reached


def test_fifty_thousand_rows_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    header = [one.key for one in template_columns(INCIDENT)]
    line = ",".join({**LEAST, "what": "Pillage", "displaced": "1 200"}.get(key, "") for key in header)
    path.write_text("\n".join([",".join(header), *[line] * 50_000, line.replace("Pillage", "??")]), encoding="utf-8")
    start = time.perf_counter()
    told = read_template(path, INCIDENT)
    assert (len(told.rows), len(told.problems)) == (50_000, 1)
    assert time.perf_counter() - start < 60


def test_a_template_is_never_written_over_a_file_and_only_in_languages_we_have(tmp_path: Path) -> None:
    path = template(INCIDENT, "ar", tmp_path / "t.xlsx")
    with pytest.raises(InputError, match="exists"):
        template(INCIDENT, "ar", path)
    with pytest.raises(InputError, match="'de'"):
        template(INCIDENT, "de", tmp_path / "u.xlsx")
