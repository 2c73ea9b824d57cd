"""The agenda of the protection working group: what to talk about, and why it is on the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from withstand.mission.week.sight import rank
from withstand.mission.week.week import ActionLine, ThreatLine, Week
from withstand.mission.week.words import (
    action_place,
    blind_words,
    due_words,
    judged_words,
    label,
    owner_words,
    place_name,
    rating_words,
    standing_words,
)
from withstand.mission.wording import count
from withstand.vocabulary.terms import vocabulary

HIGH = 4
LONG_OVERDUE = 28
WITH_STATE = ("joint_patrol", "security_force_support")
"""Actions that are done together with forces of the state."""

DOUBTED = ("obstructing", "complicit", "perpetrating")
_ASK_AGAIN = ("no_answer", "refused", "promised")


@dataclass(frozen=True)
class Item:
    """One line of the agenda: what, where, its rating or its day, and what is said about it."""

    record: str
    what: str
    where: str
    stands: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Items under one heading; `none` is what is said where there are none."""

    key: str
    heading: str
    none: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Agenda:
    """The sections of a meeting, in their order. `unchanged` threats have no item of their own; `postures` counts open
    threats by the posture of the state toward them, in words.
    """

    week: Week
    sections: tuple[Section, ...]
    unchanged: int
    postures: tuple[tuple[str, int], ...] = ()


def agenda(week: Week, names: Mapping[str, str] | None = None) -> Agenda:
    """The agenda of a week. `names` are those of areas by their code."""
    known = names or {}

    def threats(lines: Iterable[ThreatLine], says: Callable[[ThreatLine], Iterable[str]]) -> tuple[Item, ...]:
        return tuple(_threat(line, known, says(line)) for line in lines)

    open_lines = tuple(line for line in week.threats if line.change != "closed")
    sections = (
        Section("new", "New threats", "No new threat.", threats(week.of("new", "reopened"), _about)),
        Section("raised", "Raised", "None was raised.", threats(week.of("raised"), _changed)),
        Section("lowered", "Lowered", "None was lowered.", threats(week.of("lowered"), _changed)),
        Section("changed", "Changed otherwise", "Nothing else changed.", threats(week.of("changed"), _changed)),
        Section(
            "no_access",
            "Where nobody could see",
            "No rating is known to rest on no access.",
            threats(
                (line for line in open_lines if line.blind),
                lambda line: [blind_words(line.fields, line.blind)] if line.blind else [],
            ),
        ),
        Section("overdue", "Overdue actions", "No action is overdue.", tuple(_actions(week.overdue, known))),
        Section(
            "not_reassessed",
            "Not reassessed",
            "All were assessed within four weeks.",
            threats(
                (line for line in open_lines if line.stale or line.never_reassessed),
                lambda line: standing_words(line, week.on),
            ),
        ),
        Section("decisions", "Decisions needed", "None that the records show.", tuple(_decisions(week, known))),
        Section("closed", "Closed since the last meeting", "None was closed.", threats(week.of("closed"), _changed)),
    )
    return Agenda(week, sections, len(week.of("unchanged")), tuple(_postures(open_lines)))


def _postures(lines: Iterable[ThreatLine]) -> Iterator[tuple[str, int]]:
    counted = Counter(line.fields.state_posture for line in lines)
    for key, term in vocabulary("postures").terms.items():
        if counted[key]:
            yield term.label(), counted[key]


def _about(line: ThreatLine) -> Iterator[str]:
    posture = line.fields.state_posture
    yield f"State: {label('postures', posture)}" if posture != "unknown" else "Posture of the state: not known"
    yield count(line.actions, "open action") if line.actions else "No open action"


def _changed(line: ThreatLine) -> Iterator[str]:
    yield from map(judged_words, line.judged)


def _threat(line: ThreatLine, names: Mapping[str, str], says: Iterable[str]) -> Item:
    return Item(
        line.record, line.fields.threat, place_name(line.fields.where, names), rating_words(line), tuple(says)
    )  # fmt: skip


def _actions(lines: Iterable[ActionLine], names: Mapping[str, str]) -> Iterator[Item]:
    for line in lines:
        answers = "; ".join(threat.threat for _, threat in line.answers)
        says = [owner_words(line.fields)]
        if line.weeks:
            says.append(f"carried for {count(line.weeks, 'week')}")
        if answers:
            says.append(f"answers: {answers}")
        if line.fields.obstacle:
            says.append(line.fields.obstacle)
        yield Item(line.record, line.fields.task, action_place(line, names), due_words(line), tuple(says))


def _decisions(week: Week, names: Mapping[str, str]) -> Iterator[Item]:
    """What only the group, or whoever it reports to, can settle."""
    for line in week.threats:
        if says := tuple(_open_questions(line)):
            yield _threat(line, names, says)
    for action in week.actions:
        asked = _action_question(action)
        if asked and action.open:
            yield Item(action.record, action.fields.task, action_place(action, names), due_words(action), (asked,))


def _open_questions(line: ThreatLine) -> Iterator[str]:
    if line.course.heads > 1:
        yield f"{line.course.heads} versions stand side by side: which one holds?"
    if line.change == "closed":
        return
    rating = rank("threat_ratings", line.fields.rating)
    if not line.actions and (rating is None or rating >= HIGH or line.blind):
        yield "No action answers it: who does what, by when?"
    if line.fields.host_asked and line.fields.host_answer in _ASK_AGAIN:
        answer = label("host_answers", line.fields.host_answer).lower()
        yield f"The state was asked ({answer}): ask again, elsewhere, or act without?"


def _action_question(line: ActionLine) -> str:
    if line.course.heads > 1:
        return f"{line.course.heads} versions stand side by side: which one holds?"
    doubted = [threat for _, threat in line.answers if threat.state_posture in DOUBTED]
    if line.fields.type in WITH_STATE and doubted:
        posture = label("postures", doubted[0].state_posture)
        return f"It is done with forces of the state, of which the threat says: {posture.lower()}. Does it stay so?"
    if line.fields.status == "blocked":
        return "Blocked: who can clear the way?"
    if line.late >= LONG_OVERDUE:
        return "Overdue for four weeks or more: keep, change or drop?"
    if line.fields.owner is None and not line.fields.owner_office:
        return "Nobody is named: who does it?"
    return ""
