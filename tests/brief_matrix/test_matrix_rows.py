"""Rows of real, messy matrices: merged titles, headings between rows, actions in lines; no filled cell is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from matrices import ARABIC, DAY, FRENCH, HEADER, SPANISH, Line, book, proposed, read

from withstand.brief.matrix.layout import layout_toml, read_layout
from withstand.brief.matrix.parts_in import Codes
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import find_matrix
from withstand.demo.files import MATRIX
from withstand.errors import InputError, UnreadableFile

ROW = ("T1", "VM0101", "Fees at the barrier", "Army", 4, 4, "High", "Patrol", "Force", "2032-10-20", "Ongoing")


def accounted(lines: list[Line] | tuple[Line, ...], path: Path, header: int = 1) -> None:
    """Every filled cell below the header has a fate."""
    found = read(path, lines)
    first = found.table.header[0] - 1
    cells = sum(
        cell not in ("", None)
        for number, line in enumerate(lines)
        for cell in line
        if not first <= number < first + header
    )
    assert sum(found.fates.values()) == cells


def test_french(tmp_path: Path) -> None:
    found = read(tmp_path / "a.xlsx", FRENCH, ((0, 0, 0, 8), (3, 0, 3, 8)))
    first, second = proposed(found).threats
    assert found.layout.language == "fr"
    assert first.threat.fields.rating == "high"
    assert first.threat.fields.where.area == "Dorre"
    assert first.threat.fields.groups == ("women", "traders_herders_farmers")
    assert [(one.fields.owner, one.fields.due) for one in first.actions] == [
        ("force", "2032-10-12"),
        ("civil_affairs", "2032-10-20"),
    ]
    assert second.threat.fields.rating == "low"
    assert second.threat.fields.perpetrators[0].perpetrator == "unknown"


def test_spanish_and_a_deadline_that_is_no_date(tmp_path: Path) -> None:
    found = read(tmp_path / "a.xlsx", SPANISH)
    first, second = proposed(found).threats
    assert (first.threat.fields.likelihood, first.threat.fields.impact, first.threat.fields.rating) == (
        "likely",
        "critical",
        "very_high",
    )
    assert second.threat.fields.impact == "unknown"
    assert second.actions[0].fields.due is None
    assert [(one.row, one.value) for one in found.aside] == [(3, "fin de mes")]


def test_arabic(tmp_path: Path) -> None:
    first, second = proposed(read(tmp_path / "a.xlsx", ARABIC)).threats
    assert first.threat.fields.threat == "هجوم على السوق"
    assert (first.threat.fields.likelihood, first.threat.fields.rating) == ("likely", "high")
    assert first.actions[0].fields.owner == "force"
    assert second.threat.fields.likelihood == "unknown"


def test_the_sample_of_the_demonstration() -> None:
    found = read_rows(find_matrix(MATRIX))
    assert [row.fields["reference"] for row in found.threats] == ["KT-2", "KT-3", "KT-1", "KT-4"]
    assert [len(row.actions) for row in found.threats] == [2, 1, 2, 2]
    assert found.threats[1].fields["rating"] == "unknown"
    assert found.threats[2].fields["access"] == "denied"
    assert not found.unmapped


@pytest.mark.parametrize("lines", [FRENCH, SPANISH, ARABIC], ids=["fr", "es", "ar"])
def test_every_filled_cell_has_a_fate(lines: tuple[Line, ...], tmp_path: Path) -> None:
    accounted(lines, tmp_path / "a.xlsx")


MESSY: dict[str, list[Line]] = {
    "blank rows and a legend": [HEADER, (), ROW, (), ("Legend: H high",)],
    "a column nobody knows": [(*HEADER, "Filing cabinet"), (*ROW, "drawer 3")],
    "cells beyond the header": [HEADER, (*ROW, "", "see HQ")],
    "the header again": [HEADER, ROW, HEADER, ("T2", *ROW[1:])],
    "no place": [HEADER, ("T1", "", *ROW[2:])],
    "no threat": [HEADER, ("T1", "VM0101", "", *ROW[3:])],
    "actions below": [HEADER, ROW, ("", "", "", "", "", "", "", "Escort", "UNPOL", "", "")],
    "owners that do not fit": [HEADER, (*ROW[:7], "one\ntwo\nthree", "Force\nCAS", "2032-10-20", "")],
    "wrong types": [HEADER, ("T1", 5, 7, True, "x", 99, DAY, 3, 4, 5, 6)],
    "a title, a date, a header": [("MATRIX", "", ""), ("Week to", DAY), HEADER, ROW],
}


@pytest.mark.parametrize("name", MESSY)
def test_messy_matrices_lose_nothing_and_never_fall_over(name: str, tmp_path: Path) -> None:
    accounted(MESSY[name], tmp_path / "a.xlsx")
    proposed(read(tmp_path / "b.xlsx", MESSY[name]))


@pytest.mark.parametrize(
    ("name", "row", "why"),
    [
        ("no place", 2, "no place is named"),
        ("no threat", 2, "no threat is named"),
        ("owners that do not fit", 2, "2 lines beside 3 actions"),
        ("a column nobody knows", 2, "not read"),
        ("cells beyond the header", 2, "not read"),
        ("blank rows and a legend", 5, "nothing was made of it"),
        ("wrong types", 2, "99 is no rank"),
    ],
)
def test_what_was_set_aside_names_row_and_reason(name: str, row: int, why: str, tmp_path: Path) -> None:
    found = read(tmp_path / "a.xlsx", MESSY[name])
    assert any(one.row == row and why in one.reason for one in found.aside), found.aside


def test_a_row_with_actions_only_goes_on_from_the_threat_above(tmp_path: Path) -> None:
    (threat,) = read(tmp_path / "a.xlsx", MESSY["actions below"]).threats
    assert [action.fields["task"] for action in threat.actions] == ["Patrol", "Escort"]


def test_a_place_left_empty_is_that_of_the_row_above_and_said(tmp_path: Path) -> None:
    found = read(tmp_path / "a.xlsx", [HEADER, ROW, ("T2", "", "Abductions", *ROW[3:])])
    assert found.threats[1].fields["where"] == found.threats[0].fields["where"]
    assert "rows 3" in found.notes[0]


def test_a_place_is_not_taken_over_a_heading(tmp_path: Path) -> None:
    found = read(tmp_path / "a.xlsx", [HEADER, ROW, ("Province of Kessin",), ("T2", "", "Abductions", *ROW[3:])])
    assert found.threats[1].fields["where"] == {"area": "Kessin", "level": "admin1", "precision": "admin1"}


def test_names_become_codes_where_a_list_has_them_and_the_others_are_named(tmp_path: Path) -> None:
    codes = Codes({"amber ford": "VM0101"}, {"dorre": "VM01"})
    lines = [
        HEADER,
        ("T1", "Amber Ford", *ROW[2:]),
        ("T2", "Amber Ford / Reedhollow", *ROW[2:]),
        ("T3", "Atlantis", *ROW[2:]),
    ]
    found = read_rows(find_matrix(book(tmp_path / "a.xlsx", {"Matrix": lines})), codes)
    assert [row.fields["where"].get("area", "") for row in found.threats] == ["VM0101", "VM0101", ""]
    assert "Atlantis" in found.notes[0]
    assert "Amber" not in found.notes[0]


def test_dates_of_a_column_settle_each_other(tmp_path: Path) -> None:
    lines = [HEADER, (*ROW[:9], "03/04/2032", ""), ("T2", *ROW[1:9], "25/04/2032", "")]
    rows = read(tmp_path / "a.xlsx", lines).threats
    assert rows[0].actions[0].fields["due"] == "2032-04-03"


def test_a_date_that_may_be_two_is_set_aside(tmp_path: Path) -> None:
    found = read(tmp_path / "a.xlsx", [HEADER, (*ROW[:9], "03/04/2032", "")])
    assert "due" not in found.threats[0].actions[0].fields
    assert "2032-04-03 or 2032-03-04" in found.aside[0].reason


def test_a_long_threat_is_cut_and_kept_whole(tmp_path: Path) -> None:
    words = "Fees at every barrier of the road " * 30
    (threat,) = proposed(read(tmp_path / "a.xlsx", [HEADER, ("T1", "VM0101", words, *ROW[3:])])).threats
    assert len(threat.threat.fields.threat) <= 300
    assert threat.threat.fields.threat.endswith("…")
    assert threat.threat.fields.description == words.strip()


def test_the_fullest_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Old": [HEADER], "Now": [HEADER, ROW], "Notes": [("see", "also")]})
    found = read_rows(find_matrix(path))
    assert found.layout.sheet == "Now"
    assert dict(found.table.others) == {"Old": len(HEADER), "Notes": 2}
    assert read_rows(find_matrix(path, sheet="Old")).threats == ()


def test_a_mapping_is_kept_corrected_and_read_again(tmp_path: Path) -> None:
    lines = [
        ("Codename", "Location", "Threat", "Colour of the week"),
        ("x", "VM0101", "Fees", "watch"),
        ("y", "VM0102", "Raids", "12"),
    ]
    path, kept = book(tmp_path / "a.xlsx", {"Matrix": lines}), tmp_path / "m.toml"
    with pytest.raises(UnreadableFile, match="no line of headings"):
        find_matrix(book(tmp_path / "none.xlsx", {"M": [("a", "b"), ("c", "d")]}))
    found = read_rows(find_matrix(path))
    kept.write_text(layout_toml(found.layout), encoding="utf-8")
    assert read_layout(kept).columns == found.layout.columns
    told = kept.read_text(encoding="utf-8")
    for heading, to in (("Codename", "reference"), ("Mood of the week", "rating")):
        told = told.replace(f'heading = "{heading}"\nto = ""', f'heading = "{heading}"\nto = "{to}"')
    kept.write_text(f'{told}[words.threat_ratings]\n"watch" = "moderate"\n"12" = "high"\n', encoding="utf-8")
    moved = book(tmp_path / "b.xlsx", {"Matrix": [[*reversed(line)] for line in lines]})
    again = read_rows(find_matrix(moved, read_layout(kept)))
    assert [row.fields["rating"] for row in again.threats] == ["moderate", "high"]
    assert [row.fields["reference"] for row in again.threats] == ["x", "y"]


def test_a_mapping_holds_columns_of_one_heading_apart_and_leaves_out_those_without(tmp_path: Path) -> None:
    lines = [("Location", "Threat", "Notes", "Notes", "Rating"), ("VM0101", "Fees", "one", "two", "High", "no heading")]
    path = book(tmp_path / "a.xlsx", {"Matrix": lines})
    told = layout_toml(read_rows(find_matrix(path)).layout)
    first, second, third = told.split('heading = "Notes"\nto = ""')
    mended = f'{first}heading = "Notes"\nto = "pattern"{second}heading = "Notes"\nto = "motive"{third}'
    (tmp_path / "m.toml").write_text(mended, encoding="utf-8")
    (threat,) = read_rows(find_matrix(path, read_layout(tmp_path / "m.toml"))).threats
    assert (threat.fields["pattern"], threat.fields["motive"]) == ("one", "two")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names no column"),
        ("[[column]]\nheading = 5", "has no heading"),
        ('[[column]]\nheading = "A"\nto = "moon"', "none of: reference"),
        (
            '[[column]]\nheading = "A"\nto = "threat"\n[[column]]\nheading = "B"\nto = "threat"',
            "two columns hold threat",
        ),
        ('order = "backwards"\n[[column]]\nheading = "A"', "day first"),
        ('[[column]]\nheading = "A"\ncolour = 1', "'colour' is not known"),
        ('[words.moons]\nx = "y"\n[[column]]\nheading = "A"', "no such vocabulary"),
        ('[words.impact]\nx = "y"\n[[column]]\nheading = "A"', "none of: minimal"),
        ("[[column", "is no TOML"),
    ],
)
def test_a_mapping_that_cannot_be_is_told_in_a_sentence(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        read_layout(tmp_path / "m.toml")
