"""From events placed in areas to the monthly panel of deaths by perpetrator class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from withstand.analysis.panel import BATTLE, PERPETRATORS, Panel
from withstand.evidence.area_set import AREA
from withstand.vocabulary.terms import vocabulary

UNLOCATED = "unlocated"


def model_class() -> pl.Expr:
    """`perpetrator_class` as the class that models use: armed groups, militias and criminals are non_state."""
    words = vocabulary("perpetrators").terms
    classes = {key: str(term.facts["model"]) for key, term in words.items() if not term.facts.get("derived")}
    return pl.col("perpetrator_class").replace_strict(classes, default="unknown", return_dtype=pl.String)


def monthly(placed: pl.LazyFrame) -> pl.LazyFrame:
    """Events and deaths per area, month of `date_end`, series and perpetrator class.

    `series` is `civilians` (violence against civilians), `sb` or `ns` (deaths in fights). Events in no area are in
    the area `unlocated`, so that totals still add up. Columns: area_id, month, series, perpetrator_class, events,
    deaths_low, deaths_best, deaths_high; unknown counts add nothing and are counted in `uncounted`.
    """
    civilians = pl.col("against_civilians")
    series = pl.when(civilians).then(pl.lit("civilians")).otherwise("violence")
    return (
        placed.filter(civilians | pl.col("violence").is_in(BATTLE))
        .select(
            pl.col(AREA).fill_null(UNLOCATED),
            pl.col("date_end").dt.truncate("1mo").alias("month"),
            series.alias("series"),
            model_class().alias("perpetrator_class"),
            *(
                pl.when(civilians).then(f"civilians_{bound}").otherwise(f"deaths_{bound}").alias(f"deaths_{bound}")
                for bound in ("low", "best", "high")
            ),
        )
        .group_by(AREA, "month", "series", "perpetrator_class")
        .agg(
            pl.len().cast(pl.Int64).alias("events"),
            pl.col("deaths_low", "deaths_best", "deaths_high").cast(pl.Int64).sum(),
            pl.col("deaths_best").is_null().cast(pl.Int64).sum().alias("uncounted"),
        )
    )


@dataclass(frozen=True)
class Span:
    """The months of a panel, first and last included; each is the first day of its month."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """How many months."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def index(self, month: date) -> int:
        """Position of a month, 0 for the first."""
        return (month.year - self.first.year) * 12 + month.month - self.first.month


def dense(
    counts: pl.DataFrame,
    area_ids: tuple[str, ...],
    countries: tuple[str, ...],
    span: Span,
    touching: np.ndarray[Any, np.dtype[np.bool_]],
) -> Panel:
    """The panel of best counts over `span` for `area_ids`, every month filled."""
    place = {area: index for index, area in enumerate(area_ids)}
    shape = (len(area_ids), span.months)
    one_sided = {"host_state": np.zeros(shape), "non_state": np.zeros(shape)}
    battle = {name: np.zeros(shape) for name in BATTLE}
    inside = counts.filter(pl.col("month").is_between(span.first, span.last) & pl.col(AREA).is_in(area_ids))
    for area, month, series, perpetrator, best in inside.select(
        AREA, "month", "series", "perpetrator_class", "deaths_best"
    ).iter_rows():
        if series == "civilians":
            known = perpetrator if perpetrator in PERPETRATORS else "unknown"
            target = one_sided.setdefault(known, np.zeros(shape))
        else:
            target = battle[series]
        target[place[area], span.index(month)] += best or 0
    first_month = (span.first.year - 1980) * 12 + span.first.month
    return Panel(area_ids, countries, first_month, one_sided, battle, touching)
