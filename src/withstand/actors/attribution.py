"""Whose events these are: explicit rules from the actors that a data set names to the units of the register.

Nothing is guessed. A name is compared exactly (case, accents and Arabic variants aside) with those that an actor bore
on the days of the event. Where nobody bore it, a unit whose area of operations covers the place is possible, no more.
All else stays unresolved and is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from withstand.actors.chains import PATRONAGE, Tie
from withstand.actors.days import Days, certain_days, possible_days
from withstand.actors.register import Name, Register, Registered
from withstand.ledger.contents import folded

BY_NAME, BY_NAME_MAYBE, BY_AREA = "name", "name_may_hold", "area_only"
COALITION, IN_PART = "coalition", "coalition_in_part"
SEVERAL, NOBODY, NO_NAME = "several_bear_the_name", "nobody_bore_the_name", "no_actor_is_named"

RULES: Mapping[str, str] = MappingProxyType(
    {
        BY_NAME: "an actor of the event bears exactly a name that one unit bore on all its days: resolved",
        BY_NAME_MAYBE: "so it does, but the name may only have been borne, or on some of the days: possible",
        COALITION: "several actors are named, with commas between them, and each is resolved by its name: resolved",
        IN_PART: "several are named and only some are resolved, or may be: possible",
        BY_AREA: "nobody bore the name, and a unit's area of operations covers the place: possible, never more",
        SEVERAL: "two or more units bore the name on those days: unresolved",
        NOBODY: "nobody in the register bore the name on those days: unresolved",
        NO_NAME: "the data set names no actor: unresolved",
    }
)
_GRADES = {
    BY_NAME: "resolved", COALITION: "resolved", BY_NAME_MAYBE: "possible", IN_PART: "possible", SEVERAL: "unresolved",
}  # fmt: skip
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "own": "the class that its own record gives",
        "proxy": "it acts on behalf of a state, or is supported by one, on all days of the event: partner of the state",
        "proxy_may_hold": "such a relation may hold then: the class of its own record, and said",
    }
)
STATE = frozenset({"host_state"})
PARTNER = "state_partner"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Event:
    """What a data set says: the days on which it may have happened, one actor that it names, where.

    `part` is perpetrator, or party where it says of nobody that they harmed civilians. `areas` are the areas it lies
    in, as the register names them; none where it is placed too vaguely.
    """

    event: str
    first: date
    last: date
    actor: str
    side: str = UNKNOWN
    part: str = "perpetrator"
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ClassOf:
    """The class of an actor on the days of an event, by which rule, and the relation that it rests on."""

    side: str
    rule: str
    relation: str = ""
    behind: str = ""


@dataclass(frozen=True)
class Candidate:
    """An actor whose event it is or may be, by the claim that says so."""

    actor: str
    rule: str
    claim: str
    counted_as: ClassOf


@dataclass(frozen=True)
class Attributed:
    """An event with those whose it is or may be. `rule` is of RULES; `grade` is resolved, possible or unresolved."""

    event: Event
    rule: str
    grade: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Attribution:
    """All events of a file, attributed or not."""

    events: tuple[Attributed, ...]

    @property
    def by_rule(self) -> dict[str, int]:
        """How many events each rule decided, all rules named."""
        counts = Counter(one.rule for one in self.events)
        return {rule: counts[rule] for rule in RULES}

    @property
    def by_grade(self) -> dict[str, int]:
        """How many are resolved, possible, unresolved."""
        counts = Counter(one.grade for one in self.events)
        return {grade: counts[grade] for grade in ("resolved", "possible", "unresolved")}

    @cached_property
    def unresolved_names(self) -> tuple[tuple[str, int], ...]:
        """The names that led to nobody for certain, the most frequent first."""
        counts = Counter(one.event.actor for one in self.events if one.grade != "resolved" and one.event.actor)
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


class Attributing:
    """The register, indexed by name and by area. `same` makes names of areas comparable."""

    def __init__(self, register: Register, same: Callable[[str], str] = folded) -> None:
        self._register = register
        self._named: dict[str, list[tuple[Registered, Name]]] = defaultdict(list)
        self._operating: dict[str, list[tuple[Registered, str, Days]]] = defaultdict(list)
        self._behind: dict[str, list[Tie]] = defaultdict(list)
        for one in register.actors.values():
            for name in one.names:
                self._named[_plain(name.name)].append((one, name))
            for at in one.stations:
                if at.type == "area_of_operations":
                    for area in {same(part) for part in (at.where.area, at.where.name) if part}:
                        self._operating[area].append((one, at.record, at.possible))
        for tie in register.chains.ties:
            if tie.type in PATRONAGE:
                self._behind[tie.lower].append(tie)

    def all(self, events: Iterable[Event]) -> Attribution:
        """Every event, in the order given."""
        return Attribution(tuple(map(self.one, events)))

    def one(self, event: Event) -> Attributed:
        """One event by the first rule that fits it."""
        if not event.actor.strip():
            return self._by_area(event, NO_NAME)
        bearing = self._bearing(event.actor, event)
        if bearing:
            rule = SEVERAL if len(bearing) > 1 else BY_NAME if bearing[0].rule == BY_NAME else BY_NAME_MAYBE
            return Attributed(event, rule, _GRADES[rule], tuple(replace(one, rule=rule) for one in bearing))
        members = [one for one in event.actor.split(",") if one.strip()]
        found = [self._bearing(one, event) for one in members] if len(members) > 1 else []
        if not any(found):
            return self._by_area(event, NOBODY)
        whole = all(len(one) == 1 and one[0].rule == BY_NAME for one in found)
        rule = COALITION if whole else IN_PART
        return Attributed(event, rule, _GRADES[rule], tuple(candidate for one in found for candidate in one))

    def _bearing(self, named: str, event: Event) -> tuple[Candidate, ...]:
        """Who bore a name on the days of an event: `name` where that is certain on all of them, else it may hold."""
        days = Days.between(event.first, event.last)
        found: dict[str, Candidate] = {}
        for actor, name in self._named.get(_plain(named), ()):
            certain = name.certain.covers(days)
            if days & name.possible and (certain or actor.record not in found):
                counted_as = self.class_of(actor.record, event.first, event.last)
                rule = BY_NAME if certain else BY_NAME_MAYBE
                found[actor.record] = Candidate(actor.record, rule, name.claim or actor.record, counted_as)
        return tuple(found.values())

    def _by_area(self, event: Event, otherwise: str) -> Attributed:
        """Units that operate there then and are of the class that the data set gives; an unknown class fits none."""
        days = Days.between(event.first, event.last)
        found: dict[str, Candidate] = {}
        for area in sorted(event.areas):
            for actor, claim, possible in self._operating.get(area, ()):
                counted_as = self.class_of(actor.record, event.first, event.last)
                if days & possible and event.side != UNKNOWN and counted_as.side == event.side:
                    found.setdefault(actor.record, Candidate(actor.record, BY_AREA, claim, counted_as))
        if not found:
            return Attributed(event, otherwise, "unresolved")
        return Attributed(event, BY_AREA, "possible", tuple(found.values()))

    def class_of(self, actor: str, first: date, last: date) -> ClassOf:
        """The class of an actor on some days: partners and proxies of the state have one of their own."""
        one = self._register.actors[actor]
        if one.side in STATE or one.side == PARTNER:
            return ClassOf(one.side, "own")
        days, may = Days.between(first, last), None
        for tie in self._behind.get(actor, ()):
            upper = self._register.actors.get(tie.upper)
            if upper is None or upper.side not in STATE or not days & possible_days(tie.valid):
                continue
            if certain_days(tie.valid).covers(days):
                return ClassOf(PARTNER, "proxy", tie.relation, tie.upper)
            may = may or ClassOf(one.side, "proxy_may_hold", tie.relation, tie.upper)
        return may or ClassOf(one.side, "own")


def _plain(name: str) -> str:
    return " ".join(folded(name).split())
