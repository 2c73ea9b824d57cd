"""One ledger: its file, its kinds, whom it trusts, and who writes in it here. It gives out headers, never bodies."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.ledger.entries import Entry, holds, signed_bytes
from withstand.ledger.errors import LedgerError
from withstand.ledger.ids import Clock, Randomness, machine_clock
from withstand.ledger.kinds import Registry
from withstand.ledger.statements import Signed, Trust
from withstand.ledger.store.database import Database
from withstand.ledger.store.log import Log
from withstand.ledger.store.projection import Projection
from withstand.ledger.system import with_system

OFFICE_AUTHOR = "office"
"""The author of entries that a person signs as the office."""


@dataclass(frozen=True)
class Signer:
    """The installation that writes here."""

    installation: str
    office: str
    key: Ed25519PrivateKey = field(repr=False)


class Ledger:
    """An open ledger. Appending, merging, acts and verifying are functions of the modules beside this one."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        signer: Signer,
        clock: Clock = machine_clock,
        randomness: Randomness = secrets.token_bytes,
    ) -> None:
        self.database, self.signer, self.clock, self.randomness = database, signer, clock, randomness
        self.registry = with_system(registry)
        self.log = Log(database)
        self.projection = Projection(database, self.registry)
        self._trust, self._stamp = Trust(""), ""
        self.database.finish_forgetting()

    @property
    def trust(self) -> Trust:
        """What the operation's root has said, as the file has it now: other programs write into it too."""
        stamp = f"{self.operation} {self.database.get('trusted')}"
        if stamp != self._stamp:
            kept = self.database.get("statements")
            self._trust = Trust.of(self.operation, msgspec.json.decode(kept, type=list[Signed]) if kept else ())
            self._stamp = stamp
        return self._trust

    @property
    def operation(self) -> str:
        """The operation's name: its root's public key. Empty until the installation joins one."""
        return self.database.get("operation")

    @property
    def read_only(self) -> bool:
        """Whether nothing can be entered here: the folder is read-only."""
        return self.database.read_only

    def belong(self, operation: str) -> None:
        """Join an operation, once.

        Raises:
            LedgerError: the ledger is another operation's.
        """
        if self.operation not in ("", operation):
            raise LedgerError("This workspace belongs to another operation; make a new one to join this one.")
        self.database.set("operation", operation)

    @property
    def formerly(self) -> frozenset[str]:
        """The installations that this one was restored from: what they erased stays erased."""
        return frozenset(self.database.get("formerly").split())

    def believe(self, statements: Iterable[Signed]) -> bool:
        """Take in statements of the operation's root; whether any was new."""
        before = self.trust
        after = before.adding(statements)
        if after is before:
            return False
        kept = msgspec.json.encode(list(after.statements))
        self.database.set("statements", kept.decode())
        self.database.set("trusted", hashlib.sha256(kept).hexdigest())
        return True

    def signed_here(self, entry: Entry) -> bool:
        """Whether this installation's present key signed an entry."""
        return holds(self.signer.key.public_key(), entry.signature, signed_bytes(self.operation, entry.header))

    def frontier(self) -> Mapping[str, tuple[int, str]]:
        """How far each chain is held without a gap: the last entry's number and hash, by installation."""
        return {chain.installation: (chain.tail, chain.hash) for chain in self.log.chains().values() if chain.tail}

    def hurrying(self) -> AbstractContextManager[None]:
        """Writes that wait for no disk until the end: for a ledger that can be made again, and for no other."""
        return self.database.hurrying()

    def close(self) -> None:
        """Close the file."""
        self.database.close()
