"""The release gate: whether the hurdle may be shown for a target and window, or history is (methods 1.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withstand.analysis.backtest import LOG_LOSS, Backtest, ModelScore, brier_name
from withstand.analysis.phrases import counted, figure
from withstand.analysis.result_values import (
    CONFLICTOLOGY,
    EWMA_NB,
    HURDLE,
    LADDER,
    SHOWABLE_BASELINES,
    SHRUNK,
    Check,
    Verdict,
)
from withstand.analysis.trials import BASELINES

if TYPE_CHECKING:
    from collections.abc import Callable

    from withstand.analysis.result_values import Interval

SLOPE_BOUNDS = (0.7, 1.3)
LEAST_POSITIVES = 50
LEAST_EVENTS = 10
IN_WORDS = {
    "zero": "always zero",
    "last": "last value",
    CONFLICTOLOGY: "the last 12 months",
    SHRUNK: "the area's 36 months shrunk to the country",
    EWMA_NB: "weighted average with negative binomial noise",
}


def judge(backtest: Backtest) -> Verdict:
    """The verdict of the release gate on a backtest.

    The hurdle passes if at each ladder step at least 10 test windows reached it and its Brier score beats the best
    baseline with a 90 % interval of the difference that lies below 0, its log loss is no worse than the best
    baseline's, its calibration slope is within 0.7-1.3, and the test years hold at least 50 area-months with a
    death. CRPS is not gated.
    """
    if backtest.refusal:
        sentence = f"The model could not be tested: {backtest.refusal}."
        check = Check("record", None, (None, None), None, passed=False, sentence=sentence, judged=False)
        return Verdict(backtest.target, backtest.window, "history", SHRUNK, (check,))
    checks = (
        *(_brier_check(backtest, i, step) for i, step in enumerate(LADDER)),
        _log_loss_check(backtest),
        _slope_check(backtest),
        _positives_check(backtest),
    )
    return Verdict(
        target=backtest.target,
        window=backtest.window,
        shown="hurdle" if all(check.passed for check in checks) else "history",
        baseline=min(SHOWABLE_BASELINES, key=lambda name: backtest.model(name).steps[0].brier),
        checks=checks,
        notes=_notes(backtest),
    )


def best_baseline(backtest: Backtest, score: Callable[[ModelScore], float]) -> str:
    """The baseline with the lowest score; the first of equals."""
    return min(BASELINES, key=lambda name: score(backtest.model(name)))


def one_year_decides(backtest: Backtest) -> bool:
    """Whether the hurdle's Brier gain over conflictology_12 (P(y >= 1)) rests on its best test year (methods 1.5).

    True when the gain summed over the test years is above 0, and is not without the year that gives most.
    """
    gains = [row.brier_gain for row in backtest.by_year]
    return bool(gains) and sum(gains) > 0.0 >= sum(sorted(gains)[:-1])


def _notes(backtest: Backtest) -> tuple[str, ...]:
    if not one_year_decides(backtest):
        return ()
    best = max(backtest.by_year, key=lambda row: row.brier_gain)
    return (f"Without {best.year}, its best test year, the model is no better than {IN_WORDS[CONFLICTOLOGY]}.",)


def _brier_check(backtest: Backtest, position: int, step: int) -> Check:
    best = best_baseline(backtest, lambda score: score.steps[position].brier)
    interval, events = backtest.difference(brier_name(step), best), backtest.events[position]
    judged = events >= LEAST_EVENTS
    passed = judged and interval.high < 0.0
    ours, theirs = (backtest.model(name).steps[position].brier for name in (HURDLE, best))
    found = (
        f"the model's Brier score is {figure(ours)}, against {figure(theirs)} for {_named(best)}; {_how_sure(interval)}"
        if judged
        else f"{counted(events, 'test window')} reached it, too few to judge the model against {_named(best)}"
    )
    bounds = (interval.low, interval.high)
    sentence = f"At least {counted(step, 'death')}: {found}."
    return Check(brier_name(step), interval.mean, (None, 0.0), bounds, passed, sentence, judged)


def _log_loss_check(backtest: Backtest) -> Check:
    best = best_baseline(backtest, lambda score: score.log_loss)
    ours, theirs = backtest.model(HURDLE).log_loss, backtest.model(best).log_loss
    interval = backtest.difference(LOG_LOSS, best)
    passed = ours <= theirs
    sentence = (
        f"The model's log loss is {figure(ours)}, against {figure(theirs)} for {_named(best)}; "
        f"{'no worse' if passed else 'worse'}."
    )
    return Check(LOG_LOSS, ours - theirs, (None, 0.0), (interval.low, interval.high), passed, sentence)


def _slope_check(backtest: Backtest) -> Check:
    slope, (lowest, highest) = backtest.model(HURDLE).calibration_slope, SLOPE_BOUNDS
    if slope is None:
        found = "cannot be measured"
    elif slope < lowest:
        found = f"is {figure(slope)}, below {lowest}: the probabilities are too extreme"
    elif slope > highest:
        found = f"is {figure(slope)}, above {highest}: the probabilities are too cautious"
    else:
        found = f"is {figure(slope)}: the probabilities are on scale"
    passed = slope is not None and lowest <= slope <= highest
    sentence = f"The calibration slope {found}."
    return Check("calibration_slope", slope, SLOPE_BOUNDS, None, passed, sentence, judged=slope is not None)


def _positives_check(backtest: Backtest) -> Check:
    positives = backtest.positives
    sentence = (
        f"The test years hold {counted(positives, 'area-month')} with a recorded death; "
        f"a judgement needs {LEAST_POSITIVES}."
    )
    passed = positives >= LEAST_POSITIVES
    return Check("positives", float(positives), (float(LEAST_POSITIVES), None), None, passed, sentence)


def _named(baseline: str) -> str:
    return f"the best baseline, {IN_WORDS[baseline]}"


def _how_sure(interval: Interval) -> str:
    """Where the 90 % interval of the difference lies; a lower score is better."""
    if interval.high < 0.0:
        return "lower at 90 %"
    return "higher at 90 %" if interval.low > 0.0 else "may be chance at 90 %"
