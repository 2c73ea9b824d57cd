"""The sentences of a vetting: gaps, the command line, what followed decisions, like requests, ladders."""

from __future__ import annotations

from collections.abc import Iterator

from withstand.actors.records import Listing, Posting
from withstand.brief.support.tongue import Tongue
from withstand.inducement.gaps import Gap
from withstand.inducement.ladder import LadderStanding
from withstand.inducement.line import Member
from withstand.inducement.outcomes import Outcome, ReferenceClass
from withstand.inducement.two_ledgers import LedgerSide
from withstand.picture.seen import Seen

_RAW = "long_unseen"
"""Days are told without marks between thousands."""


def gap_words(gap: Gap, tongue: Tongue) -> str:
    """A gap in a sentence."""
    number = str(gap.number) if gap.gap == _RAW else tongue.number(gap.number)
    return tongue.counted(
        gap.gap, gap.number, number=number, since=tongue.on(gap.since), about=tongue.text(gap.about)
    )  # fmt: skip


def tie_words(member: Member, tongue: Tongue) -> str:
    """By which claims an actor stands in the line."""
    return tongue.said(
        "tie" if member.steps == 1 else "tie_away", number=member.steps, days=tongue.span(member.tie.valid),
        relation=tongue.within("relation_types", member.tie.type),
    )  # fmt: skip


def now_words(member: Member, tongue: Tongue) -> str:
    """Whether an actor stands there on the day."""
    return tongue.said({True: "now", None: "may_be_now", False: "then"}[member.now])


def decision_words(outcome: Outcome, tongue: Tongue) -> str:
    """What was decided and until when."""
    if outcome.decision is None:
        return tongue.said("not_decided")
    fields = outcome.decision.fields
    past, day = tongue.said(f"past_{fields.decided}"), tongue.on(fields.on)
    if not fields.expires:
        return tongue.said("decided_on", past=past, day=day)
    return tongue.said("decided_until", past=past, day=day, until=tongue.on(fields.expires))


def listing_words(seen: Seen, tongue: Tongue) -> str:
    """A list on which the unit stands, in which release."""
    fields = seen.fields
    parts = (fields.list, fields.release) if isinstance(fields, Listing) else (seen.title,)
    return _claimed(seen, tongue.listed(map(tongue.text, parts)), tongue)


def post_words(seen: Seen, tongue: Tongue) -> str:
    """A post in the unit, never its holder's name."""
    fields = seen.fields
    if isinstance(fields, Posting) and not fields.title:
        return _claimed(seen, tongue.label("posting_types", fields.type), tongue)
    return _claimed(seen, tongue.text(fields.title if isinstance(fields, Posting) else seen.title), tongue)


def _claimed(seen: Seen, name: str, tongue: Tongue) -> str:
    valid = seen.fields.valid if seen.fields is not None else None
    return tongue.said("claim", name=name, days=tongue.span(valid), record=tongue.short(seen.record))


def followed_words(outcome: Outcome, tongue: Tongue) -> str:
    """What followed a decision, and where the request stands."""
    state = tongue.within("support_states", outcome.standing.state)
    steps = tongue.listed(tongue.said(f"past_{one}") for one in outcome.followed)
    return tongue.said("steps_now", steps=steps, state=state) if steps else tongue.said("now_state", state=state)


def reference_words(like: ReferenceClass, tongue: Tongue) -> str:
    """The counts of like requests, with what like means."""
    say = tongue.said
    book, _, kind = like.recipient_type.partition(" ")
    means = say(
        "like_means", support=tongue.within("support_types", like.support),
        type=tongue.within(book, kind) if kind else tongue.common("unknown"),
    )  # fmt: skip
    if not like.requests:
        return say("no_like", means=means)
    parts = [say("so_many", number=number, past=say(f"past_{word}")) for word, number in like.decided]
    parts += [say("so_many", number=like.open, past=say("not_decided"))] if like.open else []
    said = tongue.counted("like", like.requests, number=tongue.number(like.requests), parts=tongue.listed(parts))
    if like.approved:
        later = tongue.listed(
            say("later_so_many", number=number, past=say(f"past_{word}")) for word, number in like.followed
        )
        said = say("later", like=said, number=like.approved, later=later or say("no_later"))
    return say("no_chances", like=said, means=means)


def counted_words(side: LedgerSide, tongue: Tongue) -> str:
    """What the incidents count within, by unit; where nothing is counted, that."""
    said = [
        tongue.said(
            "counted_one" if one.least == one.most == 1 else "counted", told=one.told, untold=one.untold,
            range=str(one.least) if one.least == one.most else f"{one.least}–{one.most}",
            unit=tongue.within("counting_units", one.unit),
        )
        for one in side.counts
    ]  # fmt: skip
    return tongue.common("between").join(said) or (tongue.said("nobody_counted") if side.incidents else "–")


def ladder_words(one: LadderStanding, tongue: Tongue) -> Iterator[str]:
    """Where a recipient stands, what it must still show, and how it is monitored."""
    say, rungs = tongue.said, len(one.ladder.fields.rungs)
    yield tongue.counted("rungs", rungs, reached=one.reached, rungs=tongue.number(rungs))
    yield tongue.counted(
        "months", one.months, months=tongue.number(one.months), since=tongue.on(one.since), seen=one.seen
    )
    if one.next is not None:
        lacks = [tongue.within("good_conduct", key) for key in one.must_show]
        if one.months_lacking:
            number = tongue.number(one.months_lacking)
            lacks.append(tongue.counted("months_lacking", one.months_lacking, number=number))
        gives = tongue.within("support_types", one.next.gives)
        yield say("next", gives=gives, lacks=tongue.listed(lacks) or say("nothing"))
    form, floor = (tongue.within("monitoring_forms", key) for key in (one.monitoring, one.ladder.fields.floor))
    yield say("form", form=form, floor=floor)
