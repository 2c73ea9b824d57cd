"""The event file of Velmara: what chance and the story write, as rows of UCDP GED 23.1."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from withstand.demo.details import Incident, detailed
from withstand.demo.dice import Dice
from withstand.demo.ged import GedEvent, table
from withstand.demo.outbreak import occurrences
from withstand.demo.story import PLANTED
from withstand.demo.strands import ONE_SIDED
from withstand.demo.velmara import COUNTRY, COUNTRY_ID, REGION

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

SEED = 43
"""Of the shipped files."""
FIRST_ID = 990_001
CIVILIANS_DSET_ID = 9999
ACTIVE_FROM = 25
"""Deaths in a calendar year from which UCDP calls a dyad active."""


def generate(seed: int) -> "pl.DataFrame":
    """The event file for `seed`: `GedEvent` columns, ordered by last day, January 2019 to December 2032."""
    chance, particulars = Dice(seed, 0), Dice(seed, 1)
    incidents = [*detailed(occurrences(chance), particulars), *PLANTED]
    incidents.sort(key=lambda incident: (incident.ended, incident.began))
    rows = [_row(FIRST_ID + position, incident) for position, incident in enumerate(incidents)]
    return table(_with_activity(rows))


def _row(number: int, incident: Incident) -> GedEvent:
    strand, spot, toll, cited = incident.strand, incident.spot, incident.toll, incident.citation
    lon, lat = spot.point.lon / 10_000, spot.point.lat / 10_000
    return GedEvent(
        id=number,
        relid=0,
        year=incident.ended.year,
        active_year=0,
        code_status="Clear",
        type_of_violence=strand.kind,
        conflict_dset_id=strand.old_conflict,
        conflict_new_id=strand.conflict,
        conflict_name=strand.conflict_name,
        dyad_dset_id=strand.old_dyad,
        dyad_new_id=strand.dyad,
        dyad_name=strand.name,
        side_a_dset_id=strand.side_a.number,
        side_a_new_id=strand.side_a.number,
        side_a=strand.side_a.name,
        side_b_dset_id=CIVILIANS_DSET_ID if strand.kind == ONE_SIDED else strand.side_b.number,
        side_b_new_id=strand.side_b.number,
        side_b=strand.side_b.name,
        number_of_sources=cited.count,
        source_article=cited.article,
        source_office=cited.office,
        source_date=cited.day,
        source_headline=cited.headline,
        source_original=incident.witness,
        where_prec=spot.precision,
        where_coordinates=spot.name,
        where_description=incident.remark,
        adm_1=spot.province,
        adm_2=spot.district,
        latitude=lat,
        longitude=lon,
        geom_wkt=f"POINT ({lon} {lat})",
        priogrid_gid=(spot.point.lat + 900_000) // 5_000 * 720 + (spot.point.lon + 1_800_000) // 5_000 + 1,
        country=COUNTRY,
        country_id=COUNTRY_ID,
        region=REGION,
        event_clarity=incident.clarity,
        date_prec=incident.date_precision,
        date_start=_moment(incident.began),
        date_end=_moment(incident.ended),
        deaths_a=toll.side_a,
        deaths_b=toll.side_b,
        deaths_civilians=toll.civilians,
        deaths_unknown=toll.unknown,
        best=toll.best,
        high=toll.high,
        low=toll.low,
        gwnoa=strand.side_a.gw,
        gwnob=None,
    )


def _moment(day: "date") -> str:
    return f"{day.isoformat()} 00:00:00.000"


def _with_activity(rows: list[GedEvent]) -> list[GedEvent]:
    deaths: Counter[tuple[int, int]] = Counter()
    for row in rows:
        deaths[row.dyad_new_id, row.year] += row.best
    return [replace(row, active_year=int(deaths[row.dyad_new_id, row.year] >= ACTIVE_FROM)) for row in rows]
