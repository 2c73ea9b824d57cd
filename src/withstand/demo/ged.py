"""The columns of a UCDP GED 23.1 file, in its order, as the record that a row is."""

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class GedEvent:
    """One event. Blank cells are None; dates are written out, degrees are decimal, deaths are counts.

    `best` is the sum of the four kinds of deaths; `gwnoa` is given exactly when side A is a government.
    """

    id: int
    relid: int
    year: int
    active_year: int
    code_status: str
    type_of_violence: int
    conflict_dset_id: int
    conflict_new_id: int
    conflict_name: str
    dyad_dset_id: int
    dyad_new_id: int
    dyad_name: str
    side_a_dset_id: int
    side_a_new_id: int
    side_a: str
    side_b_dset_id: int
    side_b_new_id: int
    side_b: str
    number_of_sources: int
    source_article: str
    source_office: str | None
    source_date: str | None
    source_headline: str | None
    source_original: str | None
    where_prec: int
    where_coordinates: str
    where_description: str | None
    adm_1: str | None
    adm_2: str | None
    latitude: float
    longitude: float
    geom_wkt: str
    priogrid_gid: int
    country: str
    country_id: int
    region: str
    event_clarity: int
    date_prec: int
    date_start: str
    date_end: str
    deaths_a: int
    deaths_b: int
    deaths_civilians: int
    deaths_unknown: int
    best: int
    high: int
    low: int
    gwnoa: int | None
    gwnob: int | None


COLUMNS = tuple(field.name for field in fields(GedEvent))
_TYPES = {int: pl.Int64, float: pl.Float64, str: pl.String, int | None: pl.Int64, str | None: pl.String}
SCHEMA = {field.name: _TYPES[field.type] for field in fields(GedEvent)}  # type: ignore[index]


def table(events: "Iterable[GedEvent]") -> pl.DataFrame:
    """The events as a frame of UCDP's columns, one row each, in the order given."""
    return pl.DataFrame([astuple(event) for event in events], schema=SCHEMA, orient="row")
