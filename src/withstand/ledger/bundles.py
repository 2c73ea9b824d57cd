"""Bundles: what another office lacks, encrypted to it alone; every header, and bodies as far as it is cleared."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec
import pyrage

from withstand.ledger import rights
from withstand.ledger.canonical import encode
from withstand.ledger.entries import Entry, holds
from withstand.ledger.errors import Forged, LedgerError, NotOurs
from withstand.ledger.journal import append
from withstand.ledger.ledger import Ledger
from withstand.ledger.merging import Merged, merge, open_entry
from withstand.ledger.receipts import Stretches, frontier_points, receipt
from withstand.ledger.statements import Installation, Signed
from withstand.ledger.store.log import Logged

_MAGIC = b"withstand bundle 1\n"
_SIGNED = b"withstand bundle 1\x00"
_BATCH = 2_000
Progress = Callable[[str, int, int], None]


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a bundle says of itself: whose it is, for whom, from where it starts, and the statements about keys."""

    operation: str
    sender: str
    receiver: str
    base: dict[str, int]
    upto: dict[str, int]
    entries: int
    bodies: int
    statements: tuple[Signed, ...]


class _Trailer(msgspec.Struct, frozen=True):
    digest: str
    signature: str


@dataclass(frozen=True)
class Sent:
    """A bundle that was written: its bytes (age), and what is in it."""

    content: bytes
    manifest: Manifest
    receiver: Installation


def receiver_of(ledger: Ledger, name: str) -> Installation:
    """The one installation of that office.

    Raises:
        LedgerError: none, or several.
    """
    found = [one for one in ledger.trust.office(name) if one.id != ledger.signer.installation]
    if not found:
        offices = ", ".join(sorted({one.office for one in ledger.trust.installations.values()})) or "none"
        raise LedgerError(f"No other installation of the office {name!r} is enrolled; there are: {offices}.")
    if len(found) > 1:
        ids = ", ".join(one.id[:13] for one in found)
        raise LedgerError(f"The office {name} has several installations: name one by the start of its id: {ids}.")
    return found[0]


def export(ledger: Ledger, name: str, *, whole: bool = False, progress: Progress = lambda _s, _d, _t: None) -> Sent:
    """A bundle for an office: everything that, as far as is known here, it lacks (`whole`: everything)."""
    receiver = receiver_of(ledger, name)
    base: dict[str, int] = {} if whole else known_frontier(ledger, receiver.id)
    frames, digest, stretches = [], hashlib.sha256(), Stretches()
    packer = zlib.compressobj(6)
    upto: dict[str, int] = {}
    entries = bodies = 0
    chains = [chain for chain in ledger.log.chains().values() if chain.tail]
    for number, chain in enumerate(chains):
        progress("packing", number, len(chains))
        upto[chain.installation] = chain.tail
        start = base.get(chain.installation, 0)
        cleared = _cleared(ledger, receiver, chain.k, start)
        for one in ledger.log.after(chain.k, start, chain.tail):
            sent = one.entry.body is not None and one.n in cleared
            frame = _frame(one, with_body=sent)
            digest.update(frame)
            frames.append(packer.compress(frame))
            entries, bodies = entries + 1, bodies + sent
            if sent:
                stretches.add(chain.installation, one.entry.meta.sequence)
    manifest = Manifest(
        operation=ledger.operation, sender=ledger.signer.installation, receiver=receiver.id, base=base, upto=upto,
        entries=entries, bodies=bodies, statements=ledger.trust.statements,
    )  # fmt: skip
    head = encode(manifest)
    digest.update(head)
    trailer = _Trailer(digest.hexdigest(), ledger.signer.key.sign(_SIGNED + digest.digest()).hex())
    plain = b"".join(
        [_MAGIC, len(head).to_bytes(4, "big"), head, zlib_part(frames, packer), encode(trailer)]
    )  # fmt: skip
    content = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(receiver.recipient)])
    append(ledger, [receipt("bundle", receiver.id, "", content, frontier_points(ledger), stretches.parts())])
    return Sent(content, manifest, receiver)


def zlib_part(frames: list[bytes], packer: zlib._Compress) -> bytes:
    """The compressed frames with their length before them."""
    packed = b"".join([*frames, packer.flush()])
    return len(packed).to_bytes(8, "big") + packed


def _frame(one: Logged, *, with_body: bool) -> bytes:
    entry = one.entry
    parts = (entry.header, entry.signature, entry.salt if with_body else None, entry.body if with_body else None)
    packed = msgspec.msgpack.encode(parts)
    return len(packed).to_bytes(4, "big") + packed


def _cleared(ledger: Ledger, receiver: Installation, chain: int, after: int) -> set[int]:
    """Arrival numbers of the entries whose bodies the receiver may have; a link needs both its ends."""
    mask = rights.compartments(receiver.components)
    rows = ledger.database.rows(
        "WITH allowed AS (SELECT record FROM record WHERE level <= :level"
        "  AND (compartments = 0 OR compartments & :mask) AND use & :use)"
        " SELECT v.n FROM version v WHERE v.chain = :chain AND v.sequence > :after AND ("
        "  v.kind LIKE 'ledger.KeyStatement@%' OR v.kind LIKE 'ledger.Act@%' OR v.kind LIKE 'ledger.Receipt@%'"
        "  OR (v.record IN allowed AND (v.kind NOT LIKE 'ledger.Link@%' OR ("
        "    json_extract(v.line, '$.source') IN allowed AND json_extract(v.line, '$.target') IN allowed))))",
        {"level": rights.level(receiver.clearance), "mask": mask, "use": rights.uses("un"), "chain": chain,
         "after": after},
    )  # fmt: skip
    return {row[0] for row in rows}


def known_frontier(ledger: Ledger, installation: str) -> dict[str, int]:
    """How far an installation holds every chain, as far as its own last receipt here says."""
    own = ledger.log.chains().get(installation)
    if own is None or not own.tail:
        return {}
    row = ledger.database.one(
        "SELECT frontier FROM receipt WHERE chain = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1",
        (own.k, own.tail),
    )
    held: dict[str, int] = msgspec.json.decode(row[0]) if row else {}
    return {**held, installation: own.tail}


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
        NotOurs: it is for another installation, or of another operation.
        Forged: it was changed or cut, or entries in it do not hold; what does not hold was not taken.
    """
    manifest, frames = _opened(content, identity, name)
    if ledger.operation and manifest.operation != ledger.operation:
        raise NotOurs(f"{name} belongs to another operation; nothing was taken.")
    if not ledger.operation:
        raise LedgerError("This installation has not joined an operation yet: withstand ledger join.")
    trust = ledger.trust.adding(manifest.statements)
    sender = trust.installations.get(manifest.sender)
    digest, trailer = frames.digest, frames.trailer
    if sender is None or not any(
        holds(trust._public(key), bytes.fromhex(trailer.signature), _SIGNED + digest) for _, key in sender.keys
    ):
        raise Forged(f"{name} is not signed by an office of this operation; nothing was taken.")
    merged = Merged()
    before = ledger.frontier()
    merge(ledger, [], manifest.statements, merged)
    done = 0
    for batch in _by_chain(frames.entries()):
        progress("checking and merging", done, manifest.entries)
        merge(ledger, batch, (), merged)
        done += len(batch)
    if ledger.frontier() != before or merged.bodies:
        append(ledger, [receipt("import", manifest.sender, name, content, frontier_points(ledger), ())])
    return Received(manifest, sender.office, merged)


class _Frames:
    """The entries of an opened bundle, read one by one."""

    def __init__(self, packed: bytes, head: bytes, trailer: bytes, name: str) -> None:
        try:
            self._plain = zlib.decompress(packed)
            self.trailer = msgspec.json.decode(trailer, type=_Trailer)
        except (zlib.error, msgspec.DecodeError):
            raise _damaged(name) from None
        self.digest = hashlib.sha256(self._plain + head).digest()
        if self.digest.hex() != self.trailer.digest:
            raise _damaged(name)

    def entries(self) -> Iterator[Entry]:
        """Each entry, its body checked against its header."""
        at = 0
        while at < len(self._plain):
            size = int.from_bytes(self._plain[at : at + 4], "big")
            header, signature, salt, body = msgspec.msgpack.decode(self._plain[at + 4 : at + 4 + size])
            yield open_entry(header, signature, salt, body)
            at += 4 + size


def _opened(content: bytes, identity: str, name: str) -> tuple[Manifest, _Frames]:
    try:
        plain = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as problem:
        if "No matching keys" in str(problem):
            raise NotOurs(f"{name} is encrypted for another installation; ask for one made for this one.") from None
        raise _damaged(name) from None
    if not plain.startswith(_MAGIC):
        raise NotOurs(f"{name} opens, but it is no bundle of this program's kind.")
    at = len(_MAGIC)
    size = int.from_bytes(plain[at : at + 4], "big")
    head = plain[at + 4 : at + 4 + size]
    at += 4 + size
    packed = int.from_bytes(plain[at : at + 8], "big")
    try:
        manifest = msgspec.json.decode(head, type=Manifest)
    except msgspec.DecodeError:
        raise _damaged(name) from None
    return manifest, _Frames(plain[at + 8 : at + 8 + packed], head, plain[at + 8 + packed :], name)


def _damaged(name: str) -> Forged:
    return Forged(f"{name} was changed or cut on its way; nothing was taken. Ask for it again.")


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
