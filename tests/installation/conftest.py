"""Desks for tests of the installation; encrypted workspaces are made once and copied."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk import PASSPHRASE, ROOT_PASSPHRASE, Desk, make_desk

from withstand.evidence.actor_table import COLUMNS
from withstand.installation.founding import Plan, found
from withstand.installation.sessions import runtime_folder
from withstand.kinds import REGISTRY


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An empty desk."""
    return make_desk(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="session")
def made_encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an encrypted workspace `hq` and its sheet."""
    folder = tmp_path_factory.mktemp("encrypted")
    found(Plan(folder / "hq", "Headquarters", date(2032, 5, 20), False, COLUMNS, PASSPHRASE, ROOT_PASSPHRASE), REGISTRY)
    return folder


@pytest.fixture
def encrypted(desk: Desk, made_encrypted: Path) -> Desk:
    """A desk with an encrypted workspace `hq`."""
    shutil.copytree(made_encrypted, desk.folder, dirs_exist_ok=True)
    return desk


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A memory-backed folder for sessions, as a desktop gives each user."""
    shared = Path("/dev/shm")
    if not shared.is_dir():
        pytest.skip("no memory-backed folder on this machine")
    folder = Path(tempfile.mkdtemp(dir=shared))
    if runtime_folder({"XDG_RUNTIME_DIR": str(folder)}) is None:
        folder.rmdir()
        pytest.skip("/dev/shm is not in memory here")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    shutil.rmtree(folder)
