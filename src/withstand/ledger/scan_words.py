"""The words by which a scan of texts tells people from the rest, as they stand in the vocabulary, folded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from withstand.ledger.contents import folded

_PARTS = re.compile(r"\w+")


@dataclass(frozen=True)
class Expressions:
    """Expressions of one or several words."""

    held: frozenset[tuple[str, ...]]
    longest: int
    first: frozenset[str]

    @classmethod
    def of(cls, expressions: Iterable[str]) -> Expressions:
        """From texts; case, accents and marks aside."""
        held = frozenset(parts for text in expressions if (parts := tuple(_PARTS.findall(folded(text)))))
        return cls(held, max(map(len, held), default=0), frozenset(parts[0] for parts in held))

    def __contains__(self, word: str) -> bool:
        """Whether one folded word is an expression."""
        return (word,) in self.held

    def at(self, words: Sequence[str], place: int) -> int:
        """How many words from a place on are the longest expression that begins there; 0 for none."""
        if words[place] not in self.first:
            return 0
        for count in range(min(self.longest, len(words) - place), 0, -1):
            if tuple(words[place : place + count]) in self.held:
                return count
        return 0

    def ends(self, words: Sequence[str]) -> bool:
        """Whether an expression ends where the words end."""
        return any(tuple(words[-count:]) in self.held for count in range(1, self.longest + 1))


@cache
def expressions(list_: str, language: str = "") -> Expressions:
    """A list of the vocabulary `names_in_texts`, in one language or in all of them."""
    lists = _lists()[list_]
    return Expressions.of(word for key, words in lists.items() if language in ("", key) for word in words)


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    source = files("withstand.vocabulary").joinpath("names_in_texts.toml").read_text(encoding="utf-8")
    return {name: lists for name, lists in tomllib.loads(source).items() if isinstance(lists, dict)}
