"""Rules on operations with a recipient, and on what is handed over to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.inducement.following import Operation, Transfer
from withstand.inducement.requests import RiskAssessment
from withstand.inducement.rules.support import BOOK, days_of, supports
from withstand.inducement.steps import days
from withstand.ledger.fields import last_day
from withstand.vocabulary.words import terms, text

WITHOUT_DECISION = ("coordinated",)
"""Operations that are neither joint nor supported."""

CURRENT = timedelta(days=90)
"""How old an assessment of a transfer may be on the day of the transfer."""

PEOPLE = ("detainees", "site", "base", "task")
"""What people in the place have to live with once it is handed over."""


def operation_without_decision(case: Case) -> Iterator[Finding]:
    """An operation that is joint with a recipient, or supported, has days on which no approval held of those that it
    names; or it begins soon, and none is there.
    """
    soon = case.day + timedelta(days=days().warn)
    for record, operation in case.each(Operation):
        if record not in here(case) or operation.type in WITHOUT_DECISION or operation.stage == "cancelled":
            continue
        begun = operation.when.earliest <= case.day
        if not begun and operation.when.earliest > soon:
            continue
        wanted = days_of(operation.when, case.day) if begun else (operation.when.earliest,)
        named = case.to(record, "decision")
        bare = next((day for day in wanted if not _held(case, named, day)), None)
        if bare is not None:
            yield finding(
                "operation_without_decision", BOOK, record, (*named, *case.to(record, "with")),
                variant="" if begun else "planned", operation=text(operation.name), day=text(bare),
                units=text(*map(case.title, case.to(record, "with"))),
            )  # fmt: skip


def here(case: Case) -> tuple[str, ...]:
    """The operations and transfers of the subject; where it names nobody that can be read, itself."""
    own = (*case.leading_to(case.subject.key, "with"), *case.leading_to(case.subject.key, "to"))
    return (*own, case.subject.key)


def _held(case: Case, decisions: tuple[str, ...], day: date) -> bool:
    return any(
        approval.decision.record in decisions and approval.holds_on(day)
        for support in supports(case)
        for approval in support.now.approvals
    )


def operation_without_stop_criteria(case: Case) -> Iterator[Finding]:
    """An operation with a recipient is planned or under way, and it does not say what stops it, or who decides that."""
    for record, operation in case.each(Operation):
        if record not in here(case) or operation.stage not in ("planned", "under_way"):
            continue
        if not operation.stop_criteria.strip() or not operation.decides_to_stop.strip():
            units = case.to(record, "with")
            yield finding(
                "operation_without_stop_criteria", BOOK, record, units, operation=text(operation.name),
                units=text(*map(case.title, units)),
            )  # fmt: skip


def transfer_without_assessment(case: Case) -> Iterator[Finding]:
    """People, a site, a base or a task are handed over, or are to be, without an assessment of the risk that was made
    before and is not older than 90 days then; or with a risk that the assessment leaves unknown.
    """
    for record, transfer in case.each(Transfer):
        if record not in here(case):
            continue
        made = [transfer.assessed_on] if transfer.assessed_on else []
        assessed = [(one, case.said(one, RiskAssessment)) for one in case.to(record, "assessed_in")]
        made += [fields.on for _, fields in assessed if fields is not None]
        current = any(transfer.when.earliest - CURRENT <= last_day(day) <= transfer.when.earliest for day in made)
        known = transfer.risk != "unknown" or any(fields and fields.residual != "unknown" for _, fields in assessed)
        if current and known:
            continue
        variant = "unknown" if current else "old" if made else ""
        yield finding(
            "transfer_without_assessment", BOOK, record, (*case.to(record, "to"), *(one for one, _ in assessed)),
            variant=variant, what=text(transfer.what), type=terms("transfer_types", transfer.type),
            day=text(transfer.when.start), last=text(max(made, default="–")),
            units=text(*map(case.title, case.to(record, "to"))),
        )  # fmt: skip


def transfer_people_not_asked(case: Case) -> Iterator[Finding]:
    """People, a site, a base or a task are handed over, or are to be, and nobody has recorded that those concerned
    were asked.
    """
    for record, transfer in case.each(Transfer):
        if record in here(case) and transfer.type in PEOPLE and transfer.people_asked != "yes":
            units = case.to(record, "to")
            yield finding(
                "transfer_people_not_asked", BOOK, record, units, what=text(transfer.what),
                type=terms("transfer_types", transfer.type), day=text(transfer.when.start),
                units=text(*map(case.title, units)),
            )  # fmt: skip
