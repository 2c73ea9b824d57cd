"""The words that tell when something was or how many there were, in four languages, as the vocabulary has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from withstand.dialogue.wordings import words

_ARABIC = re.compile(r"^[\u0621-\u064a]+")
_BEFORE_WORDS = re.compile(r"^(?:[وفبلك]{1,2}(?:ال)?|ال|لل)(?=[\u0621-\u064a]{2})")
_ORDINAL = re.compile(r"^(\d{1,4})(?:st|nd|rd|th|er|ere|e|eme|o|a|de|h)$")
LONGEST = 5


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    source = files("withstand.vocabulary").joinpath("exposure_words.toml").read_text(encoding="utf-8")
    return {name: lists for name, lists in tomllib.loads(source).items() if isinstance(lists, dict)}


@cache
def listed(name: str) -> frozenset[tuple[str, ...]]:
    """The expressions of a list, in all languages, as folded words."""
    return frozenset(words(text) for texts in _lists()[name].values() for text in texts)


@cache
def meaning(name: str) -> dict[tuple[str, ...], int]:
    """The expressions of `months` or `numbers`, with the number each means."""
    return {words(text): int(key) for key, texts in _lists()[name].items() for text in texts}


@cache
def small(word: str) -> bool:
    """Whether a word tells nothing of where a text comes from."""
    return any((form,) in listed("small") for form in forms(word))


@cache
def forms(word: str) -> tuple[str, ...]:
    """A word as it stands, and without what Arabic writes onto its front."""
    before = _BEFORE_WORDS.match(word)
    bare = word[before.end() :] if before else word
    named = f"ال{bare}" if before and before.group().endswith(("ال", "لل")) else word
    return tuple(dict.fromkeys(one for one in (word, bare, named, _ARABIC.sub("", word)) if one))


def expressions(said: Sequence[str], name: str) -> Iterator[tuple[int, int]]:
    """Where expressions of a list stand: first word and how many, the longest at each place."""
    known = listed(name)
    for start in range(len(said)):
        for count in range(min(LONGEST, len(said) - start), 0, -1):
            rest = tuple(said[start + 1 : start + count])
            if any((form, *rest) in known for form in forms(said[start])):
                yield start, count
                break


def numbers(said: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Numbers in digits or words: first word, how many words, which number; tens and units are also read together."""
    known = meaning("numbers")
    for start, word in enumerate(said):
        ordinal = _ORDINAL.match(word)
        if word.isdecimal() or ordinal:
            yield start, 1, int(ordinal[1] if ordinal else word)
            continue
        for count in range(min(2, len(said) - start), 0, -1):
            rest = tuple(said[start + 1 : start + count])
            read = [known[form, *rest] for form in forms(word) if (form, *rest) in known]
            if read:
                yield start, count, read[0]
                if read[0] in range(20, 100, 10):
                    yield from _with_units(said, start, read[0])
                break


def _with_units(said: Sequence[str], start: int, tens: int) -> Iterator[tuple[int, int, int]]:
    known = meaning("numbers")
    ones = {("one",): 1, ("un",): 1, ("uno",): 1, ("une",): 1} | {
        key: value for key, value in known.items() if value < 10
    }
    for place in (start + 1, start + 2):
        if place < len(said) and (said[place],) in ones and said[place - 1] in (said[start], "et", "y", "and"):
            yield start, place - start + 1, tens + ones[said[place],]
