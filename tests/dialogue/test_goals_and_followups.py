"""Shared goals that live, and what nobody has done or looked at since an engagement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from promise_world import NARROW, Desk, on

from withstand.dialogue.followups import WINDOWS, left_to_do
from withstand.dialogue.goals import goals
from withstand.dialogue.parts import Observed
from withstand.dialogue.waiting import waiting_for

HELD = date(2032, 3, 1)


def look(after: str) -> Observed:
    """A look at which nothing had changed."""
    return Observed(after=after, change="none", seen_on="2032-03-09", seen="Fees are taken")


@pytest.mark.parametrize(
    ("days", "made", "due", "missed"),
    [
        (6, (), None, ()),
        (7, (), "days_7", ()),
        (29, (), "days_7", ()),
        (29, ("days_7",), None, ()),
        (30, ("days_7",), "days_30", ()),
        (30, (), "days_30", ("days_7",)),
        (95, ("days_30",), "days_90", ("days_7",)),
        (95, ("days_90",), None, ()),
        (365, (), "days_90", ("days_7", "days_30")),
        (366, (), None, ()),
    ],
)
def test_which_look_is_due(days: int, made: tuple[str, ...], due: str | None, missed: tuple[str, ...]) -> None:
    desk = Desk()
    desk.engagement(desk.office("Ministry"), observed=tuple(map(look, made)))
    left = left_to_do(desk.picture(), HELD + timedelta(days=days))
    assert [(one.after, one.missed) for one in left.looks] == ([(due, missed)] if due else [])
    assert left.never == (days > 365 and not made)
    assert [days for _, days in WINDOWS] == [7, 30, 90]


@pytest.mark.parametrize(
    "fields",
    [{"asks": ()}, {"held": "planned"}, {"held": "refused"}, {"when": on("2032-04-20")}],
)
def test_nothing_is_looked_for_where_nothing_was_asked_or_held(fields: dict[str, object]) -> None:
    desk = Desk()
    desk.engagement(desk.office("Ministry"), **fields)
    left = left_to_do(desk.picture(), date(2032, 4, 10))
    assert (left.looks, left.follow_ups, left.never) == ((), (), 0)


def test_follow_ups_that_are_not_done_the_first_due_first() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    late = desk.engagement(ministry, follow_up="Call back", follow_up_owner="force", follow_up_due="2032-03-05")
    month = desk.engagement(ministry, follow_up_owner="civil_affairs", follow_up_due="2032-03")
    undated = desk.engagement(ministry, follow_up="Send the map")
    done = desk.engagement(
        ministry, follow_up="Visit", follow_up_owner="force", follow_up_due="2032-03-05", followed_up_on="2032-03-20"
    )
    left = left_to_do(desk.picture(), date(2032, 3, 10))
    assert [(one.talk.record, one.due, one.owner) for one in left.follow_ups] == [
        (late, "overdue", "force"), (done, "overdue", "force"), (month, "may_be_due", "civil_affairs"),
        (undated, "undated", "civil_affairs"),
    ]  # fmt: skip
    later = left_to_do(desk.picture(), date(2032, 3, 21), ["force"])
    assert [one.talk.record for one in later.follow_ups] == [late]


def test_what_was_merged_into_a_joint_demarche_is_looked_at_there() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    joint = desk.engagement(ministry, channel="letter")
    desk.engagement(ministry, channel="letter", lead="force", links={"merged_into": joint})
    assert [one.talk.record for one in left_to_do(desk.picture(), date(2032, 3, 20)).looks] == [joint]


def test_live_goals_first_and_those_past_their_review_marked() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    past = desk.goal(ministry, review_by="2032-02")
    ahead = desk.goal(ministry, review_by="2032-06-01", goal_status="under_way")
    proposed = desk.goal(ministry, review_by="2032-01-10", goal_status="proposed")
    reached = desk.goal(ministry, review_by="2032-01-05", goal_status="reached")
    found = goals(desk.picture(), date(2032, 3, 1))
    assert [(one.record, one.live, one.overdue) for one in found] == [
        (past, True, True), (ahead, True, False), (reached, False, False), (proposed, False, True),
    ]  # fmt: skip
    assert [one.live for one in goals(desk.picture(), date(2032, 2, 29)) if one.overdue] == [False]
    assert goals(desk.picture(NARROW), date(2032, 3, 1)) == ()


def test_what_waits_for_a_component_is_what_is_due_and_what_got_no_reply() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    due = desk.promise(due="2032-04-05", owner="force")
    for other in ({"due": "2032-09-01"}, {"due": None}, {"due": "2032-04-01", "commitment_status": "moot"}):
        desk.promise("Another", owner="force", **other)
    protest = desk.engagement(
        ministry, tone="protest", lead="force", follow_up="Call", follow_up_owner="force", follow_up_due="2032-03-20"
    )
    desk.engagement(ministry, tone="protest", lead="force", reply="No", reply_on="2032-03-05")
    day = date(2032, 4, 10)
    mine = waiting_for(desk.picture(), ("force",), day)
    assert [one.record for one in mine.promises] == [due]
    assert [one.talk.record for one in mine.follow_ups] == [protest]
    assert [one.record for one in mine.demarches] == [protest]
    assert waiting_for(desk.picture(), ("*",), day) == mine
    assert waiting_for(desk.picture(), (), day).number == 0
    assert waiting_for(desk.picture(), ("legal",), day).number == 0
    assert waiting_for(desk.picture(NARROW), ("*",), day).number == 0
