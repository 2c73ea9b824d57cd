"""Units, offices and groups, the relations between them and where they are, all as dated claims."""

from __future__ import annotations

from typing import Annotated

from withstand.ledger.fields import Line, Place, Record, coded
from withstand.ledger.kinds import Kind, Role

ACTORS = ("actors.Unit", "actors.Office", "actors.Group")
PerpetratorClass = Annotated[str, coded("perpetrators")]


class Unit(Record, frozen=True, kw_only=True):
    """A unit of a force: never its commander."""

    name: Line
    aliases: tuple[Line, ...] = ()
    type: Annotated[str, coded("unit_types")] = "other"
    side: PerpetratorClass = "unknown"
    country: Line = ""


class Office(Record, frozen=True, kw_only=True):
    """An office that somebody holds: a ministry, a governor, a prosecutor."""

    name: Line
    aliases: tuple[Line, ...] = ()
    type: Annotated[str, coded("office_types")] = "other"
    side: PerpetratorClass = "unknown"
    country: Line = ""
    area: Line = ""


class Group(Record, frozen=True, kw_only=True):
    """An armed group, a militia, a criminal network, a de facto administration."""

    name: Line
    aliases: tuple[Line, ...] = ()
    type: Annotated[str, coded("group_types")] = "other"
    side: PerpetratorClass = "unknown"
    country: Line = ""


class Relation(Record, frozen=True, kw_only=True):
    """One actor under, beside or behind another, while the claim holds."""

    type: Annotated[str, coded("relation_types")]
    proxy_link: Annotated[str, coded("proxy_links")] | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A proxy is one by something."""
        if self.type == "proxy" and self.proxy_link is None:
            return (("proxy_link", "say by what link it is a proxy, unknown if need be"),)
        return ()


class Positioning(Record, frozen=True, kw_only=True):
    """Where an actor is based or operates, while the claim holds."""

    type: Annotated[str, coded("positioning_types")]
    where: Place


def _alike(kind: str) -> tuple[Role, Role]:
    """What somebody found of two records of a kind: the same, or looked at and not the same."""
    return Role("same_as", (kind,)), Role("not_same_as", (kind,))


UNIT = Kind("actors.Unit", Unit, roles=_alike("actors.Unit"), title="name", consents=False)
OFFICE = Kind("actors.Office", Office, roles=_alike("actors.Office"), title="name", consents=False)
GROUP = Kind("actors.Group", Group, roles=_alike("actors.Group"), title="name", consents=False)
RELATION = Kind(
    "actors.Relation",
    Relation,
    roles=(Role("lower", ACTORS, many=False, required=True), Role("upper", ACTORS, many=False, required=True)),
    title="type",
)
POSITIONING = Kind(
    "actors.Positioning",
    Positioning,
    roles=(Role("actor", ACTORS, many=False, required=True),),
    where="where",
    title="type",
)

KINDS = (UNIT, OFFICE, GROUP, RELATION, POSITIONING)
