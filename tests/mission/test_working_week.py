"""The working group's week: what is new, raised, lowered, closed, overdue, never reassessed; no access is never low."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from withstand.ledger.fields import Place, Span
from withstand.mission.records import Action, Threat
from withstand.mission.week.action_sheet import NOBODY, action_sheet
from withstand.mission.week.agenda import Agenda, Section, agenda
from withstand.mission.week.carrying import carry_forward
from withstand.mission.week.known import Attempt, Course, Known, Step
from withstand.mission.week.sight import blind, looks_low
from withstand.mission.week.week import ThreatLine, Week, direction, judgements, week
from withstand.mission.week.words import blind_words, rating_words

LAST, NOW = date(2032, 12, 6), date(2032, 12, 13)
BASE = Threat(threat="Fees", where=Place(area="VM0101"), when=Span(start="2032-10", ongoing=True), access="full")
TASK = Action(task="Patrol", when=Span(start="2032-11-01"))


def threat(*steps: tuple[str, Threat], record: str = "t1", heads: int = 1) -> Course[Threat]:
    """A threat by the days of its versions."""
    return Course(record, "v", tuple(Step(date.fromisoformat(day), fields) for day, fields in steps), heads)


def action(*steps: tuple[str, Action], record: str = "a1", heads: int = 1) -> Course[Action]:
    """An action by the days of its versions."""
    return Course(record, "v", tuple(Step(date.fromisoformat(day), fields) for day, fields in steps), heads)


def known(
    *threats: Course[Threat],
    actions: tuple[Course[Action], ...] = (),
    attempts: tuple[Attempt, ...] = (),
    **answers: str,
) -> Known:
    """What the group knows; `answers` leads from actions to threats."""
    return Known("holder", threats, actions, {one: (target,) for one, target in answers.items()}, attempts)


def line(*steps: tuple[str, Threat], attempts: tuple[Attempt, ...] = ()) -> ThreatLine:
    """The one threat of a week."""
    (found,) = week(known(threat(*steps), attempts=attempts), NOW, LAST).threats
    return found


def rated(**ratings: str) -> Threat:
    """A threat with these ratings."""
    return replace(BASE, **ratings)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (rated(rating="moderate"), rated(rating="high"), "raised"),
        (rated(rating="high"), rated(rating="moderate"), "lowered"),
        (rated(rating="high", impact="minor"), rated(rating="moderate", impact="severe"), "changed"),
        (rated(rating="high"), rated(rating="unknown"), "changed"),
        (rated(rating="unknown"), rated(rating="low"), "changed"),
        (rated(imminence="later"), rated(imminence="under_48_hours"), "raised"),
        (rated(state_posture="protecting"), rated(state_posture="obstructing"), "changed"),
        (rated(rating="high"), replace(rated(rating="high"), description="more words"), "unchanged"),
    ],
)
def test_the_direction_of_a_change(before: Threat, after: Threat, change: str) -> None:
    assert direction(judgements(before, after)) == change
    assert line(("2032-10-04", before), ("2032-12-10", after)).change == change


def test_new_closed_reopened_and_gone() -> None:
    ended = replace(BASE, status="ended")
    assert line(("2032-12-08", BASE)).change == "new"
    assert line(("2032-10-04", BASE), ("2032-12-08", ended)).change == "closed"
    assert line(("2032-10-04", ended), ("2032-12-08", BASE)).change == "reopened"
    assert week(known(threat(("2032-10-04", BASE), ("2032-11-08", ended))), NOW, LAST).threats == ()
    assert week(known(threat(("2032-12-14", BASE))), NOW, LAST).threats == ()


def test_weeks_without_a_change_count_from_the_last_judgement_not_the_last_version() -> None:
    reviewed = replace(BASE, reviewed_on="2032-12-06")
    found = line(
        ("2032-10-04", BASE), ("2032-11-01", rated(rating="high")), ("2032-12-06", replace(reviewed, rating="high"))
    )
    assert (found.change, found.weeks) == ("unchanged", 6)


@pytest.mark.parametrize(
    ("steps", "never", "stale"),
    [
        ([("2032-10-04", BASE)], True, True),
        ([("2032-10-04", BASE), ("2032-12-06", replace(BASE, reviewed_on="2032-12-06"))], True, True),
        ([("2032-10-04", BASE), ("2032-12-06", replace(BASE, assessed_on="2032-12-06"))], False, False),
        ([("2032-10-04", BASE), ("2032-11-01", rated(rating="high"))], False, True),
        ([("2032-12-08", BASE)], False, False),
        ([("2032-10-04", replace(BASE, assessed_on="2032-10-01"))], True, True),
    ],
)
def test_never_reassessed_and_long_ago(steps: list[tuple[str, Threat]], never: bool, stale: bool) -> None:
    found = line(*steps)
    assert (found.never_reassessed, found.stale) == (never, stale)


HERE, ELSEWHERE = "VM0101", "VM0202"


@pytest.mark.parametrize(
    ("fields", "attempts", "sees_nothing"),
    [
        (rated(rating="low"), (), False),
        (rated(rating="low", access="unknown"), (), True),
        (rated(rating="high", access="unknown"), (), False),
        (rated(rating="low", access="denied"), (), True),
        (rated(rating="high", access="not_attempted"), (), True),
        (rated(rating="low", access="unknown"), (Attempt(HERE, date(2032, 12, 1), "full"),), False),
        (rated(rating="low", access="unknown"), (Attempt(HERE, date(2032, 9, 1), "full"),), True),
        (rated(rating="low", access="unknown"), (Attempt(ELSEWHERE, date(2032, 12, 1), "full"),), True),
        (rated(rating="low"), (Attempt(HERE, date(2032, 12, 1), "denied"),), True),
        (
            rated(rating="high"),
            (Attempt(HERE, date(2032, 12, 1), "denied"), Attempt(HERE, date(2032, 12, 2), "partial")),
            False,
        ),
        (rated(likelihood="rare", access="unknown"), (), True),
        (rated(likelihood="rare", rating="high", access="unknown"), (), False),
        (rated(rating="low", access="unknown"), (Attempt(HERE, date(2032, 12, 20), "full"),), True),
    ],
)
def test_a_rating_that_rests_on_no_access(fields: Threat, attempts: tuple[Attempt, ...], sees_nothing: bool) -> None:
    assert (blind(fields, attempts, NOW) is not None) == sees_nothing


def test_what_nobody_could_see_is_never_shown_as_low() -> None:
    found = line(("2032-10-04", rated(rating="low", access="denied")))
    assert found.blind is not None
    assert rating_words(found) == "Low, not seen"
    assert "not to be read as low" in blind_words(found.fields, found.blind)
    assert not looks_low(BASE)


def test_the_gravest_and_the_unseen_come_first() -> None:
    courses = [
        threat(("2032-10-04", rated(rating="low")), record="seen-low"),
        threat(("2032-10-04", rated(rating="low", access="denied")), record="unseen-low"),
        threat(("2032-10-04", rated(rating="moderate")), record="moderate"),
        threat(("2032-10-04", rated(rating="unknown")), record="unknown"),
        threat(("2032-10-04", rated(rating="very_high")), record="very-high"),
    ]
    found = week(known(*courses), NOW, LAST)
    assert [one.record for one in found.threats] == ["very-high", "unknown", "unseen-low", "moderate", "seen-low"]


def acting() -> Known:
    """Actions late, in time, undated, done, dropped before."""
    courses = (
        action(("2032-11-01", replace(TASK, task="late", due="2032-12-01", owner="force"))),
        action(
            ("2032-11-01", replace(TASK, task="very late", due="2032-10", owner="police", status="blocked")),
            record="a2",
        ),
        action(("2032-11-01", replace(TASK, task="in time", due="2032-12-13", owner="force")), record="a3"),
        action(("2032-11-01", replace(TASK, task="undated", owner_office="NGO forum")), record="a4"),
        action(("2032-11-01", TASK), ("2032-12-08", replace(TASK, task="done", status="done")), record="a5"),
        action(("2032-11-01", replace(TASK, status="dropped")), record="a6"),
        action(("2032-12-09", replace(TASK, task="new")), record="a7"),
    )
    return known(threat(("2032-10-04", rated(rating="high"))), actions=courses, a1="t1", a2="t1")


def test_actions_late_by_days_and_closed_ones_once() -> None:
    found = {one.fields.task: one for one in week(acting(), NOW, LAST).actions}
    assert {task: one.late for task, one in found.items()} == {
        "late": 12, "very late": 43, "in time": 0, "undated": 0, "done": 0, "new": 0,
    }  # fmt: skip
    assert {task: one.change for task, one in found.items()}["done"] == "closed"
    assert found["new"].change == "new"
    assert [one.fields.task for one in week(acting(), NOW, LAST).overdue] == ["very late", "late"]


def test_the_action_sheet_goes_by_component_overdue_first_and_leaves_nobody_out() -> None:
    sheet = action_sheet(week(acting(), NOW, LAST), {"VM0101": "Amber Ford"})
    assert [part.component for part in sheet.parts] == [NOBODY, "Force", "Police", "NGO forum"]
    assert [task.what for task in sheet.parts[1].tasks] == ["late", "in time"]
    assert sheet.parts[1].overdue == 1
    assert sheet.parts[1].tasks[0].where == "Amber Ford"
    assert "done" not in [task.what for part in sheet.parts for task in part.tasks]


def section(found: Agenda, key: str) -> Section:
    """A section by its key."""
    return next(one for one in found.sections if one.key == key)


def test_the_agenda_puts_each_thing_where_it_belongs() -> None:
    courses = (
        threat(("2032-12-08", rated(rating="high")), record="new"),
        threat(("2032-10-04", rated(rating="low")), ("2032-12-08", rated(rating="high")), record="raised"),
        threat(("2032-10-04", rated(rating="low", access="denied")), record="unseen"),
        threat(
            ("2032-10-04", rated(rating="moderate", host_answer="refused", host_asked="To leave.")), record="refused"
        ),
        threat(("2032-10-04", BASE), record="two", heads=2),
    )
    found = agenda(week(known(*courses), NOW, LAST))
    held = {one.key: [item.record for item in one.items] for one in found.sections}
    assert held["new"] == ["new"]
    assert held["raised"] == ["raised"]
    assert held["no_access"] == ["unseen"]
    assert set(held["not_reassessed"]) == {"unseen", "refused", "two"}
    assert set(held["decisions"]) == {"new", "raised", "unseen", "refused", "two"}
    assert found.unchanged == 3
    assert section(found, "raised").items[0].says == ("Rating as a whole: Low → High",)


def test_decisions_about_actions() -> None:
    found = section(agenda(week(acting(), NOW, LAST)), "decisions")
    said = {item.what: item.says[0] for item in found.items}
    assert said["very late"].startswith("Blocked")
    assert said["new"].startswith("Nobody is named")
    assert "late" not in said


@pytest.mark.parametrize(
    ("posture", "type_", "asked"),
    [
        ("perpetrating", "joint_patrol", True),
        ("obstructing", "security_force_support", True),
        ("protecting", "joint_patrol", False),
        ("perpetrating", "patrol", False),
    ],
)
def test_work_with_forces_that_the_threat_is_about_is_asked_about(posture: str, type_: str, asked: bool) -> None:
    together = action(("2032-11-01", replace(TASK, owner="force", type=type_)))
    found = agenda(week(known(threat(("2032-10-04", rated(state_posture=posture))), actions=(together,), a1="t1"), NOW))
    said = [item.says[0] for item in section(found, "decisions").items if item.what == "Patrol"]
    assert any("done with forces of the state" in one for one in said) == asked
    assert found.postures[0][1] == 1


def test_the_week_begins_after_the_last_meeting_that_the_records_name() -> None:
    reviewed = replace(BASE, reviewed_on="2032-11-22")
    assert week(known(threat(("2032-10-04", BASE), ("2032-11-22", reviewed))), NOW).since == date(2032, 11, 22)
    assert week(known(threat(("2032-10-04", BASE))), NOW).since == NOW - timedelta(days=7)


def test_carrying_forward_says_reviewed_and_changes_nothing_else() -> None:
    carried = carry_forward(acting(), NOW)
    assert [one.fields for one in carried.threats] == [replace(rated(rating="high"), reviewed_on="2032-12-13")]
    assert {one.fields.task for one in carried.actions} == {"late", "very late", "in time", "undated", "new"}


def test_a_conflict_is_not_carried_and_a_meeting_is_entered_once() -> None:
    courses = (
        threat(("2032-10-04", BASE), record="two", heads=2),
        threat(("2032-12-13", replace(BASE, reviewed_on="2032-12-13")), record="done"),
        threat(("2032-12-13", replace(BASE, when=Span(start="2033"))), record="later"),
    )
    carried = carry_forward(known(*courses), NOW)
    assert carried.threats == ()
    assert [record for record, _ in carried.left] == ["two", "done"]


def test_carrying_a_week_on_makes_it_no_younger() -> None:
    course = threat(("2032-10-04", BASE), ("2032-12-06", replace(BASE, reviewed_on="2032-12-06")))
    found: Week = week(known(course), NOW)
    assert (found.since, found.threats[0].weeks, found.threats[0].assessed) == (LAST, 10, date(2032, 10, 4))
