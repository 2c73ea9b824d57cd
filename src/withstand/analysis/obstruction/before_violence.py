"""Whether denials are followed by violence more often than chance would have it: shifts in time, not a formula.

Denials and violence both come in clusters, so that shuffled months, or a formula that takes them to be independent,
find a connection where there is none. Here each area's denials are shifted in a circle by a random number of months
against its violence: every cluster stays whole, and only their meeting is left to chance. Months that are violent
everywhere are taken out of the comparison first, for areas are shifted apart from each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

SHIFTS = 9_999
LEAST_DENIAL_MONTHS, LEAST_VIOLENT_MONTHS, LEAST_MONTHS = 10, 10, 24
POWER = 2.8016
"""Standard errors from zero at which a two-sided test at 5 % finds an effect in 80 of 100 cases."""

FEW_MONTHS, FEW_DENIALS, FEW_VIOLENT, NO_VARIATION = "few_months", "few_denials", "few_violent", "no_variation"


@dataclass(frozen=True)
class Followed:
    """What followed denials in the `window` months after them, in one class of perpetrators.

    effect       change of the probability of any recorded death in those months, for one denial more than the area's
                 own attempts make usual. An association: nothing says what caused what.
    p            share of shifts that are at least as far from what chance gives, both ways; (b + 1) / (n + 1).
    smallest     the smallest effect, either way, that this record would show at 5 % in 80 of 100 cases.
    adjusted     p after Holm, over all tests made together.
    why          why nothing was tested; empty where it was, and then every figure is there.
    """

    perpetrator: str
    beyond_forecast: bool
    window: int
    months: int
    areas: int
    denial_months: int
    violent_months: int
    per_attempt: bool
    effect: float | None = None
    smallest: float | None = None
    p: float | None = None
    adjusted: float | None = None
    shifts: int = 0
    why: str = ""


def excess(denials: FloatArray, attempts: FloatArray | None = None) -> FloatArray:
    """(A, T) denials beyond what the area's own rate gives for its attempts; without attempts, beyond its monthly mean.

    A month without an attempt is neither: it weighs nothing.
    """
    if attempts is None:
        return np.asarray(denials - denials.mean(axis=1, keepdims=True), dtype=np.float64)
    tried = attempts.sum(axis=1, keepdims=True)
    rate = np.divide(denials.sum(axis=1, keepdims=True), tried, out=np.zeros_like(tried), where=tried > 0)
    return np.asarray(denials - rate * attempts, dtype=np.float64)


def following(deaths: FloatArray, window: int) -> FloatArray:
    """(A, T - window) 1 where any death was recorded in the `window` months after each month, that month left out."""
    hit = (deaths > 0).astype(np.float64)
    running = np.concatenate([np.zeros((hit.shape[0], 1)), np.cumsum(hit, axis=1)], axis=1)
    return np.asarray(running[:, window + 1 :] - running[:, 1:-window] > 0, dtype=np.float64)


def without_common(values: FloatArray) -> FloatArray:
    """(A, T) what is left when each area's mean and each month's mean are taken out."""
    return np.asarray(
        values - values.mean(axis=1, keepdims=True) - values.mean(axis=0, keepdims=True) + values.mean(),
        dtype=np.float64,
    )


def meetings(excesses: FloatArray, outcomes: FloatArray) -> FloatArray:
    """(A, T) sum over months of each area's excess, shifted in a circle by 0 to T - 1 months, times its outcome."""
    months = outcomes.shape[1]
    transformed = np.conj(np.fft.rfft(excesses, axis=1)) * np.fft.rfft(outcomes, axis=1)
    return np.asarray(np.fft.irfft(transformed, n=months, axis=1), dtype=np.float64)


def followed_by(
    denials: FloatArray, deaths: FloatArray, *, perpetrator: str, window: int, seed: int,
    attempts: FloatArray | None = None, expected: FloatArray | None = None, shifts: int = SHIFTS,
) -> Followed:  # fmt: skip
    """Test (A, T) denials against the (A, T) deaths that followed.

    `expected` (A, T - window) are probabilities of any death in the months after each month, said before: then what is
    tested is violence beyond the forecast, and NaN leaves an area's month out.
    """
    if deaths.shape[1] <= window:
        none = Followed(perpetrator, expected is not None, window, 0, deaths.shape[0], 0, 0, attempts is not None)
        return _refused(none, FEW_MONTHS)
    outcomes = following(deaths, window)
    said = denials[:, : outcomes.shape[1]]
    tried = None if attempts is None else attempts[:, : outcomes.shape[1]]
    surprise = outcomes if expected is None else np.where(np.isnan(expected), 0.0, outcomes - np.nan_to_num(expected))
    areas, months = outcomes.shape
    told = Followed(
        perpetrator, expected is not None, window, months, areas, int((said > 0).sum()), int(outcomes.sum()),
        per_attempt=attempts is not None,
    )  # fmt: skip
    too_few = _too_few(told, said, outcomes)
    if too_few:
        return _refused(told, too_few)
    over = excess(said, tried)
    by_shift = meetings(over, without_common(surprise))
    observed = float(by_shift[:, 0].sum())
    drawn = _shifted(by_shift, shifts, seed)
    middle = float(by_shift.mean(axis=1).sum())
    weight = float(np.square(over).sum())
    beyond = int((np.abs(drawn - middle) >= abs(observed - middle) - 1e-9).sum())
    spread = float(np.sqrt(by_shift.var(axis=1).sum()))
    return Followed(
        **{**vars(told), "effect": (observed - middle) / weight, "smallest": POWER * spread / weight,
           "p": (beyond + 1) / (shifts + 1), "shifts": shifts},
    )  # fmt: skip


def _shifted(by_shift: FloatArray, shifts: int, seed: int) -> FloatArray:
    """(shifts,) sums over areas, each shifted by a random number of months of its own."""
    rng = np.random.default_rng(seed)
    total = np.zeros(shifts)
    for area in by_shift:
        total += area[rng.integers(0, area.size, size=shifts)]
    return total


def _too_few(told: Followed, denials: FloatArray, outcomes: FloatArray) -> str:
    if told.months < LEAST_MONTHS:
        return FEW_MONTHS
    if told.denial_months < LEAST_DENIAL_MONTHS:
        return FEW_DENIALS
    if told.violent_months < LEAST_VIOLENT_MONTHS:
        return FEW_VIOLENT
    varies = (np.ptp(denials, axis=1) > 0) & (np.ptp(outcomes, axis=1) > 0)
    return "" if varies.any() else NO_VARIATION


def _refused(told: Followed, why: str) -> Followed:
    return Followed(**{**vars(told), "why": why})


def holm(tests: tuple[Followed, ...]) -> tuple[Followed, ...]:
    """The tests with p adjusted for how many were made together (Holm); those that were not made do not count."""
    made = sorted((i for i, one in enumerate(tests) if one.p is not None), key=lambda i: tests[i].p or 0.0)
    adjusted: dict[int, float] = {}
    highest = 0.0
    for rank, i in enumerate(made):
        highest = max(highest, min(1.0, (tests[i].p or 0.0) * (len(made) - rank)))
        adjusted[i] = highest
    return tuple(
        Followed(**{**vars(one), "adjusted": adjusted[i]}) if i in adjusted else one for i, one in enumerate(tests)
    )
