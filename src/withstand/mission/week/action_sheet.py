"""The action sheet: who does what, where, by when; by component, overdue first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from withstand.mission.week.tongue import ENGLISH, Tongue
from withstand.mission.week.week import ActionLine, Week
from withstand.mission.week.words import action_place, due_words, label, owner_words
from withstand.vocabulary.terms import vocabulary

NOBODY = "Nobody named"


@dataclass(frozen=True)
class Task:
    """One open action as the sheet shows it. `late` are days past its day."""

    record: str
    what: str
    where: str
    who: str
    due: str
    late: int
    status: str
    answers: str
    carried: str


@dataclass(frozen=True)
class Part:
    """The actions of one component."""

    component: str
    tasks: tuple[Task, ...]

    @property
    def overdue(self) -> int:
        """How many are past their day."""
        return sum(task.late > 0 for task in self.tasks)


@dataclass(frozen=True)
class ActionSheet:
    """Components with their open actions, in the order of the vocabulary; what nobody answers for comes first."""

    week: Week
    parts: tuple[Part, ...]


def action_sheet(week: Week, names: Mapping[str, str] | None = None, tongue: Tongue = ENGLISH) -> ActionSheet:
    """The sheet of a week: the longest overdue first, then by day, then those without one."""
    by_owner: dict[str, list[ActionLine]] = {}
    for line in week.actions:
        if line.open:
            by_owner.setdefault(_owner(line, tongue), []).append(line)
    order = [tongue.said(NOBODY), *(label("components", key, tongue) for key in vocabulary("components").terms)]
    owners = sorted(by_owner, key=lambda owner: (order.index(owner) if owner in order else len(order), owner))
    parts = (Part(owner, tuple(_task(line, names or {}, tongue) for line in by_owner[owner])) for owner in owners)
    return ActionSheet(week, tuple(parts))


def _owner(line: ActionLine, tongue: Tongue) -> str:
    if line.fields.owner:
        return label("components", line.fields.owner, tongue)
    return line.fields.owner_office or tongue.said(NOBODY)


def _task(line: ActionLine, names: Mapping[str, str], tongue: Tongue) -> Task:
    return Task(
        record=line.record,
        what=line.fields.task,
        where=action_place(line, names, tongue),
        who=owner_words(line.fields, tongue),
        due=due_words(line, tongue),
        late=line.late,
        status=label("action_status", line.fields.status, tongue),
        answers="; ".join(threat.threat for _, threat in line.answers),
        carried=tongue.counted(line.weeks, "week") if line.weeks else "",
    )
