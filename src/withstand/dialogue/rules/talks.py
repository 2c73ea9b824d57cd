"""Engagements in a case of coherence: with its subject or with somebody above it, and which belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.roles import BESIDE, HELD_BY, MADE_AT, MET, POSTED, RAISES
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import Engagement
from withstand.ledger.fields import Record, Span
from withstand.vocabulary.terms import vocabulary
from withstand.vocabulary.words import Words, terms, text

BOOK = "dialogue_findings"
NOT_MADE = ("cancelled_by_us", "cancelled_by_them", "refused")
JOINT = ("joint_with", "merged_into", "same_as")


@dataclass(frozen=True)
class Talk:
    """An engagement of the operation's that took place, is planned, or of which nobody has said that it did not.

    `direct`: it met the subject of the case, or somebody who holds a post there. `components` are those whose it is,
    the lead first; one that nobody named is the empty word.
    """

    record: str
    fields: Engagement
    met: tuple[str, ...]
    raises: frozenset[str]
    direct: bool
    order: tuple[date, date, int, str]
    public: bool
    pressing: bool

    @property
    def last(self) -> date:
        """The last day on which it can have been; `order` says which of two came later."""
        return self.order[0]

    @property
    def first(self) -> date:
        """The first such day."""
        return self.order[1]

    @property
    def components(self) -> tuple[str, ...]:
        """Whose it is."""
        return tuple(dict.fromkeys((self.fields.lead or "", *self.fields.components)))

    @property
    def who(self) -> Words:
        """Its lead."""
        return terms("components", self.fields.lead) if self.fields.lead else text("?")

    @property
    def day(self) -> Words:
        """Its day."""
        return text(self.fields.when.start)

    @property
    def held(self) -> bool:
        """Whether it is recorded as held."""
        return self.fields.held == "held"

    def demands(self, issue: str) -> frozenset[tuple[tuple[str, str], str]]:
        """What it asks on an issue: topics, and what is wanted of each."""
        return frozenset((ask.same_topic, ask.wants) for ask in self.fields.asks if ask.issue == issue)


@dataclass(frozen=True)
class Pair:
    """Two engagements with one authority, the later one second; or one of them with somebody above it, `above`.

    `way` are the relations by which that one is above.
    """

    one: Talk
    other: Talk
    above: str = ""
    way: tuple[str, ...] = ()

    def records(self, case: Case) -> tuple[str, ...]:
        """What rests on both."""
        above = (self.above,) if self.above else ()
        return (self.one.record, self.other.record, case.subject.key, *above, *self.way)


def talks(case: Case) -> tuple[Talk, ...]:
    """The operation's engagements of a case, in their order."""
    return case.kept("talks", lambda: tuple(sorted(_talks(case), key=lambda one: one.order)))


def direct(case: Case) -> tuple[Talk, ...]:
    """Those with its subject."""
    return tuple(one for one in talks(case) if one.direct)


def _talks(case: Case) -> Iterator[Talk]:
    for record, fields in case.each(Engagement):
        if fields.made_by == "ally" or fields.held in NOT_MADE:
            continue
        met = case.to(record, MET)
        yield Talk(
            record, fields, met, frozenset(case.to(record, RAISES)), met_directly(case, met, fields.when),
            (fields.when.latest, fields.when.earliest, case.entered(record), record),
            _fact("engagement_channels", fields.channel, "public"), _fact("engagement_tones", fields.tone, "pressure"),
        )  # fmt: skip


def met_directly(case: Case, met: tuple[str, ...], when: Span) -> bool:
    """Whether somebody met is the subject, or may hold a post in it then."""
    subject = case.subject.key
    for one in met:
        posts = case.leading_to(one, HELD_BY)
        if one == subject or any(subject in case.to(post, POSTED) and _may_hold(case, post, when) for post in posts):
            return True
    return False


def _may_hold(case: Case, post: str, when: Span) -> bool:
    return may_touch(case.said(post, Record), when)


def may_touch(fields: Record | None, when: Span) -> bool:
    """Whether a claim holds or may hold on one of these days; one without days may."""
    valid = fields.valid if fields is not None else None
    if valid is None:
        return True
    open_end = valid.end is None and not valid.ongoing
    return valid.earliest <= when.latest and (when.earliest <= valid.latest or open_end)


def joint(case: Case, one: Talk, other: Talk, roles: tuple[str, ...] = JOINT) -> bool:
    """Whether two engagements are one démarche, by a link between them, or were merged into one."""
    for role in roles:
        here, there = set(case.to(one.record, role)), set(case.to(other.record, role))
        if other.record in here or one.record in there or (role == "merged_into" and here & there):
            return True
    return False


def knows(case: Case, one: Talk, other: Talk) -> bool:
    """Whether one of two engagements knew of the other: by a link, because a component was in both, or because one
    came back to what was promised at the other.
    """
    came_back = any(
        there.record in case.to(promise, MADE_AT)
        for here, there in ((one, other), (other, one)) for promise in here.raises
    )  # fmt: skip
    return came_back or bool({*one.components} & {*other.components} - {""}) or joint(case, one, other, BESIDE)


def asking(one: Talk, other: Talk) -> bool:
    """Whether both of two engagements ask for something."""
    return bool(one.fields.asks and other.fields.asks)


def pairs(
    case: Case, within: int, fits: Callable[[Talk, Talk], bool] = asking, *, line: bool = True
) -> Iterator[Pair]:  # fmt: skip
    """Pairs of engagements that fit, and are not further apart than some days: both with the subject; or one of them,
    and one with somebody who is or may be above it then. A pair with several authorities is one of the first of them
    alone.
    """
    subject, longest = case.subject.key, timedelta(days=within)
    known = sorted(talks(case), key=lambda one: (one.first, one.order))
    near = [(at, one) for at, one in enumerate(known) if one.direct]
    for at, first in enumerate(known):
        later = known[at + 1 :] if first.direct else [one for place, one in near if place > at]
        for second in later:
            if second.first - first.last > longest:
                break
            if not fits(first, second):
                continue
            one, other = (first, second) if first.order < second.order else (second, first)
            shared = {*one.met} & {*other.met}
            if one.direct and other.direct and (not shared or subject == min(shared)):
                yield Pair(one, other)
            elif line and not shared and not (one.direct and other.direct):
                yield from _in_line(case, one, other)


def _in_line(case: Case, one: Talk, other: Talk) -> Iterator[Pair]:
    far = other if one.direct else one
    above = _above(case, min(one.first, other.first), max(one.last, other.last))
    for actor in sorted(above.keys() & {*far.met})[:1]:
        yield Pair(one, other, actor, above[actor])


def _above(case: Case, first: date, last: date) -> Mapping[str, tuple[str, ...]]:
    """Who is or may be above the subject on one of these days; asked once for all days between the same turns."""
    turns = case.kept("turns", lambda: _turns(case))
    between = (
        bisect_left(turns, first),
        bisect_right(turns, first),
        bisect_left(turns, last),
        bisect_right(turns, last),
    )
    return case.kept(("above", between), lambda: case.above(case.subject.key, first, last))


def _turns(case: Case) -> list[date]:
    spans = [tie.valid for tie in case.chains.ties if tie.valid is not None]
    return sorted({case.day, *(day for span in spans for day in (span.earliest, span.latest))})


def same_matter(one: Talk, asked: Ask, other: Talk, asked_too: Ask) -> bool:
    """Whether two asks are about one thing: the same topic; or one of an issue, raised with one record, or in one of
    which nobody said what it is about.
    """
    if asked.issue != asked_too.issue:
        return False
    unsaid = not asked.topic.strip() or not asked_too.topic.strip()
    return unsaid or asked.same_topic == asked_too.same_topic or bool(one.raises & other.raises)


def against(one: str, other: str) -> bool:
    """Whether what two asks want contradicts each other."""
    terms_ = vocabulary("ask_wants").terms
    return any(
        there in terms_[here].facts["against"] for here, there in ((one, other), (other, one)) if here in terms_
    )  # fmt: skip


def holds_to(case: Case, talk: Talk, ask: Ask) -> tuple[str, ...]:
    """The components that asked for something and have not asked for anything about the same since."""
    later = [one for one in talks(case) if one.held and one.order > talk.order]
    gone = {
        component for one in later for mine in one.fields.asks if same_matter(talk, ask, one, mine)
        for component in one.components
    }  # fmt: skip
    return tuple(one for one in talk.components if one not in gone or not one)


def _fact(book: str, key: str, fact: str) -> bool:
    term = vocabulary(book).terms.get(key)
    return term is not None and bool(term.facts[fact])
