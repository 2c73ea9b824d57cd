"""Taking in what others wrote: a set union of entries whose signatures, chains and commitments hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from withstand.ledger.acts import obey_all
from withstand.ledger.entries import Entry, commitment, holds, read_header, signed_bytes
from withstand.ledger.errors import Forged, NotOurs
from withstand.ledger.ids import runs_ahead
from withstand.ledger.kinds import envelope
from withstand.ledger.ledger import Ledger
from withstand.ledger.statements import Signed
from withstand.ledger.store.log import Chain, Logged
from withstand.ledger.store.projection import Applied
from withstand.ledger.system import STATEMENT, KeyStatement


@dataclass
class Merged:
    """What a merge brought: new entries, bodies that had been withheld, entries that wait for earlier ones,
    entries after a revocation, installations whose clock runs more than a day ahead.
    """

    new: int = 0
    bodies: int = 0
    waiting: int = 0
    quarantined: int = 0
    clocks_ahead: set[str] = field(default_factory=set)


def open_entry(header: bytes, signature: bytes, salt: bytes | None, body: bytes | None) -> Entry:
    """An entry from the four parts that travel.

    Raises:
        Forged: the header cannot be read, or the body is not the one that the header commits to.
    """
    meta = read_header(header)
    if body is not None and (salt is None or commitment(salt, body) != meta.commitment):
        raise Forged(f"The body of entry {meta.sequence} of {meta.office} is not the one that was signed.")
    return Entry(meta, header, signature, salt, body)


def merge(ledger: Ledger, entries: Sequence[Entry], statements: Sequence[Signed], merged: Merged) -> None:
    """Take in entries of one chain, in the order of their numbers; one transaction.

    Raises:
        Forged, NotOurs: nothing of these was taken.
    """
    with ledger.database.writing():
        if ledger.believe(statements):
            _hold_to_trust(ledger)
        if not entries:
            return
        installation = entries[0].meta.installation
        _authentic(ledger, installation, entries)
        chain = ledger.log.chain(installation)
        held = ledger.log.held(chain.k, [entry.meta.sequence for entry in entries])
        again = _filled(ledger, chain, entries, held, merged)
        forgotten = {row[0] for row in ledger.database.rows("SELECT entry FROM gone")}
        new = [_without(entry, forgotten) for entry in entries if entry.meta.sequence not in held]
        logged = ledger.log.add(chain.k, new)
        merged.new += len(new)
        reached = _advance(ledger, chain, logged)
        merged.waiting = max(0, _waiting(ledger))
        _apply(ledger, installation, [*again, *reached], merged)
        _follow_clock(ledger, new, merged)


def _authentic(ledger: Ledger, installation: str, entries: Sequence[Entry]) -> None:
    for entry in entries:
        key = ledger.trust.key(installation, entry.meta.sequence)
        if entry.meta.installation != installation or key is None:
            raise NotOurs(
                f"Entries of the installation {installation[:8]} ({entry.meta.office}) came, and no key of it is "
                "enrolled here. Import first a bundle of the office that enrolled it."
            )
        if not holds(key, entry.signature, signed_bytes(ledger.operation, entry.header)):
            raise Forged(
                f"Entry {entry.meta.sequence} of {entry.meta.office} does not carry that office's signature. "
                "Nothing of this bundle was taken; ask for it again, over another way."
            )


def _filled(
    ledger: Ledger, chain: Chain, entries: Sequence[Entry], held: dict[int, tuple[int, str, bool]], merged: Merged
) -> list[Logged]:
    """Bodies for headers that were here without one; an error where the same number has two headers."""
    filled: list[Logged] = []
    forgotten: set[str] | None = None
    for entry in entries:
        known = held.get(entry.meta.sequence)
        if known is None:
            continue
        n, stored, has_body = known
        if stored != entry.hash:
            raise Forged(
                f"Two different entries claim number {entry.meta.sequence} of {entry.meta.office}'s chain: a copied "
                "workspace, or a forgery. Nothing was taken; revoke the key (withstand ledger revoke) and ask the "
                "office."
            )
        if entry.body is None or has_body or entry.salt is None:
            continue
        if forgotten is None:
            forgotten = {row[0] for row in ledger.database.rows("SELECT entry FROM gone")}
        if entry.meta.id not in forgotten:
            ledger.log.add_body(n, entry.salt, entry.body)
            merged.bodies += 1
            if entry.meta.sequence <= chain.tail:
                filled.append(Logged(n, chain.k, entry, stored))
    return filled


def _without(entry: Entry, forgotten: set[str]) -> Entry:
    return Entry(entry.meta, entry.header, entry.signature) if entry.meta.id in forgotten else entry


def _advance(ledger: Ledger, chain: Chain, logged: Sequence[Logged]) -> list[Logged]:
    """The entries that now follow the tail without a gap; the tail moves to the last of them."""
    direct = bool(logged) and logged[0].entry.meta.sequence == chain.tail + 1
    following = list(logged) if direct else []
    last = following[-1].entry.meta.sequence if following else chain.tail
    if any(one.entry.meta.sequence != chain.tail + 1 + place for place, one in enumerate(following)):
        following, last = [], chain.tail
    following.extend(ledger.log.after(chain.k, last))
    reached: list[Logged] = []
    tail, head = chain.tail, chain.hash
    for one in following:
        if one.entry.meta.sequence != tail + 1:
            break
        if one.entry.meta.previous != head:
            raise Forged(
                f"Entry {tail + 1} of {one.entry.meta.office} does not follow the entry before it: the chain was "
                "rewritten. Nothing of this bundle was taken."
            )
        tail, head = tail + 1, one.stored_hash
        reached.append(one)
    if tail > chain.tail:
        ledger.log.reach(chain.k, tail, head)
    return reached


def _waiting(ledger: Ledger) -> int:
    row = ledger.database.one("SELECT count(*) FROM entry e JOIN chain c ON c.k = e.chain WHERE e.sequence > c.tail")
    return int(row[0]) if row else 0


def _apply(ledger: Ledger, installation: str, reached: Sequence[Logged], merged: Merged) -> None:
    said = [
        msgspec.json.decode(envelope(one.entry.body).fields, type=KeyStatement).statement()
        for one in reached
        if one.entry.meta.kind == STATEMENT.tag and one.entry.body is not None
    ]
    if said and ledger.believe(said):
        _hold_to_trust(ledger)
    known = ledger.trust.installations[installation]
    trusted = [one for one in reached if known.trusted(one.entry.meta.sequence)]
    merged.quarantined += len(reached) - len(trusted)
    fresh = _first_versions(ledger, trusted)
    applied = [Applied(one, first=one.entry.meta.id in fresh) for one in trusted]
    ledger.projection.apply(applied, arrived=True)
    obey_all(ledger, [one.entry for one in trusted])


def _first_versions(ledger: Ledger, logged: Sequence[Logged]) -> set[str]:
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


def _follow_clock(ledger: Ledger, entries: Sequence[Entry], merged: Merged) -> None:
    now, latest = ledger.clock(), ledger.log.last_instant()
    for entry in entries:
        if runs_ahead(entry.meta.recorded_at, now):
            merged.clocks_ahead.add(entry.meta.office)
        else:
            latest = max(latest, entry.meta.recorded_at)
    ledger.log.keep_instant(latest)


def _hold_to_trust(ledger: Ledger) -> None:
    """Make the projections again: what a new statement revokes goes, acts of newly enrolled people hold."""
    if ledger.log.chains():
        rebuild(ledger)


def rebuild(ledger: Ledger) -> int:
    """Make every projection again from the log, inside the caller's transaction; returns the entries applied."""
    ledger.projection.clear()
    done = 0
    for act in _acts(ledger):
        obey_all(ledger, [act.entry])
    for chain in ledger.log.chains().values():
        known = ledger.trust.installations.get(chain.installation)
        batch: list[Logged] = []
        for one in ledger.log.after(chain.k, 0, chain.tail):
            if known is None or known.trusted(one.entry.meta.sequence):
                batch.append(one)
            if len(batch) >= 2_000:
                done += _apply_again(ledger, batch)
                batch = []
        done += _apply_again(ledger, batch)
    for act in _acts(ledger):
        obey_all(ledger, [act.entry])
    return done


def _acts(ledger: Ledger) -> list[Logged]:
    rows = ledger.database.rows(
        "SELECT e.id FROM entry e JOIN chain c ON c.k = e.chain JOIN body b ON b.n = e.n"
        " WHERE e.sequence <= c.tail AND json_extract(CAST(e.header AS TEXT), '$.kind') LIKE 'ledger.Act@%'"
        " ORDER BY e.id"
    )
    found = [ledger.log.entry(row[0]) for row in rows]
    return [one for one in found if one is not None and _trusted(ledger, one)]


def _trusted(ledger: Ledger, one: Logged) -> bool:
    known = ledger.trust.installations.get(one.entry.meta.installation)
    return known is None or known.trusted(one.entry.meta.sequence)


def _apply_again(ledger: Ledger, batch: Sequence[Logged]) -> int:
    fresh = _first_versions(ledger, batch)
    ledger.projection.apply([Applied(one, first=one.entry.meta.id in fresh) for one in batch], arrived=True)
    return len(batch)
