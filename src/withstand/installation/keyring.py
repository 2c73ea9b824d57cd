"""The keyring: an installation's secrets in one file, an age file under the user's passphrase."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import msgspec
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.errors import WorkspaceError
from withstand.installation.files import read_bytes, write_whole
from withstand.installation.passphrases import close, open_closed
from withstand.ledger.entries import public_text
from withstand.ledger.errors import Locked
from withstand.ledger.ids import machine_clock, uuid7
from withstand.workspace import Workspace

ENCRYPTED, PLAIN = "installation.age", "installation.json"


class Keyring(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes this installation itself; keys in hexadecimal digits.

    `signing`: seeds of Ed25519 keys, the newest last; which of them signs is what the operation's root has stated.
    `identity`: the age key that bundles for it are encrypted to. `instead_of`: the installation whose backup it came
    from. `database` and `authors` are empty where the workspace is not encrypted.
    """

    installation: str
    office: str
    database: str
    signing: tuple[str, ...]
    identity: str
    authors: str
    instead_of: str = ""

    def __repr__(self) -> str:
        """Without a secret."""
        return f"Keyring(installation={self.installation!r}, office={self.office!r})"

    @property
    def encrypted(self) -> bool:
        """Whether the ledger's file is."""
        return bool(self.database)

    @property
    def recipient(self) -> str:
        """The public half of `identity`."""
        return str(pyrage.x25519.Identity.from_str(self.identity).to_public())

    @property
    def newest(self) -> Ed25519PrivateKey:
        """The newest signing key."""
        return signing_key(self.signing[-1])

    def key_of(self, public: str) -> Ed25519PrivateKey | None:
        """The signing key with this public half, if it is here."""
        for seed in self.signing:
            if public_text(key := signing_key(seed)) == public:
                return key
        return None


def signing_key(seed: str) -> Ed25519PrivateKey:
    """The Ed25519 key of a seed."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def new_keyring(office: str, *, encrypted: bool, instead_of: str = "") -> Keyring:
    """Fresh keys for a new installation."""
    return Keyring(
        installation=uuid7(machine_clock()),
        office=office,
        database=secrets.token_hex(32) if encrypted else "",
        signing=(secrets.token_hex(32),),
        identity=str(pyrage.x25519.Identity.generate()),
        authors=secrets.token_hex(32) if encrypted else "",
        instead_of=instead_of,
    )


def is_encrypted(workspace: Workspace) -> bool:
    """Whether a passphrase opens this workspace.

    Raises:
        WorkspaceError: it has no keys at all.
    """
    if (workspace.keys / ENCRYPTED).is_file():
        return True
    if (workspace.keys / PLAIN).is_file():
        return False
    raise WorkspaceError(
        f"{workspace.folder} has no keys ({workspace.keys.name}/{ENCRYPTED}): they were destroyed or moved away, or it "
        "was made by an earlier version. Restore a backup (withstand restore), or begin anew (withstand init)."
    )


def keyring_bytes(workspace: Workspace) -> bytes:
    """The file as it lies there."""
    return read_bytes(workspace.keys / (ENCRYPTED if is_encrypted(workspace) else PLAIN), "The keys in")


def write_keyring(workspace: Workspace, keyring: Keyring, passphrase: str | None) -> None:
    """Keep the keyring, under the passphrase where the workspace is encrypted."""
    content = msgspec.json.encode(keyring)
    if passphrase is None:
        write_whole(workspace.keys / PLAIN, msgspec.json.format(content, indent=1))
    else:
        write_whole(workspace.keys / ENCRYPTED, close(content, passphrase))


def read_keyring(workspace: Workspace, passphrase: Callable[[], str]) -> Keyring:
    """The keyring; the passphrase is asked for only where there is one.

    Raises:
        WorkspaceError, Locked: there are no keys, they are damaged, or the passphrase is another one.
    """
    content = keyring_bytes(workspace)
    if is_encrypted(workspace):
        content = open_closed(content, passphrase(), f"{workspace.folder.name}/{workspace.keys.name}/{ENCRYPTED}")
    return keyring_of(content)


def keyring_of(content: bytes) -> Keyring:
    """The keyring in opened bytes.

    Raises:
        Locked: they are none.
    """
    try:
        keyring = msgspec.json.decode(content, type=Keyring)
        keyring.newest.public_key()
        _ = keyring.recipient, bytes.fromhex(keyring.database), bytes.fromhex(keyring.authors)
    except (msgspec.DecodeError, ValueError, IndexError, pyrage.IdentityError):
        raise Locked("The keys of this workspace are damaged. Restore a backup: withstand restore.") from None
    return keyring
