"""Projections are a fold of the entries: made again from the log, and compared with what stands in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from withstand.ledger.acts import obey_all
from withstand.ledger.contents import system_fields
from withstand.ledger.ledger import Ledger
from withstand.ledger.store import schema
from withstand.ledger.store.comparing import altered_schema, projected
from withstand.ledger.store.log import Logged
from withstand.ledger.store.projection import Applied
from withstand.ledger.system import STATEMENT, KeyStatement
from withstand.vocabulary.terms import vocabulary

_BATCH = 2_000
_DECIDING = ("classifications", "components", "consent_recipients", "consent_purposes")


@dataclass(frozen=True)
class Difference:
    """Something that stands in the file and does not follow from the entries, or is lacking: in which table, and
    about which record or entry.
    """

    table: str
    about: str
    what: str


def projections_hold(ledger: Ledger) -> tuple[Difference, ...]:
    """Where the projections differ from a fold of the entries; nothing is changed. The entries are `verify`'s matter.

    Raises:
        LedgerError: the file cannot be written: the fold is made in it, and taken back.
    """
    with ledger.database.trying():
        found = [Difference(*one) for one in altered_schema(ledger.database)]
        kept, believed = dict(projected(ledger.database)), set(ledger.trust.statements)
        rebuild(ledger)
        made = dict(projected(ledger.database))
        lost = {signed.statement.subject for signed in ledger.trust.statements if signed not in believed}
        found.extend(Difference("statement", subject, "is missing") for subject in sorted(lost))
    for table, about in sorted(kept.keys() | made.keys()):
        ours, theirs = kept.get((table, about)), made.get((table, about))
        if ours != theirs:
            what = "was added" if theirs is None else "is missing" if ours is None else "was changed"
            found.append(Difference(table, about, what))
    return tuple(found)


def rebuild(ledger: Ledger) -> int:
    """Make every projection again from the log, inside the caller's transaction; returns the entries applied."""
    ledger.projection.clear()
    ledger.believe(
        signed
        for one in _reached_of_kind(ledger, STATEMENT.name)
        if (fields := system_fields(one.entry, KeyStatement)) is not None and (signed := fields.statement()) is not None
    )
    obey_all(ledger, (one.entry for one in _reached_of_kind(ledger, "ledger.Act")))
    done = 0
    trust = ledger.trust
    for chain in ledger.log.chains().values():
        batch: list[Logged] = []
        for one in ledger.log.after(chain.k, 0, chain.tail):
            if trust.counts(one.entry):
                batch.append(one)
            if len(batch) >= _BATCH:
                done += _apply_again(ledger, batch)
                batch = []
        done += _apply_again(ledger, batch)
    return done


def renew(ledger: Ledger) -> bool:
    """Make the projections again where another version of this program made them; whether it had to.

    A newer program reads versions of kinds, and words of vocabularies, that the one before could only keep.
    """
    if ledger.database.read_only or ledger.database.get("folded") == _program(ledger):
        return False
    with ledger.database.writing():
        made_by, present = ledger.database.get("folded"), _program(ledger)
        if made_by == present:
            return False
        ledger.database.set("folded", present)
        if not ledger.log.chains():
            return False
        rebuild(ledger)
    ledger.database.finish_forgetting()
    return True


def _program(ledger: Ledger) -> str:
    """What a fold depends on: the schema, the kinds, and the words that decide about rights."""
    kinds = sorted(kind.tag for kind in ledger.registry)
    words = [f"{name} {vocabulary(name).version}" for name in _DECIDING]
    return hashlib.sha256("\n".join((schema.VERSION, *kinds, *words)).encode()).hexdigest()


def _reached_of_kind(ledger: Ledger, kind: str) -> list[Logged]:
    return [one for one in map(ledger.log.entry, ledger.log.of_kind(kind)) if one is not None]


def _apply_again(ledger: Ledger, batch: Sequence[Logged]) -> int:
    fresh = first_versions(ledger, batch)
    ledger.projection.apply([Applied(one, first=one.entry.meta.id in fresh) for one in batch], arrived=True)
    return len(batch)


def first_versions(ledger: Ledger, logged: Sequence[Logged]) -> set[str]:
    """Ids of entries that are, here and now, the only version of their record."""
    count: dict[str, int] = {}
    for one in logged:
        count[one.entry.meta.record] = count.get(one.entry.meta.record, 0) + 1
    return {
        one.entry.meta.id
        for one in logged
        if not one.entry.meta.supersedes
        and count[one.entry.meta.record] == 1
        and ledger.database.one("SELECT 1 FROM version WHERE record = ?", (one.entry.meta.record,)) is None
    }


def words_of(differences: Sequence[Difference]) -> Iterator[str]:
    """The differences as sentences."""
    for one in differences:
        yield f"{one.table} of {one.about} {one.what}; make the projections again (withstand ledger rebuild)."
