"""Thousands of spoiled files: each gives events with every row accounted for, or one clear sentence. Never less."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutations import spoiled
from reading_whole import read_whole

from withstand.errors import WithstandError

CASES = 50_000 if os.environ.get("WITHSTAND_PROOFS") else 5_000
A_TIME = 100


@pytest.mark.parametrize("first", range(0, CASES, A_TIME))
def test_a_spoiled_file_is_read_or_refused_in_a_sentence(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + A_TIME):
        check_outcome(seed, tmp_path)


def check_outcome(seed: int, folder: Path) -> str:
    """Read the spoiled file of `seed`; returns the refusal, empty where events came out."""
    case = spoiled(seed)
    path = folder / case.name
    path.write_bytes(case.content)
    try:
        read_whole(path)
    except WithstandError as refusal:
        message = str(refusal)
        assert 20 < len(message) <= 600, f"seed {seed} {case.story}: {message!r}"
        assert message.isprintable(), f"seed {seed} {case.story}: {message!r}"
        return message
    except BaseException as other:
        if isinstance(other, KeyboardInterrupt | SystemExit):
            raise
        pytest.fail(f"seed {seed} {case.story}: {type(other).__name__}: {other}")
    finally:
        path.unlink()
    return ""
