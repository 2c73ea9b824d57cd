"""PRIO-GRID: half-degree cells by arithmetic, the neutral fall-back where boundaries are missing or disputed."""

from __future__ import annotations

import polars as pl

COLUMNS = 720
ROWS = 360
SIZE = 0.5


def cell_of(latitude: pl.Expr, longitude: pl.Expr) -> pl.Expr:
    """The cell number (1 to 259,200) of coordinates in degrees; the poles' and date line's far edge counts inside."""
    row = ((latitude + 90.0) / SIZE).floor().clip(0, ROWS - 1)
    column = ((longitude + 180.0) / SIZE).floor().clip(0, COLUMNS - 1)
    return (row * COLUMNS + column + 1).cast(pl.Int32, strict=False)


def south_west(cell: int) -> tuple[float, float]:
    """Longitude and latitude of a cell's south-west corner, in degrees."""
    row, column = divmod(cell - 1, COLUMNS)
    return column * SIZE - 180.0, row * SIZE - 90.0


def touching(cell: int) -> frozenset[int]:
    """The cells that share an edge or a corner with `cell`, across the date line too."""
    row, column = divmod(cell - 1, COLUMNS)
    return frozenset(
        (row + up) * COLUMNS + (column + right) % COLUMNS + 1
        for up in (-1, 0, 1)
        for right in (-1, 0, 1)
        if (up or right) and 0 <= row + up < ROWS
    )
