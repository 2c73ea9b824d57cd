"""Offices for tests: ledgers in memory or on disk, with keys, a clock that is told and repeatable randomness."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.evidence.records import INCIDENT, Incident
from withstand.kinds import REGISTRY
from withstand.ledger.acts import Person
from withstand.ledger.bundles import Received, export, receive
from withstand.ledger.entries import public_text
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.ids import uuid7
from withstand.ledger.journal import Draft, LinkTo, Saved, append
from withstand.ledger.kinds import Kind, Registry
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.merging import believe
from withstand.ledger.statements import Act, Signed, Statement, state
from withstand.ledger.store.database import Database
from withstand.ledger.system import STATEMENT, KeyStatement

START = 1_958_000_000_000_000
"""A moment in January 2032, in microseconds."""


class Time:
    """A clock that tests set."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 1_000
        return self.now


@dataclass
class Office:
    """An installation of an operation: its ledger and its keys."""

    name: str
    ledger: Ledger
    key: Ed25519PrivateKey
    identity: str
    recipient: str

    def take(self, sent: bytes, name: str = "bundle") -> Received:
        """Import a bundle."""
        return receive(self.ledger, sent, self.identity, name)

    def send(self, to: Office, *, whole: bool = False) -> bytes:
        """Export a bundle."""
        return export(self.ledger, to.ledger.signer.installation, whole=whole).content


@dataclass
class Operation:
    """The offices of an operation and its root."""

    root: Ed25519PrivateKey
    offices: dict[str, Office]
    people: tuple[Person, Person]
    time: Time

    def __getitem__(self, name: str) -> Office:
        return self.offices[name]

    @property
    def name(self) -> str:
        """The operation's public name."""
        return public_text(self.root)

    def say(self, act: Act, subject: str, key: str, **more: object) -> Signed:
        """A statement of the root."""
        return state(Statement(act=act, operation=self.name, subject=subject, key=key, **more), self.root)  # type: ignore[arg-type]


def write_statement(ledger: Ledger, signed: Signed) -> None:
    """A statement as an entry of a ledger's own chain."""
    import msgspec

    with ledger.database.writing():
        believe(ledger, [signed])
    append(ledger, [Draft(STATEMENT, KeyStatement(signed=msgspec.json.encode(signed).decode()), "unclassified")])


def operation(
    *names: str,
    seed: int = 1,
    folder: Path | None = None,
    clearance: str = "strictly_confidential",
    components: dict[str, tuple[str, ...]] | None = None,
    registry: Registry = REGISTRY,
    key: bytes | None = None,
) -> Operation:
    """An operation with enrolled offices; every statement is entered by the first one."""
    dice = random.Random(seed)
    root = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    time = Time()
    people = tuple(
        Person(name, Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))) for name in ("first", "second")
    )
    made = Operation(root, {}, people, time)  # type: ignore[arg-type]
    statements = [made.say("person", f"person-{person.name}", public_text(person.key)) for person in people]
    for name in names:
        signing = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
        identity = pyrage.x25519.Identity.generate()
        database = Database.create(folder / f"{name}.sqlite" if folder else None, key)
        installation = uuid7(START, dice.randbytes)
        ledger = Ledger(database, registry, Signer(installation, name, signing), time, dice.randbytes)
        with database.writing():
            ledger.belong(made.name)
        statements.append(
            made.say(
                "enrol",
                installation,
                public_text(signing),
                office=name,
                recipient=str(identity.to_public()),
                clearance=clearance,
                components=(components or {}).get(name, ()),
            )
        )
        made.offices[name] = Office(name, ledger, signing, str(identity), str(identity.to_public()))
    for office in made.offices.values():
        with office.ledger.database.writing():
            office.ledger.believe(statements)
    for signed in statements:
        write_statement(made.offices[names[0]].ledger, signed)
    return made


def incident(what: str = "looting", day: str = "2032-05-20", area: str = "VM0101", **more: object) -> Incident:
    """An incident."""
    return Incident(
        what=what, where=Place(area=area, precision="admin2"), when=Span(start=day),
        perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def save(
    ledger: Ledger,
    fields: object = None,
    kind: Kind = INCIDENT,
    classification: str = "confidential",
    *links: LinkTo,
    compartments: tuple[str, ...] = (),
    record: str = "",
    supersedes: tuple[str, ...] = (),
    beside: bool = False,
) -> Saved:
    """Save one record."""
    draft = Draft(
        kind, fields or incident(), classification, compartments, record, supersedes, links,
        checked=bool(kind.by_workflow),
    )  # type: ignore[arg-type]  # fmt: skip
    return append(ledger, [draft], beside=beside)[0]
