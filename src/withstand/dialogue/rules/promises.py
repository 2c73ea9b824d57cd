"""Rules on promises: theirs that fell due and nobody came back to, ours that were not kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.analysis.coherence.roles import MADE_AT, MET, PLANNED, PROMISED, RAISES
from withstand.dialogue.records import Commitment, Engagement
from withstand.dialogue.rules.talks import BOOK, NOT_MADE
from withstand.evidence.records import Visit
from withstand.ledger.fields import first_day, last_day
from withstand.vocabulary.terms import vocabulary
from withstand.vocabulary.words import terms, text

SEEN = ("full", "partial")
"""Access of a visit that could see whether a promise was kept."""

UNSETTLED = "open"
CONDITION_OVER = ("met", "lifted", "replaced")
"""Where the condition that a promise is stands, once nobody waits for it any more."""


def promise_due_no_follow_up(case: Case) -> Iterator[Finding]:
    """A promise of theirs has fallen due, and since then nobody has come back to it: no engagement that raises it or
    follows on the one at which it was made, no visit that could see, no word on where it stands. One that is planned
    counts until its day. A promise that is late and names no day is due.
    """
    for record, promise in _standing(case, "theirs"):
        due = last_day(promise.due) if promise.due else None
        late = _status(case, promise) == "late" if due is None else due < case.day
        if not late or _followed(case, record, promise, due):
            continue
        parties = _parties(case, record, "promised_by")
        yield finding(
            "promise_due_no_follow_up", BOOK, record, (*parties, *case.to(record, MADE_AT)), promise.owner,
            "" if promise.due else "undated", unit=text(*map(case.title, parties) if parties else "?"),
            promise=text(promise.promise), due=text(promise.due or "–"), made=text(promise.when.start),
        )  # fmt: skip


def our_promise_broken(case: Case) -> Iterator[Finding]:
    """A promise of ours is recorded as not kept or as late, or its day has passed and nobody has verified that it was
    kept. What counts is what was done by when, not when it was entered.
    """
    for record, promise in _standing(case, "ours", "broken"):
        overdue = promise.due is not None and last_day(promise.due) < case.day
        status = _status(case, promise)
        broken = status == "broken"
        if not (broken or overdue or status == "late"):
            continue
        parties = _parties(case, record, "promised_to")
        yield finding(
            "our_promise_broken", BOOK, record, (*parties, *case.to(record, MADE_AT)), promise.owner,
            "broken" if broken else "", unit=text(*map(case.title, parties) if parties else "?"),
            promise=text(promise.promise), due=text(promise.due or "–"), made=text(promise.when.start),
            owner=terms("components", promise.owner), status=terms("commitment_status", status),
        )  # fmt: skip


def _standing(case: Case, side: str, *also: str) -> Iterator[tuple[str, Commitment]]:
    """The promise of the case, if that side made it, and it still has to be kept or stands as `also` says."""
    record = case.subject.key
    promise = case.said(record, Commitment)
    if promise is None or promise.promise_side not in (side, "both"):
        return
    status = _status(case, promise)
    term = vocabulary("commitment_status").terms.get(status)
    open_ = term is None or bool(term.facts["open"]) or status in also
    replaced = any(case.said(one, Commitment) is not None for one in case.leading_to(record, "replaces"))
    condition = [case.seen[one].raw.get("status") for one in case.to(record, "condition")]
    if open_ and not replaced and not (condition and all(one in CONDITION_OVER for one in condition)):
        yield record, promise


def _status(case: Case, promise: Commitment) -> str:
    """Where it stood on the day of the case: what is said of a later day was not so yet."""
    later = promise.status_on is not None and first_day(promise.status_on) > case.day
    return UNSETTLED if later else promise.commitment_status


def _followed(case: Case, record: str, promise: Commitment, due: date | None) -> bool:
    since = due or promise.when.latest
    if due is not None and promise.status_on and due <= last_day(promise.status_on) <= case.day:
        return True
    made_at = case.to(record, MADE_AT)
    after = {*case.leading_to(record, RAISES)}
    after |= {one for met in made_at for role in ("follows", "repeats") for one in case.leading_to(met, role)}
    if any(_counts(case, case.said(one, Engagement), since) for one in after - {*made_at}):
        return True
    promisers = {*case.to(record, "promised_by")}
    visits = ((one, fields) for one, fields in case.each(Visit) if fields.access in SEEN)
    return any(
        fields.when.latest >= since and (one in case.to(record, "rests_on") or promisers & {*case.to(one, "about")})
        for one, fields in visits
    )


def _counts(case: Case, engagement: Engagement | None, since: date) -> bool:
    if engagement is None or engagement.held in NOT_MADE or engagement.when.latest < since:
        return False
    return engagement.held != PLANNED or engagement.when.latest >= case.day


def _parties(case: Case, record: str, role: str) -> tuple[str, ...]:
    """Between whom it stands: those whom the role names, else the others, else those who were met when it was made."""
    for name in (role, *PROMISED):
        if named := case.to(record, name):
            return named
    return tuple(sorted({one for met in case.to(record, MADE_AT) for one in case.to(met, MET)}))
