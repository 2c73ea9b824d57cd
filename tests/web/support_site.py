"""Requests for support in the workspace of a test: units, frameworks, requests with unmistakable titles."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

from web_site import Site

from withstand.actors.records import UNIT, Unit
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.parts import Item
from withstand.inducement.records import CONDITION, FRAMEWORK, RISK_ASSESSMENT, SCREENING, SUPPORT_REQUEST
from withstand.inducement.requests import Condition, Framework, RiskAssessment, Screening, SupportRequest
from withstand.inducement.steering import step_draft
from withstand.inducement.steps import steps
from withstand.inducement.workflow import Standing, standing
from withstand.ledger.fields import Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture

BODIES = ("human_rights", "joint_analysis")
FUEL = Item(item="fuel", quantity=4000, unit="litres")
LEVEL = "confidential"
SECRETARIAT: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["human_rights"]}
ENTITY: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["mission_support"]}
LEADER: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["leadership"]}
ANALYST: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["joint_analysis"]}
_numbers = itertools.count(1)


def unmistakable(word: str) -> str:
    """A word that no other test writes."""
    return f"{word}{next(_numbers):03d}qq"


@dataclass
class Asked:
    """A request in the ledger of a test, and what its officers do about it, each on the day of the test."""

    site: Site
    title: str
    record: str
    unit: str
    compartments: tuple[str, ...] = ()
    name: str = ""

    @classmethod
    def of(cls, site: Site, *compartments: str, bodies: tuple[str, ...] = BODIES, **more: Any) -> Asked:
        """A new request for fuel to a battalion of its own, in a country whose authority was told of the policy."""
        title, name = unmistakable("Fuel"), unmistakable("Battalion")
        day = today(site)
        fields = {
            "title": title, "when": Span(start=day.isoformat()), "support": "fuel_rations", "country": "Velmara",
            "requested_by": "mission_support", "bodies": bodies, "items": (FUEL,), **more,
        }  # fmt: skip
        sent = Framework(country="Velmara", adopted="2025-11", sent="2025-12-01")
        enter(site, Draft(FRAMEWORK, sent, LEVEL, compartments))
        unit = Unit(name=name, type="army_battalion", side="host_state")
        recipient = enter(site, Draft(UNIT, unit, LEVEL, compartments))
        links = (LinkTo("recipient", recipient),)
        record = enter(site, Draft(SUPPORT_REQUEST, SupportRequest(**fields), LEVEL, compartments, links=links))
        return cls(site, title, record, recipient, compartments, name)

    @property
    def page(self) -> str:
        """Its page."""
        return f"/support/{self.record}/"

    @property
    def today(self) -> str:
        """The day."""
        return today(self.site).isoformat()

    def take(self, action: str, role: str, *links: LinkTo, **more: Any) -> str:
        """A step, as the program takes it."""
        about: dict[str, Any] = {"on": self.today, "by_role": role, "reasons": "as agreed", **more}
        if steps()[action].decision:
            step: Any = SupportDecision(decided=action, **{"decided_by": "Deputy head", **about})
        else:
            step = Move(action=action, **about)
        with self.site.holding.opened() as opened:
            sight = Picture(opened.ledger, HOLDER)
            draft = step_draft(Guard(opened.ledger), sight, self.record, step, today(self.site), links)
            return append(opened.ledger, [draft])[0].record

    def answer(self, body: str, answer: str = "concern", reasons: str = "fees at two roadblocks") -> str:
        """What a body answers."""
        said = Screening(body=body, on=self.today, answer=answer, reasons=reasons)
        links = (LinkTo("screens", self.record),)
        return enter(self.site, Draft(SCREENING, said, LEVEL, self.compartments, links=links))

    def assess(self, **more: Any) -> str:
        """The risk as somebody assesses it."""
        fields: dict[str, Any] = {
            "on": self.today, "inherent": "medium", "residual": "medium", "confidence": "b",
            "reasons": "fees, no deaths", "withholding": "the road closes", **more,
        }  # fmt: skip
        links = (LinkTo("request", self.record),)
        return enter(self.site, Draft(RISK_ASSESSMENT, RiskAssessment(**fields), LEVEL, self.compartments, links=links))

    def condition(self, **more: Any) -> str:
        """A condition."""
        fields: dict[str, Any] = {
            "condition": "A log of each delivery", "test": "The log equals the notes", "evidence_needed": "log",
            "host_owner": "Logistics of the battalion", "due": days_from(self.site, 30), "consequence": "hold_next",
            **more,
        }  # fmt: skip
        links = (LinkTo("request", self.record),)
        return enter(self.site, Draft(CONDITION, Condition(**fields), LEVEL, self.compartments, links=links))

    def until_screening(self) -> Asked:
        """Up to the bodies."""
        self.take("scope_in", "due_diligence")
        self.take("submit", "supporting_entity")
        self.take("begin_screening", "due_diligence")
        return self

    def until_review(self) -> Asked:
        """Up to the task force."""
        self.until_screening()
        for body in BODIES:
            self.answer(body)
        self.take("consolidate", "due_diligence")
        self.assess()
        self.take("send_to_review", "due_diligence")
        return self

    def until_approved(self, **more: Any) -> Asked:
        """Up to a decision that waits to be countersigned."""
        self.until_review()
        self.take("approve", "decision_maker", items=(FUEL,), expires=days_from(self.site, 60), **more)
        return self

    def until_delivery(self) -> Asked:
        """Up to the first delivery."""
        self.until_approved()
        self.take("countersign", "countersigner")
        self.take("begin_delivery", "supporting_entity")
        return self

    def answered(self) -> list[str]:
        """The bodies that have answered."""
        from withstand.inducement.cases import support_case

        with self.site.holding.opened() as opened:
            case = support_case(Guard(opened.ledger).picture, self.record)
            return [one.fields.body for one in case.screenings]

    def stands(self) -> Standing:
        """Where it stands."""
        from withstand.inducement.cases import support_case

        with self.site.holding.opened() as opened:
            return standing(support_case(Guard(opened.ledger).picture, self.record), today(self.site))


def enter(site: Site, draft: Draft) -> str:
    """A record in the ledger; its id."""
    with site.holding.opened() as opened:
        return append(opened.ledger, [draft])[0].record


def today(site: Site) -> date:
    """The mission's day."""
    return site.holding.settings.today(site.clock.now)


def days_from(site: Site, days: int) -> str:
    """So many days from today."""
    return (today(site) + timedelta(days=days)).isoformat()


class Inputs(HTMLParser):
    """What a browser would send of a form that nobody has touched."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, list[str]] = {}
        self._inside, self._select, self._text = False, "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note an input."""
        about = dict(attributes)
        if tag == "form":
            self._inside = about.get("id") == "entry"
        name, value = about.get("name") or "", about.get("value") or ""
        if not self._inside:
            return
        if tag == "input" and (about.get("type") not in ("radio", "checkbox") or "checked" in about):
            self.held.setdefault(name, []).append(value if about.get("type") != "checkbox" else value or "on")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in about:
            self.held.setdefault(self._select, []).append(value)
        elif tag == "textarea":
            self._text = name

    def handle_endtag(self, tag: str) -> None:
        """A list or a text ends."""
        if tag in ("select", "textarea"):
            self._select = self._text = ""

    def handle_data(self, data: str) -> None:
        """What stands in a text."""
        if self._text:
            self.held.setdefault(self._text, []).append(data.removeprefix("\n"))


def form_of(answer: Any) -> dict[str, list[str]]:
    """What the inputs of a form hold."""
    inputs = Inputs()
    inputs.feed(answer.content.decode())
    return inputs.held


def save(browser: Any, address: str, **answers: Any) -> Any:
    """Open a form, fill it in and save it. Double underscores stand for the dashes in names of inputs."""
    opened = browser.get(address)
    assert opened.status_code == 200, opened.content.decode()[:500]
    return browser.post(address, {**form_of(opened), **typed(answers), "act": "save"})


def typed(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers by the names of their inputs."""
    return {name.replace("__", "-"): value for name, value in answers.items()}
