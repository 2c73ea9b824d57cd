"""A place is blind from a denial until somebody has been there; unknown is not access, and untried is not seen."""

from __future__ import annotations

import random
from datetime import date, timedelta

import polars as pl
import pytest
from ledger_frames import act, acts, day, visit, visits

from withstand.analysis.obstruction.attempts import ATTEMPTS, attempts
from withstand.analysis.obstruction.blind import blind_days, blind_time, denied_into, spells


def told(*rows: dict[str, object]) -> pl.DataFrame:
    """Attempts of visits alone."""
    return attempts(visits(*rows), acts()).frame


def test_it_lasts_until_the_next_visit_with_access_and_further_denials_change_nothing() -> None:
    frame = told(
        visit("1", "2032-05-01"), visit("2", "2032-05-10", access="denied"), visit("3", "2032-05-12", access="denied"),
        visit("4", "2032-05-15", access="unknown"), visit("5", "2032-05-20", access="partial"),
        visit("6", "2032-06-02", access="denied"),
    )  # fmt: skip
    found = spells(frame, day("2032-06-10")).rows()
    assert found == [
        ("A", day("2032-05-10"), day("2032-05-20"), False, 2), ("A", day("2032-06-02"), day("2032-06-11"), True, 1)
    ]  # fmt: skip
    (row,) = blind_time(frame, (), day("2032-05-01"), day("2032-06-10")).iter_rows(named=True)
    assert (row["blind"], row["days"], row["going_on_since"]) == (10 + 9, 41, day("2032-06-02"))
    months = blind_days(spells(frame, day("2032-06-10")), day("2032-05-01"), day("2032-06-10"))
    assert months.rows() == [("A", day("2032-05-01"), 10), ("A", day("2032-06-01"), 9)]


def test_a_visit_on_the_day_of_a_denial_or_that_began_before_does_not_end_it() -> None:
    frame = told(
        visit("1", "2032-05-10", access="denied"), visit("2", "2032-05-10"),
        visit("3", "2032-05-09", until="2032-05-14"),
    )  # fmt: skip
    assert spells(frame, day("2032-05-20")).rows() == [("A", day("2032-05-10"), day("2032-05-21"), True, 1)]


def test_a_visit_known_to_its_month_ends_it_on_the_last_day_that_it_can_mean() -> None:
    frame = told(visit("1", "2032-05-10", access="denied"), visit("2", "2032-06-01", until="2032-06-30"))
    assert spells(frame, day("2032-12-31")).rows()[0][2] == day("2032-06-30")


def test_an_area_that_nobody_tried_has_no_share_and_one_denied_before_is_blind() -> None:
    frame = told(visit("1", "2032-01-10", access="denied"), visit("2", "2032-01-12", "B"))
    rows = {
        row["area"]: row for row in blind_time(frame, "ABC", day("2032-05-01"), day("2032-05-10")).iter_rows(named=True)
    }
    assert (rows["A"]["blind"], rows["A"]["share"], rows["A"]["denials"]) == (10, 1.0, 0)
    assert (rows["B"]["blind"], rows["B"]["share"]) == (0, 0.0)
    assert (rows["C"]["blind"], rows["C"]["share"]) == (0, None)


def test_obstruction_without_a_visit_darkens_what_lies_behind_it() -> None:
    frame = attempts(visits(), acts(act("o", "2032-05-10", "A"), act("t", "2032-05-10", "B", "undue_taxation"))).frame
    assert spells(frame, day("2032-05-12"))["area"].to_list() == ["A"]


@pytest.mark.parametrize("seed", range(30))
def test_days_blind_agree_with_looking_at_each_day(seed: int) -> None:
    dice = random.Random(seed)
    start, end = date(2032, 1, 1), date(2032, 4, 9)
    rows = []
    for number in range(25):
        first = start + timedelta(dice.randrange(90))
        how = dice.choice(("full", "partial", "denied", "denied", "unknown"))
        rows.append((str(number), "A", first, first + timedelta(dice.choice((0, 0, 3))), how, None, True))
    frame = pl.DataFrame(rows, schema=ATTEMPTS, orient="row")
    (row,) = blind_time(frame, "A", start, end).iter_rows(named=True)
    seen = [(one[2], one[3]) for one in rows if one[4] in ("full", "partial")]
    dark = 0
    for step in range((end - start).days + 1):
        today = start + timedelta(step)
        dark += any(
            one[4] == "denied" and one[2] <= today and not any(first > one[3] and last <= today for first, last in seen)
            for one in rows
        )
    assert row["blind"] == dark


def test_the_denials_behind_a_dark_period_are_named() -> None:
    frame = told(
        visit("1", "2032-01-10", access="denied"), visit("2", "2032-01-10", "B", "denied"),
        visit("3", "2032-02-01", "B"), visit("4", "2032-05-20", "B", "denied"), visit("5", "2032-07-01", "A", "denied"),
    )  # fmt: skip
    assert denied_into(frame, day("2032-05-01"), day("2032-05-31")) == ("1", "4")
