"""Presence by unit and month, from maps of posts: how long a map holds, and where nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from withstand.evidence.event import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from withstand.analysis.monthly import Span
    from withstand.analysis.panel import BoolArray, FloatArray

HOLD = 12
"""Months for which a map stands unless its mission publishes another; after that presence is unknown."""

PRESENCE: tuple[Column, ...] = (
    Column("unit", pl.String(), "area or cell of the panel"),
    Column("month", pl.Date(), "first day of the month"),
    Column("posts", pl.Int64(), "posts there"),
    Column("troops", pl.Int64(), "troops there; unknown where the number of any post is", "persons"),
)
COVERED: tuple[Column, ...] = (
    Column("country", pl.String(), "country as the panel names it"),
    Column("month", pl.Date(), "a month for which it is known where posts were"),
)


@dataclass(frozen=True, eq=False)
class Presence:
    """(N, T) present, known, posts; troops with NaN where unknown. `unknown_entry` (N,): there when records begin."""

    present: BoolArray
    known: BoolArray
    posts: FloatArray
    troops: FloatArray
    unknown_entry: BoolArray


def maps_in_force(posts: pl.DataFrame, hold: int = HOLD) -> pl.DataFrame:
    """mission, map (month of the map), month: every month in which a map stands.

    A map stands until the next of its mission, and at most `hold` months.
    """
    maps = posts.select("mission", pl.col("month").alias("map")).unique().sort("mission", "map")
    until = pl.col("map").dt.offset_by(f"{hold}mo")
    following = pl.col("map").shift(-1).over("mission")
    return (
        maps.with_columns(pl.min_horizontal(until, following.fill_null(until)).alias("until"))
        .with_columns(pl.date_ranges("map", "until", interval="1mo", closed="left").alias("month"))
        .explode("month")
        .select("mission", "map", "month")
    )


def presence_frame(placed: pl.DataFrame, hold: int = HOLD) -> pl.DataFrame:
    """Presence (PRESENCE) from posts with a column `unit`, each place once; posts without a unit are not in it."""
    force = maps_in_force(placed, hold)
    return (
        placed.drop_nulls("unit")
        .rename({"month": "map"})
        .join(force, on=["mission", "map"])
        .group_by("unit", "month")
        .agg(
            pl.len().cast(pl.Int64).alias("posts"),
            _sum_or_unknown("troops"),
        )
        .sort("unit", "month")
    )


def covered_months(placed: pl.DataFrame, country_of: dict[str, str], hold: int = HOLD) -> pl.DataFrame:
    """Months (COVERED) in which a map of a mission with posts in the country stands."""
    homes = (
        placed.drop_nulls("unit")
        .select("mission", pl.col("unit").replace_strict(country_of, return_dtype=pl.String).alias("country"))
        .unique()
    )
    return homes.join(maps_in_force(placed, hold), on="mission").select("country", "month").unique().sort(pl.all())


def presence_of_spans(spans: pl.DataFrame, until: date) -> pl.DataFrame:
    """Presence (PRESENCE) from claims that hold for a time: unit, first, last (null: still), posts, troops.

    For the operation's own records. A claim without a number of posts is one post; one of no posts and no troops is
    none. A month counts where a claim holds on any of its days; claims about one unit add up.
    """
    month = pl.date_ranges(
        pl.col("first").dt.truncate("1mo"), pl.col("last").fill_null(until).clip(upper_bound=until), interval="1mo"
    )
    some = (pl.col("posts").fill_null(1) > 0) | (pl.col("troops").fill_null(0) > 0)
    return (
        spans.filter(
            some & (pl.col("first") <= until) & (pl.col("last").is_null() | (pl.col("last") >= pl.col("first")))
        )
        .with_columns(month.alias("month"), pl.col("posts").fill_null(1).clip(lower_bound=1))
        .explode("month")
        .group_by("unit", "month")
        .agg(pl.col("posts").sum().cast(pl.Int64), _sum_or_unknown("troops"))
        .sort("unit", "month")
    )


def _sum_or_unknown(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_null().any()).then(None).otherwise(pl.col(name).sum()).cast(pl.Int64).alias(name)


def covered_between(countries: Iterable[str], first: date, last: date) -> pl.DataFrame:
    """Months (COVERED) in which the operation kept records of its presence, in each of `countries`."""
    months = pl.date_range(first.replace(day=1), last, interval="1mo", eager=True).alias("month")
    return pl.DataFrame({"country": sorted(set(countries))}).join(months.to_frame(), how="cross")


def presence_on(
    frame: pl.DataFrame,
    covered: pl.DataFrame,
    units: Sequence[str],
    countries: Sequence[str],
    span: Span,
    *,
    first_is_entry: bool = False,
) -> Presence:
    """The arrays of a panel of `units`, each in its country, over `span`.

    Before a country's first covered month nobody is taken to be there. Units that were there in that very month are
    in the record from its beginning: when they were entered is unknown, unless `first_is_entry` says that it was then.
    """
    shape = (len(units), span.months)
    place = {unit: number for number, unit in enumerate(units)}
    posts, troops = np.zeros(shape), np.zeros(shape)
    for unit, month, number, persons in frame.select("unit", "month", "posts", "troops").iter_rows():
        column = span.index(month)
        if 0 <= column < span.months and unit in place:
            posts[place[unit], column] = number
            troops[place[unit], column] = np.nan if persons is None else persons
    known = np.ones(shape, dtype=np.bool_)
    unknown_entry = np.zeros(len(units), dtype=np.bool_)
    of_country = np.array(countries)
    seen: dict[str, list[int]] = {}
    for country, month in covered.select("country", "month").iter_rows():
        seen.setdefault(country, []).append(span.index(month))
    for country, columns in seen.items():
        inside = of_country == country
        first = min(columns)
        mapped = np.zeros(span.months, dtype=np.bool_)
        mapped[[column for column in columns if 0 <= column < span.months]] = True
        known[np.ix_(inside, ~mapped & (np.arange(span.months) >= first))] = False
        if first_is_entry and first >= 0:
            continue
        begins = max(first, 0)
        if begins < span.months:
            unknown_entry |= inside & (posts[:, begins] > 0)
    known[unknown_entry] = False
    return Presence((posts > 0) & known, known, posts, troops, unknown_entry)
