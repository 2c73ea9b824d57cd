"""What tests of the command line share: a command run in a folder of its own, and a desktop with a workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from desktop import Desktop, Outcome, Run

from withstand.cli import main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in a new folder; returns exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_RUNTIME_DIR", "WITHSTAND_PASSPHRASE", "WITHSTAND_ROOT_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["withstand", *map(str, words)])
        try:
            main.run()
            code: Any = 0
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return int(code), out, err

    return call


@pytest.fixture
def desktop(run: Run, tmp_path: Path) -> Desktop:
    """A folder with a workspace that is not encrypted."""
    made = Desktop(tmp_path, run)
    assert run("init", "hq", "--office", "Headquarters", "--not-encrypted")[0] == 0
    return made
