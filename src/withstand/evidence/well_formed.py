"""Whether a text file is so regular that the reader by blocks and the patient one cannot disagree about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

LONGEST_LINE = 1 << 17
MOST_LINES_IN_A_ROW = 200
_BLOCK = 1 << 21
_QUOTE, _LF = ord('"'), ord("\n")


def is_well_formed(path: Path, delimiter: str, is_row: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether every quotation mark opens, doubles or closes a cell, lines end in LF or CRLF, and none is endless.

    A cell over several lines of which one `is_row` by itself has swallowed a row, and is not well formed either.
    """
    may_precede = np.isin(np.arange(256), list(f'"\n{delimiter}'.encode()))
    may_follow = np.isin(np.arange(256), list(f'"\n\r{delimiter}'.encode()))
    inside, lines_inside = False, 0
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            block += source.readline(LONGEST_LINE + 1)
            if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
                return False
            if _has_endless_line(block):
                return False
            if not inside and b'"' not in block:
                continue
            letters = np.frombuffer(block, dtype=np.uint8)
            ends = np.flatnonzero(letters == _LF)
            marks = np.flatnonzero(letters == _QUOTE)
            starts, stops = np.append(-1, ends), np.append(ends, letters.size)
            amid = np.flatnonzero((np.searchsorted(marks, starts) + inside) % 2)
            if any(is_row(block[starts[at] + 1 : stops[at]].decode(errors="replace")) for at in amid):
                return False
            opening, closing = marks[inside::2], marks[1 - inside :: 2]
            before, after = letters[opening[opening > 0] - 1], letters[closing[closing + 1 < letters.size] + 1]
            if not (may_precede[before].all() and may_follow[after].all()):
                return False
            opened = np.append(-1, opening) if inside else opening
            inside = opened.size > closing.size
            closed = np.append(closing, letters.size) if inside else closing
            lines = np.zeros(opened.size, dtype=np.int64)
            long = np.flatnonzero(closed - opened >= MOST_LINES_IN_A_ROW - lines_inside)
            lines[long] = np.searchsorted(ends, closed[long]) - np.searchsorted(ends, opened[long])
            lines[:1] += lines_inside
            if (lines >= MOST_LINES_IN_A_ROW).any():
                return False
            lines_inside = int(lines[-1]) if inside else 0
    return not inside


def _has_endless_line(block: bytes) -> bool:
    start = 0
    while len(block) - start > LONGEST_LINE:
        end = block.rfind(b"\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            return True
        start = end + 1
    return False
