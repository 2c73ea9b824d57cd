"""Operations made up with a known truth: how likely a response is, by class, severity, distance, place and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl

from withstand.analysis.response.cases import CASES
from withstand.analysis.response.pace import EDGES

FIRST = date(2030, 1, 1)
CLASSES = ("non_state", "host_state", "unknown")
FloatArray = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class MadeUp:
    """`cases` as CASES; `complete` with nothing unknown; `gap` and `ratio`: the truth of host_state on these cases."""

    cases: pl.DataFrame
    complete: pl.DataFrame
    gap: float
    ratio: float


def made_up(
    seed: int, *, areas: int = 27, months: int = 24, cases: int = 600, effect: float = 0.0, confounded: float = 1.0,
    unknown: float = 0.0, adversarial: bool = False, within: int = 14,
) -> MadeUp:  # fmt: skip
    """A response comes by proportional hazards in the stretches of EDGES.

    `effect`: the log hazard ratio of host_state. `confounded`: how much more often host_state is suspected in areas
    that are answered less, in cases that are far and slight.
    """
    dice = np.random.default_rng(seed)
    place, month = dice.normal(0, 0.7, areas), dice.normal(0, 0.3, months)
    spread = dice.dirichlet(np.full(areas, 4.0))
    where = dice.choice(areas, cases, p=spread)
    when = dice.integers(0, months, cases)
    distance = np.exp(dice.normal(2.5 + 0.3 * dice.normal(size=areas)[where], 0.8))
    severity = dice.choice([1, 2, 3], cases, p=[0.5, 0.35, 0.15])
    lean = confounded * (-0.8 * place[where] + 0.5 * (np.log1p(distance / 10) - 1) - 0.5 * (severity - 1.6))
    chance = np.stack([np.full(cases, 0.4), lean, np.full(cases, -1.0) + 0.3 * lean], axis=1)
    chance = np.exp(chance) / np.exp(chance).sum(axis=1, keepdims=True)
    which = (dice.random(cases)[:, None] > chance.cumsum(axis=1)).sum(axis=1).clip(0, 2)
    common = place[where] + month[when] - 0.7 * (np.log1p(distance / 10) - 1) + 0.5 * (severity - 1)
    levels = np.array([-2.6, -2.0, -1.8, -1.8, -2.0, -2.6, -3.0])
    slope = np.array([0.0, effect, -0.2])
    days = _days(dice, levels, common + slope[which])
    start = np.array([FIRST.toordinal() + int(30.4 * one) for one in when]) + dice.integers(0, 28, cases)
    end = FIRST.toordinal() + int(30.4 * months) + 60
    watched = end - start
    seen = days <= watched
    reached = sum(np.exp(levels[number]) for number, last in enumerate(EDGES[1:]) if last - 1 <= within)
    p = [-np.expm1(-reached * np.exp(common + one)) for one in slope]
    due = watched >= within
    lost = dice.random(cases) < unknown
    if adversarial:
        early = days <= within
        lost = (dice.random(cases) < 2 * unknown) & np.where(which == 1, early, ~early)
    frame = pl.DataFrame(
        {
            "record": [f"r{number}" for number in range(cases)],
            "kind": ["incident"] * cases,
            "day": [date.fromordinal(int(one)) for one in start],
            "area": [f"A{one:03}" for one in where],
            "month": [f"{date.fromordinal(int(one)):%Y-%m}" for one in start],
            "perpetrator": [CLASSES[one] for one in which],
            "with_partners": [CLASSES[one] for one in which],
            "severity": severity,
            "distance": distance,
            "least": [int(one) if ok else None for one, ok in zip(days, seen, strict=True)],
            "most": [int(one) if ok else None for one, ok in zip(days, seen, strict=True)],
            "by": ["visit" if ok else None for ok in seen],
            "turned_back": [False] * cases,
            "unknown": [False] * cases,
            "watched": watched,
            "state": ["no"] * cases,
        },
        schema=CASES,
    )
    hidden = pl.Series(lost)
    shown = frame.with_columns(
        *(pl.when(~hidden).then(name).alias(name) for name in ("least", "most", "by")), unknown=hidden
    )
    return MadeUp(shown, frame, float((p[1] - p[0])[due].mean()), float(np.exp(effect)))


def _days(dice: np.random.Generator, levels: FloatArray, eta: FloatArray) -> FloatArray:
    """Days until a response, infinite where none came in the last stretch."""
    found = np.full(eta.size, np.inf)
    for number, (first, after) in enumerate(pairwise(EDGES)):
        came = (dice.random(eta.size) < -np.expm1(-np.exp(levels[number] + eta))) & np.isinf(found)
        found[came] = dice.integers(first, after, int(came.sum()))
    return found
