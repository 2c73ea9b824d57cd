"""Rules of coherence of support with conditions: what is done that does not go with what is known or was decided."""

from __future__ import annotations

from withstand.analysis.coherence.finding import ACTOR, PLACE, RECORD, Rule
from withstand.inducement.rules import approvals, conduct, exclusions, giving, operations, requests

RULES = (
    Rule("open_grave_case", conduct.open_grave_case),
    Rule("delivery_without_approval", giving.delivery_without_approval),
    Rule("delivery_beyond_items", giving.delivery_beyond_items),
    Rule("condition_overdue", giving.condition_overdue),
    Rule("monitoring_impossible", giving.monitoring_impossible, (PLACE,)),
    Rule("excluded_elsewhere", exclusions.excluded_elsewhere),
    Rule("excluded_moved_in", exclusions.excluded_moved_in),
    Rule("command_changed", exclusions.command_changed),
    Rule("operation_without_decision", operations.operation_without_decision),
    Rule("operation_without_stop_criteria", operations.operation_without_stop_criteria),
    Rule("transfer_without_assessment", operations.transfer_without_assessment),
    Rule("transfer_people_not_asked", operations.transfer_people_not_asked),
    Rule("approval_ends_soon", approvals.approval_ends_soon),
    Rule("approval_expired", approvals.approval_expired),
    Rule("provisional_not_followed", approvals.provisional_not_followed),
    Rule("residual_unknown", approvals.residual_unknown),
    Rule("headquarters_not_told", approvals.headquarters_not_told),
    Rule("request_without_framework", requests.request_without_framework),
    Rule("screening_overdue", requests.screening_overdue),
    Rule("step_without_effect", requests.step_without_effect),
    Rule("step_entered_late", requests.step_entered_late),
)

__all__ = ["ACTOR", "PLACE", "RECORD", "RULES"]
