"""The three offices of the fictional mission, enrolled by one root, for tests."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.demo.build import Station, load_mission
from withstand.demo.mission_data import OFFICES
from withstand.kinds import REGISTRY
from withstand.ledger.acts import Person
from withstand.ledger.entries import public_text
from withstand.ledger.ids import uuid7
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.statements import Statement, state
from withstand.ledger.store.database import Database

START = 1_924_992_000_000_000
"""1 January 2031, in microseconds."""


@dataclass(frozen=True)
class Built:
    """The ledgers after the build, the ids of records by key, and where the files are."""

    ledgers: dict[str, Ledger]
    records: dict[str, str]
    folder: Path


def stations(folder: Path, seed: int = 1, clearance: str = "strictly_confidential") -> dict[str, Station]:
    """Offices on disk, two people enrolled; the field offices are cleared as far as `clearance`."""
    dice = random.Random(seed)
    root = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    name = public_text(root)
    statements = [
        state(Statement(act="person", operation=name, subject=one.name, key=public_text(one.key)), root)
        for one in people(seed)
    ]
    made: dict[str, Station] = {}
    for office in OFFICES:
        key, identity = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32)), pyrage.x25519.Identity.generate()
        installation = uuid7(START, dice.randbytes)
        database = Database.create(folder / f"{office}.sqlite")
        ledger = Ledger(database, REGISTRY, Signer(installation, office, key), lambda: START, dice.randbytes)
        with database.writing():
            ledger.belong(name)
        enrolled = Statement(
            act="enrol", operation=name, subject=installation, key=public_text(key), office=office,
            recipient=str(identity.to_public()), clearance="strictly_confidential" if not made else clearance,
            components=tuple(one for one in ("human_rights", "protection_adviser", "civil_affairs")),
        )  # fmt: skip
        statements.append(state(enrolled, root))
        made[office] = Station(ledger, str(identity))
    for station in made.values():
        with station.ledger.database.writing():
            station.ledger.believe(statements)
    return made


def people(seed: int = 1) -> tuple[Person, Person]:
    """Two people who may act together."""
    dice = random.Random(f"people {seed}")
    first, second = (
        Person(name, Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))) for name in ("first", "second")
    )
    return first, second


def built(folder: Path, clearance: str = "strictly_confidential") -> Built:
    """The shipped mission in three ledgers."""
    offices = stations(folder, clearance=clearance)
    records = load_mission(offices, people())
    return Built({office: station.ledger for office, station in offices.items()}, records, folder)
