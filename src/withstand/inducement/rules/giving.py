"""Rules on what is given: under an approval, no more than it says, while its conditions are kept and can be watched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding
from withstand.analysis.coherence.reading import main_area
from withstand.analysis.coherence.roles import POSITIONING, STANDS_AT
from withstand.evidence.records import Obstruction, Visit
from withstand.inducement.approvals import Approval
from withstand.inducement.case import Held
from withstand.inducement.following import Delivery, Operation
from withstand.inducement.parts import Item
from withstand.inducement.rules.support import Support, days_of, may_hold, supports
from withstand.ledger.fields import last_day
from withstand.vocabulary.terms import vocabulary
from withstand.vocabulary.words import Words, terms, text

SEEING = ("full", "partial")
LOOKS_BACK = timedelta(days=60)


def delivery_without_approval(case: Case) -> Iterator[Finding]:
    """Something was delivered on a day on which no approval held: before it was countersigned, after it expired, or
    while it was suspended or withdrawn. What counts is the day of the delivery, not that of its entry; a delivery
    whose day is not known exactly counts as long as it may have been such a day.
    """
    for support in supports(case):
        if support.now.state == "exempt":
            continue
        for one in support.case.deliveries:
            days = days_of(one.fields.when, case.day)
            bare = next((day for day in days if support.now.held_on(day) is None), None)
            if bare is None:
                continue
            why, since = support.now.why_none(bare)
            yield support.finding(
                "delivery_without_approval", one.record,
                *(approval.decision.record for approval in support.now.approvals[-1:]), component=support.entity,
                what=text(one.fields.what), day=text(bare),
                why=Words((why,), "approval_gaps", True, str(since or "")),
            )  # fmt: skip


@dataclass
class _Given:
    """What was given of one item under one approval."""

    quantity: int = 0
    item: str = ""
    unit: str = ""
    deliveries: list[str] = field(default_factory=list)


def delivery_beyond_items(case: Case) -> Iterator[Finding]:
    """More was delivered under an approval than it names, all deliveries together, item by item; or something that it
    does not name; or the same in another unit of measure, which cannot be compared.
    """
    for support in supports(case):
        by_approval: dict[str, list[Held[Delivery]]] = defaultdict(list)
        for one in support.case.deliveries:
            held = support.now.held_on(min(one.fields.when.earliest, case.day))
            if held is not None and one.fields.when.earliest <= case.day:
                by_approval[held.decision.record].append(one)
        for approval in support.now.approvals:
            yield from _beyond(support, approval, by_approval.get(approval.decision.record, []))


def _beyond(support: Support, approval: Approval, deliveries: list[Held[Delivery]]) -> Iterator[Finding]:
    decision = approval.decision
    approved: dict[tuple[str, str], int] = defaultdict(int)
    for item in decision.fields.items or support.case.request.fields.items:
        approved[item.same] += item.quantity
    given: dict[tuple[str, str], _Given] = defaultdict(_Given)
    for one in deliveries:
        for item in one.fields.items:
            _add(given[item.same], item, one.record)
    units = {name for name, _ in approved}
    for same, total in sorted(given.items()):
        limit = approved.get(same)
        if limit is not None and total.quantity <= limit:
            continue
        variant = "" if limit is not None else "unit" if same[0] in units else "unnamed"
        yield support.finding(
            "delivery_beyond_items", decision.record, *total.deliveries, component=support.entity, variant=variant,
            item=text(total.item), unit=text(total.unit or "–"), given=text(total.quantity), approved=text(limit or 0),
        )  # fmt: skip


def _add(total: _Given, item: Item, delivery: str) -> None:
    total.quantity += item.quantity
    total.item, total.unit = item.item.strip(), item.unit.strip()
    if delivery not in total.deliveries:
        total.deliveries.append(delivery)


def condition_overdue(case: Case) -> Iterator[Finding]:
    """A condition is past its day and not verified as met, and support goes on: it is being delivered, or something
    was delivered after that day. A deadline for correction that still runs suspends this.
    """
    open_ = vocabulary("condition_status").keys_where("open")
    for support in supports(case):
        approval = support.live
        if approval is None or (support.now.due is not None and support.now.due >= case.day):
            continue
        for one in support.case.conditions:
            due = last_day(one.fields.due)
            if one.fields.status not in open_ or due >= case.day:
                continue
            after = [each.record for each in support.case.deliveries if due < each.fields.when.latest <= case.day]
            if support.now.state == "delivering" or after:
                yield support.finding(
                    "condition_overdue", one.record, approval.decision.record, component=support.entity,
                    condition=text(one.fields.condition), due=text(one.fields.due), owner=text(one.fields.host_owner),
                    status=terms("condition_status", one.fields.status),
                )  # fmt: skip


def monitoring_impossible(case: Case) -> Iterator[Finding]:
    """Support may be used in a place where access was denied in the last 60 days, and nobody of ours has got there
    since. An attempt of which nobody says how it ended, and quiet, are not access.
    """
    denied = {record: day for record, day in _denials(case) if case.day - LOOKS_BACK <= day <= case.day}
    if not denied:
        return
    last = max(denied.values())
    seen = (
        fields.when.earliest for _, fields in case.each(Visit)
        if fields.access in SEEING and fields.when.earliest <= case.day
    )  # fmt: skip
    if max(seen, default=last) > last:
        return
    for support in supports(case):
        approval = support.live
        here = _used_here(case, support)
        if approval is not None and here:
            yield support.finding(
                "monitoring_impossible", approval.decision.record, *here, *denied, place=text(case.subject.key),
                day=text(last), number=text(len(denied)), until=text(approval.last),
            )  # fmt: skip


def _denials(case: Case) -> Iterator[tuple[str, date]]:
    for record, visit in case.each(Visit):
        if visit.access == "denied":
            yield record, min(visit.when.latest, case.day)
    keeps_out = frozenset(vocabulary("obstructions").keys_where("keeps_out"))
    for record, blocked in case.each(Obstruction):
        if not keeps_out.isdisjoint((blocked.what, *blocked.also)):
            yield record, min(blocked.when.latest, case.day)


def _used_here(case: Case, support: Support) -> list[str]:
    """What says that a request's support is used in the place of the case."""
    area = case.subject.key
    named = [support.request, *(one.record for one in support.case.deliveries)]
    named += [one for one, _ in case.each(Operation) if set(case.to(one, "decision")) & _decisions(support)]
    at = [one for one in named if main_area(case.seen[one]) == area]
    for actor in support.case.recipients:
        for one in case.leading_to(actor, STANDS_AT):
            seen = case.seen[one]
            valid = seen.fields.valid if seen.fields is not None else None
            if case.kind(one) == POSITIONING and may_hold(valid, case.day):
                at.append(one)
    return at


def _decisions(support: Support) -> set[str]:
    return {one.record for one in support.case.decisions}
