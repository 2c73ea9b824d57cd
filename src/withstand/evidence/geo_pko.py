"""Where peacekeepers were: Geo-PKO files, one row for each place on each published map of a mission."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from withstand.errors import TableError, UnreadableFile, UnrecognisedFile
from withstand.evidence.event import Column
from withstand.evidence.formats import plain

POST: tuple[Column, ...] = (
    Column("row", pl.UInt32(), "row in the file, the header being 1"),
    Column("source", pl.String(), "the map, in the data set's words"),
    Column("mission", pl.String(), "the mission"),
    Column("month", pl.Date(), "first day of the month of the map"),
    Column("location", pl.String(), "name of the place"),
    Column("country", pl.String(), "country, in the data set's words"),
    Column("admin1", pl.String(), "first administrative level, where the file has it"),
    Column("latitude", pl.Float64(), "of the place", "degrees"),
    Column("longitude", pl.Float64(), "of the place", "degrees"),
    Column("troops", pl.Int64(), "troops there; unknown where the map shows none", "persons"),
)

_NEEDED = ("source", "mission", "year", "month", "location", "country", "latitude", "longitude", "notroops")
_WRITTEN = "source, mission, year, month, location, country, latitude, longitude and no.troops"
_UNKNOWN = frozenset(("", "unknown", "na", "n/a", "nan", "null", "size unknown"))
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_REMEDY = "Give the CSV of Geo-PKO (2.0 or later)"


def read_geo_pko(path: Path) -> pl.DataFrame:
    """The posts of a Geo-PKO file (POST), as published: nothing is summed, filled or dropped.

    Raises:
        UnreadableFile: no CSV, or no rows.
        UnrecognisedFile: columns are missing.
        TableError: a month, coordinate or number that cannot be one.
    """
    table = _table(path)
    names = {plain(name): name for name in table.columns}
    if missing := [name for name in _NEEDED if name not in names]:
        raise UnrecognisedFile(
            path, f"this is no Geo-PKO file: it lacks {', '.join(missing)}", f"{_REMEDY}; it has the columns {_WRITTEN}"
        )
    if not table.height:
        raise UnreadableFile(path, "it holds no posts", _REMEDY)

    def column(name: str) -> list[str]:
        return [(cell or "").strip() for cell in table[names[name]].to_list()] if name in names else [""] * table.height

    def each(name: str, written: str, read: Callable[[str], object]) -> list[object]:
        found: list[object] = []
        for row, cell in enumerate(column(name), start=2):
            try:
                found.append(read(cell))
            except ValueError as problem:
                raise TableError(path, row, written, f"{cell[:40]!r} {problem}") from None
        return found

    years, months = each("year", "year", _year), each("month", "month", _month)
    return pl.DataFrame(
        {
            "row": range(2, table.height + 2),
            "source": column("source"),
            "mission": column("mission"),
            "month": [date(int(str(year)), int(str(month)), 1) for year, month in zip(years, months, strict=True)],
            "location": column("location"),
            "country": column("country"),
            "admin1": [cell or None for cell in column("adm1name")],
            "latitude": each("latitude", "latitude", _degrees(90)),
            "longitude": each("longitude", "longitude", _degrees(180)),
            "troops": each("notroops", "no.troops", _troops),
        },
        schema={one.name: one.dtype for one in POST},
    )


def _table(path: Path) -> pl.DataFrame:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(path, f"it cannot be read ({problem.strerror})", "Check the path") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    head = text.partition("\n")[0]
    if "\x00" in text or not head.strip():
        raise UnreadableFile(path, "this is not a CSV table", _REMEDY)
    separator = ";" if head.count(";") > head.count(",") else ","
    try:
        return pl.read_csv(io.BytesIO(text.encode()), separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError:
        raise UnreadableFile(path, "this is not a CSV table whose rows all fit its header", _REMEDY) from None


def _year(cell: str) -> int:
    if not cell.isdecimal() or not 1945 <= int(cell) <= 2100:
        raise ValueError("is not a year")
    return int(cell)


def _month(cell: str) -> int:
    if cell.casefold() in _MONTHS:
        return _MONTHS.index(cell.casefold()) + 1
    if not cell.isdecimal() or not 1 <= int(cell) <= 12:
        raise ValueError("is not a month; write 1 to 12")
    return int(cell)


def _degrees(most: int) -> Callable[[str], float | None]:
    def read(cell: str) -> float | None:
        if cell.casefold() in _UNKNOWN:
            return None
        try:
            value = float(cell)
        except ValueError:
            raise ValueError("is not a number of degrees") from None
        if not -most <= value <= most:
            raise ValueError(f"lies beyond {most} degrees")
        return value

    return read


def _troops(cell: str) -> int | None:
    if cell.casefold() in _UNKNOWN:
        return None
    try:
        value = float(cell)
    except ValueError:
        raise ValueError("is not a number of troops; write unknown where it is not known") from None
    if not value >= 0 or value != int(value):
        raise ValueError("is not a whole number of troops")
    return int(value)


def each_place_once(posts: pl.DataFrame) -> pl.DataFrame:
    """One row for each mission, month and place: where two maps of a month show one place, it is one place.

    Its troops are those of the later map that says how many (maps are numbered); its other words the later map's.
    """
    keys = ["mission", "month", pl.col("location").str.to_lowercase().str.strip_chars().alias("_place")]
    number = pl.col("source").str.extract(r"(\d+)\D*$").cast(pl.Int64, strict=False)
    order = posts.sort("mission", "month", number, "source", "row", maintain_order=True)
    return (
        order.group_by(keys, maintain_order=True)
        .agg(
            pl.col("row", "source", "location", "country", "admin1", "latitude", "longitude").last(),
            pl.col("troops").drop_nulls().last(),
        )
        .select(one.name for one in POST)
    )
