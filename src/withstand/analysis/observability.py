"""How well violence could be seen: reports per event, imprecise places. A dark place is not a quiet one."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class Sight:
    """`sources` is the mean number of reports per counted event; shares run from 0 to 1; None is unknown."""

    events: int
    sources: float | None
    sources_uncounted: float | None
    imprecise: float | None
    one_source: float | None


def sight(events: pl.DataFrame) -> Sight:
    """How well these events (EVENT) could be seen."""
    vague = list(vocabulary("precision").keys_where("imprecise"))
    if not events.height:
        return Sight(0, None, None, None, None)
    counted = events["sources_count"].drop_nulls()
    placed = events["place_precision"].drop_nulls()
    return Sight(
        events=events.height,
        sources=float(counted.mean()) if counted.len() else None,  # type: ignore[arg-type]
        sources_uncounted=1.0 - counted.len() / events.height,
        imprecise=float(placed.is_in(vague).mean()) if placed.len() else None,  # type: ignore[arg-type]
        one_source=float((counted <= 1).mean()) if counted.len() else None,  # type: ignore[arg-type]
    )


def sight_by_year(events: pl.DataFrame, years: range) -> tuple[Sight, ...]:
    """`sight` of each year's events by `date_end`."""
    year = events["date_end"].dt.year()
    return tuple(sight(events.filter(year == wanted)) for wanted in years)
