"""ACLED exports of four generations: 2016 upper case, 2022, 2022-23, and codes in words since 2024."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from withstand.evidence.dates import Order
from withstand.evidence.normal import Check, Reader, precision_codes
from withstand.evidence.priogrid import cell_of

CIVILIANS, PROTESTERS, RIOTERS = "7", "6", "5"
STATE_SIDES = ("1", "8")


@cache
def words() -> dict[str, Any]:
    """ACLED's own words as keys (vocabulary/acled.toml)."""
    return tomllib.loads(files("withstand.vocabulary").joinpath("acled.toml").read_text(encoding="utf-8"))


def read(reader: Reader, version: str) -> None:
    """Declare ACLED's columns and checks on `reader`.

    ACLED counts deaths of everybody. They count as civilians' where civilians were the target: in its violence
    against civilians, and where its own column says so; before that column existed, where one side of remote
    violence or of a riot is civilians, or force against protesters was excessive.
    """
    reader.require("event_id", "eventidcnty", reader.text("eventidcnty"))
    reader.columns["source"] = pl.lit("acled")
    reader.columns["source_version"] = pl.lit(version or None, pl.String)
    reader.columns["revision"] = reader.number("timestamp").cast(pl.Int64, strict=False)
    reader.days("eventdate", "eventdate", Order.DAY_FIRST)
    reader.code("date_precision", "timeprecision", precision_codes("date", "acled"))
    reader.require("country", "country", reader.text("country"))
    reader.whole("country_code", reader.first_of("gwno", "iso"), most=100_000)
    reader.columns["admin1"] = reader.text("admin1")
    reader.columns["admin2"] = reader.text("admin2")
    reader.columns["place"] = reader.text("location")
    reader.coordinate("latitude", "latitude", 90.0)
    reader.coordinate("longitude", "longitude", 180.0)
    reader.columns["priogrid_gid"] = cell_of(reader.columns["latitude"], reader.columns["longitude"])
    reader.code("place_precision", "geoprecision", precision_codes("place", "acled"))
    _sides(reader)
    _violence(reader)
    reader.whole("deaths_best", "fatalities", required=True)
    civilians = pl.when(reader.columns["against_civilians"]).then(reader.columns["deaths_best"])
    reader.columns["civilians_best"] = civilians
    listed = reader.text("source")
    reader.columns["sources_count"] = listed.str.count_matches(";", literal=True).cast(pl.Int32) + 1
    reader.texts["description"] = reader.text("notes")
    reader.texts["reports"] = listed


def _sides(reader: Reader) -> None:
    for side, inter in (("actor_1", "inter1"), ("actor_2", "inter2")):
        reader.columns[side] = reader.text(side.replace("_", ""))
        code = reader.identifier(inter).str.to_lowercase()
        reader.columns[f"{side}_code"] = code.replace_strict(
            words()["side"], default=None, return_dtype=pl.String
        )


def _violence(reader: Reader) -> None:
    """The kind of violence, whether civilians were the target, and who used it.

    The perpetrator is the first side that is not civilians or protesters: ACLED names protesters first where
    force against them was excessive.
    """
    event_type = reader.text("eventtype").str.to_lowercase()
    sub_type = reader.text("subeventtype").str.to_lowercase()
    first, second = reader.columns["actor_1_code"], reader.columns["actor_2_code"]
    kind = pl.when(pl.lit(value=False)).then(pl.lit(None, pl.String))
    for beginning, key in words()["event_type"].items():
        kind = kind.when(event_type.str.starts_with(beginning)).then(pl.lit(key))
    civilian_side = ((first == CIVILIANS) | (second == CIVILIANS)).fill_null(value=False)
    excessive = (sub_type == "excessive force against protesters").fill_null(value=False)
    remote_or_riot = event_type.str.contains("remote violence|^riots", literal=False)
    targeted = (kind == "vac") | excessive | (remote_or_riot & civilian_side)
    if reader.has("civiliantargeting"):
        targeted = targeted | reader.text("civiliantargeting").is_not_null()
    targeted = targeted.fill_null(value=False)
    state = (first.is_in(STATE_SIDES) | second.is_in(STATE_SIDES)).fill_null(value=False)
    demonstration = pl.when((first == RIOTERS).fill_null(value=False)).then(pl.lit("riot")).otherwise(pl.lit("protest"))
    reader.columns["against_civilians"] = targeted
    reader.columns["violence"] = (
        pl.when(kind.is_null())
        .then(None)
        .when(targeted)
        .then(pl.lit("vac"))
        .when(kind == "battle")
        .then(pl.when(state).then(pl.lit("sb")).otherwise(pl.lit("ns")))
        .when(kind == "demonstration")
        .then(demonstration)
        .otherwise(kind)
    )
    reader.columns["coded_as"] = pl.concat_str(
        reader.text("eventtype"), reader.text("subeventtype"), separator=" / ", ignore_nulls=True
    )
    reader.checks.append(Check("eventtype", event_type.is_null(), "it is empty, and no event can be without it"))
    reader.checks.append(
        Check("eventtype", pl.col("violence").is_null(), "it is not one of ACLED's event types")
    )
    passive = first.is_in((CIVILIANS, PROTESTERS)).fill_null(value=False) & second.is_not_null()
    actor = pl.when(passive).then(reader.columns["actor_2"]).otherwise(reader.columns["actor_1"])
    reader.columns["perpetrator"] = pl.when(targeted).then(actor)
