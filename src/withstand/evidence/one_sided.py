"""UCDP One-sided Violence: totals by actor and year, read to check events against and never to place deaths by."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from withstand.errors import TableError, UnrecognisedFile
from withstand.evidence.containers import open_table
from withstand.evidence.event import Column
from withstand.evidence.formats import Kind
from withstand.evidence.raw_table import RAW, ROW, Header
from withstand.evidence.reading import member_is_table, table_of
from withstand.evidence.well_formed import IllFormed

MOST_DEATHS = 2_000_000
BOUNDS = ("low", "best", "high")

ACTOR_YEAR: tuple[Column, ...] = (
    Column("dyad_id", pl.String(), "UCDP's number for the actor and the civilians it killed"),
    Column("actor", pl.String(), "who killed"),
    Column("year", pl.Int32(), "calendar year"),
    Column("low", pl.Int32(), "civilians killed, lowest credible count", "persons"),
    Column("best", pl.Int32(), "civilians killed, best count", "persons"),
    Column("high", pl.Int32(), "civilians killed, highest credible count", "persons"),
    Column("government", pl.Boolean(), "the actor is a government"),
    Column("location", pl.String(), "every country in which it killed that year, in one text: never to be split"),
    Column("countries", pl.Int32(), "how many countries the location names"),
    Column("version", pl.String(), "release"),
)


def read_one_sided(path: Path) -> pl.DataFrame:
    """The actor-years (ACTOR_YEAR) of a UCDP One-sided Violence file; each is one row, wherever it happened.

    A row whose location names several countries cannot be shared out among them: only events can. Totals are sums
    over rows as they stand.

    Raises:
        UnreadableFile, UnrecognisedFile: wrong or damaged files.
        TableError: a row that cannot be used, or an actor-year given twice.
    """
    with tempfile.TemporaryDirectory(prefix="withstand-") as folder:
        opened = open_table(path, Path(folder), member_is_table)
        table = table_of(opened)
        if table.header.form.kind is not Kind.UCDP_ONE_SIDED:
            raise UnrecognisedFile(
                path, f"this holds {table.header.form.kind.value}", "Give the UCDP One-sided Violence file"
            )
        try:
            cells = table.frame.collect()
        except IllFormed:
            table = table_of(opened, patient=True)
            cells = table.frame.collect()
        if table.broken:
            first = table.broken[0]
            raise TableError(path, first.row, first.column, f"{first.reason}.")
        rows = [
            _actor_year(path, table.header, row)
            for row in cells.iter_rows(named=True)
            if any(cell for name, cell in row.items() if name != ROW)
        ]
    schema = {column.name: column.dtype for column in ACTOR_YEAR}
    years = pl.DataFrame([cells for _, cells in rows], schema=schema, orient="row")
    repeated = years.select("dyad_id", "year").is_duplicated()
    if repeated.any():
        number = [number for number, _ in rows][repeated.arg_true()[-1]]
        raise TableError(path, number, table.header.name_as_written("year"), "this actor-year stands in another row.")
    return years


def _actor_year(path: Path, header: Header, row: Mapping[str, str | int | None]) -> tuple[int, tuple[object, ...]]:
    number = int(row[ROW] or 0)

    def text(field: str, *, required: bool = False) -> str:
        written = str(row.get(RAW + field) or "").strip()
        if required and not written:
            raise TableError(path, number, header.name_as_written(field), "it is empty.")
        return written

    def whole(field: str, least: int, most: int) -> int:
        written = text(field, required=True)
        try:
            value = float(written)
        except ValueError:
            value = float("nan")
        if not (least <= value <= most and value.is_integer()):
            problem = f"{written[:40]!r} is not a whole number between {least:,} and {most:,}."
            raise TableError(path, number, header.name_as_written(field), problem)
        return int(value)

    location = text("location", required=True)
    numbered = text("gwnolocation")
    return number, (
        text("dyadid" if "dyadid" in header.fields else "actorid", required=True).removesuffix(".0"),
        text("actorname", required=True),
        whole("year", 1900, 2100),
        *(whole(f"{bound}fatalityestimate", 0, MOST_DEATHS) for bound in BOUNDS),
        bool(whole("isgovernmentactor", 0, 1)),
        location,
        (numbered or location).count(",") + 1,
        text("version"),
    )


def reconcile(events: pl.DataFrame, actor_years: pl.DataFrame) -> pl.DataFrame:
    """Deaths in one-sided events (EVENT) beside the actor-years (ACTOR_YEAR), one row each, and whether they agree.

    Compared are the actor-years of the events' years whose location is one country alone, and that country among
    the events'. An actor-year without events counts none and does not agree.
    """
    one_sided = events.filter(pl.col("violence") == "osv").with_columns(pl.col("date_end").dt.year().alias("year"))
    counted = one_sided.group_by("dyad_id", "year").agg(
        pl.col(f"deaths_{bound}").sum().alias(f"{bound}_events") for bound in BOUNDS
    )
    span = events["date_end"].dt.year()
    comparable = actor_years.filter(
        pl.col("countries") == 1,
        pl.col("location").is_in(events["country"].unique().implode()),
        pl.col("year").is_between(span.min(), span.max()),
    )
    joined = comparable.join(counted, on=["dyad_id", "year"], how="left", maintain_order="left").with_columns(
        pl.col(f"{bound}_events").fill_null(0) for bound in BOUNDS
    )
    agrees = pl.all_horizontal(pl.col(f"{bound}_events") == pl.col(bound) for bound in BOUNDS)
    columns = [name for bound in BOUNDS for name in (f"{bound}_events", f"{bound}_file")]
    named = joined.with_columns(agrees.alias("agrees")).rename({bound: f"{bound}_file" for bound in BOUNDS})
    return named.select("dyad_id", "actor", "year", "location", *columns, "agrees")
