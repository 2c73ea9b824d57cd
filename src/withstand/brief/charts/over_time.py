"""Violence over time by perpetrator, with the observability of the same periods directly below it."""

import math
from collections.abc import Sequence

from withstand.brief.charts.drawing import (
    MUTED,
    WIDTH,
    Caption,
    ChartError,
    RootScale,
    document,
    hatch,
    heading,
    isolate,
    paragraph,
    scale_top,
    text,
    width_of,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.over_time_panels import PANEL, SEEN_PANEL, Frame, panel, seen_line
from withstand.brief.charts.period_values import Count, Observability, PerpetratorSeries, describe


def violence_over_time(
    caption: Caption,
    periods: Sequence[str],
    series: Sequence[PerpetratorSeries],
    observability: Observability,
    labels: Labels | None = None,
) -> str:
    """Small multiples by perpetrator on one square-root scale, over the observability of the same periods.

    A class with zero in every period that is known, or known in no period, is named in a line instead of drawn.
    Raises `ChartError` where a series has another length than `periods`.
    """
    labels = labels or Labels()
    periods = tuple(periods)
    lengths = {f"series {one.perpetrator!r}": len(one.counts) for one in series}
    lengths["sources_per_event"] = len(observability.sources_per_event)
    lengths["imprecise_share"] = len(observability.imprecise_share)
    for name, length in lengths.items():
        if length != len(periods):
            raise ChartError(f"{name} has {length} values for {len(periods)} periods; give one a period")

    known = [count for one in series for count in one.counts if count]
    scale = RootScale(scale_top([max(count.best, count.high) for count in known]), PANEL)
    head, top = heading(caption)

    def draw(prefix: str) -> str:
        return _body(Frame(periods, scale, labels, prefix), series, observability, caption, top)[0]

    height = _body(Frame(periods, scale, labels, ""), series, observability, caption, top)[1]
    return document(
        "over-time",
        caption.title,
        describe(periods, series, observability, labels),
        lambda prefix: f"<defs>{hatch(prefix + 'h')}</defs>{head}{draw(prefix)}",
        (WIDTH, height),
    )


def _any_deaths(count: Count | None) -> bool:
    return count is not None and max(count.best, count.high) > 0


def _body(
    frame: Frame, series: Sequence[PerpetratorSeries], seen: Observability, caption: Caption, top: float
) -> tuple[str, float]:
    labels = frame.labels
    parts: list[str] = []
    y = top + 4
    unseen = [one for one in series if all(count is None for count in one.counts)]
    never = [one for one in series if one not in unseen and not any(map(_any_deaths, one.counts))]
    drawn = [one for one in series if one not in never and one not in unseen]
    if not drawn:
        parts.append(text(0, y + 4, labels.nothing_to_show, fill=MUTED))
        y += 16
    for one in drawn:
        part, y = panel(frame, one, y)
        parts.append(part)
    for words, quiet in ((labels.none_in_any_period, never), (labels.unknown_in_every_period, unseen)):
        if quiet and frame.periods:
            names = labels.listing.join(isolate(one.label) for one in quiet)
            line, y = paragraph(y + 6, words.format(names=names), fill=MUTED)
            parts.append(line)
    parts.append(text(0, y + 14, labels.observability, size=13, bold=True))
    y += 20
    most = math.ceil(max([2.0, *(value for value in seen.sources_per_event if value is not None)]))
    parts.append(seen_line(frame, labels.sources_per_event, seen.sources_per_event, (most, labels.count(most)), y))
    y += 17 + SEEN_PANEL + 10
    parts.append(seen_line(frame, labels.imprecise_share, seen.imprecise_share, (1.0, labels.share(1)), y))
    y += 17 + SEEN_PANEL
    for i, name in frame.ticks:
        half = width_of(name) / 2
        parts.append(text(min(max(frame.centre(i), half), WIDTH - half), y + 16, name, anchor="middle"))
    y += 36
    cut = any(count and count.best > frame.scale.top for one in drawn for count in one.counts)
    notes = [labels.whisker, labels.root_scale, *([labels.broken] if cut else []), labels.nothing_recorded]
    for words in (" ".join(notes), caption.source):
        line, y = paragraph(y, words, fill=MUTED, lines=6)
        parts.append(line)
    return "".join(parts), y - 4
