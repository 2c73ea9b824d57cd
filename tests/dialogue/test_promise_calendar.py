"""The calendar of promises: valid to the letter, the same from the same picture, and silent on what one may not see."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from calendar_rules import content_lines, events
from hypothesis import given
from hypothesis import strategies as st
from promise_world import NARROW, Desk

from withstand.brief.papers.handing import paper_manifest
from withstand.brief.promises.due_calendar import due_calendar
from withstand.brief.promises.icalendar import FOLD, Day, calendar, escaped, folded
from withstand.brief.promises.promise_sheet import promise_sheet
from withstand.brief.records.words import LANGUAGES
from withstand.dialogue.commitments import promises, tallies
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
MOMENT = st.integers(0, 4_000_000_000_000_000)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """An event of whatever texts."""
    return Day(
        uid=draw(st.uuids()).hex,
        stamp=draw(MOMENT),
        made=draw(MOMENT),
        on=draw(st.dates()),
        summary=draw(ANY),
        description=draw(ANY),
        categories=tuple(draw(st.lists(ANY, max_size=2))),
        sequence=draw(st.integers(0, 9)),
    )


def bare(text: str) -> str:
    """A text without what no calendar may hold."""
    ends = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", ends)


@given(made=st.lists(days(), min_size=1, max_size=4, unique_by=lambda one: one.uid), name=ANY)
def test_whatever_is_written_the_calendar_is_valid_and_reads_back(made: list[Day], name: str) -> None:
    raw = calendar("-//Withstand//test//EN", name, made)
    for told, one in zip(events(raw), made, strict=True):
        assert told["UID"] == one.uid
        assert told["SUMMARY"] == bare(one.summary)
        assert told.get("DESCRIPTION", "") == bare(one.description)
        assert told["DTSTART"] == f"{one.on.year:04}{one.on.month:02}{one.on.day:02}"
    assert calendar("-//Withstand//test//EN", name, made) == raw


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))
def test_folding_never_cuts_a_letter_and_loses_none(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= FOLD for part in parts)
    assert all(part[0] == " " for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert all(len(part.encode()) > FOLD - 4 for part in parts[:-1])


@pytest.fixture
def desk() -> Desk:
    """Promises to a ministry: one that all may see, one for few, one without a day, one that is settled."""
    made = Desk().at("2032-03-01")
    ministry = made.office("Ministry, of \\ the; Interior")
    links = {"promised_by": ministry}
    made.promise("The post goes; or not, by “May”\nand so on", due="2032-05", rights=("unclassified", ()), links=links)
    made.promise("A list of detained people", due="2032-04-02", rights=("confidential", ("human_rights",)), links=links)
    made.promise("No day", links=links)
    made.promise("Broken", due="2032-03-02", commitment_status="broken", links=links)
    return made


def names(desk: Desk, audience: object = HOLDER) -> dict[str, str]:
    """Names of actors that an audience sees."""
    picture = desk.picture(audience)  # type: ignore[arg-type]
    found = promises(picture, date(2032, 3, 20))
    return {
        key: one.title for key, one in picture.several(a for one in found for a in one.linked("promised_by")).items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_promises_stand_on_the_last_day_that_they_can_mean(desk: Desk, language: str) -> None:
    found = promises(desk.picture(), date(2032, 3, 20))
    raw = due_calendar(found, names(desk), language)
    told = events(raw)
    assert [(one["DTSTART"], one["CLASS"], one["SEQUENCE"]) for one in told] == [
        ("20320402", "CONFIDENTIAL", "0"), ("20320531", "PRIVATE", "0"),
    ]  # fmt: skip
    assert "Ministry, of \\ the; Interior" in told[0]["DESCRIPTION"]
    assert "2032-05" in told[1]["DESCRIPTION"]
    assert all(one["DTSTAMP"] == "20320301T120000Z" for one in told)


def test_the_same_picture_gives_the_same_bytes_whoever_reads_it_when(desk: Desk) -> None:
    before = desk.picture()
    first = due_calendar(promises(before, date(2032, 3, 20)), names(desk))
    known = before.moment
    desk.at("2032-03-25")
    changed = promises(before, date(2032, 3, 20))[0].record
    desk.change(changed, due="2032-04-09")
    again = Picture(desk.ledger, HOLDER, known_at=known)
    assert due_calendar(promises(again, date(2032, 3, 20)), names(desk)) == first
    later = events(due_calendar(promises(desk.picture(), date(2032, 3, 26)), names(desk)))
    assert {one["UID"] for one in later} == {one["UID"] for one in events(first)}
    assert {one["DTSTAMP"] for one in later} == {"20320301T120000Z", "20320325T120000Z"}


def test_a_reader_who_may_see_less_gets_a_file_without_a_trace_of_the_rest(desk: Desk) -> None:
    found = promises(desk.picture(NARROW), date(2032, 3, 20))
    raw = due_calendar(found, names(desk, NARROW))
    assert len(events(raw)) == 1
    assert b"Ministry" not in raw
    assert b"detained" not in b"".join(line[2].encode() for line in content_lines(raw))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_the_workbook_is_a_formula(language: str) -> None:
    desk = Desk()
    ministry = desk.office('=HYPERLINK("x")')
    desk.promise("=1+1", topic="+cmd", host_owner="@x", due="2032-05", reference="-2", links={"promised_by": ministry})
    picture = desk.picture()
    found = promises(picture, date(2032, 3, 20))
    about = paper_manifest(picture, "Promises", [one.seen for one in found])
    raw = promise_sheet(found, tallies(found), names(desk), about, language)
    book = zipfile.ZipFile(io.BytesIO(raw))
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not any("<f>" in sheet for sheet in sheets)
    shared = book.read("xl/sharedStrings.xml").decode()
    for text in ("=1+1", "+cmd", "@x", "=HYPERLINK"):
        assert f">{text}" not in shared
        assert f"'{text}" in shared
