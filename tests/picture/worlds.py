"""Random histories of one ledger, with a plain account of what each record's rights are and what was known when."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from offices import Operation, incident, operation, save

from withstand.evidence.records import INCIDENT, SOURCE, Incident, Source
from withstand.ledger.acts import lower, redact
from withstand.ledger.fields import Consent
from withstand.ledger.journal import LinkTo
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import EVERY, Audience

LEVELS = ("unclassified", "confidential", "strictly_confidential")
COMPONENTS = ("human_rights", "force", "political_affairs")
RECIPIENTS = ("un", "humanitarian", "authorities")


@dataclass
class Told:
    """A record as the account has it: versions as (instant, words), rights as they are today."""

    record: str
    kind: str
    level: int
    compartments: frozenset[str]
    consent: tuple[tuple[str, bool], ...]
    versions: list[tuple[int, str, str]] = field(default_factory=list)
    source: str = ""
    redacted: bool = False

    def allows(self, recipient: str) -> bool:
        """What its own sources agreed to; a withdrawal counts after everything given."""
        given = {"un"} | {who for who, yes in self.consent if yes}
        return recipient in given - {who for who, yes in self.consent if not yes}


@dataclass
class World:
    """A ledger and the account of it."""

    operation: Operation
    told: dict[str, Told]
    instants: list[int]

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self.operation["HQ"].ledger

    def visible(self, record: str, audience: Audience) -> bool:
        """Whether the audience may see it, today, from the account alone."""
        one = self.told[record]
        rank = LEVELS.index(audience.clearance)
        cleared = not one.compartments or EVERY in audience.components or set(audience.components) & one.compartments
        allowed = one.allows(audience.recipient) and (
            not one.source or self.told[one.source].allows(audience.recipient)
        )
        return one.level <= rank and bool(cleared) and allowed and not one.redacted

    def words(self, record: str, instant: int | None) -> str | None:
        """The words of the version known at an instant; None where it was not known yet."""
        known = [words for at, words, _ in self.told[record].versions if instant is None or at <= instant]
        return known[-1] if known else None


def audiences() -> list[Audience]:
    """Audiences of every clearance, with few, all and no components, inside and outside."""
    parts = [(), ("human_rights",), ("force", "political_affairs"), (EVERY,)]
    return [
        Audience(f"{level}-{number}-{recipient}", level, components, recipient)
        for level in LEVELS
        for number, components in enumerate(parts)
        for recipient in RECIPIENTS
    ]


def world(seed: int, steps: int = 25) -> World:
    """A random history: sources, incidents, edits, restrictions, lowerings, withdrawals, redactions."""
    *_, whole = growing(seed, steps)
    return whole


def growing(seed: int, steps: int = 25) -> Iterator[World]:
    """The same history before its first step and after each."""
    dice = random.Random(seed)
    made = operation("HQ", seed=seed)
    here = World(made, {}, [])
    yield here
    for number in range(steps):
        step = dice.choice(("source", "incident", "incident", "edit", "edit", "withdraw", "lower", "redact"))
        _STEPS[step](here, dice, number)
        here.instants.append(made.time.now)
        made.time.now += 60_000_000
        yield here


def _rights(dice: random.Random) -> tuple[str, tuple[str, ...], tuple[Consent, ...]]:
    consent = tuple(
        Consent(recipient=who, purposes=("protection",), given=dice.random() < 0.8)
        for who in dice.sample(RECIPIENTS, dice.randint(0, 2))
    )
    return dice.choice(LEVELS), tuple(sorted(dice.sample(COMPONENTS, dice.choice((0, 0, 1, 2))))), consent


def _source(here: World, dice: random.Random, number: int) -> None:
    level, parts, consent = _rights(dice)
    words = f"token{number}x"
    saved = save(here.ledger, Source(token=words, type="ngo", consent=consent), SOURCE, level, compartments=parts)
    _tell(here, saved.record, "source", level, parts, consent, words, saved.entry)


def _incident(here: World, dice: random.Random, number: int) -> None:
    level, parts, consent = _rights(dice)
    sources = [one.record for one in here.told.values() if one.kind == "source" and not one.redacted]
    source = dice.choice(sources) if sources and dice.random() < 0.6 else ""
    words = f"marker{number}x"
    links = (LinkTo("source", source),) if source else ()
    fields = incident(narrative=f"Said: {words}", consent=consent)
    saved = save(here.ledger, fields, INCIDENT, level, *links, compartments=parts)
    _tell(here, saved.record, "incident", level, parts, consent, words, saved.entry).source = source


def _tell(
    here: World, record: str, kind: str, level: str, parts: tuple[str, ...], consent: tuple[Consent, ...], words: str,
    entry: str,
) -> Told:  # fmt: skip
    told = Told(
        record, kind, LEVELS.index(level), frozenset(parts), tuple((one.recipient, one.given) for one in consent)
    )
    told.versions.append((here.operation.time.now, words, entry))
    here.told[record] = told
    return told


def _edit(here: World, dice: random.Random, number: int) -> None:
    open_to_edit = [one for one in here.told.values() if one.kind == "incident" and not one.redacted]
    if not open_to_edit:
        return
    one = dice.choice(open_to_edit)
    level = max(one.level, LEVELS.index(dice.choice(LEVELS)))
    parts = tuple(sorted(one.compartments))
    if dice.random() < 0.3:
        parts = (dice.choice(parts or COMPONENTS),)
    words = f"marker{number}x"
    consent = tuple(Consent(recipient=who, purposes=("protection",), given=yes) for who, yes in one.consent)
    saved = save(
        here.ledger, incident(narrative=f"Said: {words}", consent=consent), INCIDENT, LEVELS[level],
        compartments=parts, record=one.record, supersedes=(one.versions[-1][2],),
    )  # fmt: skip
    one.level, one.compartments = level, frozenset(parts)
    one.versions.append((here.operation.time.now, words, saved.entry))


def _withdraw(here: World, dice: random.Random, number: int) -> None:
    sources = [one for one in here.told.values() if one.kind == "source" and not one.redacted]
    if not sources:
        return
    one = dice.choice(sources)
    who = dice.choice(RECIPIENTS)
    one.consent = (*one.consent, (who, False))
    consent = tuple(Consent(recipient=name, purposes=("protection",), given=yes) for name, yes in one.consent)
    words = f"token{number}x"
    saved = save(
        here.ledger, Source(token=words, type="ngo", consent=consent), SOURCE, LEVELS[one.level],
        compartments=tuple(sorted(one.compartments)), record=one.record, supersedes=(one.versions[-1][2],),
    )  # fmt: skip
    one.versions.append((here.operation.time.now, words, saved.entry))


def _lower(here: World, dice: random.Random, _number: int) -> None:
    held = [one for one in here.told.values() if one.level > 0 and not one.redacted]
    if held:
        one = dice.choice(held)
        one.level = dice.randint(0, one.level - 1)
        lower(here.ledger, one.record, LEVELS[one.level], "reviewed", "2032-02-01", here.operation.people)


def _redact(here: World, dice: random.Random, _number: int) -> None:
    held = [one for one in here.told.values() if one.kind == "incident" and not one.redacted]
    if held and dice.random() < 0.4:
        one = dice.choice(held)
        redact(here.ledger, one.record, "a source is at risk", "2032-02-01", here.operation.people)
        one.redacted = True


_STEPS = {
    "source": _source, "incident": _incident, "edit": _edit, "withdraw": _withdraw, "lower": _lower, "redact": _redact,
}  # fmt: skip

__all__ = ["Incident", "Told", "World", "audiences", "world"]
