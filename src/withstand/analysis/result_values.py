"""What the analysis says, as values: read, kept and shown without the machinery that makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from withstand.analysis.plain import to_plain

LADDER = (1, 10, 25)
HURDLE = "hurdle"
CONFLICTOLOGY = "conflictology_12"
SHRUNK = "shrunk_conflictology"
EWMA_NB = "ewma_nb"
SHOWABLE_BASELINES = (SHRUNK, EWMA_NB)
POINTS = 5.0


@dataclass(frozen=True)
class Interval:
    """A mean and its 90 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Band:
    """Forecasts with low <= p < high (the last band includes 1), and how many came true."""

    low: float
    high: float
    forecasts: int
    came_true: int
    mean_probability: float | None


@dataclass(frozen=True)
class Check:
    """One condition of the gate.

    value     what was measured; for differences the hurdle's score minus the best baseline's. None: not defined.
    bound     (lowest, highest) value that passes; None on a side without one.
    interval  90 % interval of the value where the gate looks at one; areas resampled, so rather too narrow.
    judged    False where there were too few events to judge; such a check never passes.
    """

    name: str
    value: float | None
    bound: tuple[float | None, float | None]
    interval: tuple[float, float] | None
    passed: bool
    sentence: str
    judged: bool = True


@dataclass(frozen=True)
class Verdict:
    """What is shown for a target and window.

    shown     "hurdle" when every check passed, else "history".
    baseline  the history model: of those that never say exactly 0, the one with the lowest Brier score at 1 death
              or more, the step with the most events; at 10 and 25 often only noise tells them apart. zero, last
              and conflictology_12 are judged, but a quiet year is no promise.
    notes     what a reader should know beside the checks; no condition of the gate.
    """

    target: str
    window: int
    shown: Literal["hurdle", "history"]
    baseline: str
    checks: tuple[Check, ...]
    notes: tuple[str, ...] = ()

    @property
    def model(self) -> str:
        """The name of the model whose probabilities are shown."""
        return HURDLE if self.shown == "hurdle" else self.baseline

    @property
    def refusals(self) -> tuple[str, ...]:
        """The sentences of the checks that failed."""
        return tuple(check.sentence for check in self.checks if not check.passed)


@dataclass(frozen=True)
class History:
    """How many of an area's last `months` had a recorded death of the target."""

    months: int
    with_deaths: int
    share: float


@dataclass(frozen=True)
class TrackRecord:
    """What became of the shown model's test forecasts in the same band of probability (low <= p < high).

    step       the ladder step: at least so many deaths in the window.
    base_rate  share of all test forecasts that reached the step: the rate in a typical area.
    """

    step: int
    low: float
    high: float
    forecasts: int
    came_true: int
    base_rate: float


@dataclass(frozen=True)
class AreaForecast:
    """Probabilities of recorded deaths of civilians in one area in the `window` months after `origin`.

    p_any, p_10, p_25  of at least 1, 10, 25 deaths, from `model`.
    history_*          the same from the verdict's baseline, which is `model` when history is shown.
    last_12, last_36   the area's own record; fewer months where the record is shorter.
    track              one for each ladder step; empty when nothing could be tested.
    Months are "YYYY-MM". A low probability says that little was recorded before, no more.
    """

    area: str
    country: str
    target: str
    window: int
    origin: str
    first_month: str
    last_month: str
    shown: Literal["hurdle", "history"]
    model: str
    p_any: float
    p_10: float
    p_25: float
    history_p_any: float
    history_p_10: float
    history_p_25: float
    last_12: History
    last_36: History
    track: tuple[TrackRecord, ...]

    def to_plain(self) -> dict[str, Any]:
        """The forecast as JSON types."""
        return to_plain(self)


@dataclass(frozen=True)
class Sight:
    """`counted` events have a number of reports, `single` of them one; `sources` is the mean of that number, and
    `imprecise` the share (0 to 1) of places known only to a province or worse. None is unknown.
    """

    events: int
    counted: int
    single: int
    sources: float | None
    imprecise: float | None


@dataclass(frozen=True)
class Share:
    """One rule's answer in per cent: by deaths (best; low and high where the counts go furthest apart), by events."""

    rule: str
    label: str
    deaths: float | None
    lowest: float | None
    highest: float | None
    events: float | None


@dataclass(frozen=True)
class StateShare:
    """All rules' answers for one period."""

    period: str
    shares: tuple[Share, ...]
    deaths: int
    events: int

    @property
    def answers(self) -> tuple[float, ...]:
        """Every rule's answer in per cent: by best count, at its lowest and highest, and by events."""
        given = ((share.deaths, share.lowest, share.highest, share.events) for share in self.shares)
        return tuple(answer for answers in given for answer in answers if answer is not None)

    @property
    def differ(self) -> bool:
        """Whether the answers differ by more than five points."""
        return bool(self.answers) and max(self.answers) - min(self.answers) > POINTS
