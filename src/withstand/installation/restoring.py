"""Restoring a backup: a new installation with the old chains, after everything known to be redacted was forgotten."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec

from withstand.errors import WorkspaceError
from withstand.installation.backup import Contents, Progress, open_backup
from withstand.installation.files import write_whole
from withstand.installation.founding import beside
from withstand.installation.joining import request_of, request_text
from withstand.installation.keyring import ENCRYPTED, PLAIN, Keyring, keyring_of, new_keyring, write_keyring
from withstand.installation.known_acts import Obeyed, obey_file
from withstand.installation.opening import belongs_to, database_key, ledger_of
from withstand.installation.passphrases import open_closed
from withstand.ledger.acts import erase_due
from withstand.ledger.errors import Forged
from withstand.ledger.journal import append
from withstand.ledger.kinds import Registry
from withstand.ledger.receipts import frontier_points, receipt
from withstand.ledger.store.database import Database
from withstand.ledger.store.overview import rekey
from withstand.ledger.verifying import Verification, verify
from withstand.workspace import Workspace


@dataclass(frozen=True)
class Restored:
    """What came of a backup. `obeyed` is None where no file of acts was given: later redactions are then unknown."""

    contents: Contents
    installation: str
    request: Path
    request_fingerprint: str
    obeyed: Obeyed | None
    erased: tuple[str, ...]
    verification: Verification


def restore(
    closed: bytes, name: str, folder: Path, passphrase: str, registry: Registry, today: str,
    redactions: tuple[str, bytes] | None, progress: Progress,
) -> Restored:  # fmt: skip
    """Unpack beside the folder, forget what must be forgotten, and only then put it in its place.

    `redactions`: name and bytes of a file of acts.

    Raises:
        WorkspaceError, LedgerError, InputError: nothing was made.
    """
    request = beside(folder, "request.json")
    for there in (folder, request):
        if there.exists():
            raise WorkspaceError(f"{there} is there already; nothing was overwritten. Name a new folder.")
    progress("decrypting", 0, 1)
    contents, files = open_backup(closed, passphrase, name)
    whole = folder.resolve()
    workspace = Workspace(whole.with_name(f".{whole.name}.{secrets.token_hex(4)}"))
    try:
        old = _unpack(workspace, files, passphrase, contents, name)
        keyring = new_keyring(old.office, encrypted=old.encrypted, instead_of=old.installation)
        keyring = msgspec.structs.replace(keyring, authors=old.authors)
        progress("checking", 0, 1)
        restored = _renewed(workspace, old, keyring, registry, contents, closed, name, today, redactions, request)
        write_keyring(workspace, keyring, passphrase if old.encrypted else None)
        write_whole(request, request_text(keyring), new=True)
        workspace.folder.rename(whole)
    except OSError as problem:
        raise WorkspaceError(f"{folder} cannot be made ({problem.strerror}). Choose another place.") from None
    finally:
        shutil.rmtree(workspace.folder, ignore_errors=True)
    return restored


def _unpack(workspace: Workspace, files: dict[str, bytes], passphrase: str, contents: Contents, name: str) -> Keyring:
    """Write everything but the old keyring, which only opens the ledger once more."""
    keys = f"{workspace.keys.name}/{ENCRYPTED if contents.encrypted else PLAIN}"
    if keys not in files or workspace.ledger.name not in files:
        raise Forged(f"{name} holds no ledger with its keys.")
    workspace.folder.mkdir(mode=0o700, parents=True)
    for path, content in files.items():
        if path != keys:
            write_whole(workspace.folder / path, content)
    for part in (workspace.datasets, workspace.reviews, workspace.cache, workspace.keys):
        part.mkdir(exist_ok=True)
    return keyring_of(open_closed(files[keys], passphrase, keys) if contents.encrypted else files[keys])


def _renewed(
    workspace: Workspace, old: Keyring, keyring: Keyring, registry: Registry, contents: Contents, closed: bytes,
    name: str, today: str, redactions: tuple[str, bytes] | None, request: Path,
) -> Restored:  # fmt: skip
    database = Database(workspace.ledger, database_key(old))
    try:
        if (key := database_key(keyring)) is not None:
            rekey(database, key)
        belongs_to(database, keyring)
        ledger = ledger_of(database, keyring, registry)
        erased: list[str] = []
        obeyed = None if redactions is None else obey_file(ledger, redactions[1], redactions[0])
        if ledger.operation:
            erased = erase_due(ledger, today)
            append(ledger, [receipt("backup", "", name, closed, frontier_points(ledger), contents.bodies)])
        report = verify(ledger)
        database.forget()
    finally:
        database.close()
    return Restored(
        contents, keyring.installation, request, request_of(keyring).fingerprint, obeyed, tuple(erased), report
    )
