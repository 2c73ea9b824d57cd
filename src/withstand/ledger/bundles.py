"""Bundles: what another office lacks, encrypted to it alone; every header, and bodies as far as it is cleared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from withstand.ledger import rights
from withstand.ledger.checking import Checks
from withstand.ledger.entries import Entry
from withstand.ledger.errors import Forged, LedgerError, NotOurs
from withstand.ledger.journal import append, tell_limits, writing_counts
from withstand.ledger.ledger import Ledger
from withstand.ledger.merging import Merged, merge
from withstand.ledger.packing import Manifest, Opened, Packer
from withstand.ledger.receipts import Stretches, frontier_points, has_receipt, known_bodies, receipt
from withstand.ledger.statements import Installation
from withstand.ledger.store.log import Chain, Logged
from withstand.ledger.system import Point

_BATCH = 2_000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Sent:
    """A bundle that was written: its bytes (age), and what is in it."""

    content: bytes
    manifest: Manifest
    receiver: Installation


def receiver_of(ledger: Ledger, name: str) -> Installation:
    """The one installation of that office whose key was not revoked.

    Raises:
        LedgerError: none, or several.
    """
    found = [one for one in ledger.trust.office(name) if one.id != ledger.signer.installation and one.active]
    if not found:
        offices = ", ".join(sorted({one.office for one in ledger.trust.installations.values()})) or "none"
        raise LedgerError(f"No other installation of the office {name!r} is enrolled; there are: {offices}.")
    if len(found) > 1:
        ids = ", ".join(one.id[:13] for one in found)
        raise LedgerError(f"The office {name} has several installations: name one by the start of its id: {ids}.")
    return found[0]


def export(ledger: Ledger, name: str, *, whole: bool = False, progress: Progress = lambda _s, _d, _t: None) -> Sent:
    """A bundle for an office: everything that, as far as is known here, it lacks (`whole`: everything).

    Bodies that it was not cleared for and now is come along.
    """
    receiver = receiver_of(ledger, name)
    packer, stretches = Packer(), Stretches()
    upto: dict[str, int] = {}
    entries = bodies = 0
    with ledger.database.reading():
        base: dict[str, int] = {} if whole else known_frontier(ledger, receiver.id)
        there = known_bodies(ledger, receiver.id)
        chains = [chain for chain in ledger.log.chains().values() if chain.tail]
        for number, chain in enumerate(chains):
            progress("packing", number, len(chains))
            upto[chain.installation] = chain.tail
            start = base.get(chain.installation, 0)
            cleared = _cleared(ledger, receiver, chain.k)
            for one in _lacking(ledger, chain, start, cleared, there, receiver):
                sent = one.entry.body is not None and one.n in cleared
                packer.add(one.entry, with_body=sent)
                entries, bodies = entries + 1, bodies + sent
                if sent:
                    stretches.add(chain.installation, one.entry.meta.sequence)
        frontier, statements = frontier_points(ledger), ledger.trust.statements
    manifest = Manifest(
        operation=ledger.operation, sender=ledger.signer.installation, receiver=receiver.id, base=base, upto=upto,
        entries=entries, bodies=bodies, statements=statements,
    )  # fmt: skip
    content = packer.seal(manifest, ledger.signer.key, receiver.recipient)
    append(ledger, [receipt("bundle", receiver.id, "", content, frontier, stretches.parts())])
    return Sent(content, manifest, receiver)


def _lacking(
    ledger: Ledger, chain: Chain, start: int, cleared: dict[int, int], there: Stretches, receiver: Installation
) -> Iterator[Logged]:
    """Entries of a chain that the receiver lacks, or of which it may now have the body."""
    if chain.installation != receiver.id:
        for sequence in sorted(cleared.values()):
            if sequence > start:
                break
            if not there.holds(chain.installation, sequence):
                yield from (
                    one for one in ledger.log.after(chain.k, sequence - 1, sequence) if one.entry.body is not None
                )
    yield from ledger.log.after(chain.k, start, chain.tail)


def _cleared(ledger: Ledger, receiver: Installation, chain: int) -> dict[int, int]:
    """Arrival number and sequence of the entries whose bodies the receiver may have; a link needs both its ends.

    A clearance or a component that is not known here opens nothing.
    """
    level = rights.level(receiver.clearance)
    rows = ledger.database.rows(
        "WITH allowed AS (SELECT record FROM record WHERE level <= :level"
        "  AND (compartments = 0 OR compartments & :mask) AND use & :use)"
        " SELECT v.n, v.sequence FROM version v WHERE v.chain = :chain AND ("
        "  v.kind LIKE 'ledger.KeyStatement@%' OR v.kind LIKE 'ledger.Act@%' OR v.kind LIKE 'ledger.Receipt@%'"
        "  OR v.kind LIKE 'ledger.Limit@%'"
        "  OR (v.kind NOT LIKE 'ledger.Link@%' AND v.record IN allowed)"
        "  OR (v.kind LIKE 'ledger.Link@%' AND json_extract(v.line, '$.source') IN allowed"
        "    AND json_extract(v.line, '$.target') IN allowed))",
        {"level": -1 if level == rights.UNKNOWN_LEVEL else level, "use": rights.uses("un"), "chain": chain,
         "mask": rights.seals(name for name in receiver.components if rights.is_component(name))},
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


def known_frontier(ledger: Ledger, installation: str) -> dict[str, int]:
    """How far an installation holds every chain, as far as its own last receipt here says."""
    own = ledger.log.chains().get(installation)
    if own is None or not own.tail:
        return {}
    row = ledger.database.one(
        "SELECT v.line FROM receipt p JOIN version v ON v.n = p.n WHERE p.chain = ? AND p.sequence <= ?"
        " ORDER BY p.sequence DESC LIMIT 1",
        (own.k, own.tail),
    )
    points = msgspec.json.decode(row[0], type=_Said).frontier if row else ()
    held = {point.installation: point.sequence for point in points if _agrees(ledger, point)}
    return {**held, installation: own.tail}


class _Said(msgspec.Struct, frozen=True):
    frontier: tuple[Point, ...] = ()


def _agrees(ledger: Ledger, point: Point) -> bool:
    """Whether a head that somebody says to hold is the one here; one that is not here yet is believed."""
    chain = ledger.log.chains().get(point.installation)
    here = ledger.log.held(chain.k, [point.sequence]).get(point.sequence) if chain else None
    return here is None or here[1] == point.hash


@dataclass(frozen=True)
class Received:
    """What importing a bundle brought."""

    manifest: Manifest
    sender: str
    merged: Merged


def receive(
    ledger: Ledger, content: bytes, identity: str, name: str, progress: Progress = lambda _s, _d, _t: None
) -> Received:
    """Take in a bundle. Again, out of order, or after an interruption: the result is the same.

    Raises:
        NotOurs: it is for another installation, or of another operation; nothing was taken.
        Forged: it was changed or cut, or something in it does not hold; nothing was taken.
    """
    bundle = Opened(content, identity, name)
    manifest = bundle.manifest
    if not ledger.operation:
        raise LedgerError("This installation has not joined an operation yet: withstand ledger join.")
    if manifest.operation != ledger.operation:
        raise NotOurs(f"{name} belongs to another operation; nothing was taken.")
    if manifest.receiver != ledger.signer.installation:
        raise NotOurs(f"{name} was made for another installation; nothing was taken. Ask for one made for this one.")
    trust = ledger.trust.adding(manifest.statements)
    if not trust.signed_by(manifest.sender, bundle.signature, bundle.signed):
        raise Forged(f"{name} is not signed by an office of this operation; nothing was taken.")
    merged, before = Merged(), ledger.frontier()
    bodies = Stretches()
    checks, done = Checks(ledger, trust), 0
    for batch in _by_chain(bundle.entries()):
        progress("checking", done, manifest.entries)
        taken, _ = checks.admit(batch)
        for entry in taken:
            if entry.body is not None:
                bodies.add(entry.meta.installation, entry.meta.sequence)
        done += len(batch)
    merge(ledger, [], manifest.statements, merged)
    done = 0
    for batch in _by_chain(bundle.entries()):
        progress("merging", done, manifest.entries)
        merge(ledger, batch, (), merged, checked=True)
        done += len(batch)
    digest = hashlib.sha256(content).hexdigest()
    news = ledger.frontier() != before or merged.bodies or not has_receipt(ledger, "import", digest)
    if news and writing_counts(ledger):
        points = frontier_points(ledger)
        append(ledger, [receipt("import", manifest.sender, name, content, points, bodies.parts())])
        tell_limits(ledger)
    return Received(manifest, trust.installations[manifest.sender].office, merged)


def _by_chain(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Batches of one chain each."""
    batch: list[Entry] = []
    for entry in entries:
        if batch and (batch[0].meta.installation != entry.meta.installation or len(batch) >= _BATCH):
            yield batch
            batch = []
        batch.append(entry)
    if batch:
        yield batch
