"""Records of a case while it is put together, and the lines of command that it is put together along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from withstand.actors.chains import HIERARCHY, Chains, Tie
from withstand.actors.records import Relation
from withstand.analysis.coherence import roles
from withstand.analysis.coherence.case import Case, Subject
from withstand.analysis.coherence.reading import Reading
from withstand.picture.actors import NOBODY, UNREADABLE
from withstand.picture.seen import Seen
from withstand.picture.seen import Tie as Link


@dataclass
class Gathered:
    """Records of a case so far."""

    reading: Reading
    records: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    ties: set[Link] = field(default_factory=set)

    def of(self, records: Iterable[str], kind: str) -> set[str]:
        """Those that are of a kind."""
        return {one for one, seen in self.reading.several(records).items() if is_of(seen, (kind,))}

    def outward(self, records: Iterable[str], *names: str) -> set[str]:
        """Where these lead in some roles (none: in all); kept."""
        found = {tie.target for tie in self._named(records, names, outward=True)}
        self.records |= found
        return found

    def inward(self, records: Iterable[str], *names: str) -> set[str]:
        """What leads to these in some roles; kept."""
        found = {tie.source for tie in self._named(records, names, outward=False)}
        self.records |= found
        return found

    def _named(self, records: Iterable[str], names: tuple[str, ...], *, outward: bool) -> Iterable[Link]:
        found = [tie for tie in self.reading.ties(records, outward=outward) if not names or tie.role in names]
        self.ties.update(found)
        return found

    def support(self, requests: set[str]) -> None:
        """Requests with all that is about them, and what that leads to."""
        self.records |= requests
        self.whole |= requests
        about = self.inward(requests, *roles.ABOUT_REQUEST)
        self.outward(requests)
        self.outward(about)
        self.records |= set(self.reading.every(roles.FRAMEWORK))

    def operations(self, operations: set[str]) -> set[str]:
        """The requests under whose decisions operations run; all of it kept."""
        decisions = self.outward(operations, "decision")
        return self.outward(decisions, "request")

    def case(self, subject: Subject, day: date, chains: Chains = NOBODY) -> Case:
        """The case."""
        seen = {one: held for one, held in self.reading.several(self.records).items() if _happened(held, day)}
        ties = [tie for tie in self.ties if tie.source in seen and tie.target in seen]
        return Case(subject, day, seen, tuple(sorted(ties, key=lambda tie: tie.link)), chains, frozenset(self.whole))


def is_of(seen: Seen, kinds: tuple[str, ...]) -> bool:
    """Whether a record is of one of these kinds."""
    return seen.tag.partition("@")[0] in kinds


def _happened(seen: Seen, day: date) -> bool:
    """Whether it had happened by a day, or is nothing that happens, or is still to come."""
    later = seen.first is not None and seen.first > day.isoformat()
    ahead = is_of(seen, (roles.ENGAGEMENT,)) and seen.raw.get("held") == roles.PLANNED
    return ahead or not (later and is_of(seen, roles.HAPPENED))


def command_line(
    reading: Reading, actor: str, types: frozenset[str] | None = HIERARCHY
) -> tuple[Chains, set[str]]:  # fmt: skip
    """Every claim that may put somebody above or below an actor on any day, and all these actors with itself; claims
    of some types, or of all (None).
    """
    ties: dict[tuple[str, str, str], Tie] = {}
    line = {actor}
    for up in (True, False):
        edge, known = {actor}, {actor}
        while edge:
            found = [tie for tie in _relations(reading, edge, up=up) if types is None or tie.type in types]
            ties.update(((tie.relation, tie.lower, tie.upper), tie) for tie in found)
            edge = {tie.upper if up else tie.lower for tie in found} - known
            known |= edge
        line |= known
    return Chains(tuple(ties[key] for key in sorted(ties))), line


def _relations(reading: Reading, actors: set[str], *, up: bool) -> list[Tie]:
    """Relations of which these are the lower ends, or the upper; as `picture.actors.chains` reads them."""
    here, there = ("lower", "upper") if up else ("upper", "lower")
    inward = [tie for tie in reading.ties(actors, outward=False) if tie.role == here]
    relations = reading.several({tie.source for tie in inward})
    ends = [tie for tie in reading.ties(relations, outward=True) if tie.role == there]
    found = []
    for one in inward:
        seen = relations.get(one.source)
        if seen is None:
            continue
        claim = seen.fields if isinstance(seen.fields, Relation) else None
        valid = claim.valid if claim is not None and seen.heads == 1 else None
        type_ = claim.type if claim else UNREADABLE
        for other in ends:
            if other.source == one.source:
                lower, upper = (one.target, other.target) if up else (other.target, one.target)
                found.append(Tie(one.source, type_, lower, upper, valid))
    return found
