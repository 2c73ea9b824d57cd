"""Rules that protect people: who is told of an alert, who is met without legal advice, whom it is not safe to meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from withstand.actors.records import Group, Listing, Office, Person, Unit
from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.analysis.coherence.reading import main_area
from withstand.analysis.coherence.roles import HELD_BY, LEAVE, POSTED, SUSPECTED, TELLS
from withstand.dialogue.records import Engagement
from withstand.dialogue.rules.talks import BOOK, NOT_MADE, Talk, direct, may_touch, met_directly
from withstand.evidence.records import Alert, Reprisal
from withstand.evidence.routing import Named, Recipient, Routing, Suspicion, judge
from withstand.ledger.contents import folded
from withstand.ledger.fields import Record, Span, last_day
from withstand.vocabulary.terms import vocabulary
from withstand.vocabulary.words import terms, text

NOT_CONFIRMED = ("proposed", "dropped")
"""Where an intercession stands as long as it is no leave to say anything."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Telling:
    """A record by which an authority was told of an alert, and its days."""

    record: str
    alert: str
    when: Span


def alert_shared_with_line(case: Case) -> Iterator[Finding]:
    """An authority was told of an alert that is about it, about somebody in its line, or about its class of actors; or
    of one that is held for a person, because it is not certain whom it is about or whom they work with, and no decision
    or intercession that was in force rests on both. Claims count that hold or may hold between the two days.
    """
    for telling in _tellings(case):
        alert = case.said(telling.alert, Alert)
        if alert is None:
            continue
        first = min(alert.when.earliest, telling.when.earliest)
        last = max(telling.when.latest, first)
        routing, ways = _judged(case, telling.alert, alert, first, last)
        if routing.verdict == "may_travel" or _allowed(case, telling, routing):
            continue
        suspects = [who for _, who in routing.reasons if who and who != case.subject.key]
        with_ = [case.subject.key] if any(why == "class_bound" for why, _ in routing.reasons) else []
        rests = {
            telling.record,
            case.subject.key,
            *suspects,
            *(one for who in (*suspects, *with_) for one in ways[who]),
        }
        yield finding(
            "alert_shared_with_line", BOOK, telling.alert, rests, "", "" if routing.verdict == "never" else "held",
            case.subject.key, unit=text(case.title(case.subject.key)), day=text(alert.when.start),
            told=text(telling.when.start), what=terms("violations", alert.what),
        )  # fmt: skip


def _tellings(case: Case) -> Iterator[Telling]:
    """Alerts of which the subject was told, each record of telling on its own."""
    for kind, carries, told in TELLS:
        carried = {(tie.source, tie.target) for tie in case.ties if tie.role == carries}
        for record, alert in sorted(carried):
            seen = case.seen[record]
            cancelled = isinstance(seen.fields, Engagement) and seen.fields.held in NOT_MADE
            if case.kind(record) != kind or cancelled or case.said(alert, Alert) is None:
                continue
            when = seen.fields.when if isinstance(seen.fields, Engagement) else _sent(case, record)
            if met_directly(case, case.to(record, told), when):
                yield Telling(record, alert, when)


def _sent(case: Case, record: str) -> Span:
    """When an alert was sent: the day that the record names, else that on which it was entered."""
    day = case.seen[record].raw.get("sent_on") or (_EPOCH + timedelta(microseconds=case.entered(record))).date()
    return Span(start=str(day))


def _judged(
    case: Case, record: str, alert: Alert, first: date, last: date
) -> tuple[Routing, Mapping[str, tuple[str, ...]]]:  # fmt: skip
    """The verdict of routing on what is in the case; for each suspect the relations by which it is bound, and for the
    subject all that it stands with.
    """
    to = case.subject.key
    mine = {to: (), **_bound(case, to, first, last)}
    for post in case.leading_to(to, HELD_BY):
        for office in case.to(post, POSTED):
            mine = {office: (post,), **_bound(case, office, first, last), **mine}
    named, ways = [], {to: tuple(sorted({*mine, *(one for way in mine.values() for one in way)}))}
    for suspect in case.to(record, SUSPECTED):
        theirs = {suspect: (), **_bound(case, suspect, first, last)}
        bound = frozenset(theirs) - {suspect}
        about = [tie.about for tie in case.ties if (tie.source, tie.role, tie.target) == (record, SUSPECTED, suspect)]
        named += [Named(suspect, _side(case, suspect), one, bound, _names(case, suspect)) for one in about]
        meets = min(((len(mine[one] + theirs[one]), one) for one in {*mine} & {*theirs}), default=(0, ""))[1]
        ways[suspect] = mine[meets] + theirs[meets] if meets else ()
    suspicion = Suspicion(record, case.entered(record), alert.perpetrators, tuple(named))
    bound = frozenset(mine) - {to}
    sides = frozenset(_side(case, one) for one in bound)
    return judge(suspicion, Recipient(to, _side(case, to), bound, sides, _names(case, to))), ways


def _bound(case: Case, actor: str, first: date, last: date) -> dict[str, tuple[str, ...]]:
    """Everybody above, behind and below an actor by claims that hold or may hold on one of these days; the relations
    on the way.
    """
    found: dict[str, tuple[str, ...]] = {}
    ties = [tie for tie in case.chains.ties if tie.touches(first, last)]
    for up in (True, False):
        edge: dict[str, tuple[str, ...]] = {actor: ()}
        while edge:
            near: dict[str, tuple[str, ...]] = {}
            for tie in ties:
                here, there = (tie.lower, tie.upper) if up else (tie.upper, tie.lower)
                if here in edge and there not in found and there != actor:
                    near.setdefault(there, (*edge[here], tie.relation))
            found |= near
            edge = near
    return found


def _side(case: Case, actor: str) -> str:
    seen = case.seen.get(actor)
    fields = seen.fields if seen is not None else None
    return fields.side if isinstance(fields, Unit | Office | Group | Person) else "unknown"


def _names(case: Case, actor: str) -> frozenset[str]:
    seen = case.seen.get(actor)
    fields = seen.fields if seen is not None else None
    if not isinstance(fields, Unit | Office | Group):
        return frozenset()
    return frozenset(folded(name) for name in (fields.name, *fields.aliases) if name.strip())


def _allowed(case: Case, telling: Telling, routing: Routing) -> bool:
    """Whether there was leave to tell: an intercession; or, where the alert was held, a decision that was in force."""
    decision, *_ = LEAVE
    for record in case.seen:
        covers = {one for _, one in case.links_of(record)}
        if case.kind(record) not in LEAVE or not {telling.alert, case.subject.key} <= covers:
            continue
        raw, day = case.seen[record].raw, telling.when.latest
        if case.kind(record) != decision and raw.get("intercession_status") not in NOT_CONFIRMED:
            return True
        on, review = str(raw.get("on", "")), str(raw.get("review_by", ""))
        in_force = bool(on and review) and last_day(on) <= day <= last_day(review) and case.seen[record].heads == 1
        if routing.verdict == "held" and in_force:
            return True
    return False


def listed_person_without_advice(case: Case) -> Iterator[Finding]:
    """Somebody who stands on a list, or may, is met or is to be met: a person, a unit, an office, a group, or an office
    in which a listed post may be held then; and no legal advice is recorded of a day before it or of that day. The same
    name is no listing.
    """
    listings = {record: said for record, said in case.each(Listing) if case.to(record, "listed")}
    for talk in direct(case) if listings else ():
        advice = talk.fields.legal_advice_on
        if advice is not None and last_day(advice) <= talk.first:
            continue
        holding = {one: said for one, said in listings.items() if may_touch(said, talk.fields.when)}
        itself = {one: said for one, said in holding.items() if _is_itself(case, one)}
        found = itself or {one: said for one, said in holding.items() if _is_there(case, one, talk)}
        if found:
            listed = {there for one in found for there in case.to(one, "listed")}
            yield finding(
                "listed_person_without_advice", BOOK, talk.record, (case.subject.key, *found, *listed), "",
                "" if itself else "post", case.subject.key, unit=text(case.title(case.subject.key)), day=talk.day,
                lists=text(*sorted({said.list for said in found.values()})), by=talk.who,
            )  # fmt: skip


def _is_itself(case: Case, listing: str) -> bool:
    """Whether the subject is listed: by itself, or, a person, in a post."""
    held = {*case.leading_to(case.subject.key, HELD_BY)}
    return not held.isdisjoint(case.to(listing, "listed")) or case.subject.key in case.to(listing, "listed")


def _is_there(case: Case, listing: str, talk: Talk) -> bool:
    """Whether somebody listed may have held a post in the subject, and it was the office that was met."""
    listed = case.to(listing, "listed")
    posts = {*listed, *(post for one in listed for post in case.leading_to(one, HELD_BY))}
    there = (one for one in posts if case.subject.key in case.to(one, POSTED))
    return case.subject.key in talk.met and any(may_touch(case.said(one, Record), talk.fields.when) for one in there)


def contact_while_paused(case: Case) -> Iterator[Finding]:
    """An authority was met, or is to be, although a reprisal hit it and contact with it is paused until somebody lifts
    that with reasons; or people were met in the area of a reprisal of which nobody has said yet whom of our contacts it
    hit. To raise the reprisal itself, there, is no such contact.
    """
    reprisals = [(one, fields) for one, fields in case.each(Reprisal) if _pauses(case, one, fields)]
    for talk in direct(case) if reprisals else ():
        for record, fields in reprisals:
            hit = case.to(record, "hit")
            near = not hit and record not in talk.raises and _in_person(talk) and _same_area(case, talk, record)
            if talk.last < fields.when.earliest or not (case.subject.key in hit or near):
                continue
            met = talk.met if near else (case.subject.key,)
            yield finding(
                "contact_while_paused", BOOK, talk.record, (record, *met), "", "area" if near else "",
                "" if near else case.subject.key, unit=text(*map(case.title, met)), day=talk.day, by=talk.who,
                since=text(fields.when.start), what=terms("reprisal_types", fields.what),
            )  # fmt: skip


def _pauses(case: Case, record: str, reprisal: Reprisal) -> bool:
    return reprisal.contact_paused or case.seen[record].heads > 1


def _in_person(talk: Talk) -> bool:
    channel = vocabulary("engagement_channels").terms.get(talk.fields.channel)
    return channel is None or not (channel.facts["written"] or channel.facts["public"])


def _same_area(case: Case, talk: Talk, reprisal: str) -> bool:
    area = main_area(case.seen[reprisal])
    return bool(area) and area == main_area(case.seen[talk.record])
