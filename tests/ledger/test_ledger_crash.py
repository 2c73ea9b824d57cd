"""The program is killed while it writes: what it had acknowledged is there, nothing stands half, all verifies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROOFS = bool(os.environ.get("WITHSTAND_PROOFS"))
PROGRAM = Path(__file__).with_name("crashing.py")
PARTS = 10 if PROOFS else 1


def check(which: str, folder: Path, kills: int, seed: int, *more: str) -> None:
    command = [sys.executable, str(PROGRAM), which, str(folder), str(kills), str(seed), *more]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert found.returncode == 0, found.stderr[-3_000:]


@pytest.mark.parametrize("encryption", [[], ["encrypted"]], ids=["plain", "encrypted"])
@pytest.mark.parametrize("part", range(PARTS))
def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(
    part: int, encryption: list[str], tmp_path: Path
) -> None:
    check("writing", tmp_path, 15 if PROOFS else 8, 1_000 * part, *encryption)


@pytest.mark.parametrize("encryption", [[], ["encrypted"]], ids=["plain", "encrypted"])
@pytest.mark.parametrize("part", range(PARTS))
def test_an_import_killed_at_any_moment_is_taken_up_again(part: int, encryption: list[str], tmp_path: Path) -> None:
    check("importing", tmp_path, 15 if PROOFS else 4, 1_000 * part, *encryption)
