"""What the words of an intercession would give away: compared with all that the alert holds, and with a calendar.

Words are compared as an ear hears them (see `wordings`). It points; nothing here says that a text is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from withstand.dialogue.exposure_words import expressions, forms, listed, meaning, numbers, small
from withstand.dialogue.wordings import plain, shared_runs, squeezed, words
from withstand.ledger.scan import scan
from withstand.vocabulary.terms import vocabulary

FINDINGS = "exposure_findings"
FEWEST = 5
"""Of so few alerts, or sources, in an area and a time, each could be told from the others."""

_SAME_ORDER = 3
_SURE = 5
_MOST_PARTS = 4
_RARE_FROM = 4
_CLOCK = re.compile(
    r"(?<![\d.,])(?:[01]?\d|2[0-4])\s?(?:[:h٫]\s?[0-5]\d|\.[0-5]\d(?!\d)|h(?:rs|00)?\b|\s?[ap]\.?\s?m\b\.?|\s?o.?clock)|\b(?:[01]\d|2[0-4])[0-5]\d\b"
)
_DATE = re.compile(r"(?<![\d.,])\d{1,4}\s?[-/.–]\s?\d{1,2}(?:\s?[-/.–]\s?\d{1,4})?(?![\d])")
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÞŒŠŽ][\w’'-]+")
_ORDINAL_DAY = re.compile(r"^(?:[12]?\d|3[01])(?:st|nd|rd|th)$")
_BEFORE_DAYS = frozenset({"le", "du", "au", "el", "del", "dia", "jour", "يوم"})
_YEARS = range(1900, 2200)
_DAYS = range(1, 32)


@dataclass(frozen=True)
class Material:
    """All that an alert holds, in all its versions: texts, tokens of its sources, places, people, what was described.

    `places` are all names of where it is, however coarse, and of places that its texts name; `other_places` all that
    are known. `common` are words that stand in several other alerts. `alerts`, and the sources that they come
    `from_sources`, are how many there are in the area and the time that the author chose, this one included.
    """

    texts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    other_places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()
    alerts: int = 0
    from_sources: int = 0
    agreed: bool = True


@dataclass(frozen=True)
class Chosen:
    """What the author chose to say: an area by its names and those above it, a month (2032-01) or a year, of whom."""

    areas: tuple[str, ...] = ()
    month: str = ""
    actors: tuple[str, ...] = ()

    @property
    def may_be_said(self) -> tuple[str, ...]:
        """Names that give away no more than was chosen."""
        return (*self.areas, *self.actors)


@dataclass(frozen=True, order=True)
class Giveaway:
    """Something that would give away: what, and the words."""

    found: str
    words: str

    @property
    def never(self) -> bool:
        """Whether no reason keeps it."""
        return bool(vocabulary(FINDINGS).terms[self.found].facts["never"])


@dataclass(frozen=True)
class _Spoken:
    """The words, whole and with the names that may be said struck out."""

    text: str
    said: tuple[str, ...]
    rest: tuple[str, ...]


def giveaways(text: str, material: Material, chosen: Chosen) -> tuple[Giveaway, ...]:
    """Everything that would give away more than was chosen, what is never allowed first."""
    said = words(text)
    rest = _without(said, chosen.may_be_said)
    spoken = _Spoken(text, said, rest)
    found = {
        *_sources(spoken, material),
        *_places(spoken, material, chosen),
        *_times(spoken, chosen),
        *_people(spoken, material, chosen),
        *_likeness(spoken, material),
        *_few(material, chosen),
    }
    return tuple(sorted(found, key=lambda one: (not one.never, one)))


def _sources(spoken: _Spoken, material: Material) -> Iterator[Giveaway]:
    for token in material.sources:
        if stands(token, spoken.said):
            yield Giveaway("source", token)


def _places(spoken: _Spoken, material: Material, chosen: Chosen) -> Iterator[Giveaway]:
    allowed = {squeezed(name) for name in chosen.areas}
    free = frozenset(one for name in chosen.may_be_said for one in words(name))
    for place in material.places:
        name = squeezed(place)
        if not name or name in allowed:
            continue
        within = any(name in one for one in allowed)
        if stands(place, spoken.rest if within else spoken.said):
            yield Giveaway("place", place)
            continue
        for word in words(place):
            if len(word) >= _RARE_FROM and not small(word) and word not in free and _heard(word, spoken.rest):
                yield Giveaway("place_word" if word in material.common else "place", word)
    for place in material.other_places:
        if squeezed(place) not in allowed and len(squeezed(place)) >= _RARE_FROM and stands(place, spoken.rest):
            yield Giveaway("place_word", place)
    for found, what in scan(spoken.text):
        if found == "coordinates":
            yield Giveaway("place", what)


def _times(spoken: _Spoken, chosen: Chosen) -> Iterator[Giveaway]:
    year, month = (*(int(part) for part in chosen.month.split("-")), 0, 0)[:2] if chosen.month else (0, 0)
    text, rest = plain(spoken.text), spoken.rest
    for pattern in (_CLOCK, _DATE):
        for hit in pattern.finditer(text):
            if "".join(hit.group().split()) not in (chosen.month, str(year)):
                yield Giveaway("time", hit.group().strip())
    for name in ("weekdays", "relative_days", "parts_of_days"):
        for start, count in expressions(rest, name):
            yield Giveaway("time", " ".join(rest[start : start + count]))
    for before, word in pairwise(("", *rest)):
        if _ORDINAL_DAY.match(word) or (before in _BEFORE_DAYS and word.isdecimal() and int(word) in _DAYS):
            yield Giveaway("time", f"{before} {word}".strip())
    counted = list(numbers(rest))
    at = {place for start, count, _ in counted for place in range(start, start + count)}
    for start, count in expressions(rest, "units"):
        alone = tuple(rest[start : start + count]) in listed("in_one_word")
        if alone or not at.isdisjoint(range(start - 2, start)) or start + count in at:
            yield Giveaway("time", " ".join(rest[max(0, start - 2) : start + count]))
    for _, _, number in counted:
        if number in _YEARS and number != year:
            yield Giveaway("time", str(number))
    parts = {start for start, _ in expressions(rest, "parts_of_months")}
    for start, count, named in _months(rest, counted):
        whole = parts.isdisjoint((start - 1, start - 2, start - 3))
        if named != month or not whole or any(_beside(start, count, one) for one in counted):
            yield Giveaway("time", " ".join(rest[max(0, start - 2) : start + count + 1]))


def _beside(start: int, count: int, number: tuple[int, int, int]) -> bool:
    """Whether a number that may be a day stands just before or after a month, with a word between at most."""
    first, length, value = number
    return value in _DAYS and (start - 1 <= first + length <= start or start + count <= first <= start + count + 1)


def _months(said: Sequence[str], counted: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    known = meaning("months")
    for start, word in enumerate(said):
        for count in (2, 1):
            read = [known[form, *said[start + 1 : start + count]] for form in forms(word)
                    if (form, *said[start + 1 : start + count]) in known]  # fmt: skip
            if not read or start + count > len(said):
                continue
            before = said[start - 1] if start else ""
            years = any(first == start + count and number in _YEARS for first, _, number in counted)
            told = (before,) in listed("in_a_month") or years or any(_beside(start, count, one) for one in counted)
            if (word,) not in listed("everyday_months") or told:
                yield start, count, read[0]
            break


def _people(spoken: _Spoken, material: Material, chosen: Chosen) -> Iterator[Giveaway]:
    for one in material.people:
        if stands(one, spoken.said):
            yield Giveaway("contact", one)
    free = frozenset(word for name in chosen.may_be_said for word in words(name))
    for name in dict.fromkeys(name for text in material.texts for name in _names(text)):
        if name not in free and not small(name) and _heard(name, spoken.rest):
            yield Giveaway("name", name)
    for found, what in scan(spoken.text, chosen.may_be_said):
        if found != "coordinates":
            yield Giveaway("person" if found == "person" else "contact", what)


def _likeness(spoken: _Spoken, material: Material) -> Iterator[Giveaway]:
    theirs = {number for text in material.texts for _, _, number in numbers(words(text)) if number > 1}
    for start, count, number in numbers(spoken.rest):
        if number in theirs:
            yield Giveaway("number", " ".join(spoken.rest[start : start + count]))
    for one in material.described:
        if len(words(one)) and stands(one, spoken.said):
            yield Giveaway("described", one)
    for run in shared_runs(" ".join(spoken.rest), material.texts, _SAME_ORDER):
        if not all(small(word) or len(word) < _RARE_FROM for word in run.split()):
            yield Giveaway("wording", run)
    heard = {form for text in material.texts for word in words(text) for form in forms(word)}
    for word in spoken.rest:
        telling = len(word) >= _RARE_FROM and not word.isdecimal() and not small(word)
        if telling and any(form in heard and form not in material.common for form in forms(word) if len(form) > 2):
            yield Giveaway("rare_word", word)


def _few(material: Material, chosen: Chosen) -> Iterator[Giveaway]:
    if min(material.alerts, material.from_sources) < FEWEST:
        where = chosen.areas[0] if chosen.areas else "–"
        yield Giveaway("few", f"{where} {chosen.month}".strip())
    if not material.agreed:
        yield Giveaway("not_agreed", "–")


def _names(text: str) -> Iterator[str]:
    """Words that are written as names: with a capital, and not where a sentence begins."""
    for hit in _NAME.finditer(text):
        yield from (word for word in words(hit.group()) if len(word) >= _RARE_FROM)


def stands(name: str, said: Sequence[str]) -> bool:
    """Whether a name stands among words, however it is joined, parted or pointed."""
    wanted = squeezed(name)
    if not wanted:
        return False
    if len(wanted) >= _SURE:
        return wanted in "".join(said)
    return any(
        wanted == form
        for start in range(len(said))
        for count in range(1, _MOST_PARTS + 1)
        for form in forms("".join(said[start : start + count]))
    )


def _heard(word: str, said: Iterable[str]) -> bool:
    own = set(forms(word))
    return any(not own.isdisjoint(forms(one)) or (len(word) >= _SURE and word in one) for one in said)


def _without(said: Sequence[str], names: Iterable[str]) -> tuple[str, ...]:
    """The words with every name struck out that may be said, the longest first."""
    left = list(said)
    for name in sorted({words(one) for one in names}, key=len, reverse=True):
        start = 0
        while name and start + len(name) <= len(left):
            heads = set(forms(left[start]))
            if not heads.isdisjoint(forms(name[0])) and tuple(left[start + 1 : start + len(name)]) == name[1:]:
                left[start : start + len(name)] = []
            else:
                start += 1
    return tuple(left)
