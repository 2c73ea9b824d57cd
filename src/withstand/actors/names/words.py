"""The words by which names are read, as they stand in the vocabulary `name_words`, folded."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

Phrase = tuple[str, ...]

LEAST_MISSPELT = 6
"""Letters from which a word of an echelon or a sense is known with one of them wrong."""
LONGEST_NAME = 1000
"""Letters of a name that are read; no real one is longer."""

_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": None,
                          "ک": "ك", "ی": "ي", "ـ": None})  # fmt: skip
_ARTICLES = ("وال", "بال", "لل", "ال")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’ʼʻ`´][^\W\d_]+)*")
_ELIDED = re.compile(r"^([dl])['’](.+)$")
_NO_LETTER = re.compile("[^a-z0-9]+")


@dataclass(frozen=True)
class Token:
    """A word or a run of digits of a name.

    `plain` is it in a-z or as digits; `glued` says that it follows what stands before it directly or after a hyphen;
    `capital`: all letters are capitals as written.
    """

    plain: str
    written: str
    arabic: bool = False
    glued: bool = False
    capital: bool = False

    @property
    def digits(self) -> bool:
        """Whether it is a run of digits."""
        return self.plain.isdigit()


def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text in any script."""
    whole = unicodedata.normalize("NFKC", text[:LONGEST_NAME])
    whole = "".join(letter for letter in whole if unicodedata.category(letter) not in ("Mn", "Cf"))
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(whole):
        between = whole[end : match.start()] if end >= 0 else " "
        end = match.end()
        glued = between in ("", "-", "‐", "‑")
        elided = _ELIDED.match(match[0].casefold())
        for part in elided.groups() if elided else (match[0],):
            if plain := _plain(part):
                arabic = bool(_ARABIC.search(part))
                found.append(Token(plain, part, arabic, glued, part.isupper()))
                glued = False
    return tuple(found)


@lru_cache(1 << 16)
def _plain(word: str) -> str:
    """One word in a-z, an Arabic one without its article; digits of any script as 0-9, without leading zeros."""
    if word.isdecimal():
        return "".join(str(unicodedata.decimal(digit)) for digit in word).lstrip("0") or "0"
    folded = word.casefold()
    if _ARABIC.search(folded):
        folded = folded.translate(_LETTERS)
        for article in _ARTICLES:
            if folded.startswith(article) and len(folded) - len(article) >= 2:
                folded = folded[len(article) :]
                break
    from anyascii import anyascii

    return _NO_LETTER.sub("", anyascii(folded).lower())


@dataclass(frozen=True)
class NameWords:
    """Phrases (plain words) and what they mean, all languages together."""

    version: str
    titles: frozenset[Phrase]
    particles: frozenset[str]
    joined: frozenset[str]
    echelons: Mapping[Phrase, str]
    levels: Mapping[str, int]
    senses: Mapping[Phrase, str]
    numbers: Mapping[str, int]
    between: frozenset[str]
    endings: frozenset[str]
    sounds: tuple[tuple[str, str], ...]
    sound_endings: tuple[tuple[str, str], ...]
    consonants: tuple[tuple[str, str], ...]
    longest: int


@cache
def name_words() -> NameWords:
    """The vocabulary that ships."""
    content = tomllib.loads(files("withstand.vocabulary").joinpath("name_words.toml").read_text(encoding="utf-8"))
    titles = frozenset(_phrase(word) for words in content["titles"].values() for word in words)
    echelons = _meanings(content["echelon"])
    senses = _meanings(content["sense"])
    sounds = content["sounds"]
    return NameWords(
        version=str(content["version"]),
        titles=titles,
        particles=_singles(content["particles"].values()),
        joined=_singles(content["joined"].values()),
        echelons=echelons,
        levels={key: int(entry["level"]) for key, entry in content["echelon"].items()},
        senses=senses,
        numbers={
            "".join(_phrase(word)): int(value)
            for table in content["numbers"].values()
            for value, words in table.items()
            for word in words
        },
        between=_singles(content["between_numbers"].values()),
        endings=_singles(content["ordinal_endings"].values()),
        sounds=_pairs(sounds["latin"]),
        sound_endings=_pairs(sounds["latin_endings"]),
        consonants=_pairs(sounds["consonants"]),
        longest=max(map(len, (*titles, *echelons, *senses))),
    )


@lru_cache(1 << 16)
def meant(plain: str) -> str:
    """The word of an echelon or a sense that a longer word is one letter away from, itself otherwise."""
    if len(plain) < LEAST_MISSPELT or plain.isdigit():
        return plain
    found = {word for variant in _variants(plain) for word in _misspelt().get(variant, ())}
    known = name_words()
    meanings = {known.echelons.get((word,)) or known.senses.get((word,)) for word in found}
    return min(found) if len(meanings) == 1 else plain


@cache
def _misspelt() -> dict[str, set[str]]:
    """What is left of each longer word of echelons and senses without one letter, and the word."""
    known = name_words()
    left: dict[str, set[str]] = {}
    for phrase in (*known.echelons, *known.senses):
        if len(phrase) == 1 and len(phrase[0]) >= LEAST_MISSPELT:
            for variant in _variants(phrase[0]):
                left.setdefault(variant, set()).add(phrase[0])
    return left


def _variants(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _phrase(words: str) -> Phrase:
    return tuple(token.plain for token in tokens(words))


def _singles(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(part for words in lists for word in words for part in _phrase(word))


def _meanings(table: Mapping[str, Any]) -> dict[Phrase, str]:
    """From phrases to keys; a phrase that stands twice keeps its first meaning."""
    meanings: dict[Phrase, str] = {}
    for key, entry in table.items():
        for word in (*entry["words"], key.replace("_", " ")):
            meanings.setdefault(_phrase(word), key)
    return meanings


def _pairs(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((before, after) for before, after in rows)
