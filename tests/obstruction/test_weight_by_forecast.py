"""Dangerous denials weigh more than frequent harmless ones: forecasts made before, and how far they can be wrong."""

from __future__ import annotations

import os
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from invented_missions import mission
from scipy.stats import spearmanr

from withstand.analysis.backtest import Backtest
from withstand.analysis.evaluation import run_backtest
from withstand.analysis.gate import judge
from withstand.analysis.obstruction.attempts import ATTEMPTS
from withstand.analysis.obstruction.blind import blind_days, spells
from withstand.analysis.obstruction.place_forecast import BEFORE, LAST, NONE, PlaceForecast, place_forecast
from withstand.analysis.obstruction.weighted import month_id, unweighed, weighed
from withstand.analysis.panel import Panel, PanelError, month_label

TRIES = 60 if os.environ.get("WITHSTAND_PROOFS") else 6
FIRST = 481


def panel_of(deaths: np.ndarray) -> Panel:
    areas, none = len(deaths), np.zeros_like(deaths)
    return Panel(
        tuple(f"area {i:02}" for i in range(areas)), ("X",) * areas, FIRST, {"host_state": deaths},
        {"sb": none, "ns": none}, np.zeros((areas, areas), dtype=bool),
    )  # fmt: skip


def held(panel: Panel, window: int = 1) -> PlaceForecast:
    """What is shown: the model, or history."""
    return place_forecast(panel, judge(run_backtest(panel, "host_state", window, draws=50)))


def first_day(month: int) -> date:
    return date.fromisoformat(f"{month_label(month)}-01")


def cells(denials: np.ndarray, panel: Panel, since: int) -> pl.DataFrame:
    """Denials from column `since` on, by area and month."""
    rows = [
        (panel.areas[area], first_day(FIRST + month), int(denials[area, month]))
        for area, month in np.argwhere(denials > 0) if month >= since
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={"area": pl.String, "month": pl.Date(), "number": pl.Int64}, orient="row")


def quiet_and_dangerous(seed: int) -> tuple[Panel, np.ndarray]:
    """Areas of lasting danger with few denials, and harmless ones with many."""
    rng = np.random.default_rng(seed)
    months, areas = 120, 10
    danger = np.where(np.arange(areas)[:, None] < 3, 0.45, 0.02)
    deaths = np.where(rng.random((areas, months)) < danger, rng.geometric(0.2, (areas, months)), 0).astype(float)
    denials = rng.poisson(np.where(np.arange(areas)[:, None] < 3, 0.6, 1.6), (areas, months))
    return panel_of(deaths), denials


def test_dangerous_denials_rank_above_frequent_harmless_ones() -> None:
    dangerous = {f"area {i:02}" for i in range(3)}
    by_weight, by_number = [], []
    for seed in range(TRIES):
        panel, denials = quiet_and_dangerous(seed)
        found = weighed(cells(denials, panel, panel.months - 24), "area", held(panel), seed=1)
        by_weight.append(len(dangerous & {one.group for one in found[:3]}))
        by_number.append(len(dangerous & {one.group for one in sorted(found, key=lambda one: -one.number)[:3]}))
        assert sum(one.first or 0 for one in found) == pytest.approx(1)
        assert all(one.weight and one.weight.low <= one.weight.high for one in found)
    assert min(by_weight) >= 2
    assert np.mean(by_weight) >= 2.9
    assert np.mean(by_number) <= 0.3


def test_weight_follows_the_true_danger_of_what_was_denied_better_than_numbers_do() -> None:
    by_weight, by_number = [], []
    for seed in range(TRIES * 2):
        made = mission(seed, areas=14, months=120)
        panel = panel_of(made.deaths)
        found = {one.group: one for one in weighed(cells(made.denials, panel, 96), "area", held(panel), seed=0)}
        true = (made.denials * made.danger)[:, 96:].sum(axis=1)
        told = [i for i, area in enumerate(panel.areas) if area in found and found[area].weight]
        rows = [found[panel.areas[i]] for i in told]
        by_weight.append(spearmanr(true[told], [one.weight.mean for one in rows if one.weight]).statistic)
        by_number.append(spearmanr(true[told], [one.number for one in rows]).statistic)
    assert np.mean(by_weight) > 0.65
    assert np.mean(by_weight) > np.mean(by_number) + 0.1


def test_nothing_is_known_of_a_month_after_it_began() -> None:
    panel, _ = quiet_and_dangerous(5)
    whole = held(panel)
    cut = panel.last_month - 20
    earlier = place_forecast(panel.until(cut), judge(run_backtest(panel, "host_state", 1, draws=50)))
    shared = cut + 1 - max(whole.first_month, earlier.first_month)
    a, b = (
        one.p[:, max(whole.first_month, earlier.first_month) - one.first_month :][:, :shared]
        for one in (whole, earlier)
    )
    np.testing.assert_allclose(a, b)


def test_the_truth_lies_in_the_interval_in_nine_of_ten_missions() -> None:
    inside = []
    for seed in range(40 if TRIES > 10 else 12):
        made = mission(seed, areas=14, months=132, keep=0.9)
        panel = panel_of(made.deaths)
        counted = cells(made.denials, panel, panel.months - 24)
        total = weighed(counted.with_columns(all=pl.lit("all")), "all", held(panel), seed=seed)[0].weight
        late = (made.denials * made.danger)[:, -24:].sum()
        assert total
        inside.append(total.low <= late <= total.high)
    assert np.mean(inside) >= (0.8 if TRIES > 10 else 0.6)


def test_what_has_no_forecast_is_counted_and_weighs_nothing() -> None:
    panel, _ = quiet_and_dangerous(2)
    forecast = held(panel)
    months = [FIRST, panel.last_month, panel.last_month + 1, panel.last_month + 5]
    assert [forecast.basis(one) for one in months] == [NONE, BEFORE, BEFORE, LAST]
    rows = [("area 00", first_day(one), 2) for one in months] + [
        ("elsewhere", first_day(months[1]), 3),
        (None, None, 1),
    ]
    counted = pl.DataFrame(rows, schema={"area": pl.String, "month": pl.Date(), "number": pl.Int64}, orient="row")
    found = {one.group: one for one in weighed(counted, "area", forecast, seed=0)}
    assert (found["area 00"].none, found["area 00"].before, found["area 00"].last) == (2, 4, 2)
    assert found["elsewhere"].weight is None
    assert found["elsewhere"].none == 3
    assert (found[""].number, found[""].weight) == (1, None)
    alone = {one.group: one.number for one in unweighed(counted, "area")}
    assert alone == {"area 00": 8, "elsewhere": 3, "": 1}


def test_a_record_too_short_to_test_is_weighed_by_history_and_one_too_short_for_that_not_at_all() -> None:
    panel, _ = quiet_and_dangerous(1)
    short = panel.until(panel.first_month + 39)
    refused: Backtest = run_backtest(short, "host_state", 1)
    assert refused.refusal
    forecast = place_forecast(short, judge(refused))
    assert (forecast.shown, forecast.test.size) == ("history", 0)
    last = pl.DataFrame(
        {"area": ["area 00", "area 09"], "month": [first_day(short.last_month + 1)] * 2, "number": [1, 9]}
    )
    first, second = weighed(last, "area", forecast, seed=0)
    assert first.weight
    assert second.weight
    assert first.weight.low < first.weight.mean < first.weight.high
    with pytest.raises(PanelError, match="too short"):
        place_forecast(panel.until(panel.first_month + 9), judge(refused))


def test_the_same_seed_gives_the_same_draws_however_many_cells_there_are() -> None:
    panel, denials = quiet_and_dangerous(3)
    forecast, counted = held(panel), cells(denials, panel, 60)
    once, again = (weighed(counted, "area", forecast, seed=9) for _ in range(2))
    assert once == again
    alone = weighed(counted.filter(pl.col("area") == once[0].group), "area", forecast, seed=9)[0]
    assert alone.weight == once[0].weight


def test_months_are_numbered_as_the_panel_numbers_them() -> None:
    assert month_label(month_id(date(2032, 5, 9))) == "2032-05"


@pytest.mark.parametrize("seed", range(TRIES))
def test_weighted_blindness_ranks_a_dangerous_place_above_harmless_ones_that_were_dark_for_longer(seed: int) -> None:
    panel, _ = quiet_and_dangerous(seed)
    dice = np.random.default_rng(seed)
    since, end = first_day(panel.last_month - 23), first_day(panel.last_month + 1)
    rows: list[tuple[object, ...]] = []
    for number, area in enumerate(panel.areas):
        gap, day = (6, since) if number >= 3 else (24, since)
        while day < end:
            rows.append((f"{len(rows):05}", area, day, day, "denied", "army", True))
            seen = day + timedelta(int(dice.integers(3, 6)) if number >= 3 else 9)
            rows.append((f"{len(rows):05}", area, seen, seen, "full", None, True))
            day = max(seen, day + timedelta(gap)) + timedelta(int(dice.integers(0, 2)))
    frame = pl.DataFrame(rows, schema=ATTEMPTS, orient="row")
    days = blind_days(spells(frame, end), since, end - timedelta(1)).rename({"days": "number"})
    found = weighed(days, "area", held(panel), seed=2)
    assert {one.group for one in found[:3]} == {f"area {i:02}" for i in range(3)}
    assert not {one.group for one in sorted(found, key=lambda one: -one.number)[:3]} & {
        f"area {i:02}" for i in range(3)
    }
