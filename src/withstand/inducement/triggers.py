"""Reviews that findings open: each once, by a step of the program that names its rule. None closes anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from withstand.analysis.coherence.finding import Finding
from withstand.inducement.case import SupportCase
from withstand.inducement.cases import cases_of
from withstand.inducement.decisions import Move
from withstand.inducement.records import MOVE
from withstand.inducement.steering import StepNotTaken, step_draft
from withstand.inducement.workflow import standing
from withstand.ledger.journal import Draft, LinkTo
from withstand.picture.guard import Guard, guarded
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

TRIGGER, PROGRAM = "trigger", "program"


@dataclass(frozen=True)
class Watched:
    """A finding that opens a review: the step to be entered, or why there is none (a sentence)."""

    finding: Finding
    draft: Draft | None
    why_none: str = ""


def watch(guard: Guard, findings: Iterable[Finding], today: date, language: str = "en") -> tuple[Watched, ...]:
    """What the findings that are triggers open today, one review for each request at a time.

    A finding opens one review in all; whoever sets it aside is not asked again, unless something is added to it.
    """
    triggers = [one for one in findings if one.term.facts["trigger"]]
    cases = {case.request.record: case for case in cases_of(guard.picture, {one.subject for one in triggers})}
    opened: set[str] = set()
    found = []
    for finding in triggers:
        case = cases.get(finding.subject)
        if case is None or is_opened(case, finding, today):
            continue
        watched = _watched(guard, finding, today, language, again=finding.subject in opened)
        found.append(watched)
        if watched.draft is not None:
            opened.add(finding.subject)
    return tuple(found)


def rule_of(finding: Finding) -> str:
    """What the step names: the rule, and the finding by its id, which stands for the records it rests on."""
    return f"{finding.rule} {finding.id}"


def is_opened(case: SupportCase, finding: Finding, today: date) -> bool:
    """Whether a review was opened for exactly this finding, whatever became of it."""
    counted = {one.record for one in standing(case, today).counted}
    return any(
        one.record in counted and one.fields.by_role == PROGRAM and one.fields.rule == rule_of(finding)
        for one in case.moves
    )


def _watched(guard: Guard, finding: Finding, today: date, language: str, *, again: bool) -> Watched:
    label = vocabulary("coherence_rules").label(finding.rule, language)
    if again:
        return Watched(finding, None, said("support_needs", "opened_now", language, finding=label))
    picture = guard.picture
    rights = guarded(guard.ledger, finding, picture.several(finding.records).values())
    step = Move(action=TRIGGER, on=str(today), by_role=PROGRAM, reasons=label, rule=rule_of(finding))
    targets = MOVE.role("rests_on").targets
    links = [
        LinkTo("rests_on", record) for record, seen in picture.several(finding.records).items()
        if seen.tag.partition("@")[0] in targets
    ]  # fmt: skip
    try:
        draft = step_draft(guard, picture, finding.subject, step, today, links, language)
    except StepNotTaken as refused:
        return Watched(finding, None, str(refused))
    restricted = replace(draft, classification=rights.classification, compartments=rights.compartments)
    return Watched(finding, restricted)
