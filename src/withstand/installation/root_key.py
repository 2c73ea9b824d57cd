"""The operation's root key: made once, printed once, kept offline; its public half is the operation's name."""

from __future__ import annotations

import hashlib
import re
import secrets

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.errors import InputError
from withstand.installation.passphrases import close, open_closed
from withstand.ledger.entries import public_text

_ARMOURED = re.compile(r"-----BEGIN AGE ENCRYPTED FILE-----(.*?)-----END AGE ENCRYPTED FILE-----", re.DOTALL)
_BARE = re.compile(r"-----BEGIN ROOT KEY, NOT ENCRYPTED-----(.*?)-----END ROOT KEY, NOT ENCRYPTED-----", re.DOTALL)
_WIDTH = 64

_SHEET = """\
WITHSTAND: THE ROOT KEY OF AN OPERATION

Office that made it:  {office}
Made on:              {day}
Fingerprint:          {fingerprint}

{block}

WHAT THIS IS
Whoever has this sheet and its passphrase says who belongs to the operation: which laptops and servers may write,
what each is cleared for, who takes part in acts of two people, and whose key no longer counts.
Without it nobody can be added or shut out any more. There is no other copy and no way around it.

WHAT TO DO NOW
1. Print this file. Check that the lines between BEGIN and END can be read: they can be typed in again by hand.
2. Put the sheet into a safe, away from every laptop, and its passphrase into another place.
3. Delete this file, and empty the waste bin.

WHEN IT IS NEEDED
Type or scan the lines from BEGIN to END into a text file on a machine that you trust, and name that file:
  withstand ledger enrol REQUEST --root-key FILE --workspace FOLDER       an office joins
  withstand ledger revoke OFFICE --after N --root-key FILE --workspace FOLDER   a laptop was lost or stolen
  withstand ledger replace-key --root-key FILE --workspace FOLDER         this office's key is exchanged
  withstand ledger person NAME --root-key FILE --workspace FOLDER         somebody takes part in acts of two
Delete the text file afterwards.

THE FINGERPRINT
An office that joins compares the fingerprint above with the one its screen shows, over the telephone or on paper.
It is no secret.
"""


class _Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    root: str


def new_root() -> Ed25519PrivateKey:
    """A fresh root key."""
    return Ed25519PrivateKey.from_private_bytes(secrets.token_bytes(32))


def sheet(root: Ed25519PrivateKey, office: str, day: str, passphrase: str | None) -> str:
    """The text to print; without a passphrase (workspaces that are not encrypted) the key stands on it openly."""
    seed = root.private_bytes_raw().hex()
    if passphrase is None:
        block = f"-----BEGIN ROOT KEY, NOT ENCRYPTED-----\n{in_groups(seed)}\n-----END ROOT KEY, NOT ENCRYPTED-----"
    else:
        block = close(msgspec.json.encode(_Root(seed)), passphrase, armoured=True).decode().strip()
    return _SHEET.format(office=office, day=day, fingerprint=fingerprint(public_text(root)), block=block)


def is_closed(text: str) -> bool:
    """Whether a sheet needs a passphrase.

    Raises:
        InputError: it is no sheet.
    """
    if _ARMOURED.search(text):
        return True
    if _BARE.search(text):
        return False
    raise InputError("This is no root-key sheet: the lines from BEGIN to END are missing.")


def read_sheet(text: str, passphrase: str | None, name: str) -> Ed25519PrivateKey:
    """The root key on a sheet; spaces and line breaks do not matter.

    Raises:
        InputError, Locked: it is no sheet, it was mistyped, or the passphrase is another one.
    """
    if not is_closed(text):
        found = _BARE.search(text)
        return _key("".join(found[1].split()) if found else "", name)
    found = _ARMOURED.search(text)
    letters = "".join(found[1].split()) if found else ""
    lines = "\n".join(letters[start : start + _WIDTH] for start in range(0, len(letters), _WIDTH))
    armoured = f"-----BEGIN AGE ENCRYPTED FILE-----\n{lines}\n-----END AGE ENCRYPTED FILE-----\n"
    opened = open_closed(armoured.encode(), passphrase or "", name)
    try:
        return _key(msgspec.json.decode(opened, type=_Root).root, name)
    except msgspec.DecodeError:
        raise InputError(f"{name} opens, but holds no root key.") from None


def _key(seed: str, name: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    except ValueError:
        raise InputError(f"{name} does not hold a whole root key: compare its lines with the printed sheet.") from None


def fingerprint(public: str) -> str:
    """What people compare: 32 digits in eight groups."""
    return in_groups(hashlib.sha256(b"withstand fingerprint 1\x00" + public.encode()).hexdigest()[:32])


def in_groups(digits: str) -> str:
    """Digits in groups of four."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def same_fingerprint(given: str, public: str) -> bool:
    """Whether somebody gave this key's fingerprint, or the key itself; spaces, dashes and capitals do not matter."""
    bare = re.sub(r"[^0-9a-f]", "", given.lower())
    return bare in (public, fingerprint(public).replace(" ", ""))
