"""How often a response came within so many days: plain, between bounds, and compared with the same circumstances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from withstand.analysis.logit import expit
from withstand.analysis.response.cases import KNOWN, NOT_DUE, NOT_KNOWN, REFERENCE
from withstand.analysis.response.design import Design, design
from withstand.analysis.response.fitting import Regression
from withstand.analysis.response.judged import LEVEL, Measured, draws, holm, measured

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

FEWEST, FEWEST_EACH, FEWEST_CLUSTERS = 20, 5, 10
"""Known cases of either class, responses and their absence in the two together, and clusters that hold them: with fewer
nothing is compared."""
THIN = 5
"""With fewer responses, or fewer absent, in a class, its error is no smaller than that of bare shares."""
FEW, FEW_KINDS, FEW_CLUSTERS, NO_REFERENCE = "few", "few_kinds", "few_clusters", "no_reference"


@dataclass(frozen=True)
class Share:
    """Of the cases of one class: how many, and what became of those that were due.

    `turned_back`: of the responses those in which all that was tried was refused. `least` and `most`: the share if
    nothing, or all, of what cannot be known was answered in time.
    """

    perpetrator: str
    cases: int
    not_due: int
    responded: int
    turned_back: int
    none: int
    not_known: int
    share: float | None
    least: float | None
    most: float | None

    @property
    def known(self) -> int:
        """Due, and known."""
        return self.responded + self.none


@dataclass(frozen=True)
class Gap:
    """One class against the reference, class less reference, in parts of one.

    `plain` is between `least` and `most` whatever became of what cannot be known. `adjusted` holds the same kind,
    severity, distance, place and month, averaged over all cases; `adjusted_least` and `adjusted_most` are the same
    with all that cannot be known against, or for, this class. `holm` is p over all classes compared; `beyond` whether
    the difference is beyond chance. `smallest` is what would have shown in 80 of 100. `why`: nothing was compared.
    """

    perpetrator: str
    plain: float | None
    least: float | None
    most: float | None
    adjusted: Measured | None
    adjusted_least: float | None
    adjusted_most: float | None
    holm: float | None
    beyond: bool
    smallest: float | None
    why: str = ""


def shares(told: pl.DataFrame, version: str) -> tuple[Share, ...]:
    """A row for each class of `outcomes`, the reference first, then by number."""
    rows = []
    for (name,), held in told.group_by(version):
        fate = held["fate"]
        answered = held.filter((pl.col("fate") == KNOWN) & (pl.col("y") == 1))
        responded, turned = answered.height, int(answered["turned_back"].sum())
        known, lost = int((fate == KNOWN).sum()), int((fate == NOT_KNOWN).sum())
        due = known + lost
        rows.append(
            Share(
                str(name),
                held.height,
                int((fate == NOT_DUE).sum()),
                responded,
                turned,
                known - responded,
                lost,
                responded / known if known else None,
                responded / due if due else None,
                (responded + lost) / due if due else None,
            )
        )
    return tuple(sorted(rows, key=lambda one: (one.perpetrator != REFERENCE, -one.cases, one.perpetrator)))


def gaps(told: pl.DataFrame, version: str, seed: int) -> tuple[Gap, ...]:
    """Each class but the reference against it."""
    by_class = {one.perpetrator: one for one in shares(told, version)}
    known = told.filter(pl.col("fate") == KNOWN)
    compared = _compared(known, version, seed) if known.height else _Compared()
    others = [one for one in by_class.values() if one.perpetrator != REFERENCE]
    reference = by_class.get(REFERENCE)
    found = [_refused(one, reference, known, version) or compared.of(one, reference) for one in others]
    adjusted = holm([one.p if isinstance(one, Measured) else None for one in found])
    made = []
    for one, judged, p in zip(others, found, adjusted, strict=True):
        both = reference is not None and one.share is not None and reference.share is not None
        bounds = _bounds(one, reference)
        least, most = _extremes(told, version, one.perpetrator) if isinstance(judged, Measured) else (None, None)
        made.append(
            Gap(
                one.perpetrator,
                one.share - reference.share if both else None,  # type: ignore[operator, union-attr]
                *bounds,
                judged if isinstance(judged, Measured) else None,
                least,
                most,
                p,
                p is not None and p <= 1 - LEVEL,
                judged.smallest if isinstance(judged, Measured) else _bare_smallest(one, reference),
                "" if isinstance(judged, Measured) else judged,
            )
        )
    return tuple(made)


def _bounds(one: Share, reference: Share | None) -> tuple[float | None, float | None]:
    if reference is None or one.least is None or one.most is None or reference.least is None or reference.most is None:
        return None, None
    return one.least - reference.most, one.most - reference.least


def _refused(one: Share, reference: Share | None, known: pl.DataFrame, version: str) -> str:
    if reference is None or not reference.known:
        return NO_REFERENCE
    if min(one.known, reference.known) < FEWEST:
        return FEW
    if min(one.responded + reference.responded, one.none + reference.none) < FEWEST_EACH:
        return FEW_KINDS
    clusters = design(known, version).clusters
    return FEW_CLUSTERS if int(clusters.max()) + 1 < FEWEST_CLUSTERS else ""


def _bare_error(one: Share, reference: Share) -> float:
    """Of the difference of two shares, two cases added to each (Agresti and Caffo 2000)."""
    parts = [((held.responded + 1) / (held.known + 2), held.known + 2) for held in (one, reference)]
    return float(np.sqrt(sum(p * (1 - p) / n for p, n in parts)))


def _bare_smallest(one: Share, reference: Share | None) -> float | None:
    if reference is None or not one.known or not reference.known:
        return None
    p = (one.responded + reference.responded + 1) / (one.known + reference.known + 2)
    error = float(np.sqrt(p * (1 - p) * (1 / one.known + 1 / reference.known)))
    found = measured(0.0, error, one.known + reference.known - 1).smallest
    return found if found <= 1 else None


@dataclass(frozen=True)
class _Compared:
    """Estimates and draws by class."""

    estimates: tuple[tuple[str, float, float], ...] = ()
    clusters: int = 0

    def of(self, one: Share, reference: Share | None) -> Measured:
        estimate, error = next((at, wide) for name, at, wide in self.estimates if name == one.perpetrator)
        if reference is not None and any(min(held.responded, held.none) < THIN for held in (one, reference)):
            error = max(error, _bare_error(one, reference))
        found = measured(estimate, error, self.clusters)
        return Measured(
            found.estimate, found.error, max(-1.0, found.low), min(1.0, found.high), found.p, found.smallest
        )


def _compared(known: pl.DataFrame, version: str, seed: int) -> _Compared:
    """Errors are widened by what the coefficients themselves cost, as is usual for clustered errors of few rows."""
    made, regression = _regression(known, version)
    start = regression.fit(np.ones(known.height))
    several, weights = draws(regression, start, made.clusters, seed)
    at = margins(made, regression, start, np.ones(known.height))
    drawn = [margins(made, regression, one, w[made.clusters]) for one, w in zip(several, weights, strict=True)]
    free = max(known.height - regression.parameters(start), known.height / 4)
    errors = np.std(drawn, axis=0, ddof=1) * np.sqrt((known.height - 1) / free)
    return _Compared(
        tuple(zip(made.classes[1:], at.tolist(), errors.tolist(), strict=True)), int(made.clusters.max()) + 1
    )


def _regression(known: pl.DataFrame, version: str) -> tuple[Design, Regression]:
    made = design(known, version)
    y = known["y"].to_numpy()
    return made, Regression(made.x, (made.places, made.months), y, made.penalty)


def margins(made: Design, regression: Regression, beta: FloatArray, weights: FloatArray) -> FloatArray:
    """(classes - 1,) how much more likely a response is, all cases taken as of a class and as of the reference."""
    others = len(made.classes)
    rest = regression.linear(beta) - made.x[:, 1:others] @ beta[1:others]
    base = weights @ expit(rest)
    found = [weights @ expit(rest + beta[place]) - base for place in range(1, others)]
    return np.asarray(np.array(found) / weights.sum(), dtype=np.float64)


def _extremes(told: pl.DataFrame, version: str, name: str) -> tuple[float | None, float | None]:
    """The adjusted difference with all that cannot be known against this class, and for it."""
    lost = (pl.col("fate") == NOT_KNOWN) & pl.col(version).is_in([name, REFERENCE])
    if not told.filter(lost).height:
        return None, None
    held = told.filter((pl.col("fate") == KNOWN) | lost)
    found = []
    for favour in (False, True):
        mine = pl.col(version) == (name if favour else REFERENCE)
        filled = held.with_columns(y=pl.when(lost).then(mine.cast(pl.Float64)).otherwise("y"))
        made, regression = _regression(filled, version)
        ones = np.ones(filled.height)
        found.append(float(margins(made, regression, regression.fit(ones), ones)[made.classes.index(name) - 1]))
    return found[0], found[1]
