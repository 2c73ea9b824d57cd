"""The opening of a review: what qualifies a forecast stands beside it, and the operation's own records are named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from withstand.analysis.ladder import TrackRecord
from withstand.evidence.reading import read_events
from withstand.mission.ground import Evidence, Question
from withstand.mission.opening import in_short
from withstand.mission.own_values import OwnClass, OwnRecords
from withstand.mission.review import review
from withstand.mission.review_values import Review
from withstand.mission.track_record import TrackRecords


@pytest.fixture(scope="module")
def made(velmara: Path) -> Review:
    with read_events(velmara) as file:
        return review(Evidence(file.events.collect(), {}), Question(as_of=date(2032, 12, 31)), TrackRecords())


def with_track(made: Review, came_true: int, forecasts: int) -> Review:
    """The same review, had the test forecasts at the level of each area come true so often."""
    outlooks = []
    for outlook in made.outlooks:
        areas = tuple(
            replace(
                area,
                track=tuple(
                    TrackRecord(step.step, step.low, step.high, forecasts, came_true, step.base_rate)
                    for step in area.track
                ),
            )
            for area in outlook.areas
        )
        outlooks.append(replace(outlook, areas=areas))
    return replace(made, outlooks=tuple(outlooks))


def forecasts_of(made: Review) -> list[str]:
    return [sentence for sentence in in_short(made) if "are most probable" in sentence]


def test_every_forecast_named_says_what_became_of_such_forecasts(made: Review) -> None:
    found = forecasts_of(made)
    assert found
    for sentence in found:
        given = re.findall(r"\d+ %; ", sentence)
        assert len(
            re.findall(r"\d %; [\d,]+ of [\d,]+(?: test forecasts at this level)? came true\)", sentence)
        ) == len(given)
        assert given


def test_a_bad_track_record_is_said_next_to_the_forecast(made: Review) -> None:
    for sentence in forecasts_of(with_track(made, 0, 15)):
        assert "0 of 15 test forecasts at this level came true" in sentence
        assert "came true less often than they said" in sentence
    for sentence in forecasts_of(with_track(made, 15, 15)):
        assert "less often than they said" not in sentence
    for sentence in forecasts_of(with_track(made, 0, 0)):
        assert "no test forecast was at this level" in sentence


def test_the_operations_own_records_are_in_the_opening(made: Review) -> None:
    assert not any("operation itself" in sentence for sentence in in_short(made))
    one = OwnClass("host_state", 7, 0, 0, 0, 0, 0, 7)
    own = OwnRecords("holder", "confidential", "2032-12-31", (one,), (replace(one, incidents=2),), 0, 0, 0, (), 0, ())
    said = " ".join(in_short(replace(made, own=own)))
    assert "The operation itself recorded 7 incidents in these 12 months, and 2 after the data end" in said
    assert "in none of the counts above" in said
    said = " ".join(in_short(replace(made, own=replace(own, same_period=(), since=()))))
    assert "recorded no incident in this time. That is not the same as none." in said
