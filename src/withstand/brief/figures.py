"""The brief's charts, made once from the review and used by page, print and document."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Any

from withstand.analysis.result_values import AreaForecast
from withstand.brief.charts import (
    Caption,
    Count,
    LadderStep,
    Observability,
    PerpetratorSeries,
    ReliabilityBand,
    ladder,
    reliability,
    sparkline,
    violence_over_time,
)
from withstand.mission.review_values import AreaRow, Outlook, Review
from withstand.mission.wording import day
from withstand.vocabulary.terms import vocabulary

MOST_YEARS = 40


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
