"""(b) One fit and forecast of the hurdle against a LightGBM classifier on the same features."""

from __future__ import annotations

import time
from statistics import mean, median

import numpy as np

from benchmarks.measure import report, target
from withstand.analysis.hurdle import fit_hurdle
from withstand.analysis.outcome import Outcome, age_weights
from withstand.analysis.panel import Panel

AREAS, MONTHS, WINDOW = 27, 300, 3
TEST_YEARS = 6


def invented_panel(seed: int, areas: int = AREAS, months: int = MONTHS) -> Panel:
    """A seeded panel with what real ones have: bursts that feed themselves, many zeros, heavy tails."""
    rng = np.random.default_rng(seed)
    ring = np.zeros((areas, areas), dtype=bool)
    index = np.arange(areas)
    for step in (1, 2):
        ring[index, (index + step) % areas] = True
    ring |= ring.T
    base = rng.gamma(0.6, 0.05, areas)
    series = {}
    for name, scale in (("host_state", 0.5), ("non_state", 1.0), ("sb", 1.2), ("ns", 0.6)):
        heat = np.zeros(areas)
        deaths = np.zeros((areas, months))
        for month in range(months):
            rate = np.clip(scale * (base + 0.55 * heat + 0.08 * (ring @ heat)), 0, 0.9)
            happens = rng.random(areas) < rate
            deaths[:, month] = np.where(happens, np.ceil(rng.pareto(1.1, areas) * 3), 0)
            heat = 0.75 * heat + 0.25 * happens
        series[name] = deaths
    return Panel(
        tuple(f"area {number:02d}" for number in range(areas)),
        ("Invented",) * areas,
        1,
        {name: series[name] for name in ("host_state", "non_state")},
        {name: series[name] for name in ("sb", "ns")},
        ring,
    )


def _rows(outcome: Outcome, origins: np.ndarray) -> np.ndarray:
    return outcome.features[:, origins].reshape(-1, outcome.features.shape[-1])


def hurdle_forecast(outcome: Outcome, known: int, origins: np.ndarray) -> np.ndarray:
    """P(any death) for (area, origin) rows by our model."""
    return fit_hurdle(outcome, known).p_any(_rows(outcome, origins))


def lightgbm_forecast(outcome: Outcome, known: int, origins: np.ndarray) -> np.ndarray:
    """The same by LightGBM with the same rows, features and weights."""
    import lightgbm

    train = outcome.training_origins(known)
    happened = (outcome.truth(train).T.ravel() > 0).astype(np.int32)
    weights = np.tile(age_weights(train, known), len(outcome.panel.areas))
    model = lightgbm.LGBMClassifier(
        n_estimators=200,
        learning_rate=0.03,
        num_leaves=15,
        min_child_samples=40,
        subsample=0.8,
        subsample_freq=1,
        colsample_bytree=0.8,
        reg_lambda=1.0,
        random_state=1,
        n_jobs=2,
        verbose=-1,
    )
    model.fit(_rows(outcome, train), happened, sample_weight=weights)
    return np.asarray(model.booster_.predict(_rows(outcome, origins)))


MODELS = {"hurdle": hurdle_forecast, "lightgbm": lightgbm_forecast}


def main(*, quick: bool) -> None:
    """Time both on one panel, and score both out of sample over several panels and years."""
    import lightgbm  # noqa: F401

    times: dict[str, list[float]] = {name: [] for name in MODELS}
    outcome = Outcome(invented_panel(0), "host_state", WINDOW)
    started = time.perf_counter()
    _ = outcome.features
    features = time.perf_counter() - started
    last = np.array([MONTHS - 1])
    for _ in range(3 if quick else 15):
        for name, model in MODELS.items():
            started = time.perf_counter()
            model(outcome, MONTHS - 1, last)
            times[name].append(time.perf_counter() - started)
    brier: dict[str, list[float]] = {name: [] for name in MODELS}
    for seed in range(2 if quick else 6):
        for wanted in ("host_state", "non_state"):
            outcome = Outcome(invented_panel(seed), wanted, WINDOW)
            for name, model in MODELS.items():
                brier[name].append(mean(_yearly_brier(outcome, model)))
    better = sum(ours <= theirs for ours, theirs in zip(brier["hurdle"], brier["lightgbm"], strict=True))
    ratio = median(times["lightgbm"]) / median(times["hurdle"])
    report(
        "hurdle",
        ("model", "fit and forecast, ms", "with features, ms", "Brier, out of sample", "ratio of time"),
        [
            (
                name,
                1000 * median(times[name]),
                1000 * (median(times[name]) + features),
                mean(brier[name]),
                median(times[name]) / median(times["hurdle"]),
            )
            for name in MODELS
        ],
        (
            target("times faster than LightGBM", ratio, 10, at_least=True),
            target(
                "Brier against LightGBM's (ratio)", mean(brier["hurdle"]) / mean(brier["lightgbm"]), 1, at_least=False
            ),
            f"better or equal in {better} of {len(brier['hurdle'])} panels and classes",
        ),
        quick=quick,
    )


def _yearly_brier(outcome: Outcome, model: object) -> list[float]:
    scores = []
    for year in range(TEST_YEARS):
        known = MONTHS - 12 * (TEST_YEARS - year) - 1
        origins = np.arange(known, known + 12 - WINDOW + 1)
        happened = outcome.truth(origins).T.ravel() > 0
        scores.append(float(np.square(model(outcome, known, origins) - happened).mean()))  # type: ignore[operator]
    return scores
