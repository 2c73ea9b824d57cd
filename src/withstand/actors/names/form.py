"""The form in which a name is compared: its words, its echelons with their numbers, other numbers, and its titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from withstand.actors.names.numerals import Number, number_at
from withstand.actors.names.sounds import skeleton, sounding
from withstand.actors.names.words import Token, meant, name_words, tokens

NameKind = Literal["actor", "person"]
"""Who bears the name: a unit, office or group; or a person."""


@dataclass(frozen=True)
class Word:
    """A word of a name: `sense` is its key in the vocabulary where it has one, else it is a name proper."""

    plain: str
    sense: str = ""
    arabic: bool = False

    @property
    def sound(self) -> str:
        """What is compared: the key of the sense, or the folded sound."""
        return self.sense or sounding(self.plain)

    @property
    def bones(self) -> str:
        """What is compared where one of two is in Arabic script."""
        return self.sense or skeleton(self.plain)


@dataclass(frozen=True)
class Echelon:
    """A level of command in a name and its number there, if any: "1st Battalion", "the brigade"."""

    key: str
    number: int | None = None

    @property
    def level(self) -> int:
        """Its height in a force; 1 is the lowest."""
        return name_words().levels[self.key]


@dataclass(frozen=True)
class NameForm:
    """`echelons` from the lowest up; `numbers` those of no echelon, sorted; `titles` as plain words."""

    written: str
    kind: NameKind
    words: tuple[Word, ...] = ()
    echelons: tuple[Echelon, ...] = ()
    numbers: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()

    @cached_property
    def arabic(self) -> bool:
        """Whether some of its words proper are in Arabic script."""
        return any(word.arabic and not word.sense for word in self.words)

    @cached_property
    def text(self) -> str:
        """Its words in sorted order, by sound."""
        return " ".join(sorted(word.sound for word in self.words))

    @cached_property
    def bones(self) -> str:
        """Its words in sorted order, by consonants."""
        return " ".join(sorted(word.bones for word in self.words))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not (self.words or self.echelons or self.numbers)

    def __str__(self) -> str:
        """Its normal form for people."""
        echelons = [one.key if one.number is None else f"{one.key} {one.number}" for one in self.echelons]
        return " ".join((*echelons, *sorted(word.sense or word.plain for word in self.words), *map(str, self.numbers)))


def name_form(text: str, kind: NameKind = "actor") -> NameForm:
    """Read a name. Word order does not matter, save which number stands with which echelon."""
    found = tokens(text)
    return _person(text, found) if kind == "person" else _actor(text, found)


def _person(text: str, found: Sequence[Token]) -> NameForm:
    known = name_words()
    kept: list[Token] = []
    titles: list[str] = []
    place = 0
    while place < len(found):
        length = _longest(found, place, known.titles)
        if length:
            titles.append(" ".join(token.plain for token in found[place : place + length]))
        else:
            kept.append(found[place])
        place += length or 1
    if not any(len(token.plain) > 1 and not token.digits and token.plain not in known.particles for token in kept):
        kept, titles = list(found), []
    words: list[Word] = []
    numbers: list[int] = []
    servant = ""
    for place, token in enumerate(kept):
        number = number_at(kept, place, worded=False, beside=False)
        if number:
            numbers.append(number.value)
        elif servant and token.plain in known.particles:
            continue
        elif token.plain in known.joined and place + 1 < len(kept):
            servant = "abd"
        elif token.plain not in known.particles or len(token.plain) == 1 or len(kept) == 1:
            words.append(Word(servant + token.plain, arabic=token.arabic))
            servant = ""
    if servant:
        words.append(Word(servant))
    return NameForm(text, "person", tuple(words), (), tuple(sorted(numbers)), tuple(titles))


_Item = Word | Number | Echelon


def _actor(text: str, found: Sequence[Token]) -> NameForm:
    items = _items(found)
    order: list[Echelon] = []
    loose: list[int] = []
    taken = _attach(items, found)
    for place, item in enumerate(items):
        if isinstance(item, Echelon):
            order.append(Echelon(item.key, taken.get(place)))
        elif isinstance(item, Number) and place not in taken.values_at:
            loose.append(item.value)
    words = tuple(item for item in items if isinstance(item, Word))
    echelons = sorted(set(order), key=lambda one: (one.level, one.key, one.number or 0))
    return NameForm(text, "actor", words, tuple(echelons), tuple(sorted(loose)))


def _items(found: Sequence[Token]) -> list[_Item]:
    known = name_words()
    phrases = known.echelons.keys() | known.senses.keys()
    found = [_corrected(token) for token in found]
    has_echelon = any(_longest(found, place, known.echelons) for place in range(len(found)))
    items: list[_Item] = []
    place = 0
    while place < len(found):
        beside = has_echelon and any(
            _longest(found, near, known.echelons) for near in (place - 1, place + 1) if 0 <= near < len(found)
        )
        number = number_at(found, place, worded=has_echelon, beside=beside)
        if number:
            items.append(number)
            place += number.length
            continue
        length = _longest(found, place, phrases)
        phrase = tuple(token.plain for token in found[place : place + length])
        if length and phrase in known.echelons:
            items.append(Echelon(known.echelons[phrase]))
        elif length:
            items.append(Word(" ".join(phrase), known.senses[phrase], found[place].arabic))
        elif found[place].plain not in known.particles or len(found) == 1:
            items.append(Word(found[place].plain, arabic=found[place].arabic))
        place += length or 1
    return items


def _corrected(token: Token) -> Token:
    """A token of an echelon or a sense with one wrong letter as it was meant; number words are never corrected."""
    known = name_words()
    if token.plain in known.numbers or (token.plain,) in known.echelons or (token.plain,) in known.senses:
        return token
    return replace(token, plain=meant(token.plain))


class _Taken(dict[int, int]):
    """The place of an echelon and the number it took; `values_at` are the places of the numbers taken."""

    def __init__(self) -> None:
        super().__init__()
        self.values_at: set[int] = set()


def _attach(items: Sequence[_Item], found: Sequence[Token]) -> _Taken:
    """Which number stands with which echelon.

    "4th Brigade 1st Battalion" counts forward; "Brigade 4 Bataillon 1" backward; Arabic always backward; an ordinal
    directly before an echelon belongs to it.
    """
    taken = _Taken()
    leaders = [item for item in items if isinstance(item, Number | Echelon)]
    arabic = any(token.arabic for token in found)
    forward = bool(leaders) and isinstance(leaders[0], Number) and not arabic
    for place, item in enumerate(items):
        if not isinstance(item, Number):
            continue
        after, before = _next_echelon(items, place, 1), _next_echelon(items, place, -1)
        if item.ordinal and not arabic and _only_senses(items, place, after):
            choices = (after, before)
        else:
            choices = (after, before) if forward else (before, after)
        for echelon in choices:
            if echelon is not None and echelon not in taken:
                taken[echelon] = item.value
                taken.values_at.add(place)
                break
    return taken


def _next_echelon(items: Sequence[_Item], place: int, step: int) -> int | None:
    """The nearest echelon in one direction, no other number between."""
    place += step
    while 0 <= place < len(items):
        if isinstance(items[place], Echelon):
            return place
        if isinstance(items[place], Number):
            return None
        place += step
    return None


def _only_senses(items: Sequence[_Item], place: int, after: int | None) -> bool:
    return after is not None and all(isinstance(one, Word) and one.sense for one in items[place + 1 : after])


def _longest(found: Sequence[Token], place: int, phrases: object) -> int:
    """How many tokens from `place` on are the longest phrase there; 0 for none."""
    for length in range(min(name_words().longest, len(found) - place), 0, -1):
        if tuple(token.plain for token in found[place : place + length]) in phrases:  # type: ignore[operator]
            return length
    return 0
