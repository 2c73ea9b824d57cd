"""How far an area could be seen in a period: what is dark is never read as quiet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from withstand.analysis.observability import sight
from withstand.analysis.obstruction.blind import blind_time
from withstand.analysis.obstruction.frames import DENIED as DENIED_VISIT
from withstand.analysis.result_values import Sight
from withstand.evidence.area_set import AREA

DENIED, NOTHING, POOR, SEEN = "denied", "nothing", "poor", "seen"
STATES = (DENIED, NOTHING, POOR, SEEN)
"""From the darkest. `poor`: few reports an event on average, or half of the places or more imprecise."""

FEW_SOURCES, MUCH_IMPRECISE = 1.5, 0.5


@dataclass(frozen=True)
class AreaSight:
    """One area in one period: the data set's events, our attempts to go there, how many records of ours there are.

    `blind` are days of the period on which nobody of ours had seen it since a denial, `blind_since` the first of them
    where that goes on: a denial before the period darkens it too.
    """

    sight: Sight
    attempted: int = 0
    denied: int = 0
    obstructed: int = 0
    recorded: int = 0
    blind: int = 0
    blind_since: date | None = None

    @property
    def state(self) -> str:
        """How dark it is: denied access weighs most."""
        if self.denied or self.obstructed or self.blind:
            return DENIED
        if not self.sight.events and not self.recorded:
            return NOTHING
        few = self.sight.sources is not None and self.sight.sources < FEW_SOURCES
        vague = self.sight.imprecise is not None and self.sight.imprecise >= MUCH_IMPRECISE
        return POOR if few or vague else SEEN


def sights(
    placed: pl.DataFrame | None, records: pl.DataFrame, attempts: pl.DataFrame, areas: Iterable[str], since: date,
    until: date,
) -> Mapping[str, AreaSight]:  # fmt: skip
    """Every area from `since` to `until`. `records` are sightings of any kind; `attempts` (ATTEMPTS) those to go there.

    A visit that was not tried is no attempt, and one without a known result ends no time blind.
    """
    every = list(areas)
    dark = {str(row["area"]): row for row in blind_time(attempts, every, since, until).iter_rows(named=True)}
    inside = attempts.filter("visited", pl.col("last") >= since, pl.col("first") <= until)
    counted = inside.group_by("area").agg(tried=pl.len(), turned=(pl.col("access") == DENIED_VISIT).sum())
    tried = {area: (number, turned) for area, number, turned in counted.iter_rows()}
    of_data: dict[str, pl.DataFrame] = {}
    if placed is not None:
        inside = placed.filter(pl.col("date_end") >= since, pl.col("date_start") <= until).drop_nulls(AREA)
        of_data = {str(key[0]): part for key, part in inside.group_by(AREA)}
        none = placed.clear()
    within = records.filter(pl.col("last") >= since, pl.col("first") <= until)
    of_records = {str(key[0]): part for key, part in within.group_by("area")}
    found = {}
    for area in every:
        seen = sight(of_data.get(area, none)) if placed is not None else Sight(0, 0, 0, None, None)
        own = of_records.get(area, within.clear())
        attempted, turned = tried.get(area, (0, 0))
        found[area] = AreaSight(
            seen,
            attempted=attempted,
            denied=turned,
            obstructed=own.filter(pl.col("kind") == "obstruction").height,
            recorded=own.filter(~pl.col("kind").is_in(["visit", "obstruction"])).height,
            blind=dark[area]["blind"],
            blind_since=dark[area]["going_on_since"],
        )
    return found
