"""The working group's week, as programs read it: what changed since the last meeting, in numbers and keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from withstand.ledger.ids import instant_of
from withstand.mission.week.agenda import agenda
from withstand.mission.week.from_picture import known
from withstand.mission.week.sight import Blind
from withstand.mission.week.week import ActionLine, ThreatLine, Week, week
from withstand.picture.picture import PAGE, Picture
from withstand.web.api.asking import Cursor, Day, Known, Limit, days_of
from withstand.web.api.paging import Paging
from withstand.web.holding import held
from withstand.web.seeing.actor_views import today


class Met(Known, frozen=True, kw_only=True):
    """Which week."""

    on: Annotated[Day, Meta(description="The day of the meeting, as known at its end; else today.")] = None
    since: Annotated[Day, Meta(description="The meeting before; else the last that the records name.")] = None
    limit: Limit = PAGE
    cursor: Cursor = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that differs from the one at the last meeting."""

    field: str
    before: str
    after: str


class NoSight(msgspec.Struct, frozen=True, kw_only=True):
    """The rating rests on no access: attempts of the last 60 days, those that were kept out, the last day there."""

    said: str
    last_there: date | None
    tried: int
    kept_out: int


class ThreatOfWeek(msgspec.Struct, frozen=True, kw_only=True):
    """A threat. `change`: new, raised, lowered, changed, unchanged, closed or reopened; `weeks` without any change.

    `blind`: nobody could see, so the rating is not to be read as low, whatever it says.
    """

    record: str
    version: str
    heads: int
    classification: str
    compartments: tuple[str, ...]
    change: str
    judged: tuple[Judgement, ...]
    weeks: int
    assessed: date
    never_reassessed: bool
    stale: bool
    blind: NoSight | None
    open_actions: int
    overdue_actions: int
    fields: dict[str, Any]


class ActionOfWeek(msgspec.Struct, frozen=True, kw_only=True):
    """An action. `change`: new, changed, unchanged or closed; `late`: days past its day; `answers`: its threats."""

    record: str
    version: str
    heads: int
    classification: str
    compartments: tuple[str, ...]
    change: str
    open: bool
    late: int
    weeks: int
    answers: tuple[str, ...]
    fields: dict[str, Any]


class AgendaSection(msgspec.Struct, frozen=True, kw_only=True):
    """What to talk about, by the key of its heading: the records, in their order."""

    section: str
    records: tuple[str, ...]


class WeekAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A week to a day. Threats come first, the gravest before; then the actions. `newer`: so many records of a newer
    program cannot be read here.
    """

    on: date
    since: date
    classification: str
    agenda: tuple[AgendaSection, ...]
    threats: tuple[ThreatOfWeek, ...]
    actions: tuple[ActionOfWeek, ...]
    newer: int
    next: str | None
    count: int


def of_week(paging: Paging, query: Met) -> WeekAnswer:
    """Open threats and actions on a day, and what changed since the last meeting."""
    days_of(query, "since", "on")
    found = week(known(_then(paging.picture, query), held().settings.today), query.on or today(), query.since)
    rows: list[ThreatLine | ActionLine] = [*found.threats, *found.actions]
    shown, after = paging.cut(rows, lambda line: line.record)
    return WeekAnswer(
        on=found.on, since=found.since, classification=found.classification, agenda=_agenda(found),
        threats=tuple(_threat(one) for one in shown if isinstance(one, ThreatLine)),
        actions=tuple(_action(one) for one in shown if isinstance(one, ActionLine)),
        newer=found.newer, next=after, count=len(rows),
    )  # fmt: skip


def _then(picture: Picture, query: Met) -> Picture:
    """An earlier day is as known at its end, where no other moment is asked for."""
    if query.known_at or query.on is None or query.on >= today():
        return picture
    end = datetime.combine(query.on, time.max, ZoneInfo(held().settings.office.time_zone))
    return replace(picture, known_at=instant_of(end))


def _agenda(found: Week) -> tuple[AgendaSection, ...]:
    return tuple(
        AgendaSection(section=one.key, records=tuple(item.record for item in one.items))
        for one in agenda(found).sections
    )


def _threat(line: ThreatLine) -> ThreatOfWeek:
    course = line.course
    return ThreatOfWeek(
        record=line.record, version=course.version, heads=course.heads, classification=course.classification,
        compartments=course.compartments, change=line.change,
        judged=tuple(Judgement(field=one.field, before=one.before, after=one.after) for one in line.judged),
        weeks=line.weeks, assessed=line.assessed, never_reassessed=line.never_reassessed, stale=line.stale,
        blind=_no_sight(line.blind) if line.blind else None,
        open_actions=line.actions, overdue_actions=line.overdue, fields=msgspec.to_builtins(line.fields),
    )  # fmt: skip


def _no_sight(blind: Blind) -> NoSight:
    return NoSight(said=blind.said, last_there=blind.last_there, tried=blind.tried, kept_out=blind.kept_out)


def _action(line: ActionLine) -> ActionOfWeek:
    course = line.course
    return ActionOfWeek(
        record=line.record, version=course.version, heads=course.heads, classification=course.classification,
        compartments=course.compartments, change=line.change, open=line.open, late=line.late, weeks=line.weeks,
        answers=tuple(one for one, _ in line.answers), fields=msgspec.to_builtins(line.fields),
    )  # fmt: skip
