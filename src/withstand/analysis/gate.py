"""The release gate: whether the hurdle may be shown for a target and window, or history is (methods 1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from withstand.analysis.backtest import LOG_LOSS, Backtest, ModelScore, brier_name
from withstand.analysis.distributions import LADDER
from withstand.analysis.trials import BASELINES, HURDLE, SHOWABLE_BASELINES, SHRUNK

if TYPE_CHECKING:
    from collections.abc import Callable

    from withstand.analysis.bootstrap import Interval

SLOPE_BOUNDS = (0.7, 1.3)
LEAST_POSITIVES = 50


@dataclass(frozen=True)
class Check:
    """One condition of the gate.

    value     what was measured; for differences the hurdle's score minus the best baseline's. None: not defined.
    bound     (lowest, highest) value that passes; None on a side without one.
    interval  90 % interval of the value where the gate looks at one.
    """

    name: str
    value: float | None
    bound: tuple[float | None, float | None]
    interval: tuple[float, float] | None
    passed: bool
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What is shown for a target and window.

    shown     "hurdle" when every check passed, else "history".
    baseline  the history model: of those that never say exactly 0, the one with the lowest sum of Brier scores
              over the ladder. zero, last and conflictology_12 are judged, but a quiet year is no promise.
    """

    target: str
    window: int
    shown: Literal["hurdle", "history"]
    baseline: str
    checks: tuple[Check, ...]

    @property
    def model(self) -> str:
        """The name of the model whose probabilities are shown."""
        return HURDLE if self.shown == "hurdle" else self.baseline

    @property
    def refusals(self) -> tuple[str, ...]:
        """The sentences of the checks that failed."""
        return tuple(check.sentence for check in self.checks if not check.passed)


def judge(backtest: Backtest) -> Verdict:
    """The verdict of the release gate on a backtest.

    The hurdle passes if its Brier score beats the best baseline at each ladder step with a 90 % interval of the
    difference that lies below 0, its log loss is no worse than the best baseline's, its calibration slope is
    within 0.7-1.3, and the test years hold at least 50 area-months with a death. CRPS is not gated.
    """
    if backtest.refusal:
        sentence = f"The model could not be tested: {backtest.refusal}."
        check = Check("record", None, (None, None), None, passed=False, sentence=sentence)
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
        baseline=min(SHOWABLE_BASELINES, key=lambda name: _ladder_brier(backtest.model(name))),
        checks=checks,
    )


def best_baseline(backtest: Backtest, score: Callable[[ModelScore], float]) -> str:
    """The baseline with the lowest score; the first of equals."""
    return min(BASELINES, key=lambda name: score(backtest.model(name)))


def _ladder_brier(score: ModelScore) -> float:
    return sum(step.brier for step in score.steps)


def _brier_check(backtest: Backtest, position: int, step: int) -> Check:
    best = best_baseline(backtest, lambda score: score.steps[position].brier)
    interval = backtest.difference(brier_name(step), best)
    passed = interval.high < 0.0
    sentence = (
        f"{_at_least(step)}: the model's Brier score is {backtest.model(HURDLE).steps[position].brier:.5f}, "
        f"the best baseline's ({best}) {backtest.model(best).steps[position].brier:.5f}; "
        f"{_where(interval, passed)}."
    )
    return Check(brier_name(step), interval.mean, (None, 0.0), (interval.low, interval.high), passed, sentence)


def _log_loss_check(backtest: Backtest) -> Check:
    best = best_baseline(backtest, lambda score: score.log_loss)
    ours, theirs = backtest.model(HURDLE).log_loss, backtest.model(best).log_loss
    interval = backtest.difference(LOG_LOSS, best)
    passed = ours <= theirs
    sentence = (
        f"The model's log loss is {ours:.4f}, the best baseline's ({best}) {theirs:.4f}: "
        f"{'no worse' if passed else 'worse'}."
    )
    return Check(LOG_LOSS, ours - theirs, (None, 0.0), (interval.low, interval.high), passed, sentence)


def _slope_check(backtest: Backtest) -> Check:
    slope, (lowest, highest) = backtest.model(HURDLE).calibration_slope, SLOPE_BOUNDS
    passed = slope is not None and lowest <= slope <= highest
    measured = "cannot be measured" if slope is None else f"is {slope:.2f}"
    sentence = f"The calibration slope {measured}; it must lie between {lowest} and {highest}."
    return Check("calibration_slope", slope, SLOPE_BOUNDS, None, passed, sentence)


def _positives_check(backtest: Backtest) -> Check:
    positives = backtest.positives
    sentence = (
        f"The test years {backtest.years[0]}-{backtest.years[-1]} hold {positives} area-months with a recorded "
        f"death; a judgement needs at least {LEAST_POSITIVES}."
    )
    passed = positives >= LEAST_POSITIVES
    return Check("positives", float(positives), (float(LEAST_POSITIVES), None), None, passed, sentence)


def _at_least(step: int) -> str:
    return "At least 1 death" if step == 1 else f"At least {step} deaths"


def _where(interval: Interval, passed: bool) -> str:
    span = f"the 90 % interval of the difference, {interval.low:.5f} to {interval.high:.5f},"
    return f"{span} {'lies below 0' if passed else 'does not lie below 0'}"
