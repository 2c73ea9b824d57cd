"""What the group knows on a day: every threat and action with its versions, and where anybody of ours could go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from withstand.ledger.fields import last_day
from withstand.mission.records import Action, Threat
from withstand.vocabulary.terms import vocabulary

Fields = TypeVar("Fields", Threat, Action)


@dataclass(frozen=True)
class Step(Generic[Fields]):
    """One version: the civil day on which it was entered, and what it said."""

    on: date
    fields: Fields


@dataclass(frozen=True)
class Course(Generic[Fields]):
    """A record from its first version to the one that shows now; `heads` over 1 is a conflict."""

    record: str
    version: str
    steps: tuple[Step[Fields], ...]
    heads: int = 1
    classification: str = "confidential"
    compartments: tuple[str, ...] = ()

    def on(self, day: date) -> Fields | None:
        """What it said at the end of a day; None before its first version."""
        said = [step.fields for step in self.steps if step.on <= day]
        return said[-1] if said else None

    def until(self, day: date) -> tuple[Step[Fields], ...]:
        """Its versions up to the end of a day."""
        return tuple(step for step in self.steps if step.on <= day)


@dataclass(frozen=True)
class Attempt:
    """Somebody of ours went to an area, or tried to, on a day."""

    area: str
    on: date
    access: str


@dataclass(frozen=True)
class Known:
    """Threats and actions of one picture. `answers` leads from an action to its threats, by record.

    `newer` counts records that a newer program wrote and this one cannot show.
    """

    audience: str
    threats: tuple[Course[Threat], ...]
    actions: tuple[Course[Action], ...]
    answers: Mapping[str, tuple[str, ...]]
    attempts: tuple[Attempt, ...] = ()
    newer: int = 0

    @property
    def classification(self) -> str:
        """The highest among the records."""
        order = list(vocabulary("classifications").terms)
        held = [*(one.classification for one in self.threats), *(one.classification for one in self.actions)]
        return max(held, key=order.index, default=order[0])

    def last_meeting(self, before: date) -> date | None:
        """The latest day before this one on which the group looked at a threat or an action."""
        return max((day for day in self.meetings() if day < before), default=None)

    def meetings(self) -> tuple[date, ...]:
        """The days on which the records say that the group met, in their order."""
        return tuple(sorted({*_reviewed(self.threats), *_reviewed(self.actions)}))

    def latest(self) -> date | None:
        """The last day of a meeting or of an entry."""
        entered = (step.on for many in (self.threats, self.actions) for one in many for step in one.steps)
        return max((*self.meetings(), *entered), default=None)


def _reviewed(courses: tuple[Course[Fields], ...]) -> Iterator[date]:
    for course in courses:
        for step in course.steps:
            if step.fields.reviewed_on:
                yield last_day(step.fields.reviewed_on)


def is_closed(fields: Threat | Action) -> bool:
    """Whether a threat or an action is no longer carried forward."""
    name = "threat_status" if isinstance(fields, Threat) else "action_status"
    return bool(vocabulary(name).terms[fields.status].facts["closed"])
