"""How well violence could be seen: reports per event, imprecise places. A dark place is not a quiet one."""

from __future__ import annotations

import polars as pl

from withstand.analysis.result_values import Sight
from withstand.vocabulary.terms import vocabulary


def sight(events: pl.DataFrame) -> Sight:
    """How well these events (EVENT) could be seen."""
    vague = list(vocabulary("precision").keys_where("imprecise"))
    if not events.height:
        return Sight(0, 0, 0, None, None)
    counted = events["sources_count"].drop_nulls()
    placed = events["place_precision"].drop_nulls()
    return Sight(
        events=events.height,
        counted=counted.len(),
        single=int((counted <= 1).sum()),
        sources=float(counted.mean()) if counted.len() else None,  # type: ignore[arg-type]
        imprecise=float(placed.is_in(vague).mean()) if placed.len() else None,  # type: ignore[arg-type]
    )


def sight_by_year(events: pl.DataFrame, years: range) -> tuple[Sight, ...]:
    """`sight` of each year's events by `date_end`."""
    year = events["date_end"].dt.year()
    return tuple(sight(events.filter(year == wanted)) for wanted in years)
