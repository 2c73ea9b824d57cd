"""Sending an alert as a recorded act: leave is asked for on the full picture, then who was told is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from withstand.evidence.dispatched import DISPATCHED, Dispatched
from withstand.evidence.records import ALERT, Alert
from withstand.evidence.routing import MICROSECONDS
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.picture.audience import Audience
from withstand.picture.guard import Guard, guarded
from withstand.picture.routing import send

_BEFORE_SENDING = ("received", "held")


@dataclass(frozen=True)
class Sending:
    """How an alert is sent: by which component, how, under whose decision where it is held."""

    by: str
    how: str = "voice"
    decision: str = ""
    note: str = ""
    author: str = OFFICE_AUTHOR


def sending_drafts(
    guard: Guard, alert: str, recipient: str, reader: Audience, now: int, how: Sending
) -> tuple[Draft, ...]:  # fmt: skip
    """The drafts that record a sending, if there is leave: the sending, and the alert where it now counts as sent.

    Raises:
        NotSent: it is not sent; the sentence says why, or whom to ask.
        NotFound: the alert or the decision is not here, or the reader may not see it.
        InvalidRecord: it is no alert, or goes to no actor.
    """
    leave = send(guard, alert, recipient, reader, now, how.decision)
    picture = guard.picture
    seen = picture.get(alert)
    fields = Dispatched(
        sent_on=datetime.fromtimestamp(leave.at / MICROSECONDS, UTC).date().isoformat(),
        route_verdict="held" if leave.decision else "may_travel", sent_by=how.by, sent_how=how.how, note=how.note,
    )  # fmt: skip
    DISPATCHED.check(fields)
    links = [LinkTo("sends", leave.alert), LinkTo("sent_to", leave.recipient)]
    links += [LinkTo("decision", leave.decision)] if leave.decision else []
    rights = guarded(guard.ledger, None, picture.several(one.target for one in links).values())
    sent = Draft(
        DISPATCHED, fields, rights.classification, rights.compartments, links=tuple(links), author=how.author,
        checked=True,
    )  # fmt: skip
    if not isinstance(seen.fields, Alert) or seen.fields.status not in _BEFORE_SENDING or seen.heads > 1:
        return (sent,)
    changed = msgspec.structs.replace(seen.fields, status="sent")
    return sent, Draft(
        ALERT, changed, seen.classification, seen.compartments, alert, (seen.version,), author=how.author
    )  # fmt: skip
