"""`withstand backtest`: how good the forecasts would have been, and what the release gate says of them."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import Any

from withstand.analysis.backtest import CRPS, Backtest, ModelScore
from withstand.analysis.gate import judge
from withstand.analysis.panel import ANY_STATE, Panel
from withstand.analysis.result_values import CONFLICTOLOGY, HURDLE, Verdict
from withstand.cli.request import Request
from withstand.cli.sources import open_sources
from withstand.cli.terminal import piped, print_json, print_table, say, showing_progress
from withstand.errors import InputError
from withstand.mission.ground import ground
from withstand.mission.review import classes_to_forecast
from withstand.vocabulary.terms import vocabulary

_HEADER = (
    "model",
    "CRPS",
    "skill",
    "twCRPS",
    "IGN",
    "log loss",
    "AP",
    "AUC",
    "Brier ≥1",
    "≥10",
    "≥25",
    "skill ≥1",
    "slope",
    "top 10 %",
)

_WIDE = 130
_NARROW = (0, 1, 2, 6, 7, 8, 12)


def run_backtests(request: Request, classes: tuple[str, ...], *, as_json: bool) -> None:
    """Backtest the classes asked for, or those a review would forecast and any state together."""
    with showing_progress() as progress, open_sources(request, progress) as sources:
        found = ground(sources.evidence, sources.question)
        targets = _targets(found.panel, classes)
        backtests = sources.records.of(found.panel, targets, progress)
    verdicts = {key: judge(backtest) for key, backtest in backtests.items()}
    if as_json or piped():
        print_json(
            {
                "as_of": found.as_of.isoformat(),
                "manifest": dict(sources.evidence.manifest),
                "backtests": [
                    {"backtest": backtest.to_plain(), "verdict": _plain(verdicts[key])}
                    for key, backtest in backtests.items()
                ],
            }
        )
        return
    for key, backtest in backtests.items():
        _show(backtest, verdicts[key])


def _targets(panel: Panel, classes: tuple[str, ...]) -> tuple[str, ...]:
    known = (*panel.one_sided, ANY_STATE)
    unknown = [name for name in classes if name not in known]
    if unknown:
        raise InputError(f"--class {unknown[0]} is not recorded in these events; recorded are {', '.join(known)}.")
    return classes or (*classes_to_forecast(panel), ANY_STATE)


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "shown": verdict.shown,
        "model": verdict.model,
        "notes": list(verdict.notes),
        "checks": [
            {"name": check.name, "value": check.value, "passed": check.passed, "sentence": check.sentence}
            for check in verdict.checks
        ],
    }


def _show(backtest: Backtest, verdict: Verdict) -> None:
    window = "next month" if backtest.window == 1 else f"next {backtest.window} months"
    who = vocabulary("perpetrators").label(backtest.target)
    if backtest.refusal:
        say("", f"{who}, {window}: not tested. {backtest.refusal}")
        return
    base = backtest.events[0] / backtest.forecasts
    title = (
        f"{who}, {window}: {backtest.forecasts:,} test forecasts {backtest.years[0]}-{backtest.years[-1]}, "
        f"{backtest.events[0]:,} with a recorded death (base rate {base:.3f})"
    )
    say("", title)
    rows = [_row(score) for score in backtest.models]
    kept = range(len(_HEADER)) if get_terminal_size().columns >= _WIDE else _NARROW
    print_table("", [_HEADER[i] for i in kept], [[row[i] for i in kept] for row in rows])
    difference = backtest.difference(CRPS, CONFLICTOLOGY)
    skill = backtest.model(HURDLE).crps_skill
    say(
        f"Hurdle against conflictology_12 in CRPS: skill {_number(skill, 3)}; difference {difference.mean:.4f}, "
        f"90 % interval {difference.low:.4f} to {difference.high:.4f}."
    )
    say(f"Gate: {'the model is shown' if verdict.shown == 'hurdle' else f'history is shown ({verdict.model})'}.")
    for check in verdict.checks:
        say(f"  {'passed' if check.passed else 'FAILED'}  {check.sentence}")
    say(*(f"  note    {note}" for note in verdict.notes))
    say("")


def _row(score: ModelScore) -> list[str]:
    return [
        score.model,
        _number(score.crps, 4),
        _number(score.crps_skill, 3),
        _number(score.twcrps, 4),
        _number(score.ign, 3),
        _number(score.log_loss, 4),
        _number(score.average_precision, 3),
        _number(score.auc, 2),
        *(_number(step.brier, 4) for step in score.steps),
        _number(score.steps[0].skill_over_climate, 3),
        _number(score.calibration_slope, 2),
        _number(score.event_capture, 2),
    ]


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
