"""Parts of the records of support: items, rated criteria, dissent, rungs of a ladder."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from withstand.evidence.records import Component
from withstand.ledger.fields import FreeText, Grade, Line, Number, Value, coded

Rating = Annotated[int, Meta(ge=0, le=4, extra={"form": "number"})]


class Item(Value, frozen=True, kw_only=True):
    """So many of something: 4,000 litres of fuel."""

    item: Line
    quantity: Number
    unit: Line = ""

    @property
    def same(self) -> tuple[str, str]:
        """What is compared between what was approved and what was given."""
        return self.item.strip().casefold(), self.unit.strip().casefold()


class Criterion(Value, frozen=True, kw_only=True):
    """A rating of one criterion, 0 (no concern) to 4; none where nothing is known, which is not 0."""

    criterion: Annotated[str, coded("risk_criteria")]
    rating: Rating | None = None
    confidence: Annotated[str, coded("criterion_confidence")] | None = None
    source_grade: Grade | None = None
    note: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A rating without confidence."""
        if self.rating is not None and self.confidence is None:
            return (("confidence", "say how sure the rating is, or leave the rating out: unknown is not zero"),)
        return ()


class Dissent(Value, frozen=True, kw_only=True):
    """An opinion that differs from what was assessed or decided, and whose it is. It is kept."""

    by: Component
    opinion: FreeText


class Rung(Value, frozen=True, kw_only=True):
    """One step of a ladder: what is given then, what must have been shown, and how it is monitored."""

    gives: Annotated[str, coded("support_types")]
    must_show: tuple[Annotated[str, coded("good_conduct")], ...] = ()
    months_without_grave: Number | None = None
    monitoring: Annotated[str, coded("monitoring_forms")]
    note: Line = ""


def whole_days(**days: str | None) -> tuple[tuple[str, str], ...]:
    """Which of these are months or years, where a day of the calendar is needed."""
    found = []
    for name, day in days.items():
        try:
            date.fromisoformat(day or "2032-01-01")
        except ValueError:
            found.append((name, f"{day} is not a day: write it as 2032-05-20"))
    return tuple(found)


Risk = Annotated[str, coded("risk_levels")]
Answered = Annotated[str, coded("yes_no_unknown")]
SupportRole = Annotated[str, coded("support_roles")]
Days = Annotated[int, Meta(ge=0, le=3660, extra={"form": "number"})]
