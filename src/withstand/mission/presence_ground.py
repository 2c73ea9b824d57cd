"""From events and posts to the panel of effects: the same areas for both, and what could not be placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from withstand.analysis.effects.effects_panel import EffectsPanel, cells, in_cells, recorded
from withstand.analysis.effects.presence import HOLD, covered_months, presence_frame, presence_on
from withstand.errors import InputError
from withstand.evidence.area_set import AREA, SEPARATOR, AreaSet
from withstand.evidence.areas import cells_by_area, place
from withstand.evidence.geo_pko import each_place_once
from withstand.evidence.names import comparable
from withstand.evidence.priogrid import cell_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withstand.mission.ground import Ground

GRID = "grid"


@dataclass(frozen=True, eq=False)
class PresenceGround:
    """The panel, and how the posts came into it.

    twice       posts that a second map of the same month showed again.
    unplaced    names of the places that lie in no unit of the panel.
    troops_unknown  places on maps without a number of troops.
    names       of the units, by their codes.
    """

    panel: EffectsPanel
    posts: int
    places: int
    twice: int
    troops_unknown: int
    unplaced: tuple[str, ...]
    names: Mapping[str, str]


def presence_ground(
    found: Ground, areas: AreaSet, posts: pl.DataFrame, *, grid: bool = False, hold: int = HOLD,
    first_is_entry: bool = False,
) -> PresenceGround:  # fmt: skip
    """Put events and posts (POST) on the same units and months.

    Raises:
        InputError: no post lies in any of the areas.
    """
    once = each_place_once(posts)
    placed_events = in_cells(found.placed) if grid else found.placed
    placed = _in_cells(once) if grid else _in_areas(once, areas, found)
    if grid:
        inside = _near_the_events(placed, found)
        placed = placed.with_columns(pl.when(inside).then("unit").alias("unit"))
        of_posts = [int(cell) for cell in placed["unit"].drop_nulls().unique()]
        countries, touching = cells(placed_events, of_posts)
    else:
        countries, touching = dict(found.countries), found.panel.neighbours
        placed = placed.with_columns(pl.when(pl.col("unit").is_in(list(countries))).then("unit").alias("unit"))
    if placed["unit"].null_count() == placed.height:
        raise InputError(
            f"None of the {placed.height:,} posts lies in an area with these events: they are in "
            f"{', '.join(sorted(set(once['country']))[:6])}. Give that country's events, or boundaries with --areas."
        )
    units = tuple(countries)
    events, deaths = recorded(placed_events, units, found.span)
    presence = presence_on(
        presence_frame(placed, hold), covered_months(placed, countries, hold), units, tuple(countries.values()),
        found.span, first_is_entry=first_is_entry,
    )  # fmt: skip
    panel = EffectsPanel(units, tuple(countries.values()), found.span, events, deaths, touching, presence)
    return PresenceGround(
        panel, posts.height, once.height, posts.height - once.height, once["troops"].null_count(),
        tuple(sorted(placed.filter(pl.col("unit").is_null())["location"].unique())),
        {} if grid else areas.names(units),
    )  # fmt: skip


def _in_cells(posts: pl.DataFrame) -> pl.DataFrame:
    return posts.with_columns(cell_of(pl.col("latitude"), pl.col("longitude")).cast(pl.String).alias("unit"))


def _near_the_events(posts: pl.DataFrame, found: Ground) -> pl.Expr:
    """Whether a post's country is one of the events', by name; where no name is shared, all are."""
    ours = {comparable(country) for country in found.countries.values()}
    named = [country for country in posts["country"].unique() if comparable(country or "") in ours]
    return pl.col("country").is_in(named) if named else pl.lit(value=True)


def _in_areas(posts: pl.DataFrame, areas: AreaSet, found: Ground) -> pl.DataFrame:
    """Posts by boundary or list where there is one; else by the name of their province, else by the area that has most
    events in their cell.
    """
    if areas.areas:
        blank = pl.lit(None, pl.String)
        framed = posts.with_columns(blank.alias("place_precision"), blank.alias("admin2"))
        return place(framed.lazy(), areas).collect().rename({AREA: "unit"})
    by_name = {comparable(unit.rpartition(SEPARATOR)[2]): unit for unit in found.countries}
    by_cell = {cell: area for area, held in cells_by_area(found.placed.drop_nulls(AREA)).items() for cell in held}
    numbered = posts.with_columns(cell_of(pl.col("latitude"), pl.col("longitude")).alias("cell"))
    units = [
        by_name.get(comparable(name or "")) or by_cell.get(cell)
        for name, cell in numbered.select("admin1", "cell").iter_rows()
    ]
    return posts.with_columns(pl.Series("unit", units, dtype=pl.String))
