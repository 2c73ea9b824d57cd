"""The full picture, for guards, workflows, routing and rules only: what a person may not see still protects.

Whatever it finds carries the strictest rights of its evidence; who may not see that is told whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from withstand.evidence.records import REPRISAL, Reprisal
from withstand.ledger import rights
from withstand.ledger.fields import Record
from withstand.ledger.kinds import Kind, split_tag
from withstand.ledger.ledger import Ledger
from withstand.ledger.store.queries import rights_of
from withstand.ledger.system import RECEIPT, STATEMENT
from withstand.picture.audience import EVERY, Audience
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen, classification_word
from withstand.vocabulary.terms import vocabulary

Finding = TypeVar("Finding")


class _Everything(Audience):
    """Sees all, consented to or not. Only a guard may stand here."""

    @property
    def level(self) -> int:
        """Above every rank, the unknown one too."""
        return rights.UNKNOWN_LEVEL

    @property
    def mask(self) -> int:
        """All components, and what is sealed."""
        return rights.everything()

    @property
    def use(self) -> int:
        """Any use, even none."""
        return -1


@dataclass(frozen=True)
class Guarded(Generic[Finding]):
    """A finding with the strictest rights of what it rests on; `use` are the uses that all its sources agreed to.

    `sealed`: something of that is still sealed, so that only its own body may see it.
    """

    finding: Finding
    classification: str
    compartments: tuple[str, ...]
    rests_on: tuple[str, ...]
    use: int
    sealed: bool = False

    def visible_to(self, audience: Audience) -> bool:
        """Whether this audience may see the finding and its evidence."""
        mask = rights.compartments(self.compartments)
        mask = rights.sealed(mask) if self.sealed else mask
        open_to = mask == rights.EVERYBODY or bool(mask & audience.mask)
        return rights.level(self.classification) <= audience.level and open_to and bool(self.use & audience.use)

    def told_to(self, audience: Audience, sentence: str) -> str:
        """The sentence, or whom to ask."""
        if self.visible_to(audience):
            return sentence
        names = [vocabulary("components").label(one) for one in self.compartments if one != rights.SEALED]
        return f"Blocked: ask {' or '.join(names) or 'the head of office'}."


@dataclass(frozen=True)
class Guard:
    """A handle on everything that is known, as of a day. It is never shown, only asked."""

    ledger: Ledger
    as_of: date | None = None

    @property
    def picture(self) -> Picture:
        """The full picture."""
        return Picture(self.ledger, _Everything("guard", "strictly_confidential", (EVERY,)), self.as_of)

    def known_at(self, moment: int | None, known_by: str = "") -> Picture:
        """The full picture as it was known at a moment, in microseconds (None: now), to an installation or here."""
        return Picture(self.ledger, self.picture.audience, self.as_of, moment, known_by)

    def withheld(self, kind: Kind) -> int:
        """How many records of a kind are known here by their header only: what they say cannot be heeded."""
        return self.picture._views.withheld(kind.name)

    def entered_since(self, reach: Mapping[str, int]) -> frozenset[str] | None:
        """Records that were entered, changed or linked to others after a frontier (see `Picture.reach`), or whose
        text was taken away; None where what came may have changed anything: keys, or a bundle.
        """
        found = set()
        for record, tag, about, what in self.picture._views.entered_since(reach):
            name = split_tag(tag)[0]
            if name == STATEMENT.name or (name == RECEIPT.name and what == "import"):
                return None
            found.add(str(about) if name.startswith("ledger.") else str(record))
        return frozenset(found - {""})

    def once_said(self, kind: Kind) -> Iterator[tuple[str, Record | None]]:
        """Every version of records of a kind that was ever signed: superseded, quarantined, all whose text is here."""
        for record, tag, body in self.picture._views.once_said(kind.name):
            yield record, kind.readable(body, split_tag(tag)[1])

    def once_linked(self, record: str, role: str) -> tuple[str, ...]:
        """Where a record's links in a role lead or have led, those that were withdrawn included."""
        return tuple(self.picture._views.once_linked(record, role))

    def once_led(self) -> Iterator[tuple[str, str, str]]:
        """Every link that anybody ever made, those that were withdrawn included: (source, role, target)."""
        for source, role, target in self.picture._views.once_led():
            yield str(source), str(role), str(target)

    def taken_back(self) -> Iterator[tuple[str, str, str]]:
        """The links that were withdrawn: (source, role, target); far fewer than all, and asked as fast."""
        for source, role, target in self.picture._views.taken_back():
            yield str(source), str(role), str(target)


def guarded(ledger: Ledger, finding: Finding, evidence: Iterable[Seen]) -> Guarded[Finding]:
    """A finding with the strictest rights of its evidence, and no use that one of its sources has not agreed to."""
    return several_guarded(ledger, [(finding, tuple(evidence))])[0]


def several_guarded(
    ledger: Ledger, findings: Iterable[tuple[Finding, tuple[Seen, ...]]]
) -> tuple[Guarded[Finding], ...]:
    """The same of several findings, each with its evidence, in one question."""
    given = tuple(findings)
    stand = rights_of(ledger.database, {seen.record for _, evidence in given for seen in evidence})
    return tuple(_guarded(finding, evidence, stand) for finding, evidence in given)


def _guarded(finding: Finding, evidence: tuple[Seen, ...], stand: Mapping[str, tuple[int, int]]) -> Guarded[Finding]:
    rank, mask, use = 0, rights.EVERYBODY, rights.every_use()
    for seen in evidence:
        rank = max(rank, rights.level(seen.classification))
        own, allowed = stand.get(seen.record, (rights.compartments(seen.compartments), 0))
        mask = rights.narrowed(mask, own)
        use &= allowed
    names, sealed = rights.component_names(mask), rights.is_sealed(mask)
    records = tuple(seen.record for seen in evidence)
    return Guarded(finding, classification_word(rank), names, records, use, sealed)


def paused_contact(guard: Guard, record: str) -> Guarded[bool]:
    """Whether contact with a source, an office or a group is paused, because a reprisal hit it or may have.

    A reprisal that names nobody it hit pauses nobody in particular; it is listed for a person to look at.
    """
    picture = guard.picture
    hits = (picture.get(link.other) for link in picture.links(record, "hit", outward=False))
    pausing = [seen for seen in hits if _pauses(picture, seen)]
    return guarded(guard.ledger, bool(pausing), pausing)


def reprisals_without_names(guard: Guard) -> tuple[Guarded[str], ...]:
    """Reprisals that still pause contact, and whose victims among our contacts nobody has linked yet."""
    picture = guard.picture
    linked = set(picture.link_frame(REPRISAL).filter(role="hit")["source"])
    open_ones = (seen for seen in picture.each(REPRISAL) if seen.record not in linked and _pauses(picture, seen))
    return tuple(guarded(guard.ledger, seen.record, [seen]) for seen in open_ones)


def _pauses(picture: Picture, seen: Seen) -> bool:
    """Whether a reprisal pauses contact: all versions that stand beside each other must have lifted it, to lift it."""
    heads = set(picture.heads(seen.record)) if seen.heads > 1 else {seen.version}
    versions = [seen] if seen.heads == 1 else [one.seen for one in picture.history(seen.record) if one.entry in heads]
    lifted = (
        one is not None and isinstance(one.fields, Reprisal) and not one.fields.contact_paused for one in versions
    )
    return not all(lifted)
