"""The actors with all that is claimed of them over time: names, places, posts, listings. Pure values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from withstand.actors.chains import Chains
from withstand.actors.days import ALWAYS, Days, certain_days, possible_days
from withstand.ledger.fields import Place, Span

OWN_NAME, OWN_ALIAS = "name", "alias"


@dataclass(frozen=True)
class Claimed:
    """A claim and the days it is said to hold; no days: it may hold on any."""

    record: str
    valid: Span | None

    @cached_property
    def certain(self) -> Days:
        """The days on which it holds."""
        return certain_days(self.valid)

    @cached_property
    def possible(self) -> Days:
        """The days on which it holds or may hold."""
        return possible_days(self.valid)

    def on(self, day: date) -> bool | None:
        """True: it holds. None: it may. False: it does not."""
        if day not in self.possible:
            return False
        return True if day in self.certain else None


@dataclass(frozen=True)
class Name:
    """A name of an actor; `type` is name or alias where its own record has it, else of the vocabulary name_types."""

    name: str
    type: str
    certain: Days
    possible: Days
    claim: str = ""


@dataclass(frozen=True)
class Station(Claimed):
    """Where an actor is based or operates."""

    type: str
    where: Place


@dataclass(frozen=True)
class Post(Claimed):
    """A post in a unit or an office and its holder, without a name."""

    type: str
    title: str
    rank_held: str
    acting: bool
    post_holder: str


@dataclass(frozen=True)
class OnList(Claimed):
    """An entry of a list, in one release of it."""

    list: str
    release: str
    entry: str


@dataclass(frozen=True)
class Registered:
    """One actor. `kind` is unit, office or group."""

    record: str
    kind: str
    name: str
    type: str
    side: str
    country: str
    names: tuple[Name, ...]
    stations: tuple[Station, ...] = ()
    posts: tuple[Post, ...] = ()
    listings: tuple[OnList, ...] = ()
    valid: Span | None = None

    def names_on(self, day: date) -> Iterator[tuple[Name, bool]]:
        """The names that it bore on a day, and whether that is certain."""
        for one in self.names:
            if day in one.possible:
                yield one, day in one.certain


@dataclass(frozen=True)
class Register:
    """All actors of a picture, and the chains between them."""

    actors: Mapping[str, Registered]
    chains: Chains

    def called(self, actor: str) -> str:
        """The name of an actor; its id where it cannot be read."""
        return self.actors[actor].name if actor in self.actors else actor


def own_names(name: str, aliases: tuple[str, ...], valid: Span | None) -> Iterator[Name]:
    """The names in an actor's own record: whenever it existed, and always where no days of that are said."""
    certain, possible = (certain_days(valid), possible_days(valid)) if valid is not None else (ALWAYS, ALWAYS)
    for number, one in enumerate((name, *aliases)):
        if one.strip():
            yield Name(one, OWN_ALIAS if number else OWN_NAME, certain, possible)
