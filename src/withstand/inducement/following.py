"""What followed a decision: deliveries, visits, good conduct, operations, transfers; and ladders to the next item."""

from __future__ import annotations

from typing import Annotated

from withstand.evidence.records import Component
from withstand.inducement.parts import Answered, Item, Risk, Rung
from withstand.ledger.fields import FreeText, Line, Number, PartialDay, Place, Record, Span, coded


class Delivery(Record, frozen=True, kw_only=True):
    """What was given, when, where, item by item."""

    what: Line
    when: Span
    where: Place | None = None
    items: tuple[Item, ...]
    received_by: Line = ""
    remarks: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A delivery of nothing."""
        return () if self.items else (("items", "say what was delivered: item, quantity, unit"),)


class Monitoring(Record, frozen=True, kw_only=True):
    """A visit or check after support: was it used as agreed, is a condition met, what could not be seen."""

    what: Line
    when: Span
    where: Place | None = None
    by: tuple[Component, ...] = ()
    form: Annotated[str, coded("monitoring_forms")] | None = None
    access: Annotated[str, coded("access")] = "unknown"
    verdict: Annotated[str, coded("monitoring_verdicts")]
    condition_verdict: Annotated[str, coded("condition_status")] | None = None
    correction_verified: bool = False
    seen: FreeText = ""
    not_seen: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A correction verified without having seen anything."""
        if self.correction_verified and (self.verdict == "not_seen" or not self.seen):
            return (("correction_verified", "say what was seen; what could not be seen is not verified"),)
        return ()


class GoodConduct(Record, frozen=True, kw_only=True):
    """The positive ledger: something an authority or a unit did well."""

    what: Annotated[str, coded("good_conduct")]
    when: Span
    where: Place | None = None
    verification: Annotated[str, coded("verification")] = "allegation"
    details: FreeText = ""


class Ladder(Record, frozen=True, kw_only=True):
    """What a recipient must show to be given the next item, step by step; and the floor that monitoring keeps."""

    title: Line
    on: PartialDay
    rungs: tuple[Rung, ...]
    floor: Annotated[str, coded("monitoring_forms")]
    told_recipient: PartialDay | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A ladder without rungs."""
        return () if self.rungs else (("rungs", "say what is given at each step and what it takes"),)


class Operation(Record, frozen=True, kw_only=True):
    """A joint or supported operation: risk to civilians before, during and after; when it stops; what was learnt."""

    name: Line
    type: Annotated[str, coded("operation_types")]
    when: Span
    where: Place | None = None
    stage: Annotated[str, coded("operation_stages")] = "planned"
    risk_before: Risk = "unknown"
    risk_during: Risk = "unknown"
    risk_after: Risk = "unknown"
    civilian_risks: FreeText = ""
    stop_criteria: FreeText = ""
    decides_to_stop: Line = ""
    review_by: PartialDay | None = None
    reviewed_on: PartialDay | None = None
    review: FreeText = ""


class Transfer(Record, frozen=True, kw_only=True):
    """What is handed over to the state: detained people as counts only, sites, bases, tasks; its risk and follow-up."""

    what: Line
    type: Annotated[str, coded("transfer_types")]
    when: Span
    where: Place | None = None
    people: Number | None = None
    women: Number | None = None
    minors: Number | None = None
    risk: Risk = "unknown"
    assessed_on: PartialDay | None = None
    assessment: FreeText = ""
    assurances: FreeText = ""
    people_asked: Answered = "unknown"
    follow_up_by: PartialDay | None = None
    followed_up_on: PartialDay | None = None
    follow_up: FreeText = ""
