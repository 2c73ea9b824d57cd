"""The review opens with what an authority and the operation both want: as far as its reader may see, never more."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from withstand.ledger.fields import Place
from withstand.mission.from_picture import nothing_of_own, own_frames
from withstand.mission.own_values import LiveGoal, nothing_recorded
from withstand.mission.together import MOST, live_goals, together_said
from withstand.picture.audience import Audience

for room in ("ledger", "dialogue"):
    sys.path.insert(0, str(Path(__file__).parents[1] / room))

from promise_world import NARROW, Desk  # noqa: E402

ROAD = LiveGoal(
    record="r", classification="confidential", goal="The market road is safe", issue="protection_of_place",
    area="Amber Ford", partners=("Ministry of the Interior",), next_step="Patrols on market days", owner="force",
    review_by="2032-06",
)  # fmt: skip


def said(*goals: LiveGoal, made: str = "2032-06-30") -> list[str]:
    """The sentences of a review made on a day."""
    review = SimpleNamespace(own=nothing_recorded("holder", 0, goals), made=made, as_of="2031-12-31")
    return [str(sentence) for _, sentence in together_said(review)]  # type: ignore[arg-type]


def test_each_goal_says_with_whom_what_next_and_when_it_is_looked_at_again() -> None:
    assert said(ROAD) == [
        "With Ministry of the Interior: The market road is safe, Amber Ford (Protection of people in a place). "
        "Next: Patrols on market days (Force). To be looked at again by June 2032."
    ]


def test_what_is_past_its_review_is_said_to_be_overdue() -> None:
    assert said(ROAD, made="2032-07-01")[0].endswith("It was to be looked at again by June 2032: that is overdue.")


def test_what_is_not_known_is_said() -> None:
    bare = replace(ROAD, area="", partners=(), next_step="", review_by="2033")
    assert said(bare) == [
        "The market road is safe (Protection of people in a place). No next step is named; it is with Force. To be "
        "looked at again by 2033."
    ]
    assert "as far as this reader may see" in said()[0]
    assert said(*[ROAD] * (MOST + 2))[-1] == "2 shared goals more that both pursue."
    assert together_said(SimpleNamespace(own=None)) == ()  # type: ignore[arg-type]


def test_only_live_goals_that_the_audience_may_see() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    live = desk.goal(ministry, where=Place(area="VM0101", name="Amber Ford"))
    for status in ("proposed", "reached", "paused", "given_up"):
        desk.goal(ministry, goal_status=status)
    assert [(one.record, one.area, one.partners) for one in live_goals(desk.picture())] == [
        (live, "Amber Ford", ("Ministry",))
    ]
    assert live_goals(desk.picture(NARROW)) == ()
    outside = Audience("partner", "strictly_confidential", ("*",), "humanitarian")
    assert live_goals(desk.picture(outside)) == ()
    own = nothing_of_own(desk.picture())
    assert own is not None
    assert (own.classification, len(own.together)) == ("confidential", 1)
    narrow = nothing_of_own(desk.picture(NARROW))
    assert narrow is not None
    assert (narrow.classification, narrow.together) == ("unclassified", ())
    assert own_frames(desk.picture()).together == own.together
