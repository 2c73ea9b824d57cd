"""Interceding: an author proposes words for a superior, another person confirms them, and what came of it is kept.

Checked on the full picture: what the author may not see protects as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from withstand.actors.records import ACTORS
from withstand.dialogue.exposure import FINDINGS, Chosen, Giveaway, giveaways
from withstand.dialogue.exposure_material import chosen_of, material_of, superiors_of
from withstand.dialogue.gazetteer import Gazetteer
from withstand.dialogue.intercession import (
    CONFIRMED,
    DROPPED,
    ENDED,
    INTERCESSION,
    PROPOSED,
    SPOKEN,
    Intercession,
)  # fmt: skip
from withstand.errors import WithstandError
from withstand.evidence.records import Alert
from withstand.evidence.referral import is_referral_case
from withstand.ledger.errors import NotFound
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.picture.actors import everybody
from withstand.picture.guard import Guard, guarded, paused_contact
from withstand.picture.picture import Picture
from withstand.picture.routing import suspects_of
from withstand.picture.seen import Seen
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

SENTENCES = "intercession_sentences"
RESTS_ON, WITH, CONCERNS, SOURCE = "rests_on", "interceded_with", "concerns", "source"


class NotInterceded(WithstandError):
    """An intercession that cannot be made so. `left` is what its words would still give away."""

    def __init__(self, sentence: str, left: tuple[Giveaway, ...] = ()) -> None:
        self.left = left
        super().__init__(sentence)


@dataclass(frozen=True)
class Checked:
    """The words of an intercession after the check: all that they would give away, and what is left to decide."""

    found: tuple[Giveaway, ...]
    left: tuple[Giveaway, ...]


@dataclass(frozen=True)
class Spoken:
    """What a principal takes along, and nothing else: the words, to whom, of which area and month. Only
    `to_be_spoken` makes one.
    """

    with_whom: str
    words: str
    area: str
    month: str


def check_words(guard: Guard, alert: str, proposed: Intercession, gazetteer: Gazetteer, superior: str = "") -> Checked:
    """What the words of a proposal would give away of an alert, whoever may see it.

    Raises:
        NotFound: the alert is not here.
    """
    month = proposed.about_month or ""
    material = material_of(guard, alert, proposed.where, month, gazetteer)
    chosen = _chosen(guard, alert, proposed, gazetteer, superior)
    found = giveaways(proposed.spoken_words, material, chosen)
    kept = {(one.gives_away, one.words) for one in proposed.kept_words if one.reason.strip()}
    return Checked(found, tuple(one for one in found if one.never or (one.found, one.words) not in kept))


def proposal(
    guard: Guard, sight: Picture, alert: str, superior: str, proposed: Intercession, today: date, author: str,
    gazetteer: Gazetteer, language: str = "en",
) -> Draft:  # fmt: skip
    """The draft of a proposed intercession, as restricted as all that it rests on.

    Raises:
        NotFound: whoever proposes it may not see the alert or the superior.
        NotInterceded: with whom or what it cannot be, or all that its words would give away.
        InvalidRecord: it contradicts itself.
    """
    seen, to = sight.get(alert), sight.get(superior)
    if not isinstance(seen.fields, Alert) or to.kind is None or to.kind.name not in ACTORS:
        raise NotInterceded(said(SENTENCES, "what", language))
    if author == OFFICE_AUTHOR:
        raise NotInterceded(said(SENTENCES, "author", language))
    if is_referral_case(seen.fields):
        raise NotInterceded(said(SENTENCES, "referral", language))
    fields = msgspec.structs.replace(proposed, intercession_status=PROPOSED, reviewed_by="", superior_did=None)
    INTERCESSION.check(fields)
    suspects = tuple(sorted(suspects_of(guard, alert)))
    known = everybody(guard)
    if superior not in superiors_of(known.chains, suspects, today):
        raise NotInterceded(said(SENTENCES, "superior", language))
    _contact(guard, sight, alert, superior, language)
    checked = check_words(guard, alert, fields, gazetteer, superior)
    if checked.left:
        raise NotInterceded(pointed(checked.left, language), checked.left)
    ways = known.chains.bound(superior, today, today)
    ties = {one for actor in suspects for tie in ways.get(actor, ()) for one in (tie.relation, tie.lower, tie.upper)}
    rests = guard.picture.several((alert, superior, *suspects, *ties)).values()
    strictest = guarded(guard.ledger, None, rests)
    links = (LinkTo(RESTS_ON, alert), LinkTo(WITH, superior), *(LinkTo(CONCERNS, one) for one in suspects))
    return Draft(
        INTERCESSION, fields, strictest.classification, strictest.compartments, links=links, author=author, checked=True
    )


def confirmation(
    guard: Guard, sight: Picture, intercession: str, reviewer: str, also: Collection[str], gazetteer: Gazetteer,
    language: str = "en",
) -> Draft:  # fmt: skip
    """The draft by which another person confirms the check. `also` are other tokens under which the reviewer wrote.

    Raises:
        NotFound: the reviewer may not see it.
        NotInterceded: it is not waiting for this, the reviewer wrote in it, or the alert holds more by now.
    """
    seen, fields = _held(sight, intercession, language)
    _at(fields, (PROPOSED,), language)
    authors = {one.header.author for one in guard.picture.history(intercession)}
    if reviewer == OFFICE_AUTHOR or not authors.isdisjoint({reviewer, *also}):
        raise NotInterceded(said(SENTENCES, "two", language))
    alert, superior = _ends(guard, intercession)
    _contact(guard, sight, alert, superior, language)
    checked = check_words(guard, alert, fields, gazetteer, superior)
    if checked.left:
        raise NotInterceded(pointed(checked.left, language), checked.left)
    changed = msgspec.structs.replace(fields, intercession_status=CONFIRMED, reviewed_by=reviewer)
    return _next(seen, changed, reviewer)


def to_be_spoken(sight: Picture, intercession: str, language: str = "en") -> Spoken:
    """What may be taken along and said, once another person has confirmed it.

    Raises:
        NotFound: it may not be seen.
        NotInterceded: nobody has confirmed it.
    """
    seen, fields = _held(sight, intercession, language)
    _at(fields, (CONFIRMED, SPOKEN, ENDED), language)
    superior = next((one.other for one in sight.links(seen.record, WITH)), "")
    return Spoken(
        superior, fields.spoken_words, fields.where.area if fields.where else "", fields.about_month or ""
    )  # fmt: skip


def followed(
    sight: Picture, intercession: str, status: str, author: str, *, did: str = "", told: str = "", on: str = "",
    language: str = "en",
) -> Draft:  # fmt: skip
    """The draft of what came next: that it was spoken, what the superior did and said, or that it was dropped.

    Raises:
        NotFound: it may not be seen.
        NotInterceded: it cannot come to this from where it stands.
    """
    seen, fields = _held(sight, intercession, language)
    before = {SPOKEN: (CONFIRMED,), ENDED: (CONFIRMED, SPOKEN, ENDED), DROPPED: (PROPOSED, CONFIRMED)}
    _at(fields, before[status], language)
    changed = msgspec.structs.replace(
        fields, intercession_status=status, superior_did=did or fields.superior_did, reply=told or fields.reply,
        reply_on=on or fields.reply_on,
    )  # fmt: skip
    INTERCESSION.check(changed)
    return _next(seen, changed, author)


def pointed(left: Iterable[Giveaway], language: str = "en") -> str:
    """What is left to take out or to keep, in a sentence."""
    label = vocabulary(FINDINGS).label
    lines = [
        said(SENTENCES, "never" if one.never else "keep", language, what=label(one.found, language), words=one.words)
        for one in left
    ]
    return " ".join((said(SENTENCES, "left", language), *lines))


def _chosen(guard: Guard, alert: str, proposed: Intercession, gazetteer: Gazetteer, superior: str) -> Chosen:
    picture = guard.picture
    actors = [*suspects_of(guard, alert), *([superior] if superior else [])]
    names = [picture.get(one).title for one in actors if picture.holds(one)]
    return chosen_of(proposed.where, proposed.about_month or "", names, gazetteer)


def _contact(guard: Guard, sight: Picture, alert: str, superior: str, language: str) -> None:
    """Whoever was hit for speaking with us, or the superior: contact is paused until a person lifts it."""
    for record in (superior, *guard.once_linked(alert, SOURCE)):
        paused = paused_contact(guard, record)
        if paused.finding:
            raise NotInterceded(paused.told_to(sight.audience, said(SENTENCES, "paused", language)))


def _held(sight: Picture, intercession: str, language: str) -> tuple[Seen, Intercession]:
    seen = sight.get(intercession)
    if not isinstance(seen.fields, Intercession):
        raise NotFound(f"Record {intercession} is no intercession that this program can read.")
    if seen.heads > 1:
        raise NotInterceded(said(SENTENCES, "conflict", language))
    return seen, seen.fields


def _at(fields: Intercession, wanted: Sequence[str], language: str) -> None:
    if fields.intercession_status not in wanted:
        label = vocabulary("intercession_status").label
        stands = label(fields.intercession_status, language)
        names = ", ".join(label(one, language) for one in wanted)
        raise NotInterceded(said(SENTENCES, "state", language, stands=stands, wanted=names))


def _ends(guard: Guard, intercession: str) -> tuple[str, str]:
    links = guard.picture.links(intercession)
    alert = next(one.other for one in links if one.role == RESTS_ON)
    return alert, next(one.other for one in links if one.role == WITH)


def _next(seen: Seen, fields: Intercession, author: str) -> Draft:
    return Draft(
        INTERCESSION, fields, seen.classification, seen.compartments, seen.record, (seen.version,), author=author,
        checked=True,
    )  # fmt: skip
