"""The agenda and the action sheet as pages: empty weeks, names of any direction, nothing that leads outside."""

from __future__ import annotations

from datetime import date

import pytest

from withstand.brief.week_pages import action_sheet_page, agenda_page
from withstand.ledger.fields import Place, Span
from withstand.mission.records import Action, Threat
from withstand.mission.week.action_sheet import action_sheet
from withstand.mission.week.agenda import agenda
from withstand.mission.week.known import Course, Known, Step
from withstand.mission.week.week import week

NOW = date(2032, 12, 13)
THREAT = Threat(threat="هجوم <b>", where=Place(area="VM0101", name="a & b"), when=Span(start="2032-10"), rating="low")
ACTION = Action(task="Patrol\u202e", when=Span(start="2032-11"), due="2032-11", owner_office="NGO \x07 forum")


def known(*, empty: bool = False, newer: int = 0) -> Known:
    """One threat and its action, or nothing."""
    day = date(2032, 11, 1)
    threats = () if empty else (Course("t", "v", (Step(day, THREAT),), classification="strictly_confidential"),)
    actions = () if empty else (Course("a", "v", (Step(day, ACTION),)),)
    return Known("liaison", threats, actions, {} if empty else {"a": ("t",)}, newer=newer)


@pytest.mark.parametrize("empty", [True, False])
def test_pages_stand_alone(empty: bool) -> None:
    found = week(known(empty=empty), NOW)
    for page in (agenda_page(agenda(found)), action_sheet_page(action_sheet(found))):
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert "http" not in page.replace("http-equiv", "")
        assert "13 December 2032" in page
        assert "Made for liaison" in page


def test_an_empty_week_says_so() -> None:
    found = week(known(empty=True), NOW)
    assert "No new threat." in agenda_page(agenda(found))
    assert "No open action is recorded" in action_sheet_page(action_sheet(found))


def test_the_highest_classification_stands_on_the_page_and_newer_records_are_counted() -> None:
    page = agenda_page(agenda(week(known(newer=2), NOW)))
    assert "Strictly confidential" in page
    assert "2 records of a newer program" in page


def test_what_people_wrote_is_shown_as_text() -> None:
    pages = agenda_page(agenda(week(known(), NOW))) + action_sheet_page(action_sheet(week(known(), NOW)))
    assert "&lt;b&gt;" in pages
    assert "<b>" not in pages
    assert "\x07" not in pages
    assert "\u202e" not in pages
    assert "a &amp; b" in pages
