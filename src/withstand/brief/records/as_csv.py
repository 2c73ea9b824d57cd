"""Records as CSV, plain or with HXL tags. The first line is one cell, a comment that holds the manifest; the header
stands in the second, and nothing but records below it.
"""

from __future__ import annotations

import csv
import io

from withstand.brief.records.cells import safe
from withstand.brief.records.grid import Grid
from withstand.brief.records.hxl import tags
from withstand.brief.records.manifest import Manifest
from withstand.brief.records.rows import Table

MANIFEST = "# manifest: "


def csv_of(table: Table, about: Manifest) -> bytes:
    """The table as CSV, in UTF-8 with the mark that spreadsheets know."""
    return _csv(table, about, tagged=False)


def hxl_of(table: Table, about: Manifest) -> bytes:
    """The table as CSV with HXL tags in the second line; numbers that are not shown are empty, and named at the end."""
    return _csv(table, about, tagged=True)


def _csv(table: Table, about: Manifest, *, tagged: bool) -> bytes:
    grid = Grid(table)
    sink = io.StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow([MANIFEST + about.line()])
    writer.writerow([safe(one.name) for one in grid.columns])
    if tagged:
        writer.writerow(tags(grid))
    writer.writerows(grid.lines(marks=not tagged))
    return sink.getvalue().encode("utf-8-sig")
