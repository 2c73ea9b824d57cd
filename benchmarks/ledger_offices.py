"""Generated offices and records: seeded, of several kinds, some linked, in files that are encrypted unless told."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import msgspec
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.evidence.records import ALERT, INCIDENT, OBSTRUCTION, SOURCE, VISIT
from withstand.kinds import REGISTRY
from withstand.ledger.entries import public_text
from withstand.ledger.ids import uuid7
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.statements import Signed, Statement, state
from withstand.ledger.store.database import Database
from withstand.ledger.system import STATEMENT, KeyStatement

START = 1_958_000_000_000_000
KEY = bytes(range(32))
BATCH = 500
SOURCES = 100
A_DAY = 45

_PEOPLE = ["women", "boys", "traders", "herders", "two teachers", "a nurse", "farmers", "displaced families"]
_DOERS = ["soldiers in uniform", "armed men", "a patrol", "men on motorcycles", "gendarmes", "a self-defence group"]
_DEEDS = (
    "stopped them at the ford and took their goats",
    "searched the compounds one after the other and left with grain",
    "fired over the market until it emptied",
    "beat those who had no papers and held four until evening",
    "burned three houses by the road to the mine",
)
_ENDS = (
    "The village chief says he told the post and had no answer.",
    "Nobody has come back to the fields since.",
    "Two witnesses agree on the hour; a third was not there.",
    "A radio that was taken was later seen at the barrier.",
)
_VIOLATIONS = ("looting", "extortion", "livestock_theft", "beating", "property_destruction", "movement_restriction")
_ACTORS = ("host_state", "armed_group", "militia", "unknown")


class Clock:
    """A clock that moves a second with every look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        self.now += 1_000_000
        return self.now


@dataclass(frozen=True)
class Desk:
    """An office at work: its ledger, the age identity that opens bundles for it, the file."""

    ledger: Ledger
    identity: str
    path: Path

    def copied(self, path: Path) -> Desk:
        """The same office with a copy of its file, which must be closed."""
        shutil.copy(self.path, path)
        return Desk(Ledger(Database(path, KEY), REGISTRY, self.ledger.signer, Clock()), self.identity, path)


def offices(folder: Path, *names: str, key: bytes | None = KEY) -> dict[str, Desk]:
    """Enrolled offices of one operation, each with a new file."""
    dice = random.Random(1)
    root = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    operation = public_text(root)
    desks: dict[str, Desk] = {}
    statements: list[Signed] = []
    for name in names:
        signing = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
        identity = pyrage.x25519.Identity.generate()
        signer = Signer(uuid7(START, dice.randbytes), name, signing)
        path = folder / f"{name}.sqlite"
        ledger = Ledger(Database.create(path, key), REGISTRY, signer, Clock(), random.Random(len(desks)).randbytes)
        ledger.belong(operation)
        enrolled = Statement(
            act="enrol", operation=operation, subject=signer.installation, key=public_text(signing), office=name,
            recipient=str(identity.to_public()), clearance="strictly_confidential",
        )  # fmt: skip
        statements.append(state(enrolled, root))
        desks[name] = Desk(ledger, str(identity), path)
    for desk in desks.values():
        desk.ledger.believe(statements)
    first = desks[names[0]].ledger
    said = [KeyStatement(signed=msgspec.json.encode(signed).decode()) for signed in statements]
    append(first, [Draft(STATEMENT, one, "unclassified") for one in said])
    return desks


class Pen:
    """Writes drafts without end, 45 a day: incidents, alerts, obstructions, visits, of the thirty days before.

    A fifth of the incidents names its source.
    """

    def __init__(self, ledger: Ledger, seed: int = 1) -> None:
        self._dice, self._written = random.Random(seed), 0
        sources = [
            {"token": f"S{number:04d}", "type": "witness", "consent": [{"recipient": "humanitarian",
             "purposes": ["protection"]}]}
            for number in range(SOURCES)
        ]  # fmt: skip
        saved = append(ledger, [_draft(SOURCE, fields, "strictly_confidential") for fields in sources])
        self._sources = [one.record for one in saved]
        self.drafts = self._endless()

    def fill(self, ledger: Ledger, records: int) -> None:
        """Append so many records in batches."""
        for start in range(0, records, BATCH):
            append(ledger, list(islice(self.drafts, min(BATCH, records - start))))

    def _endless(self) -> Iterator[Draft]:
        dice = self._dice
        while True:
            self._written += 1
            chance = dice.random()
            rank = dice.choices(("unclassified", "confidential", "strictly_confidential"), (2, 7, 1))[0]
            if chance < 0.7:
                links = (LinkTo("source", dice.choice(self._sources)),) if dice.random() < 0.2 else ()
                yield _draft(INCIDENT, self._incident(), rank, links)
            elif chance < 0.8:
                about = {"narrative": self._narrative(), "received": self._day(), "status": "received"}
                yield _draft(ALERT, {**self._common(_VIOLATIONS), **about}, rank)
            elif chance < 0.88:
                more = {"reason_given": "No clearance was said to have come.", "narrative": self._narrative()}
                yield _draft(OBSTRUCTION, {**self._common(("movement_denial", "movement_delay")), **more}, rank)
            else:
                visit = {"purpose": "patrol", "where": self._place(), "when": {"start": self._day()}}
                yield _draft(VISIT, {**visit, "access": "full", "seen": self._narrative()}, rank)

    def _incident(self) -> dict[str, object]:
        best = self._dice.randrange(1, 40)
        return {
            **self._common(_VIOLATIONS),
            "grade": self._dice.choice(("A1", "B2", "C3", "F6")),
            "counts": [{"unit": "victim", "least": best, "best": best, "most": best + 5}],
            "verification": self._dice.choice(("allegation", "partly_corroborated", "verified")),
            "narrative": self._narrative(),
        }

    def _common(self, what: tuple[str, ...]) -> dict[str, object]:
        claim = {"perpetrator": self._dice.choice(_ACTORS), "grade": "B2", "confidence": "moderate"}
        return {
            "what": self._dice.choice(what), "where": self._place(), "when": {"start": self._day()},
            "perpetrators": [claim],
        }  # fmt: skip

    def _place(self) -> dict[str, object]:
        area = f"VM{self._dice.randrange(1, 12):02d}{self._dice.randrange(1, 9):02d}"
        return {"area": area, "name": f"Hamlet {self._dice.randrange(900)}", "precision": "admin2"}

    def _day(self) -> str:
        before = self._dice.randrange(30)
        return (date(2026, 1, 1) + timedelta(days=self._written // A_DAY - before)).isoformat()

    def _narrative(self) -> str:
        pick = self._dice.choice
        return (
            f"In the morning {pick(_DOERS)} met {pick(_PEOPLE)} near the well of hamlet {self._dice.randrange(900)}. "
            f"They {pick(_DEEDS)}. {pick(_ENDS)} {pick(_ENDS)}"
        )


def _draft(kind: Kind, fields: dict[str, object], rank: str, links: tuple[LinkTo, ...] = ()) -> Draft:
    return Draft(kind, kind.read(fields), rank, links=links)
