"""The desktop that tests of the command line share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from desktop import Desktop, Outcome

from withstand.cli import main


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desktop:
    """A folder with a workspace that is not encrypted."""
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

    made = Desktop(tmp_path, call)
    assert call("init", "hq", "--office", "Headquarters", "--not-encrypted")[0] == 0
    return made
