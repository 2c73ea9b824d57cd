"""Who may write: statements about keys, each signed with the operation's root key, folded into one table of trust.

Order does not matter: the table is a function of the set of statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from withstand.ledger.canonical import encode
from withstand.ledger.entries import Entry, holds, public_key, public_text, signed_bytes
from withstand.ledger.errors import Forged

_STATED = b"withstand statement 1\x00"
Act = Literal["enrol", "replace", "revoke", "person", "revoke_person"]


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One statement of the operation's root about a key.

    `enrol`: an installation, its office, what it is cleared for. `replace`: another key from a sequence on.
    `revoke`: entries signed with `key` after `sequence` are quarantined. `person`: a key for acts of two people.
    """

    act: Act
    operation: str
    subject: str
    key: str
    recipient: str = ""
    office: str = ""
    clearance: str = "unclassified"
    components: tuple[str, ...] = ()
    sequence: int = 0
    on: str = ""
    reason: str = ""


class Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement and the root's signature over it."""

    statement: Statement
    signature: str


def state(statement: Statement, root: Ed25519PrivateKey) -> Signed:
    """The statement, signed.

    Raises:
        Forged: the key is not this operation's root.
    """
    if public_text(root) != statement.operation:
        raise Forged("This is not the root key of this operation.")
    return Signed(statement=statement, signature=root.sign(_STATED + encode(statement)).hex())


def authentic(signed: Signed, operation: str) -> bool:
    """Whether the operation's root said it. The operation's name is the root's public key."""
    if signed.statement.operation != operation:
        return False
    try:
        signature = bytes.fromhex(signed.signature)
    except ValueError:
        return False
    return holds(public_key(operation), signature, _STATED + encode(signed.statement))


@dataclass(frozen=True)
class Installation:
    """An enrolled installation, as of all statements known."""

    id: str
    office: str
    recipient: str
    clearance: str
    components: tuple[str, ...]
    keys: tuple[tuple[int, str], ...]
    revoked: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    offices: frozenset[str] = frozenset()
    """Every office that the root has ever enrolled it for: the ones its entries may name."""

    def key_at(self, sequence: int) -> str:
        """The key that signs entry number `sequence`."""
        return max(pair for pair in self.keys if pair[0] <= sequence)[1]

    @property
    def active(self) -> bool:
        """Whether its present key still counts."""
        return self.keys[-1][1] not in self.revoked

    def trusted(self, sequence: int) -> bool:
        """Whether entry number `sequence` comes before its key was revoked."""
        return sequence <= self.revoked.get(self.key_at(sequence), sequence)


@dataclass(frozen=True)
class Trust:
    """All authentic statements of one operation."""

    operation: str
    statements: tuple[Signed, ...] = ()

    @classmethod
    def of(cls, operation: str, statements: Iterable[Signed]) -> Trust:
        """Trust from statements in any order; what the root did not sign is left out."""
        return cls(operation).adding(statements)

    def adding(self, statements: Iterable[Signed]) -> Trust:
        """Trust with more statements; itself where none is new."""
        known = {encode(signed): signed for signed in self.statements}
        new = {encode(signed): signed for signed in statements}
        found = {key: new[key] for key in new.keys() - known.keys() if authentic(new[key], self.operation)}
        if not found:
            return self
        known.update(found)
        return Trust(self.operation, tuple(known[key] for key in sorted(known)))

    @cached_property
    def installations(self) -> Mapping[str, Installation]:
        """Enrolled installations by their id."""
        found: dict[str, Installation] = {}
        for subject in sorted({signed.statement.subject for signed in self.statements}):
            own = [signed.statement for signed in self.statements if signed.statement.subject == subject]
            enrolled = [statement for statement in own if statement.act == "enrol"]
            if not enrolled:
                continue
            enrolled.sort(key=lambda one: (one.on, encode(one)))
            first, latest = enrolled[0], enrolled[-1]
            keys = {(0, first.key), *((max(one.sequence, 1), one.key) for one in own if one.act == "replace")}
            revoked: dict[str, int] = {}
            for one in own:
                if one.act == "revoke":
                    revoked[one.key] = min(one.sequence, revoked.get(one.key, one.sequence))
            found[subject] = Installation(
                subject,
                latest.office,
                latest.recipient,
                latest.clearance,
                latest.components,
                tuple(sorted(keys)),
                MappingProxyType(revoked),
                frozenset(one.office for one in enrolled),
            )
        return MappingProxyType(found)

    def may_act(self, key: str, day: str) -> bool:
        """Whether this key is that of a person who may, on that day, take part in an act of two."""
        return self.person(key, day) is not None

    def person(self, key: str, day: str) -> str | None:
        """The person whose key this is and who may, on that day (YYYY-MM-DD), take part in an act of two."""
        said = [signed.statement for signed in self.statements if signed.statement.key == key]
        ended = [statement.on for statement in said if statement.act == "revoke_person"]
        people = [statement.subject for statement in said if statement.act == "person"]
        return min(people) if people and len(day) == 10 and all(day < end[:10] for end in ended) else None

    def office(self, name: str) -> tuple[Installation, ...]:
        """The installations of an office, by its name or by the start of an installation's id."""
        return tuple(
            one
            for one in self.installations.values()
            if name and (one.office.casefold() == name.casefold() or one.id.startswith(name))
        )

    def key(self, installation: str, sequence: int) -> Ed25519PublicKey | None:
        """The key that must have signed this entry, or None where the installation is not enrolled."""
        known = self.installations.get(installation)
        return self._public(known.key_at(sequence)) if known else None

    def authentic(self, entry: Entry) -> bool | None:
        """Whether a key of its installation signed this entry, in force or not; None where none is enrolled."""
        known = self.installations.get(entry.meta.installation)
        if known is None:
            return None
        signed = signed_bytes(self.operation, entry.header)
        texts = dict.fromkeys((known.key_at(entry.meta.sequence), *(key for _, key in known.keys)))
        return any(holds(self._public(text), entry.signature, signed) for text in texts)

    def counts(self, entry: Entry) -> bool:
        """Whether an authentic entry counts: the key then in force signed it, before it was revoked.

        One that does not is quarantined: kept, and shown nowhere.
        """
        known = self.installations.get(entry.meta.installation)
        if known is None:
            return True
        if not known.trusted(entry.meta.sequence):
            return False
        if len(known.keys) == 1:
            return True
        key = self._public(known.key_at(entry.meta.sequence))
        return holds(key, entry.signature, signed_bytes(self.operation, entry.header))

    def signed_by(self, installation: str, signature: bytes, signed: bytes) -> bool:
        """Whether a key of this installation, in force or not, made the signature."""
        known = self.installations.get(installation)
        return known is not None and any(holds(self._public(key), signature, signed) for _, key in known.keys)

    def _public(self, text: str) -> Ed25519PublicKey:
        if text not in self._parsed:
            self._parsed[text] = public_key(text)
        return self._parsed[text]

    @cached_property
    def _parsed(self) -> dict[str, Ed25519PublicKey]:
        return {}
