"""The numbers of the map: a line for each area, and one for each place that is less precise than an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from withstand.analysis.result_values import Sight
from withstand.mission.seeing_where import AreaSight
from withstand.mission.sightings import EVENT_KIND, NO_PERPETRATOR

UNPLACED = AreaSight(Sight(0, 0, 0, None, None))


@dataclass(frozen=True)
class AreaLine:
    """One area. Events of the data set and records of the operation are never added up.

    `events` and `records` count by perpetrator class, `kinds` the records by kind. `low`, `best`, `high`: deaths of
    civilians in the events; None where no event has a count.
    """

    area: str
    name: str
    sight: AreaSight
    events: Mapping[str, int] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    low: int | None = None
    best: int | None = None
    high: int | None = None
    on_map: bool = True

    @property
    def event_count(self) -> int:
        """All events."""
        return sum(self.events.values())

    @property
    def record_count(self) -> int:
        """All records."""
        return sum(self.kinds.values())


def area_lines(chosen: pl.DataFrame, names: Mapping[str, str], sights: Mapping[str, AreaSight]) -> tuple[AreaLine, ...]:
    """A line for every area of `names`, then one for each place of `chosen` that lies in none."""
    placed = {str(key[0]): part for key, part in chosen.drop_nulls("area").group_by("area")}
    none = chosen.clear()
    inside = [_line(area, name, sights.get(area, UNPLACED), placed.get(area, none)) for area, name in names.items()]
    vague = chosen.filter(~pl.col("area").is_in(list(names)) | pl.col("area").is_null())
    outside = [
        _line("", str(key[0] or ""), UNPLACED, part, on_map=False)
        for key, part in sorted(vague.group_by("named"), key=lambda pair: str(pair[0][0] or "~"))
    ]
    return (*inside, *outside)


def _line(area: str, name: str, sight: AreaSight, part: pl.DataFrame, *, on_map: bool = True) -> AreaLine:
    events = part.filter(pl.col("kind") == EVENT_KIND)
    records = part.filter(pl.col("kind") != EVENT_KIND)
    low, best, high = (_sum(events[bound]) for bound in ("low", "best", "high"))
    by_class = Counter(one for one in records["perpetrator"] if one != NO_PERPETRATOR)
    return AreaLine(
        area, name, sight, Counter(events["perpetrator"]), by_class, Counter(records["kind"]), low, best, high, on_map
    )  # fmt: skip


def _sum(numbers: pl.Series) -> int | None:
    known = numbers.drop_nulls()
    return int(known.sum()) if known.len() else None


def total(lines: Iterable[AreaLine]) -> AreaLine:
    """All lines as one."""
    events: Counter[str] = Counter()
    records: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    bounds: dict[str, int | None] = {"low": None, "best": None, "high": None}
    for line in lines:
        events.update(line.events)
        records.update(line.records)
        kinds.update(line.kinds)
        for name, known in bounds.items():
            number = getattr(line, name)
            bounds[name] = known if number is None else (known or 0) + number
    return AreaLine("", "", UNPLACED, events, records, kinds, **bounds, on_map=False)
