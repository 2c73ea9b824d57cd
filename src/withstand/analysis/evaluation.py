"""Running a backtest: test forecasts of all models, scored and compared (methods 1.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.backtest import SCORES, Backtest, Difference, ModelScore, StepScore, YearSkill
from withstand.analysis.bootstrap import DRAWS, cluster_intervals, cluster_weights
from withstand.analysis.measures import (
    auc,
    average_precision,
    calibration,
    log_loss,
    reliability,
    top_capture,
)
from withstand.analysis.outcome import Outcome
from withstand.analysis.phrases import counted
from withstand.analysis.result_values import CONFLICTOLOGY, HURDLE, LADDER
from withstand.analysis.trials import (
    BASELINES,
    LEAST_TRAINING_MONTHS,
    default_test_years,
    january,
    run_trials,
)

if TYPE_CHECKING:
    from withstand.analysis.panel import BoolArray, FloatArray, Panel
    from withstand.analysis.trials import Predictions, Progress, Trials


def run_backtest(
    panel: Panel,
    target: str,
    window: int,
    *,
    years: tuple[int, ...] | None = None,
    seed: int = 0,
    draws: int = DRAWS,
    progress: Progress | None = None,
) -> Backtest:
    """Test all models on the panel; the years default to the last eight full ones with 60 months before them.

    A record too short for one test year gives a backtest with a refusal, not an error. `progress` is told
    (test years done, test years in all).
    """
    outcome = Outcome(panel, target, window)
    chosen = default_test_years(panel) if years is None else years
    if not chosen:
        why = (
            f"the record has {counted(panel.months, 'month')}; a test needs {LEAST_TRAINING_MONTHS} months "
            "and one full calendar year after them"
        )
        return Backtest(target, window, (), len(panel.areas), 0, 0, (), (), (), (), seed, draws, why)
    trials = run_trials(outcome, chosen, progress=progress)
    return evaluate(outcome, chosen, trials, seed=seed, draws=draws)


def evaluate(outcome: Outcome, years: tuple[int, ...], trials: Trials, *, seed: int, draws: int) -> Backtest:
    """Score trials of the hurdle and all baselines."""
    reference = trials.predictions[CONFLICTOLOGY]
    happened = _happened(trials)
    return Backtest(
        target=outcome.target,
        window=outcome.window,
        years=years,
        areas=len(outcome.panel.areas),
        forecasts=trials.deaths.size,
        positives=_positive_months(outcome, years),
        events=tuple(happened.sum(axis=(0, 1)).tolist()),
        models=tuple(_model_score(name, trials, made, reference) for name, made in trials.predictions.items()),
        differences=_differences(trials, cluster_weights(len(outcome.panel.areas), draws, seed)),
        by_year=_by_year(trials, trials.predictions[HURDLE], reference),
        seed=seed,
        draws=draws,
    )


def _happened(trials: Trials) -> BoolArray:
    return trials.deaths[..., None] >= np.array(LADDER, dtype=np.float64)


def _positive_months(outcome: Outcome, years: tuple[int, ...]) -> int:
    months = [outcome.deaths[:, (start := january(outcome.panel, year)) : start + 12] for year in years]
    return int(sum((deaths > 0).sum() for deaths in months))


def _clipped(trials: Trials, made: Predictions) -> FloatArray:
    floor = trials.floor[:, None]
    return np.clip(made.ladder[..., 0], floor, 1.0 - floor)


def _skill(score: float, reference: float) -> float | None:
    return 1.0 - score / reference if reference > 0 else None


def _model_score(name: str, trials: Trials, made: Predictions, reference: Predictions) -> ModelScore:
    happened = _happened(trials)
    any_death, clipped = happened[..., 0], _clipped(trials, made)
    brier = np.square(made.ladder - happened).mean(axis=(0, 1))
    of_climate = np.square(trials.climate[:, None, :] - happened).mean(axis=(0, 1))
    of_reference = np.square(reference.ladder - happened).mean(axis=(0, 1))
    constant = np.ptp(made.ladder[..., 0]) == 0
    line = None if constant else calibration(clipped.ravel(), any_death.ravel())
    return ModelScore(
        model=name,
        crps=float(made.crps.mean()),
        crps_skill=_skill(float(made.crps.mean()), float(reference.crps.mean())),
        twcrps=float(made.twcrps.mean()),
        ign=float(made.ign.mean()),
        log_loss=float(log_loss(clipped, any_death).mean()),
        average_precision=average_precision(made.ladder[..., 0].ravel(), any_death.ravel()),
        auc=auc(made.ladder[..., 0].ravel(), any_death.ravel()),
        calibration_intercept=line[0] if line else None,
        calibration_slope=line[1] if line else None,
        event_capture=top_capture(made.ladder[..., 0], any_death.astype(np.float64)),
        death_capture=top_capture(made.ladder[..., 0], trials.deaths),
        steps=tuple(
            StepScore(
                step=step,
                brier=float(brier[i]),
                skill_over_climate=_skill(float(brier[i]), float(of_climate[i])),
                skill_over_conflictology=_skill(float(brier[i]), float(of_reference[i])),
                track=reliability(made.ladder[..., i].ravel(), happened[..., i].ravel()),
            )
            for i, step in enumerate(LADDER)
        ),
    )


def _per_forecast(trials: Trials, made: Predictions) -> FloatArray:
    """(7, O, A) the scores in the order of SCORES."""
    happened = _happened(trials)
    brier = np.moveaxis(np.square(made.ladder - happened), -1, 0)
    loss = log_loss(_clipped(trials, made), happened[..., 0])
    return np.stack([made.crps, made.twcrps, made.ign, loss, *brier])


def _differences(trials: Trials, weights: FloatArray) -> tuple[Difference, ...]:
    hurdle = _per_forecast(trials, trials.predictions[HURDLE])
    paired = [hurdle - _per_forecast(trials, trials.predictions[name]) for name in BASELINES]
    names = [(score, baseline) for baseline in BASELINES for score in SCORES]
    intervals = cluster_intervals(np.concatenate(paired), weights)
    return tuple(Difference(score, name, interval) for (score, name), interval in zip(names, intervals, strict=True))


def _by_year(trials: Trials, hurdle: Predictions, reference: Predictions) -> tuple[YearSkill, ...]:
    rows = []
    for year in np.unique(trials.years).tolist():
        of_year = trials.years == year
        happened = trials.deaths[of_year] > 0
        brier = [float(np.square(m.ladder[of_year, :, 0] - happened).mean()) for m in (hurdle, reference)]
        crps = [float(m.crps[of_year].mean()) for m in (hurdle, reference)]
        gain = (brier[1] - brier[0]) * happened.size
        rows.append(YearSkill(year, happened.size, int(happened.sum()), gain, _skill(*brier), _skill(*crps)))
    return tuple(rows)
