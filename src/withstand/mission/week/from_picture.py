"""What a picture holds for the group's week; nothing else of the ledger comes this way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import polars as pl

from withstand.analysis.obstruction.frames import NOT_TRIED, UNKNOWN
from withstand.evidence.records import VISIT
from withstand.ledger.kinds import Kind
from withstand.mission.obstructed import access
from withstand.mission.records import ACTION, THREAT, Action, Threat
from withstand.mission.week.known import Attempt, Course, Fields, Known, Step
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen, Version

DayOf = Callable[[datetime], date]
"""The civil date of the mission at an aware moment."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def known(picture: Picture, day_of: DayOf = datetime.date) -> Known:
    """Threats, actions and attempts to go and see, as the picture's audience may know them."""
    threats, newer_threats = _courses(picture, THREAT, Threat, day_of)
    actions, newer_actions = _courses(picture, ACTION, Action, day_of)
    answers: dict[str, tuple[str, ...]] = {}
    for link in picture.link_frame(ACTION).iter_rows(named=True):
        if link["role"] == "answers":
            answers[link["source"]] = (*answers.get(link["source"], ()), link["target"])
    return Known(
        picture.audience.name, threats, actions, answers, tuple(_attempts(picture)), newer_threats + newer_actions
    )


def _courses(
    picture: Picture, kind: Kind, model: type[Fields], day_of: DayOf
) -> tuple[tuple[Course[Fields], ...], int]:
    found: list[Course[Fields]] = []
    newer = 0
    every = tuple(picture.each(kind))
    past = picture.histories(seen.record for seen in every)
    for seen in every:
        if isinstance(seen.fields, model):
            found.append(_course(past.get(seen.record, ()), seen, seen.fields, model, day_of))
        else:
            newer += 1
    return tuple(sorted(found, key=lambda one: one.record)), newer


def _course(
    past: Iterable[Version], seen: Seen, fields: Fields, model: type[Fields], day_of: DayOf
) -> Course[Fields]:  # fmt: skip
    """Versions side by side are steps too; the one that shows comes last."""
    steps = [
        Step(day_of(_moment(version.recorded_at)), version.seen.fields)
        for version in past
        if version.entry != seen.version and version.seen is not None and isinstance(version.seen.fields, model)
    ]
    steps.append(Step(day_of(_moment(seen.recorded_at)), fields))
    ordered = tuple(sorted(steps, key=lambda step: step.on))
    return Course(seen.record, seen.version, ordered, seen.heads, seen.classification, seen.compartments)


def _attempts(picture: Picture) -> Iterator[Attempt]:
    """Visits, tried or not, and denials of which no visit is recorded; what is still denied counts on its first day."""
    visits = picture.frame(VISIT).drop_nulls(["where_area", "when_last"]).filter(pl.col("access") == NOT_TRIED)
    for row in visits.select("where_area", "when_last", "access").iter_rows(named=True):
        yield Attempt(row["where_area"], row["when_last"], row["access"])
    tried = access(picture).frame.drop_nulls(["area", "last"])
    for row in tried.select("area", "first", "last", "access").iter_rows(named=True):
        yield Attempt(row["area"], row["first"] if row["last"] == date.max else row["last"], row["access"] or UNKNOWN)


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
