"""The key below an area map: classes of probability, unknown, history, symbols, sizes and scale."""

from collections.abc import Sequence

from withstand.brief.charts.drawing import (
    EDGE,
    INK,
    WIDTH,
    RootScale,
    fit,
    hatch,
    num,
    text,
    width_of,
)
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.map_events import radius_of
from withstand.brief.charts.palette import RAMP, class_label, paint, symbol

BOX = 13.0
ROW = 19.0
ROUND = (1, 2, 5)


def patterns(prefix: str) -> str:
    """Hatching for unknown, and dots for what history shows, readable on the light and the dark classes."""
    return (
        f"<defs>{hatch(prefix + 'h')}"
        f'<pattern id="{prefix}o" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<circle cx="2" cy="2" r="1.5" fill="{INK}" stroke="#fff" stroke-width=".7"/></pattern></defs>'
    )


def class_key(top: float, name: str, labels: Labels) -> tuple[str, float]:
    """The ramp of classes with their limits, under the name of what is shown."""
    wide = WIDTH / len(RAMP)
    parts = [text(0, top + 12, fit(name, WIDTH), bold=True)]
    for i, colour in enumerate(RAMP):
        box = f'<rect x="{num(i * wide + 0.5)}" y="{num(top + 19)}" width="{num(wide - 1)}" height="{num(BOX)}"'
        parts.append(f'{box} fill="{colour}" stroke="{EDGE}" stroke-width=".6"/>')
        words = class_label(i, labels)
        parts.append(text((i + 0.5) * wide, top + 45, fit(words, wide + 6), anchor="middle"))
    return "".join(parts), top + 54


def mark_key(
    top: float, prefix: str, *, unknown: bool, history: bool, kilometre_pixels: float, labels: Labels
) -> tuple[str, float]:
    """Unknown and history where the map has them, and the scale bar at the right."""
    parts, x = [], 0.0
    marks = (("h", labels.area_unknown, unknown), ("o", labels.by_history, history))
    for pattern, words, present in marks:
        if not present:
            continue
        words = fit(words, 120)
        box = (
            f'<rect x="{num(x + 0.5)}" y="{num(top + 2)}" width="22" height="{num(BOX)}"'
            f' stroke="{EDGE}" stroke-width=".6"'
        )
        under = f'{box} fill="{RAMP[1]}"/>' if pattern == "o" else ""
        parts.append(f'{under}{box} fill="url(#{prefix}{pattern})"/>{text(x + 28, top + 13, words)}')
        x += 28 + width_of(words) + 18
    return "".join(parts) + scale_bar(top, kilometre_pixels, labels), top + ROW + 4


def scale_bar(top: float, kilometre_pixels: float, labels: Labels) -> str:
    """A bar of a round number of kilometres, at most a quarter of the width wide."""
    lengths = [digit * 10.0**power for power in range(-3, 5) for digit in ROUND]
    kilometres = max((n for n in lengths if n * kilometre_pixels <= WIDTH / 4), default=lengths[0])
    wide = kilometres * kilometre_pixels
    left = WIDTH - 4 - wide
    words = labels.kilometres.format(n=labels.count(kilometres) if kilometres >= 1 else num(kilometres))
    bar = f"M{num(left)} {num(top + 5)}v7h{num(wide)}v-7"
    return f'<path d="{bar}" fill="none" stroke="{INK}"/>{text(left - 6, top + 13, words, anchor="end")}'


def event_key(top: float, shown: Sequence[tuple[str, str]], scale: RootScale, labels: Labels) -> tuple[str, float]:
    """Symbols of the perpetrator classes on the map, then the sizes of three round numbers of deaths."""
    parts = [text(0, top + 12, fit(labels.events, WIDTH), bold=True)]
    x, y = 0.0, top + ROW
    for perpetrator, label in shown:
        words = fit(label, 190)
        need = 20 + width_of(words) + 16
        if x and x + need > WIDTH:
            x, y = 0.0, y + ROW
        parts += [_mark(perpetrator, x + 7, y + 8.5, 5), text(x + 20, y + 12.5, words)]
        x += need
    y += ROW + 4
    words = fit(labels.deaths_per_place, 200)
    parts.append(text(0, y + 14, words))
    x = width_of(words) + 14
    for count in reversed(scale.ticks(2.5)[:3]):
        radius = radius_of(count, scale)
        written = labels.count(count)
        circle = f'<circle cx="{num(x + radius)}" cy="{num(y + 10)}" r="{num(radius)}"'
        parts.append(f'{circle} fill="none" stroke="{INK}"/>{text(x + 2 * radius + 5, y + 14, written)}')
        x += 2 * radius + 5 + width_of(written) + 18
    return "".join(parts), y + 30


def _mark(perpetrator: str, x: float, y: float, radius: float) -> str:
    return f'<path d="{symbol(perpetrator).outline(x, y, radius)}" {paint(perpetrator)}/>'
