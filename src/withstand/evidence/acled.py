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
STATE_SIDES = frozenset({"1", "8"})
_CODED = ("eventtype", "subeventtype", "inter1", "inter2", "civiliantargeting")
_DECIDED = pl.Struct(
    {
        "violence": pl.String(),
        "against_civilians": pl.Boolean(),
        "perpetrator_side": pl.Int8(),
        "actor_1_code": pl.String(),
        "actor_2_code": pl.String(),
        "coded_as": pl.String(),
    }
)


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
    reader.require("country", "country", reader.name("country"))
    reader.whole("country_code", reader.first_of("gwno", "iso"), most=100_000)
    reader.columns["admin1"] = reader.name("admin1")
    reader.columns["admin2"] = reader.name("admin2")
    reader.columns["place"] = reader.text("location")
    reader.coordinate("latitude", "latitude", 90.0)
    reader.coordinate("longitude", "longitude", 180.0)
    reader.derived["priogrid_gid"] = cell_of(pl.col("latitude"), pl.col("longitude"))
    reader.code("place_precision", "geoprecision", precision_codes("place", "acled"))
    _coding(reader)
    reader.whole("deaths_best", "fatalities", required=True)
    reader.derived["civilians_best"] = pl.when("against_civilians").then("deaths_best")
    listed = reader.text("source")
    reader.columns["sources_count"] = listed.str.count_matches(";", literal=True).cast(pl.Int32) + 1
    reader.texts["description"] = reader.text("notes")
    reader.texts["reports"] = listed


def _coding(reader: Reader) -> None:
    """Kind of violence, sides and perpetrator, decided once for each combination of ACLED's codes."""
    key = reader.decide(_CODED, decide, _DECIDED)
    for column in ("violence", "against_civilians", "actor_1_code", "actor_2_code", "coded_as"):
        reader.columns[column] = pl.col(key).struct.field(column)
    for side in ("actor_1", "actor_2"):
        reader.columns[side] = reader.name(side.replace("_", ""))
    used_by = pl.col(key).struct.field("perpetrator_side")
    reader.columns["perpetrator"] = (
        pl.when(used_by == 1).then(reader.columns["actor_1"]).when(used_by == 2).then(reader.columns["actor_2"])
    )
    event_type = reader.text("eventtype")
    reader.checks.append(Check("eventtype", event_type.is_null(), "it is empty, and no event can be without it"))
    unknown = pl.col("violence").is_null()
    reader.checks.append(Check("eventtype", unknown, "it is not one of ACLED's event types"))


def decide(
    event_type: str | None,
    sub_type: str | None,
    inter1: str | None,
    inter2: str | None,
    targeting: str | None,
) -> tuple[str | None, bool, int | None, str | None, str | None, str]:
    """What ACLED's codes for one event mean here, in the order of the columns made.

    The perpetrator is the first side that is not civilians or protesters: ACLED names protesters first where
    force against them was excessive.
    """
    first, second = _side(inter1), _side(inter2)
    kind = _kind((event_type or "").strip().lower())
    excessive = (sub_type or "").strip().lower() == "excessive force against protesters"
    remote = kind == "battle" and "remote violence" in (event_type or "").lower()
    civilian_side = CIVILIANS in (first, second)
    mob = kind == "riot" or (kind == "demonstration" and first == RIOTERS)
    targeted = kind is not None and (
        kind == "vac" or excessive or bool((targeting or "").strip()) or (civilian_side and (remote or mob))
    )
    perpetrator = None
    if targeted:
        perpetrator = 2 if first in (CIVILIANS, PROTESTERS) and second is not None else 1
    coded_as = " / ".join(text.strip() for text in (event_type, sub_type) if text and text.strip())
    return _violence(kind, first, second, targeted), targeted, perpetrator, first, second, coded_as


def _violence(kind: str | None, first: str | None, second: str | None, targeted: bool) -> str | None:
    if targeted:
        return "vac"
    match kind:
        case "battle":
            return "sb" if STATE_SIDES & {first, second} else "ns"
        case "demonstration":
            return "riot" if first == RIOTERS else "protest"
    return kind


def _kind(event_type: str) -> str | None:
    return next((key for start, key in words()["event_type"].items() if event_type.startswith(start)), None)


def _side(code: str | None) -> str | None:
    text = (code or "").strip().lower()
    sides: dict[str, str] = words()["side"]
    return sides.get(text.removesuffix(".0"))
