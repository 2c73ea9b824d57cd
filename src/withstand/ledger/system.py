"""The ledger's own kinds: links between records, statements about keys, acts of two people, receipts, limits."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from withstand.ledger.fields import FreeText, Line, Number, PartialDay, Record, Value
from withstand.ledger.kinds import Kind, Registry
from withstand.ledger.statements import Signed

Identifier = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", extra={"form": "line"})]


class Link(Record, frozen=True, kw_only=True):
    """A link from a record to another, in a role that the first one's kind declares; withdrawn, never deleted.

    `binds`: the source may be used only as far as the target.
    """

    role: Line
    source: Identifier
    target: Identifier
    about: Line = ""
    binds: bool = False
    withdrawn: bool = False


class KeyStatement(Record, frozen=True, kw_only=True):
    """A statement of the operation's root about a key, as JSON of `Signed`."""

    signed: FreeText

    def statement(self) -> Signed | None:
        """The statement with its signature; None where this program cannot read it."""
        try:
            return msgspec.json.decode(self.signed, type=Signed)
        except msgspec.DecodeError:
            return None


class PersonalSignature(Value, frozen=True, kw_only=True):
    """One of the two signatures under an act."""

    key: Line
    signature: Line


class Act(Record, frozen=True, kw_only=True):
    """Something done to versions of records, by two people; or erased when its time had come.

    `what`: redact; lower (their `classification`); widen (to `compartments`; none are all); regive (what they took
    back of a consent, or bound, counts no longer); erase. `entries` are the versions it is about. switch_on and
    switch_off are about no record (theirs is a fresh id): from then on kinds of that `switch` may be entered, or not.
    """

    what: Annotated[
        str, Meta(pattern=r"^(redact|lower|widen|regive|erase|switch_on|switch_off)$", extra={"form": "line"})
    ]
    record: Identifier
    entries: tuple[Identifier, ...]
    on: PartialDay
    reason: Line
    classification: Line = ""
    compartments: tuple[Line, ...] = ()
    switch: Line = ""
    signatures: tuple[PersonalSignature, ...] = ()


class Limit(Record, frozen=True, kw_only=True):
    """What a record may not be used for, in `consent`, because of what it rests on.

    It is as open as headers are, so that it reaches an office that holds the record and not what it rests on.
    """

    record: Identifier


class Point(Value, frozen=True, kw_only=True):
    """How far a chain was held: its last entry's number and hash."""

    installation: Line
    sequence: Number
    hash: Line


class Stretch(Value, frozen=True, kw_only=True):
    """Entries of one chain whose bodies went out, by first and last number."""

    installation: Line
    first: Number
    last: Number


class Receipt(Record, frozen=True, kw_only=True):
    """What came in or went out, when, and how far every chain was held then.

    `what` is import, bundle, export, backup or dataset.
    """

    what: Line
    party: Line = ""
    file: Line = ""
    digest: Line = ""
    audience: Line = ""
    frontier: tuple[Point, ...] = ()
    bodies: tuple[Stretch, ...] = ()


LINK = Kind("ledger.Link", Link, consents=False)
STATEMENT = Kind("ledger.KeyStatement", KeyStatement, consents=False)
ACT = Kind("ledger.Act", Act, consents=False)
RECEIPT = Kind("ledger.Receipt", Receipt, consents=False)
LIMIT = Kind("ledger.Limit", Limit, consents=False)

SYSTEM_KINDS = (LINK, STATEMENT, ACT, RECEIPT, LIMIT)


def with_system(registry: Registry) -> Registry:
    """The kinds of a program and the ledger's own."""
    own = (kind for kind in registry if not kind.name.startswith("ledger."))
    return Registry((*SYSTEM_KINDS, *own), registry.checks)
