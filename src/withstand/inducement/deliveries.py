"""Deliveries item by item against the decisions they fall under: approved, given by day, beyond, outside its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.inducement.approvals import Approval, holding, why_none
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.following import Delivery
from withstand.inducement.parts import Item
from withstand.inducement.workflow import Standing
from withstand.ledger.fields import Span


@dataclass(frozen=True)
class Given:
    """So much of an item by one delivery. `within`: on days when support could be given; None: on some of them.

    `why`: the word for why not, and since when.
    """

    delivery: str
    when: Span
    quantity: int
    within: bool | None = True
    why: str = ""
    since: date | None = None


@dataclass(frozen=True)
class ItemLine:
    """One item of a decision or of what was given under it. `approved` None: the decision does not name the item.

    `limited` is false where the decision names no items at all: then nothing can be beyond it.
    """

    item: str
    unit: str
    approved: int | None
    given: tuple[Given, ...] = ()
    limited: bool = True

    @property
    def delivered(self) -> int:
        """How much was given in all."""
        return sum(one.quantity for one in self.given)

    @property
    def beyond(self) -> int | None:
        """How much more than was approved; None where the decision sets no limit."""
        return max(0, self.delivered - (self.approved or 0)) if self.limited else None

    @property
    def outside(self) -> tuple[Given, ...]:
        """What was given, in any case or possibly, when no support could be given."""
        return tuple(one for one in self.given if one.within is not True)


@dataclass(frozen=True)
class Account:
    """What was given under one decision; under none where `decision` is empty."""

    decision: str
    lines: tuple[ItemLine, ...]

    @property
    def beyond(self) -> bool:
        """Whether more was given than was approved, or something that was not."""
        return not self.decision or any(line.beyond for line in self.lines)

    @property
    def outside(self) -> bool:
        """Whether something was or may have been given outside its time."""
        return any(line.outside for line in self.lines)


def accounts(case: SupportCase, standing: Standing) -> tuple[Account, ...]:
    """The deliveries of a case up to the day of its standing, by decision in their order; under none comes last.

    A delivery falls under the decision that it names, else under the approval that held on its day.
    """
    approvals = standing.approvals
    known = [one.decision.record for one in approvals]
    under: dict[str, list[tuple[Item, Given]]] = {one: [] for one in known}
    for held in sorted(case.deliveries, key=lambda one: (one.fields.when.start, one.entered, one.record)):
        if held.fields.when.earliest <= standing.day:
            decision = _decision(held, approvals, standing.day)
            under.setdefault(decision, []).extend(_given(held, decision, approvals, standing.day))
    items = {one.decision.record: one.decision.fields.items for one in approvals}
    found = (Account(decision, _lines(items.get(decision), given)) for decision, given in under.items())
    return tuple(one for one in found if one.decision or one.lines)


def _decision(held: Held[Delivery], approvals: Iterable[Approval], last: date) -> str:
    named = [one.decision.record for one in approvals if one.decision.record in held.linked("decision")]
    if named:
        return named[0]
    for day in _days(held.fields.when, last):
        if (held_then := holding(approvals, day)) is not None:
            return held_then.decision.record
    return ""


def _given(
    held: Held[Delivery], decision: str, approvals: Iterable[Approval], last: date
) -> Iterator[tuple[Item, Given]]:
    of = tuple(one for one in approvals if one.decision.record == decision)
    days = tuple(_days(held.fields.when, last))
    holds = [any(one.holds_on(day) for one in of) for day in days]
    within = True if all(holds) else None if any(holds) else False
    first = next((day for day, holding_ in zip(days, holds, strict=True) if not holding_), None)
    why, since = ("", None) if first is None else why_none(of or tuple(approvals), first)
    for item in held.fields.items:
        yield item, Given(held.record, held.fields.when, item.quantity, within, why, since)


def _days(when: Span, last: date) -> Iterator[date]:
    """The days that a span can mean, none after `last`."""
    end = min(when.latest, last)
    for number in range((end - when.earliest).days + 1):
        yield when.earliest + timedelta(days=number)


def _lines(approved: tuple[Item, ...] | None, given: Iterable[tuple[Item, Given]]) -> tuple[ItemLine, ...]:
    names: dict[tuple[str, str], Item] = {}
    allowed: dict[tuple[str, str], int] = {}
    parts: dict[tuple[str, str], list[Given]] = {}
    for item in approved or ():
        names.setdefault(item.same, item)
        allowed[item.same] = allowed.get(item.same, 0) + item.quantity
    for item, one in given:
        names.setdefault(item.same, item)
        parts.setdefault(item.same, []).append(one)
    limited = approved is None or bool(approved)
    return tuple(
        ItemLine(item.item, item.unit, allowed.get(same), tuple(parts.get(same, ())), limited)
        for same, item in names.items()
    )
