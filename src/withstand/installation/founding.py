"""A new workspace: the founder's, with the operation's root key, or one that is to join."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from withstand.errors import InputError, WorkspaceError
from withstand.installation.files import write_whole
from withstand.installation.joining import request_of, request_text
from withstand.installation.keyring import Keyring, new_keyring, write_keyring
from withstand.installation.opening import belongs_to, database_key, ledger_of
from withstand.installation.root_key import new_root, sheet
from withstand.installation.stating import enrolment, say
from withstand.ledger.entries import public_text
from withstand.ledger.kinds import Registry
from withstand.ledger.store.database import Database
from withstand.settings import first_settings
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import CONFIG, Workspace, create

_LONGEST_NAME = 60


@dataclass(frozen=True)
class Plan:
    """What to make. Passphrases are None where the workspace is not encrypted; `joins`: no operation of its own."""

    folder: Path
    office: str
    day: date
    joins: bool
    actor_columns: tuple[str, ...]
    passphrase: str | None = field(repr=False)
    root_passphrase: str | None = field(repr=False)


@dataclass(frozen=True)
class Founded:
    """What was made: the founder has an operation and a sheet, one that joins a request."""

    workspace: Workspace
    installation: str
    operation: str = ""
    sheet: Path | None = None
    request: Path | None = None
    request_fingerprint: str = ""


def beside(folder: Path, name: str) -> Path:
    """A file beside a workspace, never inside it."""
    whole = folder.resolve()
    return whole.parent / f"{whole.name}-{name}"


def check_office(name: str) -> str:
    """An office's name as headers will carry it.

    Raises:
        InputError: it is empty, long, or holds marks that no page can show.
    """
    bare = name.strip()
    if not bare or len(bare) > _LONGEST_NAME or not bare.isprintable():
        raise InputError(f"--office must be a name of 1 to {_LONGEST_NAME} letters.")
    return bare


def check_new(plan: Plan) -> None:
    """Refuse early, before a passphrase is asked.

    Raises:
        InputError, WorkspaceError: something is there already.
    """
    check_office(plan.office)
    if (plan.folder / CONFIG).exists():
        raise WorkspaceError(f"{plan.folder} is a workspace already; nothing was changed.")
    out = _papers(plan)
    if out.exists():
        raise WorkspaceError(f"{out} is there already. Move it away: it may be the only copy. Nothing was changed.")


def found(plan: Plan, registry: Registry) -> Founded:
    """Make the workspace; on any failure nothing of it is left.

    Raises:
        InputError, WorkspaceError, LedgerError: nothing was made.
    """
    check_new(plan)
    new = not plan.folder.exists()
    workspace = create(plan.folder, plan.day, plan.actor_columns, first_settings(plan.office))
    out = _papers(plan)
    try:
        keyring = new_keyring(plan.office, encrypted=plan.passphrase is not None)
        write_keyring(workspace, keyring, plan.passphrase)
        return _filled(plan, workspace, keyring, registry, out)
    except BaseException:
        out.unlink(missing_ok=True)
        for part in plan.folder.iterdir():
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        if new:
            plan.folder.rmdir()
        raise


def _papers(plan: Plan) -> Path:
    return beside(plan.folder, "request.json" if plan.joins else "root-key.txt")


def _filled(plan: Plan, workspace: Workspace, keyring: Keyring, registry: Registry, out: Path) -> Founded:
    database = Database.create(workspace.ledger, database_key(keyring))
    try:
        workspace.ledger.chmod(0o600)
        belongs_to(database, keyring)
        if plan.joins:
            write_whole(out, request_text(keyring), new=True)
            return Founded(
                workspace, keyring.installation, request=out, request_fingerprint=request_of(keyring).fingerprint
            )
        root = new_root()
        write_whole(out, sheet(root, plan.office, plan.day.isoformat(), plan.root_passphrase).encode(), new=True)
        ledger = ledger_of(database, keyring, registry)
        with database.writing():
            ledger.belong(public_text(root))
        keys = (keyring.installation, public_text(keyring.newest), keyring.recipient)
        every = tuple(vocabulary("components").terms)
        say(ledger, [enrolment(ledger, root, keys, plan.office, "strictly_confidential", every)])
        return Founded(workspace, keyring.installation, ledger.operation, sheet=out)
    finally:
        database.close()
