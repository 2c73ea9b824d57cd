"""A paper as blocks: what is said once is written as a page, a Word file, a PDF or on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading of the second level, or the third."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Para:
    """A paragraph. `note`: set apart, because a reader must not miss it."""

    text: str
    note: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table; `widths` are shares of the page. Columns from `numbers` on are set to the right; 0: none is."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: int = 0

    @classmethod
    def of(cls, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], numbers: int = 0) -> Grid:
        """From lists."""
        return cls(tuple(header), tuple(tuple(row) for row in rows), tuple(widths), numbers)


@dataclass(frozen=True)
class Facts:
    """Names and values, a line each."""

    rows: tuple[tuple[str, str], ...]


Block = Heading | Para | Items | Grid | Facts


@dataclass(frozen=True)
class Paper:
    """A whole paper. `marking` is its classification in words, printed on every page; `subtitle` says for whom."""

    title: str
    subtitle: str
    marking: str
    blocks: tuple[Block, ...]
    footer: str
