"""What not to say, and why: what another component asks against us, what is private still, what needs advice first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from withstand.actors.records import Listing
from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import Engagement
from withstand.evidence.records import Reprisal
from withstand.ledger.fields import last_day
from withstand.vocabulary.terms import vocabulary

PENDING = timedelta(days=90)
"""How long an ask of another component counts as pending against ours."""


@dataclass(frozen=True)
class Against:
    """Another component asks the opposite of what we ask: of the office, or of its line."""

    ours: Ask
    ours_in: Known[Engagement]
    theirs: Ask
    theirs_in: Known[Engagement]


@dataclass(frozen=True)
class Private:
    """An ask that stays between us and them until a day that has not passed."""

    ask: Ask
    asked_in: Known[Engagement]


@dataclass(frozen=True)
class NotToSay:
    """What may not be said, or not yet, or not before somebody was asked.

    `paused` are reprisals that pause contact with the office itself, `reprisals` those it is named in. `listed` are
    listings of the office, its posts or those who are met, where the meeting has no day of legal advice.
    """

    against: tuple[Against, ...]
    private: tuple[Private, ...]
    paused: tuple[Known[Reprisal], ...]
    reprisals: tuple[Known[Reprisal], ...]
    listed: tuple[Known[Listing], ...]


def not_to_say(about: AboutOffice) -> NotToSay:
    """What the rules find for the day."""
    paused = [one for one in about.reprisals if one.fields.contact_paused and one.fields.when.earliest <= about.day]
    this = about.this
    advised = this is not None and this.fields.legal_advice_on is not None
    hit = frozenset(_hit(about, paused))
    return NotToSay(
        against=tuple(_against(about)),
        private=tuple(_private(about)),
        paused=tuple(one for one in paused if one.record in hit),
        reprisals=tuple(one for one in paused if one.record not in hit),
        listed=() if advised else tuple(one for one in about.listings if one.side == "own" and _stands(one, about)),
    )


def _hit(about: AboutOffice, paused: list[Known[Reprisal]]) -> Iterator[str]:
    """Reprisals that hit the office itself."""
    ties = about.picture.ties([one.record for one in paused])
    return (tie.source for tie in ties if tie.role == "hit" and tie.target == about.office.record)


def _stands(one: Known[Listing], about: AboutOffice) -> bool:
    return one.fields.valid is None or one.fields.valid.earliest <= about.day <= one.fields.valid.latest


def _against(about: AboutOffice) -> Iterator[Against]:
    this = about.this
    lead = this.fields.lead if this else None
    mine = [(ask, this) for ask in this.fields.asks] if this else []
    mine += [(ask, one) for one in about.held if one.fields.lead == lead or lead is None for ask in one.fields.asks]
    opposite = {key: frozenset(term.facts["against"]) for key, term in vocabulary("ask_wants").terms.items()}
    ours: dict[tuple[str, str], tuple[Ask, Known[Engagement]]] = {}
    for ask, one in mine:
        ours.setdefault(ask.same_topic, (ask, one))
    for other in about.engagements:
        near = abs(other.fields.when.earliest - about.day) <= PENDING
        pending = other.fields.held in ("held", "planned") and other.fields.made_by == "ours"
        for ask in other.fields.asks if near and pending else ():
            held = ours.get(ask.same_topic)
            if held is None or other.fields.lead == held[1].fields.lead:
                continue
            if held[0].wants in opposite[ask.wants] or ask.wants in opposite[held[0].wants]:
                yield Against(held[0], held[1], ask, other)


def _private(about: AboutOffice) -> Iterator[Private]:
    found = set()
    for one in (*about.held, *((about.this,) if about.this else ())):
        for ask in one.fields.asks:
            waiting = ask.answer_by is not None and last_day(ask.answer_by) >= about.day
            if waiting and one.fields.channel != "public_statement" and ask.same_topic not in found:
                found.add(ask.same_topic)
                yield Private(ask, one)
