"""Colours, symbols and class breaks of the charts: told apart by the colour-blind and on a grey printer.

Areas take a sand-to-brown ramp of falling lightness, with no green or white that would read as safe.
Perpetrator classes differ in hue, in lightness and, on maps, in shape.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from withstand.brief.charts.drawing import num
from withstand.brief.charts.labels import Labels

BAR = "#34506e"
TRACK = "#ececec"

CLASS_BREAKS = (0.02, 0.05, 0.10, 0.20, 0.35, 0.50)
RAMP = ("#f0e2c0", "#e6c98e", "#daac60", "#c68a43", "#a6612f", "#7f3f25", "#4d1d1a")


@dataclass(frozen=True)
class Symbol:
    """How a perpetrator class is drawn: its colour, its outline of unit area, and whether it is filled."""

    colour: str
    outline: Callable[[float, float, float], str]
    filled: bool


def _circle(x: float, y: float, r: float) -> str:
    arc = f"a{num(r)} {num(r)} 0 1 0"
    return f"M{num(x - r)} {num(y)}{arc} {num(2 * r)} 0{arc} {num(-2 * r)} 0z"


def _square(x: float, y: float, r: float) -> str:
    side = 1.77 * r
    return f"M{num(x - side / 2)} {num(y - side / 2)}h{num(side)}v{num(side)}h{num(-side)}z"


def _diamond(x: float, y: float, r: float) -> str:
    h = 1.25 * r
    return f"M{num(x)} {num(y - h)}l{num(h)} {num(h)} {num(-h)} {num(h)} {num(-h)} {num(-h)}z"


def _triangle(x: float, y: float, r: float) -> str:
    s = 1.35 * r
    return f"M{num(x)} {num(y - 1.15 * s)}l{num(s)} {num(1.73 * s)}h{num(-2 * s)}z"


def _cross(x: float, y: float, r: float) -> str:
    a, b = 0.42 * r, 0.78 * r
    return (
        f"M{num(x - a)} {num(y - a)}v{num(-b)}h{num(2 * a)}v{num(b)}h{num(b)}v{num(2 * a)}h{num(-b)}"
        f"v{num(b)}h{num(-2 * a)}v{num(-b)}h{num(-b)}v{num(-2 * a)}z"
    )


SYMBOLS = {
    "host_state": Symbol("#123a6b", _circle, True),
    "foreign_state": Symbol("#7b3f98", _diamond, True),
    "state_partner": Symbol("#2b7bba", _square, True),
    "de_facto_authority": Symbol("#00705a", _square, False),
    "non_state": Symbol("#a34700", _triangle, False),
    "own_side": Symbol("#111111", _cross, True),
    "unknown": Symbol("#5c5c5c", _circle, False),
}


def symbol(perpetrator: str) -> Symbol:
    """The symbol of a perpetrator class; a class not in the table is drawn as unknown."""
    return SYMBOLS.get(perpetrator, SYMBOLS["unknown"])


def paint(perpetrator: str) -> str:
    """Fill and stroke of a class's symbols."""
    drawn = symbol(perpetrator)
    if drawn.filled:
        return f'fill="{drawn.colour}" fill-opacity=".85" stroke="#fff" stroke-width=".9"'
    return f'fill="#fff" fill-opacity=".92" stroke="{drawn.colour}" stroke-width="1.6"'


def class_of(probability: float) -> int:
    """Index of the class of a probability: 0 is under 2 %, 6 is 50 % or more."""
    return bisect_right(CLASS_BREAKS, probability)


def class_label(index: int, labels: Labels) -> str:
    """Words for a class of probability."""
    per_cent = [round(100 * edge) for edge in CLASS_BREAKS]
    if index == 0:
        return labels.under.format(value=labels.percent.format(value=per_cent[0]))
    if index == len(per_cent):
        return labels.at_least.format(value=labels.percent.format(value=per_cent[-1]))
    span = labels.span.format(low=per_cent[index - 1], high=per_cent[index])
    return labels.percent.format(value=span)
