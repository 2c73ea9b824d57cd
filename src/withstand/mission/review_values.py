"""What a review from event data says, as values: the page, the JSON and the tables are made from these alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from withstand.analysis.result_values import AreaForecast, Band, Sight, StateShare, Verdict
from withstand.mission.own_values import OwnRecords


@dataclass(frozen=True)
class Tally:
    """Events and recorded deaths of civilians; low and high are sums of the source's bounds, best where it has none."""

    events: int
    low: int
    best: int
    high: int


@dataclass(frozen=True)
class ClassTotal:
    """One perpetrator class in the last 12 months and in the 12 before."""

    perpetrator: str
    recent: Tally
    before: Tally


@dataclass(frozen=True)
class YearTally:
    """One perpetrator class in one calendar year."""

    year: int
    perpetrator: str
    tally: Tally


@dataclass(frozen=True)
class YearSight:
    """How well one year's events could be seen."""

    year: int
    sight: Sight


@dataclass(frozen=True)
class AreaRow:
    """One area: what was recorded there by class, how well it could be seen, and its recent months.

    `months` holds, by class, the best counts of up to 36 months of the record, the oldest first. `quiet_months` is
    how many months have passed without any recorded event; None where none was ever recorded.
    """

    area_id: str
    name: str
    country: str
    recent: Mapping[str, Tally]
    months: Mapping[str, tuple[int, ...]]
    sight: Sight
    quiet_months: int | None


@dataclass(frozen=True)
class Outlook:
    """One country, class and window: the gate's verdict, the test it rests on, and every area's ladder.

    `test_events` are the test windows that reached 1, 10 and 25 deaths; `bands` are the shown model's test forecasts
    of any death by their probability, for the reliability chart.
    """

    country: str
    perpetrator: str
    window: int
    verdict: Verdict
    test_years: tuple[int, ...]
    test_forecasts: int
    test_positives: int
    test_events: tuple[int, ...]
    bands: tuple[Band, ...]
    areas: tuple[AreaForecast, ...]


@dataclass(frozen=True)
class Place:
    """An event place of the last 12 months, for the map."""

    longitude: float
    latitude: float
    deaths: int
    perpetrator: str


@dataclass(frozen=True)
class Change:
    """Something that is different since the last review, as one sentence."""

    topic: str
    sentence: str


@dataclass(frozen=True)
class Review:
    """The review from event data. Dates are ISO 8601 text; months are "YYYY-MM"."""

    title: str
    countries: tuple[str, ...]
    source: str
    source_label: str
    violence_label: str
    as_of: str
    as_of_basis: str
    first_month: str
    months: int
    made: str
    releases: tuple[str, ...]
    totals: tuple[ClassTotal, ...]
    years: tuple[YearTally, ...]
    sights: tuple[YearSight, ...]
    sight: Sight
    shares: tuple[StateShare, ...]
    areas: tuple[AreaRow, ...]
    outlooks: tuple[Outlook, ...]
    places: tuple[Place, ...]
    in_short: tuple[str, ...]
    changes: tuple[Change, ...]
    not_known: tuple[str, ...]
    manifest: Mapping[str, object]
    own: OwnRecords | None = None
