"""Pairs of records of a kind that may be one, among those that an account sees and nobody has decided about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from withstand.actors.records import GROUP, OFFICE, UNIT, Group, Office, Unit
from withstand.evidence.records import INCIDENT
from withstand.kinds import REGISTRY
from withstand.ledger.kinds import Kind
from withstand.mission.likely_same import LikelySame, likely_same
from withstand.mission.likely_same_kinds import Named, Threatening, alike_by_name, alike_threats
from withstand.mission.records import THREAT
from withstand.picture.picture import Picture

SAME, OTHER = "same_as", "not_same_as"
_Decided = Iterable[frozenset[str]]


def proposed(picture: Picture, kind: Kind) -> tuple[LikelySame, ...]:
    """The pairs of a kind, without those that a person has decided about; none of a kind that is not compared."""
    propose = PROPOSE.get(kind.name)
    if propose is None:
        return ()
    rows = picture.link_frame(kind).select("role", "source", "target").iter_rows()
    return propose(
        picture, kind, [frozenset((source, target)) for role, source, target in rows if role in (SAME, OTHER)]
    )


def every_pair(picture: Picture) -> tuple[LikelySame, ...]:
    """The pairs of all kinds that are compared."""
    kinds = (kind for kind in REGISTRY if kind.name in PROPOSE)
    return tuple(pair for kind in kinds for pair in proposed(picture, kind))


def _incidents(picture: Picture, kind: Kind, decided: _Decided) -> tuple[LikelySame, ...]:
    return likely_same(picture.frame(kind), picture.frame(kind, "perpetrators"), picture.frame(kind, "counts"), decided)


def _actors(picture: Picture, kind: Kind, decided: _Decided) -> tuple[LikelySame, ...]:
    named = [
        Named(record, fields.name, fields.aliases, fields.country, fields.type, getattr(fields, "area", ""))
        for record, fields, _heads in picture.whole(kind)
        if isinstance(fields, Unit | Office | Group)
    ]
    return alike_by_name(named, decided)


def _threats(picture: Picture, kind: Kind, decided: _Decided) -> tuple[LikelySame, ...]:
    classes, harms = _held(picture, kind, "perpetrators", "perpetrator"), _held(picture, kind, "harms", "harms")
    rows = picture.frame(kind).select("record", "threat", "where_area", "when_first", "when_last")
    found = [
        Threatening(record, text, area or "", first, last, classes[record], harms[record])
        for record, text, area, first, last in rows.iter_rows()
    ]
    return alike_threats(found, decided)


def _held(picture: Picture, kind: Kind, part: str, name: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for record, value in picture.frame(kind, part).select("record", name).iter_rows():
        found[record] |= {value}
    return found


PROPOSE: Mapping[str, Callable[[Picture, Kind, _Decided], tuple[LikelySame, ...]]] = MappingProxyType(
    {INCIDENT.name: _incidents, UNIT.name: _actors, OFFICE.name: _actors, GROUP.name: _actors, THREAT.name: _threats}
)
"""How the records of each kind are compared."""
