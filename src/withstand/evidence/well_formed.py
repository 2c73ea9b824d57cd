"""Whether a text file is so regular that the streaming reader and the patient one cannot disagree about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LONGEST_LINE = 1 << 17
MOST_LINES_IN_A_ROW = 200
_BLOCK = 1 << 22


def is_well_formed(path: Path, delimiter: str) -> bool:
    """Whether every quotation mark opens, doubles or closes a cell, lines end in LF or CRLF, and none is endless."""
    quotes = _Quotes(delimiter.encode())
    line = 0
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            if block.endswith(b"\r"):
                block += source.read(1)
            if block.count(b"\r") != block.count(b"\r\n"):
                return False
            first, *others = block.split(b"\n")
            if max(line + len(first), max(map(len, others), default=0)) > LONGEST_LINE:
                return False
            line = len(others[-1]) if others else line + len(first)
            if not quotes.take(block):
                return False
    return quotes.end()


@dataclass
class _Quotes:
    """The pieces between quotation marks are by turns outside and inside a cell; an empty one outside is a double."""

    delimiter: bytes
    inside: bool = False
    begun: bool = False
    waiting: bytes = b""
    _starts: tuple[bytes, ...] = field(init=False)
    _ends: tuple[bytes, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = (self.delimiter, b"\n", b"\r\n")
        self._ends = (self.delimiter, b"\n")

    def take(self, block: bytes) -> bool:
        """Look at the next block; false at the first mark that stands where none can."""
        pieces = (self.waiting + block).split(b'"')
        self.waiting = pieces.pop()
        for piece in pieces:
            if self.inside:
                if len(piece) > MOST_LINES_IN_A_ROW and piece.count(b"\n") >= MOST_LINES_IN_A_ROW:
                    return False
            elif piece and not ((not self.begun or piece.startswith(self._starts)) and piece.endswith(self._ends)):
                return False
            self.inside, self.begun = not self.inside, True
        return self._shortened()

    def _shortened(self) -> bool:
        """Keep of a long piece without marks only what is still to be judged: its first bytes and its last."""
        if len(self.waiting) > LONGEST_LINE:
            if self.inside and len(self.waiting) > MOST_LINES_IN_A_ROW * LONGEST_LINE:
                return False
            if not self.inside:
                self.waiting = self.waiting[:2] + self.waiting[-1:]
        return True

    def end(self) -> bool:
        """Whether the file may end here."""
        return not self.inside and (not self.begun or not self.waiting or self.waiting.startswith(self._starts))
