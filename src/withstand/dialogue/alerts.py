"""Alerts of a picture with their sendings, and what is due on them: an answer, a decision, a word to who warned us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from withstand.evidence.dispatched import Dispatched
from withstand.evidence.records import ALERT, Alert
from withstand.ledger.fields import last_day
from withstand.picture.picture import Picture

FEEDBACK, ANSWER, HELD = "feedback", "answer", "held"
CLOSED = frozenset({"closed", "unfounded"})
OPEN = frozenset({"received", "sent"})
_DONE = frozenset({"given", "not_safe", "not_possible"})


@dataclass(frozen=True)
class Sent:
    """One sending of an alert: its record, to whom, what was recorded."""

    record: str
    recipient: str
    fields: Dispatched


@dataclass(frozen=True)
class AlertHeld:
    """An alert as a picture holds it, with its sendings, the earliest first."""

    record: str
    fields: Alert
    sendings: tuple[Sent, ...] = ()


@dataclass(frozen=True)
class Due:
    """Something that is due on an alert, and since when: the day it was received, or was answered or closed."""

    what: str
    alert: str
    since: date


def alerts_of(picture: Picture) -> tuple[AlertHeld, ...]:
    """All alerts that a picture shows, the earliest received first, in three questions."""
    alerts = {record: fields for record, fields, _ in picture.whole(ALERT) if isinstance(fields, Alert)}
    sends = [one for one in picture.ties(alerts, outward=False) if one.role == "sends"]
    dispatched = picture.several({one.source for one in sends})
    to = {one.source: one.target for one in picture.ties(dispatched) if one.role == "sent_to"}
    sendings: dict[str, list[Sent]] = defaultdict(list)
    for tie in sends:
        fields = dispatched[tie.source].fields
        if isinstance(fields, Dispatched):
            sendings[tie.target].append(Sent(tie.source, to.get(tie.source, ""), fields))
    found = [
        AlertHeld(record, fields, tuple(sorted(sendings[record], key=lambda one: (one.fields.sent_on, one.record))))
        for record, fields in alerts.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.fields.received, one.record)))


def due_on(alerts: Iterable[AlertHeld]) -> tuple[Due, ...]:
    """What is due, the longest waiting first."""
    found = [one for alert in alerts for one in _due(alert)]
    return tuple(sorted(found, key=lambda one: (one.since, one.what, one.alert)))


def _due(alert: AlertHeld) -> Iterator[Due]:
    said = alert.fields
    received = last_day(said.received)
    if said.status == "held":
        yield Due(HELD, alert.record, received)
    if said.status in OPEN:
        yield Due(ANSWER, alert.record, received)
    if said.status in CLOSED and said.feedback not in _DONE:
        yield Due(FEEDBACK, alert.record, last_day(said.answered_on) if said.answered_on else received)
    elif said.feedback == "pending":
        yield Due(FEEDBACK, alert.record, received)
