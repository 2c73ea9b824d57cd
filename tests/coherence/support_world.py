"""An office that records support as it happens: each entry on the day it is entered, unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from offices import Operation, operation

from withstand.actors.records import POSITIONING, RELATION, UNIT, Positioning, Relation, Unit
from withstand.analysis.coherence.finding import Finding
from withstand.evidence.records import INCIDENT, OBSTRUCTION, VISIT, Incident, Obstruction, Visit
from withstand.inducement import records as kinds
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.following import Delivery, Monitoring
from withstand.inducement.parts import Item
from withstand.inducement.requests import Condition, Framework, RiskAssessment, Screening, SupportRequest
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import Draft, LinkTo, append, append_links
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.mission.coherence import Run, run
from withstand.mission.records import THREAT, Threat
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture

FORD = Place(area="VM0101")
FUEL = Item(item="fuel", quantity=4000, unit="litres")
BODIES = ("human_rights", "joint_analysis")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def on(day: date | str) -> Span:
    """One day."""
    return Span(start=str(day))


def since(day: date | str) -> Span:
    """Every day since."""
    return Span(start=str(day), ongoing=True, precise=True)


def between(first: str, last: str) -> Span:
    """Every day between."""
    return Span(start=first, end=last, precise=True)


@dataclass
class World:
    """A ledger, the day on which entries are made, and shorthands for them."""

    day: date = date(2032, 2, 1)
    made: Operation = field(default_factory=lambda: operation("HQ"))

    @property
    def ledger(self) -> Ledger:
        """The office's ledger."""
        return self.made["HQ"].ledger

    @property
    def guard(self) -> Guard:
        """The full picture."""
        return Guard(self.ledger)

    def at(self, day: str) -> World:
        """Go to a day."""
        self.day = date.fromisoformat(day)
        return self

    def wait(self, days: int = 1) -> World:
        """Let days pass."""
        self.day += timedelta(days=days)
        return self

    def save(
        self, kind: Kind, fields: object, *, rights: tuple[str, tuple[str, ...]] = ("confidential", ()), **links: Any
    ) -> str:  # fmt: skip
        """Save a record with links by role; its id."""
        self._set_clock()
        targets = [
            LinkTo(role.rstrip("_"), target)
            for role, given in links.items()
            for target in ((given,) if isinstance(given, str) else given)
        ]
        return append(self.ledger, [Draft(kind, fields, *rights, links=tuple(targets), checked=True)])[0].record  # type: ignore[arg-type]

    def change(self, record: str, **fields: object) -> None:
        """Enter a new version of a record."""
        self._set_clock()
        seen = Picture(self.ledger, HOLDER).get(record)
        assert seen.kind is not None
        changed = msgspec.structs.replace(seen.fields, **fields)  # type: ignore[type-var]
        append(
            self.ledger,
            [Draft(seen.kind, changed, seen.classification, seen.compartments, record, (seen.version,), checked=True)],  # type: ignore[arg-type]
        )

    def link(self, kind: Kind, record: str, role: str, target: str) -> str:
        """Link a record to another, with a version of its own where only a workflow changes it; the link's id."""
        self._set_clock()
        if kind.by_workflow:
            seen = Picture(self.ledger, HOLDER).get(record)
            rights = (seen.classification, seen.compartments)
            draft = Draft(kind, seen.fields, *rights, record, (seen.version,), (LinkTo(role, target),), checked=True)  # type: ignore[arg-type]
            return append(self.ledger, [draft])[0].record
        return append_links(self.ledger, kind, record, [LinkTo(role, target)])[0].record

    def _set_clock(self) -> None:
        noon = datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)
        self.made.time.now = max(self.made.time.now, int((noon - _EPOCH).total_seconds()) * 1_000_000)

    def unit(self, name: str) -> str:
        """A unit of the state's."""
        return self.save(UNIT, Unit(name=name, side="host_state", country="Velmara"))

    def under(self, lower: str, upper: str, valid: Span | None = None, type_: str = "command") -> str:
        """A unit under another."""
        return self.save(RELATION, Relation(type=type_, valid=valid or since("2031-01-01")), lower=lower, upper=upper)

    def base(self, unit: str, where: Place = FORD) -> str:
        """Where a unit operates."""
        return self.save(
            POSITIONING, Positioning(type="area_of_operations", where=where, valid=since("2031-01-01")), actor=unit
        )

    def framework(self, sent: str | None = "2031-12-01") -> str:
        """The country's framework."""
        return self.save(kinds.FRAMEWORK, Framework(country="Velmara", adopted="2031-11", sent=sent))

    def request(
        self, unit: str | Iterable[str], title: str = "Fuel", *, follows: tuple[str, ...] = (), **more: Any
    ) -> str:
        """A request."""
        fields = {
            "title": title, "when": on(self.day), "support": "fuel_rations", "requested_by": "mission_support",
            "country": "Velmara", "bodies": BODIES, "items": (FUEL,), "where": FORD, **more,
        }  # fmt: skip
        return self.save(kinds.SUPPORT_REQUEST, SupportRequest(**fields), recipient=unit, follows=follows)

    def move(self, request: str, action: str, role: str, day: date | None = None, **more: Any) -> str:
        """A step."""
        links = {name: more.pop(name) for name in ("rests_on",) if name in more}
        step = Move(action=action, on=str(day or self.day), by_role=role, **{"reasons": "as agreed", **more})
        return self.save(kinds.MOVE, step, request=request, **links)

    def answer(self, request: str, body: str) -> str:
        """A body answers."""
        said = Screening(body=body, on=str(self.day), answer="concern", reasons="fees at roadblocks")
        return self.save(kinds.SCREENING, said, screens=request)

    def assess(self, request: str, residual: str = "medium") -> str:
        """The risk is assessed."""
        made = RiskAssessment(
            on=str(self.day), inherent=residual, residual=residual, confidence="b", reasons="fees",
            withholding="the road closes",
        )  # fmt: skip
        return self.save(kinds.RISK_ASSESSMENT, made, request=request)

    def condition(self, request: str, due: str = "2032-03-01", **more: Any) -> str:
        """A condition."""
        fields = {
            "condition": "Fuel log kept", "type": "fuel_log", "test": "log equals deliveries", "evidence_needed": "log",
            "host_owner": "battalion logistics", "due": due, "consequence": "hold_next", **more,
        }  # fmt: skip
        return self.save(kinds.CONDITION, Condition(**fields), request=request)

    def decide(
        self, request: str, decided: str = "approve_conditions", *, days: int = 90, conditions: Iterable[str] = (),
        role: str = "decision_maker", **more: Any,
    ) -> str:  # fmt: skip
        """A decision."""
        links = {name: more.pop(name) for name in ("rests_on", "excludes") if name in more}
        ends = {"expires": str(self.day + timedelta(days=days))} if decided.startswith("approve") else {}
        fields = {"items": (FUEL,), "residual_accepted": "medium", "reasons": "on balance", **ends, **more}
        made = SupportDecision(decided=decided, on=str(self.day), by_role=role, decided_by="DSRSG", **fields)
        return self.save(kinds.SUPPORT_DECISION, made, request=request, under_condition=tuple(conditions), **links)

    def until_review(self, request: str) -> None:
        """The ordinary way up to the task force."""
        self.move(request, "scope_in", "due_diligence")
        self.move(request, "submit", "supporting_entity")
        self.move(request, "begin_screening", "due_diligence")
        for body in BODIES:
            self.answer(request, body)
        self.move(request, "consolidate", "due_diligence")
        self.assess(request)
        self.move(request, "send_to_review", "due_diligence")

    def approved(self, request: str, *, with_condition: bool = True, **more: Any) -> str:
        """The ordinary way up to delivery; the decision."""
        self.until_review(request)
        conditions = [self.condition(request, due=str(self.day + timedelta(days=60)))] if with_condition else []
        word = "approve_conditions" if with_condition else "approve"
        decision = self.decide(request, word, conditions=conditions, **more)
        self.move(request, "countersign", "countersigner")
        self.move(request, "begin_delivery", "supporting_entity")
        return decision

    def deliver(self, request: str, quantity: int = 1000, when: Span | None = None, **more: Any) -> str:
        """Something is delivered."""
        item = Item(item=more.pop("item", "fuel"), quantity=quantity, unit=more.pop("unit", "litres"))
        fields = {"what": "Fuel", "when": when or on(self.day), "items": (item,), "where": FORD, **more}
        return self.save(kinds.DELIVERY, Delivery(**fields), request=request)

    def corrected(self, request: str) -> str:
        """Somebody went, saw, and verified a correction."""
        seen = Monitoring(
            what="Depot", when=on(self.day), by=("human_rights",), verdict="as_agreed", correction_verified=True,
            seen="the log",
        )  # fmt: skip
        return self.save(kinds.MONITORING, seen, request=request)

    def incident(self, *suspected: str, what: str = "unlawful_killing", when: str | Span = "", **more: Any) -> str:
        """An incident."""
        span = when if isinstance(when, Span) else on(when or self.day)
        return self.save(INCIDENT, Incident(what=what, where=FORD, when=span, grade="B2", **more), suspected=suspected)

    def visit(self, access: str, where: Place = FORD, day: str = "") -> str:
        """Somebody goes to a place, or tries to."""
        return self.save(VISIT, Visit(purpose="patrol", where=where, when=on(day or self.day), access=access))

    def blocked(self, what: str = "movement_denial", where: Place = FORD) -> str:
        """Somebody is kept from a place."""
        return self.save(OBSTRUCTION, Obstruction(what=what, where=where, when=on(self.day)))

    def threat(self, posture: str, access: str = "full", *, asked_of: tuple[str, ...] = ()) -> str:
        """A threat, and how the state's forces stand towards it."""
        fields = Threat(threat="Raids", where=FORD, when=on(self.day), state_posture=posture, access=access)
        return self.save(THREAT, fields, asked_of=asked_of)

    def run(self) -> Run:
        """All rules, today."""
        return run(self.guard, self.day)

    def found(self, rule: str) -> list[Finding]:
        """What one rule finds today."""
        return [one for one in self.run().findings if one.rule == rule]
