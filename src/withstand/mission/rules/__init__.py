"""Rules of coherence of the whole operation: whom it relies on, and how its choices stand to what is recorded."""

from __future__ import annotations

from withstand.analysis.coherence.finding import ACTOR, OPERATION, RECORD, STANCE, Rule
from withstand.mission.rules import ages, apart, choices, reliance, responses

RULES = (
    Rule("reliability_not_established", reliance.reliability_not_established),
    Rule("operation_not_established", reliance.operation_not_established),
    Rule("transfer_not_established", reliance.transfer_not_established),
    Rule("stance_and_records_apart", apart.stance_and_records_apart, (STANCE,)),
    Rule("against_without_record", apart.against_without_record, (STANCE,)),
    Rule("stance_review_overdue", choices.stance_review_overdue, (STANCE,)),
    Rule("stances_contradict", choices.stances_contradict, (STANCE,)),
    Rule("assessment_too_old", ages.assessment_too_old, (ACTOR, RECORD, STANCE)),
    Rule("response_gap", responses.response_gap, (OPERATION,)),
)

__all__ = ["RULES"]
