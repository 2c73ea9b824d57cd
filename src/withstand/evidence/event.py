"""The one normal form of an event, declared once: every reader writes it, every analysis reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from withstand.errors import FrameError


@dataclass(frozen=True)
class Column:
    """A column of a declared frame."""

    name: str
    dtype: pl.DataType
    meaning: str
    unit: str = ""


def _text(name: str, meaning: str) -> Column:
    return Column(name, pl.String(), meaning)


def _count(name: str, meaning: str, unit: str) -> Column:
    return Column(name, pl.Int32(), meaning, unit)


EVENT: tuple[Column, ...] = (
    _text("event_id", "stable identifier in its data set"),
    _text("source", "data set: ucdp_ged, ucdp_ged_candidate or acled"),
    _text("source_version", "version of the data set, where the file or the user states one"),
    Column("revision", pl.Int64(), "when the source last changed this event (ACLED)", "seconds since 1970"),
    Column("date_start", pl.Date(), "first day on which it may have happened"),
    Column("date_end", pl.Date(), "last day on which it may have happened"),
    _text("date_precision", "vocabulary precision, date_*"),
    _text("country", "country of the place, in the source's words"),
    Column("country_code", pl.Int32(), "country of the place in the source's numbers (Gleditsch-Ward for UCDP)"),
    _text("admin1", "first administrative level, in the source's words"),
    _text("admin2", "second administrative level"),
    _text("place", "name of the place"),
    Column("latitude", pl.Float64(), "of the place, or of a centroid where place_precision says so", "degrees"),
    Column("longitude", pl.Float64(), "as latitude", "degrees"),
    _text("place_precision", "vocabulary precision, place_*"),
    Column("priogrid_gid", pl.Int32(), "PRIO-GRID cell of the coordinates, computed"),
    _text("violence", "vocabulary violence"),
    _text("coded_as", "type and sub-type in the source's words"),
    Column("against_civilians", pl.Boolean(), "civilians were the target"),
    _text("actor_1", "first side"),
    _text("actor_2", "second side"),
    _text("actor_1_code", "the source's code for the first side (ACLED inter, Gleditsch-Ward number for UCDP)"),
    _text("actor_2_code", "as actor_1_code"),
    _text("dyad_id", "the source's number for the pair of actors (UCDP)"),
    _text("perpetrator", "who is recorded as having used violence against civilians"),
    _text("perpetrator_class", "vocabulary perpetrators"),
    _text("perpetrator_step", "step of the rule that gave the class"),
    _count("civilians_low", "civilians killed, lowest credible count", "persons"),
    _count("civilians_best", "civilians killed, best count", "persons"),
    _count("civilians_high", "civilians killed, highest credible count", "persons"),
    _count("deaths_low", "everybody killed, lowest credible count", "persons"),
    _count("deaths_best", "everybody killed, best count", "persons"),
    _count("deaths_high", "everybody killed, highest credible count", "persons"),
    _count("sources_count", "reports the source used; unknown where it did not count them", "reports"),
)

TEXT: tuple[Column, ...] = (
    _text("event_id", "as in EVENT"),
    _text("description", "the source's account of the event"),
    _text("place_text", "the source's account of the place"),
    _text("reports", "the reports that the source cites"),
)


def empty(columns: Sequence[Column]) -> pl.DataFrame:
    """A frame of no rows in the declared form."""
    return pl.DataFrame(schema={column.name: column.dtype for column in columns})


def check(frame: pl.DataFrame | pl.LazyFrame, columns: Sequence[Column]) -> None:
    """Refuse a frame that is not in the declared form.

    Raises:
        FrameError: a column is missing, foreign or of another type.
    """
    found = dict(frame.collect_schema())
    declared = {column.name: column.dtype for column in columns}
    if found != declared:
        wrong = sorted(name for name in found.keys() | declared.keys() if found.get(name) != declared.get(name))
        raise FrameError(f"A frame of events is not in the declared form; look at: {', '.join(wrong)}.")
