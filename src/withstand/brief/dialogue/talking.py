"""The five things to talk about, in the order of the page: goals, our promises, theirs, asks, protests."""

from __future__ import annotations

from collections.abc import Iterator

from withstand.brief.dialogue.fitting import MOST
from withstand.brief.dialogue.sections import Section
from withstand.brief.dialogue.tongue import Tongue
from withstand.brief.papers.paper import Cited
from withstand.dialogue.meeting.about_office import Known
from withstand.dialogue.meeting.meeting import Meeting
from withstand.dialogue.meeting.open_matters import OpenAsk, OpenPromise, Unanswered
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import Commitment, Engagement
from withstand.ledger.fields import Record


def talking(found: Meeting, tongue: Tongue) -> Iterator[Section]:
    """The five sections; the order is a fixed rule, which the first one tells."""
    say = tongue.said
    yield Section("together", say("h_together"), tuple(_goals(found, tongue)), rule=say("order_rule"))
    yield Section("ours", say("h_ours"), tuple(_ours(found, tongue)))
    owed = found.matters.theirs
    theirs = tuple(promise_line(found, one, tongue) for one in (owed[:MOST] if tongue.most else owed))
    yield Section("theirs", say("h_theirs"), theirs, left_out=len(owed) - len(theirs))
    yield Section("asks", say("h_asks"), tuple(_asks(found, tongue)))
    yield Section("protests", say("h_protests"), tuple(protest_line(one, tongue) for one in found.matters.protests))


def whose(found: Meeting, known: Known[Record], tongue: Tongue) -> str:
    """Who of its line it is, where it is not the office itself."""
    return "" if known.side == "own" else tongue.said("by_line", called=tongue.text(found.about.name(known.actor)))


def _goals(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    for one in found.goals:
        fields = one.fields
        yield Cited(
            tongue.with_parts(
                tongue.text(fields.goal),
                tongue.label("goal_status", fields.goal_status),
                tongue.said("next", text=tongue.text(fields.next_step)) if fields.next_step else "",
                tongue.said("review", day=tongue.day(fields.review_by)),
                whose(found, one, tongue),
            ),
            (one.record,),
        )


def _due(due: str | None, late: int, tongue: Tongue) -> str:
    if due is None:
        return tongue.said("no_day")
    return tongue.said("overdue" if late else "due", day=tongue.day(due))


def promise_line(found: Meeting, one: OpenPromise, tongue: Tongue) -> Cited:
    """A promise, by when, and where it stands."""
    fields: Commitment = one.promise.fields
    part = fields.commitment_status
    return Cited(
        tongue.with_parts(
            tongue.text(fields.promise),
            _due(fields.due, one.late, tongue),
            tongue.label("commitment_status", part) if part == "partly_met" else "",
            tongue.said("both") if fields.promise_side == "both" else "",
            whose(found, one.promise, tongue),
        ),
        (one.promise.record,),
    )


def _ours(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    for one in found.matters.ours:
        yield promise_line(found, one, tongue)
    for after in found.matters.follow_ups:
        fields: Engagement = after.engagement.fields
        owner = tongue.label("components", fields.follow_up_owner) if fields.follow_up_owner else ""
        main = tongue.said("follow_up", day=tongue.day(fields.when.start), text=tongue.text(fields.follow_up))
        yield Cited(
            tongue.with_parts(main, _due(fields.follow_up_due, after.late, tongue), owner), (after.engagement.record,)
        )


def wanted(ask: Ask, tongue: Tongue) -> dict[str, str]:
    """What an ask wants, and what it is about."""
    return {"wants": tongue.label("ask_wants", ask.wants), "topic": tongue.text(ask.topic)}


def _asks(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    this = found.this
    if this is not None:
        for ask in this.fields.asks:
            yield Cited(tongue.said("ask_today", **wanted(ask, tongue)), (this.record,))
    for one in found.matters.asks:
        yield _open_ask(one, tongue)
    for asked in found.matters.asked_of_us:
        main = tongue.said("asked_of_us", title=tongue.text(asked.request.title))
        since = tongue.said("since", day=tongue.day(asked.request.first)) if asked.request.first else ""
        yield Cited(tongue.with_parts(main, since, tongue.said("undecided")), (asked.record,))


def _open_ask(one: OpenAsk, tongue: Tongue) -> Cited:
    answer = tongue.said("answer", answer=tongue.label("ask_responses", one.ask.response))
    by, waiting = one.due, one.ask.response in ("none", "unknown")
    return Cited(
        tongue.with_parts(
            tongue.said("ask", **wanted(one.ask, tongue)),
            tongue.said("since", day=tongue.day(one.asked_in[-1].fields.when.start)),
            tongue.said("times", number=one.times) if one.times > 1 else "",
            answer,
            tongue.said("no_promise") if one.ask.response == "agreed" else "",
            tongue.said("overdue" if one.overdue else "due", day=tongue.day(by)) if by and waiting else "",
        ),
        tuple(known.record for known in one.asked_in),
    )


def protest_line(one: Unanswered, tongue: Tongue) -> Cited:
    """A protest that waits for a reply."""
    fields = one.protest.fields
    if isinstance(fields, Engagement):
        subject, reference = tongue.text(fields.subject), fields.protest_reference
    else:
        subject, reference = tongue.label("obstructions", fields.what), ""
    main = tongue.said("protest", subject=subject, day=tongue.day(fields.when.start))
    return Cited(
        tongue.with_parts(main, tongue.text(reference), tongue.said("days_open", number=one.days)),
        (one.protest.record,),
    )
