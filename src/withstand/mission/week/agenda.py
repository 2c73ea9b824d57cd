"""The agenda of the protection working group: what to talk about, and why it is on the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from withstand.mission.week.sight import rank
from withstand.mission.week.tongue import ENGLISH, Tongue
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


def agenda(week: Week, names: Mapping[str, str] | None = None, tongue: Tongue = ENGLISH) -> Agenda:
    """The agenda of a week. `names` are those of areas by their code."""
    room = _Room(names or {}, tongue)
    open_lines = tuple(line for line in week.threats if line.change != "closed")
    blind = [(line, blind_words(line.fields, line.blind, tongue)) for line in open_lines if line.blind]
    old = [line for line in open_lines if line.stale or line.never_reassessed]
    new = week.of("new", "reopened")
    items = {
        "new": [room.threat(line, room.about(line)) for line in new],
        "raised": room.changed(week.of("raised")),
        "lowered": room.changed(week.of("lowered")),
        "changed": room.changed(week.of("changed")),
        "no_access": [room.threat(line, [said]) for line, said in blind],
        "overdue": list(room.actions(week.overdue)),
        "not_reassessed": [room.threat(line, standing_words(line, week.on, tongue)) for line in old],
        "decisions": list(room.decisions(week)),
        "closed": room.changed(week.of("closed")),
    }
    sections = tuple(
        Section(key, tongue.said(heading), tongue.said(none), tuple(items[key])) for key, heading, none in SECTIONS
    )
    return Agenda(week, sections, len(week.of("unchanged")), tuple(_postures(open_lines, tongue)))


SECTIONS = (
    ("new", "New threats", "No new threat."),
    ("raised", "Raised", "None was raised."),
    ("lowered", "Lowered", "None was lowered."),
    ("changed", "Changed otherwise", "Nothing else changed."),
    ("no_access", "Where nobody could see", "No rating is known to rest on no access."),
    ("overdue", "Overdue actions", "No action is overdue."),
    ("not_reassessed", "Not reassessed", "All were assessed within four weeks."),
    ("decisions", "Decisions needed", "None that the records show."),
    ("closed", "Closed since the last meeting", "None was closed."),
)
"""Sections in their order: key, heading, what is said where there is nothing."""


def _postures(lines: Iterable[ThreatLine], tongue: Tongue) -> Iterator[tuple[str, int]]:
    counted = Counter(line.fields.state_posture for line in lines)
    for key in vocabulary("postures").terms:
        if counted[key]:
            yield tongue.term("postures", key), counted[key]


@dataclass(frozen=True)
class _Room:
    """Where items are worded: the names of areas, the language."""

    names: Mapping[str, str]
    tongue: Tongue

    def about(self, line: ThreatLine) -> Iterator[str]:
        """What is said of a new threat."""
        posture = line.fields.state_posture
        said = self.tongue.said
        if posture == "unknown":
            yield said("Posture of the state: not known")
        else:
            yield said("State: %(posture)s", posture=label("postures", posture, self.tongue))
        yield self.tongue.counted(line.actions, "open action") if line.actions else said("No open action")

    def changed(self, lines: Iterable[ThreatLine]) -> list[Item]:
        """Threats with what changed of them."""
        return [self.threat(line, (judged_words(one, self.tongue) for one in line.judged)) for line in lines]

    def threat(self, line: ThreatLine, says: Iterable[str]) -> Item:
        """A threat as an item."""
        where = place_name(line.fields.where, self.names, self.tongue)
        return Item(line.record, line.fields.threat, where, rating_words(line, self.tongue), tuple(says))

    def action(self, line: ActionLine, says: Iterable[str]) -> Item:
        """An action as an item."""
        where = action_place(line, self.names, self.tongue)
        return Item(line.record, line.fields.task, where, due_words(line, self.tongue), tuple(says))

    def actions(self, lines: Iterable[ActionLine]) -> Iterator[Item]:
        """Actions with who does them, and why they stand where they stand."""
        for line in lines:
            answers = "; ".join(threat.threat for _, threat in line.answers)
            says = [owner_words(line.fields, self.tongue)]
            if line.weeks:
                weeks = self.tongue.counted(line.weeks, "week")
                says.append(self.tongue.said("carried for %(weeks)s", weeks=weeks))
            if answers:
                says.append(self.tongue.said("answers: %(threats)s", threats=answers))
            if line.fields.obstacle:
                says.append(line.fields.obstacle)
            yield self.action(line, says)

    def decisions(self, week: Week) -> Iterator[Item]:
        """What only the group, or whoever it reports to, can settle."""
        for line in week.threats:
            if says := tuple(_open_questions(line, self.tongue)):
                yield self.threat(line, says)
        for action in week.actions:
            asked = _action_question(action, self.tongue)
            if asked and action.open:
                yield self.action(action, (asked,))


def _open_questions(line: ThreatLine, tongue: Tongue) -> Iterator[str]:
    if line.course.heads > 1:
        yield tongue.said("%(heads)s versions stand side by side: which one holds?", heads=line.course.heads)
    if line.change == "closed":
        return
    rating = rank("threat_ratings", line.fields.rating)
    if not line.actions and (rating is None or rating >= HIGH or line.blind):
        yield tongue.said("No action answers it: who does what, by when?")
    if line.fields.host_asked and line.fields.host_answer in _ASK_AGAIN:
        answer = label("host_answers", line.fields.host_answer, tongue).lower()
        yield tongue.said("The state was asked (%(answer)s): ask again, elsewhere, or act without?", answer=answer)


def _action_question(line: ActionLine, tongue: Tongue) -> str:
    if line.course.heads > 1:
        return tongue.said("%(heads)s versions stand side by side: which one holds?", heads=line.course.heads)
    doubted = [threat for _, threat in line.answers if threat.state_posture in DOUBTED]
    if line.fields.type in WITH_STATE and doubted:
        posture = label("postures", doubted[0].state_posture, tongue).lower()
        return tongue.said(
            "It is done with forces of the state, of which the threat says: %(posture)s. Does it stay so?",
            posture=posture,
        )
    if line.fields.status == "blocked":
        return tongue.said("Blocked: who can clear the way?")
    if line.late >= LONG_OVERDUE:
        return tongue.said("Overdue for four weeks or more: keep, change or drop?")
    if line.fields.owner is None and not line.fields.owner_office:
        return tongue.said("Nobody is named: who does it?")
    return ""
