"""People who take part in acts of two: each has a key under a passphrase of their own."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.errors import InputError
from withstand.installation.files import read_bytes, write_whole
from withstand.installation.keyring import Keyring, signing_key
from withstand.installation.opening import Opened
from withstand.installation.passphrases import close, open_closed
from withstand.installation.stating import same_operation, say
from withstand.ledger.acts import Person
from withstand.ledger.entries import public_text
from withstand.ledger.statements import Statement, state
from withstand.telling import Told
from withstand.workspace import Workspace

FOLDER = "people"


class _Personal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    seed: str


def _mark(keyring: Keyring, name: str) -> str:
    """How a person's file begins: it tells nobody whose it is who has only the folder."""
    return hmac.new(keyring.authors.encode(), name.strip().casefold().encode(), hashlib.sha256).hexdigest()[:16]


def path_of(workspace: Workspace, keyring: Keyring, name: str) -> Path | None:
    """Where a person's key lies, if there is one here."""
    return next(iter(sorted((workspace.keys / FOLDER).glob(f"{_mark(keyring, name)}-*.age"))), None)


def new_person(opened: Opened, root: Ed25519PrivateKey, name: str, passphrase: str) -> tuple[Path, str]:
    """Make and enrol a person's key; returns its file and its public half. The name is kept in the file alone."""
    ledger = opened.ledger
    same_operation(ledger, root)
    if there := path_of(opened.workspace, opened.keyring, name):
        raise InputError(f"{name} has a key here already ({there}). To make another, revoke it and remove the file.")
    seed = secrets.token_hex(32)
    public = public_text(signing_key(seed))
    path = opened.workspace.keys / FOLDER / f"{_mark(opened.keyring, name)}-{public[:12]}.age"
    write_whole(path, close(msgspec.json.encode(_Personal(name, seed)), passphrase), new=True)
    statement = Statement(
        act="person", operation=ledger.operation, subject=f"person-{public[:12]}", key=public,
        on=_today(opened),
    )  # fmt: skip
    try:
        say(ledger, [state(statement, root)])
    except BaseException:
        path.unlink()
        raise
    return path, public


def open_person(opened: Opened, name: str, passphrase: str) -> Person:
    """A person with the key that their passphrase opens.

    Raises:
        InputError, Locked: there is no such key here, or the passphrase is another one.
    """
    return Person(name, signing_key(_read(opened, name, passphrase).seed))


def _read(opened: Opened, name: str, passphrase: str) -> _Personal:
    path = path_of(opened.workspace, opened.keyring, name)
    if path is None:
        raise InputError(
            Told(
                "{name} has no personal key in this workspace. One is made with the root key: withstand ledger person.",
                name=name,
            )
        )
    plain = open_closed(read_bytes(path, "The key"), passphrase, f"The personal key of {name}")
    try:
        return msgspec.json.decode(plain, type=_Personal)
    except msgspec.DecodeError:
        raise InputError(Told("The personal key of {name} ({path}) is damaged.", name=name, path=path)) from None


def revoke_person(opened: Opened, root: Ed25519PrivateKey, who: str, day: str, reason: str) -> str:
    """A personal key no longer counts in acts dated that day or later.

    `who`: somebody whose key lies here, or the start of its public half.

    Raises:
        InputError: no person has such a key, or several.
    """
    ledger = opened.ledger
    same_operation(ledger, root)
    path = path_of(opened.workspace, opened.keyring, who)
    start = path.stem.partition("-")[2] if path else who.lower()
    found = [key for key in personal_keys(opened) if len(start) >= 8 and key.startswith(start)]
    if len(found) != 1:
        raise InputError(
            f"{who!r} is nobody whose key lies here, nor the start of one person's key (eight digits or more). "
            "withstand ledger offices lists the keys."
        )
    ended = [
        one.statement.on for one in ledger.trust.statements
        if one.statement.act == "revoke_person" and one.statement.key == found[0]
    ]  # fmt: skip
    if ended and day >= min(ended):
        raise InputError(
            f"The key of {who} was revoked from {min(ended)} on already; only an earlier day would change that. "
            "Nothing was changed."
        )
    statement = Statement(
        act="revoke_person", operation=ledger.operation, subject=f"person-{found[0][:12]}", key=found[0], on=day,
        reason=reason,
    )  # fmt: skip
    say(ledger, [state(statement, root)])
    return found[0]


def personal_keys(opened: Opened) -> dict[str, bool]:
    """The personal keys that the root has enrolled, and whether each may act today."""
    trust, today = opened.ledger.trust, _today(opened)
    keys = sorted({one.statement.key for one in trust.statements if one.statement.act == "person"})
    return {key: trust.may_act(key, today) for key in keys}


def _today(opened: Opened) -> str:
    return opened.settings.present_day(datetime.now(UTC)).isoformat()
