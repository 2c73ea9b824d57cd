"""The audit of our own responses: 20,000 cases against statsmodels and scikit-learn; how often its intervals hold."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl

from benchmarks.measure import report, target
from withstand.analysis.panel import FloatArray
from withstand.analysis.response.cases import KNOWN, outcomes
from withstand.analysis.response.design import design
from withstand.analysis.response.fitting import CLOGLOG, Regression
from withstand.analysis.response.gaps import gaps
from withstand.analysis.response.pace import paces, regression_of, waits

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "response"))

CASES, QUICK_CASES = 20_000, 2_000
OPERATIONS, QUICK_OPERATIONS = 60, 5
OWN, HOST = "perpetrator", "host_state"
HARDLY, RIDGE = 1e-7, 0.3


def main(*, quick: bool) -> None:
    """Time one large audit beside other people's fits, then ask many small ones for the truth."""
    _against_others(quick=quick)
    _coverage(quick=quick)


def _against_others(*, quick: bool) -> None:
    from response_truth import made_up  # type: ignore[import-not-found]

    made = made_up(1, cases=QUICK_CASES if quick else CASES, areas=100, months=60, effect=-0.4)
    told = outcomes(made.cases, 14)
    known = told.filter(pl.col("fate") == KNOWN)
    of = design(known, OWN)
    y, ones = known["y"].to_numpy(), np.ones(known.height)
    effects = [(one[:, None] == np.arange(one.max() + 1)).astype(float) for one in (of.places, of.months)]
    classes = slice(1, len(of.classes))

    def ours(ridge: float) -> FloatArray:
        penalty = np.append(0.0, np.full(of.penalty.size - 1, ridge))
        return Regression(of.x, (of.places, of.months), y, penalty).fit(ones)[classes]

    dropped = np.concatenate([of.x, *(one[:, 1:] for one in effects)], axis=1)
    every = np.concatenate([of.x[:, 1:], *effects], axis=1)
    spread = waits(known)
    hazard = regression_of(of, spread)
    long = np.concatenate([hazard.x, *(one[spread.case][:, 1:] for one in effects)], axis=1)
    hardly = Regression(
        hazard.x, hazard.groups, hazard.y, np.append(0.0, np.full(hazard.penalty.size - 1, HARDLY)), CLOGLOG
    )
    row_ones = np.ones(spread.y.size)
    pairs: dict[str, tuple[Callable[[], FloatArray], Callable[[], FloatArray]]] = {
        "logit, statsmodels": (lambda: ours(HARDLY), lambda: _statsmodels(y, dropped)[classes]),
        "ridge logit, scikit-learn": (lambda: ours(RIDGE), lambda: _sklearn(y, every)[: len(of.classes) - 1]),
        "hazard (cloglog), statsmodels": (
            lambda: hardly.fit(row_ones)[classes],
            lambda: _statsmodels_hazard(spread.y, long)[classes],
        ),
    }
    rows: list[tuple[object, ...]] = []
    worst = slowest = 0.0
    for name, (mine, other) in pairs.items():
        found: dict[str, FloatArray] = {}
        took = median(spent(lambda: found.update(ours=mine())) for _ in range(3))  # noqa: B023
        theirs = spent(lambda: found.update(theirs=other()))  # noqa: B023
        apart = float(np.abs(found["ours"] - found["theirs"]).max())
        worst, slowest = max(worst, apart), max(slowest, took / theirs)
        rows.append((name, took, theirs, apart))
    whole = spent(lambda: gaps(told, OWN, 1)), spent(lambda: paces(made.cases, OWN, 1))
    rows += [("all gaps with 300 draws", whole[0], "", ""), ("all paces with 300 draws", whole[1], "", "")]
    verdicts = (
        target("coefficients of classes, the furthest apart", worst, 1e-4, at_least=False),
        target("one fit, against the other's", slowest, 1.0, at_least=False),
        target("the whole audit of one version, in processor seconds", sum(whole), 30.0, at_least=False),
    )
    report("response", ("fit", "processor seconds", "theirs", "apart"), rows, verdicts, quick=quick)


def spent(work: Callable[[], object]) -> float:
    """Processor seconds, which a busy machine does not stretch."""
    before = time.process_time()
    work()
    return time.process_time() - before


def _statsmodels(y: FloatArray, x: FloatArray) -> FloatArray:
    import statsmodels.api as sm  # type: ignore[import-untyped]

    return np.asarray(sm.Logit(y, x).fit(disp=0, tol=1e-10).params)


def _statsmodels_hazard(y: FloatArray, x: FloatArray) -> FloatArray:
    import statsmodels.api as sm

    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    return np.asarray(sm.GLM(y, x, family=family).fit(tol=1e-12).params)


def _sklearn(y: FloatArray, x: FloatArray) -> FloatArray:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    found = LogisticRegression(C=1 / RIDGE, solver="newton-cholesky", tol=1e-9, max_iter=200).fit(x, y)
    return np.asarray(found.coef_[0])


def _coverage(*, quick: bool) -> None:
    """How often the truth lies in the interval, and something is flagged; beside it bare shares and their interval."""
    from response_truth import made_up

    operations = QUICK_OPERATIONS if quick else OPERATIONS
    rows: list[tuple[object, ...]] = []
    held, quickly, bare = [list[bool]() for _ in range(3)]
    nothing: list[bool] = []
    for cases, areas in ((500, 27), (150, 15), (300, 6)):
        for effect in (0.0, -0.6):
            before, quick_before, flagged = len(held), len(quickly), list[bool]()
            for seed in range(operations):
                made = made_up(seed, cases=cases, areas=areas, effect=effect)
                told = outcomes(made.cases, 14)
                gap = next(one for one in gaps(told, OWN, seed) if one.perpetrator == HOST)
                if gap.adjusted is None or gap.plain is None:
                    continue
                held.append(gap.adjusted.low <= made.gap <= gap.adjusted.high)
                flagged.append(gap.beyond)
                bare.append(abs(gap.plain - made.gap) <= 1.96 * _bare(told))
                ratio = next(one for one in paces(made.cases, OWN, seed) if one.perpetrator == HOST).ratio
                if ratio is not None:
                    quickly.append(ratio.low <= made.ratio <= ratio.high)
            nothing += [] if effect else flagged
            name = f"{cases} cases, {areas} areas, {'a gap' if effect else 'none'}"
            shares = (held[before:], quickly[quick_before:], flagged, bare[before:])
            rows.append((name, len(flagged), *(float(np.mean(one)) for one in shares)))
            print(f"  {rows[-1]}", file=sys.stderr, flush=True)
    rows.append(("all", len(held), *(float(np.mean(one)) for one in (held, quickly)), "", float(np.mean(bare))))
    chance = 2 * (0.05 * 0.95 / len(held)) ** 0.5
    verdicts = (
        *(target(f"intervals of {what} that hold the truth", float(np.mean(one)), bound, at_least=bound < 0.95)
          for what, one in (("gaps", held), ("paces", quickly)) for bound in (0.93, 0.97)),
        target("flagged where there is nothing", float(np.mean(nothing)), 0.05 + chance, at_least=False),
    )  # fmt: skip
    header = ("operations", "audited", "gap holds", "pace holds", "flagged", "bare shares hold")
    report("response_coverage", header, rows, verdicts, quick=quick)


def _bare(told: pl.DataFrame) -> float:
    known = told.filter(pl.col("fate") == KNOWN)
    parts = [known.filter(pl.col(OWN) == one)["y"] for one in (HOST, "non_state")]
    return float(np.sqrt(sum(float(np.var(one.to_numpy())) / one.len() for one in parts)))


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
