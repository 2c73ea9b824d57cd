"""The action sheet: who does what, where, by when; by component, overdue first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from withstand.mission.week.week import ActionLine, Week
from withstand.mission.week.words import action_place, due_words, label, owner_words
from withstand.mission.wording import count
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


def action_sheet(week: Week, names: Mapping[str, str] | None = None) -> ActionSheet:
    """The sheet of a week: the longest overdue first, then by day, then those without one."""
    by_owner: dict[str, list[ActionLine]] = {}
    for line in week.actions:
        if line.open:
            by_owner.setdefault(_owner(line), []).append(line)
    order = [NOBODY, *(term.label() for term in vocabulary("components").terms.values())]
    owners = sorted(by_owner, key=lambda owner: (order.index(owner) if owner in order else len(order), owner))
    parts = (Part(owner, tuple(_task(line, names or {}) for line in by_owner[owner])) for owner in owners)
    return ActionSheet(week, tuple(parts))


def _owner(line: ActionLine) -> str:
    if line.fields.owner:
        return label("components", line.fields.owner)
    return line.fields.owner_office or NOBODY


def _task(line: ActionLine, names: Mapping[str, str]) -> Task:
    return Task(
        record=line.record,
        what=line.fields.task,
        where=action_place(line, names),
        who=owner_words(line.fields),
        due=due_words(line),
        late=line.late,
        status=label("action_status", line.fields.status),
        answers="; ".join(threat.threat for _, threat in line.answers),
        carried=count(line.weeks, "week") if line.weeks else "",
    )
