"""The actors of a picture and the chains between them, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from withstand.actors.chains import Chains, Tie
from withstand.actors.records import GROUP, NAME_CLAIM, OFFICE, RELATION, UNIT, Group, NameClaim, Office, Relation, Unit
from withstand.ledger.contents import folded
from withstand.ledger.errors import NotFound
from withstand.ledger.kinds import Kind
from withstand.ledger.system import LINK, Link
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture

UNREADABLE = "unknown"
NOBODY = Chains(())


@dataclass(frozen=True)
class Actor:
    """An actor: its class and the names it goes by, folded for comparison."""

    record: str
    side: str
    names: frozenset[str]


@dataclass(frozen=True)
class Actors:
    """All actors of a picture, by record, and the chains between them; `once` are those that any claim ever made."""

    known: Mapping[str, Actor]
    chains: Chains
    once: Chains = NOBODY

    def side(self, actor: str) -> str:
        """The class of an actor; unknown where the actor cannot be read."""
        return self.known[actor].side if actor in self.known else UNREADABLE


def actors(picture: Picture) -> Actors:
    """The actors that a picture holds and their chains, in seven questions whatever their number."""
    return Actors(_known(picture), chains(picture))


def everybody(guard: Guard) -> Actors:
    """All actors, with the chains that hold and those that were ever claimed, superseded and quarantined ones too."""
    picture = guard.picture
    return Actors(_known(picture), chains(picture), _once(guard))


def _once(guard: Guard) -> Chains:
    """Every relation that anybody ever signed: whoever changes one frees nobody by it."""
    ends: dict[str, dict[str, set[str]]] = {"lower": {}, "upper": {}}
    for _, fields in guard.once_said(LINK):
        if isinstance(fields, Link) and fields.role in ends:
            ends[fields.role].setdefault(fields.source, set()).add(fields.target)
    ties = {
        Tie(record, claim.type if claim else UNREADABLE, one, other, claim.valid if claim else None)
        for record, fields in guard.once_said(RELATION)
        for claim in (fields if isinstance(fields, Relation) else None,)
        for one in ends["lower"].get(record, ())
        for other in ends["upper"].get(record, ())
    }
    return Chains(tuple(sorted(ties, key=repr)))


def chains(picture: Picture) -> Chains:
    """The relations of a picture. One that is newer than this program, or in conflict, gives no days: it may hold."""
    lower, upper = led_to(picture, RELATION, "lower", "upper")
    ties: list[Tie] = []
    loose = 0
    for record, fields, heads in picture.whole(RELATION):
        claim = fields if isinstance(fields, Relation) else None
        valid = claim.valid if claim is not None and heads == 1 else None
        pairs = [(one, other) for one in lower.get(record, ()) for other in upper.get(record, ())]
        ties.extend(Tie(record, claim.type if claim else UNREADABLE, one, other, valid) for one, other in pairs)
        loose += not pairs
    return Chains(tuple(ties), loose)


def led_to(picture: Picture, kind: Kind, *roles: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Where records of a kind lead, for each of these roles."""
    ends: dict[str, dict[str, tuple[str, ...]]] = {role: {} for role in roles}
    for role, source, target in picture.link_frame(kind).select("role", "source", "target").iter_rows():
        if role in ends:
            ends[role][source] = (*ends[role].get(source, ()), target)
    return tuple(ends[role] for role in roles)


def _claimed(picture: Picture) -> dict[str, frozenset[str]]:
    """Every name that anybody claimed for an actor, whenever it bore it."""
    (bearer,) = led_to(picture, NAME_CLAIM, "actor")
    names: dict[str, frozenset[str]] = {}
    for record, fields, _ in picture.whole(NAME_CLAIM):
        if isinstance(fields, NameClaim) and fields.name.strip():
            for actor in bearer.get(record, ()):
                names[actor] = names.get(actor, frozenset()) | {folded(fields.name)}
    return names


def _known(picture: Picture) -> dict[str, Actor]:
    found, claimed = {}, _claimed(picture)
    for kind in (UNIT, OFFICE, GROUP):
        for record, fields, _ in picture.whole(kind):
            if isinstance(fields, Unit | Office | Group):
                names = frozenset(folded(name) for name in (fields.name, *fields.aliases) if name.strip())
                found[record] = Actor(record, fields.side, names | claimed.get(record, frozenset()))
    return found


def actor_named(picture: Picture, name: str) -> str:
    """The id of the one actor that goes by exactly this name or alias; empty where none does.

    Raises:
        NotFound: several do.
    """
    wanted = folded(name)
    found = []
    for kind in (UNIT, OFFICE, GROUP):
        for record, fields, _ in picture.whole(kind):
            if isinstance(fields, Unit | Office | Group) and wanted in {
                folded(one) for one in (fields.name, *fields.aliases)
            }:
                found.append(record)
    if len(found) > 1:
        raise NotFound(f"{len(found)} actors go by the name {name!r}: give the id of one: {', '.join(found[:5])}.")
    return found[0] if found else ""
