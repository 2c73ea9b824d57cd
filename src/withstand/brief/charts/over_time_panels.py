"""The panels of violence over time, all on one x-axis: counts of a perpetrator class, and what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from withstand.brief.charts.drawing import (
    BOLD,
    EDGE,
    INK,
    MUTED,
    RULE,
    WIDTH,
    RootScale,
    fit,
    num,
    period_ticks,
    text,
    width_of,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.palette import BAR, symbol
from withstand.brief.charts.period_values import Count, PerpetratorSeries

RIGHT = WIDTH - 6.0
PANEL, SEEN_PANEL = 48.0, 34.0
BEYOND = 7.0


@dataclass(frozen=True)
class Frame:
    """The shared x-axis and scale of all panels."""

    periods: tuple[str, ...]
    scale: RootScale
    labels: Labels
    prefix: str

    @cached_property
    def left(self) -> float:
        """Where the plots begin: right of the widest count, or share, on the axes."""
        return max(9 + width_of("100 %"), *(9 + width_of(self.labels.count(count)) for count in self.scale.ticks()), 0)

    @cached_property
    def column(self) -> float:
        """Width of a period."""
        return (RIGHT - self.left) / max(1, len(self.periods))

    def centre(self, index: int) -> float:
        """The middle of a period."""
        return self.left + (index + 0.5) * self.column

    @cached_property
    def ticks(self) -> tuple[tuple[int, str], ...]:
        """The periods whose label is written."""
        return period_ticks(self.periods, self.column)

    def grid(self, top: float, height: float) -> str:
        """Upright lines through a panel, at the periods whose label is written."""
        path = "".join(f"M{num(self.centre(i))} {num(top)}v{num(height)}" for i, _ in self.ticks)
        return f'<path d="{path}" stroke="{RULE}" stroke-width=".6"/>' if path else ""

    def unknown(self, missing: Sequence[bool], top: float, height: float) -> str:
        """Hatching over every run of periods in which nothing is known."""
        path, start = "", None
        for i, absent in enumerate([*missing, False]):
            if absent and start is None:
                start = i
            elif not absent and start is not None:
                x, wide = self.left + start * self.column, (i - start) * self.column
                path += f"M{num(x)} {num(top)}h{num(wide)}v{num(height)}h{num(-wide)}z"
                start = None
        return f'<path d="{path}" fill="url(#{self.prefix}h)"/>' if path else ""


def panel(frame: Frame, one: PerpetratorSeries, top: float) -> tuple[str, float]:
    """One perpetrator class: heading with totals, hatching, bars, whiskers, cut bars; and where it ends."""
    known = [(frame.centre(i), count) for i, count in enumerate(one.counts) if count]
    wide = max(0.6, min(0.72 * frame.column, 26))
    numbers, y = _cut_numbers(frame, [(x, count.best) for x, count in known], top + 17)
    ceiling, base = y, y + BEYOND + PANEL
    bars = whiskers = slits = ""
    for x, count in known:
        beyond = count.best > frame.scale.top
        length = PANEL + BEYOND if beyond else frame.scale(count.best)
        if count.best > 0:
            bars += f"M{num(x - wide / 2)} {num(base)}v{num(-length)}h{num(wide)}V{num(base)}z"
        if beyond:
            slits += f"M{num(x - wide / 2 - 2)} {num(base - PANEL + 9)}l{num(wide + 4)} -5"
        elif count.low != count.high:
            low, high = sorted((count.low, count.high))
            reach = PANEL + BEYOND if high > frame.scale.top else frame.scale(high)
            whiskers += f"M{num(x)} {num(base - frame.scale(low))}V{num(base - reach)}"
    colour = symbol(one.perpetrator).colour
    parts = [
        _panel_heading(frame, one.label, [count for _, count in known], top + 12),
        frame.unknown([count is None for count in one.counts], ceiling, BEYOND + PANEL),
        frame.grid(ceiling, BEYOND + PANEL),
        _counts_axis(frame, base),
        f'<path d="{bars}" fill="{colour}" fill-opacity=".5"/>' if bars else "",
        f'<path d="{whiskers}" stroke="{INK}" stroke-width="1.1"/>' if whiskers else "",
        f'<path d="{slits}" stroke="#fff" stroke-width="3"/>' if slits else "",
        f'<path d="M{num(frame.left)} {num(base)}H{num(RIGHT)}" stroke="{EDGE}"/>',
        numbers,
    ]
    return "".join(parts), base + 10


def _panel_heading(frame: Frame, label: str, known: Sequence[Count], baseline: float) -> str:
    labels = frame.labels
    total = labels.best_and_range.format(
        best=labels.count(sum(count.best for count in known)),
        low=labels.count(sum(count.low for count in known)),
        high=labels.count(sum(count.high for count in known)),
    )
    total = fit(total, 240)
    name = fit(label, (RIGHT - width_of(total) - 12) / BOLD, 13)
    left = text(0, baseline, name, size=13, bold=True)
    return left + text(RIGHT, baseline, total, anchor="end", fill=MUTED)


def _cut_numbers(frame: Frame, known: Sequence[tuple[float, float]], top: float) -> tuple[str, float]:
    """Counts of the bars beyond the scale, above them in as many rows as they need, and the rows' end."""
    rows: list[float] = []
    placed = []
    for x, best in known:
        if best <= frame.scale.top:
            continue
        words = frame.labels.count(best)
        half = width_of(words) / 2
        x = min(max(x, half), RIGHT - half)
        row = next((i for i, end in enumerate(rows) if end + 5 < x - half), len(rows))
        rows[row : row + 1] = [x + half]
        placed.append((row, x, words))
    bottom = top + 14 * len(rows)
    drawn = [text(x, bottom - 3 - 14 * row, words, anchor="middle") for row, x, words in placed]
    return "".join(drawn), bottom


def _counts_axis(frame: Frame, base: float) -> str:
    """Zero and round counts, each with its line."""
    parts = [text(frame.left - 5, base + 4, "0", anchor="end", fill=MUTED)]
    for count in frame.scale.ticks():
        y = base - frame.scale(count)
        parts.append(f'<path d="M{num(frame.left)} {num(y)}H{num(RIGHT)}" stroke="{RULE}" stroke-width=".7"/>')
        parts.append(text(frame.left - 5, y + 4, frame.labels.count(count), anchor="end", fill=MUTED))
    return "".join(parts)


def seen_line(frame: Frame, name: str, values: Sequence[float | None], end: tuple[float, str], top: float) -> str:
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
            text(frame.left, top + 11, name, fill=MUTED),
            frame.unknown([value is None for value in values], top + 17, SEEN_PANEL),
            frame.grid(top + 17, SEEN_PANEL),
            f'<path d="M{num(frame.left)} {num(top + 17)}H{num(RIGHT)}" stroke="{RULE}" stroke-width=".7"/>',
            f'<path d="M{num(frame.left)} {num(base)}H{num(RIGHT)}" stroke="{EDGE}"/>',
            text(frame.left - 5, top + 21, most_words, anchor="end", fill=MUTED),
            text(frame.left - 5, base + 4, "0", anchor="end", fill=MUTED),
            f'<path d="{line}" fill="none" stroke="{BAR}" stroke-width="1.4"/>' if line else "",
            f'<path d="{dots}" stroke="{BAR}" {dot}/>' if dots else "",
        )
    )
