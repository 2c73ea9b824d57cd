"""How far a case was from us: from our nearest base, or from where we had been in the weeks before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from withstand.actors.register import Register
from withstand.evidence.area_set import AreaSet
from withstand.evidence.names import comparable
from withstand.evidence.presence import PRESENCE
from withstand.evidence.records import VISIT
from withstand.ledger.fields import Place
from withstand.mission.obstructed import in_areas
from withstand.mission.our_responses import OURS
from withstand.picture.picture import Picture

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray

RECENT_DAYS = 30
EARTH_KM = 6371.0
_BASES = ("base", "headquarters", "temporary", "checkpoint")
_REACHED = ("full", "partial")

Spot = tuple[float, float]


@dataclass(frozen=True)
class NearUs:
    """Where we were: latitude and longitude in degrees, first and last day as ordinals, all (n,)."""

    spots: FloatArray
    first: FloatArray
    last: FloatArray

    def distance(self, spot: Spot | None, day: date) -> float | None:
        """Kilometres from a spot to the nearest of those on a day; None where either is not known."""
        if spot is None:
            return None
        there = (self.first <= day.toordinal()) & (day.toordinal() <= self.last)
        return float(_kilometres(self.spots[there], spot).min()) if there.any() else None


def near_us(picture: Picture, register: Register, known: Mapping[str, str], areas: AreaSet) -> NearUs:
    """Our bases by the register and recorded presence, and where visits came to a place in the 30 days before."""
    middles = middles_of(areas)
    found = [
        *_stations(register, known, middles),
        *_presence(picture, known, areas, middles),
        *_visits(picture, known, areas, middles),
    ]
    spots = np.array([one[0] for one in found], dtype=np.float64).reshape(-1, 2)
    days = np.array([one[1:] for one in found], dtype=np.float64).reshape(-1, 2)
    return NearUs(spots, days[:, 0], days[:, 1])


def middles_of(areas: AreaSet) -> dict[str, Spot]:
    """The middle of each area that has a boundary."""
    found: dict[str, Spot] = {}
    for area in areas.areas:
        if area.boundary is not None:
            middle: Any = area.boundary.centroid
            found[area.area_id] = (float(middle.y), float(middle.x))
    return found


def spots_of(
    frame: pl.DataFrame, known: Mapping[str, str], areas: AreaSet, middles: Mapping[str, Spot]
) -> dict[str, tuple[str | None, Spot | None]]:  # fmt: skip
    """By record its area and its spot: its point, else the middle of its area."""
    placed = in_areas(frame, ("where",), known, areas)
    found: dict[str, tuple[str | None, Spot | None]] = {}
    for record, area, latitude, longitude in placed.select(
        "record", "area", "where_latitude", "where_longitude"
    ).iter_rows():
        spot = middles.get(area or "") if latitude is None else (latitude / 1e6, longitude / 1e6)
        found[record] = (area, spot)
    return found


def _stations(
    register: Register, known: Mapping[str, str], middles: Mapping[str, Spot]
) -> Iterator[tuple[Spot, int, int]]:
    def spot(where: Place) -> Spot | None:
        if where.latitude is not None and where.longitude is not None:
            return where.latitude / 1e6, where.longitude / 1e6
        return middles.get(known.get(comparable(where.area), ""))

    for actor in register.actors.values():
        for station in actor.stations if actor.side == OURS else ():
            at = spot(station.where)
            if at is not None and station.type in _BASES:
                valid = station.valid
                first, last = (valid.earliest, valid.latest) if valid else (date.min, date.max)
                if valid is not None and valid.end is None:
                    last = date.max
                yield at, first.toordinal(), last.toordinal()


def _presence(
    picture: Picture, known: Mapping[str, str], areas: AreaSet, middles: Mapping[str, Spot]
) -> Iterator[tuple[Spot, int, int]]:
    frame = picture.frame(PRESENCE).filter(pl.col("presence_of") == OURS, pl.col("posts").fill_null(0) > 0)
    spots = spots_of(frame, known, areas, middles)
    for record, first, last in frame.select("record", "when_first", "when_last").iter_rows():
        spot = spots[record][1]
        if spot is not None and first is not None:
            yield spot, first.toordinal(), (last or date.max).toordinal()


def _visits(
    picture: Picture, known: Mapping[str, str], areas: AreaSet, middles: Mapping[str, Spot]
) -> Iterator[tuple[Spot, int, int]]:
    frame = picture.frame(VISIT).filter(pl.col("access").is_in(_REACHED))
    spots = spots_of(frame, known, areas, middles)
    for record, first, last in frame.select("record", "when_first", "when_last").iter_rows():
        spot = spots[record][1]
        if spot is not None and first is not None:
            until = (last or first).toordinal()
            yield spot, first.toordinal() + 1, min(until + RECENT_DAYS, date.max.toordinal())


def _kilometres(spots: FloatArray, spot: Spot) -> FloatArray:
    """(n,) along the great circle."""
    latitude, longitude = np.radians(spots[:, 0]), np.radians(spots[:, 1])
    here = np.radians(spot)
    half = np.sin((latitude - here[0]) / 2) ** 2
    half += np.cos(latitude) * np.cos(here[0]) * np.sin((longitude - here[1]) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))), dtype=np.float64)
