"""Counts of the operation's own incidents, and where they may repeat what the data set holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from withstand.analysis.obstruction.blind import blind_time
from withstand.evidence.area_set import AREA
from withstand.mission.own_values import DISPUTED, LiveGoal, NoAccess, OwnClass, OwnRecords, SameEvent, highest
from withstand.mission.period import add_months
from withstand.mission.tallies import CLASS, RECENT_MONTHS
from withstand.vocabulary.terms import vocabulary

NEAR_DAYS, NEAR_DEGREES = 3, 0.25
DEADLY = ("life", "conduct_of_hostilities")
_MOST_EVENTS = 3


@dataclass(frozen=True)
class OwnFrames:
    """Frames of one picture: incidents with a row each, their assertions, counts and names in data sets; obstruction;
    visits; attempts to go somewhere (ATTEMPTS), by the areas that records name; shared goals.
    """

    audience: str
    incidents: pl.DataFrame
    perpetrators: pl.DataFrame
    counts: pl.DataFrame
    listed_as: pl.DataFrame
    obstructions: pl.DataFrame
    visits: pl.DataFrame
    attempts: pl.DataFrame
    conflicts: int
    together: tuple[LiveGoal, ...] = ()


def own_records(frames: OwnFrames, civilians: pl.DataFrame, as_of: date, names: Mapping[str, str]) -> OwnRecords:
    """The operation's own records beside `civilians`, the placed events of a data set up to `as_of`.

    `names` are those of areas by their id.
    """
    incidents = _with_class(frames)
    standing = incidents.filter(pl.col("verification") != "refuted")
    start = add_months(as_of, 1 - RECENT_MONTHS)
    recent = standing.filter(pl.col("when_last") >= start, pl.col("when_first") <= as_of)
    later = standing.filter(pl.col("when_first") > as_of)
    latest = standing["when_first"].max()
    return OwnRecords(
        audience=frames.audience,
        classification=_highest(frames),
        until=latest.isoformat() if isinstance(latest, date) else "",
        same_period=_by_class(recent),
        since=_by_class(later),
        refuted=incidents.height - standing.height,
        undated=standing.filter(pl.col("when_first").is_null()).height,
        obstructions=frames.obstructions.filter(pl.col("when_last") >= start).height,
        no_access=_no_access(frames.attempts, start, names),
        conflicts=frames.conflicts,
        same_events=tuple(_same_events(standing, civilians, names)),
        together=frames.together,
    )


def _highest(frames: OwnFrames) -> str:
    """The highest classification among the records counted and the goals told."""
    counted = (frames.incidents, frames.obstructions, frames.visits)
    held = {str(name) for part in counted for name in part["classification"]}
    return highest(held | {one.classification for one in frames.together})


def _with_class(frames: OwnFrames) -> pl.DataFrame:
    """Incidents with the class that all their assertions name, their victims, and whether they are linked."""
    classes = frames.perpetrators.group_by("record").agg(
        pl.when(pl.col("perpetrator").n_unique() == 1)
        .then(pl.col("perpetrator").first())
        .otherwise(pl.lit(DISPUTED))
        .alias(CLASS)
    )
    victims = (
        frames.counts.filter(pl.col("unit") == "victim")
        .with_columns(pl.coalesce("best", "least", "most").alias("best"))
        .with_columns(pl.coalesce("least", "best").alias("least"), pl.coalesce("most", "best").alias("most"))
        .group_by("record")
        .agg(pl.col("least", "best", "most").sum())
    )
    linked = frames.listed_as.select("record").unique().with_columns(linked=pl.lit(value=True))
    return (
        frames.incidents.join(classes, on="record", how="left")
        .join(victims, on="record", how="left")
        .join(linked, on="record", how="left")
        .with_columns(pl.col(CLASS).fill_null("unknown"), pl.col("linked").fill_null(value=False))
    )


def _by_class(incidents: pl.DataFrame) -> tuple[OwnClass, ...]:
    order = [*vocabulary("perpetrators").terms, DISPUTED]
    found = {}
    for key, part in incidents.group_by(CLASS):
        counted = part.drop_nulls("best")
        least, best, most = (int(counted[name].sum() or 0) for name in ("least", "best", "most"))
        verified = part.filter(pl.col("verification") == "verified").height
        linked = int(part["linked"].sum())
        found[str(key[0])] = OwnClass(
            str(key[0]), part.height, verified, linked, least, best, most, part.height - counted.height
        )
    return tuple(found[name] for name in order if name in found)


def _no_access(attempts: pl.DataFrame, start: date, names: Mapping[str, str]) -> tuple[NoAccess, ...]:
    """Areas where access was denied since `start`, or had been before and nobody has been there since."""
    last = attempts["first"].max()
    until = max(start, last) if isinstance(last, date) else start
    found = blind_time(attempts, (), start, until).filter((pl.col("denials") > 0) | (pl.col("blind") > 0))
    rows = (
        found.sort("denials", "area", descending=[True, False]).select("area", "denials", "tried", "blind").iter_rows()
    )
    return tuple(NoAccess(names.get(area, area), denied, tried, days) for area, denied, tried, days in rows)


def _same_events(incidents: pl.DataFrame, civilians: pl.DataFrame, names: Mapping[str, str]) -> Iterable[SameEvent]:
    """Events within some days in the same area, or near the same point, that no class speaks against."""
    label = vocabulary("violations").label
    events = civilians.with_columns(
        *(pl.col(name).fill_null("").str.to_lowercase().alias(f"_{name}") for name in (AREA, "admin1", "admin2"))
    )
    near = timedelta(days=NEAR_DAYS)
    chosen = incidents.filter(~pl.col("linked"), pl.col("what").is_in(_recorded_by(civilians)))
    for row in chosen.drop_nulls("when_first").sort("when_first").iter_rows(named=True):
        found = events.filter(
            pl.col("date_start") <= row["when_last"] + near,
            pl.col("date_end") >= row["when_first"] - near,
            _same_place(row),
            _same_side(row[CLASS]),
        ).head(_MOST_EVENTS)
        for event in found.iter_rows(named=True):
            area = row["where_area"] or ""
            yield SameEvent(
                record=row["record"],
                event=f"{event['source']}:{event['event_id']}",
                what=label(row["what"]),
                first=row["when_first"].isoformat(),
                last=row["when_last"].isoformat(),
                area=row["where_name"] or names.get(area, area),
                why=_why(row, event),
            )


def _recorded_by(civilians: pl.DataFrame) -> list[str]:
    """Violations that events of this data set can be: UCDP records deaths only."""
    terms = vocabulary("violations").terms
    deaths_only = civilians["source"].str.starts_with("ucdp").all()
    return [key for key, term in terms.items() if not deaths_only or term.facts["family"] in DEADLY]


def _same_place(row: dict[str, Any]) -> pl.Expr:
    area = str(row["where_area"] or "").casefold()
    same = pl.lit(value=False)
    if area:
        same = (pl.col(f"_{AREA}") == area) | (pl.col("_admin2") == area) | (pl.col("_admin1") == area)
    latitude, longitude = row["where_latitude"], row["where_longitude"]
    if isinstance(latitude, int) and isinstance(longitude, int):
        close = ((pl.col("latitude") - latitude / 1e6).abs() <= NEAR_DEGREES) & (
            (pl.col("longitude") - longitude / 1e6).abs() <= NEAR_DEGREES
        )
        return close | same if not area else close
    return same


def _same_side(perpetrator: str) -> pl.Expr:
    """The same class, or one of the two says nothing about it."""
    if perpetrator in ("unknown", DISPUTED):
        return pl.lit(value=True)
    return pl.col("perpetrator_class").is_in([perpetrator, "unknown"])


def _why(row: dict[str, Any], event: dict[str, Any]) -> str:
    """What speaks for it, in words."""
    said = ["the same area" if row["where_latitude"] is None else "near the same point"]
    said.append(_days_apart(row, event))
    if event["perpetrator_class"] == row[CLASS]:
        said.append("the same kind of perpetrator")
    best = row["best"]
    if isinstance(best, int) and event["civilians_best"] == best:
        said.append(f"the same number, {best}")
    return ", ".join(said)


def _days_apart(row: dict[str, Any], event: dict[str, Any]) -> str:
    """How the days of an incident and an event lie."""
    if row["when_first"] == row["when_last"] == event["date_start"] == event["date_end"]:
        return "the same day"
    if row["when_first"] <= event["date_end"] and event["date_start"] <= row["when_last"]:
        return "days that overlap"
    return f"within {NEAR_DAYS} days"
