"""Ladder, sparkline and reliability: never impossible, never certain, and unknown is written."""

import pytest
from chart_reading import SVG, description, read, words
from hypothesis import given
from hypothesis import strategies as st

from withstand.brief.charts import Caption, ChartError, LadderStep, ReliabilityBand, ladder, reliability, sparkline

CAPTION = Caption("Did earlier probabilities hold?")
share = st.floats(0, 1)


def test_a_ladder_says_what_it_draws() -> None:
    root = read(ladder([LadderStep("any", 0.58, 0.45), LadderStep("≥ 10", 0.0), LadderStep("≥ 25", None)]))
    assert words(root) == ["any", "58\u00a0%", "≥ 10", "under 1\u00a0%", "≥ 25", "unknown"]
    assert root.findtext(f"{SVG}title") == (
        "any: 58\u00a0% (history 45\u00a0%); ≥ 10: under 1\u00a0% (history unknown); ≥ 25: unknown (history unknown)"
    )


def test_a_sparkline_tells_unknown_from_zero() -> None:
    assert "not known" not in sparkline([0, 0, 4])
    assert "not known in 1 of 3 periods" in sparkline([0, None, 4])
    assert "No records to show." in sparkline([])


def test_sparklines_of_one_table_can_share_a_scale() -> None:
    assert sparkline([1, 2], top=100) != sparkline([1, 2])


def test_a_row_of_a_table_is_small() -> None:
    months = [None if i % 7 == 0 else float(i * i) for i in range(36)]
    steps = [LadderStep(name, None, 0.2) for name in ("any", "≥ 10", "≥ 25")]
    assert len((ladder(steps) + sparkline(months)).encode()) < 6_000


def test_reliability_writes_every_number_and_draws_only_what_was_observed() -> None:
    bands = [ReliabilityBand(0.28, 96, 0.24, 0.17, 0.33), ReliabilityBand(0.9, 0, None)]
    root = read(reliability(CAPTION, bands))
    assert {"96", "0"} <= set(words(root))
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert "given 28\u00a0%: came true 24\u00a0% (interval 17\u00a0% to 33\u00a0%, n = 96)" in description(root)
    assert "given 90\u00a0%: not known (n = 0)" in description(root)


def test_reliability_without_bands_says_so() -> None:
    assert "No records to show." in words(read(reliability(CAPTION, [])))


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan")])
def test_a_probability_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(ChartError):
        LadderStep("any", value)
    with pytest.raises(ChartError):
        ReliabilityBand(value, 1, 0.5)


@given(st.lists(st.builds(LadderStep, st.text(), st.none() | share, st.none() | share), max_size=4))
def test_any_ladder_is_readable(steps: list[LadderStep]) -> None:
    assert ladder(steps) == ladder(steps)
    read(ladder(steps))


@given(st.lists(st.none() | st.floats(0, allow_infinity=False), max_size=40))
def test_any_sparkline_is_readable(counts: list[float | None]) -> None:
    read(sparkline(counts))


optional = st.none() | share
bands = st.builds(ReliabilityBand, share, st.integers(0), optional, optional, optional)


@given(st.lists(bands, max_size=8))
def test_any_reliability_is_readable(given_bands: list[ReliabilityBand]) -> None:
    read(reliability(CAPTION, given_bands))
