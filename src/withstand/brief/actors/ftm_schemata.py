"""What FollowTheMoney 4 says of the few schemata used here: needed properties, types of values, what entities link.

Facts only; the model itself is theirs. `benchmarks/ftm_valid.py` asks the real one where it can be installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

ACTORS = ("Organization", "PublicBody", "Company", "LegalEntity")
"""Schemata that can be an actor here; all of them are legal entities there."""

PEOPLE = frozenset(
    {
        "Person", "PublicPerson", "Occupancy", "Employment", "Directorship", "Family", "Associate", "Passport",
        "Identification",
    }
)  # fmt: skip
"""Schemata that are a person, or are about one."""

_ENTITY_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CODES = """
ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz
ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr
ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo
jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr
ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro
rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv
tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
COUNTRIES = frozenset(_CODES.split())
"""Two-letter codes of countries (ISO 3166-1)."""

_LEGAL = {
    "name": "name", "alias": "name", "previousName": "name", "weakAlias": "name", "abbreviation": "name",
    "country": "country", "jurisdiction": "country", "classification": "string", "notes": "text", "parent": "entity",
    "incorporationDate": "date", "dissolutionDate": "date",
}  # fmt: skip
_INTERVAL = {
    "startDate": "date", "endDate": "date", "date": "date", "summary": "text", "description": "text",
    "recordId": "string", "status": "string",
}  # fmt: skip


@dataclass(frozen=True)
class Schema:
    """A schema: its properties with their types, those that are needed, what linked entities must be."""

    properties: Mapping[str, str]
    needed: tuple[str, ...]
    ends: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def _link(first: str, second: str, one: tuple[str, ...] = ACTORS, other: tuple[str, ...] = ACTORS) -> Schema:
    return Schema(
        {first: "entity", second: "entity", "role": "string", **_INTERVAL}, (first, second), {first: one, second: other}
    )


SCHEMATA: Mapping[str, Schema] = MappingProxyType(
    {
        **{name: Schema(_LEGAL, ("name",)) for name in ACTORS},
        "Membership": _link("member", "organization", ACTORS, ("Organization", "PublicBody", "Company")),
        "UnknownLink": _link("subject", "object"),
        "Succession": _link("predecessor", "successor"),
        "Sanction": Schema(
            {"entity": "entity", "authority": "string", "program": "string", "reason": "text", **_INTERVAL},
            ("entity",),
            {"entity": ACTORS},
        ),
    }
)


def faults(entities: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with entities as a file holds them, all of them: a sentence each."""
    known = {str(one["id"]): str(one["schema"]) for one in entities}
    for one in entities:
        schema = SCHEMATA.get(str(one["schema"]))
        if schema is None:
            yield f"{one['id']}: there is no schema {one['schema']} here"
            continue
        if not _ENTITY_ID.fullmatch(str(one["id"])):
            yield f"{one['id']!r} is no id of an entity"
        properties: Mapping[str, list[str]] = one["properties"]
        yield from (f"{one['id']}: {name} is needed" for name in schema.needed if not properties.get(name))
        for name, values in properties.items():
            if name not in schema.properties:
                yield f"{one['id']}: {one['schema']} has no property {name}"
                continue
            for value in values:
                if not _fits(schema, name, value, known):
                    yield f"{one['id']}: {value!r} is no {schema.properties[name]} for {name}"


def _fits(schema: Schema, name: str, value: str, known: Mapping[str, str]) -> bool:
    match schema.properties[name]:
        case "date":
            return _DAY.fullmatch(value) is not None
        case "country":
            return value in COUNTRIES
        case "entity":
            return known.get(value, "") in schema.ends.get(name, ACTORS)
    return bool(value.strip())
