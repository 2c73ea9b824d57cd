"""Decisions on support and the other steps of a request: each by somebody in a role, on a day, with reasons."""

from __future__ import annotations

from typing import Annotated

from withstand.inducement.parts import Dissent, Item, Risk, SupportRole, whole_days
from withstand.ledger.fields import FreeText, Line, PartialDay, Record, coded

APPROVALS = ("approve", "approve_conditions", "approve_provisionally")
DECISIONS = (*APPROVALS, "defer", "refuse")


class SupportDecision(Record, frozen=True, kw_only=True):
    """A decision on a request, by a person who answers for it: reasons, dissent, what may be given, and until when.

    Nothing in it is filled in beforehand from a recommendation. Every approval expires.
    """

    decided: Annotated[str, coded("support_actions")]
    on: PartialDay
    by_role: SupportRole
    decided_by: Line
    reasons: FreeText
    expires: PartialDay | None = None
    items: tuple[Item, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    residual_accepted: Risk = "unknown"
    waiver: Annotated[str, coded("decision_waivers")] | None = None
    waiver_reasons: FreeText = ""
    counter_opinion: FreeText = ""
    headquarters_told: PartialDay | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """An approval that never expires or expires before it begins; a waiver without reasons or other opinion."""
        found = []
        if self.decided not in DECISIONS:
            found.append(("decided", f"a decision is one of: {', '.join(DECISIONS)}"))
        found.extend(whole_days(on=self.on, expires=self.expires))
        if self.decided in APPROVALS:
            if self.expires is None:
                found.append(("expires", "an approval expires: say on which day"))
            elif self.expires < self.on:
                found.append(("expires", f"{self.expires} is before the decision, {self.on}"))
        if not self.reasons:
            found.append(("reasons", "say why"))
        if self.waiver is not None and not (self.waiver_reasons and self.counter_opinion):
            found.append(("waiver", "a waiver has reasons, and the opinion against it"))
        return tuple(found)


class Move(Record, frozen=True, kw_only=True):
    """A step of a request that is no decision: who took it in which role, when and why."""

    action: Annotated[str, coded("support_actions")]
    on: PartialDay
    by_role: SupportRole
    reasons: FreeText = ""
    due: PartialDay | None = None
    ended: Annotated[str, coded("closing_reasons")] | None = None
    rule: Line = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A step of a month: steps are taken on a day."""
        return whole_days(on=self.on, due=self.due)
