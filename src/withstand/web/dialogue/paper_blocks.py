"""A paper's blocks as a page draws them: each line with links to the pages of the records that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from withstand.brief.papers.paper import Block, CitedGrid, Columns, Lines, Paper, Sources
from withstand.picture.seen import Seen
from withstand.web.records import titles


@dataclass(frozen=True)
class Mark:
    """The number of a record on a paper, its page, what it is called."""

    number: int
    record: str
    address: str
    title: str


@dataclass(frozen=True)
class Marked:
    """A line, or the cells of a row, with the records that it shows and how many more there are."""

    said: Any
    marks: tuple[Mark, ...]
    more: int


@dataclass(frozen=True)
class Drawn:
    """A block: the name of its class, itself, its lines with their records where it has some."""

    form: str
    block: Block
    lines: tuple[Marked, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A paper as a page sets it: what stands over the columns, what stands in them, what comes after."""

    above: tuple[Drawn, ...]
    columns: tuple[Drawn, ...]
    sources: tuple[Mark, ...]
    sources_title: str


class Drawing:
    """A paper with the records that it rests on, as they are seen."""

    def __init__(self, paper: Paper, seen: Mapping[str, Seen]) -> None:
        self._paper = paper
        self._marks = {
            record: Mark(number, record, titles.address(seen[record]), titles.full_title(seen[record]))
            for record, number in paper.numbers.items()
            if record in seen
        }

    def parts(self) -> Parts:
        """The blocks in their places."""
        above, columns, title, inside = list[Drawn](), list[Drawn](), "", False
        for block in self._paper.blocks:
            if isinstance(block, Columns):
                inside = True
            elif isinstance(block, Sources):
                title = block.title
            else:
                (columns if inside else above).append(self._drawn(block))
        return Parts(tuple(above), tuple(columns), tuple(self._marks.values()), title)

    def _drawn(self, block: Block) -> Drawn:
        return Drawn(type(block).__name__, block, tuple(self._lines(block)))

    def _lines(self, block: Block) -> Iterator[Marked]:
        if isinstance(block, Lines):
            for line in block.lines:
                yield self._marked(line.text, line.records, block.most)
        elif isinstance(block, CitedGrid):
            for row, records in zip(block.grid.rows, block.records, strict=True):
                yield self._marked(row[:-1], records, block.most)

    def _marked(self, said: Any, records: Sequence[str], most: int) -> Marked:
        shown = tuple(self._marks[one] for one in records[:most] if one in self._marks)
        return Marked(said, shown, max(0, len(records) - most))
