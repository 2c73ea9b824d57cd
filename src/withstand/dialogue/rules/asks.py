"""Rules on what is asked of one authority by several of ours: contradictory, unknown to each other, said in public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.dialogue.parts import Ask
from withstand.dialogue.rules.days import days
from withstand.dialogue.rules.talks import (
    BOOK,
    Pair,
    Talk,
    against,
    holds_to,
    joint,
    knows,
    pairs,
    same_matter,
)
from withstand.ledger.fields import last_day
from withstand.vocabulary.words import Words, terms, text

SETTLED = ("agreed", "partial", "refused")
"""Answers after which a deadline of an ask is over."""


@dataclass(frozen=True)
class Contradiction:
    """Two asks that contradict each other, and the components that hold to them."""

    pair: Pair
    ask: Ask
    other: Ask
    by: tuple[str, str]


def contradictions(case: Case) -> tuple[Contradiction, ...]:
    """Contradictory asks of a case, one for each pair of engagements."""
    return case.kept("contradictions", lambda: tuple(_contradictions(case)))


def _contradictions(case: Case) -> Iterator[Contradiction]:
    for pair in pairs(case, days().contradiction):
        found = next(_between(case, pair), None) if not joint(case, pair.one, pair.other) else None
        if found is not None:
            yield found


def _between(case: Case, pair: Pair) -> Iterator[Contradiction]:
    for ask in pair.one.fields.asks:
        for other in pair.other.fields.asks:
            if not against(ask.wants, other.wants) or not same_matter(pair.one, ask, pair.other, other):
                continue
            for by in holds_to(case, pair.one, ask):
                for by_other in holds_to(case, pair.other, other):
                    if not by or by not in pair.other.components:
                        yield Contradiction(pair, ask, other, (by, by_other))


def contradictory_asks(case: Case) -> Iterator[Finding]:
    """Two components ask an authority, or one of them it and the other somebody above it, for things about one topic
    that contradict each other, within 90 days. What a component asks later about the same takes the place of what it
    asked before; a joint démarche contradicts nothing. An ask that does not name its topic may be about the same.
    """
    for one in contradictions(case):
        pair = one.pair
        raised = pair.one.raises & pair.other.raises
        yield finding(
            "contradictory_asks", BOOK, pair.other.record, (*pair.records(case), *raised),
            pair.other.fields.lead or "", "line" if pair.above else "",
            unit=text(case.title(case.subject.key)), above=text(case.title(pair.above) if pair.above else "–"),
            one=_component(one.by[0]), other=_component(one.by[1]), day=pair.one.day, later=pair.other.day,
            ask=text(one.ask.ask), other_ask=text(one.other.ask),
        )  # fmt: skip


def unknown_to_each_other(case: Case) -> Iterator[Finding]:
    """Two components ask an authority for something on one issue within 14 days, the same or not, and neither
    engagement says that it knew of the other: by a link, by a promise made there, or by a component that was in both.
    To tell the same and ask for nothing is no finding; of two asks that contradict each other, or of pressure beside
    dialogue, another rule says more.
    """
    known = {(one.pair.one.record, one.pair.other.record) for one in contradictions(case)}
    for pair in pairs(case, days().unknown, line=False):
        one, other = pair.one, pair.other
        if knows(case, one, other) or (one.record, other.record) in known:
            continue
        found = next(_on_one_issue(one, other), None)
        if found is not None:
            issue, same = found
            yield finding(
                "unknown_to_each_other", BOOK, other.record, pair.records(case), other.fields.lead or "",
                "same" if same else "", unit=text(case.title(case.subject.key)), one=one.who, other=other.who,
                day=one.day, later=other.day, issue=terms("dialogue_issues", issue),
            )  # fmt: skip


def _on_one_issue(one: Talk, other: Talk) -> Iterator[tuple[str, bool]]:
    """Issues on which two engagements ask, and whether they ask for something in common."""
    for issue in dict.fromkeys(ask.issue for ask in one.fields.asks):
        mine = [ask for ask in one.fields.asks if ask.issue == issue]
        theirs = [ask for ask in other.fields.asks if ask.issue == issue]
        common = any(a.wants == b.wants and same_matter(one, a, other, b) for a in mine for b in theirs)
        if theirs and (common or one.pressing == other.pressing):
            yield issue, common


def public_before_deadline(case: Case) -> Iterator[Finding]:
    """Something is asked in public of an authority or its line before the day until which it was asked in private, and
    no answer is recorded; or another component praises it in public meanwhile, on conduct, or on the same record. A day
    of which only the month is known counts to its end.
    """
    for pair in pairs(case, _LONGEST, lambda one, other: one.public != other.public):
        quiet, loud = (pair.one, pair.other) if pair.other.public else (pair.other, pair.one)
        if loud.last >= quiet.first:
            yield from _too_early(case, pair, quiet, loud)


_LONGEST = 366
"""How long before what is said in public a private ask is looked for, in days."""


def _too_early(case: Case, pair: Pair, quiet: Talk, loud: Talk) -> Iterator[Finding]:
    for ask in quiet.fields.asks:
        until = ask.answer_by
        if until is None or ask.response in SETTLED or loud.first > last_day(until):
            continue
        asked = any(same_matter(quiet, ask, loud, one) for one in loud.fields.asks)
        if not asked and not _praises(quiet, ask, loud):
            continue
        shared = quiet.raises & loud.raises
        yield finding(
            "public_before_deadline", BOOK, loud.record, (*pair.records(case), *quiet.met, *loud.met, *shared),
            loud.fields.lead or "", "" if asked else "praise",
            unit=text(*(case.title(one) for one in loud.met)), asked=text(*(case.title(one) for one in quiet.met)),
            one=quiet.who, other=loud.who, day=loud.day, until=text(until), ask=text(ask.ask),
        )  # fmt: skip
        return


def _praises(quiet: Talk, ask: Ask, loud: Talk) -> bool:
    ours = {*quiet.components} & {*loud.components} - {""}
    about = ask.issue in days().praise_on or bool(quiet.raises & loud.raises)
    return loud.fields.tone == "appreciate" and about and not ours


def _component(key: str) -> Words:
    return terms("components", key) if key else text("?")
