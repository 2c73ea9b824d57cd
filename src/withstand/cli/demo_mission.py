"""The fictional mission as three workspaces: made, enrolled, and filled as its offices would have them."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.demo.actors import LAMP_GUARD
from withstand.demo.build import Station, load_mission
from withstand.demo.files import DISTRICTS_MAP
from withstand.demo.mission_data import HEADQUARTERS, OFFICES
from withstand.errors import InputError
from withstand.evidence.actor_table import COLUMNS
from withstand.installation.founding import Founded, Plan, found
from withstand.installation.joining import enrol, join, read_welcome, request_of
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import Opened, open_with
from withstand.installation.root_key import fingerprint, read_sheet
from withstand.installation.serving import refuse_while_served
from withstand.installation.stating import say
from withstand.kinds import REGISTRY
from withstand.ledger.acts import Person
from withstand.ledger.entries import public_text
from withstand.ledger.statements import Statement, state
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import ACTORS, CONFIG, Workspace

FIRST_DAY = date(2031, 1, 1)
TODAY = date(2033, 1, 3)
"""The Monday after the last event and the last meeting of the working group."""

MARK = "# The fictional mission of `withstand demo`: made anew each time.\n"


def make_mission(folder: Path) -> dict[str, Path]:
    """Three workspaces in `folder`, by office; what an earlier demonstration left there is replaced.

    Raises:
        InputError: something else is in the way.
    """
    paths = {office: folder / _slug(office) for office in OFFICES}
    for path in paths.values():
        _clear(path)
    founded = {office: found(_plan(path, office), REGISTRY) for office, path in paths.items()}
    with ExitStack() as stack:
        offices = {office: _open(stack, founded[office]) for office in OFFICES}
        people = _enrol(offices, founded)
        stations = {office: Station(one.ledger, one.keyring.identity) for office, one in offices.items()}
        load_mission(stations, people)
    for path in paths.values():
        config = path / CONFIG
        config.write_text(MARK + _TODAY + config.read_text(encoding="utf-8") + _PROFILES, encoding="utf-8")
        shutil.copyfile(DISTRICTS_MAP, path / f"areas{DISTRICTS_MAP.suffix}")
        actors = path / ACTORS
        actors.write_text(actors.read_text(encoding="utf-8") + _PARTNER, "utf-8")
    return paths


_TODAY = f"""
# What this exercise takes for today, on every page and in every command.
practice_day = {TODAY}
"""

_PARTNER = f"{LAMP_GUARD.name},state_partner,,,,invented\n"

_PROFILES = """
# Two readers of the demonstration: withstand list incident --as liaison --workspace ...
[profile.liaison]
clearance = "confidential"
components = ["civil_affairs"]

[profile.partner]
clearance = "unclassified"
recipient = "humanitarian"
"""


def _slug(office: str) -> str:
    return office.lower().replace(" ", "-")


def _clear(path: Path) -> None:
    """Remove what an earlier demonstration left, and only that."""
    for paper in ("root-key.txt", "request.json"):
        (path.parent / f"{path.name}-{paper}").unlink(missing_ok=True)
    if not path.exists():
        return
    config = path / CONFIG
    if not config.is_file() or not config.read_text(encoding="utf-8").startswith(MARK):
        raise InputError(f"{path} is there already and no demonstration of ours: name another folder with --out.")
    refuse_while_served(Workspace(path))
    shutil.rmtree(path)


def _plan(path: Path, office: str) -> Plan:
    joins = office != HEADQUARTERS
    return Plan(path, office, FIRST_DAY, joins, COLUMNS, passphrase=None, root_passphrase=None)


def _open(stack: ExitStack, made: Founded) -> Opened:
    keyring = read_keyring(made.workspace, lambda: "")
    opened = open_with(made.workspace, keyring, REGISTRY)
    stack.callback(opened.ledger.close)
    return opened


def _enrol(offices: dict[str, Opened], founded: dict[str, Founded]) -> tuple[Person, Person]:
    """Enrol the field offices and two people who may act together."""
    home = offices[HEADQUARTERS]
    sheet = founded[HEADQUARTERS].sheet
    assert sheet is not None  # noqa: S101 (the founder's)
    root = read_sheet(sheet.read_text(encoding="utf-8"), None, sheet.name)
    operation = home.ledger.operation
    first, second = (Person(name, Ed25519PrivateKey.generate()) for name in ("first", "second"))
    named = [
        Statement(act="person", operation=operation, subject=p.name, key=public_text(p.key)) for p in (first, second)
    ]
    say(home.ledger, [state(one, root) for one in named])
    every = tuple(vocabulary("components").terms)
    for office, opened in offices.items():
        if opened is not home:
            welcome = enrol(home, request_of(opened.keyring), root, office, "confidential", every)
            join(opened, read_welcome(welcome, opened.keyring, office), fingerprint(operation))
    return first, second
