"""Whether a count changed by more than chance: two numbers of one unit, compared exactly, and what that cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

from withstand.errors import InputError
from withstand.vocabulary.terms import vocabulary

COVERAGE = 0.9
_Z95 = 1.959963984540054


@dataclass(frozen=True)
class Counted:
    """A count: of what (a counting unit), by whom it was counted, over how many days, and out of how many attempts."""

    number: int
    unit: str
    days: int
    source: str = ""
    attempts: int | None = None


@dataclass(frozen=True)
class Change:
    """Two counts compared.

    ratio      rate after over rate before, with its exact 90 % interval; null where there was none before, or after.
    p          two-sided, exact, if each recorded act came by itself (Poisson).
    together   acts that would have to come together, on average, for chance to explain the change at 5 %: 1 is each by
               itself. Null where chance explains it even then.
    per        what the rate is of: `attempt` or `day`.
    """

    before: Counted
    after: Counted
    per: str
    ratio: float | None
    low: float | None
    high: float | None
    p: float
    together: float | None


def change(before: Counted, after: Counted) -> Change:
    """Compare two counts, by attempts where both have them, else by days.

    Given their sum, one of two Poisson counts is binomial: the test and the interval (Clopper and Pearson) are exact.
    Recorded acts are rarely independent: several come of one event, one officer or one campaign of reporting. How much
    they would have to come together, `together`, is the ratio of variance to mean at which the difference of the logs
    would just be within 1.96 standard errors.

    Raises:
        InputError: the units or the sources differ, or a period has no length.
    """
    if before.unit != after.unit:
        label = vocabulary("counting_units").label
        raise InputError(
            f"One count is of {label(before.unit).lower()}, the other of {label(after.unit).lower()}: counts of "
            "different units are not compared. Count both alike."
        )
    if before.source != after.source:
        raise InputError(
            f"One count is from {before.source or 'no named source'}, the other from "
            f"{after.source or 'no named source'}: a change of who counts is no change of what happened."
        )
    by_attempt = bool(before.attempts) and bool(after.attempts)
    sizes = [float(one.attempts or 0) if by_attempt else float(one.days) for one in (before, after)]
    if min(sizes) <= 0:
        raise InputError("A period of no day, or of no attempt, has no rate: give both counts their length.")
    share = sizes[1] / sum(sizes)
    total = before.number + after.number
    low, high = _interval(after.number, total, share)
    known = before.number > 0 and after.number > 0
    return Change(
        before=before,
        after=after,
        per="attempt" if by_attempt else "day",
        ratio=(after.number / sizes[1]) / (before.number / sizes[0]) if known else None,
        low=low,
        high=high,
        p=_exact(after.number, total, share),
        together=_together(before.number, after.number, share) if known else None,
    )


def _exact(hits: int, total: int, share: float) -> float:
    from scipy.stats import binomtest  # type: ignore[import-untyped]

    return float(binomtest(hits, total, share).pvalue) if total else 1.0


def _interval(hits: int, total: int, share: float) -> tuple[float | None, float | None]:
    """The exact interval of the ratio of two rates; null at a side that has no bound."""
    from scipy.stats import beta

    if not total:
        return None, None
    tail = (1 - COVERAGE) / 2
    odds = share / (1 - share)
    low = beta.ppf(tail, hits, total - hits + 1) if hits else 0.0
    high = beta.ppf(1 - tail, hits + 1, total - hits) if hits < total else 1.0
    return float(low / (1 - low) / odds), None if high >= 1 else float(high / (1 - high) / odds)


def _together(before: int, after: int, share: float) -> float | None:
    """The variance-to-mean ratio at which the change is just within chance; null below 1."""
    difference = log(after / before) - log(share / (1 - share))
    found = (difference / (_Z95 * sqrt(1 / before + 1 / after))) ** 2
    return found if found >= 1 else None
