"""Words as an ear hears them: without case, accents and variants of letters; runs of words that two texts share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from withstand.ledger.contents import folded
from withstand.ledger.scan import as_read

_WORDS = re.compile(r"\w+")
_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
RUN = 5
"""How many words in a row, the same in two texts, are no accident."""


def plain(text: str) -> str:
    """A text folded, its digits those of ASCII, without marks that nobody sees."""
    return folded(as_read(text)).translate(_DIGITS).replace("_", " ")


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in order."""
    return tuple(_WORDS.findall(plain(text)))


def squeezed(text: str) -> str:
    """A text without anything but letters and digits: "S-17" and "s 17" are one."""
    return "".join(words(text))


def runs(said: Sequence[str], length: int = RUN) -> frozenset[tuple[str, ...]]:
    """All runs of so many words."""
    return frozenset(tuple(said[start : start + length]) for start in range(len(said) - length + 1))


def shared_runs(text: str, others: Iterable[str], length: int = RUN) -> tuple[str, ...]:
    """The longest runs of words that a text shares with one of the others, in its order."""
    said = words(text)
    theirs = frozenset(run for other in others for run in runs(words(other), length))
    found: list[str] = []
    end = 0
    for start in range(len(said) - length + 1):
        if said[start : start + length] not in theirs:
            continue
        if found and start < end:
            grown = said[end : start + length]
            found[-1] = " ".join((found[-1], *grown))
        else:
            found.append(" ".join(said[start : start + length]))
        end = start + length
    return tuple(found)
