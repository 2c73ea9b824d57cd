"""What the next review says of the last one."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from withstand.brief.document import to_plain
from withstand.evidence.reading import read_events
from withstand.mission.asked import Evidence, Question
from withstand.mission.changes import changes_since
from withstand.mission.review import review
from withstand.mission.review_values import Review
from withstand.mission.track_record import TrackRecords


@pytest.fixture(scope="module")
def made(velmara: Path) -> tuple[Review, Evidence]:
    with read_events(velmara) as file:
        evidence = Evidence(file.events.collect(), {"sha256": file.sha256, "events": file.account.events})
    return review(evidence, Question(), TrackRecords()), evidence


def test_without_a_last_review_nothing_is_said(made: tuple[Review, Evidence]) -> None:
    assert changes_since((), made[0], made[1].events.height) == ()


def test_the_same_data_say_so_and_nothing_else(made: tuple[Review, Evidence]) -> None:
    changes = changes_since((to_plain(made[0]),), made[0], made[1].events.height)
    assert [change.topic for change in changes] == ["data"]
    assert "the same as in the last review" in changes[0].sentence


def test_moves_beyond_ten_points_and_changed_methods_are_told(made: tuple[Review, Evidence]) -> None:
    last = copy.deepcopy(to_plain(made[0]))
    last["manifest"] = {**last["manifest"], "sha256": "other", "events": made[1].events.height - 7}
    last["outlooks"][0]["areas"][0]["p_any"] += 0.2
    last["outlooks"][1]["verdict"]["shown"] = (
        "hurdle" if last["outlooks"][1]["verdict"]["shown"] == "history" else "history"
    )
    last["totals"][0]["recent"]["best"] += 5
    text = " ".join(change.sentence for change in changes_since((last,), made[0], made[1].events.height))
    assert "hold 7 events more" in text
    assert "Lower than in the last review" in text
    assert "Figures do not compare" in text
    assert "Recorded deaths in the last 12 months: " in text
