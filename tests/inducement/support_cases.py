"""Cases of support made by hand or drawn at random, for the tests of the workflow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.following import Delivery, Monitoring
from withstand.inducement.needs import Missing, Taken
from withstand.inducement.parts import Item
from withstand.inducement.requests import Condition, Framework, RiskAssessment, Screening, SupportRequest
from withstand.inducement.steps import steps
from withstand.inducement.workflow import Standing, lacking, standing
from withstand.ledger.fields import Span

BEGUN = date(2032, 1, 5)
BODIES = ("human_rights", "joint_analysis", "child_protection")
FUEL = Item(item="fuel", quantity=4000, unit="litres")


def text(day: date) -> str:
    """A day as records have it."""
    return day.isoformat()


@dataclass
class Desk:
    """Somebody who works on one case, a day at a time."""

    case: SupportCase
    day: date = BEGUN
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def with_request(cls, *, stage: str = "planning", bodies: Sequence[str] = BODIES, framework: bool = True) -> Desk:
        """A new request for fuel, to one battalion."""
        request = SupportRequest(
            title="Fuel", when=Span(start=text(BEGUN)), support="fuel_rations", stage=stage,
            requested_by="mission_support", country="Velmara", bodies=tuple(bodies), items=(FUEL,),
        )  # fmt: skip
        sent = Framework(country="Velmara", adopted="2031-11", sent="2031-12-01" if framework else None)
        case = SupportCase(
            Held("request", request, links=(("recipient", "battalion"),)), frameworks=(Held("framework", sent),)
        )
        return cls(case)

    def _held(self, fields: object, *links: tuple[str, str], author: str = "office") -> Held:  # type: ignore[type-arg]
        number = next(self.ids)
        return Held(f"r{number}", fields, number, author, links)  # type: ignore[type-var]

    def wait(self, days: int = 1) -> Desk:
        """Let days pass."""
        self.day += timedelta(days=days)
        return self

    def move(self, action: str, role: str, author: str = "office", **more: object) -> tuple[Missing, ...]:
        """Take a step that is no decision; what it lacked (it is kept all the same)."""
        step = Move(action=action, on=text(self.day), by_role=role, **{"reasons": "as agreed", **more})  # type: ignore[arg-type]
        return self._take(self._held(step, author=author))

    def decide(
        self, decided: str, role: str = "decision_maker", author: str = "office", days: int = 90,
        conditions: Sequence[str] = (), **more: object,
    ) -> tuple[Missing, ...]:  # fmt: skip
        """Decide; what it lacked."""
        ends = {"expires": text(self.day + timedelta(days=days))} if decided.startswith("approve") else {}
        step = SupportDecision(
            decided=decided, on=text(self.day), by_role=role, decided_by="DSRSG", items=(FUEL,),
            **{"reasons": "on balance", **ends, **more},
        )  # type: ignore[arg-type]  # fmt: skip
        return self._take(self._held(step, *(("under_condition", one) for one in conditions), author=author))

    def lacks(self, action: str, role: str) -> tuple[Missing, ...]:
        """What a step would lack; nothing is kept."""
        if steps()[action].decision:
            ends = {"expires": text(self.day + timedelta(days=10))} if action.startswith("approve") else {}
            return lacking(self.case, self._held(SupportDecision(
                decided=action, on=text(self.day), by_role=role, decided_by="DSRSG", reasons="on balance", **ends
            )), self.day)  # fmt: skip
        step = Move(action=action, on=text(self.day), by_role=role, reasons="as agreed")
        return lacking(self.case, self._held(step), self.day)

    def _take(self, held: Taken) -> tuple[Missing, ...]:
        found = lacking(self.case, held, self.day)
        if isinstance(held.fields, Move):
            self.case = replace(self.case, moves=(*self.case.moves, held))
        else:
            self.case = replace(self.case, decisions=(*self.case.decisions, held))
        return found

    def answer(self, body: str, answer: str = "concern") -> None:
        """A body answers."""
        said = Screening(body=body, on=text(self.day), answer=answer, reasons="reports of fees at roadblocks")
        self.case = replace(self.case, screenings=(*self.case.screenings, self._held(said)))

    def answer_all(self) -> None:
        """Every body that was asked answers."""
        for body in self.case.request.fields.bodies:
            self.answer(body)

    def assess(self, residual: str = "medium", inherent: str = "medium", counts_on: Sequence[str] = ()) -> None:
        """The risk is assessed."""
        made = RiskAssessment(
            on=text(self.day), inherent=inherent, residual=residual, confidence="b", reasons="fees, no deaths",
            withholding="the road closes", mitigation="as verified",
        )  # fmt: skip
        held = self._held(made, *(("counts_on", one) for one in counts_on))
        self.case = replace(self.case, assessments=(*self.case.assessments, held))

    def condition(self, status: str = "open") -> str:
        """A condition is put; its id."""
        verified = {"verified_by": "human_rights", "verified_on": text(self.day)} if status == "met" else {}
        held = self._held(
            Condition(
                condition="Fuel log kept",
                type="fuel_log",
                test="log equals deliveries",
                evidence_needed="log",
                host_owner="battalion logistics",
                due=text(self.day + timedelta(days=14)),
                consequence="hold_next",
                status=status,
                **verified,
            )
        )
        self.case = replace(self.case, conditions=(*self.case.conditions, held))
        return held.record

    def deliver(self, quantity: int = 1000) -> None:
        """Something is delivered."""
        given = Delivery(what="Fuel", when=Span(start=text(self.day)), items=(replace_item(quantity),))
        self.case = replace(self.case, deliveries=(*self.case.deliveries, self._held(given)))

    def visit(self, *, corrected: bool = False) -> None:
        """Somebody goes and looks."""
        seen = Monitoring(
            what="Depot", when=Span(start=text(self.day)), by=("human_rights",), verdict="as_agreed",
            correction_verified=corrected, seen="the log, the tanks",
        )  # fmt: skip
        self.case = replace(self.case, monitoring=(*self.case.monitoring, self._held(seen)))

    def stands(self, day: date | None = None) -> Standing:
        """Where the case stands."""
        return standing(self.case, day or self.day)

    def until_review(self) -> Desk:
        """The ordinary way up to the task force."""
        self.move("scope_in", "due_diligence")
        self.move("submit", "supporting_entity")
        self.move("begin_screening", "due_diligence")
        self.wait(7).answer_all()
        self.move("consolidate", "due_diligence")
        self.assess()
        self.move("send_to_review", "due_diligence")
        return self.wait(2)

    def until_delivery(self) -> Desk:
        """The ordinary way up to the first delivery."""
        self.until_review()
        self.decide("approve_conditions", conditions=[self.condition()])
        self.move("countersign", "countersigner")
        self.move("begin_delivery", "supporting_entity")
        return self


def replace_item(quantity: int) -> Item:
    """So many litres."""
    return Item(item="fuel", quantity=quantity, unit="litres")


def desk_in(state: str) -> Desk:
    """A case that stands in a state, on the day it came there."""
    desk = Desk.with_request(stage="emergency")
    on_the_way = ("draft", "in_scope", "submitted", "screening", "risk", "review")
    if state == "scope_unclear" or state == "exempt":
        desk.move(state if state == "scope_unclear" else "scope_exempt", "due_diligence")
    elif state in on_the_way:
        way = [
            lambda: desk.move("scope_in", "due_diligence"),
            lambda: desk.move("submit", "supporting_entity"),
            lambda: desk.move("begin_screening", "due_diligence"),
            lambda: (desk.answer_all(), desk.move("consolidate", "due_diligence")),
            lambda: (desk.assess(), desk.move("send_to_review", "due_diligence")),
        ]
        for step in way[: on_the_way.index(state)]:
            step()
    elif state == "provisional":
        desk.decide("approve_provisionally", role="delegate", days=14)
    elif state in ("approved", "deferred", "refused"):
        desk.until_review().decide({"approved": "approve", "deferred": "defer", "refused": "refuse"}[state])
    elif state == "countersigned":
        desk.until_review().decide("approve")
        desk.move("countersign", "countersigner")
    else:
        _after_delivery(desk.until_delivery(), state)
    return desk


def _after_delivery(desk: Desk, state: str) -> None:
    match state:
        case "monitoring":
            desk.deliver()
            desk.move("finish_delivery", "supporting_entity")
        case "trigger_review" | "engaged" | "corrective":
            desk.move("trigger", "monitor")
            if state != "trigger_review":
                desk.move("engage", "task_force")
            if state == "corrective":
                desk.move("set_deadline", "task_force", due="2032-03-01")
        case "suspended":
            desk.move("suspend", "decision_maker")
        case "withdrawn" | "closed":
            desk.move("withdraw", "decision_maker")
            if state == "closed":
                desk.move("close", "due_diligence", ended="withdrawn")
        case "expired":
            desk.wait(91)
