"""What to know beside: the history, what others say, new facts, red lines, what not to say, what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from withstand.brief.dialogue.sections import Form, Section
from withstand.brief.dialogue.talking import wanted, whose
from withstand.brief.dialogue.tongue import Tongue
from withstand.brief.papers.paper import Cited
from withstand.dialogue.meeting.about_office import Known
from withstand.dialogue.meeting.meeting import Meeting
from withstand.dialogue.meeting.new_facts import NewEvidence, SupportFact
from withstand.dialogue.meeting.others import ByOthers
from withstand.dialogue.records import Engagement
from withstand.evidence.records import Incident, Obstruction, Reprisal
from withstand.ledger.fields import Place


def knowing(found: Meeting, tongue: Tongue, form: Form) -> Iterator[Section]:
    """The sections beside what is talked about."""
    say = tongue.said
    yield Section("facts", say("h_facts"), tuple(_facts(found, tongue)), rule=_since(found, tongue), least=4)
    yield Section("history", say("h_history"), tuple(_history(found, tongue)), least=3)
    yield Section("others", say("h_others"), tuple(_others(found, tongue, form)), least=2)
    yield Section("red_lines", say("h_red_lines"), tuple(_red_lines(found, tongue)))
    not_to_say = tuple(_not_to_say(found, tongue, form))
    yield Section("not_to_say", say("h_not_to_say"), not_to_say, least=min(3, len(not_to_say)))
    yield Section("not_known", say("h_not_known"), tuple(_not_known(found, tongue)), rule=say("u_withheld"), least=3)


def _history(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    for one in found.past.last:
        fields = one.fields
        main = tongue.said(
            "met", day=tongue.day(fields.when.start), channel=tongue.label("engagement_channels", fields.channel),
            subject=tongue.text(fields.subject),
        )  # fmt: skip
        yield Cited(tongue.with_parts(main, _lead(fields, tongue), _answers(fields, tongue)), (one.record,))
    if found.past.number > len(found.past.last):
        yield Cited(tongue.said("in_all", number=found.past.number, day=tongue.day(found.past.since)))


def _lead(fields: Engagement, tongue: Tongue) -> str:
    if fields.made_by == "ally":
        return tongue.said("ally", called=tongue.text(fields.ally))
    return tongue.label("components", fields.lead) if fields.lead else tongue.said("someone")


def _answers(fields: Engagement, tongue: Tongue) -> str:
    if not fields.asks:
        return ""
    counted = Counter(tongue.label("ask_responses", ask.response) for ask in fields.asks)
    several = len(fields.asks) > 1
    answers = ", ".join(f"{answer} {number}" if several else answer for answer, number in sorted(counted.items()))
    return tongue.said("answer", answer=answers)


def _others(found: Meeting, tongue: Tongue, form: Form) -> Iterator[Cited]:
    """On a pocket page without what they ask: that others ask for the opposite is nobody's business in the room."""
    most = 0 if form == "pocket" else 2
    for one in found.others.will_say:
        yield _by_others(found, "will_say", one, tongue, most)
    for one in found.others.said:
        yield _by_others(found, "said", one, tongue, most)


def _by_others(found: Meeting, key: str, one: ByOthers, tongue: Tongue, most: int) -> Cited:
    fields = one.engagement.fields
    main = tongue.said(
        key, day=tongue.day(fields.when.start), who=_lead(fields, tongue),
        office=tongue.text(found.about.name(one.engagement.actor)), subject=tongue.text(fields.subject),
    )  # fmt: skip
    asks = tuple(tongue.said("ask", **wanted(ask, tongue)) for ask in fields.asks[:most])
    return Cited(
        tongue.with_parts(main, tongue.said("joint") if one.joint else "", *asks), (one.engagement.record,)
    )  # fmt: skip


def _since(found: Meeting, tongue: Tongue) -> str:
    key = "since_met" if found.past.last_met else "since_unmet"
    return tongue.said(key, day=tongue.day(found.facts.since))


def _facts(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    facts = found.facts
    for one in facts.raised:
        text = tongue.text(one.fields.they_raised)
        yield Cited(tongue.said("they_raised", day=tongue.day(one.fields.when.start), text=text), (one.record,))
    for broken in facts.our_breaches:
        yield Cited(
            tongue.with_parts(
                tongue.said("we_broke", promise=tongue.text(broken.fields.promise)),
                tongue.said("since", day=tongue.day(broken.fields.status_on)) if broken.fields.status_on else "",
                whose(found, broken, tongue),
            ),
            (broken.record,),
        )
    for act in facts.our_side:
        yield Cited(_happened("our_side", act.fields, tongue), (act.record,))
    for fact in facts.support:
        yield _support(fact, tongue)
    for reply in facts.replies:
        day = tongue.day(reply.fields.reply_on)
        yield Cited(tongue.said("they_replied", day=day, subject=tongue.text(reply.fields.subject)), (reply.record,))
    protested = {one.protest.record for one in found.matters.protests}
    for new in facts.evidence:
        if new.known.record not in protested:
            yield _evidence(found, new, tongue)


def _support(fact: SupportFact, tongue: Tongue) -> Cited:
    title, records = tongue.text(fact.request.title), (fact.decision.record, fact.request.record)
    if fact.what == "ends":
        return Cited(tongue.said("ends", day=tongue.day(fact.day), title=title), records)
    action = tongue.label("support_actions", str(fact.decision.raw["decided"]))
    return Cited(tongue.said("decided", day=tongue.day(fact.day), action=action, title=title), records)


def _evidence(found: Meeting, new: NewEvidence, tongue: Tongue) -> Cited:
    fields = new.known.fields
    key = {"refuted": "refuted", "replied": "replied"}.get(new.what, "happened")
    part = tongue.label("verification", fields.verification) if isinstance(fields, Incident) else ""
    if isinstance(fields, Obstruction):
        part = tongue.label("protest_status", fields.protest)
    return Cited(
        tongue.with_parts(
            _happened(key, fields, tongue), part if new.what != "refuted" else "", whose(found, new.known, tongue)
        ),
        (new.known.record,),
    )


_BOOKS = {Incident: "violations", Obstruction: "obstructions", Reprisal: "reprisal_types"}


def _happened(key: str, fields: Incident | Obstruction | Reprisal, tongue: Tongue) -> str:
    what = tongue.label(_BOOKS[type(fields)], fields.what)
    return tongue.said(key, what=what, place=_place(fields.where, tongue), day=tongue.day(fields.when.start))


def _place(where: Place, tongue: Tongue) -> str:
    said = ", ".join(dict.fromkeys(part for part in (where.name, where.area) if part))
    return tongue.text(said) if said else tongue.said("no_place")


def _red_lines(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    one = found.red_lines
    if one is not None:
        day = tongue.said("written", day=tongue.day(one.fields.when.start))
        this = found.this is not None and one.record == found.this.record
        yield Cited(tongue.with_parts(tongue.text(one.fields.our_red_lines), "" if this else day), (one.record,))


def _not_to_say(found: Meeting, tongue: Tongue, form: Form) -> Iterator[Cited]:
    """A pocket page says only what does no harm where those it is about read it."""
    matters = found.not_to_say
    if matters.paused:
        yield Cited(tongue.said("paused"), tuple(one.record for one in matters.paused))
    if matters.listed:
        lists = [] if form == "pocket" else [one.fields.list for one in matters.listed]
        parts = [tongue.said("list", called=tongue.text(one)) for one in dict.fromkeys(lists)]
        yield Cited(tongue.with_parts(tongue.said("advice"), *parts), tuple(one.record for one in matters.listed))
    if form != "pocket":
        for against in matters.against:
            yield Cited(
                tongue.said(
                    "against", **wanted(against.ours, tongue), who=_lead(against.theirs_in.fields, tongue),
                    other=tongue.label("ask_wants", against.theirs.wants),
                    day=tongue.day(against.theirs_in.fields.when.start),
                    office=tongue.text(found.about.name(against.theirs_in.actor)),
                ),
                (against.theirs_in.record, against.ours_in.record),
            )  # fmt: skip
    for one in matters.private:
        topic = tongue.text(one.ask.topic)
        said = tongue.said("private", day=tongue.day(one.ask.answer_by), topic=topic)
        yield Cited(said, (one.asked_in.record,))
    if form == "full":
        for reprisal in matters.reprisals:
            yield Cited(_happened("reprisal", reprisal.fields, tongue), (reprisal.record,))
        for held in found.facts.not_cleared:
            yield Cited(_not_cleared(held, tongue), (held.record,))
    yield Cited(tongue.said("rule_pocket" if form == "pocket" else "rule_always"))


def _not_cleared(held: Known[Incident] | Known[Obstruction], tongue: Tongue) -> str:
    return _happened("not_cleared", held.fields, tongue)


def _not_known(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    for one in found.not_known:
        yield Cited(tongue.said(f"u_{one.what}", number=one.number, since=tongue.day(one.since)), one.records)
