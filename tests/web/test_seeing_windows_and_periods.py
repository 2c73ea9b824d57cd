"""What the map and the timeline compute from addresses: any window stays in the frame, any period has its days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withstand.web.seeing.periods import MOST, fitting, periods
from withstand.web.seeing.window import CLOSEST, Window

NUMBER = st.one_of(st.floats().map(str), st.text(max_size=5), st.integers().map(str))
SIZE = (600.0, 480.0)
STEPS = st.sampled_from(["", "week", "month", "year"])


@given(NUMBER, NUMBER, NUMBER)
def test_whatever_an_address_asks_the_window_lies_in_the_frame(zoom: str, x: str, y: str) -> None:
    window = Window.of(SIZE, zoom, x, y)
    for one in (window, *window.steps().values()):
        left, top, wide, high = one.box
        assert -0.01 <= left <= left + wide <= SIZE[0] + 0.01
        assert -0.01 <= top <= top + high <= SIZE[1] + 0.01
        assert 1.0 <= one.zoom <= CLOSEST


def test_a_window_survives_its_address() -> None:
    window = Window.of(SIZE, "2.56", "300", "200")
    values = window.values
    assert Window.of(SIZE, values["z"], values["x"], values["y"]) == window
    assert Window.of(SIZE, "", "", "").values == {}


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 4000), STEPS)
def test_periods_follow_each_other_without_gap_and_hold_both_ends(since: date, days: int, step: str) -> None:
    until = since + timedelta(days=days)
    found = periods(fitting(step, since, until), since, until)
    assert 1 <= len(found) <= MOST
    assert found[0].first <= since <= found[0].last
    assert found[-1].first <= until <= found[-1].last
    assert len({one.label for one in found}) == len(found)
    for one, following in pairwise(found):
        assert following.first == one.last + timedelta(days=1)


@pytest.mark.parametrize(("days", "step"), [(60, "week"), (365, "month"), (4000, "year")])
def test_the_step_fits_the_days(days: int, step: str) -> None:
    assert fitting("", date(2032, 1, 1), date(2032, 1, 1) + timedelta(days=days)) == step


def test_too_many_weeks_become_months() -> None:
    assert fitting("week", date(2020, 1, 1), date(2032, 1, 1)) == "month"
