"""Accepting a finding: for a time, with reasons, in a role that may. It is shown as accepted, and comes back after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from withstand.analysis.coherence.finding import SEVERITIES, Finding
from withstand.errors import WithstandError
from withstand.inducement.parts import Dissent
from withstand.ledger.journal import Draft, LinkTo
from withstand.mission.coherence import Run, shown
from withstand.mission.records import ACCEPTANCE, Acceptance
from withstand.picture.audience import Audience
from withstand.picture.guard import Guard, Guarded
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

LONGEST = timedelta(days=92)
_SHORTEST_PART = 6


class NotAccepted(WithstandError):
    """A finding that cannot be accepted so: what to change."""


@dataclass(frozen=True)
class Held:
    """An acceptance that holds, and its record."""

    record: str
    fields: Acceptance


@dataclass(frozen=True)
class Told:
    """What an audience is told of one finding; without `finding` it may only know that there is something to ask.

    `subject` is what it is about, which the audience may see.
    """

    subject: str
    sentence: str
    finding: Finding | None = None
    accepted: Held | None = None


def acceptances(guard: Guard) -> tuple[Held, ...]:
    """All acceptances; one of which two versions stand beside each other accepts nothing until it is settled."""
    seen = (one for one in guard.picture.each(ACCEPTANCE) if one.heads == 1)
    return tuple(Held(one.record, one.fields) for one in seen if isinstance(one.fields, Acceptance))


def accepted(finding: Finding, held: Iterable[Held], day: date) -> Held | None:
    """The acceptance of a finding that holds on a day; of several, the one that ends last."""
    roles = may_accept(finding)
    found = [
        one for one in held
        if one.fields.finding == finding.id and one.fields.rule == finding.rule and one.fields.by_role in roles
        and one.fields.on <= day.isoformat() <= one.fields.expires and not _taken_back(one.fields, day)
    ]  # fmt: skip
    return max(found, key=lambda one: (one.fields.expires, one.record), default=None)


def _taken_back(fields: Acceptance, day: date) -> bool:
    return fields.taken_back is not None and fields.taken_back <= day.isoformat()


def may_accept(finding: Finding) -> tuple[str, ...]:
    """The roles that may accept a finding of this severity."""
    return tuple(vocabulary(SEVERITIES).terms[finding.severity].facts["accepted_by"])


def told(guard: Guard, found: Run, audience: Audience, language: str = "en") -> tuple[Told, ...]:
    """All findings as an audience may know them, the gravest first, those that are accepted last.

    Where the audience may see what a finding is about and not all that it rests on, it is told whom to ask.
    """
    sight, held = Picture(guard.ledger, audience, guard.as_of), acceptances(guard)
    lines = [_told(one, sight, held, found.day, language) for one in shown(guard, found.findings)]
    unique = dict.fromkeys(one for one in lines if one is not None)
    return tuple(sorted(unique, key=lambda one: one.accepted is not None))


def _told(
    one: Guarded[Finding], sight: Picture, held: Sequence[Held], day: date, language: str
) -> Told | None:  # fmt: skip
    finding, audience = one.finding, sight.audience
    if one.visible_to(audience):
        return Told(finding.subject, finding.said(language), finding, accepted(finding, held, day))
    if audience.outside or not sight.holds(finding.subject):
        return None
    return Told(finding.subject, one.told_to(audience, ""))


@dataclass(frozen=True)
class Accepting:
    """What somebody says who accepts a finding: in which role, who, why, until when, and who thinks otherwise."""

    by_role: str
    decided_by: str
    reasons: str
    expires: date
    dissent: tuple[Dissent, ...] = ()


def acceptance_draft(
    guard: Guard, found: Run, audience: Audience, finding: str, said: Accepting, today: date
) -> Draft:  # fmt: skip
    """The draft of an acceptance, as restricted as what the finding rests on. `finding` is an id or its beginning.

    Raises:
        NotAccepted: there is no such finding for whoever accepts it, the role may not, or the time is too long.
        InvalidRecord: something else is wrong.
    """
    one = _named(guard, found, audience, finding)
    roles = may_accept(one.finding)
    if said.by_role not in roles:
        label = vocabulary("acceptance_roles").label
        severity = vocabulary(SEVERITIES).label(one.finding.severity).lower()
        names = ", ".join(label(role) for role in roles)
        raise NotAccepted(f"A finding that is {severity} is accepted by: {names} (--role {' or '.join(roles)}).")
    if not today <= said.expires <= today + LONGEST:
        raise NotAccepted(
            f"A finding is accepted until a day from {today} to {today + LONGEST}; give --until in between."
        )
    fields = Acceptance(
        finding=one.finding.id, rule=one.finding.rule, on=str(today), by_role=said.by_role, decided_by=said.decided_by,
        reasons=said.reasons, expires=str(said.expires), dissent=said.dissent,
    )  # fmt: skip
    ACCEPTANCE.check(fields)
    about = (LinkTo("about", one.finding.subject),)
    return Draft(ACCEPTANCE, fields, one.classification, one.compartments, links=about, checked=True)


def taking_back(sight: Picture, record: str, because: str, today: date) -> Draft:
    """The draft that ends an acceptance on this day: the finding stands again.

    Raises:
        NotFound: there is no such record that may be seen.
        NotAccepted: it accepts nothing any more.
        InvalidRecord: no reason is given.
    """
    seen = sight.get(record)
    fields = seen.fields
    if not isinstance(fields, Acceptance) or fields.expires < today.isoformat() or _taken_back(fields, today):
        raise NotAccepted("This accepts nothing any more: there is nothing to take back.")
    ended = msgspec.structs.replace(fields, taken_back=today.isoformat(), taken_back_because=because)
    ACCEPTANCE.check(ended)
    return Draft(
        ACCEPTANCE, ended, seen.classification, seen.compartments, record, (seen.version,), checked=True
    )  # fmt: skip


def _named(guard: Guard, found: Run, audience: Audience, finding: str) -> Guarded[Finding]:
    named = [one for one in found.findings if one.id.startswith(finding)] if len(finding) >= _SHORTEST_PART else []
    visible = [one for one in shown(guard, named) if one.visible_to(audience)]
    if len(visible) != 1:
        raise NotAccepted(
            f"There is no finding {finding}, or it may not be seen; withstand coherence lists them with their ids."
        )
    return visible[0]
