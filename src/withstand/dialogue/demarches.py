"""Demarches and protests, written and oral: which are open, answered, repeated, contradictory, left without a reply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from withstand.dialogue.due import OVERDUE, UNDATED, due_word, is_due_by
from withstand.dialogue.lines import Lines
from withstand.dialogue.talks import Talk, close_pairs, later_day, talks
from withstand.picture.actors import chains
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

WAITING, NO_REPLY, ANSWERED, MERGED, AHEAD, DROPPED = "waiting", "no_reply", "answered", "merged", "ahead", "dropped"
STATES = (NO_REPLY, WAITING, AHEAD, ANSWERED, MERGED, DROPPED)
REPLY_DAYS = timedelta(days=30)
AGAINST_DAYS = timedelta(days=90)
APPRECIATES = "appreciate"
_ANSWERS = ("agreed", "partial", "deflected", "refused")


@dataclass(frozen=True)
class Demarche:
    """One demarche as of a day. `state` is a word of the vocabulary `demarche_states`.

    `days` are those since it was made for certain, None where that is not known or lies ahead; `repeats` and
    `repeated_by` other demarches; `against` those that ask the opposite on one topic.
    """

    talk: Talk
    state: str
    days: int | None
    answered_on: str | None
    repeats: tuple[str, ...]
    repeated_by: tuple[str, ...]
    against: tuple[str, ...] = ()

    @property
    def record(self) -> str:
        """Its id."""
        return self.talk.record

    @property
    def is_open(self) -> bool:
        """Whether an answer is awaited."""
        return self.state in (WAITING, NO_REPLY)


def is_demarche(talk: Talk) -> bool:
    """Whether an engagement is one: a letter or a note, or a protest or a warning in whatever way.

    A letter of appreciation that asks for nothing is none: no reply is waited for.
    """
    fields = talk.fields
    asks = fields.tone != APPRECIATES or bool(fields.asks) or fields.reply_expected is not None
    return talk.presses or (talk.written and asks)


def state_of(talk: Talk, day: date, patience: timedelta = REPLY_DAYS) -> str:
    """Where a demarche stands on a day.

    It is without reply once the day by which one was expected has passed; where none was named, after some days.
    """
    fields = talk.fields
    if talk.merged:
        return MERGED
    if fields.held not in ("planned", "held"):
        return DROPPED
    if fields.held == "planned" or fields.when.earliest > day:
        return AHEAD
    if _answered(talk, day):
        return ANSWERED
    expected = due_word(fields.reply_expected, day)
    if expected != UNDATED:
        return NO_REPLY if expected == OVERDUE else WAITING
    return NO_REPLY if not fields.when.ongoing and fields.when.latest < day - patience else WAITING


def _answered(talk: Talk, day: date) -> bool:
    fields = talk.fields
    if fields.reply_on is not None:
        return is_due_by(fields.reply_on, day)
    return bool(fields.reply) or any(one.response in _ANSWERS for one in fields.asks)


def demarche_of(talk: Talk, day: date, patience: timedelta = REPLY_DAYS) -> Demarche:
    """One demarche, seen alone."""
    state, when = state_of(talk, day, patience), talk.fields.when
    since = None if when.ongoing or when.latest > day else (day - when.latest).days
    return Demarche(
        talk,
        state,
        None if state in (AHEAD, DROPPED) else since,
        talk.fields.reply_on if state == ANSWERED else None,
        talk.linked("repeats"),
        talk.linked_from("repeats"),
    )


def demarches(picture: Picture, day: date, patience: timedelta = REPLY_DAYS) -> tuple[Demarche, ...]:
    """The demarches of a picture as of a day: those without reply first, the oldest of them first."""
    return demarches_among(picture, talks(picture), day, patience)


def demarches_among(
    picture: Picture, among: Iterable[Talk], day: date, patience: timedelta = REPLY_DAYS
) -> tuple[Demarche, ...]:
    """The same where the engagements were read already."""
    known = {one.record: one for one in among}
    found = [demarche_of(one, day, patience) for one in known.values() if is_demarche(one)]
    against = contradictions((one.talk for one in found if one.state not in (MERGED, DROPPED)), Lines(chains(picture)))
    answered = (_answered_again(one, known, day) if one.is_open and one.repeated_by else one for one in found)
    told = (replace(one, against=against.get(one.record, ())) for one in answered)
    return tuple(sorted(told, key=_order))


def _answered_again(one: Demarche, known: Mapping[str, Talk], day: date) -> Demarche:
    """An open demarche as answered where a later one that repeats it was: one reply answers both."""
    reached, edge = {one.record}, list(one.repeated_by)
    while edge:
        record = edge.pop()
        if record in reached or record not in known:
            continue
        reached.add(record)
        if _answered(known[record], day):
            return replace(one, state=ANSWERED, answered_on=known[record].fields.reply_on)
        edge.extend(known[record].linked_from("repeats"))
    return one


def _order(one: Demarche) -> tuple[int, int, str]:
    return STATES.index(one.state), -(one.days or 0), one.record


def contradictions(found: Iterable[Talk], lines: Lines) -> Mapping[str, tuple[str, ...]]:
    """Which of these ask an office, or its line, for opposite things on one topic within some months of each other."""
    by_topic: dict[tuple[str, str], dict[str, Talk]] = defaultdict(dict)
    for talk in found:
        for ask in talk.fields.asks:
            by_topic[ask.same_topic][talk.record] = talk
    pairs: dict[str, set[str]] = defaultdict(set)
    for topic, members in by_topic.items():
        for one, other in close_pairs(members.values(), AGAINST_DAYS):
            if _opposed(one, other, topic) and lines.meet(
                one.linked("met"), other.linked("met"), later_day(one, other)
            ):
                pairs[one.record].add(other.record)
                pairs[other.record].add(one.record)
    return {record: tuple(sorted(others)) for record, others in pairs.items()}


def _opposed(one: Talk, other: Talk, topic: tuple[str, str]) -> bool:
    mine, theirs = set(_wants(one, topic)), set(_wants(other, topic))
    return any(opposite(want, wish) for want in mine for wish in theirs)


def opposite(want: str, wish: str) -> bool:
    """Whether two words of `ask_wants` contradict each other."""
    terms = vocabulary("ask_wants").terms
    return wish in terms[want].facts["against"] or want in terms[wish].facts["against"]


def _wants(talk: Talk, topic: tuple[str, str]) -> Iterator[str]:
    return (ask.wants for ask in talk.fields.asks if ask.same_topic == topic)
