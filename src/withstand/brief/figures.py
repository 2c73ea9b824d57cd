"""The brief's charts, made once from the review and used by page, print and document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from withstand.analysis.result_values import AreaForecast
from withstand.brief.charts import (
    Caption,
    Count,
    LadderStep,
    MapArea,
    MapContent,
    MapEvent,
    Observability,
    PerpetratorSeries,
    ReliabilityBand,
    area_map,
    ladder,
    reliability,
    sketch_areas,
    sparkline,
    violence_over_time,
)
from withstand.evidence.areas import AreaSet
from withstand.mission.review_values import AreaRow, Outlook, Review
from withstand.mission.wording import day, months
from withstand.vocabulary.terms import vocabulary

MOST_YEARS = 40
_KIND = re.compile(r"\s+(province|prefecture|region|state|district|governorate|county)$", re.IGNORECASE)


@dataclass(frozen=True)
class Outlines:
    """What the map draws for each area: polygons as rings of (longitude, latitude); `sketch` if made from events."""

    polygons: Mapping[str, Sequence[Any]]
    sketch: bool


def outlines(areas: AreaSet, cells: Mapping[str, frozenset[int]]) -> Outlines:
    """Boundaries where the area set has them, else the PRIO-GRID cells in which events were recorded."""
    if areas.has_boundaries:
        return Outlines({area.area_id: _rings(area.boundary) for area in areas.areas}, sketch=False)
    return Outlines(sketch_areas(cells), sketch=True)


def _rings(boundary: Any) -> list[list[list[tuple[float, float]]]]:
    parts = getattr(boundary, "geoms", [boundary])
    return [
        [list(part.exterior.coords), *(list(hole.coords) for hole in part.interiors)]
        for part in parts
        if part.geom_type == "Polygon"
    ]


def outlook_map(review: Review, perpetrator: str, forecasts: Sequence[AreaForecast], drawn: Outlines) -> str:
    """The map of one class: probability of any recorded death by area, with the last 12 months' events."""
    words = vocabulary("perpetrators")
    names = {row.area_id: row.name for row in review.areas}
    by_area = {area.area: area for area in forecasts}
    areas = tuple(
        MapArea(
            area,
            _on_map(names.get(area, area)),
            drawn.polygons[area],
            by_area[area].p_any if area in by_area else None,
            by_history=area in by_area and by_area[area].shown == "history",
        )
        for area in sorted(drawn.polygons)
        if drawn.polygons[area]
    )
    places = [place for place in review.places if place.perpetrator == perpetrator]
    by_history = all(area.shown == "history" for area in forecasts)
    content = MapContent(
        areas=areas,
        value_label="Probability of any recorded death of a civilian",
        events=tuple(MapEvent(place.longitude, place.latitude, place.deaths, place.perpetrator) for place in places),
        perpetrators=((perpetrator, words.label(perpetrator)),) if places else (),
        sketch=drawn.sketch,
    )
    basis = ", by history" if by_history else ""
    when = months(forecasts[0].first_month, forecasts[0].last_month)
    subtitle = f"{when}{basis}; symbols: events of the last 12 months"
    return area_map(Caption(words.label(perpetrator), subtitle), content)


def _on_map(name: str) -> str:
    """A name without the word for the kind of area, which a map need not repeat."""
    return _KIND.sub("", name) or name


def over_time(review: Review) -> str:
    """Recorded deaths of civilians by year and class, above the observability of the same years."""
    words = vocabulary("perpetrators")
    sights = review.sights[-MOST_YEARS:]
    years = [entry.year for entry in sights]
    found = {(entry.year, entry.perpetrator): entry.tally for entry in review.years}
    series = [
        PerpetratorSeries(
            total.perpetrator,
            words.label(total.perpetrator),
            tuple(_count(found, year, total.perpetrator) for year in years),
        )
        for total in review.totals
    ]
    seen = Observability(
        tuple(entry.sight.sources for entry in sights), tuple(entry.sight.imprecise for entry in sights)
    )
    part = "" if review.as_of.endswith("12-31") else f" {years[-1]} runs to {day(review.as_of)}."
    caption = Caption(
        f"Recorded deaths of civilians in {review.violence_label}, by year", f"By recorded perpetrator.{part}"
    )
    return violence_over_time(caption, [str(year) for year in years], series, seen)


def _count(found: Mapping[tuple[int, str], Any], year: int, perpetrator: str) -> Count | None:
    tally = found.get((year, perpetrator))
    return Count(tally.best, tally.low, tally.high) if tally is not None else None


def ladder_cell(area: AreaForecast) -> str:
    """The ladder of one area: any, at least 10, at least 25 deaths, with the history beside it."""
    history = area.shown == "hurdle"
    return ladder(
        (
            LadderStep("any", area.p_any, area.history_p_any if history else None),
            LadderStep("≥ 10", area.p_10, area.history_p_10 if history else None),
            LadderStep("≥ 25", area.p_25, area.history_p_25 if history else None),
        )
    )


def spark_cell(row: AreaRow, perpetrator: str, top: float) -> str:
    """The last 36 months of one area and class."""
    return sparkline([float(count) for count in row.months.get(perpetrator, ())], top=top)


def reliability_chart(outlook: Outlook, *, named: bool) -> str:
    """How often the shown model's test forecasts came true, by the probability; `named` adds the country."""
    words = vocabulary("perpetrators")
    bands = [
        ReliabilityBand(band.mean_probability, band.forecasts, band.came_true / band.forecasts, *_interval(band))
        for band in outlook.bands
        if band.forecasts and band.mean_probability is not None
    ]
    years = f"{outlook.test_years[0]}–{outlook.test_years[-1]}"
    window = "next month" if outlook.window == 1 else f"next {outlook.window} months"
    title = words.label(outlook.perpetrator) + (f", {outlook.country}" if named else "")
    return reliability(Caption(title, f"Test forecasts {years}, {window}, any recorded death"), bands)


def _interval(band: Any) -> tuple[float, float]:
    """Wilson's 90 % interval of a share."""
    z, n = 1.645, band.forecasts
    share = band.came_true / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)
