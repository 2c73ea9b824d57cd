"""Dates follow the claims model: precise on every day, imprecise on at least one; a bare month never stretches one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withstand.ledger.fields import Span

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def partial(day: date, length: int) -> str:
    """A date cut to its year, its month or its day."""
    return day.isoformat()[:length]


PARTIAL = st.builds(partial, DAYS, st.sampled_from((4, 7, 10)))


@pytest.mark.parametrize(
    ("span", "day", "holds"),
    [
        (Span(start="2032-05-20"), date(2032, 5, 20), True),
        (Span(start="2032-05-20"), date(2032, 5, 21), False),
        (Span(start="2032-05"), date(2032, 5, 20), None),
        (Span(start="2032-05", precise=True), date(2032, 5, 20), None),
        (Span(start="2032-05-01", end="2032-05-31", precise=True), date(2032, 5, 20), True),
        (Span(start="2032-05-01", end="2032-05-31"), date(2032, 5, 20), None),
        (Span(start="2032-04", end="2032-06", precise=True), date(2032, 5, 20), True),
        (Span(start="2032-04", end="2032-06", precise=True), date(2032, 4, 20), None),
        (Span(start="2032-04", end="2032-06", precise=True), date(2032, 6, 20), None),
        (Span(start="2032", precise=True, ongoing=True), date(2035, 1, 1), True),
        (Span(start="2032", precise=True, ongoing=True), date(2032, 7, 1), None),
        (Span(start="2032-02", ongoing=True), date(2033, 1, 1), None),
        (Span(start="2032-02-01", precise=True, ongoing=True), date(2032, 1, 31), False),
    ],
)
def test_a_claim_holds_may_hold_or_does_not(span: Span, day: date, holds: bool | None) -> None:
    assert span.holds_on(day) is holds


@given(PARTIAL, PARTIAL, st.booleans(), DAYS)
def test_a_coarser_date_never_makes_more_days_certain(start: str, end: str, precise: bool, day: date) -> None:
    span = Span(start=start, end=end, precise=precise)
    if span.problems():
        return
    coarse = Span(start=start[:7], end=end[:7], precise=precise)
    if coarse.holds_on(day) is True:
        assert span.holds_on(day) is True
    if span.holds_on(day) is not False:
        assert coarse.holds_on(day) is not False


@given(PARTIAL, PARTIAL)
def test_an_imprecise_claim_over_more_than_a_day_is_certain_on_none(start: str, end: str) -> None:
    span = Span(start=start, end=end)
    if span.problems() or span.earliest == span.latest:
        return
    days = [span.earliest + timedelta(days=step) for step in range(min(400, (span.latest - span.earliest).days + 1))]
    assert all(span.holds_on(day) is None for day in days)


@pytest.mark.parametrize(
    ("span", "problem"),
    [
        (Span(start="2032-02-30"), "not a day of the calendar"),
        (Span(start="2032-13"), "not a day of the calendar"),
        (Span(start="2032-05-20", end="2032-05-19"), "before the start"),
        (Span(start="2032-05-20", end="2032-06-19", ongoing=True), "not ongoing"),
    ],
)
def test_a_span_that_cannot_be_is_refused_with_a_sentence(span: Span, problem: str) -> None:
    assert problem in span.problems()[0][1]
