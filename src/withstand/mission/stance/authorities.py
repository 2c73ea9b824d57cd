"""Whose an act is: an authority, those under its command on the day, and, in a version apart, its partners and proxies.

An authority is a unit, an office or a group, or a class as a whole: "state forces of the country".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from withstand.actors.chains import HIERARCHY
from withstand.actors.days import ALWAYS, NEVER, happened
from withstand.actors.inheritance import Inheritance, StandingDays
from withstand.actors.records import GROUP, OFFICE, POSITIONING, UNIT, Group, Office, Positioning, Unit
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Place, Span
from withstand.mission.stance.placing import Places
from withstand.picture.actors import chains, led_to
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

HOST_STATE, STATE_PARTNER, UNKNOWN = "host_state", "state_partner", "unknown"
PROXY = "proxy"
CLASS_PREFIX = "class:"
GOVERNS = ("host_state", "de_facto_authority")
"""Sides whose units and offices positioned in an area are authorities there."""

OWN, POSSIBLE, PARTNER = "own", "possible", "partner"
"""An act is an authority's own; may be its own (only its class is named, or a relation may not have held that day); or
is that of a partner or proxy."""

Actor = Unit | Office | Group


@dataclass(frozen=True)
class Authority:
    """Whom a stance is about. `key` is the id of its record, or `class:` and a key of `perpetrators`."""

    key: str
    side: str
    name: str = ""

    @property
    def is_class(self) -> bool:
        """Whether it is a class as a whole, no actor of the registry."""
        return self.key.startswith(CLASS_PREFIX)

    def label(self, language: str = "en") -> str:
        """Its name."""
        return vocabulary("perpetrators").label(self.side, language) if self.is_class else self.name


def class_authority(side: str) -> Authority:
    """A class as a whole."""
    return Authority(f"{CLASS_PREFIX}{side}", side)


@dataclass(frozen=True)
class Family:
    """Actors that count as an authority's own, and its partners, each on which days.

    `forces`: whether a unit or a group is among its own, so that harm by nobody named may be its.
    """

    authority: Authority
    own: Mapping[str, StandingDays]
    partners: Mapping[str, StandingDays]
    sides: Mapping[str, str]
    forces: bool

    def of_actor(self, actor: str, when: Span | None, last: date) -> str:
        """How what an actor did by a day counts: OWN, POSSIBLE, PARTNER, or empty for not at all.

        A partner counts in its version only where the claim that makes it one surely or possibly held.
        """
        deed = happened(when).until(last)
        if (days := self.own.get(actor)) is not None:
            if deed.surely_meets(days.certain):
                return OWN
            if deed.may_meet(days.possible):
                return POSSIBLE
        if (days := self.partners.get(actor)) is not None and deed.may_meet(days.possible):
            return PARTNER
        return ""

    def of_classes(self, classes: frozenset[str]) -> str:
        """How an act counts of which only classes are asserted: that of the authority, its partner's, or several."""
        known = classes - {UNKNOWN}
        if self.authority.side in known:
            sure = self.authority.is_class and len(known) == 1
            return OWN if sure else POSSIBLE
        if self.authority.is_class and self.authority.side == HOST_STATE and known == {STATE_PARTNER}:
            return PARTNER
        return ""

    def holds(self, actor: str, day: date) -> bool:
        """Whether a record about an actor on a day is about the authority or a part of it."""
        days = self.own.get(actor)
        return days is not None and day in days.possible


_FOR_EVER = StandingDays(ALWAYS, ALWAYS)


@dataclass(frozen=True)
class Registry:
    """The actors of a picture, who commands whom and who is whose proxy, and where each is said to be."""

    actors: Mapping[str, Actor]
    command: Inheritance
    proxies: Inheritance
    positions: tuple[tuple[str, str, Span | None, str], ...]
    """Actor, area, days, record."""

    loose: int = 0
    _families: dict[str, Family] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, picture: Picture, places: Places) -> Registry:
        """From a picture."""
        found = {
            record: fields
            for kind in (UNIT, OFFICE, GROUP)
            for record, fields, _ in picture.whole(kind)
            if isinstance(fields, Actor)
        }
        known = chains(picture)
        (of,) = led_to(picture, POSITIONING, "actor")
        held = [
            (record, fields, heads)
            for record, fields, heads in picture.whole(POSITIONING)
            if isinstance(fields, Positioning)
        ]
        areas = places.of({record: fields.where for record, fields, _ in held})
        positions = [
            (actor, areas[record], fields.valid if heads == 1 else None, record)
            for record, fields, heads in held
            if record in areas
            for actor in of.get(record, ())
        ]
        offices = {
            record: Place(area=one.area) for record, one in found.items() if isinstance(one, Office) and one.area
        }
        named = places.of(offices)
        positions += [(record, area, None, record) for record, area in named.items()]
        return cls(
            found, Inheritance(known.ties), Inheritance(known.ties, HIERARCHY | {PROXY}), tuple(positions), known.loose
        )  # fmt: skip

    @cached_property
    def sides(self) -> Mapping[str, str]:
        """The class of every actor."""
        return {record: one.side for record, one in self.actors.items()}

    def authority(self, key: str) -> Authority:
        """An actor of the registry, or a class.

        Raises:
            NotFound: there is none, as far as may be seen.
        """
        side = key.removeprefix(CLASS_PREFIX)
        if key in self.actors:
            return Authority(key, self.actors[key].side, self.actors[key].name)
        if key.startswith(CLASS_PREFIX) and side in vocabulary("perpetrators").terms:
            return class_authority(side)
        raise NotFound(f"There is no authority {key}: give a unit, an office or a group, or one of the classes.")

    def family(self, authority: Authority) -> Family:
        """Who counts as the authority."""
        if authority.key not in self._families:
            self._families[authority.key] = self._family(authority)
        return self._families[authority.key]

    def _family(self, authority: Authority) -> Family:
        if not authority.is_class:
            own = {authority.key: _FOR_EVER, **self.command.subordinates(authority.key)}
            reached: Iterable[str] = (authority.key,)
        else:
            own = {record: _FOR_EVER for record, side in self.sides.items() if side == authority.side}
            reached = own
        partners = _joined(self.proxies.subordinates(actor) for actor in reached)
        if authority.is_class and authority.side == HOST_STATE:
            named = {record: _FOR_EVER for record, side in self.sides.items() if side == STATE_PARTNER}
            partners |= named
        others = {actor: days for actor, days in partners.items() if actor not in own}
        forces = authority.is_class or any(isinstance(self.actors.get(one), Unit | Group) for one in own)
        return Family(authority, own, others, self.sides, forces)

    def areas_of(self, actor: str, day: date) -> tuple[str, ...]:
        """The areas in which an actor is positioned on a day."""
        return tuple(
            sorted({area for one, area, valid, _ in self.positions if one == actor and _held(valid, day)})
        )  # fmt: skip

    def tops(self, area: str, day: date) -> tuple[Authority, ...]:
        """The authorities positioned in an area on a day whose superiors are not: each on its own."""
        there = {
            actor
            for actor, where, valid, _ in self.positions
            if where == area and self.sides.get(actor) in GOVERNS and _held(valid, day)
        }
        found = []
        for actor in sorted(there):
            above = self.command.superiors(actor)
            if not any(one in there and day in days.possible for one, days in above.items()):
                found.append(self.authority(actor))
        return tuple(sorted(found, key=lambda one: (one.name, one.key)))


def _held(valid: Span | None, day: date) -> bool:
    return valid is None or (valid.earliest <= day and (valid.end is None or valid.latest >= day))


def _joined(parts: Iterable[Mapping[str, StandingDays]]) -> dict[str, StandingDays]:
    joined: dict[str, StandingDays] = {}
    for part in parts:
        for actor, days in part.items():
            known = joined.get(actor, StandingDays(NEVER, NEVER))
            joined[actor] = StandingDays(known.certain | days.certain, known.possible | days.possible)
    return joined
