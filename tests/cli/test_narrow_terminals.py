"""Tables on terminals that are too narrow for them."""

from __future__ import annotations

import pytest

from withstand.cli.terminal import print_table

HEADER = ["Type", "Hours before a reply", "record"]
ROWS = [["Movement denied", "13", "d8576dc6f607"], ["Checkpoint payment", "–", "1a38c3d5e431"]]


@pytest.mark.parametrize("width", [20, 38, 60, 80])
def test_no_word_and_no_id_is_torn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    print_table("Acts", HEADER, ROWS, left=1)
    told = capsys.readouterr().out
    assert all(len(line) <= width for line in told.splitlines())
    for word in ("Movement", "Checkpoint", "d8576dc6f607", "1a38c3d5e431"):
        assert word in told
