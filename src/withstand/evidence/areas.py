"""Events placed in areas: by boundaries, by a list of P-codes, or by the names that the events carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from withstand.evidence.area_set import AREA, SEPARATOR, Area, AreaSet
from withstand.evidence.names import comparable
from withstand.evidence.priogrid import touching
from withstand.vocabulary.terms import vocabulary

NEAREST = 3


def place(events: pl.LazyFrame, areas: AreaSet, *, several_countries: bool = False) -> pl.LazyFrame:
    """`events` (EVENT) with `area_id`, null where an event is not precise enough or lies in no area.

    What a source places no better than a country, a stretch or (below the first level) a province gets no area:
    its coordinates are a centroid, not a place.
    """
    precision = vocabulary("precision")
    vague = list(precision.keys_where("unlocated"))
    if areas.level != "admin1":
        vague.append("place_admin1")
    precise = pl.col("place_precision").is_in(vague).not_().fill_null(value=True)
    if areas.has_boundaries:
        found = _by_boundary(events, areas)
    elif areas.areas:
        found = _by_name(events, areas)
    else:
        levels = ["admin1"] if areas.level == "admin1" else ["admin1", "admin2"]
        above = ["country", *levels] if several_countries else levels
        found = events.with_columns(pl.concat_str(above, separator=SEPARATOR).alias(AREA))
    return found.with_columns(pl.when(precise).then(AREA).alias(AREA))


def _by_boundary(events: pl.LazyFrame, areas: AreaSet) -> pl.LazyFrame:
    """Place each distinct coordinate once; a point on a border belongs to the area with the lower id."""
    import shapely

    points = events.select("latitude", "longitude").unique().drop_nulls().collect()
    located: Any = shapely.points(points["longitude"].to_numpy(), points["latitude"].to_numpy())
    tree = shapely.STRtree(located)
    boundaries = np.array([area.boundary for area in areas.areas], dtype=object)
    shapely.prepare(boundaries)
    area, point = tree.query(boundaries, predicate="intersects")
    order = np.lexsort((area, point))
    matched, first = np.unique(point[order], return_index=True)
    ids = pl.Series(AREA, [entry.area_id for entry in areas.areas], dtype=pl.String)
    placed = points[matched.astype(np.uint32)].with_columns(ids.gather(area[order][first].astype(np.uint32)))
    return events.join(placed.lazy(), on=["latitude", "longitude"], how="left", maintain_order="left")


def _by_name(events: pl.LazyFrame, areas: AreaSet) -> pl.LazyFrame:
    """Place by name, and by the name above it where two areas share one."""
    above = "country" if areas.level == "admin1" else "admin1"
    pairs = events.select(areas.level, above).unique().collect()
    named: dict[str, list[Area]] = {}
    for area in areas.areas:
        for name in {comparable(name) for name in area.names.values()}:
            named.setdefault(name, []).append(area)
    found = [_one(named.get(comparable(name or ""), []), parent or "") for name, parent in pairs.iter_rows()]
    table = pairs.with_columns(pl.Series(AREA, found, dtype=pl.String))
    return events.join(table.lazy(), on=[areas.level, above], how="left", nulls_equal=True, maintain_order="left")


def _one(candidates: list[Area], parent: str) -> str | None:
    if len(candidates) > 1:
        candidates = [area for area in candidates if comparable(area.parent) == comparable(parent)]
    return candidates[0].area_id if len(candidates) == 1 else None


def cells_by_area(placed: pl.DataFrame) -> dict[str, frozenset[int]]:
    """For each area the PRIO-GRID cells in which its events lie; a cell goes to the area with most events in it."""
    counts = placed.drop_nulls([AREA, "priogrid_gid"]).group_by("priogrid_gid", AREA).len()
    first = counts.sort("len", AREA, descending=[True, False]).unique("priogrid_gid", keep="first", maintain_order=True)
    grouped = first.group_by(AREA, maintain_order=True).agg("priogrid_gid").sort(AREA)
    return {area: frozenset(cells) for area, cells in grouped.iter_rows()}


def touching_cells(cells: Sequence[int]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which of `cells` share an edge or a corner, (cells, cells), symmetric."""
    place = {cell: number for number, cell in enumerate(cells)}
    touch = np.zeros((len(cells), len(cells)), dtype=np.bool_)
    for number, cell in enumerate(cells):
        touch[number, [place[other] for other in touching(cell) if other in place]] = True
    return touch


def neighbours(area_ids: tuple[str, ...], areas: AreaSet, placed: pl.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which areas touch, (areas, areas), symmetric.

    By boundary where there is one, else by touching PRIO-GRID cells; an area that touches none has its three
    nearest, by the mean place of its events.
    """
    touch = np.zeros((len(area_ids), len(area_ids)), dtype=np.bool_)
    if areas.has_boundaries:
        _touch_by_boundary(touch, area_ids, areas)
    else:
        _touch_by_cell(touch, area_ids, cells_by_area(placed))
    alone = np.flatnonzero(~touch.any(axis=1))
    if alone.size and len(area_ids) > 1:
        middle = placed.group_by(AREA).agg(pl.col("longitude", "latitude").mean())
        by_id = {row[0]: row[1:] for row in middle.iter_rows()}
        places = np.array([by_id.get(area, (None, None)) for area in area_ids], dtype=np.float64)
        distance = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
        np.fill_diagonal(distance, np.inf)
        distance = np.where(np.isnan(distance), np.inf, distance)
        for index in alone:
            nearest = np.argsort(distance[index], kind="stable")[:NEAREST]
            touch[index, nearest[np.isfinite(distance[index, nearest])]] = True
    return touch | touch.T


def _touch_by_boundary(touch: np.ndarray[Any, np.dtype[np.bool_]], area_ids: tuple[str, ...], areas: AreaSet) -> None:
    import shapely

    known = {area.area_id: area.boundary for area in areas.areas}
    shapes = np.array([known.get(area_id) for area_id in area_ids], dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=1e-3)
    touch[left, right] = left != right


def _touch_by_cell(
    touch: np.ndarray[Any, np.dtype[np.bool_]], area_ids: tuple[str, ...], cells: Mapping[str, frozenset[int]]
) -> None:
    around = {area: frozenset().union(*map(touching, held)) for area, held in cells.items()}
    for i, left in enumerate(area_ids):
        for j, right in enumerate(area_ids[:i]):
            if around.get(left, frozenset()) & cells.get(right, frozenset()):
                touch[i, j] = True
