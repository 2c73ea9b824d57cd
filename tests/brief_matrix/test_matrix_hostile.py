"""Hostile files: empty, merged, cut, huge, wrong. One sentence, or everything accounted for; never a traceback."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matrices import HEADER, ON, Line, book, proposed, read

from withstand.brief.matrix.proposal import UNCHANGED, propose_records
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import find_matrix
from withstand.errors import WithstandError
from withstand.mission.week.known import Course, Known, Step

ROW = ("T1", "VM0101", "Fees at the barrier", "Army", 4, 4, "High", "Patrol", "Force", "2032-10-20", "Ongoing")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "no sheet of it holds anything"),
        ([("",)], "no sheet of it holds anything"),
        ([("one", "two", "three")], "no line of headings"),
        ([("Location", "Rating", "Impact"), ("a", "b", "c")], "no line of headings"),
        ([("Threat",)], "no line of headings"),
        ([("Threat", "Threat", "Threat")], "no line of headings"),
    ],
)
def test_what_is_no_matrix_is_told_in_a_sentence(lines: list[Line], why: str, tmp_path: Path) -> None:
    with pytest.raises(WithstandError, match=why):
        find_matrix(book(tmp_path / "a.xlsx", {"Matrix": lines}))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"%PDF-1.4", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0", b"a,b\n\"", b"[]", b"{"]
)  # fmt: skip
def test_other_files_are_told_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(WithstandError):
        find_matrix(path)


def test_a_matrix_saved_as_csv_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(map(str, line)) for line in (HEADER, ROW)), encoding="utf-8")
    assert read_rows(find_matrix(path)).threats[0].fields["rating"] == "high"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("T1", "VM0101", "x" * 30_000, *ROW[3:]), ""),
        (("T1" * 400, *ROW[1:]), ""),
        (("T1", "V" * 400, *ROW[2:]), "where."),
        ((*ROW[:9], "2032-13-45", ""), "no such day"),
        ((*ROW[:9], "99999", ""), ""),
        (("=cmd|' /C calc'!A0", *ROW[1:]), ""),
        (("T1", "VM0101", "Fees", "a\nb\nc" * 400, *ROW[4:]), ""),
    ],
)
def test_cells_of_the_wrong_size_or_kind(row: tuple[Any, ...], reason: str, tmp_path: Path) -> None:
    proposal = proposed(read(tmp_path / "a.xlsx", [HEADER, row]))
    assert not reason or any(reason in f"{one.column} {one.reason}" for one in proposal.aside)
    assert len(proposal.threats) + len(proposal.aside) >= 1


def test_two_rows_of_one_number_or_one_text_are_not_entered_twice(tmp_path: Path) -> None:
    lines = [HEADER, ROW, ("T1", "VM0102", "Other", *ROW[3:]), ("", *ROW[1:]), ("", *ROW[1:])]
    proposal = proposed(read(tmp_path / "a.xlsx", lines))
    assert [row.threat.row for row in proposal.threats] == [2, 4]
    assert [(one.row, one.reason) for one in proposal.aside] == [
        (3, "row 2 is the same threat: join the two rows"),
        (5, "row 4 is the same threat: join the two rows"),
    ]


def test_versions_side_by_side_are_settled_by_a_person_first(tmp_path: Path) -> None:
    first = proposed(read(tmp_path / "a.xlsx", [HEADER, ROW])).threats[0]
    threat = Course("t" * 36, "v" * 36, (Step(ON, first.threat.fields),))
    action = Course("a" * 36, "v" * 36, (Step(ON, first.actions[0].fields),), heads=2)
    known = Known("holder", (threat,), (action,), {"a" * 36: ("t" * 36,)})
    changed = propose_records(read(tmp_path / "b.xlsx", [HEADER, (*ROW[:10], "Done")]), known, ON)
    assert [one.reason for one in changed.aside] == [
        "two versions of this action stand side by side: settle them first"
    ]
    assert changed.threats[0].actions[0].state == UNCHANGED
    same = propose_records(read(tmp_path / "c.xlsx", [HEADER, ROW]), known, ON)
    assert same.aside == ()
    two = Known("holder", (replace(threat, heads=2),), (), {})
    (aside,) = propose_records(read(tmp_path / "d.xlsx", [HEADER, ROW]), two, ON).aside
    assert "settle them first" in aside.reason


def test_a_number_given_anew_is_set_aside(tmp_path: Path) -> None:
    first = proposed(read(tmp_path / "a.xlsx", [HEADER, ROW])).threats[0].threat.fields
    known = Known("holder", (Course("r" * 36, "v" * 36, (Step(ON, first),)),), (), {})
    lines = [HEADER, ("T1", "VM0303", "Evictions at the harbour", *ROW[3:])]
    proposal = propose_records(read(tmp_path / "b.xlsx", lines), known, ON)
    assert not proposal.threats
    assert "another threat" in proposal.aside[0].reason
    assert [one.record for one in proposal.missing] == ["r" * 36]


def test_ten_thousand_rows_are_read_and_matched_in_seconds(tmp_path: Path) -> None:
    dice = random.Random(1)
    lines: list[Line] = [HEADER]
    for number in range(10_000):
        area = f"VM{dice.randrange(100):02}{dice.randrange(100):02}"
        lines.append(
            (f"T{number}", area, f"Threat {number}", "Army", dice.randrange(1, 6), "", "H", "a\nb", "Force", "", "")
        )
    started = time.perf_counter()
    found = read(tmp_path / "a.xlsx", lines)
    proposal = proposed(found)
    assert len(proposal.threats) == 10_000
    known = Known(
        "holder",
        tuple(Course(f"{n:036}", "v" * 36, (Step(ON, row.threat.fields),)) for n, row in enumerate(proposal.threats)),
        tuple(
            Course(f"a{n:035}", "v" * 36, (Step(ON, row.actions[0].fields),)) for n, row in enumerate(proposal.threats)
        ),
        {f"a{n:035}": (f"{n:036}",) for n in range(10_000)},
    )
    again = propose_records(found, known, ON)
    assert {row.threat.state for row in again.threats} == {UNCHANGED}
    assert again.count(UNCHANGED) == (10_000, 10_000)
    assert time.perf_counter() - started < 60


CELLS = st.sampled_from(
    (
        "",
        "",
        *HEADER,
        "Who",
        "When",
        "Province of Dorre",
        "VM0101",
        "High",
        "12",
        "?",
        "-",
        "2032-10-20",
        "a\nb",
        "=1",
        "\x0b",
    )
) | st.text(max_size=8).filter(
    lambda text: "\x00" not in text and not any("\ud800" <= mark <= "\udfff" for mark in text)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.lists(CELLS, max_size=13), max_size=12), headed=st.booleans())
def test_any_cells_are_read_or_refused_with_a_sentence(lines: list[list[str]], headed: bool, tmp_path: Path) -> None:
    every: list[Line] = [HEADER, *lines] if headed else list(lines)
    every = [tuple(_writable(cell) for cell in line) for line in every]
    try:
        found = read(tmp_path / "a.xlsx", every)
    except WithstandError:
        assert not headed
        return
    proposed(found)


def _writable(cell: str) -> str:
    """A cell that a workbook can hold: no formula, no control characters that XML has no place for."""
    kept = "".join(mark for mark in str(cell) if mark.isprintable() or mark == "\n")
    return f" {kept}" if kept.startswith(("=", "{", "http", "ftp", "mailto", "internal:", "external:")) else kept
