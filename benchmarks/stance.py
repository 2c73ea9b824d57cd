"""Willingness and ability: against NUTS on the same data with the same priors, at scale, and without a refit."""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.measure import report, run_alone, target, tell
from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.posterior import Posterior, fit, given_draws
from withstand.analysis.stance.regions import regions, true_region
from withstand.analysis.stance.rows import Observation, added
from withstand.analysis.stance.simulate import Truth, simulate
from withstand.analysis.stance.updating import fold_in

ROWS, MONTHS = 27, 48
MANY_ROWS, MANY_MONTHS = 600, 180
SEED = 3
INNER = 1.6449
ROW, MONTH = 5, 40
_HEADER = (
    "what", "seconds", "correlation w", "correlation a", "coverage w", "coverage a", "means as NUTS w",
    "means as NUTS a", "right where P > 0.8", "share of P > 0.8", "least effective size", "peak MB",
)  # fmt: skip


def main(*, quick: bool) -> None:
    """One data set by all three ways; then sizes; then one more observation."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    rows, months = (8, 16) if quick else (ROWS, MONTHS)
    truth = simulate(rows, months, seed=SEED)
    mine, seconds = _fitted(truth)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "indicators"
        source.write_bytes(pickle.dumps(truth.indicators))
        nuts, svi = (_sampled(how, source, Path(folder) / how) for how in ("nuts", "svi"))
    theirs = nuts["theta"].mean(axis=0)
    seen = {
        "here": _judged(mine.mean, mine.covariance, regions(mine.drawn).probability, truth, theirs),
        "NUTS": _judged_draws(nuts["theta"], truth, theirs),
        "mean-field": _judged_draws(svi["theta"], truth, theirs),
    }
    sizes = {size: _alone(*size) for size in ((rows, months), (60, 60) if quick else (MANY_ROWS, MANY_MONTHS))}
    (small, large) = sizes.values()
    table: list[tuple[object, ...]] = [
        (f"here, {rows} x {months}", seconds, *seen["here"], "", small[1]),
        ("NUTS (numpyro)", nuts["seconds"], *seen["NUTS"], nuts["ess"], nuts["peak_mb"]),
        ("mean-field (numpyro SVI)", svi["seconds"], *seen["mean-field"], "", svi["peak_mb"]),
    ]
    blank = ("",) * 9
    table += [(f"here, {a} x {b}, a process of its own", each[0], *blank, each[1]) for (a, b), each in sizes.items()]
    folded, apart, refit, moved = _one_more(mine)
    table += [("one more observation folded in", folded, *blank, ""), ("refit with it", refit, *blank, "")]
    per_cell = [each[0] / (a * b) for (a, b), each in sizes.items()]
    off = max(abs(x - y) for x, y in zip(seen["here"][2:4], seen["NUTS"][2:4], strict=True))
    verdicts = (
        target("times faster than NUTS", nuts["seconds"] / seconds, 100, at_least=True),
        target("least effective size of NUTS", nuts["ess"], 400, at_least=True),
        target("coverage of 90 % intervals, apart from NUTS, in points", 100 * off, 3, at_least=False),
        target("posterior means as NUTS has them, correlation", min(seen["here"][4:6]), 0.98, at_least=True),
        target("right where it says P > 0.8", seen["here"][6], 0.93, at_least=True),
        target("seconds a cell, large against small", per_cell[1] / per_cell[0], 10, at_least=False),
        target("times faster than a refit", refit / folded, 50, at_least=True),
        f"       folded in against the whole at the same draws: {apart:.1e} at most (wanted: 1e-3 at most)",
        f"       folded in against a full refit: {moved:.3f} posterior spreads at most in the row",
        f"       peak memory {small[1]:.0f} MB and {large[1]:.0f} MB",
    )
    report("stance", _HEADER, table, verdicts, quick=quick)


def _fitted(truth: Truth) -> tuple[Posterior, float]:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        found = fit(truth.indicators, seed=1)
        times.append(time.perf_counter() - began)
    return found, median(times)


def _sampled(how: str, source: Path, sink: Path) -> dict:
    print(f"  {how}, some minutes", file=sys.stderr, flush=True)
    run = run_alone([sys.executable, "-m", "benchmarks.stance_numpyro", how, str(source), str(sink)])
    print(f"  {how}: {run.said}", file=sys.stderr, flush=True)
    return {**pickle.loads(sink.read_bytes()), "peak_mb": run.megabytes}


def _alone(rows: int, months: int) -> tuple[float, float]:
    print(f"  {rows} x {months}", file=sys.stderr, flush=True)
    run = run_alone([sys.executable, "-m", "benchmarks.stance", "fit", str(rows), str(months)])
    return float(run.said["seconds"]), run.megabytes  # type: ignore[arg-type]


def fit_and_tell(rows: int, months: int) -> None:
    """Fit once, and say how long it took and how much memory."""
    truth = simulate(rows, months, seed=SEED)
    began = time.perf_counter()
    fit(truth.indicators, seed=1)
    tell(seconds=time.perf_counter() - began)


def _one_more(posterior: Posterior) -> tuple[float, float, float, float]:
    """Seconds to fold in, apart from the whole at the same draws, seconds to refit, spreads from the refit."""
    row, month = min(ROW, len(posterior.indicators.rows) - 1), min(MONTH, len(posterior.indicators.months) - 1)
    one = (Observation("violence", row, month, 1.0),)
    times = []
    for _ in range(15):
        began = time.perf_counter()
        folded = fold_in(posterior, one)
        times.append(time.perf_counter() - began)
    grown = added(posterior.indicators, one)
    whole = given_draws(gathered(grown), posterior.hyper)
    apart = max(
        float(np.abs(folded.drawn.mean - whole.mean).max()),
        float(np.abs(folded.drawn.covariance - whole.covariance).max()),
    )
    refits = []
    for _ in range(3):
        began = time.perf_counter()
        again = fit(grown, seed=1)
        refits.append(time.perf_counter() - began)
    spread = np.sqrt(again.covariance[row][:, [0, 1], [0, 1]])
    moved = float((np.abs(folded.mean[row] - again.mean[row]) / spread).max())
    return median(times), apart, median(refits), moved


def _judged_draws(theta: np.ndarray, truth: Truth, theirs: np.ndarray) -> tuple[float, ...]:
    mean, spread = theta.mean(axis=0), theta.std(axis=0)
    covariance = np.zeros((*mean.shape, 2))
    covariance[..., 0, 0], covariance[..., 1, 1] = np.square(spread[..., 0]), np.square(spread[..., 1])
    probability = (true_region(theta)[..., None] == np.arange(4)).mean(axis=0)
    return _judged(mean, covariance, probability, truth, theirs)


def _judged(
    mean: np.ndarray, covariance: np.ndarray, probability: np.ndarray, truth: Truth, theirs: np.ndarray
) -> tuple[float, ...]:
    """Correlations with the truth, coverage, correlations with NUTS, right where P > 0.8 and how often that is.

    Of the methods' three regions: willing and able, willing and unable, unwilling.
    """
    spread = np.sqrt(covariance[..., [0, 1], [0, 1]])
    covers = (np.abs(truth.theta - mean) < INNER * spread).mean(axis=(0, 1))
    true, like = (
        [float(np.corrcoef(mean[..., axis].ravel(), other[..., axis].ravel())[0, 1]) for axis in (0, 1)]
        for other in (truth.theta, theirs)
    )
    three = np.concatenate([probability[..., :2], probability[..., 2:].sum(axis=-1, keepdims=True)], axis=-1)
    sure = three.max(axis=-1) > 0.8
    right = (three.argmax(axis=-1) == np.minimum(true_region(truth.theta), 2))[sure]
    return (*true, *map(float, covers), *like, float(right.mean()), float(sure.mean()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["fit"]:
        fit_and_tell(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(quick="--quick" in sys.argv)
