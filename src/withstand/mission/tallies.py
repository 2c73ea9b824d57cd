"""Plain counts over time by class and area, with low, best and high."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from withstand.analysis.monthly import model_class
from withstand.analysis.observability import sight
from withstand.evidence.area_set import AREA, AreaSet
from withstand.mission.period import add_months
from withstand.mission.review_values import AreaRow, ClassTotal, Place, Tally, YearTally

NOTHING = Tally(0, 0, 0, 0)
CLASS = "model"
RECENT_MONTHS, SPARK_MONTHS = 12, 36
_MOST_PLACES = 400


def against_civilians(placed: pl.DataFrame) -> pl.DataFrame:
    """Violence against civilians with the perpetrator's class in `model`; bounds that a source lacks are its best."""
    low, high = (pl.coalesce(f"civilians_{b}", "civilians_best").alias(f"civilians_{b}") for b in ("low", "high"))
    return placed.filter("against_civilians").with_columns(model_class().alias(CLASS), low, high)


def tally(events: pl.DataFrame) -> Tally:
    """The sum of some events."""
    low, best, high = (int(events[f"civilians_{bound}"].sum() or 0) for bound in ("low", "best", "high"))
    return Tally(events.height, low, best, high)


def by_class(events: pl.DataFrame) -> dict[str, Tally]:
    """`tally` of each class that occurs."""
    return {str(key[0]): tally(part) for key, part in events.group_by(CLASS, maintain_order=True)}


def since(events: pl.DataFrame, as_of: date, months: int) -> pl.DataFrame:
    """The events of the `months` months up to that of `as_of`."""
    return events.filter(pl.col("date_end") >= add_months(as_of, 1 - months))


def class_totals(civilians: pl.DataFrame, as_of: date, classes: tuple[str, ...]) -> tuple[ClassTotal, ...]:
    """The last 12 months and the 12 before, for each class in the order given."""
    recent = by_class(since(civilians, as_of, RECENT_MONTHS))
    two_years = since(civilians, as_of, 2 * RECENT_MONTHS)
    before = by_class(two_years.filter(pl.col("date_end") < add_months(as_of, 1 - RECENT_MONTHS)))
    return tuple(ClassTotal(name, recent.get(name, NOTHING), before.get(name, NOTHING)) for name in classes)


def year_tallies(civilians: pl.DataFrame, years: range, classes: tuple[str, ...]) -> tuple[YearTally, ...]:
    """Every class in every year, zeros included: within a record that runs, no event is a recorded zero."""
    grouped = civilians.with_columns(pl.col("date_end").dt.year().alias("year")).group_by("year", CLASS)
    found = {(int(str(key[0])), str(key[1])): tally(part) for key, part in grouped}
    return tuple(YearTally(year, name, found.get((year, name), NOTHING)) for year in years for name in classes)


def area_rows(
    placed: pl.DataFrame,
    areas: AreaSet,
    countries: Mapping[str, str],
    first: date,
    as_of: date,
    classes: tuple[str, ...],
) -> tuple[AreaRow, ...]:
    """One row for each area in `countries` (area id to country), in its order; `first` begins the record."""
    civilians = against_civilians(placed)
    length = min(SPARK_MONTHS, _months_between(first, as_of) + 1)
    spark = add_months(as_of, 1 - length)
    recent = _tallies_by_area(since(civilians, as_of, RECENT_MONTHS))
    months = _months_by_area(civilians.filter(pl.col("date_end") >= spark), spark, length)
    seen = {str(key[0]): part for key, part in since(placed, as_of, RECENT_MONTHS).drop_nulls(AREA).group_by(AREA)}
    names = areas.names(countries)
    last = dict(placed.drop_nulls(AREA).group_by(AREA).agg(pl.col("date_end").max()).iter_rows())
    return tuple(
        AreaRow(
            area_id=area,
            name=names[area],
            country=country,
            recent={name: recent.get((area, name), NOTHING) for name in classes},
            months={name: months.get((area, name), (0,) * length) for name in classes},
            sight=sight(seen.get(area, placed.clear())),
            quiet_months=_months_between(last[area], as_of) if area in last else None,
        )
        for area, country in countries.items()
    )


def _tallies_by_area(civilians: pl.DataFrame) -> dict[tuple[str, str], Tally]:
    grouped = civilians.drop_nulls(AREA).group_by(AREA, CLASS)
    return {(str(key[0]), str(key[1])): tally(part) for key, part in grouped}


def _months_by_area(civilians: pl.DataFrame, first: date, length: int) -> dict[tuple[str, str], tuple[int, ...]]:
    series: dict[tuple[str, str], list[int]] = {}
    rows = civilians.drop_nulls(AREA).select(AREA, CLASS, "date_end", pl.col("civilians_best").fill_null(0))
    for area, name, day, deaths in rows.iter_rows():
        counts = series.setdefault((area, name), [0] * length)
        counts[_months_between(first, day)] += deaths
    return {key: tuple(counts) for key, counts in series.items()}


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def places(civilians: pl.DataFrame, as_of: date) -> tuple[Place, ...]:
    """Where violence against civilians was recorded in the last 12 months, the gravest first: one a place and class.

    What is placed no better than a province is not drawn: its point would be a centroid.
    """
    exact = pl.col("place_precision").is_in(["place_exact", "place_near", "place_admin2"]).fill_null(value=True)
    recent = since(civilians, as_of, RECENT_MONTHS).filter(exact).drop_nulls(["latitude", "longitude"])
    grouped = recent.group_by("longitude", "latitude", CLASS).agg(pl.col("civilians_best").sum())
    ordered = grouped.sort("civilians_best", "longitude", "latitude", CLASS, descending=[True, False, False, False])
    return tuple(Place(lon, lat, deaths, name) for lon, lat, name, deaths in ordered.head(_MOST_PLACES).iter_rows())
