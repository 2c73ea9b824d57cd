"""Whether probabilities given before came true as often as they said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from withstand.brief.charts.drawing import (
    BOLD,
    EDGE,
    INK,
    MUTED,
    RULE,
    WIDTH,
    Caption,
    ChartError,
    document,
    finite,
    fit,
    heading,
    num,
    paragraph,
    text,
    width_of,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.palette import BAR, CLASS_BREAKS, TRACK

LEFT, RIGHT, HEIGHT = 52.0, WIDTH - 21.0, 330.0
MARKS = (0.0, *CLASS_BREAKS, 0.75, 1.0)


@dataclass(frozen=True)
class ReliabilityBand:
    """Forecasts of a band: their mean, how many, the share that came true and its interval.

    All shares are in [0, 1]; `observed`, `low` and `high` are None where the band holds no forecast.
    """

    forecast: float
    n: int
    observed: float | None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ChartError(f"ReliabilityBand.n is {self.n}; it is a number of forecasts")
        for name in ("forecast", "observed", "low", "high"):
            finite(getattr(self, name) or 0.0, f"ReliabilityBand.{name}", 0, 1)


def reliability(caption: Caption, bands: Sequence[ReliabilityBand], labels: Labels | None = None) -> str:
    """Share that came true against probability given, both on a square-root axis that opens low ones."""
    labels = labels or Labels()
    head, top = heading(caption)
    top += 28
    base = top + HEIGHT
    parts = [head, text(0, top - 13, fit(labels.observed_axis, WIDTH / BOLD), bold=True), _axes(top, labels)]
    occupied: list[float] = [-math.inf, -math.inf]
    for band in sorted(bands, key=lambda one: (one.forecast, one.n)):
        parts.append(_point(band, base))
        words = labels.count(band.n)
        half = width_of(words) / 2
        x = min(max(_x(band.forecast), LEFT + half - 6), WIDTH - half)
        row = 0 if x - half - 4 >= occupied[0] else 1
        occupied[row] = x + half
        parts.append(text(x, base + 54 + 15 * row, words, anchor="middle", fill=MUTED))
    parts.append(text(LEFT - 12, base + 54, labels.cases, anchor="end", fill=MUTED))
    if not bands:
        parts.append(text((LEFT + RIGHT) / 2, top + HEIGHT / 2, labels.nothing_to_show, anchor="middle", halo=True))
    parts.append(text(RIGHT, base + 36, fit(labels.forecast_axis, (WIDTH - LEFT) / BOLD), anchor="end", bold=True))
    y = base + 76 + (15 if occupied[1] > 0 else 0)
    for words in (labels.reliability_key, caption.source):
        line, y = paragraph(y, words, fill=MUTED)
        parts.append(line)
    body = "".join(parts)
    return document("reliability", caption.title, _describe(bands, labels), lambda _: body, (WIDTH, y - 6))


def _x(share: float) -> float:
    return LEFT + (RIGHT - LEFT) * math.sqrt(share)


def _y(share: float, base: float) -> float:
    return base - HEIGHT * math.sqrt(share)


def _axes(top: float, labels: Labels) -> str:
    """Bands of the map's classes, both axes with the same marks, and the diagonal."""
    base = top + HEIGHT
    parts = []
    edges = (0.0, *CLASS_BREAKS, 1.0)
    for low, high in list(pairwise(edges))[::2]:
        box = f'x="{num(_x(low))}" y="{num(top)}" width="{num(_x(high) - _x(low))}" height="{num(HEIGHT)}"'
        parts.append(f'<rect {box} fill="{TRACK}" fill-opacity=".6"/>')
    for mark in MARKS:
        x, y = num(_x(mark)), num(_y(mark, base))
        words = labels.percent.format(value=round(100 * mark))
        parts.append(f'<path d="M{num(LEFT)} {y}H{num(RIGHT)}" stroke="{RULE}" stroke-width=".7"/>')
        parts.append(f'<path d="M{x} {num(base)}v4" stroke="{EDGE}"/>')
        parts.append(text(LEFT - 6, float(y) + 4, words, anchor="end", fill=MUTED))
        parts.append(text(float(x), base + 17, words, anchor="middle", fill=MUTED))
    parts.append(f'<path d="M{num(LEFT)} {num(top)}V{num(base)}H{num(RIGHT)}" fill="none" stroke="{EDGE}"/>')
    line = f'd="M{num(LEFT)} {num(base)}L{num(RIGHT)} {num(top)}"'
    parts.append(f'<path {line} stroke="{INK}" stroke-dasharray="5 4"/>')
    parts.append(text(_x(0.78), _y(0.93, base), labels.perfect, anchor="end", halo=True))
    return "".join(parts)


def _point(band: ReliabilityBand, base: float) -> str:
    """The dot and interval of a band; nothing where nothing was observed."""
    if band.observed is None:
        return ""
    x = _x(band.forecast)
    parts = []
    if band.low is not None and band.high is not None:
        low, high = _y(band.low, base), _y(band.high, base)
        whisker = f"M{num(x)} {num(low)}V{num(high)}M{num(x - 4)} {num(low)}h8M{num(x - 4)} {num(high)}h8"
        parts.append(f'<path d="{whisker}" stroke="{BAR}" stroke-width="1.6"/>')
    dot = f'<circle cx="{num(x)}" cy="{num(_y(band.observed, base))}" r="5"'
    return "".join((*parts, f'{dot} fill="{BAR}" stroke="#fff" stroke-width="1.2"/>'))


def _describe(bands: Sequence[ReliabilityBand], labels: Labels) -> str:
    clauses = []
    for band in bands:
        forecast = labels.probability(band.forecast)
        if band.observed is None:
            clauses.append(labels.band_unknown.format(forecast=forecast, n=band.n))
            continue
        low, high = (labels.unknown if end is None else labels.share(end) for end in (band.low, band.high))
        observed = labels.share(band.observed)
        clauses.append(labels.band.format(forecast=forecast, observed=observed, low=low, high=high, n=band.n))
    return labels.clause.join(clauses) or labels.nothing_to_show
