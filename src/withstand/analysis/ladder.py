"""What is shown of a forecast: a ladder of probabilities, the history beside it, and the track record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.measures import band_of
from withstand.analysis.outcome import Outcome
from withstand.analysis.panel import PanelError, month_label
from withstand.analysis.phrases import counted
from withstand.analysis.result_values import LADDER, AreaForecast, History, TrackRecord
from withstand.analysis.trials import MODELS
from withstand.errors import WithstandError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withstand.analysis.backtest import Backtest
    from withstand.analysis.panel import FloatArray, Panel
    from withstand.analysis.result_values import Verdict

SHORT_MONTHS, LONG_MONTHS = 12, 36
RUNGS = ("p_any", "p_10", "p_25")
HISTORY_RUNGS = ("history_p_any", "history_p_10", "history_p_25")


class LadderError(WithstandError):
    """A verdict or backtest that belongs to another forecast."""


def forecast(panel: Panel, target: str, window: int, verdict: Verdict, backtest: Backtest) -> tuple[AreaForecast, ...]:
    """Forecast every area from the panel's last month, fitted on everything up to it.

    Areas in the panel's order. Raises LadderError when verdict or backtest are of another target or window,
    PanelError when the record is shorter than the window.
    """
    for judged in (verdict, backtest):
        if (judged.target, judged.window) != (target, window):
            raise LadderError(
                f"a forecast of {target} in {window} months cannot rest on a {type(judged).__name__.lower()} "
                f"of {judged.target} in {judged.window}"
            )
    if panel.months < window:
        raise PanelError(f"a record of {counted(panel.months, 'month')} is too short for a window of {window}")
    outcome = Outcome(panel, target, window)
    last = panel.months - 1
    origin = np.array([last], dtype=np.int64)
    history = MODELS[verdict.baseline](outcome, last, origin).ladder()
    ladder = history if verdict.shown == "history" else MODELS[verdict.model](outcome, last, origin).ladder()
    return tuple(
        AreaForecast(
            area=area,
            country=panel.countries[i],
            target=target,
            window=window,
            origin=month_label(panel.last_month),
            first_month=month_label(panel.last_month + 1),
            last_month=month_label(panel.last_month + window),
            shown=verdict.shown,
            model=verdict.model,
            p_any=float(ladder[i, 0]),
            p_10=float(ladder[i, 1]),
            p_25=float(ladder[i, 2]),
            history_p_any=float(history[i, 0]),
            history_p_10=float(history[i, 1]),
            history_p_25=float(history[i, 2]),
            last_12=_history(outcome.deaths[i], SHORT_MONTHS),
            last_36=_history(outcome.deaths[i], LONG_MONTHS),
            track=_track(ladder[i], verdict.model, backtest),
        )
        for i, area in enumerate(panel.areas)
    )


def windows_possible(panel: Panel, windows: Iterable[int]) -> tuple[int, ...]:
    """Those of the windows that the record can carry: it must have at least as many months as the window."""
    return tuple(window for window in windows if panel.months >= window)


def coherent(
    near: tuple[AreaForecast, ...], far: tuple[AreaForecast, ...], backtest: Backtest | None = None
) -> tuple[AreaForecast, ...]:
    """`far` with every step of both its ladders raised to at least `near`'s for the same area.

    Deaths of the next month are among those of the next three, so P(far) >= P(near) at every step is a matter of
    logic; two windows fitted and judged apart need not keep it. The lower one is raised and the near one kept:
    nothing that was said is taken back, and of two ladders that never rise the larger at each step never rises
    either. Ladder and history are each raised to their own kind, so the two may differ where history is shown.
    With `far`'s backtest the track record of an area that was raised is read again at its new level; without it,
    it stays that of the figure before (its low and high say so). Areas of `far` that `near` does not hold are kept.

    Raises LadderError when the two are of another target or origin, or `near`'s window is the longer one.
    """
    by_area = {(area.country, area.area): area for area in near}
    return tuple(
        _raised(by_area[area.country, area.area], area, backtest) if (area.country, area.area) in by_area else area
        for area in far
    )


def _raised(near: AreaForecast, far: AreaForecast, backtest: Backtest | None) -> AreaForecast:
    if (near.target, near.origin) != (far.target, far.origin) or near.window > far.window:
        raise LadderError(
            f"{far.area}: {far.target} in {far.window} months from {far.origin} does not contain "
            f"{near.target} in {near.window} from {near.origin}"
        )
    if backtest is not None and (backtest.target, backtest.window) != (far.target, far.window):
        raise LadderError(
            f"{far.area}: {far.target} in {far.window} months cannot rest on a backtest of "
            f"{backtest.target} in {backtest.window}"
        )
    steps = {name: max(getattr(near, name), getattr(far, name)) for name in (*RUNGS, *HISTORY_RUNGS)}
    if all(getattr(far, name) == p for name, p in steps.items()):
        return far
    ladder = np.array([steps[name] for name in RUNGS])
    track = far.track if backtest is None else _track(ladder, far.model, backtest)
    return replace(far, **steps, track=track)


def _history(deaths: FloatArray, months: int) -> History:
    recent = deaths[-months:]
    with_deaths = int((recent > 0).sum())
    return History(recent.size, with_deaths, with_deaths / recent.size)


def _track(ladder: FloatArray, model: str, backtest: Backtest) -> tuple[TrackRecord, ...]:
    if backtest.refusal:
        return ()
    steps = backtest.model(model).steps
    records = []
    for score, step, events, band in zip(steps, LADDER, backtest.events, band_of(ladder).tolist(), strict=True):
        past = score.track[band]
        base_rate = events / backtest.forecasts
        records.append(TrackRecord(step, past.low, past.high, past.forecasts, past.came_true, base_rate))
    return tuple(records)
