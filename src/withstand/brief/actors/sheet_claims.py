"""One row of a research sheet: its cells by their columns, its days, its confidence as a grade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from withstand.brief.actors.proposal import Gathering
from withstand.ledger.fields import Fields

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_GRADES = {"high": "F2", "medium": "F3", "moderate": "F3", "low": "F4"}


@dataclass(frozen=True)
class SheetRow:
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def day(self, column: str) -> str:
        """A day, which earlier sheets write in three columns."""
        parts = (self[f"{column}_year"], self[f"{column}_month"].zfill(2), self[f"{column}_day"].zfill(2))
        split = "-".join(part for part in parts if part.strip("0"))
        return self[column].rstrip("-") or (split if parts[0] else "")


def grade_of(row: SheetRow, column: str) -> str | None:
    return _GRADES.get(row[f"{column}:confidence"].casefold())


def spans_of(gathering: Gathering, row: SheetRow, dates: str, goes_on: str) -> list[Fields | None] | None:
    """The days of a claim, one span or two; None where they are no days."""
    start, end = row.day(f"{dates}_first_cited_date"), row.day(f"{dates}_last_cited_date")
    for name, day in (("first", start), ("last", end)):
        if day and not DAY.fullmatch(day):
            gathering.aside(
                row.number, f"{dates}_{name}_cited_date", day, "this is no day: 2032, 2032-05 or 2032-05-20"
            )
            return None
    if not (start or end):
        return [None]
    first, last = start or end, end or start
    found: list[Fields | None] = [{"start": first, "end": last, "precise": True}]
    if goes_on.upper() == "Y":
        found.append({"start": last, "ongoing": True})
    return found
