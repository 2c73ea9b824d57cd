"""Sessions as values: where they may lie, how long they last, whom they serve."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from withstand.evidence.actor_table import COLUMNS
from withstand.installation.founding import Plan, found
from withstand.installation.keyring import Keyring, read_keyring
from withstand.installation.sessions import Sessions, runtime_folder, uptime
from withstand.kinds import REGISTRY
from withstand.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace; its keyring needs no passphrase, which makes the tests quick."""
    return found(Plan(tmp_path / "hq", "HQ", date(2032, 5, 20), False, COLUMNS, None, None), REGISTRY).workspace


@pytest.fixture
def keyring(workspace: Workspace) -> Keyring:
    return read_keyring(workspace, str)


def test_only_a_private_memory_backed_folder_will_do(tmp_path: Path) -> None:
    mounts = f"disk / ext4 rw 0 0\nmem {tmp_path} tmpfs rw 0 0\n"
    tmp_path.chmod(0o700)
    assert runtime_folder({"XDG_RUNTIME_DIR": str(tmp_path)}, mounts) == tmp_path
    assert runtime_folder({"XDG_RUNTIME_DIR": str(tmp_path)}, "disk / ext4 rw 0 0\n") is None
    inner = tmp_path / "disk"
    inner.mkdir(mode=0o700)
    assert runtime_folder({"XDG_RUNTIME_DIR": str(inner)}, f"{mounts}d {inner} ext4 rw 0 0\n") is None
    tmp_path.chmod(0o755)
    assert runtime_folder({"XDG_RUNTIME_DIR": str(tmp_path)}, mounts) is None
    assert runtime_folder({}, mounts) is None
    assert runtime_folder({"XDG_RUNTIME_DIR": "nowhere"}, mounts) is None


def test_each_use_makes_a_session_last_longer(tmp_path: Path, workspace: Workspace, keyring: Keyring) -> None:
    now = [1_000.0]
    sessions = Sessions(tmp_path, lambda: now[0])
    sessions.keep(workspace, keyring, 15)
    now[0] += 14 * 60
    assert sessions.find(workspace) == keyring
    sessions.keep(workspace, keyring, 15)
    now[0] += 14 * 60
    assert sessions.find(workspace) == keyring
    now[0] += 2 * 60
    assert sessions.find(workspace) is None
    assert not list(tmp_path.glob("withstand-*"))


def test_setting_the_clock_back_opens_nothing(
    tmp_path: Path, workspace: Workspace, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = Sessions(tmp_path)
    sessions.keep(workspace, keyring, 15)
    for name in ("time", "time_ns"):
        monkeypatch.setattr(time, name, lambda: 0)
    later = Sessions(tmp_path, lambda: uptime() + 16 * 60)
    assert later.find(workspace) is None


def test_expired_sessions_of_other_workspaces_are_removed_too(
    tmp_path: Path, workspace: Workspace, keyring: Keyring
) -> None:
    now = [1_000.0]
    sessions = Sessions(tmp_path, lambda: now[0])
    sessions.keep(workspace, keyring, 15)
    now[0] += 16 * 60
    other = found(Plan(tmp_path / "other", "Other", date(2032, 5, 20), False, COLUMNS, None, None), REGISTRY).workspace
    assert sessions.find(other) is None
    assert not list(tmp_path.glob("withstand-*.session"))


def test_a_session_serves_its_workspace_and_its_keys_only(
    tmp_path: Path, workspace: Workspace, keyring: Keyring
) -> None:
    sessions = Sessions(tmp_path)
    sessions.keep(workspace, keyring, 15)
    path = workspace.keys / "installation.json"
    path.write_bytes(path.read_bytes() + b"\n")
    assert sessions.find(workspace) is None


@pytest.mark.parametrize("harm", ["open", "link", "nonsense"])
def test_a_session_that_others_could_have_made_is_not_believed(
    tmp_path: Path, workspace: Workspace, keyring: Keyring, harm: str
) -> None:
    sessions = Sessions(tmp_path)
    sessions.keep(workspace, keyring, 15)
    path = next(tmp_path.glob("withstand-*.session"))
    if harm == "open":
        path.chmod(0o644)
    elif harm == "link":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.write_bytes(b"nonsense")
    assert sessions.find(workspace) is None


def test_where_there_is_no_memory_nothing_is_kept(workspace: Workspace, keyring: Keyring) -> None:
    sessions = Sessions(None)
    sessions.keep(workspace, keyring, 15)
    assert sessions.find(workspace) is None
    assert sessions.end() == 0
