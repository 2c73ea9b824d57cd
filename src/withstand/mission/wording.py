"""Numbers and months as a reader wants them in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from unicodedata import bidirectional

from withstand.vocabulary.terms import vocabulary

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


_MARKS = frozenset("\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}")
_SPACES = frozenset("\n\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


def visible(text: object) -> str:
    """Text without the control characters that no page and no terminal may hold."""
    return "".join(
        letter if letter.isprintable() or letter in _SPACES or letter in _MARKS else "\N{REPLACEMENT CHARACTER}"
        for letter in str(text)
    )


def isolated(name: str) -> str:
    """A name that keeps its own direction inside a sentence of another."""
    bare = "".join(letter for letter in name if letter not in _MARKS)
    if not any(bidirectional(letter) in ("R", "AL") for letter in bare):
        return bare
    return f"\N{FIRST STRONG ISOLATE}{bare}\N{POP DIRECTIONAL ISOLATE}"


def class_name(perpetrator: str) -> str:
    """A class's label inside a sentence."""
    label = vocabulary("perpetrators").label(perpetrator)
    return label.replace("The UN", "the UN") if label.startswith("The UN") else label[0].lower() + label[1:]


def percent(probability: float) -> str:
    """A probability for people: never 0 %, never 100 %."""
    if probability < 0.01:
        return "under 1 %"
    if probability > 0.99:
        return "over 99 %"
    return f"{100 * probability:.0f} %"


def month(label: str) -> str:
    """The month 2022-12 as December 2022."""
    return f"{_MONTHS[int(label[5:7]) - 1]} {label[:4]}"


def day(text: str) -> str:
    """The day 2022-12-31 as 31 December 2022."""
    when = date.fromisoformat(text)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def partial_day(text: str) -> str:
    """The day 2022-12-31, the month 2022-12 or the year 2022 in words."""
    if len(text) == len("2022"):
        return text
    return month(text) if len(text) == len("2022-12") else day(text)


def months(first: str, last: str) -> str:
    """Two months as a span: January to March 2023."""
    if first == last:
        return month(first)
    if first[:4] == last[:4]:
        return f"{_MONTHS[int(first[5:7]) - 1]} to {month(last)}"
    return f"{month(first)} to {month(last)}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 event, 1,204 events."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: list[str], most: int = 6) -> str:
    """Names as a list that ends in time."""
    shown = names[:most]
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


_WRITTEN_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


def days_in(sentence: str, told: Callable[[str], str]) -> str:
    """A sentence whose days are written as in records (2032-05-20), with its days as they are told; references stay."""

    def in_words(found: re.Match[str]) -> str:
        try:
            date.fromisoformat(found.group())
        except ValueError:
            return found.group()
        return told(found.group())

    return _WRITTEN_DAY.sub(in_words, sentence)
