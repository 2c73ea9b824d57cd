"""What they will raise, and what is new since the last meeting: for us, against us, and about our own breaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.meeting.delivery import promises
from withstand.dialogue.meeting.history import History
from withstand.dialogue.records import Commitment, Engagement
from withstand.evidence.records import Incident, Obstruction
from withstand.ledger.fields import first_day
from withstand.picture.seen import Seen

UNMET = timedelta(days=90)
"""How far back is looked where nobody of ours is recorded to have met the office."""

SOON = timedelta(days=30)
A_YEAR = timedelta(days=365)
APPROVALS = ("approve", "approve_conditions", "approve_provisionally")

What = Literal["incident", "refuted", "replied", "obstruction"]


@dataclass(frozen=True)
class NewEvidence:
    """An incident or an obstruction that is new, was refuted since, or was replied to."""

    what: What
    known: Known[Incident] | Known[Obstruction]


@dataclass(frozen=True)
class SupportFact:
    """A decision on support to the office or its line: taken since the last meeting, or an approval that ends soon."""

    what: Literal["decided", "ends"]
    decision: Seen
    request: Seen
    actor: str
    day: date


@dataclass(frozen=True)
class NewFacts:
    """What is new since a day. `our_side` is said to have been done by our own; `not_cleared` may not be said there:
    its sources have not agreed.
    """

    since: date
    raised: tuple[Known[Engagement], ...]
    replies: tuple[Known[Engagement], ...]
    evidence: tuple[NewEvidence, ...]
    support: tuple[SupportFact, ...]
    our_breaches: tuple[Known[Commitment], ...]
    our_side: tuple[Known[Incident], ...]
    not_cleared: tuple[Known[Incident] | Known[Obstruction], ...]


def new_facts(about: AboutOffice, past: History) -> NewFacts:
    """What is new since the last meeting, or of the last 90 days where there was none."""
    since = past.last_met.fields.when.earliest if past.last_met else about.day - UNMET
    found = sorted(_evidence(about, since), key=lambda one: (_when(one.known), one.known.record), reverse=True)
    ours = [one for one in about.our_side if since <= one.fields.when.earliest <= about.day]
    cleared = about.cleared([*(one.known for one in found), *ours])
    may_be_said = cleared | _raised(about)
    return NewFacts(
        since=since,
        raised=tuple(one for one in about.held if one.fields.they_raised)[:2],
        replies=tuple(one for one in about.held if _replied(one, since, about.day)),
        evidence=tuple(one for one in found if one.known.record in may_be_said),
        support=tuple(sorted(_support(about, since), key=lambda one: (one.day, one.decision.record))),
        our_breaches=tuple(_breaches(about)),
        our_side=tuple(one for one in ours if one.record in cleared),
        not_cleared=tuple(one.known for one in found if one.known.record not in may_be_said),
    )


def _raised(about: AboutOffice) -> frozenset[str]:
    """What we have raised with the office itself already."""
    return frozenset(target for one in about.held for target in one.linked("raises"))


def _when(known: Known[Incident] | Known[Obstruction]) -> date:
    return known.fields.when.earliest


def _evidence(about: AboutOffice, since: date) -> Iterator[NewEvidence]:
    for one in about.incidents:
        if one.side == "above" or one.fields.when.earliest > about.day:
            continue
        if one.fields.verification == "refuted":
            if since <= one.entered_on <= about.day or since <= one.fields.when.earliest:
                yield NewEvidence("refuted", one)
        elif since <= one.fields.when.earliest:
            yield NewEvidence("incident", one)
        elif _replied(one, since, about.day):
            yield NewEvidence("replied", one)
    for act in about.obstructions:
        if act.side == "above" or act.fields.when.earliest > about.day:
            continue
        if since <= act.fields.when.earliest:
            yield NewEvidence("obstruction", act)
        elif _replied(act, since, about.day):
            yield NewEvidence("replied", act)


def _replied(one: Known[Incident] | Known[Obstruction] | Known[Engagement], since: date, day: date) -> bool:
    on = one.fields.reply_on
    return on is not None and since <= first_day(on) <= day


def _support(about: AboutOffice, since: date) -> Iterator[SupportFact]:
    for asked in about.support:
        for one in asked.decisions:
            on = first_day(str(one.raw["on"]))
            if since <= on <= about.day:
                yield SupportFact("decided", one, asked.request, asked.actor, on)
        last = asked.decisions[-1] if asked.decisions else None
        if last is not None and last.raw.get("decided") in APPROVALS and last.raw.get("expires"):
            ends = first_day(str(last.raw["expires"]))
            if about.day <= ends <= about.day + SOON:
                yield SupportFact("ends", last, asked.request, asked.actor, ends)


def _breaches(about: AboutOffice) -> Iterator[Known[Commitment]]:
    """What we promised them and did not keep, of the last year."""
    for one in promises(about.commitments, "ours", about.day):
        said = one.fields.status_on or one.fields.due or one.fields.when.start
        if one.fields.commitment_status == "broken" and about.day - A_YEAR <= first_day(said) <= about.day:
            yield one
