"""Routing of alerts over records: judged on the full picture, so that what the sender may not see still protects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from withstand.actors.chains import Tie
from withstand.actors.records import ACTORS, GROUP, OFFICE, RELATION, UNIT
from withstand.evidence.records import Alert
from withstand.evidence.routing import (
    HOLD,
    MICROSECONDS,
    Approval,
    Dispatch,
    Named,
    NotSent,
    Reason,
    Recipient,
    Routing,
    Suspicion,
    dispatch,
    judge,
)
from withstand.ledger.errors import InvalidRecord, NotFound
from withstand.ledger.fields import last_day
from withstand.ledger.system import LINK
from withstand.picture.actors import Actors
from withstand.picture.actors import everybody as read_everybody
from withstand.picture.audience import EVERY, HOLDER, Audience
from withstand.picture.guard import Guard, Guarded, guarded
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen

SUSPECTED, RESTS_ON, DECISION = "suspected", "rests_on", "leadership.Decision"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

SENTENCES: dict[Reason, str] = {
    "suspected": "Never: the alert is about this recipient.",
    "bound": "Never: this recipient is above, below, beside or behind {who}, whom the alert is about.",
    "class": "Never: the alert is about actors of this recipient's class, and no unit is known.",
    "same_class": "Held for a person: this recipient is of a class that works with {who}.",
    "class_bound": "Held for a person: this recipient stands with actors of the class that the alert is about.",
    "uniform": "Held for a person: the alert speaks of people in uniform.",
    "unknown": "Held for a person: it is not known who {who} is.",
    "nobody": "Held for a person: the alert names nobody.",
    "recipient_unknown": "Held for a person: the class of this recipient is not known.",
    "namesake": "Held for a person: this recipient has the name of {who}, whom the alert is about.",
    "not_all_here": "Held for a person: part of what bears on this alert has not come to this office.",
    "once_bound": "Held for a person: somebody has tied this recipient to {who}, and it was changed or set aside.",
    "armed_party": "Held for a person: this recipient is itself a party with arms.",
    "free": "It may travel: nothing that is known ties this recipient to those the alert is about.",
}


_Ways = Mapping[str, Mapping[str, tuple[Tie, ...]]]


@dataclass(frozen=True)
class _Case:
    """One alert and one recipient with all that bears on them."""

    suspicion: Suspicion
    recipient: Recipient
    everybody: Actors
    ways: _Ways
    once: _Ways
    picture: Picture


def route(
    guard: Guard, alert: str, recipient: str, on: date, *, hold: timedelta = HOLD, everybody: Actors | None = None
) -> Guarded[Routing]:
    """The verdict on sending an alert to an actor, with the strictest rights of what it rests on.

    Relations count that hold or may hold on a day from the alert's first to `on`, the day of asking, whatever day the
    guard is of. `everybody` are the guard's actors where they have been read already.

    Raises:
        NotFound: one of the two is not here.
        InvalidRecord: one of the two is something else.
    """
    case = _case(guard, alert, recipient, on, everybody)
    routing = judge(case.suspicion, case.recipient, hold)
    return guarded(guard.ledger, routing, _evidence(case, routing))


def told(verdict: Guarded[Routing], guard: Guard, reader: Audience) -> str:
    """The verdict in a sentence, or whom to ask where the reader may not see what it rests on."""
    reason, actor = verdict.finding.reasons[0]
    try:
        who = guard.picture.get(actor).title if actor else "the suspected actor"
    except NotFound:
        who = "the suspected actor"
    return verdict.told_to(reader, SENTENCES[reason].format(who=who))


def send(guard: Guard, alert: str, recipient: str, reader: Audience, now: int, decision: str = "") -> Dispatch:
    """Leave for a reader to send an alert to an actor at an instant, under a decision where the alert is held.

    Raises:
        NotSent: it is not sent; the sentence says why, or whom to ask.
        NotFound: the alert or the decision is not here, or the reader may not see it.
    """
    Picture(guard.ledger, reader).get(alert)
    on = _day(now)
    case = _case(guard, alert, recipient, on)
    routing = judge(case.suspicion, case.recipient)
    verdict = guarded(guard.ledger, routing, _evidence(case, routing))
    if routing.verdict == "never":
        raise NotSent(told(verdict, guard, reader))
    _check_consent(guard, alert, case.recipient)
    approval = _approval(Picture(guard.ledger, reader), decision, on) if decision else None
    try:
        return dispatch(case.suspicion, case.recipient, now, approval)
    except NotSent as refused:
        raise NotSent(f"{told(verdict, guard, reader)} {refused}") from None


def untold(
    guard: Guard, alert: str, recipient: str, on: date, everybody: Actors | None = None
) -> Guarded[str] | None:  # fmt: skip
    """Why an actor may not be told of an alert by a day, as who sees all is told; nothing where it may.

    The same as sending it: what is held needs a decision in force on that day, whoever took it.

    Raises:
        NotFound, InvalidRecord: as `route`.
    """
    case = _case(guard, alert, recipient, on, everybody)
    routing = judge(case.suspicion, case.recipient)
    verdict = guarded(guard.ledger, routing, _evidence(case, routing))
    why = told(verdict, guard, guard.picture.audience)
    try:
        if routing.verdict != "never":
            _check_consent(guard, alert, case.recipient)
            if _may_go(guard, case, on):
                return None
            why = f"{why} Record a decision first that rests on this alert and on whom it is told."
    except NotSent as refused:
        why = str(refused)
    return Guarded(why, verdict.classification, verdict.compartments, verdict.rests_on, verdict.use)


def _may_go(guard: Guard, case: _Case, on: date) -> bool:
    """Whether a sending would be given leave: freely, or under one of the decisions that rest on the alert."""
    resting = guard.picture.links(case.suspicion.alert, RESTS_ON, outward=False)
    decisions = [one.other for one in resting if _is_decision(guard.picture.get(one.other))]
    for approval in (None, *(_approval(guard.picture, one, on) for one in decisions)):
        try:
            dispatch(case.suspicion, case.recipient, 0, approval)
        except NotSent:
            continue
        return True
    return False


def suspicion_of(
    guard: Guard,
    alert: str,
    on: date,
    everybody: Actors,
    also: Iterable[str] = (),
    once_suspected: Iterable[str] | None = None,
) -> tuple[Suspicion, _Ways, _Ways]:
    """Whom an alert is about up to a day, and the ways from each of them and of `also`: as told now, as ever told.

    `once_suspected` are the actors it was ever linked to, where that has been read already.

    Raises:
        NotFound: it is not here.
        InvalidRecord: it is something else.
    """
    guard = Guard(guard.ledger)
    picture = guard.picture
    seen = picture.get(alert)
    if seen.kind is None or seen.kind.name != "evidence.Alert":
        raise InvalidRecord("evidence.Alert", ((alert, "this record is no alert"),))
    said, missing = _said(picture, alert)
    first = min((one.when.earliest for one in said), default=on)
    last = max((on, *(one.when.latest for one in said)))
    suspects = suspects_of(guard, alert, once_suspected)
    ways = {actor: everybody.chains.bound(actor, first, last) for actor in (*suspects, *also)}
    once = {actor: everybody.once.bound(actor, first, last) for actor in (*suspects, *also)}
    named = tuple(
        Named(
            actor,
            everybody.side(actor),
            about,
            frozenset(ways[actor]),
            _names(everybody, actor),
            frozenset(once[actor]),
        )
        for actor, abouts in suspects.items()
        for about in abouts
    )
    assertions = tuple(dict.fromkeys(assertion for one in said for assertion in one.perpetrators))
    not_here = missing or everybody.chains.loose > 0 or any(guard.withheld(kind) for kind in _BEARING)
    return Suspicion(alert, _received(picture, alert, said), assertions, named, not_here), ways, once


def _case(guard: Guard, alert: str, recipient: str, on: date, everybody: Actors | None = None) -> _Case:
    guard = Guard(guard.ledger)
    picture = guard.picture
    to = picture.get(recipient)
    if to.kind is None or to.kind.name not in ACTORS:
        raise InvalidRecord("evidence.Alert", ((recipient, "an alert goes to a unit, an office or a group"),))
    everybody = everybody or read_everybody(guard)
    suspicion, ways, once = suspicion_of(guard, alert, on, everybody, (recipient,))
    bound = frozenset(ways[recipient])
    sides = frozenset(everybody.side(one) for one in bound)
    names = _names(everybody, recipient)
    to_whom = Recipient(recipient, everybody.side(recipient), bound, sides, names, frozenset(once[recipient]))
    return _Case(suspicion, to_whom, everybody, ways, once, picture)


_BEARING = (RELATION, UNIT, OFFICE, GROUP, LINK)


def _names(everybody: Actors, actor: str) -> frozenset[str]:
    return everybody.known[actor].names if actor in everybody.known else frozenset()


def _said(picture: Picture, alert: str) -> tuple[tuple[Alert, ...], bool]:
    """What the alert says and has said, and whether some of it cannot be read here."""
    versions = picture.history(alert)
    read = tuple(
        version.seen.fields
        for version in versions
        if version.seen is not None and isinstance(version.seen.fields, Alert)
    )
    return read, len(read) < len(versions)


def suspects_of(
    guard: Guard, alert: str, once: Iterable[str] | None = None
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """The actors that the alert is or once was linked to, each with what about; a withdrawn link identifies nobody."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(
        guard.once_linked(alert, SUSPECTED) if once is None else once, (_TAKEN_BACK,)
    )
    for link in guard.picture.links(alert, SUSPECTED):
        found[link.other] = (*found.get(link.other, ()), link.about)
    return found


_TAKEN_BACK = "-"
"""About no assertion: keys of assertions have no such mark."""


def _received(picture: Picture, alert: str, said: Iterable[Alert]) -> int:
    """When it came, as late as can be: the end of the day it names, or the moment it was first entered."""
    entered = min(version.recorded_at for version in picture.history(alert))
    days = [last_day(one.received) for one in said]
    ends = [datetime.combine(day, time.max, UTC) for day in days]
    return min((entered, *(int((end - EPOCH).total_seconds()) * MICROSECONDS for end in ends)))


def _evidence(case: _Case, routing: Routing) -> Iterator[Seen]:
    """The alert, the recipient, and for each reason the actors and relations that it rests on."""
    records = [case.suspicion.alert, case.recipient.actor]
    for reason, actor in routing.reasons:
        records.append(actor)
        if reason == "bound":
            way = case.ways[actor].get(case.recipient.actor, ())
            records.extend(one for tie in way for one in (tie.relation, tie.lower, tie.upper))
        elif reason == "once_bound":
            way = case.once[actor].get(case.recipient.actor, ())
            records.extend(one for tie in way for one in (tie.relation, tie.lower, tie.upper))
        elif reason == "class_bound":
            ways = case.ways[case.recipient.actor].values()
            records.extend(one for way in ways for tie in way for one in (tie.relation, tie.lower, tie.upper))
    for record in dict.fromkeys(one for one in records if one):
        try:
            yield case.picture.get(record)
        except NotFound:
            continue


def _check_consent(guard: Guard, alert: str, recipient: Recipient) -> None:
    """What sources told us goes to others only as far as they agreed."""
    if recipient.side == "own_side":
        return
    allowed = Audience("sending", HOLDER.clearance, (EVERY,), recipient="authorities", purpose="protection")
    try:
        Picture(guard.ledger, allowed).get(alert)
    except NotFound:
        raise NotSent(
            "Not sent: the sources of this alert have not agreed that authorities may use it for protection."
        ) from None


def _approval(picture: Picture, decision: str, on: date) -> Approval:
    seen = picture.get(decision)
    if not _is_decision(seen):
        raise NotSent("An alert that is held is sent under a decision; this record is none.")
    taken, review = str(seen.raw["on"]), str(seen.raw["review_by"])
    in_force = taken <= on.isoformat() and on <= last_day(review) and seen.heads == 1
    covers = frozenset(link.other for link in picture.links(decision, RESTS_ON))
    return Approval(decision, str(seen.raw["decided_by"]), covers, in_force)


def _is_decision(seen: Seen) -> bool:
    return seen.kind is not None and seen.kind.name == DECISION


def _day(instant: int) -> date:
    return (EPOCH + timedelta(microseconds=instant)).date()
