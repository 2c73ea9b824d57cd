"""Where a passphrase comes from: a file, the environment, or the terminal."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path

from withstand.errors import InputError


@dataclass(frozen=True)
class Wanted:
    """A passphrase: what it is called, the option that names its file, the variable that may hold it."""

    what: str
    option: str
    variable: str = ""
    instead: str = ""


WORKSPACE = Wanted("passphrase of the workspace", "--passphrase-file", "WITHSTAND_PASSPHRASE")
ROOT = Wanted("passphrase of the root key", "--root-passphrase-file", "WITHSTAND_ROOT_PASSPHRASE")


def passphrase(wanted: Wanted, file: Path | None, *, new: bool = False) -> str:
    """The passphrase: from the file that was named, else from the environment, else asked on the terminal.

    Raises:
        InputError: there is none to be had, or two entries of a new one differ.
    """
    if file is not None:
        return _from_file(wanted, file)
    if wanted.variable and os.environ.get(wanted.variable):
        return os.environ[wanted.variable]
    if not sys.stdin.isatty():
        ways = f"give {wanted.option} FILE" + (f", or set {wanted.variable}" if wanted.variable else "")
        raise InputError(f"The {wanted.what} is needed, and there is no terminal to ask on: {ways}{wanted.instead}.")
    given = getpass(f"{'New p' if new else 'P'}{wanted.what[1:]}: ")
    if not given:
        raise InputError(f"No {wanted.what} was given.")
    if new and getpass("The same again: ") != given:
        raise InputError("The two are not the same. Nothing was made; repeat.")
    return given


def _from_file(wanted: Wanted, file: Path) -> str:
    try:
        given = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{wanted.option} {file} cannot be read as text.") from None
    if not given or not given[0]:
        raise InputError(f"{wanted.option} {file}: its first line is empty.")
    return given[0]
