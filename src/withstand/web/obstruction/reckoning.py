"""Tables of obstruction from what a picture shows: those of the records alone, and those that rest on forecasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from withstand.analysis.obstruction.blind import blind_days, blind_time, spells
from withstand.analysis.obstruction.change import Counted, change
from withstand.analysis.obstruction.frames import DENIED, up_to
from withstand.analysis.obstruction.rate import rates
from withstand.analysis.obstruction.standard_tables import standard_table, typed
from withstand.analysis.obstruction.weighted import denial_cells
from withstand.brief.obstruction import counts
from withstand.brief.obstruction.sheet import Sheet
from withstand.brief.obstruction.weights import follows_sheet, weight_notes, weighted_sheet
from withstand.errors import UnrecognisedFile, WorkspaceError
from withstand.evidence.area_set import AreaSet
from withstand.ledger import rights
from withstand.mission.asked import Evidence, Question
from withstand.mission.from_workspace import actors_of, areas_of, stored_events
from withstand.mission.ground import ground
from withstand.mission.obstructed import Obstructed, obstructed
from withstand.mission.review import classes_to_forecast
from withstand.mission.track_record import Progress, TrackRecords
from withstand.mission.weighing import Held, followed, held_forecasts, weigh
from withstand.picture.picture import Picture
from withstand.web.obstruction.asking import BLIND, BLIND_WEIGHTED, FOLLOWS, RATE, TABLE, WEIGHTED, Asked
from withstand.web.records import saying
from withstand.web.seeing.held_evidence import LEVELS, HeldEvidence, evidence_for
from withstand.workspace import Workspace

ACT = "violation"
"""The counting unit of acts of obstruction: each record is one violation of what was agreed."""


@dataclass(frozen=True)
class Desk:
    """A picture's records of obstruction and visits, placed in areas of a level; and the question."""

    picture: Picture
    asked: Asked
    evidence: HeldEvidence
    of: Obstructed
    since: date
    until: date

    @classmethod
    def at(cls, picture: Picture, asked: Asked, workspace: Workspace, today: date) -> Desk:
        """What the picture's audience may see."""
        try:
            evidence = evidence_for(picture, asked.level)
        except WorkspaceError:
            evidence = evidence_for(picture)
        of = obstructed(picture, evidence.areas, _finer(workspace, evidence.areas))
        until = asked.until or today
        earliest = pl.concat([of.acts["first"], of.visits["first"]]).drop_nulls().min()
        since = asked.since or (earliest if isinstance(earliest, date) and earliest <= until else until)
        return cls(picture, asked, evidence, of, min(since, until), until)

    @property
    def areas(self) -> AreaSet:
        """The areas."""
        return self.evidence.areas

    @property
    def classification(self) -> str:
        """The highest of what is counted."""
        found = [*self.of.acts["classification"].unique(), *self.of.visits["classification"].unique()]
        return max(found, key=rights.level, default="")

    @property
    def told(self) -> counts.Asked:
        """What a table is of."""
        return counts.Asked(
            self.picture.audience.name, self.since.isoformat(), self.until.isoformat(), self.areas.level,
            self.names(),
        )  # fmt: skip

    def names(self) -> dict[str, str]:
        """The areas in the reader's language."""
        return self.areas.names([area.area_id for area in self.areas.areas], saying.language())

    def within(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows that began in the period, and those without a day."""
        return rows.filter(pl.col("first").is_between(self.since, self.until) | pl.col("first").is_null())

    def light(self) -> Sheet:
        """A table that rests on the records alone."""
        attempts = self.of.attempts
        match self.asked.sheet:
            case str() if self.asked.sheet == TABLE:
                made = standard_table(self.within(self.of.acts), self.asked.by, self.asked.unit)
                return counts.table_sheet(made, self.told)
            case str() if self.asked.sheet == RATE:
                chosen = self.within(attempts.frame)
                rows, whole = rates(chosen, self.asked.by), rates(chosen)
                return counts.rate_sheet(rows, whole, self.asked.by, attempts, self.told)
            case str() if self.asked.sheet == BLIND:
                return self._blind((), ())
        return self._changed()

    def _blind(self, held: Sequence[Held], classes: Sequence[str]) -> Sheet:
        """Time blind by area; with classes, weighed by their forecasts."""
        told = self.of.attempts.frame
        rows = blind_time(told, (area.area_id for area in self.areas.areas), self.since, self.until)
        lost = told.filter(pl.col("area").is_null() | pl.col("first").is_null()).height
        days = blind_days(spells(told, self.until), self.since, self.until).rename({"days": "number"})
        weighed = {one: weigh(days, "area", held, one) for one in classes}
        last = max((sum(one.last for one in each) for each in weighed.values()), default=0)
        notes = tuple(weight_notes(held, last)) if held else ()
        return counts.blind_sheet(rows, lost, self.told, weighed, notes)

    def _changed(self) -> Sheet:
        """The period, and as many days just before it."""
        length = self.until - self.since + timedelta(days=1)
        first = self.since - length, self.since - timedelta(days=1)
        then = self.since, self.until
        acts, by = typed(self.of.acts), self.asked.by
        whole = change(*(self._counted(self.of.acts, one, {}) for one in (first, then)))
        inside = acts.filter(pl.col("first").is_between(*first) | pl.col("first").is_between(*then))
        groups = inside.select(by).unique().sort(by, nulls_last=True).iter_rows(named=True)
        changes = [(one, change(*(self._counted(acts, days, one) for days in (first, then)))) for one in groups]
        before, after = (" – ".join(day.isoformat() for day in one) for one in (first, then))
        return counts.change_sheet(changes, whole, by, self.told, before, after)

    def _counted(self, acts: pl.DataFrame, days: tuple[date, date], group: Mapping[str, object]) -> Counted:
        """The acts of a group that began in a period. Rates are by attempts where some are recorded as visits."""
        inside = acts.filter(pl.col("first").is_between(*days))
        for name, value in group.items():
            inside = inside.filter(pl.col(name).eq_missing(pl.lit(value)))
        tried = self.of.attempts.frame.filter(pl.col("first").is_between(*days))
        if group.get("area") is not None:
            tried = tried.filter(pl.col("area") == group["area"])
        visited = bool(tried["visited"].any())
        return Counted(inside.height, ACT, (days[1] - days[0]).days + 1, "ledger", tried.height if visited else None)

    def heavy(self, workspace: Workspace, progress: Progress) -> Sheet:
        """A table that rests on forecasts of the data set.

        Raises:
            WorkspaceError, InputError: there are no data, or none that a forecast can rest on.
        """
        manifest = self.evidence.manifest
        if manifest is None:
            raise WorkspaceError("The workspace holds no data. Add a file with `withstand data add FILE`.")
        events = stored_events(workspace, manifest, actors_of(workspace))
        beside = ground(Evidence(events, {}, manifest.notes), Question(self.areas, (), None))
        classes = classes_to_forecast(beside.panel)
        records = TrackRecords(workspace.cache)
        window = self.asked.window if self.asked.sheet == FOLLOWS else 1
        held = held_forecasts(beside, records, classes, window, progress)
        attempts = self.of.attempts.frame
        if self.asked.sheet == BLIND_WEIGHTED:
            return self._blind(held, classes)
        if self.asked.sheet == WEIGHTED:
            (group,) = self.asked.by
            denied = self.within(attempts).filter(pl.col("access") == DENIED)
            cells = denial_cells(denied, *(() if group == "area" else (group,)))
            return weighted_sheet({one: weigh(cells, group, held, one) for one in classes}, group, held, self.told)
        chosen = self.within(up_to(attempts, self.until))
        tests = {one.country: followed(chosen, one, window) for one in held}
        return follows_sheet(tests, held, self.told)


def reader_words(sheet: Sheet, names: Mapping[str, str], audience: str) -> Sheet:
    """The table with areas and audience in the words of whoever reads it."""
    notes = tuple(
        (key, about | {"audience": audience} if "audience" in about else about) for key, about in _notes(sheet)
    )
    return replace(sheet, notes=notes, areas=names)


def _notes(sheet: Sheet) -> list[tuple[str, dict[str, object]]]:
    return [(key, dict(about)) for key, about in sheet.notes]


def _finer(workspace: Workspace, areas: AreaSet) -> AreaSet | None:
    if areas.level != LEVELS[-1] or workspace.areas is None:
        return None
    try:
        return areas_of(workspace, LEVELS[0])
    except UnrecognisedFile:
        return None
