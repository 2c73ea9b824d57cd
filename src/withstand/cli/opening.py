"""How commands open a workspace: by a session, a passphrase, or none where it is not encrypted, which they say."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.cli.passphrases import ROOT, WORKSPACE, passphrase
from withstand.dialogue.outgoing import telling
from withstand.installation.files import read_bytes
from withstand.installation.keyring import Keyring, is_encrypted, read_keyring
from withstand.installation.opening import Opened, open_with, unlock
from withstand.installation.root_key import is_closed, read_sheet
from withstand.installation.sessions import Sessions, runtime_folder
from withstand.kinds import REGISTRY
from withstand.mission.wording import visible
from withstand.picture.audience import HOLDER
from withstand.settings import Settings, read_settings
from withstand.workspace import Workspace, open_workspace


def sessions() -> Sessions:
    """The open sessions of this user."""
    return Sessions(runtime_folder(os.environ))


@contextmanager
def opened(folder: Path, passphrase_file: Path | None = None, *, writing: bool = False) -> Iterator[Opened]:
    """The workspace in `folder`, open; closed afterwards. `writing`: refuse where nothing may be written.

    Raises:
        WorkspaceError, LedgerError, InputError: it does not open.
    """
    with _open(open_workspace(folder), opened_keyring(folder, passphrase_file)) as found:
        if writing:
            found.must_write()
        with telling(HOLDER):
            yield found


def opened_keyring(folder: Path, passphrase_file: Path | None) -> Keyring:
    """The keys of the workspace in `folder`: by a session, a file, or asked for.

    Raises:
        WorkspaceError, LedgerError, InputError: they do not open.
    """
    workspace, settings = open_workspace(folder), read_settings(folder)
    if passphrase_file is None:
        return unlock(workspace, settings, sessions(), lambda: passphrase(WORKSPACE, None))
    keyring, _ = _asked(workspace, settings, passphrase_file)
    return keyring


@contextmanager
def opened_with_passphrase(folder: Path, passphrase_file: Path | None) -> Iterator[tuple[Opened, str | None]]:
    """The workspace with its passphrase, which is asked even while a session is open; None: not encrypted."""
    workspace = open_workspace(folder)
    keyring, given = _asked(workspace, read_settings(folder), passphrase_file)
    with _open(workspace, keyring) as found:
        yield found, given


def _asked(workspace: Workspace, settings: Settings, file: Path | None) -> tuple[Keyring, str | None]:
    given = passphrase(WORKSPACE, file) if is_encrypted(workspace) else None
    keyring = read_keyring(workspace, lambda: given or "")
    if given is not None:
        sessions().keep(workspace, keyring, settings.lock_after)
    return keyring, given


@contextmanager
def _open(workspace: Workspace, keyring: Keyring) -> Iterator[Opened]:
    if not keyring.encrypted:
        warn_open(workspace.folder)
    found = open_with(workspace, keyring, REGISTRY, read_only=not workspace.writable)
    try:
        yield found
    finally:
        found.ledger.close()


def warn_open(folder: Path) -> None:
    """Say on standard error that a workspace is not encrypted."""
    warn(f"{folder} is not encrypted: whoever has the folder can read all that is in it")


def warn(sentence: str) -> None:
    """One sentence on standard error."""
    sys.stderr.write(f"withstand: {visible(sentence)}\n")


def root_key(sheet: Path, passphrase_file: Path | None) -> Ed25519PrivateKey:
    """The operation's root key from a sheet's file.

    Raises:
        InputError, Locked: it does not open.
    """
    text = read_bytes(sheet, "The sheet").decode("utf-8", "replace")
    given = passphrase(ROOT, passphrase_file) if is_closed(text) else None
    return read_sheet(text, given, sheet.name)


def today(found: Opened) -> str:
    """The civil date of the mission, now."""
    return found.settings.present_day(datetime.now(UTC)).isoformat()
