"""What a matrix holds, row by row, before it is compared with what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from withstand.brief.matrix.layout import Layout
from withstand.brief.matrix.table import MatrixTable
from withstand.evidence.raw_table import SetAside
from withstand.ledger.fields import Fields


@dataclass(frozen=True)
class ActionRow:
    """An action of a row: its fields, and its cells by what they hold."""

    row: int
    fields: Fields
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ThreatRow:
    """A threat of a row: its fields, its cells by what they hold, and its actions, also those of rows below it."""

    row: int
    fields: Fields
    cells: Mapping[str, str]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True)
class MatrixRead:
    """What a matrix holds. `aside` are cells and rows that were not read, each with what to do; `fates` counts what
    became of every filled cell: read, heading, section, unmapped, aside.
    """

    table: MatrixTable
    threats: tuple[ThreatRow, ...]
    aside: tuple[SetAside, ...]
    unmapped: Mapping[str, int]
    fates: Mapping[str, int]
    notes: tuple[str, ...]

    @property
    def layout(self) -> Layout:
        """The layout by which it was read."""
        return self.table.layout
