"""What every chart is drawn with: safe text, short numbers, scales, ticks, and the SVG document.

Lengths are pixels of a view box `WIDTH` wide, so that twelve-pixel text stays legible on a phone and on
A4. Nothing here needs a style sheet, a script or a font file: presentation attributes only.
"""

import html
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s

from withstand.errors import WithstandError

WIDTH = 440
INK = "#1a1a1a"
MUTED = "#505050"
RULE = "#d4d4d4"
EDGE = "#8a8a8a"
NAME_LIMIT = 300
BEYOND_ANY_COUNT = 1e300
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class ChartError(WithstandError):
    """A value that cannot be drawn; the message says which one, of what."""


@dataclass(frozen=True)
class Caption:
    """What a chart shows and what it rests on, drawn with it so that it can be handed on alone."""

    title: str
    subtitle: str = ""
    source: str = ""


def clean(words: str, limit: int = NAME_LIMIT) -> str:
    """Text fit for XML and for one line: no control characters, no direction overrides, at most `limit`."""
    kept = "".join(map(_shown, words[: 4 * limit]))
    kept = _SPACES.sub(" ", kept).strip()
    return kept if len(kept) <= limit else kept[: limit - 1].strip() + "…"


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    code = ord(char)
    if char in _DIRECTION_OVERRIDES or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return ""
    return " " if unicodedata.category(char) == "Cc" else char


def escape(words: str, limit: int = NAME_LIMIT) -> str:
    """Cleaned text, escaped for an element or an attribute."""
    return html.escape(clean(words, limit))


def isolate(name: str) -> str:
    """A name to be put inside a sentence; one written right to left does not turn its surroundings."""
    name = clean(name)
    if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in name):
        return f"\u2068{name}\u2069"
    return name


def num(value: float) -> str:
    """A length with at most two decimals and no padding."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def finite(value: float, what: str, low: float = 0.0, high: float = math.inf) -> float:
    """The value, or a `ChartError` that names what is not a finite number from `low` to `high`."""
    if not math.isfinite(value) or not low <= value <= high:
        raise ChartError(f"{what} is {value!r}; it must be a finite number from {low:g} to {high:g}")
    return value


def width_of(words: str, size: float = 12) -> float:
    """Estimated width of text in pixels, on the wide side, since the reader's font is not known."""
    return size * sum(map(_advance, words))


@lru_cache(maxsize=4096)
def _advance(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in " .,;:'|!ijlI()-\u00a0":
        return 0.34
    return 0.84 if char in "mwMW%@" else 0.68 if char.isupper() else 0.56


BOLD = 1.2
"""How much wider than regular text bold text may be, in the widest of the fonts that a reader may have."""


def fit(words: str, room: float, size: float = 12) -> str:
    """Text shortened with an ellipsis to the room, in pixels."""
    words = clean(words)
    if width_of(words, size) <= room:
        return words
    left = room - width_of("…", size)
    for i, char in enumerate(words):
        left -= width_of(char, size)
        if left < 0:
            return words[:i].rstrip() + "…"
    return words


def wrap(words: str, room: float, size: float = 12, lines: int = 3) -> tuple[str, ...]:
    """Text broken at spaces into at most `lines` lines; the last is shortened where it must be."""
    done: list[str] = []
    pending = clean(words, 3 * NAME_LIMIT).split(" ")
    while pending and pending != [""]:
        if len(done) == lines - 1:
            done.append(fit(" ".join(pending), room, size))
            break
        line = pending.pop(0)
        while pending and width_of(f"{line} {pending[0]}", size) <= room:
            line = f"{line} {pending.pop(0)}"
        done.append(fit(line, room, size))
    return tuple(done)


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 12,
    anchor: str = "start",
    fill: str = "",
    bold: bool = False,
    halo: bool = False,
) -> str:
    """A line of text at its baseline; `halo` puts a white edge behind it, for text on a map."""
    attributes = f' x="{num(x)}" y="{num(y)}"'
    if size != 12:
        attributes += f' font-size="{num(size)}"'
    if anchor != "start":
        attributes += f' text-anchor="{anchor}"'
    if fill:
        attributes += f' fill="{fill}"'
    if bold:
        attributes += ' font-weight="600"'
    if halo:
        attributes += ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return f"<text{attributes}>{escape(words)}</text>"


def paragraph(y: float, words: str, *, size: float = 12, fill: str = "", lines: int = 3) -> tuple[str, float]:
    """Wrapped text over the full width from the line at `y`, and where the next line would stand."""
    broken = wrap(words, WIDTH, size, lines)
    step = 1.3 * size
    drawn = [text(0, y + i * step, line, size=size, fill=fill) for i, line in enumerate(broken)]
    return "".join(drawn), y + len(broken) * step


def heading(caption: Caption) -> tuple[str, float]:
    """Title and subtitle, and the height they take."""
    lines = wrap(caption.title, WIDTH / BOLD, 15, 3)
    parts = [text(0, 14 + 19 * i, line, size=15, bold=True) for i, line in enumerate(lines)]
    y = 14 + 19 * len(parts)
    words, bottom = paragraph(y, caption.subtitle, fill=MUTED)
    return "".join(parts) + words, bottom


def document(kind: str, title: str, description: str, draw: Callable[[str], str], size: tuple[float, float]) -> str:
    """A chart that fills the width it is given; `draw` gets a prefix for the ids of its patterns.

    The prefix is a hash of the content, so that charts on one page do not take each other's patterns.
    """
    width, height = size
    title, description = escape(title) or kind, escape(description, 4000)
    prefix = "c" + blake2s((kind + title + description + draw("")).encode(), digest_size=5).hexdigest()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{kind}" role="img"'
        f' aria-labelledby="{prefix}t {prefix}d" viewBox="0 0 {num(width)} {num(height)}" width="100%"'
        f' direction="ltr" font-family="{FONT}" font-size="12" fill="{INK}">'
        f'<title id="{prefix}t">{title}</title><desc id="{prefix}d">{description}</desc>'
        f'<rect width="{num(width)}" height="{num(height)}" fill="#fff"/>{draw(prefix)}</svg>'
    )


def cell(kind: str, title: str, body: str, size: tuple[float, float]) -> str:
    """A small chart of its own size, for a row of a table."""
    width, height = num(size[0]), num(size[1])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cell cell-{kind}" role="img"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' direction="ltr" font-family="{FONT}" font-size="11" fill="{INK}">'
        f"<title>{escape(title, 1200)}</title>{body}</svg>"
    )


def hatch(identifier: str) -> str:
    """The pattern for what is unknown: diagonal lines on white."""
    return (
        f'<pattern id="{identifier}" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0 0H6V6H0z" fill="#fff"/>'
        f'<path d="M0 0V6" stroke="{EDGE}" stroke-width="2"/></pattern>'
    )


@dataclass(frozen=True)
class RootScale:
    """Square-root scale from a count to a length in pixels; `top` is the count that takes all of it."""

    top: float
    length: float

    def __call__(self, count: float) -> float:
        return self.length * math.sqrt(min(count, self.top) / self.top)

    def ticks(self, gap: float = 15) -> tuple[float, ...]:
        """Round counts, at least `gap` pixels apart and from zero, the highest first."""
        chosen: list[float] = []
        exponent = math.floor(math.log10(self.top))
        rounds = [digit * 10.0**power for power in range(exponent, -1, -1) for digit in (5, 2, 1)]
        for count in (value for value in rounds if value <= self.top):
            length = self(count)
            if length >= gap and all(self(other) - length >= gap for other in chosen):
                chosen.append(count)
        return tuple(chosen)


def scale_top(counts: Sequence[float], jump: float = 12.0) -> float:
    """The count a scale should end at: the highest, unless a few stand `jump` times above all others.

    At most two counts, or one in ten, may be left beyond the scale; they are drawn cut, with the number
    written, so that they do not flatten the rest.
    """
    ordered = sorted((count for count in counts if count > 0), reverse=True)
    top = ordered[0] if ordered else 1.0
    for k in range(max(2, len(ordered) // 10), 0, -1):
        if k < len(ordered) and ordered[k - 1] / jump > ordered[k]:
            top = ordered[k]
            break
    return min(max(top, 1.0), BEYOND_ANY_COUNT)


def period_ticks(periods: Sequence[str], column: float, room: float = 6) -> tuple[tuple[int, str], ...]:
    """Which periods to label so that labels do not touch; from two years of months on, the Januaries."""
    months = [_MONTH.fullmatch(period) for period in periods]
    if len(periods) >= 24 and all(months):
        named = [(i, m[1]) for i, m in enumerate(months) if m and m[2] == "01"]
    else:
        named = [(i, fit(period, 70)) for i, period in enumerate(periods)]
    if not named:
        return ()
    apart = (named[1][0] - named[0][0]) * column if len(named) > 1 else column
    need = max(width_of(label) for _, label in named) + room
    step = next((s for s in (1, 2, 3, 4, 5, 10, 20, 50) if s * apart >= need), len(named))
    return tuple(named[::step])
