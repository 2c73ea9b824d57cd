"""Rows as a grid of cells: one line a record, the same columns for CSV, HXL, workbooks and maps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from withstand.brief.records import cells
from withstand.brief.records.leaves import Cell, Leaf, Path, column
from withstand.brief.records.rows import Row, Table

SMALL = "<5"
WITHHELD = "not shown"
_OWN = Leaf((), "line")


@dataclass(frozen=True)
class Column:
    """One column: where its cells come from, and, of a field, what it holds."""

    path: Path
    leaf: Leaf | None = None

    @property
    def name(self) -> str:
        """The name in the header."""
        return column(self.path)


@dataclass(frozen=True)
class Grid:
    """A table's columns and its cells."""

    table: Table

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order: own ones, fields, links, what is not shown."""
        own = tuple(map(Column, self.table.own_columns))
        fields = tuple(Column(path, leaf) for path, leaf in self.table.columns)
        return (*own, *fields, *map(Column, self.table.link_columns), *map(Column, self.table.last_columns))

    def values(self, row: Row) -> dict[Path, Cell]:
        """A row's values by their columns."""
        return {**dict(self.table.own_cells(row)), **row.values}

    def lines(self, *, marks: bool) -> Iterator[list[str]]:
        """Each row as text. With `marks`, numbers that are not shown say so in their cell."""
        for row in self.table.rows:
            values = self.values(row)
            hidden = hidden_marks(row) if marks else {}
            yield [
                hidden.get(one.path, "")
                if (value := values.get(one.path)) is None
                else cells.written(one.leaf or _OWN, value)
                for one in self.columns
            ]


def hidden_marks(row: Row) -> dict[Path, str]:
    """What stands in the place of numbers that are not shown."""
    return dict.fromkeys(row.withheld, WITHHELD) | dict.fromkeys(row.small, SMALL)
