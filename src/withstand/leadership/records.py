"""Decisions: a question, an answer, reasons, dissent, and a day on which it is looked at again."""

from __future__ import annotations

from typing import Annotated

from withstand.ledger.fields import FreeText, Line, PartialDay, Record, coded
from withstand.ledger.kinds import Kind, Role


class Decision(Record, frozen=True, kw_only=True):
    """A decision of somebody who answers for it. It expires."""

    type: Annotated[str, coded("decision_types")]
    question: Line
    decided: Line
    decided_by: Line
    on: PartialDay
    review_by: PartialDay
    reasons: FreeText
    dissent: FreeText = ""
    options: tuple[Line, ...] = ()

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A review day before the decision."""
        if self.review_by < self.on[: len(self.review_by)]:
            return (("review_by", f"{self.review_by} is before the decision, {self.on}"),)
        return ()


DECISION = Kind(
    "leadership.Decision",
    Decision,
    roles=(
        Role(
            "rests_on",
            (
                "evidence.Incident",
                "evidence.Alert",
                "evidence.Obstruction",
                "evidence.Visit",
                "evidence.Reprisal",
                "actors.Unit",
                "actors.Office",
                "actors.Group",
                "mission.ResponseAudit",
            ),
            consent=True,
        ),
        Role("replaces", ("leadership.Decision",)),
    ),
    title="question",
    consents=False,
)

KINDS = (DECISION,)
