"""Effects by imputation at the place itself and next door, for several perpetrators and outcomes at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.imputation import Imputed, impute
from withstand.analysis.effects.presence_design import AFTER, BIN, NEVER, Design, bins_of, design, neighbour_design
from withstand.analysis.effects.sensitivity import LeftOut, leave_out, pre_trend
from withstand.analysis.effects.study_values import ANY, OUTCOMES, SAME, Effect, Without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from withstand.analysis.effects.effects_panel import EffectsPanel
    from withstand.analysis.effects.randomisation import Chance
    from withstand.analysis.panel import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Asked:
    """One question to a panel: presence at the place or next door, with a donut of so many months."""

    panel: EffectsPanel
    perpetrators: tuple[str, ...]
    place: str
    donut: int

    @cached_property
    def outcomes(self) -> FloatArray:
        """(N · T, K) outcomes, perpetrators outermost."""
        columns = []
        for who in self.perpetrators:
            events = self.panel.events[who].ravel()
            columns += [(events > 0).astype(np.float64) if one == ANY else np.log1p(events) for one in OUTCOMES]
        return np.column_stack(columns)

    @property
    def size(self) -> int:
        """How many outcomes K."""
        return len(self.perpetrators) * len(OUTCOMES)

    def design(self, order: IntArray | None = None) -> Design:
        """What the histories make of the rows; `order` says whose history each unit gets."""
        present, known = self.panel.presence.present, self.panel.presence.known
        if order is not None:
            present, known = present[order], known[order]
        if self.place == SAME:
            return design(present, known, self.donut)
        return neighbour_design(present, known, self.panel.neighbours, self.donut)

    def imputed(self, made: Design, groups: FloatArray, *, errors: bool, kept: BoolArray | None = None) -> Imputed:
        """Effects on `groups` (N · T, J) of rows, without the rows not `kept`."""
        rows = made.untreated.ravel() | (groups > 0).any(axis=1)
        if kept is not None:
            rows &= kept
        return impute(
            self.outcomes[rows], self.panel.unit_rows[rows], self.panel.period_rows[rows],
            made.untreated.ravel()[rows], groups[rows], errors=errors,
        )  # fmt: skip

    def values(self, made: Design, kept: BoolArray | None = None) -> FloatArray:
        """(K,) effects alone; NaN where there are none."""
        try:
            return self.imputed(made, _treated(made), errors=False, kept=kept).value[:, 0]
        except EffectsError:
            return np.full(self.size, np.nan)


def _treated(made: Design) -> FloatArray:
    return made.treated.reshape(-1, 1).astype(np.float64)


def statistic_of(asked: Asked) -> Callable[[IntArray], FloatArray]:
    """(K,) effects for histories given to the units in another order."""
    return lambda order: asked.values(asked.design(order))


def effects_of(
    asked: Asked, chances: Sequence[Chance | None], without: list[Without], *, bins: bool = True
) -> list[Effect]:
    """The effects of one question; what cannot be estimated is told in `without`."""
    made = asked.design()
    try:
        whole = asked.imputed(made, _treated(made), errors=True)
    except EffectsError:
        without += [Without(who, asked.place, "nothing_to_compare") for who in asked.perpetrators]
        return []
    by_bin = _by_bin(asked, made) if bins else []
    cuts = _cuts(asked, made, whole.value[:, 0]) if bins else [()] * asked.size
    effects = []
    for number in range(asked.size):
        who, outcome = asked.perpetrators[number // len(OUTCOMES)], OUTCOMES[number % len(OUTCOMES)]
        estimate = whole.estimate(number)
        effects.append(
            Effect(
                perpetrator=who,
                outcome=outcome,
                place=asked.place,
                donut=asked.donut,
                estimate=estimate,
                expected=float(whole.expected[number, 0]),
                chance=chances[number],
                bins=tuple((first, one.estimate(number)) for first, one in by_bin),
                trend=pre_trend(
                    asked.outcomes[:, number], asked.panel.unit_rows, asked.panel.period_rows, made.untreated.ravel(),
                    made.event_time.ravel(), np.repeat(made.entry != NEVER, asked.panel.shape[1]),
                    made.treated.ravel(), estimate,
                )
                if bins
                else None,
                left_out=cuts[number],
                lost=whole.lost,
            )
        )  # fmt: skip
    return effects


def _by_bin(asked: Asked, made: Design) -> list[tuple[int, Imputed]]:
    number = bins_of(made.event_time)
    found = []
    for one in range(AFTER + 1):
        inside = made.treated & (number == one)
        if inside.any():
            try:
                found.append((one * BIN, asked.imputed(made, inside.reshape(-1, 1).astype(np.float64), errors=True)))
            except EffectsError:
                continue
    return found


def _cuts(asked: Asked, made: Design, whole: FloatArray) -> list[tuple[LeftOut, ...]]:
    """For each outcome what is left without one country, one entered unit, or the worst unit-year."""
    panel, months = asked.panel, asked.panel.shape[1]
    codes, unit = panel.country_codes, panel.unit_rows
    countries = sorted(set(panel.countries))
    entered = np.flatnonzero(made.treated.any(axis=1))
    by_country = np.array([asked.values(made, kept=np.repeat(codes != one, months)) for one in range(len(countries))])
    by_unit = np.array([asked.values(made, kept=unit != one) for one in entered])
    found: list[tuple[LeftOut, ...]] = []
    for number in range(asked.size):
        who = asked.perpetrators[number // len(OUTCOMES)]
        name, kept = _worst(panel, who, made)
        worst = float(asked.values(made, kept=kept)[number])
        value = float(whole[number])
        own = (
            leave_out("country", countries, by_country[:, number].tolist(), value),
            leave_out("unit", [panel.units[one] for one in entered], by_unit[:, number].tolist(), value),
            LeftOut("episode", worst, name, worst, name, bool(np.sign(worst) != np.sign(value))),
        )
        found.append(tuple(one for one in own if one is not None))
    return found


def _worst(panel: EffectsPanel, who: str, made: Design) -> tuple[str, BoolArray]:
    """The unit and calendar year with most deaths by `who` among the rows used, and the rows without it."""
    years = panel.span.first.year + (panel.span.first.month - 1 + np.arange(panel.shape[1])) // 12
    deaths = np.where(made.untreated | made.treated, panel.deaths[who] + 1e-6 * panel.events[who], 0.0)
    totals = np.stack([deaths[:, years == year].sum(axis=1) for year in np.unique(years)], axis=1)
    unit, place = (int(one) for one in np.unravel_index(int(np.argmax(totals)), totals.shape))
    year = int(np.unique(years)[place])
    cells = np.ones(panel.shape, dtype=np.bool_)
    cells[unit, years == year] = False
    return f"{panel.units[unit]}, {year}", cells.ravel()
