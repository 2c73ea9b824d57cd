"""Numbers in names: digits, ordinals, Roman numerals and number words; a number is read exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from withstand.actors.names.words import Token, name_words

_ROMAN = re.compile(r"^(?:x{0,3})(?:ix|iv|v?i{0,3})$")
_LETTERS = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True)
class Number:
    """A number and how many tokens it takes; `ordinal` as written."""

    value: int
    length: int
    ordinal: bool = False


def number_at(found: Sequence[Token], place: int, *, worded: bool, beside: bool) -> Number | None:
    """The number that begins at a place.

    `worded`: number words count here, as in names with an echelon. `beside`: an echelon is next to it, so that a
    single Roman letter counts too.
    """
    token = found[place]
    if token.digits:
        return _digits(found, place)
    if worded and (number := _words(found, place)):
        return number
    if (value := roman(token.plain)) and not token.arabic and (beside or (len(token.plain) > 1 and token.capital)):
        return Number(value, 1 + _ending(found, place + 1), ordinal=True)
    return None


def _digits(found: Sequence[Token], place: int) -> Number:
    ending = _ending(found, place + 1)
    return Number(int(found[place].plain), 1 + ending, ordinal=bool(ending))


def _ending(found: Sequence[Token], place: int) -> int:
    """1 where the ending of an ordinal is glued to what stands before it, else 0."""
    glued = place < len(found) and found[place].glued and found[place].plain in name_words().endings
    return int(glued)


def _words(found: Sequence[Token], place: int) -> Number | None:
    known = name_words()
    value = known.numbers.get(found[place].plain)
    if value is None or (found[place].plain in known.particles and place + 1 < len(found)):
        return None
    following = place + 1
    if following < len(found) and found[following].plain in known.between:
        following += 1
    more = known.numbers.get(_stem(found[following])) if following < len(found) else None
    tens_first = value >= 20 and value % 10 == 0 and more is not None and more < 10
    tens_last = found[place].arabic and value < 10 and more is not None and more >= 10 and more % 10 == 0
    if more is not None and (tens_first or tens_last):
        return Number(value + more, following - place + 1, ordinal=True)
    return Number(value, 1, ordinal=True)


def _stem(token: Token) -> str:
    """An Arabic number word may carry the "and" before it."""
    numbers = name_words().numbers
    if token.arabic and token.plain not in numbers and token.plain.startswith("w"):
        return token.plain[1:]
    return token.plain


def roman(plain: str) -> int:
    """The value of a Roman numeral up to 39, 0 for anything else."""
    if not plain or not _ROMAN.match(plain):
        return 0
    values = [_LETTERS[letter] for letter in plain]
    return sum(
        -value if place + 1 < len(values) and values[place + 1] > value else value for place, value in enumerate(values)
    )
