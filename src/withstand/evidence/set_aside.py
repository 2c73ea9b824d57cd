"""The list of rows that were not events, for people: spreadsheet-safe."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withstand.evidence.raw_table import SetAside

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula; plain numbers stay as they are."""
    if not value.lstrip(" \u00a0").startswith(_FORMULA_STARTS):
        return value
    try:
        float(value)
    except ValueError:
        return "'" + value
    return value


def write_set_aside(path: Path, rows: Iterable[SetAside]) -> None:
    """Write the rows with their number, column, value and reason as CSV (UTF-8 with a mark that spreadsheets know)."""
    with path.open("w", encoding="utf-8-sig", newline="") as sink:
        table = csv.writer(sink)
        table.writerow(["row", "column", "value", "reason"])
        for row in rows:
            value = row.value.replace("\0", "\N{REPLACEMENT CHARACTER}")
            table.writerow([row.row, neutral_cell(row.column), neutral_cell(value), row.reason])
