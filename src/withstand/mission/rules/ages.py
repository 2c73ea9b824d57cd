"""The rule on old assessments: what was known once, and is still decided by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import STANCE, Finding, finding
from withstand.inducement.following import Transfer
from withstand.inducement.requests import RiskAssessment
from withstand.inducement.rules.operations import CURRENT, here
from withstand.inducement.rules.support import entered_on, supports
from withstand.ledger.fields import Record, first_day, last_day
from withstand.mission.records import Threat
from withstand.mission.rules.choices import BOOK, Choice, about, choices
from withstand.mission.rules.readings import days_spoken_of
from withstand.mission.rules.thresholds import half_life
from withstand.mission.stance_records import ConsentReading, ObservedConduct
from withstand.vocabulary.words import terms, text

UNKNOWN = "unknown"


def assessment_too_old(case: Case) -> Iterator[Finding]:
    """Something is decided by an assessment that is older than its half-life, and by none of its kind that is younger:
    a stance that stands rests on observed conduct, on a reading of consent or on a rated threat; support may be given
    on an assessment of its risk; something is to be handed over on one. An assessment is as old as the last day of
    which it speaks; of days after it was entered it does not.
    """
    if case.subject.kind == STANCE:
        for choice in choices(case):
            yield from _of_stance(case, choice)
        return
    yield from _of_support(case)
    yield from _of_transfers(case)


def _of_stance(case: Case, choice: Choice) -> Iterator[Finding]:
    linked = (*case.to(choice.record, "rests_on"), *case.to(choice.record, "answers"))
    by_kind: dict[str, dict[str, date]] = defaultdict(dict)
    for record in linked:
        if (made := _assessed(case, record)) is not None:
            by_kind[case.kind(record)][record] = made
    old = [days for days in by_kind.values() if _old(case, max(days.values()))]
    if old:
        records = [record for days in old for record in days]
        last = max(day for days in old for day in days.values())
        yield about(case, "assessment_too_old", choice, *records, variant="stance", last=text(last),
                    number=text(len(records)))  # fmt: skip


def _assessed(case: Case, record: str) -> date | None:
    """The day as of which something is assessed; none of what is no assessment, as that it is not known."""
    fields = case.said(record, Record)
    if isinstance(fields, ObservedConduct | ConsentReading):
        if UNKNOWN in (getattr(fields, "conduct", ""), getattr(fields, "quality", "")):
            return None
        return days_spoken_of(fields.when, min(case.day, entered_on(case.entered(record))))[1]
    if isinstance(fields, Threat) and fields.rating != UNKNOWN:
        made = [first_day(day) for day in (fields.assessed_on, fields.reviewed_on) if day is not None]
        return max(made, default=fields.when.earliest)
    return None


def _old(case: Case, day: date) -> bool:
    return day < case.day - half_life(case)


def _of_support(case: Case) -> Iterator[Finding]:
    for support in supports(case):
        approval = support.live
        if approval is None or approval.provisional:
            continue
        assessed = {one.record: one.fields for one in support.case.assessments}
        made = {one: first_day(fields.on) for one, fields in assessed.items() if fields.residual != UNKNOWN}
        if made and _old(case, max(made.values())):
            yield finding(
                "assessment_too_old", BOOK, support.request, (approval.decision.record, *made), "", "",
                title=text(support.title), last=text(max(made.values())), until=text(approval.last),
            )  # fmt: skip


def _of_transfers(case: Case) -> Iterator[Finding]:
    """Those that lie ahead; an assessment that is too old for any transfer is told by the rule on transfers."""
    for record, transfer in case.each(Transfer):
        if record not in here(case) or transfer.when.latest < case.day:
            continue
        assessed = [(one, case.said(one, RiskAssessment)) for one in case.to(record, "assessed_in")]
        made = [fields.on for _, fields in assessed if fields is not None]
        made += [transfer.assessed_on] if transfer.assessed_on else []
        on = max(case.day, transfer.when.earliest)
        current = any(transfer.when.earliest - CURRENT <= last_day(day) <= transfer.when.earliest for day in made)
        if current and max(map(first_day, made)) < on - half_life(case):
            units = case.to(record, "to")
            yield finding(
                "assessment_too_old", BOOK, record, (*units, *(one for one, _ in assessed)), "", "transfer",
                what=text(transfer.what), type=terms("transfer_types", transfer.type), day=text(transfer.when.start),
                last=text(max(made)),
            )  # fmt: skip
