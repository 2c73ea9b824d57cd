"""What is due on a request: only what has a day or a state that waits, the earliest first, late ones said so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support_cases import desk_in

from withstand.inducement.due import ANSWER, APPROVAL, CONDITION, CORRECTION, STEP, due_on
from withstand.inducement.outcomes import outcome
from withstand.inducement.steps import days
from withstand.vocabulary.terms import vocabulary


@pytest.mark.parametrize("state", tuple(vocabulary("support_states").terms))
def test_only_what_belongs_to_a_state_is_due(state: str) -> None:
    desk = desk_in(state)
    seen = outcome(desk.case, desk.day)
    assert seen.standing.state == state
    due = due_on(seen, desk.case.unanswered(desk.day), desk.day)
    words = {one.what for one in due}
    assert (ANSWER in words) == (state == "screening")
    assert (CORRECTION in words) == (state == "corrective")
    assert (STEP in words) == (state in ("approved", "trigger_review", "suspended", "expired", "withdrawn"))
    assert all(not one.late for one in due if one.by is None)
    assert [one.by or date.max for one in due] == sorted(one.by or date.max for one in due)


def test_the_end_of_an_approval_is_due_when_the_table_warns() -> None:
    desk = desk_in("delivering")
    held = desk.stands().approval
    assert held is not None
    for left in (days().warn + 1, days().warn, 0):
        day = held.last - timedelta(days=left)
        found = [one for one in due_on(outcome(desk.case, day), (), day) if one.what == APPROVAL]
        assert [one.by for one in found] == ([held.last] if left <= days().warn else [])


def test_a_condition_is_late_the_day_after_its_day_and_gone_when_met() -> None:
    desk = desk_in("delivering")
    by = date.fromisoformat(desk.case.conditions[0].fields.due)
    for day, late in ((by, False), (by + timedelta(days=1), True)):
        found = [one for one in due_on(outcome(desk.case, day), (), day) if one.what == CONDITION]
        assert [(one.by, one.late) for one in found] == [(by, late)]
    desk.condition("met")
    found = [one for one in due_on(outcome(desk.case, desk.day), (), desk.day) if one.what == CONDITION]
    assert len(found) == 1
