"""Files that hold secrets: written whole or not at all, for this user only; overwritten before they go."""

from __future__ import annotations

import os
import secrets
from itertools import count
from pathlib import Path

from withstand.errors import WorkspaceError

_PART = 1 << 20


def write_whole(path: Path, content: bytes, *, new: bool = False) -> None:
    """Write a file of mode 0600 that is there complete, on the disk, or not at all.

    Raises:
        WorkspaceError: `new` and something is there; or it cannot be written.
    """
    if new and path.exists():
        raise WorkspaceError(f"{path} is there already; nothing was overwritten. Move it away, or name another file.")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(path)
        _settle(path.parent)
    except OSError as problem:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        raise WorkspaceError(f"{path} cannot be written ({problem.strerror}). Nothing was changed.") from None


def free_name(path: Path) -> Path:
    """The first name like this one under which nothing is: to-hq-2.bundle."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(one for one in numbered if not one.exists())


def read_bytes(path: Path, what: str) -> bytes:
    """A file that was named.

    Raises:
        WorkspaceError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as problem:
        raise WorkspaceError(f"{what} {path} cannot be read ({problem.strerror}).") from None


def overwrite(path: Path) -> None:
    """Write noise over a file, on the disk, and remove it."""
    size = path.stat().st_size
    with path.open("r+b", buffering=0) as target:
        for start in range(0, size, _PART):
            target.write(secrets.token_bytes(min(_PART, size - start)))
        os.fsync(target.fileno())
    path.unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Let the folder's list of files reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
