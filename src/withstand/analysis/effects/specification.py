"""A published specification on any panel: which column is what, which model, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from withstand.analysis.effects.estimate import Estimate
from withstand.analysis.effects.fixed_effects import EffectsError, codes_of
from withstand.analysis.effects.imputation import impute
from withstand.analysis.effects.negative_binomial import negative_binomial
from withstand.analysis.effects.poisson import poisson
from withstand.analysis.effects.presence_design import DONUT
from withstand.analysis.effects.regression import ordinary
from withstand.analysis.effects.sensitivity import LeftOut, leave_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from withstand.analysis.effects.regression import Fit
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray

NB2, PPML, OLS, DID = "nb2", "ppml", "ols", "did"
MODELS = (NB2, PPML, OLS, DID)
CROSSED = "^"
"""Between two columns: their combinations are the levels of a fixed effect, as country^month."""
MOST_LEFT_OUT = 200
MOST_DUMMIES = 400


@dataclass(frozen=True)
class Specification:
    """Columns by role; see `withstand effects --spec`.

    `where` is a condition in SQL that rows must meet, `drop` one that they must not.
    """

    model: str
    outcome: str
    treatment: str
    controls: tuple[str, ...] = ()
    unit: str = ""
    time: str = ""
    cluster: str = ""
    fixed_effects: tuple[str, ...] = ()
    episode: tuple[str, ...] = ()
    where: str = ""
    drop: str = ""
    donut: int = DONUT

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it names, once."""
        crossed = (*self.fixed_effects, self.cluster)
        parts = [part for one in crossed for part in one.split(CROSSED)]
        named = (self.outcome, self.treatment, *self.controls, self.unit, self.time, *parts, *self.episode)
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns that must hold numbers."""
        return tuple(dict.fromkeys((self.outcome, self.treatment, *self.controls)))


@dataclass(frozen=True)
class Specified:
    """What a specification gave: estimates by name, the treatment first; rows kept and why others went."""

    specification: Specification
    estimates: tuple[tuple[str, Estimate], ...]
    rows_read: int
    rows_unasked: int
    rows_incomplete: int
    dropped: Mapping[str, int]
    log_likelihood: float
    also: Mapping[str, float]
    left_out: tuple[LeftOut, ...]

    @property
    def treatment(self) -> Estimate:
        """That of the treatment."""
        return self.estimates[0][1]


def run_specification(
    given: Specification, panel: pl.DataFrame, progress: Callable[[str, int, int], None] = lambda *_: None
) -> Specified:
    """Estimate it, then again without each cluster and without the worst episode.

    Raises EffectsError in one sentence where columns are missing or cannot serve.
    """
    asked = _asked(given, panel)
    kept = asked.drop_nulls(list(given.columns))
    if not kept.height:
        raise EffectsError(f"No row of {panel.height:,} is left: each lacks a column named, or where and drop take it.")
    rows = _Rows(given, kept)
    every = np.ones(kept.height, dtype=np.bool_)
    progress("estimating", 0, 1)
    whole = rows.fit(every)
    value = whole.estimates[0][1].value
    cuts = []
    clusters = np.unique(rows.clusters)
    if 2 < clusters.size <= MOST_LEFT_OUT:
        names = [rows.cluster_of(int(row)) for row in np.unique(rows.clusters, return_index=True)[1]]

        found = []
        for number, cluster in enumerate(clusters):
            progress("leaving out one cluster after the other", number, clusters.size)
            found.append(rows.value(rows.clusters != cluster))
        cuts.append(leave_out("cluster", names, found, value))
    name, inside = rows.worst()
    if name:
        worst = rows.value(~inside)
        turns = bool(np.isfinite(worst) and np.sign(worst) != np.sign(value))
        cuts.append(LeftOut("episode", worst, name, worst, name, turns))
    return Specified(
        given, whole.estimates, panel.height, panel.height - asked.height, asked.height - kept.height, whole.dropped,
        whole.log_likelihood, whole.also, tuple(one for one in cuts if one is not None),
    )  # fmt: skip


@dataclass(frozen=True)
class _Found:
    estimates: tuple[tuple[str, Estimate], ...]
    dropped: Mapping[str, int]
    log_likelihood: float
    also: Mapping[str, float]


class _Rows:
    """The rows of a specification as arrays."""

    def __init__(self, given: Specification, kept: pl.DataFrame) -> None:
        self._given, self._frame = given, kept
        self.cluster_name = given.cluster or given.unit
        if not self.cluster_name:
            raise EffectsError("The specification names neither cluster nor unit: errors need one of them.")
        self.clusters = _codes(kept, self.cluster_name)
        self._y = _numbers(kept, given.outcome)
        self._x = np.column_stack([_numbers(kept, name) for name in (given.treatment, *given.controls)])
        self._names = (given.treatment, *given.controls)
        self._factors = tuple(_codes(kept, name) for name in given.fixed_effects)

    def cluster_of(self, row: int) -> str:
        """The cluster of a row, as the data name it."""
        return ", ".join(str(self._frame[name][row]) for name in self.cluster_name.split(CROSSED))

    def value(self, inside: BoolArray) -> float:
        """The treatment's coefficient on some of the rows; NaN where it cannot be told."""
        try:
            return self.fit(inside).estimates[0][1].value
        except (EffectsError, np.linalg.LinAlgError):
            return float("nan")

    def fit(self, inside: BoolArray) -> _Found:
        """The model on some of the rows."""
        if self._given.model == DID:
            return self._difference(inside)
        factors = tuple(_again(code[inside]) for code in self._factors)
        y, x, clusters = self._y[inside], self._x[inside], _again(self.clusters[inside])
        if self._given.model == NB2:
            fit = self._negative_binomial(y, x, factors, clusters)
        else:
            model = poisson if self._given.model == PPML else ordinary
            fit = model(y, x, self._names, factors or (np.zeros(y.size, dtype=np.int64),), clusters)
        shown = tuple(name for name in fit.names if CROSSED + "=" not in name)
        return _Found(tuple((name, fit.estimate(name)) for name in shown), fit.dropped, fit.log_likelihood, fit.also)

    def _negative_binomial(
        self, y: FloatArray, x: FloatArray, factors: tuple[IntArray, ...], clusters: IntArray
    ) -> Fit:
        columns, names = [x], list(self._names)
        for label, code in zip(self._given.fixed_effects, factors, strict=True):
            levels = int(code.max()) + 1
            if levels > MOST_DUMMIES:
                raise EffectsError(
                    f'{label} has {levels:,} levels: nb2 takes up to {MOST_DUMMIES}; use model = "ppml".'
                )
            columns.append((code[:, None] == np.arange(1, levels)[None, :]).astype(np.float64))
            names += [f"{label}{CROSSED}={level}" for level in range(1, levels)]
        return negative_binomial(y, np.column_stack(columns), tuple(names), clusters)

    def _difference(self, inside: BoolArray) -> _Found:
        """Imputation with a donut; `treatment` is 0 or 1, `time` counts months, a third fixed effect groups units."""
        given, frame = self._given, self._frame.filter(pl.Series(inside))
        treated = self._x[inside, 0] > 0
        unit, time = _codes(frame, given.unit), _numbers(frame, given.time)
        entry = np.full(int(unit.max()) + 1, np.inf)
        np.minimum.at(entry, unit[treated], time[treated])
        first = np.full(entry.size, np.inf)
        np.minimum.at(first, unit, time)
        since = time - entry[unit]
        always = np.isfinite(entry) & (entry <= first)
        untreated = ~treated & (since < -given.donut) & ~always[unit]
        used = treated & ~always[unit]
        period = _codes(
            frame, *(given.fixed_effects[1].split(CROSSED) if len(given.fixed_effects) > 1 else (given.time,))
        )
        rows = untreated | used
        found = impute(
            self._y[inside][rows][:, None], unit[rows], period[rows], untreated[rows], used[rows, None] * 1.0
        )
        dropped = {
            "units_treated_from_the_start": int(always.sum()),
            "rows_donut": int((~treated & (since >= -given.donut) & (since < 0) & ~always[unit]).sum()),
            "rows_after_leaving": int((~treated & (since >= 0)).sum()),
            "rows_lost": found.lost,
        }
        return _Found(((given.treatment, found.estimate(0)),), dropped, float("nan"), {
            "expected": float(found.expected[0, 0]), "donut": float(given.donut),
        })  # fmt: skip

    def worst(self) -> tuple[str, BoolArray]:
        """The episode with the largest sum of the outcome, and its rows: unit and year, else the largest row."""
        columns = self._given.episode
        if columns:
            code = _codes(self._frame, *columns)
            inside = code == int(np.argmax(np.bincount(code, self._y)))
            row = int(np.argmax(inside))
            return ", ".join(str(self._frame[name][row]) for name in columns), inside
        row = int(np.argmax(self._y))
        inside = np.zeros(self._y.size, dtype=np.bool_)
        inside[row] = True
        where = [self._frame[name][row] for name in (self._given.unit, self._given.time) if name]
        return ", ".join(map(str, where)) or f"the row with {self._y[row]:g}", inside


def _asked(given: Specification, panel: pl.DataFrame) -> pl.DataFrame:
    _refuse(given, panel)
    for condition, keep in ((given.where, True), (given.drop, False)):
        if condition:
            try:
                met = pl.sql_expr(condition).fill_null(value=not keep)
                panel = panel.filter(met if keep else ~met)
            except pl.exceptions.PolarsError as problem:
                what = str(problem).partition("\n")[0][:120]
                raise EffectsError(
                    f"{'where' if keep else 'drop'} = {condition!r} cannot be followed: {what}."
                ) from None
    return panel


def _refuse(given: Specification, panel: pl.DataFrame) -> None:
    if given.model not in MODELS:
        raise EffectsError(f"model is {given.model!r}; it must be one of {', '.join(MODELS)}.")
    if missing := [name for name in given.columns if name not in panel.columns]:
        raise EffectsError(
            f"The data have no column {', '.join(missing)}; they have {', '.join(panel.columns[:12])}"
            f"{' …' if len(panel.columns) > 12 else ''}."
        )
    for name in given.numbers:
        if not panel[name].dtype.is_numeric() and panel[name].dtype != pl.Boolean:
            raise EffectsError(
                f"Column {name} must hold numbers, but it holds text such as {panel[name].drop_nulls()[0]!r}."
            )
    if given.model == DID:
        if not given.unit or not given.time:
            raise EffectsError('model = "did" needs unit and time.')
        if not panel[given.time].dtype.is_numeric():
            raise EffectsError(f'model = "did" needs a time that counts months; {given.time} holds text.')
        if not panel[given.treatment].drop_nulls().cast(pl.Float64).is_in([0.0, 1.0]).all():
            raise EffectsError(f'model = "did" needs a treatment of 0 and 1; {given.treatment} holds other values.')
        if given.controls:
            raise EffectsError('model = "did" takes no controls.')


def _numbers(frame: pl.DataFrame, name: str) -> FloatArray:
    found = frame[name].cast(pl.Float64).to_numpy()
    if not np.isfinite(found).all():
        raise EffectsError(f"Column {name} holds values that are not finite.")
    return found


def _codes(frame: pl.DataFrame, *names: str) -> IntArray:
    parts = [part for name in names for part in name.split(CROSSED)]
    if len(parts) == 1:
        return codes_of(frame[parts[0]].cast(pl.String).to_numpy())
    return frame.select(pl.struct(parts).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()


def _again(codes: IntArray) -> IntArray:
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)
