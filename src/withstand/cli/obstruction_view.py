"""`withstand obstruction`: the questions put to the records, and the answers shown or written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from withstand.analysis.obstruction.blind import blind_days, blind_time, spells
from withstand.analysis.obstruction.change import change
from withstand.analysis.obstruction.frames import DENIED, up_to
from withstand.analysis.obstruction.rate import RATE_BY, rates
from withstand.analysis.obstruction.standard_tables import TABLE_BY, UNITS, standard_table, typed
from withstand.analysis.obstruction.weighted import denial_cells
from withstand.brief.obstruction.counts import Asked, blind_sheet, change_sheet, rate_sheet, table_sheet
from withstand.brief.obstruction.weights import follows_sheet, weight_notes, weighted_sheet
from withstand.cli.levels import finer_of, level_of
from withstand.cli.looking import looking
from withstand.cli.obstruction_in import attempts_file, columns_of, counted, period
from withstand.cli.obstruction_out import show
from withstand.cli.request import LEVELS, Request
from withstand.cli.sources import open_sources
from withstand.cli.support_view import day_of
from withstand.cli.terminal import showing_progress
from withstand.errors import InputError
from withstand.evidence.area_set import AreaSet
from withstand.mission.from_workspace import areas_of
from withstand.mission.ground import Ground, ground
from withstand.mission.obstructed import Obstructed, obstructed
from withstand.mission.review import classes_to_forecast
from withstand.mission.track_record import WINDOWS
from withstand.mission.weighing import Held, followed, held_forecasts, weigh
from withstand.picture.picture import Picture
from withstand.workspace import Workspace

LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True)
class Asking:
    """The options that every question has."""

    folder: Path
    since: date | None
    until: date | None
    level: str
    profile: str
    language: str
    out: Path | None
    passphrase_file: Path | None

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise InputError(f"--language is {self.language!r}; it must be one of {', '.join(LANGUAGES)}.")
        if self.level and self.level not in LEVELS:
            raise InputError(f"--level is {self.level!r}; it must be {' or '.join(LEVELS)}.")
        if self.since and self.until and self.since > self.until:
            raise InputError(f"The period ends, {self.until}, before it begins, {self.since}.")


@dataclass(frozen=True)
class Answering:
    """A picture's records of obstruction, placed, within a period."""

    picture: Picture
    areas: AreaSet
    level: str
    since: date
    until: date
    of: Obstructed

    def asked(self, language: str) -> Asked:
        """What a table is of."""
        ids = [area.area_id for area in self.areas.areas]
        return Asked(
            self.picture.audience.name, self.since.isoformat(), self.until.isoformat(), self.level,
            self.areas.names(ids, language),
        )  # fmt: skip

    def within(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows that began in the period, and those without a day."""
        return rows.filter(pl.col("first").is_between(self.since, self.until) | pl.col("first").is_null())


def run_table(asking: Asking, by: str, unit: str) -> None:
    """Acts by month, type and agency."""
    columns = columns_of(by, TABLE_BY)
    if unit not in UNITS:
        raise InputError(f"--unit is {unit!r}; it must be {' or '.join(UNITS)}.")
    with _looking(asking) as found:
        made = standard_table(found.within(found.of.acts), columns, unit)
        show(found.picture, table_sheet(made, found.asked(asking.language)), asking.out, asking.language)


def run_rate(asking: Asking, by: str, file: Path | None) -> None:
    """Denials per attempt."""
    columns = columns_of(by, RATE_BY)
    with _looking(asking) as found:
        of = found.of.attempts
        chosen = found.within(of.frame)
        totals = attempts_file(file, found.areas, found.since, found.until) if file else None
        rows, whole = rates(chosen, columns, totals), rates(chosen, (), totals)
        sheet = rate_sheet(rows, whole, columns, of, found.asked(asking.language), file.name if file else "")
        show(found.picture, sheet, asking.out, asking.language)


def run_blind(asking: Asking, classes: tuple[str, ...], *, weighted: bool) -> None:
    """Time blind by area."""
    if not weighted:
        with _looking(asking) as found:
            _show_blind(asking, found, (), ())
        return
    with _weighing(asking, classes, 1) as (found, held, chosen):
        _show_blind(asking, found, held, chosen)


def _show_blind(asking: Asking, found: Answering, held: Sequence[Held], classes: Sequence[str]) -> None:
    told = found.of.attempts.frame
    rows = blind_time(told, (area.area_id for area in found.areas.areas), found.since, found.until)
    lost = told.filter(pl.col("area").is_null() | pl.col("first").is_null()).height
    days = blind_days(spells(told, found.until), found.since, found.until).rename({"days": "number"})
    weighed = {one: weigh(days, "area", held, one) for one in classes}
    last = max((sum(one.last for one in each) for each in weighed.values()), default=0)
    notes = tuple(weight_notes(held, last)) if held else ()
    sheet = blind_sheet(rows, lost, found.asked(asking.language), weighed, notes)
    show(found.picture, sheet, asking.out, asking.language)


def run_weighted(asking: Asking, by: str, classes: tuple[str, ...]) -> None:
    """Denials by weight."""
    (group,) = columns_of(by, ("area", "agent"), most=1)
    with _weighing(asking, classes, 1) as (found, held, chosen):
        denied = found.within(found.of.attempts.frame).filter(pl.col("access") == DENIED)
        cells = denial_cells(denied, *(() if group == "area" else (group,)))
        weighed = {one: weigh(cells, group, held, one) for one in chosen}
        sheet = weighted_sheet(weighed, group, held, found.asked(asking.language))
        show(found.picture, sheet, asking.out, asking.language)


def run_before_violence(asking: Asking, window: int, classes: tuple[str, ...]) -> None:
    """Tests of violence after denials."""
    if window not in WINDOWS:
        raise InputError(f"--window is {window}; it must be {' or '.join(map(str, WINDOWS))}.")
    with _weighing(asking, classes, window) as (found, held, _):
        told = found.within(up_to(found.of.attempts.frame, found.until))
        tests = {one.country: followed(told, one, window) for one in held}
        show(found.picture, follows_sheet(tests, held, found.asked(asking.language)), asking.out, asking.language)


def run_change(asking: Asking, by: str, before: str, after: str) -> None:
    """Two periods compared."""
    columns = columns_of(by, tuple(one for one in TABLE_BY if one != "month"))
    first, then = period("--before", before), period("--after", after)
    if first[1] >= then[0]:
        raise InputError(f"--before ends on {first[1]}, and --after begins on {then[0]}: two periods do not overlap.")
    with _looking(asking) as found:
        attempts = found.of.attempts.frame
        whole = change(*(counted(found.of.acts, attempts, one, {}) for one in (first, then)))
        changes = []
        acts = typed(found.of.acts)
        inside = acts.filter(pl.col("first").is_between(*first) | pl.col("first").is_between(*then))
        for group in inside.select(columns).unique().sort(columns, nulls_last=True).iter_rows(named=True):
            pair = [counted(acts, attempts, one, group) for one in (first, then)]
            changes.append((group, change(*pair)))
        sheet = change_sheet(changes, whole, columns, found.asked(asking.language), before, after)
        show(found.picture, sheet, asking.out, asking.language)


@contextmanager
def _looking(asking: Asking) -> Iterator[Answering]:
    """The records alone."""
    with looking(asking.folder, asking.passphrase_file, asking.profile) as picture:
        level = level_of(asking.folder, asking.level)
        yield _answering(asking, picture, areas_of(Workspace(asking.folder), level), level)


@contextmanager
def _weighing(
    asking: Asking, classes: tuple[str, ...], window: int
) -> Iterator[tuple[Answering, tuple[Held, ...], tuple[str, ...]]]:
    """The records and the forecasts of the workspace's data set."""
    level = level_of(asking.folder, asking.level)
    request = Request.of(
        None, asking.folder, "", None, level, None, None, None, None, None, "", asking.profile, asking.passphrase_file
    )
    with ExitStack() as stack:
        showing = stack.enter_context(ExitStack())
        progress = showing.enter_context(showing_progress())
        sources = stack.enter_context(open_sources(request, progress))
        beside = ground(sources.evidence, sources.question)
        chosen = _classes(beside, classes)
        held = held_forecasts(beside, sources.records, chosen, window, progress)
        showing.close()
        if sources.picture is None:
            raise InputError("There is no ledger here: give a --workspace made by withstand init.")
        yield _answering(asking, sources.picture, sources.question.areas, level), held, chosen


def _classes(beside: Ground, asked: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [one for one in asked if one not in beside.panel.one_sided]
    if unknown:
        known = ", ".join(beside.panel.one_sided)
        raise InputError(f"--class {unknown[0]} is not recorded in these events; recorded are {known}.")
    return asked or classes_to_forecast(beside.panel)


def _answering(asking: Asking, picture: Picture, areas: AreaSet, level: str) -> Answering:
    until = asking.until or day_of(asking.folder, None)
    if asking.since and asking.since > until:
        raise InputError(f"The period ends, {until}, before it begins, {asking.since}.")
    of = obstructed(picture, areas, finer_of(asking.folder, level))
    days = pl.concat([of.acts["first"], of.visits["first"]]).drop_nulls()
    earliest = days.min()
    since = asking.since or (earliest if isinstance(earliest, date) and earliest <= until else until)
    return Answering(picture, areas, level, since, until, of)
