"""Words, numbers and letters in the cells of a matrix as terms; what cannot be read stays unknown, and is said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from withstand.brief.records.leaves import Leaf
from withstand.brief.records.template_cells import Unread, cleaned, comparable, read_cell
from withstand.vocabulary.terms import vocabulary

UNKNOWN = "unknown"
NOTHING = frozenset(("-", "–", "—", "…", "..", "/"))
"""Cells that hold a mark only."""

LETTERS = {"h": 4, "e": 4, "a": 4, "m": 3, "l": 2, "f": 2, "b": 2, "vh": 5, "te": 5, "vl": 1, "tf": 1}
COLOURS = {"r": 4, "a": 3, "o": 3, "y": 3, "j": 3, "g": 2, "v": 2}
"""Ranks of single letters: of words, and of the colours of traffic lights."""

_COLOURED = frozenset("rgvyjo")
_NUMBER = re.compile(r"(\d+)(?:[.,]0+)?(?:\s*/\s*([35]))?")
_LEADING = re.compile(r"(\d)\s*(?:[-–:.)=]|\s)\s*(\D.*)")
_TRAILING = re.compile(r"(\D+?)\s*[-–:(\[]?\s*(\d)\s*[)\]]?")
_PARTS = re.compile(r"[/()|\[\]]|\s[-–]\s")
_SEVERAL = (re.compile(r"[\n;•]"), re.compile(r"[,/&+]"), re.compile(r"\s(?:and|et|y)\s|\sو\s?"))
_OF_THREE = {1: 2, 2: 3, 3: 4}


@dataclass(frozen=True)
class Reading:
    """How the terms of one column are read: the highest number of its scale, whether single letters are colours, the
    matrix's own words by vocabulary, and whether 1 may be the highest.
    """

    scale: int = 0
    colours: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    priority: bool = False


PLAIN = Reading()


def colours_in(cells: Iterable[str]) -> bool:
    """Whether the single letters of a column are those of traffic lights."""
    letters = {cleaned(cell).casefold() for cell in cells if len(cleaned(cell)) == 1}
    return bool(letters & _COLOURED) and letters <= set(COLOURS)


def read_term(name: str, cell: str, reading: Reading = PLAIN) -> str:
    """The term that a cell names.

    Raises:
        Unread: with what to do about it; nothing is guessed.
    """
    text = cleaned(cell)
    own = {comparable(word): key for word, key in reading.words.get(name, {}).items()}
    if comparable(text) in own:
        return own[comparable(text)]
    ranked = _ranked(name)
    if ranked and (found := _NUMBER.fullmatch(text)):
        return _of_number(name, ranked, int(found[1]), int(found[2] or 0) or reading.scale, reading)
    if ranked and len(text) <= 2 and (rank := (COLOURS if reading.colours else LETTERS).get(text.casefold())):
        return ranked[rank]
    if (key := _word(name, text)) is not None:
        return key
    if ranked and (led := _LEADING.fullmatch(text) or _TRAILING.fullmatch(text)):
        digit, words = (led[1], led[2]) if led[1].isdigit() else (led[2], led[1])
        number = _of_number(name, ranked, int(digit), reading.scale, reading)
        return _agreed(name, [number, _word(name, words) or number])
    parts = [_word(name, part) for one in _PARTS.split(text) if (part := cleaned(one))]
    if len(parts) > 1 and None not in parts:
        return _agreed(name, [key for key in parts if key])
    return str(read_cell(Leaf((), "code", vocabulary=name), text))


def read_terms(name: str, cell: str, reading: Reading = PLAIN) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms of a cell that lists several, and those of its words that are none."""
    keys: list[str] = []
    rest: list[str] = []
    for key, words in _listed(name, cell, reading, _SEVERAL):
        (keys if key else rest).append(key or words)
    return tuple(dict.fromkeys(keys)), tuple(rest)


def _listed(
    name: str, text: str, reading: Reading, marks: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Parts of a list, each read as a whole before it is split at weaker marks: labels hold commas too."""
    try:
        yield read_term(name, text, reading), text
    except Unread:
        if not marks:
            yield "", text
            return
        for part in filter(None, map(cleaned, marks[0].split(text))):
            yield from _listed(name, part, reading, marks[1:])


def _agreed(name: str, keys: Iterable[str]) -> str:
    found = set(keys)
    if len(found) == 1:
        return found.pop()
    raise Unread(f"this says {' and '.join(sorted(found))}: write the one that is meant ({name.replace('_', ' ')})")


def _of_number(name: str, ranked: Mapping[int, str], number: int, scale: int, reading: Reading) -> str:
    if reading.priority:
        raise Unread(f'1 may be the highest or the lowest here: say so in the mapping, [words.{name}] "{number}" = "…"')
    rank = _OF_THREE.get(number, 0) if scale == 3 else number
    if rank in ranked:
        return ranked[rank]
    raise Unread(
        f"{number} is no rank from 1 to {scale or 5}, a product perhaps: say in the mapping what it means, "
        f'[words.{name}] "{number}" = "…"'
    )


@cache
def _ranked(name: str) -> Mapping[int, str]:
    """Terms by rank, of vocabularies whose ranks run from 1 to 5."""
    ranks = {term.facts["rank"]: key for key, term in vocabulary(name).terms.items() if "rank" in term.facts}
    return MappingProxyType(ranks if set(ranks) == {1, 2, 3, 4, 5} else {})


def _word(name: str, text: str) -> str | None:
    """The one term that a key, a label without its number or a word of our list means."""
    found = _spellings(name).get(comparable(text), frozenset())
    return next(iter(found)) if len(found) == 1 else None


@cache
def _spellings(name: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, key in _all_spellings(name):
        found.setdefault(comparable(word), set()).add(key)
    return MappingProxyType({word: frozenset(keys) for word, keys in found.items()})


def _all_spellings(name: str) -> Iterator[tuple[str, str]]:
    for key, term in vocabulary(name).terms.items():
        yield key, key
        for label in term.labels.values():
            yield label, key
            if label[:1].isdigit():
                yield label[2:], key
    ours = _words()
    yield from ((word, key) for key, words in ours.get(name, {}).items() for word in words)
    if UNKNOWN in vocabulary(name).terms:
        yield from ((word, UNKNOWN) for word in ours["unknown_words"][UNKNOWN])


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("withstand.vocabulary").joinpath("matrix_words.toml").read_text(encoding="utf-8")
    held: dict[str, dict[str, list[str]]] = tomllib.loads(text)["words"]
    return held
