"""Consent as a vector: level x activity x area, each in a word, with its age, its trend and who reads it otherwise.

There is no number of it, and nothing here adds, weighs or averages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from withstand.mission.stance.authorities import Family
from withstand.mission.stance.observed import about_authorities
from withstand.mission.stance.placing import Places
from withstand.mission.stance_records import CONSENT_READING, ConsentReading
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

UNKNOWN = "unknown"


@dataclass(frozen=True)
class ConsentRead:
    """One component's reading. `area` is empty where it names no place; `day` is the last that it speaks of."""

    record: str
    fields: ConsentReading
    actors: tuple[str, ...]
    area: str
    day: date


@dataclass(frozen=True)
class Word:
    """The newest that one component says: the word, the trend, how many days old, whether older than the half-life."""

    component: str
    quality: str
    trend: str
    age: int
    stale: bool
    record: str


@dataclass(frozen=True)
class Element:
    """One element of the vector: the newest word of every component, the newest first.

    `earlier` are words said before, the newest first, as (day, component, word).
    """

    level: str
    activity: str
    area: str
    words: tuple[Word, ...]
    earlier: tuple[tuple[date, str, str], ...]
    triggers: tuple[str, ...]

    @property
    def known(self) -> tuple[Word, ...]:
        """Words that are known and not stale."""
        return tuple(one for one in self.words if one.quality != UNKNOWN and not one.stale)

    @property
    def qualities(self) -> tuple[str, ...]:
        """The words that are known and not stale, each once, best first."""
        said = {one.quality for one in self.known}
        return tuple(key for key in vocabulary("consent_quality").terms if key in said)

    @property
    def disagree(self) -> bool:
        """Whether components read it differently."""
        return len(self.qualities) > 1

    @property
    def trends(self) -> tuple[str, ...]:
        """Where components say that it goes, each word once."""
        said = {one.trend for one in self.known if one.trend != UNKNOWN}
        return tuple(key for key in vocabulary("trends").terms if key in said)

    @property
    def records(self) -> tuple[str, ...]:
        """The records of its words."""
        return tuple(one.record for one in self.words)


@dataclass(frozen=True)
class Derived:
    """The mission's picture of one activity at one level: every word read somewhere, best first, with its areas.

    It is derived, and no word stands for all: `weakest` is what the most cautious would go by.
    """

    level: str
    activity: str
    areas: tuple[tuple[str, tuple[str, ...]], ...]
    trends: tuple[str, ...]
    disagree: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words, best first; `unknown` alone where none is known."""
        return tuple(word for word, _ in self.areas) or (UNKNOWN,)

    @property
    def weakest(self) -> str:
        """The last of them."""
        return self.words[-1]


@dataclass(frozen=True)
class Consent:
    """The vector of an authority, by level, activity and area."""

    elements: tuple[Element, ...] = ()

    @property
    def disagreements(self) -> tuple[Element, ...]:
        """Elements that components read differently."""
        return tuple(one for one in self.elements if one.disagree)

    def at(self, area: str) -> tuple[Element, ...]:
        """The elements of an area, and those that name no place."""
        return tuple(one for one in self.elements if one.area in ("", area))

    @property
    def derived(self) -> tuple[Derived, ...]:
        """The mission's picture: every level and activity that anybody has read."""
        groups: dict[tuple[str, str], list[Element]] = defaultdict(list)
        for one in self.elements:
            groups[one.level, one.activity].append(one)
        return tuple(_derived(level, activity, held) for (level, activity), held in groups.items())


def consent_read(picture: Picture, places: Places) -> tuple[ConsentRead, ...]:
    """Every reading of a picture; versions in conflict are left out until a person settles them."""
    return tuple(
        ConsentRead(record, fields, actors, area, day)
        for record, fields, actors, area, day in about_authorities(picture, CONSENT_READING, ConsentReading, places)
    )


def consent(read: Iterable[ConsentRead], family: Family, day: date, half_life: int) -> Consent:
    """The vector of an authority, or of those under it, by a day. `half_life` in days."""
    groups: dict[tuple[str, str, str], list[ConsentRead]] = defaultdict(list)
    for one in read:
        if one.fields.when.earliest <= day and any(family.holds(actor, one.day) for actor in one.actors):
            groups[one.fields.consent_level, one.fields.consent_activity, one.area].append(one)
    levels, activities = list(vocabulary("consent_levels").terms), list(vocabulary("consent_activities").terms)
    order = sorted(groups, key=lambda key: (levels.index(key[0]), activities.index(key[1]), key[2]))
    return Consent(tuple(_element(key, groups[key], day, half_life) for key in order))


def _element(key: tuple[str, str, str], held: list[ConsentRead], day: date, half_life: int) -> Element:
    ordered = sorted(held, key=lambda one: (one.day, one.record), reverse=True)
    words: dict[str, Word] = {}
    earlier = []
    for one in ordered:
        said, age = one.fields, max(0, (day - one.day).days)
        if said.author in words:
            earlier.append((one.day, said.author, said.quality))
        else:
            words[said.author] = Word(said.author, said.quality, said.trend, age, age > half_life, one.record)
    fresh = {one.record for one in words.values() if not one.stale}
    triggers = (trigger for one in ordered if one.record in fresh for trigger in one.fields.consent_triggers)
    return Element(*key, tuple(words.values()), tuple(earlier), tuple(dict.fromkeys(triggers)))


def _derived(level: str, activity: str, held: list[Element]) -> Derived:
    areas = tuple(
        (word, found)
        for word in vocabulary("consent_quality").terms
        if (found := tuple(sorted(one.area for one in held if word in one.qualities)))
    )
    trends = {trend for one in held for trend in one.trends}
    return Derived(
        level, activity, areas, tuple(key for key in vocabulary("trends").terms if key in trends),
        any(one.disagree for one in held),
    )  # fmt: skip
