"""What ends a command from outside: a full disk, Ctrl-C, a reader that goes away, a folder that is read-only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from desktop import Desktop

from withstand.cli import list_commands

COMMAND = (sys.executable, "-c", "from withstand.cli.main import run; run()")
FULL = Path("/dev/full")


def _listing(*words: str, out: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words, "--workspace", "hq"], stdout=out, stderr=subprocess.PIPE, text=True, check=False
    )


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this machine")
def test_a_full_disk_behind_the_output_is_one_sentence(desktop: Desktop) -> None:
    desktop.incident()
    with FULL.open("w") as sink:
        ended = _listing("list", "incident", out=sink.fileno())
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert "What was to be printed cannot be written (No space left on device)" in ended.stderr


def test_a_reader_that_goes_away_is_no_traceback(desktop: Desktop) -> None:
    desktop.incident()
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = _listing("list", "incident", out=writing)
    finally:
        os.close(writing)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


def test_ctrl_c_is_one_sentence_and_130(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        signal.sigtimedwait([], 5)

    monkeypatch.setattr(list_commands, "list_records", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code, out, err = desktop.call("list", "incident", "--workspace", "hq")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (code, out) == (130, "")
    assert err.splitlines()[-1] == "withstand: stopped; nothing half-done was kept"


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_workspace_that_is_read_only_can_be_read(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = desktop.incident("displaced=7")
    before, inside = _tree(tmp_path / "hq"), str((tmp_path / "hq").resolve())
    may = os.access

    def denied(path: str | Path, mode: int, **more: bool) -> bool:
        return may(path, mode, **more) and not (mode & os.W_OK and str(Path(path).resolve()).startswith(inside))

    monkeypatch.setattr(os, "access", denied)
    assert [one["record"] for one in desktop.does("list", "incident")] == [record]
    assert desktop.does("record", "show", record)["fields"]["displaced"] == 7
    exported = desktop.does("export", "incident", "--out", "a.csv")
    assert exported["receipt"] == ""
    assert "keeps no receipt" in desktop.warned("export", "incident", "--out", "b.csv")
    assert "is read-only here" in desktop.refused("record", "edit", record, "--set", "displaced=8")
    assert _tree(tmp_path / "hq") == before
    settings = tmp_path / "hq" / "withstand.toml"
    settings.write_text(settings.read_text() + '\n[profile.partner]\nrecipient = "humanitarian"\n')
    said = desktop.refused("export", "incident", "--as", "partner", "--out", "c.csv")
    assert "no receipt can be entered" in said
    assert not (tmp_path / "c.csv").exists()
