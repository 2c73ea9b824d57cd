"""What is written reads back to the same records: any records, in our layout and in other people's."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matrices import HEADER, NOBODY, ON, book
from msgspec.structs import replace as changed

from withstand.brief.matrix.cell_fields import CODED, LISTED, TEXTS
from withstand.brief.matrix.cells_out import Wording
from withstand.brief.matrix.layout import Layout, own_layout
from withstand.brief.matrix.proposal import UNCHANGED, propose_records, whole
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.sheet_out import Heading, SheetRow, matrix_xlsx
from withstand.brief.matrix.table import find_matrix
from withstand.brief.records.template_cells import cleaned
from withstand.ledger.fields import Assertion, Place, Span
from withstand.mission.records import ACTION, THREAT, Action, Threat
from withstand.mission.week.known import Course, Known, Step
from withstand.vocabulary.terms import vocabulary

FEES = Threat(threat="Fees", where=Place(area="VM0101"), when=Span(start="2032"))
DERIVED = ("any_state", "non_state")


def _tidy(text: str) -> str:
    """A text as a cell keeps it: no blanks at its ends, one kind of line break."""
    return cleaned("\n".join(" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines()))


LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufffe\uffff'’_•·▪◦*")
WORDS = st.text(LETTERS, min_size=1, max_size=30).map(_tidy).filter(lambda text: sum(map(str.isalpha, text)) >= 2)
LINES = WORDS.filter(lambda text: text[:1].isalpha() and "\n" not in text)
"""Short texts as people begin them: with a letter, not with the bullet or number of a list."""

DAYS = st.dates(ON.replace(year=2030), ON).map(str)


def _term(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([key for key in vocabulary(name).terms if key not in DERIVED])


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Places as a matrix can say them."""
    level = draw(st.sampled_from(["admin1", "admin2"]))
    name = draw(st.sampled_from(["", "Reedhollow", "Salt Gate", "رييدهولو"]))
    area = draw(st.sampled_from(["VM0101", "VM02", "Dorre"]))
    return Place(area=area, level=level, name=name, precision="near" if name else level)


@st.composite
def actors(draw: st.DrawFn) -> tuple[Assertion, ...]:
    """Actors, graded or not."""
    made = draw(
        st.lists(
            st.builds(
                Assertion,
                perpetrator=_term("perpetrators"),
                described=st.sampled_from(["the River Front", "men in uniform", "the 4th Brigade", "gens armés"]),
                grade=st.none() | st.sampled_from(["B2", "F6"]),
                confidence=_term("confidence"),
            ),
            max_size=3,
        )
    )
    return tuple(changed(one, key=f"a{number}") for number, one in enumerate(made, start=1))


@st.composite
def threats(draw: st.DrawFn) -> Threat:
    """Threats as a matrix can say them: all its columns, or few."""
    given: dict[str, Any] = {name: draw(_term(terms)) for name, terms in CODED.items()}
    given |= {name: tuple(draw(st.lists(_term(terms), max_size=3, unique=True))) for name, terms in LISTED.items()}
    given |= {name: draw(st.just("") | WORDS) for name in TEXTS}
    given |= {name: draw(st.none() | DAYS) for name in ("assessed_on", "reviewed_on", "review_by")}
    return Threat(
        threat=draw(LINES), where=draw(places()), reference=draw(st.just("") | st.sampled_from(["N1", "17", "AF-3"])),
        when=Span(start=draw(DAYS), ongoing=True, precise=True), people=draw(st.none() | st.integers(0, 99_999)),
        perpetrators=draw(actors()), **given,
    )  # fmt: skip


@st.composite
def tasks(draw: st.DrawFn) -> Action:
    """Actions as a matrix can say them."""
    status = draw(_term("action_status"))
    owner = draw(st.none() | _term("components"))
    place = draw(st.sampled_from(["", "Reedhollow"]))
    helpers = draw(st.lists(_term("components"), max_size=2, unique=True)) if owner else []
    return Action(
        task=draw(LINES), when=Span(start=ON.isoformat()), owner=owner, status=status,
        where=Place(name=place, precision="near") if place else None,
        owner_office=draw(st.sampled_from(["", "Amber Ford", "NGO forum"])),
        components=tuple(one for one in helpers if one != owner),
        due=draw(st.none() | DAYS), type=draw(_term("responses")),
        done_on=draw(st.none() | DAYS) if status in ("done", "partly_done") else None,
        obstacle=draw(st.just("") | LINES), result=draw(st.just("") | LINES),
    )  # fmt: skip


TASKS = st.lists(tasks(), max_size=3, unique_by=lambda one: one.task.casefold())


def _row(threat: Threat, actions: list[Action]) -> SheetRow:
    return SheetRow(whole(THREAT, threat), tuple(whole(ACTION, one) for one in actions), {}, "")


def _written(layout: Layout, rows: list[SheetRow], folder: str) -> Path:
    path = Path(folder) / "matrix.xlsx"
    path.write_bytes(matrix_xlsx(layout, rows, Heading(((),), "of today", "Confidential"), (), Wording.of(layout)))
    return path


@settings(max_examples=60, deadline=None)
@given(
    threats(),
    TASKS,
    st.sampled_from(["en", "fr", "es", "ar"]),
)
def test_our_layout_reads_back_to_the_same(threat: Threat, actions: list[Action], language: str) -> None:
    with TemporaryDirectory() as folder:
        read = read_rows(find_matrix(_written(own_layout(language), [_row(threat, actions)], folder)))
    proposal = propose_records(read, NOBODY, ON)
    assert not proposal.aside, proposal.aside
    (row,) = proposal.threats
    assert row.threat.fields == threat
    assert [one.fields for one in row.actions] == actions


@settings(max_examples=40, deadline=None)
@given(threats(), TASKS)
def test_what_is_there_and_written_in_another_layout_is_unchanged(threat: Threat, actions: list[Action]) -> None:
    threat = _fuller(threat)
    known = Known(
        "holder", (_course("t" * 36, threat),), tuple(_course(f"{n}" * 36, one) for n, one in enumerate(actions)),
        {f"{n}" * 36: ("t" * 36,) for n in range(len(actions))},
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        lines = [HEADER, ("T1", "VM0101", "x", "", 4, 4, "H", "", "", "", "")]
        other = find_matrix(book(Path(folder) / "like.xlsx", {"Matrix": lines}))
        read = read_rows(find_matrix(_written(other.layout, [_row(threat, actions)], folder)))
    proposal = propose_records(read, known, ON)
    assert not proposal.aside, proposal.aside
    (row,) = proposal.threats
    assert row.threat.state == UNCHANGED, row.threat.changes
    assert [one.state for one in row.actions] == [UNCHANGED] * len(actions), [one.changes for one in row.actions]


def _fuller(threat: Threat) -> Threat:
    """With what no matrix has a column for."""
    point = changed(threat.where, latitude=1_000_000, longitude=2_000_000, precision="exact")
    return changed(threat, where=point, radius_km=12, when=Span(start="2031-04", precise=False), retain_until="2040")


def _course(record: str, fields: Any) -> Course[Any]:
    return Course(record, "v" * 36, (Step(ON, fields),))


@pytest.mark.parametrize("scale", [3, 5])
def test_ratings_stand_as_numbers_where_the_original_has_numbers(scale: int, tmp_path: Path) -> None:
    lines = [("Location", "Threat", f"Likelihood (1-{scale})", "Rating"), ("VM0101", "Fees", 3, "High")]
    layout = find_matrix(book(tmp_path / "like.xlsx", {"Matrix": lines})).layout
    threat = changed(FEES, likelihood="likely", rating="high")
    read = read_rows(find_matrix(_written(layout, [_row(threat, [])], str(tmp_path))))
    assert read.threats[0].cells["likelihood"] == ("3" if scale == 3 else "4")
    assert read.threats[0].fields["likelihood"] == "likely"


def test_a_heading_of_two_lines_stays_one(tmp_path: Path) -> None:
    lines = [
        ("No", "Where", "Threat", "", "Response", ""),
        ("", "", "What", "Who", "What", "By when"),
        ("1", "VM0101", "Fees", "Army", "Patrol", "2032-10-20"),
    ]
    layout = find_matrix(book(tmp_path / "like.xlsx", {"Matrix": lines})).layout
    again = find_matrix(_written(layout, [_row(FEES, [])], str(tmp_path)))
    assert [(one.heading, one.to) for one in again.layout.columns] == [(one.heading, one.to) for one in layout.columns]
    assert len(again.header) == 2


def test_formulas_are_never_written(tmp_path: Path) -> None:
    layout = replace(own_layout(), columns=own_layout().columns[:6])
    threat = Threat(threat="=1+1", where=Place(area="@cmd"), when=Span(start="2032"), reference="+44")
    read = read_rows(find_matrix(_written(layout, [_row(threat, [])], str(tmp_path))))
    assert (read.threats[0].fields["threat"], read.threats[0].fields["reference"]) == ("=1+1", "+44")
    assert "'=1+1" in read.table.lines[0][1]
