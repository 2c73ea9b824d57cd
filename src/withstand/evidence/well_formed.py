"""Whether a text file is so regular that the reader by blocks and the patient one cannot disagree about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

LONGEST_LINE = 1 << 17
MOST_LINES_IN_A_ROW = 200
_BLOCK = 1 << 21
_QUOTE, _LF = ord('"'), ord("\n")


class IllFormed(Exception):
    """A file that only the patient reader can read; readers of files catch it."""


@dataclass
class Form:
    """A file's form, looked at part by part in their order: every quotation mark opens, doubles or closes a cell,
    lines end in LF or CRLF, and none is endless.

    A cell over several lines of which one `is_row` by itself has swallowed a row, and is not well formed either.
    `inside` tells whether the parts so far end inside a cell.
    """

    delimiter: str
    is_row: Callable[[str], bool] = lambda _: False
    inside: bool = False
    _lines_inside: int = 0
    _may_precede: npt.NDArray[np.bool_] = field(init=False)
    _may_follow: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        """Which bytes may stand beside a mark."""
        self._may_precede = np.isin(np.arange(256), list(f'"\n{self.delimiter}'.encode()))
        self._may_follow = np.isin(np.arange(256), list(f'"\n\r{self.delimiter}'.encode()))

    def row_end(self, part: bytes) -> int | None:
        """Where the last whole row in `part` ends, None if in an earlier part; a part ends where a line does.

        Raises:
            IllFormed: it is not well formed.
        """
        if b"\r" in part and part.count(b"\r") != part.count(b"\r\n"):
            raise IllFormed
        if _has_endless_line(part):
            raise IllFormed
        if not self.inside and b'"' not in part:
            return part.rfind(b"\n") + 1
        letters = np.frombuffer(part, dtype=np.uint8)
        ends = np.flatnonzero(letters == _LF)
        marks = np.flatnonzero(letters == _QUOTE)
        starts = np.append(-1, ends)
        amid = (np.searchsorted(marks, starts) + self.inside) % 2 == 1
        self._refuse_swallowed(part, starts[amid] + 1, np.append(ends, letters.size)[amid])
        self._look_at_cells(letters, ends, marks)
        whole = np.flatnonzero(~amid)
        return int(starts[whole[-1]]) + 1 if whole.size else None

    def _refuse_swallowed(self, part: bytes, starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp]) -> None:
        lines = (part[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True))
        if any(self.is_row(line.decode(errors="replace")) for line in lines):
            raise IllFormed

    def _look_at_cells(
        self, letters: npt.NDArray[np.uint8], ends: npt.NDArray[np.intp], marks: npt.NDArray[np.intp]
    ) -> None:
        opening, closing = marks[self.inside :: 2], marks[1 - self.inside :: 2]
        before, after = letters[opening[opening > 0] - 1], letters[closing[closing + 1 < letters.size] + 1]
        if not (self._may_precede[before].all() and self._may_follow[after].all()):
            raise IllFormed
        opened = np.append(-1, opening) if self.inside else opening
        self.inside = opened.size > closing.size
        closed = np.append(closing, letters.size) if self.inside else closing
        lines = np.zeros(opened.size, dtype=np.int64)
        long = np.flatnonzero(closed - opened >= MOST_LINES_IN_A_ROW - self._lines_inside)
        lines[long] = np.searchsorted(ends, closed[long]) - np.searchsorted(ends, opened[long])
        lines[:1] += self._lines_inside
        if (lines >= MOST_LINES_IN_A_ROW).any():
            raise IllFormed
        self._lines_inside = int(lines[-1]) if self.inside else 0


def is_well_formed(path: Path, delimiter: str, is_row: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether a whole file is."""
    form = Form(delimiter, is_row)
    try:
        with path.open("rb") as source:
            while part := source.read(_BLOCK):
                form.row_end(part + source.readline(LONGEST_LINE + 1))
    except IllFormed:
        return False
    return not form.inside


def _has_endless_line(block: bytes) -> bool:
    start = 0
    while len(block) - start > LONGEST_LINE:
        end = block.rfind(b"\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            return True
        start = end + 1
    return False
