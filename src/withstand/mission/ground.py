"""What a review stands on: the events of the question, placed in areas, and the monthly panel made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from withstand.analysis.monthly import Span, dense, monthly
from withstand.analysis.panel import Panel
from withstand.errors import InputError
from withstand.evidence.area_set import AREA, AreaSet
from withstand.evidence.areas import neighbours, place
from withstand.mission.asked import Evidence, Question
from withstand.mission.period import add_months, complete_until, month_end, span_until

MOST_COUNTRIES = 6


@dataclass(frozen=True)
class Ground:
    """The events of the question placed in areas, and the monthly panel made of them.

    `later` events lie after `as_of` and are not used.
    """

    placed: pl.DataFrame
    countries: Mapping[str, str]
    span: Span
    as_of: date
    basis: str
    later: int
    panel: Panel


def ground(evidence: Evidence, question: Question) -> Ground:
    """Choose the countries, settle the period, place the events, count by month.

    Raises:
        InputError: no such country, too many countries, no event in time, or no event in any area.
    """
    events = _chosen(evidence.events, question.countries)
    until, basis = complete_until(evidence.events)
    if question.as_of is not None:
        until, basis = _asked(question.as_of, until)
    span = span_until(events, until)
    later = events.height
    events = events.filter(pl.col("date_end") <= until)
    later -= events.height
    several = events["country"].n_unique() > 1
    placed = place(events.lazy(), question.areas, several_countries=several).collect()
    countries = _countries_of_areas(placed, question.areas)
    if not countries:
        raise InputError(
            f"None of the {events.height:,} events lies in an area of {question.areas.source} at level "
            f"{question.areas.level}. Give boundaries of this country with --areas, or another --level."
        )
    ids = tuple(countries)
    touching = neighbours(ids, question.areas, placed.drop_nulls(AREA))
    counts = monthly(placed.lazy()).collect()
    panel = dense(counts, ids, tuple(countries.values()), span, touching)
    return Ground(placed, countries, span, until, basis, later, panel)


def _chosen(events: pl.DataFrame, countries: tuple[str, ...]) -> pl.DataFrame:
    held = events.group_by("country").len().sort("len", "country", descending=[True, False])
    names = {str(name).casefold(): str(name) for name in held["country"]}
    if countries:
        unknown = [country for country in countries if country.casefold() not in names]
        if unknown:
            most = ", ".join(held["country"].head(8))
            raise InputError(f"The file holds no events in {', '.join(unknown)}. It holds: {most}.")
        return events.filter(pl.col("country").is_in([names[country.casefold()] for country in countries]))
    if held.height > MOST_COUNTRIES:
        most = ", ".join(held["country"].head(8))
        raise InputError(
            f"The file holds events in {held.height} countries. Name those to review with --country, for example "
            f"--country {str(held['country'][0])!r}. The most events are in: {most}."
        )
    return events


def _asked(day: date, covered: date) -> tuple[date, str]:
    """The last whole month by the day asked for, but never beyond what the data cover."""
    whole = day if day == month_end(day) else month_end(add_months(day, -1))
    if whole > covered:
        return covered, f"the data end here, before the day asked for, {day}"
    rounded = "" if whole == day else f", the last whole month before {day}"
    return whole, f"asked for{rounded}: events dated up to then, as the data hold them today"


def _countries_of_areas(placed: pl.DataFrame, areas: AreaSet) -> dict[str, str]:
    """Each area's country: that of most of its events; areas without events belong to the file's main country."""
    counted = placed.drop_nulls(AREA).group_by(AREA, "country").len().sort("len", "country", descending=[True, False])
    found = {row[0]: row[1] for row in reversed(counted.select(AREA, "country").rows())}
    if not found:
        return {}
    main = str(placed.group_by("country").len().sort("len", "country", descending=[True, False])["country"][0])
    ids = {area.area_id for area in areas.areas} | set(found)
    return {area: found.get(area, main) for area in sorted(ids)}
