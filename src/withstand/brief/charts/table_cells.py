"""Charts small enough for a row of a table: the ladder of an area and its last months."""

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import (
    EDGE,
    INK,
    MUTED,
    RootScale,
    cell,
    finite,
    fit,
    isolate,
    num,
    scale_top,
    text,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.palette import BAR, TRACK

ROW, BAR_HEIGHT = 15.0, 9.0
STEP_LEFT, TRACK_LEFT, TRACK_WIDTH, LADDER_WIDTH = 0.0, 34.0, 84.0, 182.0
SPARK_WIDTH, SPARK_HEIGHT, SPARK_PLOT = 156.0, 30.0, 120.0


@dataclass(frozen=True)
class LadderStep:
    """A step of the ladder ("any", "≥ 10", "≥ 25"): its probability and history's, None where unknown."""

    label: str
    probability: float | None
    history: float | None = None

    def __post_init__(self) -> None:
        finite(self.probability or 0.0, f"The probability of ladder step {self.label!r}", 0, 1)
        finite(self.history or 0.0, f"The history of ladder step {self.label!r}", 0, 1)


def ladder(steps: Sequence[LadderStep], labels: Labels | None = None) -> str:
    """One bar a step on a track from 0 to 100 %, with a tick where history alone would stand."""
    labels = labels or Labels()
    parts, sentences = [], []
    for row, step in enumerate(steps):
        top = 1 + row * ROW
        known = step.probability is not None
        words = labels.unknown if step.probability is None else labels.probability(step.probability)
        history = labels.unknown if step.history is None else labels.probability(step.history)
        box = f'x="{num(TRACK_LEFT)}" y="{num(top + 2)}" height="{num(BAR_HEIGHT)}"'
        parts.append(text(TRACK_LEFT - 4, top + 11, fit(step.label, TRACK_LEFT - 5, 11), size=11, anchor="end"))
        ground = TRACK if known else "#fff"
        parts.append(f'<rect {box} width="{num(TRACK_WIDTH)}" fill="{ground}" stroke="{EDGE}" stroke-width=".5"/>')
        if step.probability is None:
            parts.append(_stripes(TRACK_LEFT, top + 2, TRACK_WIDTH, BAR_HEIGHT))
        else:
            parts.append(f'<rect {box} width="{num(TRACK_WIDTH * step.probability)}" fill="{BAR}"/>')
        if step.history is not None:
            x = TRACK_LEFT + TRACK_WIDTH * step.history
            tick = f'd="M{num(x)} {num(top)}v{num(BAR_HEIGHT + 4)}"'
            parts.append(f'<path {tick} stroke="#fff" stroke-width="4"/><path {tick} stroke="{INK}" stroke-width="2"/>')
        left = TRACK_LEFT + TRACK_WIDTH + 6
        room = LADDER_WIDTH - left
        parts.append(text(left, top + 11, fit(words, room, 11), size=11, fill="" if known else MUTED))
        sentences.append(labels.ladder.format(step=isolate(step.label), value=words, history=history))
    title = labels.clause.join(sentences) or labels.nothing_to_show
    return cell("ladder", title, "".join(parts), (LADDER_WIDTH, max(ROW, ROW * len(steps)) + 2))


def sparkline(counts: Sequence[float | None], top: float | None = None, labels: Labels | None = None) -> str:
    """The last periods of an area as bars on a square-root scale, its highest count written beside.

    `top` ends the scale, so that rows of one table compare; without it the counts do. A None is striped:
    nothing recorded or not known. A zero is an empty place on the line.
    """
    labels = labels or Labels()
    for i, count in enumerate(counts):
        finite(count or 0.0, f"Count {i + 1} of the sparkline")
    known = [count for count in counts if count is not None]
    scale = RootScale(max(1.0, scale_top(known) if top is None else finite(top, "top")), SPARK_HEIGHT - 6)
    base = SPARK_HEIGHT - 3
    column = SPARK_PLOT / max(1, len(counts))
    bars, stripes = "", []
    for i, count in enumerate(counts):
        x = i * column
        if count is None:
            stripes.append(_stripes(x, base - SPARK_HEIGHT + 8, column, SPARK_HEIGHT - 8))
        elif count > 0:
            left, wide = num(x + 0.14 * column), num(0.72 * column)
            bars += f"M{left} {num(base)}v{num(-scale(count))}h{wide}V{num(base)}z"
    most = labels.count(max(known)) if known else labels.unknown
    missing = len(counts) - len(known)
    title = labels.months.format(n=len(counts), best=most)
    if missing:
        title += labels.clause + labels.gaps.format(n=missing, total=len(counts))
    parts = [
        *stripes,
        f'<path d="{bars}" fill="{BAR}"/>' if bars else "",
        f'<path d="M0 {num(base)}h{num(SPARK_PLOT)}" stroke="{EDGE}"/>',
        text(SPARK_PLOT + 5, 12, fit(most, SPARK_WIDTH - SPARK_PLOT - 5, 11), size=11, fill=MUTED),
    ]
    return cell("sparkline", title if counts else labels.nothing_to_show, "".join(parts), (SPARK_WIDTH, SPARK_HEIGHT))


def _stripes(left: float, top: float, width: float, height: float) -> str:
    """Diagonal stripes inside a box, without a pattern, so that a table needs no ids."""
    path, start = "", left - height + 2.0
    while start < left + width:
        low, high = max(start, left), min(start + height, left + width)
        first, last = top + height - (low - start), top + height - (high - start)
        path += f"M{num(low)} {num(first)}L{num(high)} {num(last)}"
        start += 4.0
    return f'<path d="{path}" stroke="{EDGE}" stroke-width="1"/>'
