"""Numbers inside sentences."""

from __future__ import annotations

import math

DIGITS = 3


def counted(number: int, thing: str) -> str:
    """A number of things: "1 month", "3 months"."""
    return f"{number:,} {thing if number == 1 else thing + 's'}"


def figure(value: float) -> str:
    """A measure to three significant digits, never with an exponent; whole numbers are not cut."""
    if value == 0:
        return "0"
    places = DIGITS - 1 - math.floor(math.log10(abs(value)))
    return f"{value:.{max(places, 0)}f}"
