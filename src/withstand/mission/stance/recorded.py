"""What is recorded of harm to civilians and of obstruction of our work, by whom, where and when, with grades.

What was refuted counts for nothing. What is in conflict, or newer than this program, may have been on any day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from withstand.evidence.records import INCIDENT, OBSTRUCTION, REPRISAL, Incident, Obstruction, Reprisal
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.kinds import Kind
from withstand.mission.stance.authorities import OWN, PARTNER, POSSIBLE, UNKNOWN, Family
from withstand.mission.stance.placing import Places
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

HARM, OBSTRUCTED = "harm", "obstruction"
REFUTED = "refuted"
NOBODY = "nobody"


@dataclass(frozen=True)
class Act:
    """One act as it is recorded. `when` None: the days are not known. `copies` are records of the same act.

    actors   those said to have done it; `ordered` those said to have ordered it; `classes` the sides asserted.
    grade    of the record, else the best of its assertions; empty where nobody graded it.
    """

    record: str
    about: str
    kind: str
    what: str
    area: str
    when: Span | None
    actors: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    grade: str = ""
    grave: bool = False
    repeated: bool = False
    state_action: str = "unknown"
    verification: str = ""
    listed_as: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def graded(self) -> bool:
        """Whether somebody graded its source."""
        return bool(self.grade)

    def within(self, first: date, last: date) -> bool:
        """Whether it was, or may have been, on one of these days."""
        return self.when is None or (self.when.earliest <= last and self.when.latest >= first)

    def counts_for(self, family: Family, last: date) -> str:
        """How it counts for an authority: own, possible, partner, or empty. Who is named goes before a class.

        Harm by nobody named is not laid to an office that has no forces.
        """
        found = {family.of_actor(one, self.when, last) for one in (*self.actors, *self.ordered)}
        for way in (OWN, POSSIBLE, PARTNER):
            if way in found:
                return way
        if self.names_side(family) or (self.kind == HARM and not family.forces):
            return ""
        return family.of_classes(self.classes)

    @property
    def nobody_named(self) -> bool:
        """Whether nobody says whose it is."""
        return not self.actors and not self.ordered and not self.classes - {UNKNOWN}

    def names_side(self, family: Family) -> bool:
        """Whether it names an actor of the authority's class: then the class alone says nothing more."""
        return any(family.sides.get(one) == family.authority.side for one in (*self.actors, *self.ordered))


Counted = Sequence[tuple[Act, str]]
"""Acts with how they count: OWN, POSSIBLE, PARTNER, or NOBODY where nobody says whose they are."""


@dataclass(frozen=True)
class Acts:
    """All acts of a picture that nobody refuted, each once; how many were refuted, and how many lie in no area."""

    acts: tuple[Act, ...]
    refuted: int = 0
    unplaced: int = 0
    _counted: dict[tuple[str, str, date], Counted] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def by_area(self) -> Mapping[str, tuple[Act, ...]]:
        """Acts by area; those that lie in none under the empty name."""
        found: dict[str, list[Act]] = defaultdict(list)
        for act in self.acts:
            found[act.area].append(act)
        return {area: tuple(acts) for area, acts in found.items()}

    def counted(self, family: Family, area: str, day: date) -> Counted:
        """How the acts in an area count for an authority by a day; what does not count at all is left out."""
        key = (family.authority.key, area, day)
        if key not in self._counted:
            ways = ((act, act.counts_for(family, day)) for act in self.by_area.get(area, ()))
            told = ((act, way or (NOBODY if act.nobody_named else "")) for act, way in ways)
            self._counted[key] = tuple((act, way) for act, way in told if way)
        return self._counted[key]

    def of(self, family: Family, area: str, first: date, last: date, day: date | None = None) -> Recorded:
        """What is recorded of an authority in an area in a time; `day`: as relations are known to stand by that day."""
        held: dict[str, list[Act]] = defaultdict(list)
        for act, way in self.counted(family, area, day or last):
            if act.within(first, last):
                held[way].append(act)
        own, possible, partners = (tuple(held[way]) for way in (OWN, POSSIBLE, PARTNER))
        return Recorded(own, possible, partners, len(held[NOBODY]))


@dataclass(frozen=True)
class Recorded:
    """Acts of an authority in a place and a time, in the version without partners and proxies, and in that with them.

    `possible`: it may have been the authority. `unattributed`: of how many acts there nobody says whose they are.
    """

    own: tuple[Act, ...] = ()
    possible: tuple[Act, ...] = ()
    partners: tuple[Act, ...] = ()
    unattributed: int = 0

    @property
    def with_partners(self) -> Recorded:
        """The version in which partners and proxies count as the authority."""
        return replace(self, own=(*self.own, *self.partners), partners=())

    def of(self, kind: str, *, graded: bool = False) -> tuple[Act, ...]:
        """Acts of one kind, the latest first."""
        found = [one for one in self.own if one.kind == kind and (one.graded or not graded)]
        return tuple(sorted(found, key=_latest))

    def may_be(self, kind: str) -> tuple[Act, ...]:
        """Graded acts of one kind that may be the authority's."""
        return tuple(one for one in self.possible if one.kind == kind and one.graded)

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that this rests on."""
        return tuple(
            dict.fromkeys(
                record for one in (*self.own, *self.possible, *self.partners) for record in (one.record, *one.copies)
            )
        )


def _latest(act: Act) -> tuple[int, str]:
    return (-(act.when.earliest.toordinal() if act.when else 0), act.record)


def read_acts(picture: Picture, places: Places) -> Acts:
    """The acts of a picture, in a few questions whatever its size."""
    found: list[tuple[Act, Place]] = []
    refuted = 0
    for act, place, standing in (*_incidents(picture), *_obstructions(picture), *_reprisals(picture)):
        if standing:
            found.append((act, place))
        else:
            refuted += 1
    areas = places.of({act.record: place for act, place in found})
    once = _once([replace(act, area=areas.get(act.record, "")) for act, _ in found], _same(picture))
    return Acts(tuple(once), refuted, sum(not one.area for one in once))


_Read = tuple[Act, Place, bool]


def _incidents(picture: Picture) -> Iterator[_Read]:
    (suspected,) = led_to(picture, INCIDENT, "suspected")
    for record, fields, heads in picture.whole(INCIDENT):
        if isinstance(fields, Incident):
            acts = (fields.what, *fields.also)
            act = Act(
                record, INCIDENT.name, HARM, fields.what, "", fields.when if heads == 1 else None,
                suspected.get(record, ()), (), _classes(fields.perpetrators), _grade(fields.grade, fields.perpetrators),
                grave=any(_grave(one) for one in acts), state_action=fields.state_action,
                verification=fields.verification, listed_as=fields.listed_as,
            )  # fmt: skip
            yield act, fields.where, not (heads == 1 and fields.verification == REFUTED)


def _obstructions(picture: Picture) -> Iterator[_Read]:
    did, ordered = led_to(picture, OBSTRUCTION, "executed_by", "ordered_by")
    sides = _agent_sides()
    for record, fields, heads in picture.whole(OBSTRUCTION):
        if isinstance(fields, Obstruction):
            classes = _classes(fields.perpetrators) or frozenset(sides.get(fields.agent or "", ()))
            act = Act(
                record, OBSTRUCTION.name, OBSTRUCTED, fields.what, "", fields.when if heads == 1 else None,
                did.get(record, ()), ordered.get(record, ()), classes, _grade(fields.grade, fields.perpetrators),
                repeated=fields.repeated,
            )  # fmt: skip
            yield act, fields.destination or fields.where, True


def _reprisals(picture: Picture) -> Iterator[_Read]:
    (suspected,) = led_to(picture, REPRISAL, "suspected")
    for record, fields, heads in picture.whole(REPRISAL):
        if isinstance(fields, Reprisal):
            act = Act(
                record, REPRISAL.name, HARM, fields.what, "", fields.when if heads == 1 else None,
                suspected.get(record, ()), (), _classes(fields.perpetrators), _grade(fields.grade, fields.perpetrators),
                grave=any(_grave(one) for one in fields.violations),
            )  # fmt: skip
            yield act, fields.where, True


def _classes(asserted: Iterable[Assertion]) -> frozenset[str]:
    return frozenset(one.perpetrator for one in asserted)


def _grade(own: str | None, asserted: Iterable[Assertion]) -> str:
    return own or min((one.grade for one in asserted if one.grade), default="")


def _grave(violation: str) -> bool:
    terms = vocabulary("violations").terms
    return violation in terms and terms[violation].facts.get("ledger") == "grave"


def _agent_sides() -> dict[str, tuple[str, ...]]:
    """The side of each agency of obstruction; one that is the government's is the state's."""
    terms = vocabulary("obstruction_agents").terms
    return {
        key: ("host_state",) if term.facts.get("government") else tuple(map(str, term.facts.get("sides", ())[:1]))
        for key, term in terms.items()
    }


def _same(picture: Picture) -> Iterator[tuple[str, str]]:
    (same,) = led_to(picture, INCIDENT, "same_as")
    return ((record, other) for record, others in same.items() for other in others)


def _once(acts: list[Act], same: Iterable[tuple[str, str]]) -> list[Act]:
    """One act for records that people found to be one: the best verified, then a graded one, stands for all."""
    ranks = {key: int(term.facts["rank"]) for key, term in vocabulary("verification").terms.items()}
    root: dict[str, str] = {}

    def find(record: str) -> str:
        while root.setdefault(record, record) != record:
            record = root[record]
        return record

    for left, right in same:
        root[find(right)] = find(left)
    groups: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        groups[find(act.record)].append(act)
    chosen = []
    for group in groups.values():
        best = min(group, key=lambda one: (-ranks.get(one.verification, 0), not one.graded, one.record))
        if len(group) > 1:
            best = replace(
                best,
                grade=best.grade or min((one.grade for one in group if one.grade), default=""),
                actors=tuple(dict.fromkeys(actor for one in group for actor in one.actors)),
                classes=frozenset().union(*(one.classes for one in group)),
                grave=any(one.grave for one in group),
                listed_as=tuple(dict.fromkeys(name for one in group for name in one.listed_as)),
                copies=tuple(sorted(one.record for one in group if one is not best)),
            )
        chosen.append(best)
    return chosen


KINDS: tuple[Kind, ...] = (INCIDENT, OBSTRUCTION, REPRISAL)
