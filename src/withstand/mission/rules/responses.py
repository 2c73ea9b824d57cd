"""The rule on how the operation answers harm, by who did it: on audits that somebody kept, none is made here."""

from __future__ import annotations

from collections.abc import Iterator

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.leadership.records import Decision
from withstand.ledger.fields import first_day, last_day
from withstand.mission.rules.choices import BOOK
from withstand.mission.stance_records import ResponseAudit
from withstand.vocabulary.words import terms, text


def response_gap(case: Case) -> Iterator[Finding]:
    """An audit of the operation's own responses that was kept found classes of perpetrators answered otherwise than the
    rest beyond chance; no later audit with cases enough to tell found none; and no decision that holds rests on it.
    """
    kept = [(first_day(fields.on), case.seen[record].recorded_at, record, fields)
            for record, fields in case.each(ResponseAudit) if first_day(fields.on) <= case.day]  # fmt: skip
    telling = [one for one in kept if one[3].beyond_chance or one[3].could_tell == "yes"]
    last = max(telling, key=lambda one: one[:3], default=None)
    if last is None or not last[3].beyond_chance:
        return
    _, _, record, fields = last
    rests = [(one, case.said(one, Decision)) for one in case.leading_to(record, "rests_on")]
    decided = [one for one, said in rests if said is not None and case.seen[one].heads == 1]
    if any(_holds(case, one) for one in decided):
        return
    yield finding(
        "response_gap", BOOK, record, decided, fields.author, day=text(fields.on), days=text(fields.answer_within_days),
        classes=terms("perpetrators", *fields.beyond_chance), reference=terms("perpetrators", fields.compared_with),
    )  # fmt: skip


def _holds(case: Case, decision: str) -> bool:
    said = case.said(decision, Decision)
    return said is not None and first_day(said.on) <= case.day <= last_day(said.review_by)
