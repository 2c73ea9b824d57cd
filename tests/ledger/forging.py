"""What a forger makes: entries and bundles that this program would never write, with any key he got hold of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from offices import Office, Operation, incident

from withstand.evidence.records import INCIDENT
from withstand.ledger.entries import FIRST, Entry, Header, commitment, header_hash, seal
from withstand.ledger.ids import uuid7
from withstand.ledger.packing import Manifest, Packer

SALT = bytes(16)


def forged_entry(
    by: Office, sequence: int, previous: str = FIRST, body: bytes | None = None,
    key: Ed25519PrivateKey | None = None, operation: str = "", **more: Any,
) -> Entry:  # fmt: skip
    """An entry in an office's name; by default all of it holds."""
    ledger = by.ledger
    content = INCIDENT.body(incident()) if body is None else body
    identifier = uuid7(ledger.clock(), ledger.randomness, ledger.signer.installation)
    fields: dict[str, Any] = {
        "author": "office", "classification": "confidential", "commitment": commitment(SALT, content),
        "compartments": (), "id": identifier, "installation": ledger.signer.installation, "kind": INCIDENT.tag,
        "office": by.name, "previous": previous, "record": identifier, "recorded_at": ledger.clock(),
        "sequence": sequence, "supersedes": (),
    }  # fmt: skip
    meta = Header(**(fields | more))
    return seal(meta, operation or ledger.operation, key or ledger.signer.key, SALT, content)


def with_header(entry: Entry, operation: str, key: Ed25519PrivateKey, header: bytes) -> Entry:
    """The entry with any bytes for its header, signed."""
    from withstand.ledger.entries import signed_bytes

    return Entry(entry.meta, header, key.sign(signed_bytes(operation, header)), entry.salt, entry.body)


def chain_of(office: Office, of: Office | None = None) -> list[Entry]:
    """What an office holds of a chain, its own by default."""
    ledger = office.ledger
    chain = ledger.log.chain((of or office).ledger.signer.installation)
    return [one.entry for one in ledger.log.after(chain.k, 0)]


def next_after(entries: Sequence[Entry]) -> tuple[int, str]:
    """The number and the previous hash of the entry that follows."""
    last = entries[-1]
    return last.meta.sequence + 1, header_hash(last.header, last.signature)


def bundle(
    made: Operation, by: Office, to: Office, held: Sequence[Entry], key: Ed25519PrivateKey | None = None, **more: Any
) -> bytes:  # fmt: skip
    """A bundle with any entries, signed by an office (or with `key`) and encrypted to another; `more` is claimed."""
    packer = Packer()
    for entry in held:
        packer.add(entry, with_body=entry.body is not None)
    fields: dict[str, Any] = {
        "operation": made.name, "sender": by.ledger.signer.installation,
        "receiver": to.ledger.signer.installation, "base": {}, "upto": {}, "entries": len(held),
        "bodies": 0, "statements": by.ledger.trust.statements,
    }  # fmt: skip
    return packer.seal(Manifest(**(fields | more)), key or by.ledger.signer.key, to.recipient)
