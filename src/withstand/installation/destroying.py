"""The end of a workspace, in seconds: first the keys, then what the operation itself put there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from withstand.errors import WorkspaceError
from withstand.installation.authors import destroy_authors
from withstand.installation.files import overwrite
from withstand.installation.keyring import ENCRYPTED, PLAIN
from withstand.installation.sessions import Sessions
from withstand.workspace import Workspace

OUT_OF_REACH = (
    "backups of this workspace, and copies of the folder",
    "what was sent to other offices, and what was exported",
    "the printed root-key sheet and people's own copies of their keys",
    "old sectors of flash storage (SSD, USB stick, SD card), which nothing can overwrite for certain: a disk that is "
    "encrypted as a whole is the answer to those",
)
"""What no program on this machine can destroy."""


@dataclass(frozen=True)
class Destroyed:
    """What was overwritten and removed, what could not be, and whether the ledger was encrypted."""

    removed: tuple[str, ...]
    failed: tuple[str, ...]
    encrypted: bool


def destroy(workspace: Workspace, sessions: Sessions) -> Destroyed:
    """Overwrite and remove the keys, then the ledger, the authors, actors and reviews; public data sets stay.

    Raises:
        WorkspaceError: there is nothing here to destroy.
    """
    if not workspace.keys.is_dir() and not workspace.ledger.exists():
        raise WorkspaceError(f"{workspace.folder} holds no keys and no ledger; there is nothing to destroy.")
    encrypted = not (workspace.keys / PLAIN).exists()
    workspace.sign.unlink(missing_ok=True)
    removed: list[str] = []
    failed: list[str] = []
    for path in _keys_first(workspace):
        try:
            overwrite(path)
            removed.append(str(path.relative_to(workspace.folder)))
        except OSError as problem:
            failed.append(f"{path.relative_to(workspace.folder)} ({problem.strerror})")
    sessions.end(workspace)
    shutil.rmtree(workspace.keys, ignore_errors=True)
    for path in _own(workspace):
        try:
            _gone(path, encrypted=encrypted)
            removed.append(str(path.relative_to(workspace.folder)))
        except OSError as problem:
            failed.append(f"{path.relative_to(workspace.folder)} ({problem.strerror})")
    return Destroyed(tuple(removed), tuple(failed), encrypted)


def _keys_first(workspace: Workspace) -> Iterator[Path]:
    """The key that everything hangs on, then the rest of the folder."""
    first = [path for name in (ENCRYPTED, PLAIN) if (path := workspace.keys / name).is_file()]
    yield from first
    yield from (path for path in sorted(workspace.keys.rglob("*")) if path.is_file() and path not in first)


def _own(workspace: Workspace) -> Iterator[Path]:
    beside = [workspace.ledger.with_name(f"{workspace.ledger.name}{end}") for end in ("", "-wal", "-shm", "-journal")]
    yield from (path for path in beside if path.exists())
    yield from (path for path in (workspace.authors, *_served(workspace)) if path.exists())
    if workspace.actors.exists():
        yield workspace.actors
    for folder in (workspace.screening, workspace.reviews, workspace.cache):
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _served(workspace: Workspace) -> list[Path]:
    """What a server keeps."""
    ends = ("", "-wal", "-shm", "-journal")
    return [path.with_name(f"{path.name}{end}") for path in (workspace.accounts, workspace.jobs) for end in ends]


def _gone(path: Path, *, encrypted: bool) -> None:
    """An encrypted file without its key is noise already; anything else is overwritten."""
    if path.name.startswith("authors."):
        destroy_authors(path)
    elif encrypted and path.name.startswith(("ledger.", "accounts.")):
        path.unlink()
    else:
        overwrite(path)
