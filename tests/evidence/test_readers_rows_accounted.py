"""Rows = events + rows set aside, each with its number, its column as written, its value and the reason."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reading_whole import read_whole
from samples import GED, OCCURRENCES, Table, acled, ged_row, hdx
from saving import as_sheet, as_text

from withstand.evidence.raw_table import SetAside
from withstand.evidence.set_aside import neutral_cell, write_set_aside

EMPTY = "it is empty, and no event can be without it"
Saved = Callable[..., Path]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("id", "", EMPTY),
        ("id", "NA", EMPTY),
        ("country", "   ", EMPTY),
        ("best", "", EMPTY),
        ("best", "many", "it is not a number"),
        ("best", "nan", "it is empty, and no event can be without it"),
        ("best", "inf", "it is not a number"),
        ("best", "٣", "it is not a number"),
        ("best", "0x10", "it is not a number"),
        ("best", "2.5", "it is not a whole number"),
        ("best", "-5", "it is not between 0 and 2,000,000"),
        ("best", "99999999999999999999", "it is not between 0 and 2,000,000"),
        ("best", "1e308", "it is not between 0 and 2,000,000"),
        ("low", "?", "it is not a number"),
        ("high", "-1", "it is not between 0 and 2,000,000"),
        ("deaths_civilians", "some", "it is not a number"),
        ("country_id", "-1", "it is not between 0 and 100,000"),
        ("latitude", "91", "it is not between -90 and 90 degrees"),
        ("latitude", "north", "it is not a number"),
        ("longitude", "-180.5", "it is not between -180 and 180 degrees"),
        ("type_of_violence", "4", "it is not one of 1, 2, 3"),
        ("type_of_violence", "", EMPTY),
        ("date_prec", "9", "it is not one of 1, 2, 3, 4, 5"),
        ("where_prec", "x", "it is not one of 1, 2, 3, 4, 5, 6, 7"),
        ("date_start", "", "it is not a date that can be read"),
        ("date_start", "2031-02-30", "it is not a date that can be read"),
        ("date_end", "soon", "it is not a date that can be read"),
        ("date_start", "1066-10-14", "its year is not between 1900 and 2100"),
        ("date_start", "2031-05-21", "the event ends before it starts"),
        ("date_start", "date_start", "it repeats the header"),
    ],
)
def test_reasons_for_ged(column: str, value: str, reason: str, saved: Saved) -> None:
    whole = read_whole(saved(GED.with_cell(0, column, value)))
    shown = "" if reason == EMPTY and value in ("", "NA", "nan") else value
    assert whole.aside in ([(2, column, shown, reason)], [(2, column, value, reason)])
    assert (whole.account.rows, whole.account.events) == (7, 6)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("event_id_cnty", "", EMPTY),
        ("event_date", "31/06/2032", "it is not a date that can be read"),
        ("event_date", "29 February 2031", "it is not a date that can be read"),
        ("event_type", "", EMPTY),
        ("event_type", "Weather", "it is not one of ACLED's event types"),
        ("time_precision", "4", "it is not one of 1, 2, 3"),
        ("geo_precision", "0", "it is not one of 1, 2, 3"),
        ("fatalities", "", EMPTY),
        ("fatalities", "unknown", "it is not a number"),
        ("country", "", EMPTY),
        ("latitude", "181", "it is not between -90 and 90 degrees"),
    ],
)
def test_reasons_for_acled(column: str, value: str, reason: str, saved: Saved) -> None:
    whole = read_whole(saved(acled("c").with_cell(4, column, value)))
    assert whole.aside == [(6, column, value, reason)]


def test_columns_are_named_as_the_file_writes_them(saved: Saved) -> None:
    table = acled("a").with_cell(0, "FATALITIES", "eleven")
    assert read_whole(saved(table)).aside == [(2, "FATALITIES", "eleven", "it is not a number")]


def test_rows_have_the_number_that_a_spreadsheet_shows(saved: Saved, tmp_path: Path) -> None:
    """Texts over several lines are one row; titles, tags and blank rows count."""
    spoiled = GED.with_cell(6, "best", "none")
    assert "\n" in GED.cell(1, "where_description")
    above = (("Title",), (), ("a", "b"))
    expected = [(3 + 1 + 7, "best", "none", "it is not a number")]
    assert read_whole(saved(spoiled, above=above)).aside == expected
    assert read_whole(saved(spoiled, above=above, line_end="\r\n")).aside == expected
    assert read_whole(saved(hdx(spoiled))).aside == [(2 + 7, "best", "none.0", "it is not a number")]
    assert read_whole(saved(spoiled, blank_after=(0,))).aside == [(1 + 2 + 7, "best", "none", "it is not a number")]
    book = as_sheet(spoiled, tmp_path / "book.xlsx", typed=False, above=4)
    assert read_whole(book).aside == [(4 + 1 + 7, "best", "none", "it is not a number")]


def test_blank_rows_are_no_rows(saved: Saved) -> None:
    account = read_whole(saved(GED, blank_after=range(7))).account
    assert (account.rows, account.events, account.blank) == (7, 7, 14)


def test_the_latest_revision_of_a_doubled_event_is_used(saved: Saved) -> None:
    first, later = OCCURRENCES[0], replace(OCCURRENCES[0], fatalities=12, timestamp=OCCURRENCES[0].timestamp + 1)
    whole = read_whole(saved(acled("c", (first, OCCURRENCES[1], later))))
    assert whole.event("VEL1")["deaths_best"] == 12
    assert whole.aside == [(2, "event_id_cnty", "VEL1", "the event stands in row 4, which was used")]


def test_the_first_of_equal_rows_is_used(saved: Saved) -> None:
    whole = read_whole(saved(GED.take(0, 1, 0, 2, 0)))
    assert whole.aside == [
        (4, "id", "880001", "the event stands in row 2, which was used"),
        (6, "id", "880001", "the event stands in row 2, which was used"),
    ]


def test_deaths_are_not_counted_twice_when_actors_have_a_row_each(saved: Saved) -> None:
    """ACLED's monadic export: each event once for either actor."""
    event = OCCURRENCES[1]
    turned = replace(event, actor1=event.actor2, inter1=event.inter2, actor2=event.actor1, inter2=event.inter1)
    whole = read_whole(saved(acled("c", (event, turned))))
    assert whole.events["deaths_best"].to_list() == [event.fatalities]
    assert len(whole.aside) == 1


def test_header_within_the_table_is_set_aside(saved: Saved) -> None:
    joined = replace(GED, rows=(*GED.rows[:3], GED.columns, *GED.rows[3:]))
    [(row, _, _, reason)] = read_whole(saved(joined)).aside
    assert (row, reason) == (5, "it repeats the header")


def test_cells_beyond_the_header_are_shown(saved: Saved) -> None:
    longer = replace(GED, rows=((*GED.rows[0], "", "stray", "more"), *GED.rows[1:], (*GED.rows[0][:1], "")))
    whole = read_whole(saved(longer.take(*range(7))))
    reason = "the row has more cells than the header has columns"
    assert whole.aside == [(2, "after the last column", "stray | more", reason)]


def test_empty_cells_beyond_the_header_are_nothing(saved: Saved) -> None:
    longer = replace(GED, rows=((*GED.rows[0], "", "  ", ""), *GED.rows[1:]))
    assert read_whole(saved(longer)).aside == []


def test_short_row_lacks_what_it_needs(saved: Saved) -> None:
    shorter = replace(GED, rows=(GED.rows[0][:10], *GED.rows[1:]))
    [(row, _, value, reason)] = read_whole(saved(shorter)).aside
    assert (row, value) == (2, "")
    assert reason in (EMPTY, "it is not a date that can be read")


def _lines(table: Table) -> list[bytes]:
    return as_text(table).split(b"\n")


@pytest.mark.parametrize("at", [1, 4, 7])
def test_unclosed_quotation_mark_costs_its_own_line(at: int, saved: Saved) -> None:
    rows = [ged_row(number, type_of_violence="3", deaths_civilians="1") for number in range(1, 8)]
    table = replace(GED, rows=tuple(rows))
    lines = _lines(table)
    lines[at] = lines[at].replace(b",Africa,", b',"Africa,', 1)
    whole = read_whole(saved(b"\n".join(lines)))
    [(row, column, _, reason)] = whole.aside
    assert row == at + 1
    assert at == 7 or (column == "the whole line" and "quotation mark" in reason)
    assert sorted(whole.events["event_id"]) == [str(number) for number in range(1, 8) if number != at]


def test_every_second_line_unclosed_keeps_the_others(saved: Saved) -> None:
    rows = [ged_row(number, type_of_violence="3", deaths_civilians="1") for number in range(1, 41)]
    lines = _lines(replace(GED, rows=tuple(rows)))
    for at in range(1, 41, 2):
        lines[at] = lines[at].replace(b",Clear,", b',"Clear,', 1)
    whole = read_whole(saved(b"\n".join(lines)))
    assert whole.account.rows == 40
    assert whole.account.events >= 20


def test_row_that_two_stray_marks_would_swallow_is_kept(saved: Saved) -> None:
    """The marks pair up, and the merged row has as many cells as any: only its second line gives it away."""
    lines = _lines(acled("c").take(0, 2, 3, 4))
    lines[2] = lines[2].replace(b",Unidentified Armed Group", b',"Unidentified Armed Group', 1)
    lines[3] = lines[3].replace(b"Military Forces of Ostrel (2020-),", b'Military Forces of Ostrel (2020-)",', 1)
    whole = read_whole(saved(b"\n".join(lines)))
    assert [(entry[0], entry[1]) for entry in whole.aside] == [(3, "the whole line")]
    assert "swallow" in whole.aside[0][3]
    assert sorted(whole.events["event_id"]) == ["VEL1", "VEL4", "VEL5"]


def test_repeated_headers_of_joined_exports_in_two_encodings(saved: Saved) -> None:
    joined = as_text(acled("c").take(0, 1, 2), encoding="utf-8-sig") + as_text(
        acled("c").take(3, 4), encoding="utf-8-sig"
    )
    whole = read_whole(saved(joined))
    assert (whole.account.rows, whole.account.events) == (6, 5)


def test_wrong_bytes_among_good_letters_are_noted(saved: Saved) -> None:
    rows = [replace(OCCURRENCES[8], number=number) for number in range(30)]
    content = as_text(acled("c", rows)).replace("Forêt".encode(), "Forêt".encode("cp1252"), 1)
    whole = read_whole(saved(content))
    assert whole.events["place"].to_list().count("Forêt-Basse") == 29
    assert any("not UTF-8" in note for note in whole.notes)


def test_what_programs_write_for_nothing_is_nothing(saved: Saved) -> None:
    table = GED
    for column, value in (("adm_1", "NA"), ("gwnoa", "NaN"), ("low", "NULL"), ("adm_2", "N/A"), ("gwnob", "None")):
        table = table.with_cell(0, column, value)
    event = read_whole(saved(table)).event("880001")
    assert (event["admin1"], event["admin2"], event["actor_1_code"], event["deaths_low"]) == (None, None, None, None)
    assert event["perpetrator_class"] == "host_state", "by name, where the number is unknown"


def test_unknown_is_kept_apart_from_zero(saved: Saved) -> None:
    table = GED.with_cell(0, "low", "").with_cell(0, "high", "").with_cell(0, "latitude", "").with_cell(2, "best", "0")
    whole = read_whole(saved(table))
    event = whole.event("880001")
    assert (event["deaths_low"], event["deaths_high"], event["latitude"], event["priogrid_gid"]) == (None,) * 4
    assert whole.event("880003")["deaths_best"] == 0
    assert whole.event("880005")["sources_count"] is None


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ('=HYPERLINK("http://example.org","here")', '\'=HYPERLINK("http://example.org","here")'),
        ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("=1", "'=1"),
        ("-5", "-5"),
        ("+2.5", "+2.5"),
        ("-1e308", "-1e308"),
        ("Amber Ford", "Amber Ford"),
        ("", ""),
    ],
)
def test_cells_that_spreadsheets_would_run_are_neutralised(value: str, safe: str) -> None:
    assert neutral_cell(value) == safe


def test_set_aside_file_is_safe_and_whole(saved: Saved, tmp_path: Path) -> None:
    table = GED
    formulas = ('=HYPERLINK("http://example.org")', "@SUM(1)", "+1+1")
    for row, formula in enumerate(formulas):
        table = table.with_cell(row, "best", formula)
    aside = read_whole(saved(table)).account.set_aside
    assert [entry.value for entry in aside] == list(formulas)
    strange = SetAside(9, "=cmd", 'a\0b,"c"\nd;=1', "why")
    write_set_aside(tmp_path / "set-aside.csv", (*aside, strange))
    with (tmp_path / "set-aside.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    assert rows[0] == ["row", "column", "value", "reason"]
    assert len(rows) == 5
    for row in rows[1:]:
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    assert rows[4] == ["9", "'=cmd", 'a\N{REPLACEMENT CHARACTER}b,"c"\nd;=1', "why"]


@pytest.mark.parametrize("column", ["id", "where_coordinates", "side_a", "source_article"])
def test_formula_as_text_of_an_event_is_only_text(column: str, saved: Saved) -> None:
    whole = read_whole(saved(GED.with_cell(0, column, "=1+1")))
    assert whole.account.events == 7
