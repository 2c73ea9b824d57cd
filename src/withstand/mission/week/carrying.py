"""Carrying forward: what is still open gets a version that says on which day the group looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic

import msgspec

from withstand.mission.records import Action, Threat
from withstand.mission.week.known import Course, Fields, Known, is_closed


@dataclass(frozen=True)
class Carried(Generic[Fields]):
    """The next version of a record that is still open."""

    course: Course[Fields]
    fields: Fields


@dataclass(frozen=True)
class CarriedForward:
    """What a meeting carries forward, and records that it cannot, each with the reason."""

    threats: tuple[Carried[Threat], ...]
    actions: tuple[Carried[Action], ...]
    left: tuple[tuple[str, str], ...]


def carry_forward(known: Known, on: date) -> CarriedForward:
    """Every open threat and action as reviewed on that day. Nothing else of them changes: ratings stay as old as they
    are.
    """
    left: list[tuple[str, str]] = []
    threats = tuple(_each(known.threats, on, left))
    actions = tuple(_each(known.actions, on, left))
    return CarriedForward(threats, actions, tuple(left))


def _each(courses: tuple[Course[Fields], ...], on: date, left: list[tuple[str, str]]) -> list[Carried[Fields]]:
    carried = []
    for course in courses:
        now = course.steps[-1].fields
        if is_closed(now) or now.when.earliest > on:
            continue
        if course.heads > 1:
            left.append((course.record, "two versions stand side by side: settle them first"))
        elif now.reviewed_on and now.reviewed_on >= on.isoformat():
            left.append((course.record, f"reviewed on {now.reviewed_on} already"))
        else:
            carried.append(Carried(course, msgspec.structs.replace(now, reviewed_on=on.isoformat())))
    return carried
