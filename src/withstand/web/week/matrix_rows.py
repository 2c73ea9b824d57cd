"""The matrix on a page: threats with what is said of them, and the actions that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from withstand.mission.records import Threat
from withstand.mission.week.agenda import Agenda
from withstand.mission.week.sight import looks_low
from withstand.mission.week.week import ActionLine, ThreatLine, Week
from withstand.mission.week.words import (
    action_place,
    blind_words,
    due_words,
    judged_words,
    owner_words,
    place_name,
    rating_words,
    standing_words,
)
from withstand.web.records import saying
from withstand.web.week.tongue import READERS

SHOWN = 25
"""Threats on a page."""

UNSEEN = "unseen"


@dataclass(frozen=True)
class ActionRow:
    """An action under a threat: words for each column, and whether it is late."""

    address: str
    what: str
    who: str
    where: str
    due: str
    late: bool
    status: str
    obstacle: str


@dataclass(frozen=True)
class ThreatRow:
    """A threat on the page. `rated` is the key of its rating, `unseen` where it rests on no access."""

    record: str
    address: str
    anchor: str
    what: str
    where: str
    rating: str
    rated: str
    change: str
    facts: tuple[tuple[str, str], ...]
    says: tuple[str, ...]
    actions: tuple[ActionRow, ...]


def anchor_of(record: str) -> str:
    """Where a threat stands on its page."""
    return f"t-{record[-12:]}"


def threat_address(record: str) -> str:
    """The page of a threat."""
    return reverse("record", args=("threat", record))


def action_address(record: str) -> str:
    """The page of an action."""
    return reverse("record", args=("action", record))


def threat_rows(week: Week, lines: Iterable[ThreatLine], names: Mapping[str, str]) -> tuple[ThreatRow, ...]:
    """The rows of some threats of a week."""
    answering: dict[str, list[ActionLine]] = {}
    for line in week.actions:
        for threat, _threat in line.answers:
            answering.setdefault(threat, []).append(line)
    return tuple(_row(week, line, answering.get(line.record, ()), names) for line in lines)


def change_words(change: str) -> str:
    """What became of a threat since the last meeting; nothing where it is as it was."""
    words = {
        "new": _("New"), "raised": _("Raised"), "lowered": _("Lowered"), "changed": _("Changed"),
        "closed": _("Closed"), "reopened": _("Open again"),
    }  # fmt: skip
    return words.get(change, "")


def _row(week: Week, line: ThreatLine, actions: Sequence[ActionLine], names: Mapping[str, str]) -> ThreatRow:
    says = [judged_words(one, READERS) for one in line.judged]
    if line.course.heads > 1:
        says.append(_("Versions stand side by side: somebody must settle them."))
    if line.blind:
        says.append(blind_words(line.fields, line.blind, READERS))
    says += [f"{said[0].upper()}{said[1:]}." for said in standing_words(line, week.on, READERS)]
    hidden = line.blind is not None and (line.fields.rating == "unknown" or looks_low(line.fields))
    return ThreatRow(
        line.record,
        threat_address(line.record),
        anchor_of(line.record),
        line.fields.threat,
        place_name(line.fields.where, names, READERS),
        rating_words(line, READERS),
        UNSEEN if hidden else line.fields.rating,
        change_words(line.change),
        tuple(_facts(line.fields)),
        tuple(says),
        action_rows(actions, names),
    )


def _facts(threat: Threat) -> Iterator[tuple[str, str]]:
    """What the matrix says of a threat beside its rating; the posture of the state and how soon always."""
    actors = [saying.label("perpetrators", one.perpetrator) for one in threat.perpetrators]
    if actors:
        yield saying.field_label("perpetrators"), ", ".join(dict.fromkeys(actors))
    yield saying.field_label("imminence"), READERS.label("imminence", threat.imminence)
    yield saying.field_label("state_posture"), READERS.label("postures", threat.state_posture)
    if threat.host_asked:
        yield saying.field_label("host_answer"), READERS.label("host_answers", threat.host_answer)
    if threat.status != "open":
        yield saying.field_label("status"), READERS.label("threat_status", threat.status)


def _status(line: ActionLine) -> str:
    """The status in words; of what is continuous, the day by which it is due has said so."""
    if line.fields.status == "standing" and line.fields.due is None:
        return ""
    return READERS.label("action_status", line.fields.status)


def action_rows(lines: Iterable[ActionLine], names: Mapping[str, str]) -> tuple[ActionRow, ...]:
    """Actions in words."""
    return tuple(
        ActionRow(
            action_address(line.record), line.fields.task, owner_words(line.fields, READERS),
            action_place(line, names, READERS), due_words(line, READERS), line.late > 0,
            _status(line), line.fields.obstacle,
        )
        for line in lines
    )  # fmt: skip


@dataclass(frozen=True)
class Changed:
    """One kind of change since the last meeting, with the records that it is about."""

    heading: str
    none: str
    items: tuple[tuple[str, str], ...]


def changes_of(agenda: Agenda, actions: frozenset[str]) -> tuple[Changed, ...]:
    """What changed since the last meeting, as links. `actions` are the records that are actions."""
    return tuple(
        Changed(
            section.heading,
            section.none,
            tuple(
                (action_address(one.record) if one.record in actions else threat_address(one.record), one.what)
                for one in section.items
            ),
        )
        for section in agenda.sections
    )
