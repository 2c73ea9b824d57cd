"""The sign of a workspace that a server holds open: `withstand lock` takes it away, and the server closes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from withstand.errors import WorkspaceError
from withstand.installation.files import write_whole
from withstand.installation.keyring import PLAIN
from withstand.workspace import Workspace

_PREFIX, _SUFFIX = "withstand-", ".serving"


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which process serves the workspace, and where."""

    process: int
    address: str


def put_up(workspace: Workspace, address: str, runtime: Path | None) -> None:
    """Show that this process holds the workspace open; `runtime` lets `withstand lock` find it unnamed.

    Raises:
        WorkspaceError: another process does.
    """
    refuse_while_served(workspace)
    write_whole(workspace.sign, msgspec.json.encode(Sign(os.getpid(), address)))
    if runtime is not None:
        write_whole(_note(workspace, runtime), str(workspace.folder.resolve()).encode())


def refuse_while_served(workspace: Workspace) -> None:
    """Leave a workspace alone that another process serves.

    Raises:
        WorkspaceError: one does.
    """
    there = read_sign(workspace)
    if there is not None and there.process != os.getpid() and _alive(there.process):
        raise WorkspaceError(
            f"{workspace.folder} is being served already, at {there.address}. Stop that one first; if there "
            f"is none any more, remove {workspace.sign}."
        )


def is_up(workspace: Workspace) -> bool:
    """Whether the sign is still there."""
    return workspace.sign.exists()


def take_down(workspace: Workspace, runtime: Path | None) -> bool:
    """Take the sign away; whether there was one."""
    there = is_up(workspace)
    workspace.sign.unlink(missing_ok=True)
    if runtime is not None:
        _note(workspace, runtime).unlink(missing_ok=True)
    return there


def lock_server(workspace: Workspace, runtime: Path | None) -> bool:
    """Let the server of a workspace lock it; False where none runs, or it is for practice and never locks."""
    return not (workspace.keys / PLAIN).is_file() and take_down(workspace, runtime)


def lock_servers(runtime: Path | None) -> int:
    """The same for all workspaces that this user's servers have noted; how many there were."""
    if runtime is None:
        return 0
    notes = [path for path in runtime.glob(f"{_PREFIX}*{_SUFFIX}") if path.stat().st_uid == os.getuid()]
    served = [Workspace(Path(note.read_text(encoding="utf-8"))) for note in notes]
    return sum(lock_server(workspace, runtime) for workspace in served)


def read_sign(workspace: Workspace) -> Sign | None:
    """Who serves the workspace, as far as its sign says."""
    try:
        return msgspec.json.decode(workspace.sign.read_bytes(), type=Sign)
    except (OSError, msgspec.DecodeError):
        return None


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _note(workspace: Workspace, runtime: Path) -> Path:
    name = hashlib.sha256(str(workspace.folder.resolve()).encode()).hexdigest()[:32]
    return runtime / f"{_PREFIX}{name}{_SUFFIX}"
