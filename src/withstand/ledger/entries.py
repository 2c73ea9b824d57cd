"""An entry of the ledger: a signed header, chained to the one before, and a commitment to its body."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from withstand.ledger.canonical import LARGEST_INTEGER, encode
from withstand.ledger.errors import Forged, NotCanonical
from withstand.ledger.ids import is_identifier, made_by

FIRST = "0" * 64
"""What the first header of a chain names as the one before."""

_SIGNED = b"withstand entry 1\x00"
_HASHED = b"withstand header 1\x00"
_COMMITTED = b"withstand body 1\x00"
_PERSON = b"withstand person 1\x00"
_TAG = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)+@[1-9][0-9]{0,5}")
_SALT = 16
LONGEST_CHAIN = 100_000_000
"""More entries than a chain can have: what claims a higher number is no entry."""

LARGEST_BODY = 1 << 20
"""In bytes. No record needs as much; a larger body is not written, and not taken in."""

Counted = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_INTEGER)]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every installation may see of an entry."""

    author: str
    classification: str
    commitment: str
    compartments: tuple[str, ...]
    id: str
    installation: str
    kind: str
    office: str
    previous: str
    record: str
    recorded_at: Counted
    sequence: Counted
    supersedes: tuple[str, ...]


_HEADER = msgspec.json.Decoder(Header)


@dataclass(frozen=True)
class Entry:
    """A header with the bytes that were signed, and its body where it is here.

    `header` is canonical JSON; `salt` and `body` are None where the body is withheld, redacted or erased.
    """

    meta: Header
    header: bytes
    signature: bytes
    salt: bytes | None = None
    body: bytes | None = None

    @cached_property
    def hash(self) -> str:
        """The hash that the next header of the chain names."""
        return header_hash(self.header, self.signature)


def header_hash(header: bytes, signature: bytes) -> str:
    """SHA-256 over the signed header and its signature."""
    return hashlib.sha256(_HASHED + header + signature).hexdigest()


def commitment(salt: bytes, body: bytes) -> str:
    """What a header keeps of a body: nothing that can be guessed, everything that can be checked."""
    return hashlib.sha256(_COMMITTED + salt + body).hexdigest()


def seal(meta: Header, operation: str, key: Ed25519PrivateKey, salt: bytes, body: bytes) -> Entry:
    """Sign a header for one operation; a signature made for another never holds here."""
    header = encode(meta)
    return Entry(meta, header, key.sign(signed_bytes(operation, header)), salt, body)


def signed_bytes(operation: str, header: bytes) -> bytes:
    """What an installation signs."""
    return _SIGNED + operation.encode() + header


def personal_bytes(operation: str, statement: bytes) -> bytes:
    """What a person signs when an act takes two."""
    return _PERSON + operation.encode() + statement


def read_header(header: bytes) -> Header:
    """The header in these bytes.

    Raises:
        Forged: they are not the canonical bytes of a header.
    """
    try:
        meta = _HEADER.decode(header)
        canonical = encode(meta)
    except (msgspec.DecodeError, UnicodeDecodeError, NotCanonical, TypeError):
        raise Forged("A header cannot be read: its bytes were changed.") from None
    if (
        canonical != header
        or not 0 < meta.sequence <= LONGEST_CHAIN
        or not _TAG.fullmatch(meta.kind)
        or not is_identifier(meta.record)
    ):
        raise Forged("A header is not in its canonical form: its bytes were changed.")
    if not is_identifier(meta.id) or not made_by(meta.id, meta.installation):
        raise Forged("A header carries an identifier that is not its installation's: its bytes were changed.")
    return meta


def committed(meta: Header, salt: bytes | None, body: bytes) -> bool:
    """Whether this is the body that the header commits to."""
    return salt is not None and len(salt) == _SALT and commitment(salt, body) == meta.commitment


def holds(key: Ed25519PublicKey, signature: bytes, signed: bytes) -> bool:
    """Whether the signature is this key's over these bytes."""
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def public_key(text: str) -> Ed25519PublicKey:
    """The public key in 64 hexadecimal digits.

    Raises:
        Forged: it is none.
    """
    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError:
        raise Forged("A public key cannot be read.") from None


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half, in hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()
