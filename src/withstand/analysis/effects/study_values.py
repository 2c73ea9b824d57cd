"""What a study of presence found, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withstand.analysis.effects.estimate import Estimate
    from withstand.analysis.effects.event_time import EventBin, Spike
    from withstand.analysis.effects.randomisation import Chance
    from withstand.analysis.effects.sensitivity import LeftOut, PreTrend

ANY, LOG_EVENTS = "any", "log_events"
"""Any recorded event in the month; ln(1 + events)."""
OUTCOMES = (ANY, LOG_EVENTS)
SAME, NEAR = "same_place", "neighbours"
PLACES = (SAME, NEAR)


@dataclass(frozen=True)
class Effect:
    """One effect by imputation.

    expected    mean outcome that untreated rows lead one to expect on the treated rows.
    bins        (first month since entry, estimate) in bins of three months.
    lost        treated rows that could not be compared.
    """

    perpetrator: str
    outcome: str
    place: str
    donut: int
    estimate: Estimate
    expected: float
    chance: Chance | None
    bins: tuple[tuple[int, Estimate], ...]
    trend: PreTrend | None
    left_out: tuple[LeftOut, ...]
    lost: int

    @property
    def mde(self) -> float:
        """The smallest effect that could have been seen: by reshuffling where there is it, else by the error."""
        return self.chance.mde if self.chance is not None else self.estimate.mde

    @property
    def mde_from(self) -> str:
        """Where `mde` comes from."""
        return "randomisation" if self.chance is not None else "standard_error"

    @property
    def mde_share(self) -> float:
        """`mde` as a share of what was expected without presence."""
        return self.mde / self.expected if self.expected > 0 else float("inf")


@dataclass(frozen=True)
class CountEffect:
    """PPML: the coefficient of `dose` in the month before, on the log of expected events.

    dose    present (any post), or troops (in thousands).
    """

    perpetrator: str
    dose: str
    donut: int
    estimate: Estimate
    chance: Chance | None
    dropped: Mapping[str, int]


@dataclass(frozen=True)
class Without:
    """Something that was not estimated, and why."""

    perpetrator: str
    what: str
    why: str


@dataclass(frozen=True)
class Counted:
    """Units, months and rows, and what was left out of them."""

    units: int
    months: int
    countries: int
    entered: int
    unknown_entry: int
    rows_unknown: int
    rows_donut: int
    rows_after_leaving: int
    treated_rows: int
    movable: int


@dataclass(frozen=True)
class Study:
    """All of it. `effects` have the donut asked for; `bare` are the same without a donut, never to be used alone."""

    perpetrators: tuple[str, ...]
    donut: int
    draws: int
    seed: int
    counted: Counted
    descriptive: tuple[EventBin, ...]
    spikes: Mapping[str, Spike | None]
    effects: tuple[Effect, ...]
    bare: tuple[Effect, ...]
    counts: tuple[CountEffect, ...]
    without: tuple[Without, ...]

    def effect(self, perpetrator: str, outcome: str = ANY, place: str = SAME) -> Effect | None:
        """The effect with the donut asked for."""
        return next(
            (one for one in self.effects if (one.perpetrator, one.outcome, one.place) == (perpetrator, outcome, place)),
            None,
        )


def plain_value(value: Any) -> Any:
    """Numbers that JSON can carry: what is not finite is null."""
    if isinstance(value, dict):
        return {key: plain_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return value


def plain_estimate(estimate: Estimate) -> dict[str, Any]:
    """An estimate with its interval, p and smallest detectable effect."""
    own = asdict(estimate)
    own.update(low=estimate.low, high=estimate.high, p=estimate.p, mde=estimate.mde)
    return dict(plain_value(own))


def plain_effect(effect: Effect) -> dict[str, Any]:
    """An effect for JSON."""
    return {
        "perpetrator": effect.perpetrator,
        "outcome": effect.outcome,
        "place": effect.place,
        "donut": effect.donut,
        **plain_estimate(effect.estimate),
        "expected": plain_value(effect.expected),
        "mde": plain_value(effect.mde),
        "mde_from": effect.mde_from,
        "mde_share": plain_value(effect.mde_share),
        "randomisation": plain_value(asdict(effect.chance)) if effect.chance else None,
        "bins": [{"first_month": first, **plain_estimate(one)} for first, one in effect.bins],
        "pre_trend": plain_value(asdict(effect.trend)) if effect.trend else None,
        "left_out": [plain_value(asdict(one)) for one in effect.left_out],
        "rows_lost": effect.lost,
    }
