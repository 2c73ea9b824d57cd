"""What fits a page of A4: lists are cut, the longest first, until what is left is surely no longer than the page."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from withstand.brief.dialogue.sections import Section

LETTERS = 66
"""Letters on a line of a column of a sheet, counted low."""

ROOM = 108
"""Lines of both columns of a sheet, beneath the table."""

MOST = 24
"""Lines of one section that are looked at: more never fit."""

HEADING = 1.7
_REFS = 9


def fitted(sections: Sequence[Section], above: float) -> tuple[Section, ...]:
    """The sections cut to fit; `above` are the lines that stand over the columns beyond what is counted on."""
    kept = [one.cut_to(MOST) for one in sections]
    while lines(kept) > ROOM - 2 * above:
        longest = max(
            (place for place, one in enumerate(kept) if len(one.lines) > one.least),
            key=lambda place: (len(kept[place].lines), place),
            default=None,
        )
        if longest is None:
            break
        kept[longest] = kept[longest].cut_to(len(kept[longest].lines) - 1)
    return tuple(kept)


def lines(sections: Sequence[Section]) -> float:
    """How many lines sections take at most."""
    return sum(_lines_of(one) for one in sections)


def _lines_of(section: Section) -> float:
    said = [line.text for line in section.lines] or [" "]
    rested = [_REFS if line.records else 0 for line in section.lines] or [0]
    rows = sum(rows_of(text, more) for text, more in zip(said, rested, strict=True))
    rule = rows_of(section.rule, 0) if section.rule else 0
    return HEADING + rows * 1.04 + rule + (1 if section.left_out else 0)


def rows_of(text: str, more: int = 0, letters: int = LETTERS) -> int:
    """How many lines a text takes, with so many letters more."""
    return max(1, math.ceil((width(text) + more) / letters))


@lru_cache(maxsize=2048)
def width(text: str) -> float:
    """A text's letters; capitals and wide signs count for more."""
    if text.isascii():
        return len(text) + 0.25 * sum(map(str.isupper, text))
    return sum(
        0 if unicodedata.category(one) in ("Mn", "Cf") else 1.25 if one.isupper() else 2 if _wide(one) else 1
        for one in text
    )  # fmt: skip


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")
