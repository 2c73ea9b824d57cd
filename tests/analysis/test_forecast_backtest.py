import json
from dataclasses import replace

import numpy as np
import pytest
from central_african_republic import car_panel
from invented_panels import invented_panel

from withstand.analysis.backtest import Backtest
from withstand.analysis.evaluation import run_backtest
from withstand.analysis.gate import judge
from withstand.analysis.ladder import LadderError, forecast
from withstand.analysis.outcome import Outcome
from withstand.analysis.panel import PanelError, month_id
from withstand.analysis.plain import PlainError
from withstand.analysis.result_values import HURDLE, SHOWABLE_BASELINES, Interval, Verdict
from withstand.analysis.trials import (
    BASELINES,
    MODELS,
    YearsError,
    default_test_years,
    origins_of_year,
    run_trials,
)


@pytest.fixture(scope="module")
def backtest() -> Backtest:
    return run_backtest(invented_panel(1, areas=8, months=150), "non_state", 3, draws=200)


@pytest.mark.parametrize(
    ("first", "months", "years"),
    [
        ("1989-01", 408, range(2015, 2023)),
        ("1989-01", 60, ()),
        ("1989-01", 71, ()),
        ("1989-01", 72, (1994,)),
        ("1989-02", 83, (1995,)),
        ("1989-01", 77, (1994,)),
    ],
)
def test_test_years_are_full_and_leave_sixty_months(first: str, months: int, years: tuple[int, ...]) -> None:
    panel = invented_panel(areas=2, months=months, first_month=month_id(first), rate=0.0)
    assert default_test_years(panel) == tuple(years)


def test_origins_are_those_whose_first_month_lies_in_the_year_and_whose_window_is_complete() -> None:
    panel = invented_panel(months=132, first_month=month_id("1980-01"))
    middle = origins_of_year(Outcome(panel, "non_state", 3), 1988)
    last = origins_of_year(Outcome(panel, "non_state", 3), 1990)
    assert middle.tolist() == list(range(95, 107))
    assert last.tolist() == list(range(119, 129))


def test_no_model_is_fitted_on_windows_that_end_in_the_test_year() -> None:
    outcome = Outcome(invented_panel(months=132), "non_state", 3)
    seen: list[tuple[int, int, int]] = []

    def spy(given: Outcome, known: int, origins: np.ndarray) -> object:
        seen.append((known, int(given.training_origins(known)[-1]) + 3, int(origins[0])))
        return MODELS["zero"](given, known, origins)

    run_trials(outcome, (1988, 1989), {"spy": spy})  # type: ignore[dict-item]
    assert seen == [(95, 95, 95), (107, 107, 107)]


def test_a_year_outside_the_record_is_refused() -> None:
    outcome = Outcome(invented_panel(months=132), "non_state", 1)
    for year in (1979, 1980, 1995):
        with pytest.raises(YearsError, match=f"{year} cannot be a test year"):
            run_trials(outcome, (year,))


def test_one_seed_gives_one_backtest_and_progress_is_told() -> None:
    panel, told = invented_panel(1, months=132), list[tuple[int, int]]()
    runs = [
        run_backtest(panel, "host_state", 1, seed=seed, draws=50, progress=lambda *at: told.append(at))
        for seed in (3, 3, 4)
    ]
    assert runs[0] == runs[1]
    assert runs[0].models == runs[2].models
    assert runs[0].differences != runs[2].differences
    assert told[: len(runs[0].years)] == [(i + 1, 6) for i in range(6)]


def test_a_backtest_survives_json(backtest: Backtest) -> None:
    again = Backtest.from_plain(json.loads(json.dumps(backtest.to_plain(), allow_nan=False)))
    assert again == backtest
    assert judge(again) == judge(backtest)


@pytest.mark.parametrize(
    "change",
    [{"seed": "0"}, {"models": 3}, {"years": [None]}, {"surplus": 1}, {"models": [{"model": "hurdle"}]}],
)
def test_plain_values_of_another_version_are_refused(backtest: Backtest, change: dict[str, object]) -> None:
    with pytest.raises(PlainError, match="make the result anew"):
        Backtest.from_plain({**backtest.to_plain(), **change})


def test_scores_add_up(backtest: Backtest) -> None:
    assert backtest.forecasts == sum(row.forecasts for row in backtest.by_year)
    assert backtest.events[0] == sum(row.events for row in backtest.by_year)
    assert [score.model for score in backtest.models] == [*BASELINES, HURDLE]
    for score in backtest.models:
        for step, events in zip(score.steps, backtest.events, strict=True):
            assert sum(band.forecasts for band in step.track) == backtest.forecasts
            assert sum(band.came_true for band in step.track) == events
    for baseline in BASELINES:
        gap = backtest.model(HURDLE).crps - backtest.model(baseline).crps
        assert backtest.difference("crps", baseline).mean == pytest.approx(gap)


def constructed(
    backtest: Backtest, *, high: float = -0.001, at: int = 0, log_loss: float = 0.1, slope: float | None = 1.0
) -> Backtest:
    """A backtest the hurdle passes by a margin unless an argument says otherwise."""
    baseline_brier = {
        "zero": 0.09,
        "last": 0.12,
        "conflictology_12": 0.10,
        "shrunk_conflictology": 0.10,
        "ewma_nb": 0.11,
    }
    models = tuple(
        replace(
            score,
            log_loss=log_loss if score.model == HURDLE else 0.2,
            calibration_slope=slope,
            steps=tuple(replace(step, brier=baseline_brier.get(score.model, 0.05)) for step in score.steps),
        )
        for score in backtest.models
    )
    step = ("brier_1", "brier_10", "brier_25")[at]
    differences = tuple(
        replace(d, interval=Interval(-0.04, -0.06, high if d.score == step else -0.02)) for d in backtest.differences
    )
    return replace(backtest, models=models, differences=differences, positives=50)


@pytest.mark.parametrize(
    ("changes", "positives", "failed"),
    [
        ({}, 50, set()),
        ({"high": 0.0}, 50, {"brier_1"}),
        ({"high": 0.001, "at": 1}, 50, {"brier_10"}),
        ({"high": 0.001, "at": 2}, 50, {"brier_25"}),
        ({"log_loss": 0.2}, 50, set()),
        ({"log_loss": 0.2001}, 50, {"log_loss"}),
        ({"slope": 0.7}, 50, set()),
        ({"slope": 0.69}, 50, {"calibration_slope"}),
        ({"slope": 1.3}, 50, set()),
        ({"slope": 1.31}, 50, {"calibration_slope"}),
        ({"slope": None}, 50, {"calibration_slope"}),
        ({}, 49, {"positives"}),
        ({"high": 0.1, "slope": 2.0}, 3, {"brier_1", "calibration_slope", "positives"}),
    ],
)
def test_the_gate(backtest: Backtest, changes: dict[str, float], positives: int, failed: set[str]) -> None:
    verdict = judge(replace(constructed(backtest, **changes), positives=positives))  # type: ignore[arg-type]
    assert {check.name for check in verdict.checks if not check.passed} == failed
    assert len(verdict.refusals) == len(failed)
    assert verdict.shown == ("history" if failed else "hurdle")
    assert verdict.model == ("shrunk_conflictology" if failed else HURDLE)
    assert verdict.baseline == "shrunk_conflictology"
    assert verdict.checks[0].value == -0.04
    assert "the best baseline, always zero" in verdict.checks[0].sentence


@pytest.mark.parametrize("months", [1, 2, 12, 40, 71])
def test_a_record_too_short_to_test_is_refused_with_a_reason_and_history_is_shown(months: int) -> None:
    panel = invented_panel(months=months)
    untested = run_backtest(panel, "non_state", 1)
    verdict = judge(untested)
    assert Backtest.from_plain(untested.to_plain()) == untested
    assert (verdict.shown, verdict.baseline) == ("history", "shrunk_conflictology")
    assert "60 months" in verdict.refusals[0]
    assert f"the record has {months} month{'s' if months > 1 else ''};" in verdict.refusals[0]
    shown = forecast(panel, "non_state", 1, verdict, untested)
    assert all(area.p_any > 0 and area.track == () for area in shown)
    assert shown[0].last_12.months == min(months, 12)


@pytest.mark.parametrize("shown", ["hurdle", "history"])
@pytest.mark.parametrize("baseline", SHOWABLE_BASELINES)
def test_what_is_shown_of_a_forecast(backtest: Backtest, shown: str, baseline: str) -> None:
    panel = invented_panel(1, areas=8, months=150, first_month=month_id("2010-01"))
    verdict = Verdict("non_state", 3, shown, baseline, ())  # type: ignore[arg-type]
    areas = forecast(panel, "non_state", 3, verdict, backtest)
    assert [area.area for area in areas] == list(panel.areas)
    for area, deaths in zip(areas, panel.one_sided["non_state"], strict=True):
        assert 1 > area.p_any >= area.p_10 >= area.p_25 > 0
        assert 1 > area.history_p_any >= area.history_p_10 >= area.history_p_25 > 0
        assert (area.p_any == area.history_p_any) == (shown == "history")
        assert (area.origin, area.first_month, area.last_month) == ("2022-06", "2022-07", "2022-09")
        assert area.last_12.share == pytest.approx((deaths[-12:] > 0).mean())
        assert area.last_36.with_deaths == (deaths[-36:] > 0).sum()
        assert [record.step for record in area.track] == [1, 10, 25]
        for record, p in zip(area.track, (area.p_any, area.p_10, area.p_25), strict=True):
            assert record.low <= p < record.high
            assert 0 <= record.came_true <= record.forecasts
    assert areas[0].track[0].base_rate == pytest.approx(backtest.events[0] / backtest.forecasts)
    json.dumps([area.to_plain() for area in areas], allow_nan=False)


def test_no_output_speaks_of_expected_deaths_or_of_safety(backtest: Backtest) -> None:
    panel = invented_panel(1, areas=8, months=150)
    verdict = judge(backtest)
    plain = [area.to_plain() for area in forecast(panel, "non_state", 3, verdict, backtest)]
    words = json.dumps([plain, backtest.to_plain(), [check.sentence for check in verdict.checks]]).lower()
    assert "safe" not in words
    assert "expected" not in words
    assert "mean_deaths" not in words


def test_a_forecast_rests_on_its_own_verdict(backtest: Backtest) -> None:
    panel = invented_panel(1, areas=8, months=150)
    with pytest.raises(LadderError, match="host_state in 3 months"):
        forecast(panel, "host_state", 3, judge(backtest), backtest)
    short = invented_panel(months=2)
    untested = run_backtest(short, "non_state", 3)
    with pytest.raises(PanelError, match="too short for a window of 3"):
        forecast(short, "non_state", 3, judge(untested), untested)


@pytest.mark.parametrize(("target", "positives"), [("host_state", 29), ("any_state", 30), ("non_state", 206)])
@pytest.mark.parametrize(("window", "forecasts"), [(1, 1632), (3, 1598)])
def test_the_central_african_republic(target: str, positives: int, window: int, forecasts: int) -> None:
    panel = car_panel()
    backtest = run_backtest(panel, target, window)
    verdict = judge(backtest)
    hurdle = backtest.model(HURDLE)
    assert len(panel.areas) == 17
    assert backtest.years == tuple(range(2015, 2023))
    assert (backtest.forecasts, backtest.positives) == (forecasts, positives)
    assert verdict.shown == "history"
    failed = {check.name for check in verdict.checks if not check.passed}
    assert ("positives" in failed) == (target != "non_state")
    assert "brier_25" in failed
    assert hurdle.average_precision is not None
    assert hurdle.average_precision > 1.5 * backtest.events[0] / backtest.forecasts
    assert hurdle.steps[0].skill_over_climate is not None
    assert hurdle.steps[0].skill_over_climate > 0
    for area in forecast(panel, target, window, verdict, backtest):
        assert 1 > area.p_any >= area.p_10 >= area.p_25 > 0
