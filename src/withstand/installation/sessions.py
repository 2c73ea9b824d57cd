"""Unlocked sessions: the keyring for some minutes, in a memory-backed folder of this user, never on a disk."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from withstand.errors import WorkspaceError
from withstand.installation.files import overwrite, write_whole
from withstand.installation.keyring import Keyring, keyring_bytes
from withstand.workspace import Workspace

_MEMORY = ("tmpfs", "ramfs")
_PREFIX, _SUFFIX = "withstand-", ".session"


def uptime() -> float:
    """Seconds since the machine started, sleep included: setting the clock back opens nothing."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def runtime_folder(environment: Mapping[str, str], mounts: str | None = None) -> Path | None:
    """$XDG_RUNTIME_DIR, where it is this user's alone and held in memory; else None: then nothing is kept."""
    named = environment.get("XDG_RUNTIME_DIR", "")
    folder = Path(named)
    if not named or not folder.is_absolute() or not folder.is_dir():
        return None
    state = folder.stat()
    if state.st_uid != os.getuid() or state.st_mode & 0o077:
        return None
    return folder if _kind_of_mount(folder.resolve(), mounts) in _MEMORY else None


def _kind_of_mount(folder: Path, mounts: str | None) -> str:
    """The file system that holds a folder, as the kernel lists it."""
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, name, *_ = [*line.split(" "), "", "", ""]
        at = point.replace("\\040", " ")
        if at and folder.is_relative_to(at) and len(at) >= len(best):
            best, kind = at, name
    return kind


class _Session(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    until: float
    keys: str
    keyring: Keyring


@dataclass(frozen=True)
class Sessions:
    """The sessions of this user; none is ever kept where `folder` is None."""

    folder: Path | None
    clock: Callable[[], float] = uptime

    def keep(self, workspace: Workspace, keyring: Keyring, minutes: int) -> None:
        """Leave the workspace open for that long from now."""
        if self.folder is None or minutes == 0:
            return
        session = _Session(until=self.clock() + 60 * minutes, keys=_state_of(workspace), keyring=keyring)
        with suppress(WorkspaceError):
            write_whole(self._path(workspace, self.folder), msgspec.json.encode(session))

    def find(self, workspace: Workspace) -> Keyring | None:
        """The keyring of a workspace that is open; expired sessions of all workspaces are removed on the way."""
        self.sweep()
        if self.folder is None:
            return None
        session = _read(self._path(workspace, self.folder))
        return session.keyring if session is not None and session.keys == _state_of(workspace) else None

    def end(self, workspace: Workspace | None = None) -> int:
        """End the session of a workspace, or all of them; returns how many there were."""
        if self.folder is None:
            return 0
        paths = list(self._files()) if workspace is None else [self._path(workspace, self.folder)]
        return sum(_remove(path) for path in paths)

    def sweep(self) -> None:
        """Remove what has expired, or was not written by this user."""
        for path in self._files():
            session = _read(path)
            if session is None or session.until <= self.clock():
                _remove(path)

    def _files(self) -> Iterator[Path]:
        if self.folder is not None:
            yield from self.folder.glob(f"{_PREFIX}*{_SUFFIX}")

    def _path(self, workspace: Workspace, folder: Path) -> Path:
        name = hashlib.sha256(str(workspace.folder.resolve()).encode()).hexdigest()[:32]
        return folder / f"{_PREFIX}{name}{_SUFFIX}"


def _state_of(workspace: Workspace) -> str:
    """A session ends when the keys are replaced or removed."""
    return hashlib.sha256(keyring_bytes(workspace)).hexdigest()


def _read(path: Path) -> _Session | None:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as source:
            state = os.fstat(source.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
                return None
            return msgspec.json.decode(source.read(), type=_Session)
    except (OSError, msgspec.DecodeError):
        return None


def _remove(path: Path) -> bool:
    try:
        overwrite(path)
    except OSError:
        try:
            path.unlink()
        except OSError:
            return False
    return True
