"""Acts and visits written out in a line each."""

from __future__ import annotations

from datetime import date

import polars as pl

from withstand.analysis.obstruction.frames import ACTS, VISITS

EMPTY = {"also": [], "agent": "unknown", "hostility": "verbal", "protest": "none", "repeated": False,
         "classification": "unclassified"}  # fmt: skip


def day(text: str) -> date:
    """2032-05-18."""
    return date.fromisoformat(text)


def act(
    record: str, on: str | None, area: str | None = "A", what: str = "movement_denial", **more: object
) -> dict[str, object]:
    """An act of one day."""
    first = day(on) if on else None
    row: dict[str, object] = dict.fromkeys(ACTS)
    return {**row, **EMPTY, "record": record, "what": what, "area": area, "first": first, "last": first, **more}


def visit(
    record: str, on: str | None, area: str | None = "A", access: str = "full", until: str = ""
) -> dict[str, object]:
    """A visit of one day, or until another."""
    first = day(on) if on else None
    last = day(until) if until else first
    return {"record": record, "area": area, "first": first, "last": last, "access": access,
            "classification": "unclassified"}  # fmt: skip


def acts(*rows: dict[str, object]) -> pl.DataFrame:
    """ACTS."""
    return pl.DataFrame(list(rows), schema=ACTS)


def visits(*rows: dict[str, object]) -> pl.DataFrame:
    """VISITS."""
    return pl.DataFrame(list(rows), schema=VISITS)
