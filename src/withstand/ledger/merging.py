"""Taking in what others wrote: a set union of entries whose signatures, chains and commitments hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from withstand.ledger.acts import obey_all
from withstand.ledger.checking import Checks, Held, open_entry
from withstand.ledger.contents import system_fields
from withstand.ledger.entries import Entry
from withstand.ledger.folding import first_versions, rebuild
from withstand.ledger.ids import runs_ahead
from withstand.ledger.ledger import Ledger
from withstand.ledger.statements import Signed
from withstand.ledger.store.log import Chain, Logged
from withstand.ledger.store.projection import Applied, Forgotten, forgotten
from withstand.ledger.system import STATEMENT, KeyStatement

__all__ = ["Merged", "believe", "merge", "open_entry", "rebuild"]


@dataclass
class Merged:
    """What a merge brought: new entries, bodies that had been withheld, entries that wait for earlier ones,
    entries after a revocation, offices whose clock runs more than a day ahead, offices whose entries go back in time.
    """

    new: int = 0
    bodies: int = 0
    waiting: int = 0
    quarantined: int = 0
    clocks_ahead: set[str] = field(default_factory=set)
    clocks_back: set[str] = field(default_factory=set)


def merge(
    ledger: Ledger, entries: Sequence[Entry], statements: Sequence[Signed], merged: Merged, *, checked: bool = False
) -> None:
    """Take in entries of one chain; one transaction. `checked`: their signatures were, just now.

    Raises:
        Forged, NotOurs: nothing of these was taken.
    """
    with ledger.database.writing():
        believe(ledger, statements)
        if not entries:
            return
        checks = Checks(ledger, ledger.trust, signatures=not checked)
        taken, held = checks.admit(entries)
        merged.quarantined += checks.dropped
        if taken:
            _take(ledger, taken, held, merged)
    ledger.database.finish_forgetting()


def _take(ledger: Ledger, taken: Sequence[Entry], held: Held, merged: Merged) -> None:
    chain = ledger.log.chain(taken[0].meta.installation)
    gone = forgotten(ledger.database)
    again = _filled(ledger, chain, taken, held, gone, merged)
    new = [_without(entry, gone) for entry in taken if entry.meta.sequence not in held]
    logged = ledger.log.add(chain.k, new)
    merged.new += len(new)
    reached = _advance(ledger, chain, logged)
    merged.waiting = ledger.log.waiting()
    _look_back(ledger, chain, reached, merged)
    _apply(ledger, [*again, *reached], merged)
    _follow_clock(ledger, new, merged)


def _filled(
    ledger: Ledger, chain: Chain, taken: Sequence[Entry], held: Held, gone: Forgotten, merged: Merged
) -> list[Logged]:
    """Bodies for headers that were here without one."""
    filled: list[Logged] = []
    for entry in taken:
        n, stored, has_body = held.get(entry.meta.sequence, (0, "", True))
        if has_body or entry.body is None or entry.salt is None or gone.holds(entry.meta.id, entry.meta.record):
            continue
        ledger.log.add_body(n, entry.salt, entry.body)
        merged.bodies += 1
        if entry.meta.sequence <= chain.tail:
            filled.append(Logged(n, chain.k, entry, stored))
    return filled


def _without(entry: Entry, gone: Forgotten) -> Entry:
    lost = gone.holds(entry.meta.id, entry.meta.record)
    return Entry(entry.meta, entry.header, entry.signature) if lost else entry


def _advance(ledger: Ledger, chain: Chain, logged: Sequence[Logged]) -> list[Logged]:
    """The entries that now follow the tail without a gap; the tail moves to the last of them."""
    tail, head = chain.tail, chain.hash
    reached: list[Logged] = []
    for one in logged:
        if one.entry.meta.sequence == tail + 1 and one.entry.meta.previous == head:
            tail, head = tail + 1, one.stored_hash
            reached.append(one)
    for one in ledger.log.after(chain.k, tail):
        if one.entry.meta.sequence != tail + 1 or one.entry.meta.previous != head:
            break
        tail, head = tail + 1, one.stored_hash
        reached.append(one)
    if tail > chain.tail:
        ledger.log.reach(chain.k, tail, head)
    return reached


def _look_back(ledger: Ledger, chain: Chain, reached: Sequence[Logged], merged: Merged) -> None:
    """An entry is later than the one it follows: this program writes no others."""
    row = ledger.database.one("SELECT recorded_at FROM version WHERE chain = ? AND sequence = ?", (chain.k, chain.tail))
    before = int(row[0]) if row else 0
    for one in reached:
        if one.entry.meta.recorded_at <= before:
            merged.clocks_back.add(one.entry.meta.office)
        before = one.entry.meta.recorded_at


def _apply(ledger: Ledger, reached: Sequence[Logged], merged: Merged) -> None:
    said = [
        fields.statement()
        for one in reached
        if one.entry.meta.kind == STATEMENT.tag and (fields := system_fields(one.entry, KeyStatement)) is not None
    ]
    believe(ledger, [signed for signed in said if signed is not None])
    trust = ledger.trust
    counted = [one for one in reached if trust.counts(one.entry)]
    merged.quarantined += len(reached) - len(counted)
    fresh = first_versions(ledger, counted)
    ledger.projection.apply([Applied(one, first=one.entry.meta.id in fresh) for one in counted], arrived=True)
    obey_all(ledger, [one.entry for one in reached])


def _follow_clock(ledger: Ledger, entries: Sequence[Entry], merged: Merged) -> None:
    now, latest = ledger.clock(), ledger.log.last_instant()
    for entry in entries:
        if runs_ahead(entry.meta.recorded_at, now):
            merged.clocks_ahead.add(entry.meta.office)
        else:
            latest = max(latest, entry.meta.recorded_at)
    ledger.log.keep_instant(latest)


def believe(ledger: Ledger, statements: Sequence[Signed]) -> None:
    """Believe statements, inside the caller's transaction; where they change what counted, make the projections again.

    What they revoke goes, acts of newly enrolled people hold. Enrolling a newcomer changes nothing yet.
    """
    known = set(ledger.trust.statements)
    if ledger.believe(statements):
        chains = ledger.log.chains()
        new = [signed.statement for signed in ledger.trust.statements if signed not in known]
        if chains and any(one.act != "enrol" or one.subject in chains for one in new):
            rebuild(ledger)
