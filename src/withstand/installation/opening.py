"""Opening a workspace: its settings, its keyring, its ledger, and how it stands in the operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

from withstand.errors import WorkspaceError
from withstand.installation.keyring import Keyring, is_encrypted, read_keyring
from withstand.installation.screening import expire_names
from withstand.installation.sessions import Sessions
from withstand.ledger.entries import public_text
from withstand.ledger.errors import LedgerError
from withstand.ledger.folding import renew
from withstand.ledger.kinds import Registry
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.store.database import Database
from withstand.settings import Settings, read_settings
from withstand.telling import Told
from withstand.workspace import CONFIG, Workspace

_OWNER = "installation"


class Standing(Enum):
    """How an installation stands in its operation."""

    ALONE = "has not joined an operation"
    UNKNOWN = "is not enrolled yet"
    ENROLLED = "is enrolled"
    REVOKED = "was revoked"


@dataclass(frozen=True)
class Opened:
    """An open workspace."""

    workspace: Workspace
    settings: Settings
    keyring: Keyring = field(repr=False)
    ledger: Ledger = field(repr=False)

    @property
    def standing(self) -> Standing:
        """How this installation stands in its operation, as far as is known here."""
        if not self.ledger.operation:
            return Standing.ALONE
        known = self.ledger.trust.installations.get(self.keyring.installation)
        if known is None:
            return Standing.UNKNOWN
        return Standing.ENROLLED if known.trusted(next_number(self.ledger)) else Standing.REVOKED

    def must_write(self) -> None:
        """Refuse where nothing can be written, or what would be written could not hold anywhere.

        Raises:
            LedgerError: the folder is read-only, the installation has not joined an operation, or its key was revoked.
        """
        if self.ledger.read_only:
            raise LedgerError(
                Told(
                    "{folder} is read-only here: it can be listed, shown and exported, and nothing can be entered. "
                    "Copy the folder to where you may write, or restore a backup.",
                    folder=self.workspace.folder,
                )
            )
        standing = self.standing
        if standing is Standing.ALONE:
            raise LedgerError(
                Told(
                    "{folder} has not joined an operation yet. Send its request to headquarters, then: withstand "
                    "ledger join WELCOME --workspace {folder}.",
                    folder=self.workspace.folder,
                )
            )
        if standing is Standing.REVOKED:
            raise LedgerError(
                Told(
                    "The key of this installation was revoked: what it writes is taken nowhere. It can be read, and "
                    "restored as a new installation: withstand backup FILE --workspace {folder}.",
                    folder=self.workspace.folder,
                )
            )


def unlock(workspace: Workspace, settings: Settings, sessions: Sessions, passphrase: Callable[[], str]) -> Keyring:
    """The keyring: from an open session, which this makes last longer, or with the passphrase.

    Raises:
        WorkspaceError, Locked: it does not open.
    """
    keyring = sessions.find(workspace) or read_keyring(workspace, passphrase)
    if is_encrypted(workspace):
        sessions.keep(workspace, keyring, settings.lock_after)
    return keyring


def open_with(workspace: Workspace, keyring: Keyring, registry: Registry, *, read_only: bool = False) -> Opened:
    """The workspace, opened with its keyring; what an earlier version of the program made of its entries is made anew.

    Raises:
        WorkspaceError, LedgerError: the ledger is missing, damaged, or another key's, or set for an exercise.
    """
    if not workspace.ledger.is_file():
        raise WorkspaceError(
            f"{workspace.folder} has no ledger ({workspace.ledger.name}). Restore a backup: withstand restore."
        )
    settings = read_settings(workspace.folder)
    if keyring.encrypted and settings.practice_day:
        raise WorkspaceError(
            f"{workspace.folder} is encrypted, and {CONFIG} has practice_day: that is for exercises, in workspaces "
            "made with --not-encrypted. Take the line out."
        )
    database = Database(workspace.ledger, database_key(keyring), read_only=read_only)
    try:
        ledger = ledger_of(database, keyring, registry)
        renew(ledger)
        if not read_only:
            expire_names(workspace, keyring, settings.today(datetime.now(UTC)))
        return Opened(workspace, settings, keyring, ledger)
    except BaseException:
        database.close()
        raise


def ledger_of(database: Database, keyring: Keyring, registry: Registry) -> Ledger:
    """The ledger in a file, with the key that signs next.

    Raises:
        LedgerError: the ledger is another installation's, or the operation knows this one by a key not in its keyring.
    """
    if database.get(_OWNER) not in ("", keyring.installation):
        raise LedgerError("The keys in this workspace belong to another one. Put its own back: restore a backup.")
    ledger = Ledger(database, registry, Signer(keyring.installation, keyring.office, keyring.newest))
    known = ledger.trust.installations.get(keyring.installation)
    if known is not None:
        public = known.key_at(next_number(ledger))
        key = keyring.key_of(public)
        if key is None:
            raise LedgerError(
                "The operation knows this installation by another key than the one in its keyring: the keys were taken "
                "from an older copy. Restore a backup, which makes a new installation: withstand restore."
            )
        if public != public_text(ledger.signer.key):
            ledger.signer = Signer(keyring.installation, keyring.office, key)
    return ledger


def belongs_to(database: Database, keyring: Keyring) -> None:
    """Let a ledger's file be this installation's; whose it was before stays known."""
    with database.writing():
        before = {database.get(_OWNER), *database.get("formerly").split()} - {"", keyring.installation}
        database.set("formerly", " ".join(sorted(before)))
        database.set(_OWNER, keyring.installation)


def database_key(keyring: Keyring) -> bytes | None:
    """What opens the ledger's file."""
    return bytes.fromhex(keyring.database) if keyring.encrypted else None


def next_number(ledger: Ledger) -> int:
    """The number of the next entry of this installation's chain."""
    own = ledger.log.chains().get(ledger.signer.installation)
    return (own.tail if own else 0) + 1
