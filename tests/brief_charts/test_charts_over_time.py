"""Violence over time: missing is not zero, an extreme does not flatten the rest, and it is small."""

import math

import pytest
from chart_reading import SVG, description, read, words
from hypothesis import given
from hypothesis import strategies as st

from withstand.brief.charts import (
    Caption,
    ChartError,
    Count,
    Labels,
    Observability,
    PerpetratorSeries,
    violence_over_time,
)

CAPTION = Caption("Recorded deaths of civilians", "A country", "Source: a data set.")
MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 13))


def exact(*values: float | None) -> tuple[Count | None, ...]:
    return tuple(None if value is None else Count(value, value, value) for value in values)


def chart(periods: tuple[str, ...], *series: tuple[Count | None, ...], seen: float | None = 1.0) -> str:
    known = (seen,) * len(periods)
    named = [PerpetratorSeries("host_state", f"Class {i}", counts) for i, counts in enumerate(series)]
    return violence_over_time(CAPTION, periods, named, Observability(known, tuple(v and min(v, 1) for v in known)))


def hatched(svg: str) -> int:
    return sum((one.get("fill") or "").startswith("url(") for one in read(svg).iter(f"{SVG}path"))


def test_unknown_periods_are_hatched_and_zeros_are_not() -> None:
    assert hatched(chart(("a", "b", "c"), exact(4, 0, 2))) == 0
    assert hatched(chart(("a", "b", "c"), exact(4, None, 2))) == 1


def test_a_class_with_gaps_is_not_called_zero_in_every_period() -> None:
    quiet = " ".join(words(read(chart(("a", "b"), exact(3, 1), exact(0, None), exact(None, None)))))
    assert "Zero in every period that has records: Class 1." in quiet
    assert "Not known in any period: Class 2." in quiet


def test_observability_breaks_its_line_where_it_is_unknown() -> None:
    seen = Observability((1.0, 2.0, None, 3.0), (0.0, None, None, 1.0))
    svg = violence_over_time(CAPTION, "abcd", [PerpetratorSeries("unknown", "x", exact(1, 2, 3, 4))], seen)
    lines = [one.get("d", "") for one in read(svg).iter(f"{SVG}path") if one.get("fill") == "none"]
    assert [(line.count("M"), line.count("L")) for line in lines] == [(2, 1), (2, 0)]
    assert "nothing recorded or not known in 2 of 4 periods" in description(read(svg))


def test_an_extreme_period_is_cut_and_its_number_written() -> None:
    svg = chart(MONTHS, exact(3, 9, 5, 500_000, 4, 8, 6, 7, 2, 5, 9, 1))
    assert "500,000" in words(read(svg))
    assert Labels().broken.split(":")[0] in svg
    assert "Cut bar" not in chart(MONTHS, exact(3, 9, 5, 50, 4, 8, 6, 7, 2, 5, 9, 1))


def test_low_above_best_is_drawn_as_recorded() -> None:
    read(chart(("a",), (Count(2, 5, 1),)))


@pytest.mark.parametrize("periods", [(), ("2022",)])
def test_no_period_and_one_period_draw(periods: tuple[str, ...]) -> None:
    svg = chart(periods, exact(*[7] * len(periods)))
    assert ("No records to show." in svg) is (not periods)


def test_a_series_of_another_length_is_refused_by_name() -> None:
    with pytest.raises(ChartError, match=r"'host_state' has 1 values for 2 periods"):
        chart(("a", "b"), exact(1))


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_a_count_that_is_not_a_number_is_refused(bad: float) -> None:
    with pytest.raises(ChartError, match=r"Count\.high"):
        Count(1, 1, bad)


def test_seventeen_series_over_thirty_two_years_stay_small_and_the_same() -> None:
    years = tuple(str(year) for year in range(1991, 2023))
    series = [tuple(Count(i * j % 97, i * j % 61, i * j % 301) for j in range(32)) for i in range(1, 18)]
    first, second = chart(years, *series), chart(years, *series)
    assert first == second
    assert len(first.encode()) < 60_000


def test_a_year_of_months_labels_months_and_two_years_label_years() -> None:
    two = tuple(f"{year}-{month:02d}" for year in (2021, 2022) for month in range(1, 13))
    assert {"2021", "2022"} <= set(words(read(chart(two, exact(*range(24))))))
    assert "2020-01" in words(read(chart(MONTHS, exact(*range(12)))))


finite = st.floats(0, allow_infinity=False, allow_nan=False)
counts = st.none() | st.builds(Count, finite, finite, finite)


@given(st.data())
def test_any_finite_input_gives_a_readable_chart(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 12))
    periods = data.draw(st.lists(st.text(max_size=12), min_size=n, max_size=n))
    row = st.lists(counts, min_size=n, max_size=n).map(tuple)
    series = data.draw(st.lists(st.builds(PerpetratorSeries, st.text(), st.text(), row), max_size=3))
    means = data.draw(st.lists(st.none() | finite, min_size=n, max_size=n).map(tuple))
    shares = data.draw(st.lists(st.none() | st.floats(0, 1), min_size=n, max_size=n).map(tuple))
    read(violence_over_time(CAPTION, periods, series, Observability(means, shares)))
