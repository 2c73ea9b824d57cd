"""Actors from entities of FollowTheMoney, a line of JSON each: what would be entered, and what is set aside and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from withstand.actors.chains import HIERARCHY
from withstand.actors.records import GROUP, LISTING, NAME_CLAIM, OFFICE, PERSON, POSTING, RELATION, UNIT
from withstand.brief.actors.ftm_schemata import ACTORS, PEOPLE
from withstand.brief.actors.proposal import ActorsRead, Gathering
from withstand.errors import InputError, UnreadableFile
from withstand.ledger.fields import Fields
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

_KINDS = {"unit": UNIT, "office": OFFICE, "group": GROUP}
_POSTS = {"Employment": ("employee", "employer"), "Membership": ("member", "organization")}
_OF_PERSONS = {"Person": "a person", "Employment": "a post in an organization"}
_TIES = {"Membership": ("member", "organization"), "UnknownLink": ("subject", "object")}
MEANINGS: Mapping[str, str] = {
    "Organization": "a unit, or what --kind says", "Company": "as Organization", "LegalEntity": "as Organization",
    "PublicBody": "an office", "Membership": "a relation of authority, where its role names one",
    "UnknownLink": "a proxy, support or alliance, where its role names one", "Succession": "a relation: successor",
    "Sanction": "an entry of a list",
}  # fmt: skip


class Entity(msgspec.Struct, frozen=True):
    """An entity: its schema, its properties, each with all its values."""

    id: str
    schema: str
    properties: dict[str, list[str]] = {}

    def first(self, name: str) -> str:
        """The first value of a property, or empty text."""
        return next((one.strip() for one in self.properties.get(name, ()) if one.strip()), "")


@dataclass(frozen=True)
class Choices:
    """What the file does not say: what an organization is, its class, what an unnamed membership is.

    `persons`: two people have switched them on; else they are counted and left out.
    """

    kind: str = "unit"
    side: str = "unknown"
    relation: str = ""
    persons: bool = False

    def __post_init__(self) -> None:
        """Refuse words that are no terms."""
        if self.kind not in _KINDS:
            raise InputError(f"--kind is {self.kind!r}; it must be {', '.join(_KINDS)}.")
        for option, name, word in (("side", "perpetrators", self.side), ("relation", "relation_types", self.relation)):
            if word and word not in vocabulary(name).terms:
                raise InputError(f"--{option} is {word!r}; it must be {', '.join(vocabulary(name).terms)}.")


def read_entities(path: Path, choices: Choices) -> ActorsRead:
    """The actors of a file of entities, with what links them.

    Raises:
        UnreadableFile: no line of it is an entity.
    """
    gathering = Gathering()
    entities = list(_entities(path, gathering))
    if not entities:
        raise UnreadableFile(path, "no line of it is an entity of FollowTheMoney", "Export it as JSON lines")
    schemata = {one.id: one.schema for _, one in entities}
    people = 0
    for row, one in entities:
        ends = {schemata.get(value, "") for values in one.properties.values() for value in values}
        if one.schema in PEOPLE or (one.schema not in ACTORS and PEOPLE & ends):
            people += one.schema == "Person"
            if choices.persons:
                _person(gathering, row, one)
            continue
        _entity(gathering, row, one, choices)
    counts = Counter(one.schema for _, one in entities)
    columns = tuple(
        (f"{schema} ({number})", _meaning(schema, persons=choices.persons)) for schema, number in sorted(counts.items())
    )
    return gathering.finished("FollowTheMoney entities", columns, 0 if choices.persons else people)


def _meaning(schema: str, *, persons: bool) -> str:
    if schema in PEOPLE:
        return _OF_PERSONS.get(schema, "not taken") if persons else "about persons: left out"
    return MEANINGS.get(schema, "not taken")


def _person(gathering: Gathering, row: int, one: Entity) -> None:
    """A person, or their post in an organization; only where two people have switched that on."""
    if one.schema == "Person":
        fields: Fields = {"name": one.first("name"), "aliases": one.properties.get("alias", [])}
        gathering.propose(one.id, row, PERSON, fields, column="name")
    elif one.schema in _POSTS:
        holder, place = (one.first(end) for end in _POSTS[one.schema])
        post: Fields = {"type": "other", "title": one.first("role"), "valid": _days(one)}
        gathering.propose(one.id, row, POSTING, post, ("post_in", place), ("held_by", holder))
    else:
        gathering.aside(row, "schema", one.schema, "nothing here is of this schema")


def _entities(path: Path, gathering: Gathering) -> Iterator[tuple[int, Entity]]:
    decoder = msgspec.json.Decoder(Entity)
    try:
        with path.open("rb") as lines:
            for row, line in enumerate(lines, start=1):
                if line.strip():
                    try:
                        yield row, decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
                    except (msgspec.DecodeError, UnicodeDecodeError):
                        gathering.aside(row, "", "", "this line is no entity with id, schema and properties")
    except OSError as problem:
        raise UnreadableFile(path, f"it cannot be read ({problem.strerror})", "Check the path") from None


def _entity(gathering: Gathering, row: int, one: Entity, choices: Choices) -> None:
    if one.schema in ACTORS:
        _actor(gathering, row, one, choices)
    elif one.schema in _TIES:
        _tie(gathering, row, one, choices)
    elif one.schema == "Succession":
        ends = ("lower", one.first("successor")), ("upper", one.first("predecessor"))
        gathering.propose(one.id, row, RELATION, {"type": "successor", "valid": _days(one)}, *ends)
    elif one.schema == "Sanction":
        fields: Fields = {"list": one.first("authority") or one.first("program"), "entry": one.first("recordId")}
        fields |= {"release": one.first("summary") or "not said", "basis": one.first("reason"), "valid": _days(one)}
        gathering.propose(one.id, row, LISTING, fields, ("listed", one.first("entity")))
    else:
        gathering.aside(row, "schema", one.schema, "nothing here is of this schema")


def _actor(gathering: Gathering, row: int, one: Entity, choices: Choices) -> None:
    kind, type_, side = _class(one, choices)
    fields: Fields = {
        "name": one.first("name"),
        "aliases": one.properties.get("alias", []),
        "type": type_,
        "side": side,
    }
    fields["country"] = (one.first("country") or one.first("jurisdiction")).upper()
    if not gathering.propose(one.id, row, kind, fields, column="name"):
        return
    for name, named in (("previousName", "former_name"), ("abbreviation", "acronym"), ("weakAlias", "other_name")):
        for number, value in enumerate(one.properties.get(name, ())):
            claim: Fields = {"name": value, "type": named}
            gathering.propose(f"{one.id} {name} {number}", row, NAME_CLAIM, claim, ("actor", one.id), column=name)
    if parent := one.first("parent"):
        if choices.relation:
            ends = ("lower", one.id), ("upper", parent)
            gathering.propose(f"{one.id} parent", row, RELATION, {"type": choices.relation}, *ends, column="parent")
        else:
            gathering.aside(row, "parent", parent, "a parent is no relation of ours yet: say which, --relation TYPE")


def _class(one: Entity, choices: Choices) -> tuple[Kind, str, str]:
    """What our own exports say in `classification` (unit/army_brigade/host_state); else what was chosen."""
    for said in one.properties.get("classification", ()):
        word, _, rest = said.partition("/")
        type_, _, side = rest.partition("/")
        if word in _KINDS and type_ in vocabulary(f"{word}_types").terms and side in vocabulary("perpetrators").terms:
            return _KINDS[word], type_, side
    return (OFFICE if one.schema == "PublicBody" else _KINDS[choices.kind]), "other", choices.side


def _tie(gathering: Gathering, row: int, one: Entity, choices: Choices) -> None:
    lower, upper = (one.first(end) for end in _TIES[one.schema])
    type_, _, link = one.first("role").partition(":")
    known = HIERARCHY if one.schema == "Membership" else {"proxy", "support", "alliance"}
    if type_ not in known:
        type_, link = choices.relation, ""
    if not type_:
        why = "this role is no relation of ours: say which it is, --relation TYPE"
        gathering.aside(row, "role", one.first("role"), why)
        return
    fields: Fields = {"type": type_, "valid": _days(one)}
    if type_ == "proxy":
        fields["proxy_link"] = link if link in vocabulary("proxy_links").terms else "unknown"
    gathering.propose(one.id, row, RELATION, fields, ("lower", lower), ("upper", upper))


def _days(one: Entity) -> Fields | None:
    """The days of an interval; several starts or ends leave it open which holds, so nothing is said of the days."""
    starts, ends = one.properties.get("startDate", []), one.properties.get("endDate", [])
    if len(starts) != 1 or len(ends) > 1:
        return None
    said = one.first("status").split()
    start, end = starts[0][:10], ends[0][:10] if ends else None
    if "ongoing" in said and end is None:
        return {"start": start, "ongoing": True, "precise": "precise" in said}
    if end is None:
        return {"start": start, "precise": True} if said == ["precise"] else {"start": start}
    return {"start": start, "end": end, "precise": "imprecise" not in said}
