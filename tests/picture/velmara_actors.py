"""Actors, relations and alerts of the fictional mission, saved in a ledger, for tests of what rests on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import msgspec
from offices import START, Operation, operation

from withstand.actors.records import GROUP, OFFICE, RELATION, UNIT, Group, Relation, Unit
from withstand.actors.records import Office as OfficeHeld
from withstand.evidence.records import ALERT, SOURCE, Alert, Source
from withstand.leadership.records import DECISION, Decision
from withstand.ledger.fields import Assertion, Consent, Place, Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.guard import Guard

DAY = date(2032, 1, 18)
"""The day of `START`, on which everything is saved."""
SINCE_2031 = Span(start="2031-01-01", ongoing=True, precise=True)
READER = Audience("field officer", "confidential", ("civil_affairs",))
AGREED = (Consent(recipient="authorities", purposes=("protection",)),)


def changed(fields: object, **changes: object) -> object:
    """The same record with some fields changed."""
    return msgspec.structs.replace(fields, **changes)  # type: ignore[type-var]


@dataclass
class Velmara:
    """One office and shorthands to save into it."""

    made: Operation = field(default_factory=lambda: operation("velm"))

    @property
    def ledger(self) -> Ledger:
        """The office's ledger."""
        return self.made["velm"].ledger

    @property
    def guard(self) -> Guard:
        """The full picture of everything saved."""
        return Guard(self.ledger)

    def save(
        self, kind: Kind, fields: object, *links: LinkTo, classification: str = "confidential", **more: object
    ) -> str:
        """Save a record; its id."""
        draft = Draft(kind, fields, classification, links=links, **more)  # type: ignore[arg-type]
        return append(self.ledger, [draft])[0].record

    def unit(self, name: str, side: str = "host_state", **more: object) -> str:
        """A unit."""
        return self.save(UNIT, Unit(name=name, side=side), **more)  # type: ignore[arg-type]

    def office(self, name: str, side: str = "host_state", **more: object) -> str:
        """An office."""
        return self.save(OFFICE, OfficeHeld(name=name, side=side), **more)  # type: ignore[arg-type]

    def group(self, name: str, side: str = "armed_group", **more: object) -> str:
        """A group."""
        return self.save(GROUP, Group(name=name, side=side), **more)  # type: ignore[arg-type]

    def relate(self, lower: str, type_: str, upper: str, valid: Span | None = SINCE_2031, **more: object) -> str:
        """A relation."""
        proxy = "supply" if type_ == "proxy" else None
        links = (LinkTo("lower", lower), LinkTo("upper", upper))
        return self.save(RELATION, Relation(type=type_, proxy_link=proxy, valid=valid), *links, **more)  # type: ignore[arg-type]

    def alert(
        self, *assertions: Assertion, suspected: tuple[tuple[str, str], ...] = (), links: tuple[LinkTo, ...] = (),
        consent: tuple[Consent, ...] = AGREED, received: str = "2032-01-18", when: Span | None = None, **more: object,
    ) -> str:  # fmt: skip
        """An alert; `suspected` are (actor, about which assertion)."""
        fields = Alert(
            what="looting", where=Place(area="VM0101"), when=when or Span(start="2032-01-18"),
            perpetrators=assertions, received=received, consent=consent,
        )  # fmt: skip
        named = tuple(LinkTo("suspected", actor, key) for actor, key in suspected)
        return self.save(ALERT, fields, *named, *links, **more)  # type: ignore[arg-type]

    def decide(self, *rests_on: str, **more: object) -> str:
        """A decision that rests on records."""
        fields = {
            "type": "other", "question": "May the alert go there?", "decided": "Yes, by voice only",
            "decided_by": "Head of office, Amber Ford", "on": "2032-01-18", "review_by": "2032-01-25",
            "reasons": "People on the road must be warned.",
        } | more  # fmt: skip
        return self.save(DECISION, Decision(**fields), *(LinkTo("rests_on", one) for one in rests_on))  # type: ignore[arg-type]

    def source(self, *consent: Consent) -> str:
        """A source."""
        return self.save(SOURCE, Source(token="S-17", type="witness", consent=consent))


__all__ = ["AGREED", "DAY", "HOLDER", "READER", "SINCE_2031", "START", "Velmara", "changed"]
