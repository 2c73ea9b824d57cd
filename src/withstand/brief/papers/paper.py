"""A paper as blocks: what is said once is written as a page, a Word file, a PDF or on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property


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


@dataclass(frozen=True)
class Cited:
    """A line and the records that it rests on."""

    text: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lines:
    """A list whose lines say on which records they rest: each with the numbers of at most `most` of them."""

    lines: tuple[Cited, ...]
    most: int = 12


@dataclass(frozen=True)
class CitedGrid:
    """A table whose rows say on which records they rest, in a last column."""

    grid: Grid
    records: tuple[tuple[str, ...], ...]
    most: int = 12


@dataclass(frozen=True)
class Sources:
    """The records by their numbers: where those lead that stand in lines and tables."""

    title: str


@dataclass(frozen=True)
class Columns:
    """From here on a sheet is set in two columns."""


Block = Heading | Para | Items | Grid | Facts | Lines | CitedGrid | Sources | Columns


@dataclass(frozen=True)
class Paper:
    """A whole paper. `marking` is its classification in words, printed on every page; `subtitle` says for whom.

    A `sheet` is set small, to fit one page of A4. `language` is that of its sentences. A paper that `tells_how_made`
    has that in its footer, in its language.
    """

    title: str
    subtitle: str
    marking: str
    blocks: tuple[Block, ...]
    footer: str
    language: str = "en"
    sheet: bool = False
    tells_how_made: bool = False

    @property
    def direction(self) -> str:
        """Which way its language is written."""
        return "rtl" if self.language == "ar" else "ltr"

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The records that lines and tables show, by the number under which the sources list them."""
        shown = (record for block in self.blocks for record in _shown(block))
        return {record: number for number, record in enumerate(dict.fromkeys(shown), start=1)}

    def marks(self, records: Sequence[str], most: int) -> tuple[tuple[int, ...], int]:
        """The numbers that a line shows, and how many records more it rests on."""
        return tuple(self.numbers[one] for one in records[:most]), max(0, len(records) - most)


def _shown(block: Block) -> Iterator[str]:
    if isinstance(block, Lines):
        for line in block.lines:
            yield from line.records[: block.most]
    elif isinstance(block, CitedGrid):
        for records in block.records:
            yield from records[: block.most]


def marked(marks: tuple[tuple[int, ...], int]) -> str:
    """Numbers as plain text: [3, 7 +2]."""
    numbers, more = marks
    said = ", ".join(str(one) for one in numbers) + (f" +{more}" if more else "")
    return f"[{said}]" if said else ""


def with_marks(table: CitedGrid, paper: Paper) -> Grid:
    """The table with numbers as plain text in its last column."""
    rows = tuple(
        (*row[:-1], marked(paper.marks(records, table.most)))
        for row, records in zip(table.grid.rows, table.records, strict=True)
    )
    return replace(table.grid, rows=rows)


def record_mark(record: str) -> str:
    """The end of an id, which commands take for the whole."""
    return record[-12:]
