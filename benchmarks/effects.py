"""Effects of presence against pyfixest and statsmodels on the same rows; and how often each estimator is mistaken."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
import pyfixest
import statsmodels.api as sm

from benchmarks.ledger_writing import seconds
from benchmarks.measure import report, target
from withstand.analysis.effects.imputation import impute
from withstand.analysis.effects.negative_binomial import negative_binomial
from withstand.analysis.effects.poisson import poisson
from withstand.analysis.effects.presence_design import design
from withstand.analysis.effects.randomisation import by_chance, strata
from withstand.analysis.effects.regression import ordinary
from withstand.analysis.panel import FloatArray, IntArray

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "effects"))

UNITS, MONTHS, TREATED = 120, 48, 40
OUTLIER = 145_000
RUNS, QUICK_RUNS = 1_000, 40
THEIR_RUNS, QUICK_THEIRS = 200, 10
CHANCE_RUNS, QUICK_CHANCE, DRAWS = 200, 10, 99
REPEATS = 9
_ONLY_CLUSTERS = pyfixest.ssc(k_adj=False, G_adj=True)


def main(*, quick: bool) -> None:
    """Agreement and speed on one panel, then rejection and coverage on many."""
    warnings.simplefilter("ignore")
    agreement(quick=quick)
    mistakes(quick=quick)


def agreement(*, quick: bool) -> None:
    """Every estimator beside its reference: values, errors, seconds."""
    rows: list[tuple[object, ...]] = []
    repeats = 3 if quick else REPEATS
    for what, ours, theirs in (*_difference(), *_counts()):
        mine, other = ours(), theirs()
        times = [(seconds(ours), seconds(theirs)) for _ in range(repeats)]
        fast, slow = median(one for one, _ in times), median(other for _, other in times)
        rows.append((
            what, f"{mine[0]:.5f}", f"{other[0]:.5f}", abs(mine[0] - other[0]), f"{mine[1]:.5f}", f"{other[1]:.5f}",
            mine[1] / other[1], fast * 1e3, slow / fast,
        ))  # fmt: skip
    compared = [row for row in rows if np.isfinite(float(str(row[2]))) and OUTLIER_NAME not in str(row[0])]
    report(
        "effects",
        ("what", "ours", "theirs", "apart", "error", "their error", "errors' ratio", "ms", "times faster"),
        rows,
        (
            target("the largest difference where the reference settles", max(float(str(row[3])) for row in compared),
                   1e-4, at_least=False),
            target("nb2 with one month of 145,000 deaths, from a slow search", _outlier_gap(), 1e-4, at_least=False),
        ),
        quick=quick,
    )  # fmt: skip


OUTLIER_NAME = "145,000"
Fitted = Callable[[], tuple[float, float]]


def _panel(seed: int = 1, **about: Any) -> tuple[Any, pd.DataFrame, IntArray, IntArray]:
    from made_panels import made  # type: ignore[import-not-found]

    one = made(seed, units=UNITS, months=MONTHS, treated=TREATED, **about)
    unit, month = np.repeat(np.arange(UNITS), MONTHS), np.tile(np.arange(MONTHS), UNITS)
    of = design(one.present, one.known, 3)
    frame = pd.DataFrame({
        "unit": unit, "month": month, "y": one.outcome.ravel(), "treated": of.treated.ravel().astype(int),
        "used": (of.treated | of.untreated).ravel(), "present": one.present.ravel().astype(int),
        "since": np.where(of.entry[:, None] >= 0, of.event_time, -1).ravel(),
    })  # fmt: skip
    return one, frame, unit, month


def _difference() -> list[tuple[str, Fitted, Fitted]]:
    """Imputation with a donut: did2s on the rows that the donut leaves; the whole effect, and the months 3 to 5."""
    one, frame, unit, month = _panel(effect=-0.03)
    of = design(one.present, one.known, 3)
    left = frame[frame.used].copy()
    left["bin"] = np.where(left.treated == 1, np.minimum(left.since // 3, 8), -1).astype(float)

    def ours(groups: FloatArray) -> tuple[float, float]:
        found = impute(frame[["y"]].to_numpy(), unit, month, of.untreated.ravel(), groups).estimate(0)
        return found.value, found.error

    def theirs(second: str, name: str) -> tuple[float, float]:
        fit = pyfixest.did2s(
            left, yname="y", first_stage="~ 0 | unit + month", second_stage=second, treatment="treated", cluster="unit"
        )
        return float(fit.coef()[name]), float(fit.se()[name])

    every = of.treated.reshape(-1, 1).astype(np.float64)
    third = (of.treated & (of.event_time // 3 == 1)).reshape(-1, 1).astype(np.float64)
    names = _names(left)
    return [
        ("imputation, whole effect", lambda: ours(every), lambda: theirs("~ treated", "treated")),
        ("imputation, months 3 to 5", lambda: ours(third), lambda: theirs("~ i(bin, ref=-1.0)", names)),
    ]


def _names(left: pd.DataFrame) -> str:
    fit = pyfixest.did2s(
        left, yname="y", first_stage="~ 0 | unit + month", second_stage="~ i(bin, ref=-1.0)", treatment="treated",
        cluster="unit",
    )  # fmt: skip
    return next(name for name in fit.coef().index if "1.0" in str(name) and "-1.0" not in str(name))


def _counts() -> list[tuple[str, Fitted, Fitted]]:
    rng = np.random.default_rng(3)
    _, frame, unit, month = _panel(2)
    level = rng.normal(-0.5, 0.8, UNITS)[unit] + rng.normal(0, 0.3, MONTHS)[month]
    x = np.column_stack([frame.present.to_numpy(float), rng.normal(size=unit.size)])
    y = rng.poisson(np.exp(level + x @ [-0.5, 0.3]) * rng.gamma(0.6, 1 / 0.6, unit.size)).astype(np.float64)
    worst = y.copy()
    worst[7] = OUTLIER
    names = ("present", "control")

    def of_poisson(counts: FloatArray) -> tuple[float, float]:
        found = poisson(counts, x, names, (unit, month), unit).estimate("present")
        return found.value, found.error

    def of_pyfixest(counts: FloatArray) -> tuple[float, float]:
        table = pd.DataFrame({"y": counts, "present": x[:, 0], "control": x[:, 1], "unit": unit, "month": month})
        try:
            fit = pyfixest.fepois(
                "y ~ present + control | unit + month", table, vcov={"CRV1": "unit"}, ssc=_ONLY_CLUSTERS
            )
        except Exception as problem:  # noqa: BLE001
            _tell_once(f"pyfixest: {problem}")
            return float("nan"), float("nan")
        return float(fit.coef()["present"]), float(fit.se()["present"])

    def of_nb2(counts: FloatArray, scale: float = 1.0) -> tuple[float, float]:
        found = negative_binomial(counts, x * [scale, 1.0], names, unit).estimate("present")
        return found.value * scale, found.error * scale

    def of_statsmodels(counts: FloatArray, scale: float = 1.0) -> tuple[float, float]:
        model = sm.NegativeBinomial(counts, sm.add_constant(x * [scale, 1.0]))
        try:
            fit = model.fit(disp=0, maxiter=500, cov_type="cluster", cov_kwds={"groups": unit})
        except Exception as problem:  # noqa: BLE001
            _tell_once(f"statsmodels: {problem}")
            return float("nan"), float("nan")
        if not fit.mle_retvals["converged"]:
            _tell_once("statsmodels says that it did not settle")
            return float("nan"), float("nan")
        return float(fit.params[1]) * scale, float(fit.bse[1]) * scale

    return [
        ("ppml", lambda: of_poisson(y), lambda: of_pyfixest(y)),
        (f"ppml, {OUTLIER_NAME}", lambda: of_poisson(worst), lambda: of_pyfixest(worst)),
        ("nb2", lambda: of_nb2(y), lambda: of_statsmodels(y)),
        (f"nb2, {OUTLIER_NAME}", lambda: of_nb2(worst), lambda: of_statsmodels(worst)),
        (f"nb2, {OUTLIER_NAME}, troops in persons", lambda: of_nb2(worst, 5e3), lambda: of_statsmodels(worst, 5e3)),
    ]


@cache
def _tell_once(what: str) -> None:
    print(f"  {what}", file=sys.stderr)


def _outlier_gap() -> float:
    """How far nb2 is from a slow search on the likelihood, one month of 145,000 deaths among the rows."""
    from test_effects_models import counts, slow_negative_binomial  # type: ignore[import-not-found]

    y, x, unit, _ = counts()
    y[7] = OUTLIER
    fit = negative_binomial(y, x, ("treated", "control"), unit)
    slow = slow_negative_binomial(y, np.column_stack([np.ones(y.size), x]))
    return float(np.abs(fit.coefficients - slow[[1, 2, 0]]).max())


def mistakes(*, quick: bool) -> None:
    """Bias, coverage and rejections at 5 % where the truth is known."""
    runs, theirs = (QUICK_RUNS, QUICK_THEIRS) if quick else (RUNS, THEIR_RUNS)
    rows: list[tuple[object, ...]] = []
    kept: dict[str, float] = {}
    for truth, spike in ((0.0, 0.0), (-0.03, 0.0), (0.0, 0.25)):
        estimators: tuple[tuple[str, int, Callable[[int, float, float], tuple[float, float, float]]], ...] = (
            ("imputation, donut 3", runs, lambda seed, effect, spike: _imputed(seed, effect, spike, 3)),
            ("imputation, no donut", runs, lambda seed, effect, spike: _imputed(seed, effect, spike, 0)),
            ("two-way regression", runs, _two_way),
            ("did2s, no donut", theirs, lambda seed, effect, spike: _did2s(seed, effect, spike, donut=False)),
            ("did2s, donut 3", theirs, lambda seed, effect, spike: _did2s(seed, effect, spike, donut=True)),
        )
        for name, number, estimate in estimators:
            print(f"  {name}, truth {truth:g}, spike {spike:g}", file=sys.stderr, flush=True)
            found = np.array([estimate(seed, truth, spike) for seed in range(number)])
            value, low, high = found.T
            covered = float(np.mean((low <= truth) & (truth <= high)))
            rejected = float(np.mean((low > 0) | (high < 0)))
            rows.append(
                (f"{name}, truth {truth:g}, spike {spike:g}", number, float(value.mean() - truth), covered, rejected)
            )
            kept[f"{name} {truth:g} {spike:g}"] = covered if not spike else rejected
    number = QUICK_CHANCE if quick else CHANCE_RUNS
    sizes = [_chance(seed) <= 0.05 for seed in range(number)]
    rows.append(("reshuffled, truth 0, spike 0", number, float("nan"), float("nan"), float(np.mean(sizes))))
    worst = max(abs(kept[f"imputation, donut 3 {truth} 0"] - 0.95) for truth in ("0", "-0.03"))
    report(
        "effects_mistakes", ("estimator", "runs", "bias", "95 % covers", "rejects at 5 %"), rows,
        (
            target("coverage of the donut estimator, from 95 %", worst, 0.02, at_least=False),
            target("no effect, a spike: the donut rejects", kept["imputation, donut 3 0 0.25"], 0.07, at_least=False),
            target("without the donut it rejects", kept["imputation, no donut 0 0.25"], 0.3, at_least=True),
        ),
        quick=quick,
    )  # fmt: skip


def _imputed(seed: int, effect: float, spike: float, donut: int) -> tuple[float, float, float]:
    one, _, unit, month = _panel(seed, effect=effect, spike=spike)
    of = design(one.present, one.known, donut)
    treated = of.treated.reshape(-1, 1).astype(np.float64)
    found = impute(one.outcome.reshape(-1, 1), unit, month, of.untreated.ravel(), treated).estimate(0)
    return found.value, found.low, found.high


def _two_way(seed: int, effect: float, spike: float) -> tuple[float, float, float]:
    one, _, unit, month = _panel(seed, effect=effect, spike=spike)
    present = one.present.reshape(-1, 1).astype(np.float64)
    found = ordinary(one.outcome.ravel(), present, ("present",), (unit, month), unit).estimate("present")
    return found.value, found.low, found.high


def _did2s(seed: int, effect: float, spike: float, *, donut: bool) -> tuple[float, float, float]:
    _, frame, _, _ = _panel(seed, effect=effect, spike=spike)
    name = "treated" if donut else "present"
    fit = pyfixest.did2s(
        frame[frame.used] if donut else frame, yname="y", first_stage="~ 0 | unit + month", second_stage=f"~ {name}",
        treatment=name, cluster="unit",
    )  # fmt: skip
    value, error = float(fit.coef()[name]), float(fit.se()[name])
    return value, value - 1.96 * error, value + 1.96 * error


def _chance(seed: int) -> float:
    one, _, unit, month = _panel(seed)

    def statistic(order: IntArray) -> FloatArray:
        of = design(one.present[order], one.known, 3)
        treated = of.treated.reshape(-1, 1).astype(np.float64)
        return impute(one.outcome.reshape(-1, 1), unit, month, of.untreated.ravel(), treated, errors=False).value[:, 0]

    groups = strata(np.zeros(UNITS, dtype=np.int64), one.outcome[:, :12].sum(axis=1))
    found = by_chance(statistic, statistic(np.arange(UNITS)), groups, DRAWS, seed)[0]
    return found.p if found is not None else 1.0


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
