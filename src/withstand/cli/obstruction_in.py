"""What people write to `withstand obstruction`: columns, periods, a file of attempts counted elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from withstand.analysis.obstruction.change import Counted
from withstand.errors import InputError
from withstand.evidence.area_set import AreaSet
from withstand.evidence.names import comparable
from withstand.mission.sightings import area_ids_by_name

ACT = "violation"
"""The counting unit of acts of obstruction: each record is one violation of what was agreed."""


def columns_of(text: str, known: tuple[str, ...], most: int = 5) -> tuple[str, ...]:
    """The columns that --by names.

    Raises:
        InputError: one is unknown or named twice, or they are too many or none.
    """
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    if not names or len(set(names)) != len(names) or len(names) > most or any(one not in known for one in names):
        each = "one" if most == 1 else "some, each once"
        raise InputError(f"--by is {text!r}; it must be {each} of {', '.join(known)}.")
    return names


def period(option: str, text: str) -> tuple[date, date]:
    """Two days written as 2032-01-01..2032-03-31.

    Raises:
        InputError: they are not.
    """
    first, dots, last = text.partition("..")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        dots = ""
    if not dots or days[0] > days[1]:
        raise InputError(f"{option} is {text!r}; write two days, the earlier first: 2032-01-01..2032-03-31.")
    return days


def counted(
    acts: pl.DataFrame, attempts: pl.DataFrame, days: tuple[date, date], group: Mapping[str, object]
) -> Counted:
    """The acts of a group that began in a period. Rates are by attempts where some are recorded as visits."""
    inside = acts.filter(pl.col("first").is_between(*days))
    for name, value in group.items():
        inside = inside.filter(pl.col(name).eq_missing(pl.lit(value)))
    tried = attempts.filter(pl.col("first").is_between(*days))
    if group.get("area") is not None:
        tried = tried.filter(pl.col("area") == group["area"])
    visited = bool(tried["visited"].any())
    return Counted(inside.height, ACT, (days[1] - days[0]).days + 1, "ledger", tried.height if visited else None)


MOST_ATTEMPTS = 1_000_000
"""In one month, or one month of one area: more is a slip of the pen."""


def attempts_file(path: Path, areas: AreaSet, since: date, until: date) -> pl.DataFrame:
    """Attempts counted elsewhere, by month and, where the file says so, by area: month, attempted, area.

    Raises:
        InputError: the file cannot be read, or a line of it.
    """
    try:
        read = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as problem:
        raise InputError(f"{path.name} cannot be read as CSV ({problem}).") from None
    if not {"month", "attempted"} <= set(read.columns):
        raise InputError(f"{path.name} needs the columns month and attempted, and area where it is known.")
    known = area_ids_by_name(areas)
    rows = []
    for line, row in enumerate(read.iter_rows(named=True), start=2):
        try:
            month, number = date.fromisoformat(f"{str(row['month'])[:7]}-01"), int(row["attempted"])
        except (TypeError, ValueError):
            raise InputError(f"{path.name}, line {line}: write the month as 2032-05 and a whole number.") from None
        area = known.get(comparable(row.get("area") or ""))
        if "area" in read.columns and area is None:
            raise InputError(f"{path.name}, line {line}: {row.get('area')!r} is no area of this level.")
        if number < 0:
            raise InputError(f"{path.name}, line {line}: attempts cannot be fewer than none.")
        if number > MOST_ATTEMPTS:
            raise InputError(f"{path.name}, line {line}: {number} attempts are more than {MOST_ATTEMPTS}; correct it.")
        if since.replace(day=1) <= month <= until:
            rows.append({"month": month, "attempted": number, "area": area})
    schema = {"month": pl.Date(), "attempted": pl.Int64(), "area": pl.String()}
    made = pl.DataFrame(rows, schema=schema)
    return made if "area" in read.columns else made.drop("area")
