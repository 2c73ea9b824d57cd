"""How requests for support are written down in the story: each with its steps, answers, decision and what followed."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.demo.mission_data import HEADQUARTERS, Edit, LinkByKey, Told
from withstand.demo.mission_words import edit, on, to, told
from withstand.demo.velmara import COUNTRY
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.following import Delivery, Monitoring
from withstand.inducement.parts import Criterion, Dissent, Item
from withstand.inducement.requests import Condition, RiskAssessment, Screening, SupportRequest
from withstand.ledger.fields import Place

BODIES = ("human_rights", "joint_analysis", "child_protection")
LITRES = "litres"


@dataclass(frozen=True)
class Asked:
    """A request of the story: its key, to whom, and the office that enters what belongs to it."""

    key: str
    office: str = HEADQUARTERS

    def request(
        self, day: str, title: str, support: str, *recipients: str, by: str, objective: str,
        items: tuple[Item, ...] = (), stage: str = "planning", bodies: tuple[str, ...] = BODIES,
        respond_by: str | None = None,
        where: Place | None = None, links: tuple[LinkByKey, ...] = (), letter: str = "",
    ) -> Told:  # fmt: skip
        """The request itself."""
        fields = SupportRequest(
            title=title, when=on(day), support=support, stage=stage, requested_by=by, country=COUNTRY, where=where,
            objective=objective, items=items, bodies=bodies, respond_by=respond_by, host_letter=letter,
        )  # fmt: skip
        return told(self.key, self.office, day, fields, *to("recipient", *recipients), *links)

    def step(
        self, day: str, action: str, role: str, reasons: str = "", *links: LinkByKey, due: str | None = None,
        ended: str | None = None, rule: str = "",
    ) -> Told:  # fmt: skip
        """A step that is no decision."""
        fields = Move(action=action, on=day, by_role=role, reasons=reasons, due=due, ended=ended, rule=rule)
        return told(f"{self.key}-{action.replace('_', '-')}-{day}", self.office, day, fields, *self._link(), *links)

    def opening(self, scope: str, submitted: str, screening: str) -> tuple[Told, ...]:
        """In scope, submitted, sent to the bodies."""
        return (
            self.step(scope, "scope_in", "due_diligence"),
            self.step(submitted, "submit", "supporting_entity"),
            self.step(screening, "begin_screening", "due_diligence"),
        )

    def answer(
        self, day: str, body: str, answer: str, reasons: str, *links: LinkByKey, gaps: str = "",
        advised: tuple[str, ...] = (),
    ) -> Told:  # fmt: skip
        """What a body answers."""
        fields = Screening(body=body, on=day, answer=answer, reasons=reasons, gaps=gaps, advised=advised)
        return told(
            f"{self.key}-{body.replace('_', '-')}", self.office, day, fields, *to("screens", self.key), *links
        )  # fmt: skip

    def assessed(
        self, day: str, level: str, reasons: str, withholding: str, *criteria: Criterion, inherent: str = "",
        mitigation: str = "", counts_on: tuple[str, ...] = (), dissent: tuple[Dissent, ...] = (), confidence: str = "b",
    ) -> Told:  # fmt: skip
        """The risk assessment."""
        fields = RiskAssessment(
            on=day, criteria=criteria, inherent=inherent or level, residual=level, confidence=confidence,
            reasons=reasons, withholding=withholding, mitigation=mitigation, dissent=dissent,
        )  # fmt: skip
        return told(f"{self.key}-risk", self.office, day, fields, *self._link(), *to("counts_on", *counts_on))

    def to_review(self, consolidated: str, assessment: Told, reviewed: str) -> tuple[Told, ...]:
        """Answers consolidated, risk assessed, before the task force."""
        return (
            self.step(consolidated, "consolidate", "due_diligence"),
            assessment,
            self.step(reviewed, "send_to_review", "due_diligence"),
        )

    def condition(
        self, name: str, day: str, fields: Condition, *links: LinkByKey, edits: tuple[Edit, ...] = ()
    ) -> Told:
        """A condition put to it, and what came of it."""
        return told(f"{self.key}-{name}", self.office, day, fields, *self._link(), *links, edits=edits)

    def decision(
        self, day: str, decided: str, reasons: str, *links: LinkByKey, expires: str | None = None,
        items: tuple[Item, ...] = (), conditions: tuple[str, ...] = (), by: str = "Head of mission",
        role: str = "decision_maker", dissent: tuple[Dissent, ...] = (), residual: str = "unknown",
        told_headquarters: str | None = None,
    ) -> Told:  # fmt: skip
        """The decision."""
        fields = SupportDecision(
            decided=decided, on=day, by_role=role, decided_by=by, reasons=reasons, expires=expires, items=items,
            dissent=dissent, residual_accepted=residual, headquarters_told=told_headquarters,
        )  # fmt: skip
        keys = tuple(f"{self.key}-{name}" for name in conditions)
        return told(
            f"{self.key}-decision", self.office, day, fields, *self._link(), *to("under_condition", *keys), *links
        )

    def delivery(
        self, entered: str, day: str, what: str, items: tuple[Item, ...], where: Place | None = None, office: str = ""
    ) -> Told:
        """Something given."""
        fields = Delivery(what=what, when=on(day), where=where, items=items)
        return told(
            f"{self.key}-given-{day}", office or self.office, entered, fields, *self._link(),
            *to("decision", f"{self.key}-decision"),
        )  # fmt: skip

    def visit(self, name: str, entered: str, fields: Monitoring, *links: LinkByKey, office: str = "") -> Told:
        """Somebody went and looked."""
        return told(f"{self.key}-{name}", office or self.office, entered, fields, *self._link(), *links)

    def _link(self) -> tuple[LinkByKey, ...]:
        return to("request", self.key)


def verified(day: str, text: str, status: str = "met", by: str = "human_rights") -> tuple[Edit, ...]:
    """What became of a condition, as a component of ours verified on a day."""
    return (edit(HEADQUARTERS, day, status=status, verified_by=by, verified_on=day, verification_text=text),)


def fuel(quantity: int) -> tuple[Item, ...]:
    """So many litres of fuel."""
    return (Item(item="fuel", quantity=quantity, unit=LITRES),)


def rated(criterion: str, rating: int | None, confidence: str | None = "b", note: str = "") -> Criterion:
    """A rating with its confidence; none where nothing is known."""
    return Criterion(
        criterion=criterion, rating=rating, confidence=confidence if rating is not None else None, note=note
    )
