"""What a passphrase closes: age files that the `age` program opens too."""

from __future__ import annotations

import pyrage

from withstand.errors import InputError
from withstand.ledger.errors import Locked

SHORTEST = 8
_ATTEMPTS = 20


def close(content: bytes, passphrase: str, *, armoured: bool = False) -> bytes:
    """Encrypt; about a second's work, on purpose."""
    closed: bytes = pyrage.passphrase.encrypt(content, passphrase, armoured)
    return closed


def open_closed(content: bytes, passphrase: str, name: str) -> bytes:
    """Decrypt. The work is measured anew on each attempt: a machine that is busy for a moment may refuse it at first.

    Raises:
        Locked: another passphrase, a damaged file, or far too slow a machine.
    """
    for _ in range(_ATTEMPTS):
        try:
            opened: bytes = pyrage.passphrase.decrypt(content, passphrase)
        except (pyrage.DecryptError, ValueError) as problem:
            if "Excessive work" in str(problem):
                continue
            if "Decryption failed" in str(problem):
                raise Locked(f"{name} does not open: the passphrase is another one, or the file was changed.") from None
            raise Locked(f"{name} is damaged or cut. Take another copy of it, or a backup.") from None
        return opened
    raise Locked(f"{name} was closed on a much faster machine, or this one is very busy. Close other programs; repeat.")


def long_enough(passphrase: str, what: str) -> str:
    """A new passphrase.

    Raises:
        InputError: it is too short to be one.
    """
    if len(passphrase) < SHORTEST:
        raise InputError(f"The {what} has fewer than {SHORTEST} characters. Take four or five words that nobody says.")
    return passphrase
