"""One test for each weakness that a reader of the brief once found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from withstand.brief.document import to_plain
from withstand.evidence.area_set import AREA, AreaSet
from withstand.evidence.reading import read_events
from withstand.mission.asked import Evidence, Question
from withstand.mission.ground import ground
from withstand.mission.period import complete_until
from withstand.mission.review import review
from withstand.mission.review_values import Review
from withstand.mission.track_record import TrackRecords
from withstand.mission.wording import isolated, visible


@pytest.fixture(scope="module")
def events(velmara: Path) -> pl.DataFrame:
    with read_events(velmara) as file:
        return file.events.collect()


def made_of(events: pl.DataFrame, question: Question | None = None, **evidence: object) -> Review:
    return review(Evidence(events, {}, **evidence), question or Question(), TrackRecords())  # type: ignore[arg-type]


def between(events: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    return events.filter(pl.col("date_end").is_between(first, last))


def test_months_before_the_record_are_not_zeros(events: pl.DataFrame) -> None:
    short = between(events, date(2031, 3, 1), date(2031, 8, 31))
    made = made_of(short)
    assert made.first_month == "2031-03"
    assert made.months == 6
    assert "12 months before" not in " ".join(made.in_short)
    assert "In the 6 months to" in made.in_short[0]
    assert {len(counts) for row in made.areas for counts in row.months.values()} == {6}


def test_three_months_are_never_less_probable_than_their_first(events: pl.DataFrame) -> None:
    for question in (Question(), Question(as_of=date(2029, 6, 30))):
        made = made_of(events, question)
        near = {(o.perpetrator, a.area): a for o in made.outlooks if o.window == 1 for a in o.areas}
        for outlook in made.outlooks:
            for area in outlook.areas:
                soon = near[outlook.perpetrator, area.area]
                assert (area.p_any, area.p_10, area.p_25) >= (soon.p_any, soon.p_10, soon.p_25)
                assert area.p_any >= soon.p_any
                assert area.p_10 >= soon.p_10
                assert area.p_25 >= soon.p_25


def test_a_record_of_one_month_still_gets_its_counts(events: pl.DataFrame) -> None:
    month = between(events, date(2031, 5, 1), date(2031, 5, 31))
    made = made_of(month)
    assert sum(total.recent.events for total in made.totals) == month["against_civilians"].sum()
    assert {outlook.window for outlook in made.outlooks} == {1}


def test_a_missing_release_is_a_gap_and_not_a_quiet_time(events: pl.DataFrame) -> None:
    yearly = between(events, date(2019, 1, 1), date(2031, 12, 31)).with_columns(source_version=pl.lit("32.1"))
    march = between(events, date(2032, 3, 1), date(2032, 3, 31)).with_columns(
        source=pl.lit("ucdp_ged_candidate"), source_version=pl.lit("32.0.3")
    )
    until, basis = complete_until(pl.concat([yearly, march]))
    assert until == date(2031, 12, 31)
    assert "months before release 32.0.3 are not in the data" in basis
    january_on = between(events, date(2032, 1, 1), date(2032, 3, 31)).with_columns(
        source=pl.lit("ucdp_ged_candidate"), source_version=pl.lit("32.01.32.03")
    )
    assert complete_until(pl.concat([yearly, january_on]))[0] == date(2032, 3, 31)


def test_districts_of_one_name_in_two_provinces_stay_apart(events: pl.DataFrame) -> None:
    same = events.with_columns(pl.when(pl.col("admin2").is_not_null()).then(pl.lit("Centre")).alias("admin2"))
    found = ground(Evidence(same, {}), Question(areas=AreaSet("names", "admin2")))
    assert found.placed[AREA].drop_nulls().n_unique() == 3
    made = made_of(same, Question(areas=AreaSet("names", "admin2")))
    assert len({row.name for row in made.areas}) == 3
    assert all(row.name.startswith("Centre (") for row in made.areas)


def test_a_look_back_is_no_last_review(events: pl.DataFrame) -> None:
    now = made_of(events)
    earlier = made_of(events, Question(as_of=date(2031, 12, 31)), past_reviews=(to_plain(now),))
    assert [change.topic for change in earlier.changes] == ["question"]
    again = made_of(events, past_reviews=(to_plain(earlier), to_plain(now)))
    assert "stood at 31 December 2031" in again.changes[0].sentence


def test_a_forecast_of_months_gone_by_says_so(events: pl.DataFrame) -> None:
    late = made_of(events, made=date(2033, 11, 22))
    assert any("end 11 months before the day on which this was made" in text for text in late.in_short)
    assert not any("no forecast of today" in text for text in made_of(events, made=date(2033, 1, 20)).in_short)


def test_events_after_the_day_asked_for_are_counted_out_loud(events: pl.DataFrame) -> None:
    made = made_of(events, Question(as_of=date(2031, 6, 15)))
    after = events.filter(pl.col("date_end") > date(2031, 5, 31)).height
    assert any(text.startswith(f"{after} events lie after 31 May 2031") for text in made.not_known)
    assert "the last whole month before 2031-06-15" in made.as_of_basis


def test_equal_probabilities_are_not_ranked(events: pl.DataFrame) -> None:
    fights = events.filter(~pl.col("against_civilians"))
    made = made_of(fights)
    assert not any("most probable" in text for text in made.in_short)
    assert any("no area stands out" in text for text in made.in_short)
    assert any("look whether its export left it out" in text for text in made.in_short)


def test_control_characters_do_not_pass_and_arabic_names_keep_their_direction() -> None:
    assert visible("A\x07B\x1b[31mred") == "A\N{REPLACEMENT CHARACTER}B\N{REPLACEMENT CHARACTER}[31mred"
    assert visible(isolated("قرية")) == "\N{FIRST STRONG ISOLATE}قرية\N{POP DIRECTIONAL ISOLATE}"
    assert isolated("Ouaka") == "Ouaka"


def test_the_state_share_sentence_and_its_table_speak_of_one_spread(events: pl.DataFrame) -> None:
    made = made_of(events)
    for period in made.shares:
        assert period.differ == (max(period.answers) - min(period.answers) > 5)
    none = made_of(events.filter(pl.col("perpetrator_class") != "host_state"))
    assert "None of these deaths is recorded as the state's, under any rule." in none.in_short
