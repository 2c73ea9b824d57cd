"""Dates as data sets and spreadsheets write them: a table of cases, and what settles day first or month first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_whole import read_whole
from samples import OCCURRENCES, acled

from withstand.evidence.dates import Order, order_in, parse_day

D, M = Order.DAY_FIRST, Order.MONTH_FIRST
OCTOBER_20 = date(2022, 10, 20)


@pytest.mark.parametrize(
    "text",
    [
        "2022-10-20",
        "2022/10/20",
        "2022.10.20",
        "2022-10-20 00:00:00.000",
        "2022-10-20 00:00:00",
        "2022-10-20T00:00:00Z",
        "2022-10-20T23:59:59.999+03:00",
        "2022-10-20 13:05",
        "20/10/2022",
        "20-10-2022",
        "20.10.2022",
        "20/10/22",
        "20/10/2022 00:00",
        "20-Oct-22",
        "20-Oct-2022",
        "20 October 2022",
        "20 Oct. 2022",
        "20 octobre 2022",
        "20 octubre 2022",
        "October 20, 2022",
        "Oct 20 2022",
        "October 20th, 2022",
        "10/20/2022 12:00:00 AM",
        "44854",
        "44854.0",
        "44854.75",
        "  2022-10-20\t",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert parse_day(text, M if text.startswith("10/") else D) == OCTOBER_20


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("3/4/2022", D, date(2022, 4, 3)),
        ("3/4/2022", M, date(2022, 3, 4)),
        ("06 December 2022", D, date(2022, 12, 6)),
        ("1 février 2020", D, date(2020, 2, 1)),
        ("15 août 2021", D, date(2021, 8, 15)),
        ("29/02/2032", D, date(2032, 2, 29)),
        ("29-Feb-32", D, date(2032, 2, 29)),
        ("2/29/2000", M, date(2000, 2, 29)),
        ("31-Dec-69", D, date(2069, 12, 31)),
        ("01-Jan-70", D, date(1970, 1, 1)),
        ("36526", D, date(2000, 1, 1)),
    ],
)
def test_days_in_an_order(text: str, order: Order, day: date) -> None:
    assert parse_day(text, order) == day


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "2022", "2022-10", "20221020", "2022-13-01", "2022-02-30", "2031-02-29", "1900-02-29",
        "31/06/2022", "13/13/2022", "00/00/0000", "0000-01-01", "29 February 2031", "31 Smarch 2022", "October 2022",
        "#date+start", "1e5", "999999", "-44854", "2022-10-20-21", "20//10/2022", "2022-10-20 to 2022-10-21", "NaT",
        "12:00", "T10:00", "20 Oct", "30-Feb-2022",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", Order)
def test_no_day_is_made_up(text: str, order: Order) -> None:
    assert parse_day(text, order) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_survives_every_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        f"{day:%d-%b-%Y}",
        f"{day} 00:00:00.000",
    )
    assert {parse_day(form, D) for form in forms} == {day}
    assert parse_day(f"{day:%m/%d/%Y}", M) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_nothing(text: str) -> None:
    for order in Order:
        assert isinstance(parse_day(text, order), date | None)


@pytest.mark.parametrize(
    ("samples", "usual", "answer"),
    [
        (["3/4/2022", "20/4/2022"], M, (D, True)),
        (["3/4/2022", "4/20/2022"], D, (M, True)),
        (["3/4/2022 00:00", "4/20/2022 00:00"], D, (M, True)),
        (["3/4/2022"], D, (D, False)),
        (["3/4/2022"], M, (M, False)),
        (["2022-10-20"], M, (M, False)),
        ([], D, (D, False)),
        (["13/1/2022", "14/1/2022", "1/13/2022"], M, (D, False)),
        (["13/1/2022", "1/13/2022"], D, (D, False)),
    ],
)
def test_the_column_decides_the_order(samples: list[str], usual: Order, answer: tuple[Order, bool]) -> None:
    assert order_in(samples, usual) == answer


def _dated(saved: Callable[..., Path], *days: str) -> Path:
    table = acled("b", OCCURRENCES[: len(days)])
    for row, text in enumerate(days):
        table = table.with_cell(row, "event_date", text)
    return saved(table)


def test_one_american_date_turns_the_column(saved: Callable[..., Path]) -> None:
    whole = read_whole(_dated(saved, "3/4/2022", "4/20/2022"))
    assert sorted(whole.events["date_start"]) == [date(2022, 3, 4), date(2022, 4, 20)]
    assert whole.notes == ()


def test_undecided_dates_are_read_as_acled_writes_them_and_said(saved: Callable[..., Path]) -> None:
    for days in (("3/4/2022", "5/6/2022"), ("3.4.2022", "5-6-2022")):
        whole = read_whole(_dated(saved, *days))
        assert sorted(whole.events["date_start"]) == [date(2022, 4, 3), date(2022, 6, 5)]
        assert any("day first" in note for note in whole.notes)


def test_column_in_two_orders_is_said_and_the_rest_set_aside(saved: Callable[..., Path]) -> None:
    whole = read_whole(_dated(saved, "13/4/2022", "14/4/2022", "4/15/2022", "3/4/2022"))
    assert [entry[:3] for entry in whole.aside] == [(4, "event_date", "4/15/2022")]
    assert any("does not settle" in note for note in whole.notes)


def test_spreadsheet_that_understood_half_of_the_dates_is_suspected(saved: Callable[..., Path]) -> None:
    """04/03/2016 opened where months come first is a real date in April; 20/10/2016 stays text."""
    whole = read_whole(_dated(saved, "2016-04-03 00:00:00", "20/10/2016"))
    assert any("exchanged day and month" in note for note in whole.notes)
    assert read_whole(_dated(saved, "2016-04-03 00:00:00", "2016-10-20")).notes == ()


def test_spreadsheet_serials_in_a_column(saved: Callable[..., Path]) -> None:
    start = date(1899, 12, 30)
    days = [entry.day for entry in OCCURRENCES[:3]]
    whole = read_whole(_dated(saved, *(str((day - start) // timedelta(days=1)) for day in days)))
    assert whole.events["date_start"].to_list() == days
