"""How alerts were answered: by the class of those they are about, by who answered, and how fast. Nothing is guessed.

Times run in whole days from the day an alert was received. What is not answered yet has waited so long at least; what
was closed without an answer is counted as never answered, not left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles
from types import MappingProxyType

from withstand.dialogue.alerts import CLOSED, AlertHeld
from withstand.evidence.records import Alert
from withstand.ledger.fields import first_day, last_day

UNKNOWN, SEVERAL, STATE = "unknown", "several", "state"
NOBODY, NOT_YET = "nobody", "not_yet"
FEWEST = 5
"""Of fewer no times are shown: they would tell of single cases."""

_BY_CLASS: Mapping[str, str] = MappingProxyType({"own_side": "operation", "host_state": STATE})
_WHOLE_DAY = len("2032-05-20")


@dataclass(frozen=True)
class Times:
    """Days until an answer, of `timed` alerts that somebody answered: median and quartiles, of five at least."""

    timed: int
    median: float | None = None
    quartiles: tuple[float, float] | None = None


@dataclass(frozen=True)
class Answered:
    """Alerts about one class: how many, and by whom they were answered (`nobody`, `not_yet`, `unknown` too).

    `waiting_median` is the day by which half of all are answered, of those with known days, unanswered ones counted as
    long as they have waited (Kaplan and Meier); None where half are not answered yet, or too few.
    """

    about: str
    alerts: int
    by: tuple[tuple[str, int], ...]
    times: tuple[tuple[str, Times], ...]
    waiting_median: int | None
    timed: int

    @property
    def few(self) -> bool:
        """Whether there are so few that no times are shown."""
        return self.timed < FEWEST


def answers(
    alerts: Iterable[AlertHeld], day: date, since: date = date.min, until: date = date.max
) -> tuple[Answered, ...]:
    """A row for each class that alerts are about, received in a time, as of a day; the largest first."""
    groups: dict[str, list[Alert]] = defaultdict(list)
    for one in alerts:
        if since <= last_day(one.fields.received) and first_day(one.fields.received) <= min(until, day):
            groups[about(one.fields)].append(one.fields)
    return tuple(
        sorted((_row(name, held, day) for name, held in groups.items()), key=lambda row: (-row.alerts, row.about))
    )


def about(alert: Alert) -> str:
    """The one class that an alert is about; several, or unknown."""
    classes = {one.perpetrator for one in alert.perpetrators} - {UNKNOWN}
    if not classes:
        return UNKNOWN
    return classes.pop() if len(classes) == 1 else SEVERAL


def answered_by(alert: Alert, day: date = date.max) -> str:
    """Who answered by a day: as recorded, else by the class of the answerer, in which a state's forces and authorities
    are one.
    """
    if alert.answered_on is not None and first_day(alert.answered_on) > day:
        return NOT_YET
    if alert.answerer is not None:
        return alert.answerer
    if alert.answered_by is not None:
        return UNKNOWN if alert.answered_by == UNKNOWN else _BY_CLASS.get(alert.answered_by, "others")
    return UNKNOWN if alert.status in (*CLOSED, "answered") else NOT_YET


def _row(name: str, alerts: Sequence[Alert], day: date) -> Answered:
    by = Counter(answered_by(one, day) for one in alerts)
    days: dict[str, list[int]] = defaultdict(list)
    waits: list[tuple[float, bool]] = []
    for one in alerts:
        who, wait = answered_by(one, day), _wait(one, day)
        if who in (NOBODY, NOT_YET):
            waited = _between(one.received, day.isoformat())
            if waited is not None:
                waits.append((float("inf") if who == NOBODY else waited, False))
        elif wait is not None:
            days[who].append(wait)
            waits.append((wait, True))
    times = tuple((who, _times(held)) for who, held in sorted(days.items()))
    order = sorted(by.items(), key=lambda one: (-one[1], one[0]))
    shown = len(waits) >= FEWEST
    return Answered(name, len(alerts), tuple(order), times, median_wait(waits) if shown else None, len(waits))


def _wait(alert: Alert, day: date) -> int | None:
    """Days until the answer; None where one of the two days is not known, or they contradict each other."""
    if alert.answered_on is None or last_day(alert.answered_on) > day:
        return None
    return _between(alert.received, alert.answered_on)


def _between(first: str, last: str) -> int | None:
    if len(first) < _WHOLE_DAY or len(last) < _WHOLE_DAY:
        return None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return days if days >= 0 else None


def _times(days: Sequence[int]) -> Times:
    if len(days) < FEWEST:
        return Times(len(days))
    low, _, high = quantiles(days, n=4, method="inclusive")
    return Times(len(days), float(median(days)), (low, high))


def median_wait(waits: Iterable[tuple[float, bool]]) -> int | None:
    """The first day by which at least half are answered; waits are (days, whether answered), others lasted so long.

    Of Kaplan and Meier (1958): an unanswered one counts among those that wait until its day, then no more.
    """
    held = sorted(waits)
    share, left = 1.0, len(held)
    for at in sorted({days for days, answered in held if answered}):
        left = sum(days >= at for days, _ in held)
        share *= 1 - sum(answered and days == at for days, answered in held) / left
        if share <= 0.5 + 1e-12:
            return int(at)
    return None
