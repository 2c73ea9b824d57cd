"""An office that talks to an authority as it happens: each entry on the day it is entered, unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from offices import Operation, operation

from withstand.actors.records import OFFICE, RELATION, Office, Relation
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, SHARED_GOAL, Commitment, Engagement, SharedGoal
from withstand.ledger.fields import Record, Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NARROW = Audience("narrow", "unclassified", ("human_rights",))


def on(day: str) -> Span:
    """One day."""
    return Span(start=day)


def ask(topic: str = "checkpoint at the mill bridge", wants: str = "stop", **more: Any) -> Ask:
    """An ask about fees."""
    return Ask(**{"issue": "checkpoints", "topic": topic, "wants": wants, "ask": "No fees", **more})


@dataclass
class Desk:
    """A ledger, the day on which entries are made, and shorthands for them."""

    day: date = date(2032, 3, 1)
    made: Operation = field(default_factory=lambda: operation("HQ"))

    @property
    def ledger(self) -> Ledger:
        """The office's ledger."""
        return self.made["HQ"].ledger

    def picture(self, audience: Audience = HOLDER, as_of: date | None = None) -> Picture:
        """What an audience sees now."""
        return Picture(self.ledger, audience, as_of)

    def at(self, day: str) -> Desk:
        """Go to a day."""
        self.day = date.fromisoformat(day)
        return self

    def save(
        self, kind: Kind, fields: Record, rights: tuple[str, tuple[str, ...]] = ("confidential", ()), **links: Any
    ) -> str:
        """Save a record with links by role; its id."""
        self._set_clock()
        targets = [
            LinkTo(role, target)
            for role, given in links.items()
            for target in ((given,) if isinstance(given, str) else given)
        ]
        return append(self.ledger, [Draft(kind, fields, *rights, links=tuple(targets))])[0].record

    def change(self, record: str, **fields: object) -> None:
        """Enter a new version of a record."""
        self._set_clock()
        seen = self.picture().get(record)
        assert seen.kind is not None
        assert seen.fields is not None
        changed = msgspec.structs.replace(seen.fields, **fields)
        draft = Draft(seen.kind, changed, seen.classification, seen.compartments, record, (seen.version,))
        append(self.ledger, [draft])

    def _set_clock(self) -> None:
        noon = datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)
        self.made.time.now = max(self.made.time.now, int((noon - _EPOCH).total_seconds()) * 1_000_000)

    def office(self, name: str, under: str = "") -> str:
        """An authority, under another."""
        record = self.save(OFFICE, Office(name=name, type="ministry", side="host_state", country="Velmara"))
        if under:
            since = Span(start="2031-01-01", ongoing=True, precise=True)
            self.save(RELATION, Relation(type="administrative", valid=since), lower=record, upper=under)
        return record

    def promise(
        self, words: str = "The post at the bridge goes", *, links: Any = None, rights: Any = None, **more: Any
    ) -> str:
        """A promise of theirs, made today."""
        fields = {
            "promise": words, "promise_side": "theirs", "when": on(str(self.day)), "made_in": "meeting",
            "issue": "checkpoints", "test": "Two visits find no post", "owner": "civil_affairs", **more,
        }  # fmt: skip
        return self.save(COMMITMENT, Commitment(**fields), rights or ("confidential", ()), **(links or {}))

    def engagement(self, met: str, subject: str = "Fees at the bridge", *, links: Any = None, **more: Any) -> str:
        """A meeting held today, in which something was asked."""
        fields = {
            "subject": subject, "when": on(str(self.day)), "level": "district", "channel": "meeting",
            "lead": "civil_affairs", "tone": "request", "asks": (ask(),), **more,
        }  # fmt: skip
        return self.save(ENGAGEMENT, Engagement(**fields), met=met, **(links or {}))

    def goal(self, shared_with: str, words: str = "The market road is safe", **more: Any) -> str:
        """A shared goal that is agreed."""
        fields = {
            "goal": words, "when": on(str(self.day)), "issue": "protection_of_place", "owner": "civil_affairs",
            "their_interest": "Taxes from the market", "goal_status": "agreed", "review_by": "2032-06", **more,
        }  # fmt: skip
        return self.save(SHARED_GOAL, SharedGoal(**fields), shared_with=shared_with)
