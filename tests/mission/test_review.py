"""What the review promises, on the fictional country and on the real file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from withstand.errors import InputError
from withstand.evidence.actor_table import state_partners
from withstand.evidence.boundaries import area_set
from withstand.evidence.reading import read_events
from withstand.mission.asked import Evidence, Question
from withstand.mission.ground import ground
from withstand.mission.review import review
from withstand.mission.review_values import Review
from withstand.mission.track_record import TrackRecords


def evidence_of(path: Path, *partners: str) -> Evidence:
    with read_events(path, actors=state_partners(partners)) as file:
        return Evidence(file.events.collect(), {"sha256": file.sha256, "events": file.account.events}, file.notes)


@pytest.fixture(scope="module")
def evidence(velmara: Path) -> Evidence:
    return evidence_of(velmara, "Lamp Guard")


@pytest.fixture(scope="module")
def districts(velmara_districts: Path) -> Question:
    return Question(areas=area_set(velmara_districts, "admin2"))


@pytest.fixture(scope="module")
def made(evidence: Evidence, districts: Question) -> Review:
    return review(evidence, districts, TrackRecords())


@pytest.fixture(scope="module")
def car(car_file: Path) -> Review:
    return review(evidence_of(car_file), Question(), TrackRecords())


def test_totals_by_area_and_unlocated_add_up_to_the_country(evidence: Evidence, districts: Question) -> None:
    found = ground(evidence, districts)
    civilians = found.placed.filter("against_civilians")
    in_panel = sum(float(deaths.sum()) for deaths in found.panel.one_sided.values())
    outside = civilians.filter(pl.col("area_id").is_null())["civilians_best"].sum()
    assert in_panel + outside == civilians["civilians_best"].sum()


def test_years_and_classes_add_up_to_all_deaths(car: Review) -> None:
    assert sum(entry.tally.best for entry in car.years) == 8067
    assert sum(entry.tally.best for entry in car.years if entry.perpetrator in ("host_state", "foreign_state")) == 1844
    assert sum(entry.tally.events for entry in car.years) == 1076


def test_the_state_share_is_given_under_every_rule_that_differs(car: Review, made: Review) -> None:
    whole = {share.rule: share for share in car.shares[-1].shares}
    assert whole["host"].deaths == pytest.approx(100 * 1784 / 8067)
    assert whole["all_states"].deaths == pytest.approx(100 * 1844 / 8067)
    assert len(whole) >= 2
    assert made.shares[0].differ
    assert {"host", "host_and_partners"} <= {share.rule for share in made.shares[0].shares}
    sentence = next(text for text in made.in_short if text.startswith("The state's part"))
    assert "between" in sentence


def test_every_forecast_is_a_ladder_with_its_history_and_record(made: Review) -> None:
    for outlook in made.outlooks:
        assert len(outlook.areas) == 14
        for area in outlook.areas:
            assert 1 > area.p_any >= area.p_10 >= area.p_25 > 0
            assert area.last_12.months == 12
            assert all(track.came_true <= track.forecasts for track in area.track)


def test_the_gate_refuses_where_too_little_was_recorded(car: Review) -> None:
    state = [outlook for outlook in car.outlooks if outlook.perpetrator == "host_state"]
    assert [outlook.verdict.shown for outlook in state] == ["history", "history"]
    assert {outlook.test_positives for outlook in state} == {29}
    assert any("history is shown" in sentence for sentence in car.not_known)


def test_what_cannot_be_known_carries_its_figures(car: Review) -> None:
    text = " ".join(car.not_known)
    assert "1,369 civilians died since 1991 in fights" in text
    assert "39 events with 251 deaths" in text
    assert "does not mean that a place is safe" in text


def test_quiet_areas_are_named_as_unseen_not_as_quiet(made: Review, evidence: Evidence, districts: Question) -> None:
    silent = [row.name for row in made.areas if row.quiet_months is not None and row.quiet_months >= 4]
    assert "Pellisar" in silent
    pellisar = next(row for row in made.areas if row.name == "Pellisar")
    for outlook in made.outlooks:
        area = next(entry for entry in outlook.areas if entry.area == pellisar.area_id)
        assert area.p_any > 0


def test_an_earlier_day_sees_nothing_later(evidence: Evidence, districts: Question) -> None:
    before = ground(evidence, Question(areas=districts.areas, as_of=date(2031, 7, 15)))
    assert before.as_of == date(2031, 6, 30)
    assert before.placed["date_end"].max() <= date(2031, 6, 30)
    assert before.panel.months == 12 * 12 + 6


def test_the_same_question_gets_the_same_answer(evidence: Evidence, districts: Question, made: Review) -> None:
    assert review(evidence, districts, TrackRecords()) == made


def test_track_records_are_kept_by_what_they_rest_on(
    evidence: Evidence, districts: Question, made: Review, tmp_path: Path
) -> None:
    first = review(evidence, districts, TrackRecords(tmp_path))
    kept = list(tmp_path.glob("track-record-*.json"))
    assert len(kept) == 1
    kept_bytes = kept[0].read_bytes()
    assert review(evidence, districts, TrackRecords(tmp_path)) == first == made
    kept[0].write_text("{damaged", encoding="utf-8")
    assert review(evidence, districts, TrackRecords(tmp_path)) == made
    assert kept[0].read_bytes() == kept_bytes
    review(evidence, Question(areas=districts.areas, as_of=date(2031, 6, 30)), TrackRecords(tmp_path))
    assert len(list(tmp_path.glob("track-record-*.json"))) == 2


def test_a_country_the_file_does_not_hold_is_refused_with_those_it_does(evidence: Evidence) -> None:
    with pytest.raises(InputError, match=r"no events in Atlantis\. It holds: Velmara"):
        ground(evidence, Question(countries=("Atlantis",)))


def test_boundaries_of_elsewhere_are_refused(evidence: Evidence, tmp_path: Path) -> None:
    square = "[[[100,40],[101,40],[101,41],[100,41],[100,40]]]"
    elsewhere = tmp_path / "elsewhere.geojson"
    elsewhere.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ADM1_PCODE":"X1"},'
        f'"geometry":{{"type":"Polygon","coordinates":{square}}}}}]}}',
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"None of the 1,\d+ events lies in an area"):
        ground(evidence, Question(areas=area_set(elsewhere, "admin1")))


def test_many_countries_are_asked_back(evidence: Evidence) -> None:
    frames = [
        evidence.events.head(3).with_columns(
            pl.lit(f"Country {number}").alias("country"), (pl.col("event_id") + f"-{number}").alias("event_id")
        )
        for number in range(13)
    ]
    crowded = Evidence(pl.concat(frames), {})
    with pytest.raises(InputError, match=r"13 countries\. Name those to review with --country"):
        ground(crowded, Question())
    assert set(ground(crowded, Question(countries=("country 3",))).placed["country"]) == {"Country 3"}
