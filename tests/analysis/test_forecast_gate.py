"""What the gate says of a backtest, and in which words."""

import json
import re
from dataclasses import replace

import pytest
from central_african_republic import car_panel
from invented_panels import invented_panel

from withstand.analysis.backtest import Backtest
from withstand.analysis.evaluation import run_backtest
from withstand.analysis.gate import IN_WORDS, judge, one_year_decides
from withstand.analysis.phrases import counted, figure
from withstand.analysis.plain import from_plain
from withstand.analysis.result_values import CONFLICTOLOGY, HURDLE, Interval
from withstand.analysis.trials import BASELINES


@pytest.fixture(scope="module")
def backtest() -> Backtest:
    return run_backtest(invented_panel(1, areas=8, months=150), "non_state", 3, draws=200)


def with_brier(backtest: Backtest, brier: dict[str, tuple[float, float, float]]) -> Backtest:
    models = tuple(
        replace(
            score,
            steps=tuple(
                replace(step, brier=b) for step, b in zip(score.steps, brier.get(score.model, (0.3,) * 3), strict=True)
            ),
        )
        for score in backtest.models
    )
    return replace(backtest, models=models)


@pytest.mark.parametrize(
    ("shrunk", "ewma_nb", "shown"), [(0.10, 0.11, "shrunk_conflictology"), (0.11, 0.10, "ewma_nb")]
)
def test_noise_at_rare_steps_does_not_choose_the_shown_history(
    backtest: Backtest, shrunk: float, ewma_nb: float, shown: str
) -> None:
    """EWMA-NB was shown for a difference at 10 and 25 deaths, though it ranked areas no better than chance."""
    for rare in ((0.0, 0.2), (0.2, 0.0)):
        brier = {"shrunk_conflictology": (shrunk, rare[0], rare[0]), "ewma_nb": (ewma_nb, rare[1], rare[1])}
        assert judge(with_brier(backtest, {**brier, "zero": (0.0, 0.0, 0.0)})).baseline == shown


@pytest.mark.parametrize("window", [1, 3])
def test_the_history_shown_for_the_host_state_ranks_areas_better_than_chance(window: int) -> None:
    tested = run_backtest(car_panel(), "host_state", window)
    verdict = judge(tested)
    shown = tested.model(verdict.model)
    assert verdict.model == "shrunk_conflictology"
    assert shown.auc is not None
    assert shown.auc > 0.65
    assert verdict.notes == ()


@pytest.mark.parametrize(("events", "judged"), [(0, False), (1, False), (9, False), (10, True)])
def test_a_step_few_windows_reached_is_not_passed_but_called_too_few_to_judge(
    backtest: Backtest, events: int, judged: bool
) -> None:
    clear = tuple(replace(d, interval=Interval(-0.04, -0.06, -0.02)) for d in backtest.differences)
    check = judge(replace(backtest, events=(60, events, 60), differences=clear)).checks[1]
    assert (check.name, check.passed, check.judged) == ("brier_10", judged, judged)
    assert ("too few to judge" in check.sentence) == (not judged)
    if not judged:
        assert f"At least 10 deaths: {counted(events, 'test window')} reached it" in check.sentence
        assert not re.search(r"0\.\d", check.sentence)


@pytest.mark.parametrize("best", BASELINES)
def test_sentences_of_the_gate_name_the_comparator_in_words(backtest: Backtest, best: str) -> None:
    low = tuple(replace(m, log_loss=0.01 if m.model == best else 0.2) for m in backtest.models)
    verdict = judge(with_brier(replace(backtest, models=low), {best: (0.01, 0.01, 0.01)}))
    for check in verdict.checks[:4]:
        assert f"the best baseline, {IN_WORDS[best]}" in check.sentence
    for check in verdict.checks:
        assert "_" not in check.sentence
        assert "zero)" not in check.sentence
        assert len(re.findall(r"\d+\.\d+", check.sentence)) <= 2
        assert all(len(digits.lstrip("0.").replace(".", "")) <= 3 for digits in re.findall(r"\d+\.\d+", check.sentence))
        assert len(check.sentence) < 170


@pytest.mark.parametrize(
    ("mean", "low", "high", "says"),
    [
        (-0.02, -0.03, -0.01, "lower"),
        (-0.02, -0.03, 0.0, "may be chance"),
        (0.0, 0.0, 0.0, "may be chance"),
        (0.02, 0.0, 0.03, "may be chance"),
        (0.02, 0.01, 0.03, "higher"),
    ],
)
def test_how_sure_a_difference_is(backtest: Backtest, mean: float, low: float, high: float, says: str) -> None:
    differences = tuple(replace(d, interval=Interval(mean, low, high)) for d in backtest.differences)
    check = judge(replace(backtest, differences=differences)).checks[0]
    assert check.sentence.endswith(f"; {says} at 90 %.")
    assert check.passed == (says == "lower")


def gains(backtest: Backtest, *by_year: float) -> Backtest:
    row = backtest.by_year[0]
    return replace(backtest, by_year=tuple(replace(row, year=2010 + i, brier_gain=g) for i, g in enumerate(by_year)))


@pytest.mark.parametrize(
    ("by_year", "decides"),
    [
        ((3.0, 1.0, 1.0), False),
        ((3.0, 1.0, -1.5), True),
        ((3.0, 1.0, -1.0), True),
        ((3.0,), True),
        ((-3.0, 1.0, 1.0), False),
        ((-3.0, -1.0), False),
        ((0.0, 0.0), False),
        ((), False),
    ],
)
def test_a_gain_that_rests_on_one_year_is_told(backtest: Backtest, by_year: tuple[float, ...], decides: bool) -> None:
    given = gains(backtest, *by_year)
    verdict, before = judge(given), judge(backtest)
    assert one_year_decides(given) == decides
    assert (verdict.checks, verdict.shown) == (before.checks, before.shown)
    said = ("Without 2010, its best test year, the model is no better than the last 12 months.",)
    assert verdict.notes == (said if decides else ())


def test_gains_by_year_add_up_to_the_whole_gain(backtest: Backtest) -> None:
    ours, theirs = (backtest.model(name).steps[0].brier for name in (HURDLE, CONFLICTOLOGY))
    assert sum(row.brier_gain for row in backtest.by_year) == pytest.approx((theirs - ours) * backtest.forecasts)


def test_kept_backtests_are_read_without_asking_their_types_again(
    backtest: Backtest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four kept backtests took 0.3 s: the type hints of a class were worked out for each of a thousand results."""
    kept = [json.loads(json.dumps(backtest.to_plain())) for _ in range(4)]
    assert [Backtest.from_plain(plain) for plain in kept] == [backtest] * 4

    def asked_again(_kind: type) -> None:
        raise AssertionError("type hints were worked out again")

    monkeypatch.setattr("withstand.analysis.plain.get_type_hints", asked_again)
    assert from_plain(Backtest, kept[1]) == backtest


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.05, "0.0500"), (0.09, "0.0900"), (0.016779, "0.0168"), (1.5264, "1.53"), (0.0000151, "0.0000151"),
     (-0.00085, "-0.000850"), (2.45454, "2.45"), (1234.5, "1234")],
)  # fmt: skip
def test_figures_have_three_digits_and_no_exponent(value: float, text: str) -> None:
    assert figure(value) == text
