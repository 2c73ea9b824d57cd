"""UCDP GED: the yearly release, the monthly candidates, and the HDX export with its row of tags."""

from __future__ import annotations

import re

import polars as pl

from withstand.evidence.dates import Order
from withstand.evidence.normal import Reader, precision_codes
from withstand.evidence.priogrid import cell_of
from withstand.evidence.raw_table import RAW

_VIOLENCE = {"1": "sb", "2": "ns", "3": "osv"}
_VERSION = re.compile(
    r"(?:ged|v)_?(\d{2})(?:[._](\d{2})[._](\d{2})[._](\d{2})|[._](\d)[._](\d{1,2})|[._]?(\d))(?!\d)", re.IGNORECASE
)
_SAMPLE_ROWS = 20_000


def version_in(file_name: str) -> str:
    """The release that a file's name states (ged231, GEDEvent_v23_0_3, GEDEvent_v23_01_23_06), or an empty text."""
    found = _VERSION.search(file_name)
    if not found:
        return ""
    return ".".join(part for part in found.groups() if part)


def is_candidate(version: str) -> bool:
    """Whether a version is a candidate release, of one month (23.0.3) or more (23.01.23.06), not yearly (23.1)."""
    return version.count(".") >= 2


def _holds_unchecked(reader: Reader) -> bool:
    """Whether rows are still to be checked, as they are in candidate releases only."""
    if not reader.has("codestatus"):
        return False
    sample = reader.table.frame.select(pl.col(f"{RAW}codestatus").str.to_lowercase()).head(_SAMPLE_ROWS).collect()
    return bool(sample.to_series().str.contains("check", literal=True).any())


def read(reader: Reader, version: str) -> None:
    """Declare GED's columns and checks on `reader`.

    In one-sided violence `best`, `low` and `high` count civilians. In fights only the best count of civilians
    is given (`deaths_civilians`), and not who killed them.
    """
    candidate = is_candidate(version) or (not version and _holds_unchecked(reader))
    source = "ucdp_ged_candidate" if candidate else "ucdp_ged"
    reader.require("event_id", "id", reader.identifier("id"))
    reader.columns["source"] = pl.lit(source)
    reader.columns["source_version"] = pl.lit(version or None, pl.String)
    reader.days("datestart", "dateend", Order.MONTH_FIRST)
    reader.code("date_precision", "dateprec", precision_codes("date", "ucdp"))
    reader.require("country", "country", reader.name("country"))
    reader.whole("country_code", "countryid", most=100_000)
    reader.columns["admin1"] = reader.name("adm1")
    reader.columns["admin2"] = reader.name("adm2")
    reader.columns["place"] = reader.text("wherecoordinates")
    reader.coordinate("latitude", "latitude", 90.0)
    reader.coordinate("longitude", "longitude", 180.0)
    reader.code("place_precision", "whereprec", precision_codes("place", "ucdp"))
    reader.code("violence", "typeofviolence", _VIOLENCE, required=True)
    kind = reader.identifier("typeofviolence")
    one_sided = kind == "3"
    reader.columns["coded_as"] = pl.format("type {}", kind)
    reader.columns["against_civilians"] = one_sided
    for side, letter in (("actor_1", "a"), ("actor_2", "b")):
        reader.columns[side] = reader.name(f"side{letter}")
        reader.columns[f"{side}_code"] = reader.identifier(f"gwno{letter}")
    reader.columns["dyad_id"] = reader.identifier(reader.first_of("dyadnewid", "dyaddsetid"))
    reader.columns["perpetrator"] = pl.when(one_sided).then(reader.columns["actor_1"])
    for bound in ("low", "best", "high"):
        reader.whole(f"deaths_{bound}", bound, required=bound == "best")
    reader.whole("civilians_best", "deathscivilians")
    in_fights = reader.columns["civilians_best"]
    for bound in ("low", "best", "high"):
        otherwise = in_fights if bound == "best" else None
        counted = reader.columns[f"deaths_{bound}"]
        reader.columns[f"civilians_{bound}"] = pl.when(one_sided).then(counted).otherwise(otherwise)
    counted = reader.number("numberofsources")
    reader.columns["sources_count"] = pl.when(counted >= 0).then(counted).cast(pl.Int32, strict=False)
    reader.derived["priogrid_gid"] = cell_of(pl.col("latitude"), pl.col("longitude"))
    reader.texts["description"] = reader.text("sourceheadline")
    reader.texts["place_text"] = reader.text("wheredescription")
    reader.texts["reports"] = reader.text("sourcearticle")
