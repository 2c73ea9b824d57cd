"""A request for support with everything that hangs on it, as plain values: what the workflow and the rules look at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.following import Delivery, Monitoring
from withstand.inducement.requests import Condition, Framework, RiskAssessment, Screening, SupportRequest
from withstand.ledger.fields import Record, first_day, last_day
from withstand.ledger.ledger import OFFICE_AUTHOR

Fields = TypeVar("Fields", bound=Record)


@dataclass(frozen=True)
class Held(Generic[Fields]):
    """A record of a case: id, what it says, when it was entered (microseconds), by which token, what it links to.

    `links` are (role, record) pairs.
    """

    record: str
    fields: Fields
    entered: int = 0
    author: str = OFFICE_AUTHOR
    links: tuple[tuple[str, str], ...] = ()

    def linked(self, role: str) -> tuple[str, ...]:
        """The records it links to in a role."""
        return tuple(target for name, target in self.links if name == role)


@dataclass(frozen=True)
class SupportCase:
    """One request and the records about it. `frameworks` are those of its country."""

    request: Held[SupportRequest]
    screenings: tuple[Held[Screening], ...] = ()
    assessments: tuple[Held[RiskAssessment], ...] = ()
    conditions: tuple[Held[Condition], ...] = ()
    decisions: tuple[Held[SupportDecision], ...] = ()
    moves: tuple[Held[Move], ...] = ()
    deliveries: tuple[Held[Delivery], ...] = ()
    monitoring: tuple[Held[Monitoring], ...] = ()
    frameworks: tuple[Held[Framework], ...] = field(default=())

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who is to receive the support."""
        return self.request.linked("recipient")

    @property
    def records(self) -> tuple[str, ...]:
        """Every record of the case."""
        parts = (
            (self.request,), self.screenings, self.assessments, self.conditions, self.decisions, self.moves,
            self.deliveries, self.monitoring, self.frameworks,
        )  # fmt: skip
        return tuple(one.record for part in parts for one in part)

    def known_before(self, entered: int) -> SupportCase:
        """The case as far as it had been entered before a moment: what came later supports no earlier step."""
        return replace(
            self,
            screenings=_before(self.screenings, entered),
            assessments=_before(self.assessments, entered),
            conditions=_before(self.conditions, entered),
            deliveries=_before(self.deliveries, entered),
            monitoring=_before(self.monitoring, entered),
            frameworks=_before(self.frameworks, entered),
        )

    def condition(self, record: str) -> Held[Condition] | None:
        """The condition of that id."""
        return next((one for one in self.conditions if one.record == record), None)

    def unanswered(self, on: date) -> tuple[str, ...]:
        """The bodies asked whose answer, or recorded non-answer, was not given by a day."""
        given = {one.fields.body for one in self.screenings if first_day(one.fields.on) <= on}
        return tuple(body for body in self.request.fields.bodies if body not in given)

    def assessment(self, on: date, since: date) -> Held[RiskAssessment] | None:
        """The latest risk assessment made from one day to another."""
        made = [one for one in self.assessments if since <= last_day(one.fields.on) and first_day(one.fields.on) <= on]
        return max(made, key=lambda one: (one.fields.on, one.entered, one.record), default=None)

    def framework(self, on: date) -> Held[Framework] | None:
        """The framework whose policy had been communicated by a day."""
        sent = [one for one in self.frameworks if one.fields.sent and first_day(one.fields.sent) <= on]
        return max(sent, key=lambda one: (one.fields.sent or "", one.record), default=None)


def _before(records: tuple[Held[Fields], ...], entered: int) -> tuple[Held[Fields], ...]:
    return tuple(one for one in records if one.entered < entered)
