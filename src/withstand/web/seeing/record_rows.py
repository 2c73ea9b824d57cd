"""The operation's records along the periods of the timeline: a row a kind, a mark a period, its size by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from withstand.brief.charts import Caption, Labels
from withstand.brief.charts.drawing import (
    EDGE,
    MUTED,
    RULE,
    WIDTH,
    RootScale,
    document,
    escape,
    fit,
    heading,
    num,
    text,
    width_of,
)
from withstand.brief.charts.over_time_panels import RIGHT, Frame
from withstand.brief.charts.palette import BAR

ROW = 34.0
LARGEST = 9.0


@dataclass(frozen=True)
class RecordRow:
    """How many records of a kind there are in each period."""

    label: str
    counts: tuple[int, ...]


def record_rows(caption: Caption, periods: Sequence[str], rows: Sequence[RecordRow], labels: Labels) -> str:
    """The rows as an SVG document; a period without a mark has no record, which is not the same as nothing."""
    frame = Frame(tuple(periods), RootScale(1.0, 1.0), labels, "")
    head, top = heading(caption)
    parts, y = [head], top + 4
    for row in rows:
        parts.append(_row(frame, row, y))
        y += ROW
    if not rows:
        parts.append(text(0, y + 8, labels.nothing_to_show, fill=MUTED))
        y += ROW
    for i, name in frame.ticks:
        half = width_of(name) / 2
        parts.append(text(min(max(frame.centre(i), half), WIDTH - half), y + 14, name, anchor="middle"))
    told = labels.clause.join(f"{row.label} {sum(row.counts)}" for row in rows) or labels.nothing_to_show
    return document("records", caption.title, told, lambda _: "".join(parts), (WIDTH, y + 20))


def _row(frame: Frame, row: RecordRow, top: float) -> str:
    total = f"{sum(row.counts)}"
    middle = top + ROW - 10
    name = fit(row.label, RIGHT - width_of(total) - 12)
    parts = [
        text(0, top + 10, name, bold=True),
        text(RIGHT, top + 10, total, anchor="end", fill=MUTED),
        f'<path d="M{num(frame.left)} {num(middle)}H{num(RIGHT)}" stroke="{RULE}"/>',
    ]
    most = max(row.counts, default=1) or 1
    for i, number in enumerate(row.counts):
        if number:
            radius = max(2.0, min(LARGEST, frame.column / 2) * sqrt(number / most))
            tip = f"<title>{escape(f'{frame.periods[i]}: {number}')}</title>"
            parts.append(
                f'<circle cx="{num(frame.centre(i))}" cy="{num(middle)}" r="{num(radius)}" fill="{BAR}"'
                f' fill-opacity=".75" stroke="{EDGE}" stroke-width=".6">{tip}</circle>'
            )
    return "".join(parts)
