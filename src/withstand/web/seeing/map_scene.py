"""Everything that a map shows, as values: the areas' numbers, how far each could be seen, the points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import polars as pl
from django.utils.translation import get_language

from withstand.evidence.names import comparable
from withstand.mission import sightings
from withstand.mission.obstructed import access
from withstand.mission.seeing_where import sights
from withstand.picture.picture import Picture
from withstand.web.seeing.area_lines import AreaLine, area_lines, total
from withstand.web.seeing.asking import KINDS, Looking
from withstand.web.seeing.held_evidence import HeldEvidence, evidence_for
from withstand.web.seeing.listing import latest_first
from withstand.web.seeing.positions import POSITION, Positions, positions

MOST_POINTS = 200


@dataclass(frozen=True)
class Scene:
    """Everything that one map shows."""

    looking: Looking
    evidence: HeldEvidence
    since: date
    until: date
    chosen: pl.DataFrame
    lines: tuple[AreaLine, ...]
    names: dict[str, str]
    positions: Positions

    @property
    def total(self) -> AreaLine:
        """All of it."""
        return total(self.lines)

    @property
    def classification(self) -> str:
        """The highest among what is shown."""
        return sightings.highest([*self.chosen["classification"], *self.positions.classifications])

    @property
    def marks_positions(self) -> bool:
        """Whether symbols stand for where actors are."""
        return self.looking.kind == POSITION

    @cached_property
    def marks_events(self) -> bool:
        """Whether symbols stand for events of the data set; else for records."""
        return self.looking.kind == sightings.EVENT_KIND or not self.total.record_count

    def marks(self, line: AreaLine) -> Mapping[str, int]:
        """The numbers by class that symbols stand for."""
        if self.marks_positions:
            return self.positions.classes(line.area)
        return line.events if self.marks_events else line.records

    def behind(self, area: str) -> pl.DataFrame:
        """What an area's numbers rest on."""
        return self.chosen.filter(pl.col("area") == area)

    @cached_property
    def pointed(self) -> pl.DataFrame:
        """What may be drawn where it was, the latest first."""
        return latest_first(self.chosen.drop_nulls(["latitude", "longitude"]))

    @property
    def points(self) -> pl.DataFrame:
        """The points that are drawn: where symbols of an area would hide them, for one kind at a time."""
        return self.pointed.head(MOST_POINTS if self.by_points else 0)

    @property
    def points_left(self) -> int:
        """How many points there was no room for."""
        return self.pointed.height - self.points.height if self.by_points else 0

    @property
    def by_points(self) -> bool:
        """Whether one kind of events or records is drawn where it was."""
        return self.looking.kind not in ("", POSITION)


def scene_of(picture: Picture, looking: Looking, evidence: HeldEvidence | None = None) -> Scene:
    """The map that is asked for, as the picture's audience may see it."""
    evidence = evidence or evidence_for(picture)
    records = sightings.of_records(picture, KINDS, evidence.places).filter(~pl.col("refuted"))
    since, until = looking.period((records,), evidence.last_day)
    both = pl.concat([evidence.events, records])
    asked = replace(looking, kind="") if looking.kind == POSITION else looking
    chosen = asked.chosen(since, until).of(both)
    wider = evidence.wider_names(get_language() or "en")
    said = {word: wider.get(comparable(word), word) for word in chosen["named"].unique().drop_nulls()}
    chosen = chosen.with_columns(pl.col("named").replace(said))
    names = evidence.names(get_language() or "en")
    tried = access(picture, evidence.places).frame
    dark = sights(evidence.placed, records, tried, names, since, until)
    there = positions(picture, until, evidence.places, wider, looking.perpetrator)
    return Scene(looking, evidence, since, until, chosen, area_lines(chosen, names, dark), names, there)
