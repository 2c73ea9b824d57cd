"""What lies before the record is not known: no window, mean or feature may count it, nor anything in it twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_panels import invented_panel
from invented_series import outcome_of, panel_of
from scipy.stats import poisson

from withstand.analysis.baselines import OWN_MONTHS, SHRUNK_MONTHS, own_history
from withstand.analysis.evaluation import run_backtest
from withstand.analysis.features import ewma, months_since_last, share_positive
from withstand.analysis.gate import judge
from withstand.analysis.ladder import forecast, windows_possible
from withstand.analysis.panel import PanelError
from withstand.analysis.result_values import LADDER
from withstand.analysis.trials import MODELS

short_series = st.lists(st.sampled_from([0, 0, 0, 1, 5, 12, 30]), min_size=3, max_size=35)


def windows_inside(series: list[int], window: int, months: int) -> np.ndarray:
    recent = series[-months:]
    return np.array([sum(recent[i : i + window]) for i in range(len(recent) - window + 1)])


def shares(totals: np.ndarray) -> list[float]:
    return [float((totals >= step).mean()) for step in LADDER]


@pytest.mark.parametrize(
    ("series", "window", "right"),
    [([3, *[0] * 11], 1, 1 / 12), ([*[0] * 7, *[5] * 5], 1, 5 / 12), ([0, 0, 3, 0, 0, 0, 0, 0], 3, 1 / 2)],
)
def test_the_first_window_of_a_short_record_is_counted_once(series: list[int], window: int, right: float) -> None:
    own = own_history(outcome_of(window, series), np.array([len(series) - 1]), SHRUNK_MONTHS)
    assert own.ladder()[0, 0] == pytest.approx(right)


@given(short_series, st.integers(1, 3))
def test_own_history_of_a_short_record_is_the_plain_share_of_its_windows(series: list[int], window: int) -> None:
    outcome, origin = outcome_of(window, series), np.array([len(series) - 1])
    for months in (OWN_MONTHS, SHRUNK_MONTHS):
        own = own_history(outcome, origin, months).ladder()[0]
        np.testing.assert_allclose(own, shares(windows_inside(series, window, months)), atol=1e-12)
    twelve = MODELS["conflictology_12"](outcome, origin[0], origin).ladder()[0]
    np.testing.assert_allclose(twelve, shares(windows_inside(series, window, OWN_MONTHS)), atol=1e-12)
    last = MODELS["last"](outcome, origin[0], origin).ladder()[0]
    np.testing.assert_allclose(last, poisson.sf(np.array(LADDER) - 1, sum(series[-window:])), atol=1e-9)


@given(short_series, st.integers(1, 3))
def test_every_origin_of_a_short_record_has_its_own_windows(series: list[int], window: int) -> None:
    origins = np.arange(window - 1, len(series))
    own = own_history(outcome_of(window, series, series[::-1]), origins, SHRUNK_MONTHS).ladder()
    for row, origin in zip(own.reshape(origins.size, 2, 3), origins.tolist(), strict=True):
        for of_area, known in zip(row, (series[: origin + 1], series[::-1][: origin + 1]), strict=True):
            np.testing.assert_allclose(of_area, shares(windows_inside(known, window, SHRUNK_MONTHS)), atol=1e-12)


@given(short_series, st.integers(1, 3))
def test_shrunk_history_of_a_short_record_is_nine_tenths_its_plain_share(series: list[int], window: int) -> None:
    totals = windows_inside(series, window, SHRUNK_MONTHS)
    shown = MODELS["shrunk_conflictology"](outcome_of(window, series), len(series) - 1, np.array([len(series) - 1]))
    reached = (totals >= 1).sum()
    expected = 0.9 * reached / totals.size + 0.1 * (reached + 0.5) / (totals.size + 0.5)
    assert shown.ladder()[0, 0] == pytest.approx(expected)


@pytest.mark.parametrize("name", ["last", "conflictology_12", "shrunk_conflictology"])
def test_a_window_that_begins_before_the_record_is_refused(name: str) -> None:
    with pytest.raises(PanelError, match="no window of 3 months lies within the record"):
        MODELS[name](outcome_of(3, [1, 0, 0, 0]), 1, np.array([1]))


@pytest.mark.parametrize("name", ["ewma_nb", "hurdle"])
def test_a_model_with_nothing_to_fit_on_is_refused(name: str) -> None:
    with pytest.raises(PanelError, match=r"the record has 14 months; .* needs 15"):
        MODELS[name](outcome_of(3, [1] * 14), 13, np.array([13]))
    assert (MODELS[name](outcome_of(3, [1] * 15), 14, np.array([14])).ladder() > 0).all()


@given(st.integers(1, 35), st.integers(0, 40), st.sampled_from((2.0, 6.0, 18.0)))
def test_months_before_the_record_are_not_zeros_in_means_and_shares(months: int, deaths: int, half_life: float) -> None:
    steady = np.full((1, months), float(deaths))
    np.testing.assert_allclose(ewma(steady, half_life), steady)
    np.testing.assert_allclose(share_positive(steady, 36), steady > 0)


def test_a_short_record_does_not_claim_ten_quiet_years() -> None:
    np.testing.assert_array_equal(months_since_last(np.zeros((1, 130)))[0], [*range(1, 121), *[120] * 10])


def test_windows_the_record_can_carry() -> None:
    for months, possible in ((1, (1,)), (2, (1,)), (3, (1, 3)), (40, (1, 3))):
        panel = invented_panel(months=months)
        assert windows_possible(panel, (1, 3)) == possible
        for window in possible:
            untested = run_backtest(panel, "non_state", window)
            assert forecast(panel, "non_state", window, judge(untested), untested)


def test_a_record_of_one_month_is_told_in_the_singular() -> None:
    panel = panel_of([2])
    untested = run_backtest(panel, "host_state", 3)
    with pytest.raises(PanelError, match=r"a record of 1 month is too short for a window of 3$"):
        forecast(panel, "host_state", 3, judge(untested), untested)
    assert "the record has 1 month;" in untested.refusal
