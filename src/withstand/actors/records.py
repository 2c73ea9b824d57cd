"""Units, offices and groups: their relations, places, names, posts and listings, all as dated claims with sources.

Nobody is named here. A post is held by a post-holder, said as a post, a unit and days; only where two people have
switched `persons` on may a person be a record of its own.
"""

from __future__ import annotations

from typing import Annotated

from withstand.evidence.records import RESTS_ON_SOURCE
from withstand.ledger.fields import FreeText, Line, Place, Record, coded
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


class NameClaim(Record, frozen=True, kw_only=True):
    """A name that an actor bears or bore, while the claim holds; it stands beside those in the actor's own record."""

    name: Line
    type: Annotated[str, coded("name_types")] = "other_name"
    language: Line = ""


class Posting(Record, frozen=True, kw_only=True):
    """Somebody holds a post in a unit or an office, while the claim holds: the post and its days, never a name.

    `post_holder` is a token that tells post-holders of one post apart, as "second commander".
    """

    type: Annotated[str, coded("posting_types")] = "unknown"
    title: Line = ""
    rank_held: Line = ""
    acting: bool = False
    post_holder: Line = ""


class Listing(Record, frozen=True, kw_only=True):
    """An actor or a post-holder stands on a list, in one release of it; `valid` are the days of the listing itself."""

    list: Line
    release: Line
    digest: Line = ""
    entry: Line = ""
    basis: FreeText = ""


class Person(Record, frozen=True, kw_only=True):
    """Somebody who holds posts. Off until two people switch `persons` on; never leaves the operation."""

    name: Line
    aliases: tuple[Line, ...] = ()
    side: PerpetratorClass = "unknown"


PERSONS = "persons"
"""The switch without which nobody is a record of their own."""

PERSON = Kind("actors.Person", Person, title="name", switch=PERSONS)
UNIT = Kind("actors.Unit", Unit, roles=_alike("actors.Unit"), title="name", consents=False)
OFFICE = Kind("actors.Office", Office, roles=_alike("actors.Office"), title="name", consents=False)
GROUP = Kind("actors.Group", Group, roles=_alike("actors.Group"), title="name", consents=False)
RELATION = Kind(
    "actors.Relation",
    Relation,
    roles=(
        Role("lower", ACTORS, many=False, required=True),
        Role("upper", ACTORS, many=False, required=True),
        RESTS_ON_SOURCE,
    ),
    title="type",
)
POSITIONING = Kind(
    "actors.Positioning",
    Positioning,
    roles=(Role("actor", ACTORS, many=False, required=True), RESTS_ON_SOURCE),
    where="where",
    title="type",
)
NAME_CLAIM = Kind(
    "actors.NameClaim",
    NameClaim,
    roles=(Role("actor", ACTORS, many=False, required=True), RESTS_ON_SOURCE),
    title="name",
    consents=False,
)
POSTING = Kind(
    "actors.Posting",
    Posting,
    roles=(
        Role("post_in", ACTORS, many=False, required=True),
        Role("held_by", ("actors.Person",), many=False, consent=True),
        Role("same_holder", ("actors.Posting",)),
        RESTS_ON_SOURCE,
    ),
    title="type",
)
LISTING = Kind(
    "actors.Listing",
    Listing,
    roles=(
        Role("listed", (*ACTORS, "actors.Posting", "actors.Person"), many=False, required=True),
        RESTS_ON_SOURCE,
    ),
    title="list",
    consents=False,
)

KINDS = (UNIT, OFFICE, GROUP, RELATION, POSITIONING, NAME_CLAIM, POSTING, LISTING, PERSON)
