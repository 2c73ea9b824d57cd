"""Violence over time by perpetrator, with the observability of the same periods directly below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.brief.charts.drawing import (
    EDGE,
    INK,
    MUTED,
    RULE,
    WIDTH,
    Caption,
    ChartError,
    RootScale,
    document,
    finite,
    fit,
    hatch,
    heading,
    isolate,
    num,
    paragraph,
    period_ticks,
    scale_top,
    text,
    width_of,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.palette import BAR, symbol

LEFT, RIGHT = 40.0, WIDTH - 6.0
PANEL, SEEN_PANEL = 48.0, 34.0
BEYOND = 7.0


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


@dataclass(frozen=True)
class _Frame:
    """The shared x-axis and scale of all panels."""

    periods: tuple[str, ...]
    scale: RootScale
    labels: Labels
    prefix: str

    @property
    def column(self) -> float:
        return (RIGHT - LEFT) / max(1, len(self.periods))

    def centre(self, index: int) -> float:
        return LEFT + (index + 0.5) * self.column

    def unknown(self, missing: Sequence[bool], top: float, height: float) -> str:
        """Hatching over every run of periods in which nothing is known."""
        path, start = "", None
        for i, absent in enumerate([*missing, False]):
            if absent and start is None:
                start = i
            elif not absent and start is not None:
                x, wide = LEFT + start * self.column, (i - start) * self.column
                path += f"M{num(x)} {num(top)}h{num(wide)}v{num(height)}h{num(-wide)}z"
                start = None
        return f'<path d="{path}" fill="url(#{self.prefix}h)"/>' if path else ""


def violence_over_time(
    caption: Caption,
    periods: Sequence[str],
    series: Sequence[PerpetratorSeries],
    observability: Observability,
    labels: Labels | None = None,
) -> str:
    """Small multiples by perpetrator on one square-root scale, over the observability of the same periods.

    A class with zero in every period, or unknown in every period, is named in a line instead of drawn.
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
        return _body(_Frame(periods, scale, labels, prefix), series, observability, caption, top)[0]

    height = _body(_Frame(periods, scale, labels, ""), series, observability, caption, top)[1]
    return document(
        "over-time",
        caption.title,
        _describe(periods, series, observability, labels),
        lambda prefix: f"<defs>{hatch(prefix + 'h')}</defs>{head}{draw(prefix)}",
        (WIDTH, height),
    )


def _body(
    frame: _Frame, series: Sequence[PerpetratorSeries], seen: Observability, caption: Caption, top: float
) -> tuple[str, float]:
    labels = frame.labels
    parts: list[str] = []
    y = top + 4
    drawn = [one for one in series if any(count and max(count.best, count.high) > 0 for count in one.counts)]
    if not drawn:
        parts.append(text(0, y + 4, labels.nothing_to_show, fill=MUTED))
        y += 16
    for one in drawn:
        parts.append(_panel(frame, one, y))
        y += 17 + BEYOND + PANEL + 10
    quiet = [one for one in series if one not in drawn]
    for words, unknown in ((labels.none_in_any_period, False), (labels.unknown_in_every_period, True)):
        named = [isolate(one.label) for one in quiet if all(c is None for c in one.counts) is unknown]
        if named and frame.periods:
            line, y = paragraph(y + 6, words.format(names=labels.listing.join(named)), fill=MUTED)
            parts.append(line)
    parts.append(text(0, y + 14, labels.observability, size=13, bold=True))
    y += 20
    most = max([1.0, *(value for value in seen.sources_per_event if value is not None)])
    parts.append(
        _line(frame, labels.sources_per_event, seen.sources_per_event, (most, labels.count(most)), y)
    )
    y += 17 + SEEN_PANEL + 10
    parts.append(_line(frame, labels.imprecise_share, seen.imprecise_share, (1.0, labels.share(1)), y))
    y += 17 + SEEN_PANEL
    for i, name in period_ticks(frame.periods, frame.column):
        x = frame.centre(i)
        parts.append(f'<path d="M{num(x)} {num(y)}v4" stroke="{EDGE}"/>')
        half = width_of(name) / 2
        parts.append(text(min(max(x, half), WIDTH - half), y + 16, name, anchor="middle"))
    y += 36
    cut = any(count and count.best > frame.scale.top for one in drawn for count in one.counts)
    notes = [labels.whisker, labels.root_scale, *([labels.broken] if cut else []), labels.nothing_recorded]
    for words in (" ".join(notes), caption.source):
        line, y = paragraph(y, words, fill=MUTED, lines=6)
        parts.append(line)
    return "".join(parts), y - 4


def _panel(frame: _Frame, one: PerpetratorSeries, top: float) -> str:
    """One perpetrator class: heading with totals, hatching, bars, whiskers, cut bars with their number."""
    labels, scale = frame.labels, frame.scale
    base = top + 17 + BEYOND + PANEL
    counts = [count for count in one.counts if count]
    total = labels.best_and_range.format(
        best=labels.count(sum(count.best for count in counts)),
        low=labels.count(sum(count.low for count in counts)),
        high=labels.count(sum(count.high for count in counts)),
    )
    total = fit(total, 240)
    room = RIGHT - width_of(total) - 12
    parts = [
        text(0, top + 12, fit(one.label, room, 13), size=13, bold=True),
        text(RIGHT, top + 12, total, anchor="end", fill=MUTED),
        frame.unknown([count is None for count in one.counts], top + 17, BEYOND + PANEL),
        _grid(frame, base),
    ]
    wide = max(0.6, min(0.72 * frame.column, 26))
    bars = whiskers = slits = ""
    cut: list[tuple[float, float]] = []
    for i, count in enumerate(one.counts):
        if count is None:
            continue
        x = frame.centre(i)
        beyond = count.best > scale.top
        length = PANEL + BEYOND if beyond else scale(count.best)
        if count.best > 0:
            bars += f"M{num(x - wide / 2)} {num(base)}v{num(-length)}h{num(wide)}V{num(base)}z"
        if beyond:
            cut.append((x, count.best))
            slits += f"M{num(x - wide / 2 - 2)} {num(base - PANEL + 9)}l{num(wide + 4)} -5"
        elif count.low != count.high:
            low, high = sorted((count.low, count.high))
            reach = PANEL + BEYOND if high > scale.top else scale(high)
            whiskers += f"M{num(x)} {num(base - scale(low))}V{num(base - reach)}"
    colour = symbol(one.perpetrator).colour
    parts.append(f'<path d="{bars}" fill="{colour}" fill-opacity=".5"/>' if bars else "")
    parts.append(f'<path d="{whiskers}" stroke="{INK}" stroke-width="1.1"/>' if whiskers else "")
    parts.append(f'<path d="{slits}" stroke="#fff" stroke-width="3"/>' if slits else "")
    parts.append(f'<path d="M{num(LEFT)} {num(base)}H{num(RIGHT)}" stroke="{EDGE}"/>')
    for row, (x, best) in enumerate(cut):
        words = labels.count(best)
        left = x + wide / 2 + 4 + width_of(words) > RIGHT
        place = x - wide / 2 - 4 if left else x + wide / 2 + 4
        line = base - PANEL + 4 + 13 * (row % 4)
        parts.append(text(place, line, words, anchor="end" if left else "start", halo=True))
    return "".join(parts)


def _grid(frame: _Frame, base: float) -> str:
    parts = [text(LEFT - 5, base + 4, "0", anchor="end", fill=MUTED)]
    for count in frame.scale.ticks():
        y = base - frame.scale(count)
        parts.append(f'<path d="M{num(LEFT)} {num(y)}H{num(RIGHT)}" stroke="{RULE}" stroke-width=".7"/>')
        parts.append(text(LEFT - 5, y + 4, frame.labels.count(count), anchor="end", fill=MUTED))
    return "".join(parts)


def _line(
    frame: _Frame, name: str, values: Sequence[float | None], end: tuple[float, str], top: float
) -> str:
    """A line that breaks where a value is unknown, with a dot at every known one."""
    most, most_words = end
    base = top + 17 + SEEN_PANEL
    line = dots = ""
    joined = False
    radius = num(max(1.0, min(2.2, 0.3 * frame.column)))
    for i, value in enumerate(values):
        if value is not None:
            x, y = num(frame.centre(i)), num(base - SEEN_PANEL * min(1.0, value / most))
            line += f"{'L' if joined else 'M'}{x} {y}"
            dots += f"M{x} {y}h0"
        joined = value is not None
    dot = f'stroke-width="{num(2 * float(radius))}" stroke-linecap="round"'
    return "".join(
        (
            text(LEFT, top + 11, name, fill=MUTED),
            frame.unknown([value is None for value in values], top + 17, SEEN_PANEL),
            f'<path d="M{num(LEFT)} {num(top + 17)}H{num(RIGHT)}" stroke="{RULE}" stroke-width=".7"/>',
            f'<path d="M{num(LEFT)} {num(base)}H{num(RIGHT)}" stroke="{EDGE}"/>',
            text(LEFT - 5, top + 21, most_words, anchor="end", fill=MUTED),
            text(LEFT - 5, base + 4, "0", anchor="end", fill=MUTED),
            f'<path d="{line}" fill="none" stroke="{BAR}" stroke-width="1.4"/>' if line else "",
            f'<path d="{dots}" stroke="{BAR}" {dot}/>' if dots else "",
        )
    )


def _describe(
    periods: Sequence[str], series: Sequence[PerpetratorSeries], seen: Observability, labels: Labels
) -> str:
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
