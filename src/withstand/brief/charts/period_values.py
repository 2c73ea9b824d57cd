"""What is known of each period: counts by perpetrator, observability, and both in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import finite, isolate
from withstand.brief.charts.labels import Labels


@dataclass(frozen=True)
class Count:
    """Deaths recorded in a period; `low` and `high` are the source's own and need not enclose `best`."""

    best: float
    low: float
    high: float

    def __post_init__(self) -> None:
        for name in ("best", "low", "high"):
            finite(getattr(self, name), f"Count.{name}")


@dataclass(frozen=True)
class PerpetratorSeries:
    """Counts of one perpetrator class, one a period; None where nothing is known, which is not zero."""

    perpetrator: str
    label: str
    counts: tuple[Count | None, ...]


@dataclass(frozen=True)
class Observability:
    """How well each period could be seen; None where it is not known.

    `sources_per_event` is a mean number of sources, `imprecise_share` a share in [0, 1] of events whose
    place is imprecise.
    """

    sources_per_event: tuple[float | None, ...]
    imprecise_share: tuple[float | None, ...]

    def __post_init__(self) -> None:
        for value in self.sources_per_event:
            finite(value or 0.0, "Observability.sources_per_event")
        for value in self.imprecise_share:
            finite(value or 0.0, "Observability.imprecise_share", 0, 1)


def describe(periods: Sequence[str], series: Sequence[PerpetratorSeries], seen: Observability, labels: Labels) -> str:
    """The text alternative of violence over time: totals, highest periods, and what could not be seen."""
    if not periods:
        return labels.nothing_to_show
    span = labels.span.format(low=isolate(periods[0]), high=isolate(periods[-1]))
    clauses = [f"{labels.recorded_deaths}, {span}"]
    for one in series:
        known = [(i, count) for i, count in enumerate(one.counts) if count]
        if not known:
            clauses.append(f"{isolate(one.label)}: {labels.unknown}")
            continue
        peak, top = max(known, key=lambda pair: pair[1].best)
        total = labels.count(sum(count.best for _, count in known))
        highest = labels.highest.format(best=labels.count(top.best), period=isolate(periods[peak]))
        clauses.append(f"{isolate(one.label)}: {total}, {highest}")
    for name, values, words in (
        (labels.sources_per_event, seen.sources_per_event, labels.count),
        (labels.imprecise_share, seen.imprecise_share, labels.share),
    ):
        present = [value for value in values if value is not None]
        span = labels.from_to.format(low=words(min(present)), high=words(max(present))) if present else ""
        missing = labels.gaps.format(n=len(values) - len(present), total=len(values))
        clauses.append(labels.listing.join(part for part in (f"{name}: {span or labels.unknown}", missing)))
    return labels.clause.join(clauses)
