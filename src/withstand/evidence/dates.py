"""Dates as conflict data sets and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier janv enero ene",
            "feb february fevrier fevr fev febrero",
            "mar march mars marzo",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juin junio",
            "jul july juillet juil julio",
            "aug august aout agosto ago",
            "sep sept september septembre septiembre set",
            "oct october octobre octubre",
            "nov november novembre noviembre",
            "dec december decembre diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_PLAIN = str.maketrans("éèêûôÉÈÊÛÔ", "eeeuoEEEUO")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SLASH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})[\s\-/.,]+([A-Za-z]{3,10})\.?[\s\-/.,]+(\d{4}|\d{2})")
_WORDS_US = re.compile(r"([A-Za-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_CLOCK = re.compile(r"(.*?)[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d*)?(?:\s*[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d*)?")
_SERIAL_DAY_ZERO = date(1899, 12, 30)


class Order(Enum):
    """Which number of 3/4/2022 is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def parse_day(text: str, order: Order) -> date | None:
    """The civil date in `text`, or None where there is none. A time of day is dropped.

    Reads 2022-10-20, 20/10/2022, 20-Oct-22, 06 December 2022, December 6, 2022 and spreadsheet serial numbers.
    """
    text = text.strip().translate(_PLAIN)
    if clock := _CLOCK.fullmatch(text):
        text = clock[1]
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SLASH.fullmatch(text):
            first, second = int(found[1]), int(found[2])
            day, month = (first, second) if order is Order.DAY_FIRST else (second, first)
            return date(_year(found[3]), month, day)
        if found := _WORDS.fullmatch(text):
            return date(_year(found[3]), _MONTHS[found[2].lower()], int(found[1]))
        if found := _WORDS_US.fullmatch(text):
            return date(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
        if found := _SERIAL.fullmatch(text):
            return _SERIAL_DAY_ZERO + timedelta(days=int(found[1]))
    except (ValueError, KeyError):
        return None
    return None


def depends_on_order(text: str) -> bool:
    """Whether `text` is another day, or none, when read the other way round."""
    return parse_day(text, Order.DAY_FIRST) != parse_day(text, Order.MONTH_FIRST)


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number < 70 else 1900)


def order_in(samples: Iterable[str], usual: Order) -> tuple[Order, bool]:
    """Which order the slashed dates in `samples` have, and whether they settle it.

    A number over 12 settles it; where both orders occur the more frequent wins, the rest will not parse, and what
    could be either is not settled.
    """
    day_first = month_first = 0
    for text in samples:
        clock = _CLOCK.fullmatch(text.strip())
        if found := _SLASH.fullmatch(clock[1] if clock else text.strip()):
            day_first += int(found[1]) > 12
            month_first += int(found[2]) > 12
    settled = bool(day_first) != bool(month_first)
    if day_first == month_first:
        return usual, settled
    return (Order.DAY_FIRST if day_first > month_first else Order.MONTH_FIRST), settled
