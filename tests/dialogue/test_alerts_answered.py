"""How alerts were answered: by whom, how fast, with what is not known and not answered yet kept in sight."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withstand.dialogue.alerts import ANSWER, FEEDBACK, HELD, AlertHeld, due_on
from withstand.dialogue.answers import NOT_YET, answered_by, answers, median_wait
from withstand.evidence.records import Alert
from withstand.ledger.fields import Assertion, Place, Span

DAY = date(2032, 6, 30)


def alert(number: int = 1, side: str = "host_state", **more: object) -> AlertHeld:
    """An alert received on the first of June unless said otherwise."""
    fields = {
        "what": "looting", "where": Place(area="VM0101"), "when": Span(start="2032-06-01"), "received": "2032-06-01",
        "perpetrators": (Assertion(perpetrator=side),),
    } | more  # fmt: skip
    return AlertHeld(f"alert-{number}", Alert(**fields))  # type: ignore[arg-type]


def done(number: int, who: str, on: str, side: str = "host_state") -> AlertHeld:
    return alert(number, side, status="answered", answerer=who, answered_on=on)


@pytest.mark.parametrize(
    ("more", "who"),
    [
        ({}, NOT_YET),
        ({"status": "held"}, NOT_YET),
        ({"status": "closed"}, "unknown"),
        ({"status": "closed", "answerer": "nobody"}, "nobody"),
        ({"status": "answered", "answered_by": "host_state"}, "state"),
        ({"status": "answered", "answered_by": "own_side"}, "operation"),
        ({"status": "answered", "answered_by": "armed_group"}, "others"),
        ({"status": "answered", "answered_by": "host_state", "answerer": "authorities"}, "authorities"),
        ({"status": "answered", "answerer": "jointly", "answered_on": "2032-07"}, NOT_YET),
    ],
)
def test_who_answered_is_as_recorded_and_never_guessed(more: dict[str, object], who: str) -> None:
    assert answered_by(alert(**more).fields, DAY) == who  # type: ignore[arg-type]


def test_rows_are_split_by_whom_alerts_are_about_and_who_answered() -> None:
    held = [done(n, "state_forces", f"2032-06-{n + 1:02}") for n in range(1, 6)]
    held += [done(9, "operation", "2032-06-01"), alert(10), alert(11, status="closed", answerer="nobody")]
    held += [done(12, "operation", "2032-06-04", "armed_group"), done(13, "operation", "2032-06", "armed_group")]
    first, second = answers(held, DAY)
    assert (first.about, first.alerts, first.timed, first.few) == ("host_state", 8, 8, False)
    assert dict(first.by) == {"state_forces": 5, "operation": 1, NOT_YET: 1, "nobody": 1}
    times = dict(first.times)
    assert (times["state_forces"].median, times["state_forces"].quartiles) == (3.0, (2.0, 4.0))
    assert (times["operation"].timed, times["operation"].median) == (1, None)
    assert first.waiting_median == 3
    assert (second.alerts, second.timed, second.few, second.waiting_median) == (2, 1, True, None)


def test_only_alerts_of_the_time_asked_about_count() -> None:
    held = [alert(1, received="2032-05-31"), alert(2), alert(3, received="2032-07-01")]
    (row,) = answers(held, DAY, date(2032, 6, 1))
    assert row.alerts == 1


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_where_all_are_answered_it_is_the_lower_median(days: list[int]) -> None:
    ordered = sorted(days)
    assert median_wait((day, True) for day in days) == ordered[(len(days) + 1) // 2 - 1]


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=30))
def test_leaving_out_what_waits_never_makes_it_look_slower(waits: list[tuple[float, bool]]) -> None:
    honest, hasty = median_wait(waits), median_wait(one for one in waits if one[1])
    assert honest is None or (hasty is not None and hasty <= honest)


def test_it_is_the_median_of_kaplan_and_meier() -> None:
    """Six waits, worked by hand: shares 5/6, then of three left 2/3 of that, then of one left none."""
    waits = [(1.0, True), (2.0, False), (3.0, False), (4.0, True), (5.0, False), (6.0, True)]
    assert median_wait(waits) == 6
    assert median_wait([(1.0, True), *[(9.0, False)] * 3]) is None


def test_what_is_due_waits_longest_first_and_ends_with_a_word_to_who_warned_us() -> None:
    held = [
        alert(1, status="held", received="2032-06-05"),
        alert(2),
        alert(3, status="closed", answerer="operation", answered_on="2032-06-03"),
        alert(4, status="closed", feedback="pending", received="2032-05-01"),
        alert(5, status="closed", feedback="not_safe"),
        alert(6, status="unfounded", feedback="given", feedback_on="2032-06-09", feedback_by="civil_affairs"),
    ]
    found = [(one.alert, one.what) for one in due_on(held)]
    assert found == [("alert-4", FEEDBACK), ("alert-2", ANSWER), ("alert-3", FEEDBACK), ("alert-1", HELD)]
