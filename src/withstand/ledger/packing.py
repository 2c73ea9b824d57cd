"""How a bundle is packed: a manifest, frames of entries, the sender's signature over both, encrypted with age."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

import msgspec
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.ledger.canonical import encode
from withstand.ledger.checking import open_entry
from withstand.ledger.entries import Entry
from withstand.ledger.errors import Forged, NotOurs
from withstand.ledger.statements import Signed

_MAGIC = b"withstand bundle 1\n"
_SIGNED = b"withstand bundle 1\x00"
_PIECE = 1 << 18
_LARGEST_FRAME = 1 << 27
_PARTS = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes | None, bytes | None])


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


class Trailer(msgspec.Struct, frozen=True):
    """The digest of manifest and packed frames, and the sender's signature over it."""

    digest: str
    signature: str


class Packer:
    """Packs frames one by one."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._packer = zlib.compressobj(6)

    def add(self, entry: Entry, *, with_body: bool) -> None:
        """One entry, with its body or without."""
        salt, body = (entry.salt, entry.body) if with_body else (None, None)
        packed = msgspec.msgpack.encode((entry.header, entry.signature, salt, body))
        self._pieces.append(self._packer.compress(len(packed).to_bytes(4, "big") + packed))

    def seal(self, manifest: Manifest, key: Ed25519PrivateKey, recipient: str) -> bytes:
        """The bundle, signed and encrypted to its receiver alone."""
        packed = b"".join([*self._pieces, self._packer.flush()])
        head = encode(manifest)
        digest = _digest(head, packed)
        trailer = encode(Trailer(digest.hex(), key.sign(_SIGNED + digest).hex()))
        plain = b"".join(
            [_MAGIC, len(head).to_bytes(4, "big"), head, len(packed).to_bytes(8, "big"), packed, trailer]
        )  # fmt: skip
        sealed: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)])
        return sealed


class Opened:
    """A bundle that was decrypted and is whole. Who signed it is for the caller to judge."""

    def __init__(self, content: bytes, identity: str, name: str) -> None:
        """Open a bundle.

        Raises:
            NotOurs: it is encrypted for another, or no bundle. Forged: it was changed or cut.
        """
        self._name = name
        try:
            plain = memoryview(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)]))
        except pyrage.DecryptError as problem:
            if "No matching keys" in str(problem):
                raise NotOurs(
                    f"{name} is encrypted for another installation; ask for one made for this one."
                ) from None  # fmt: skip
            raise self.damaged() from None
        if plain[: len(_MAGIC)] != _MAGIC:
            raise NotOurs(f"{name} opens, but it is no bundle of this program's kind.")
        head, rest = self._part(plain[len(_MAGIC) :], 4)
        self._packed, trailer = self._part(rest, 8)
        try:
            self.manifest = msgspec.json.decode(head, type=Manifest)
            said = msgspec.json.decode(trailer, type=Trailer)
            self.signature = bytes.fromhex(said.signature)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
            raise self.damaged() from None
        digest = _digest(head, self._packed)
        if digest.hex() != said.digest:
            raise self.damaged()
        self.signed = _SIGNED + digest

    def _part(self, plain: memoryview, width: int) -> tuple[memoryview, memoryview]:
        """A part with its length before it, and what follows."""
        end = width + int.from_bytes(plain[:width], "big")
        if len(plain) < end:
            raise self.damaged()
        return plain[width:end], plain[end:]

    def damaged(self) -> Forged:
        """What to say of a bundle that does not hold together."""
        return Forged(f"{self._name} was changed or cut on its way; nothing was taken. Ask for it again.")

    def entries(self) -> Iterator[Entry]:
        """Each entry, its body checked against its header.

        Raises:
            Forged: a frame or a body does not hold.
        """
        found = 0
        for frame in self._frames():
            try:
                parts = _PARTS.decode(frame)
            except msgspec.DecodeError:
                raise self.damaged() from None
            yield open_entry(*parts)
            found += 1
        if found != self.manifest.entries:
            raise self.damaged()

    def _frames(self) -> Iterator[bytes]:
        unpacker, waiting, at = zlib.decompressobj(), bytearray(), 0
        while at < len(self._packed) or unpacker.unconsumed_tail:
            piece = unpacker.unconsumed_tail or self._packed[at : at + _PIECE]
            at += 0 if unpacker.unconsumed_tail else len(piece)
            try:
                waiting += unpacker.decompress(piece, _PIECE)
            except zlib.error:
                raise self.damaged() from None
            start = 0
            while len(waiting) - start >= 4:
                size = int.from_bytes(waiting[start : start + 4], "big")
                if size > _LARGEST_FRAME:
                    raise self.damaged()
                if len(waiting) - start - 4 < size:
                    break
                yield bytes(waiting[start + 4 : start + 4 + size])
                start += 4 + size
            del waiting[:start]
        if waiting or not unpacker.eof or unpacker.unused_data:
            raise self.damaged()


def _digest(head: bytes | memoryview, packed: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(len(head).to_bytes(4, "big"))
    digest.update(head)
    digest.update(packed)
    return digest.digest()
