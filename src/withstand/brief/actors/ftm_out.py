"""Actors as entities of FollowTheMoney, a line of JSON each: as the audience may take them away, with a receipt.

Organizations and public bodies; memberships for who may give orders to whom, unknown links for who stands behind or
beside whom, successions, and sanctions for entries of lists. Places and posts have no form there and stay here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from withstand.actors.chains import HIERARCHY
from withstand.actors.records import GROUP, LISTING, NAME_CLAIM, OFFICE, RELATION, UNIT
from withstand.brief.actors.ftm_schemata import COUNTRIES, faults
from withstand.brief.records.handing_out import cleared, hand_out, refuse_existing
from withstand.brief.records.leaves import nested
from withstand.brief.records.manifest import Manifest, manifest
from withstand.brief.records.release import BY_DISTRICT
from withstand.brief.records.rows import Row, Table, table
from withstand.brief.records.scanning import Clearance, Finding
from withstand.errors import InputError
from withstand.ledger.fields import Fields
from withstand.picture.picture import ALL, Picture

Entity = dict[str, Any]
TAKEN = (UNIT, OFFICE, GROUP, NAME_CLAIM, RELATION, LISTING)
_OF_NAMES = {"former_name": "previousName", "acronym": "abbreviation"}


@dataclass(frozen=True)
class ActorsOut:
    """What was written: entities by schema, what has no form there, the receipt, a manifest for each kind."""

    path: Path
    manifest_path: Path
    schemata: Mapping[str, int]
    left_out: Mapping[str, int]
    findings: tuple[Finding, ...]
    receipt: str
    manifests: tuple[Manifest, ...]


def export_entities(picture: Picture, path: Path, clearance: Clearance | None = None) -> ActorsOut:
    """Write the actors of a picture and what links them to a new file; a manifest beside it.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
        InputError: a file of that name is there, or nothing is to be written.
    """
    beside = path.with_name(f"{path.name}.manifest.json")
    refuse_existing(path)
    refuse_existing(beside)
    tables = {kind.name: table(picture, kind, ALL, BY_DISTRICT) for kind in TAKEN}
    entities, left_out = entities_of(tables)
    if not entities:
        raise InputError(f"{picture.audience.name} may see no actor: there is nothing to write.")
    for fault in faults(entities):
        raise InputError(f"Not written: {fault}.")
    findings, kept = cleared(picture, tables.values(), (), clearance)
    content = b"".join(msgspec.json.encode(one) + b"\n" for one in entities)
    about = tuple(manifest(picture, kind, ALL, tables[kind.name], BY_DISTRICT) for kind in TAKEN)
    receipt = hand_out(picture, path, "actors", content, list(tables.values()), kept)
    told = {
        "file": path.name,
        "form": "followthemoney",
        "left_out": dict(left_out),
        "of": [one.plain() for one in about],
    }
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
    schemata = Counter(str(one["schema"]) for one in entities)
    return ActorsOut(path, beside, dict(sorted(schemata.items())), dict(left_out), findings, receipt, about)


def entities_of(tables: Mapping[str, Table]) -> tuple[list[Entity], Counter[str]]:
    """Entities from the rows of the kinds in TAKEN, and how many claims say nothing that can be written."""
    names: dict[str, list[Fields]] = defaultdict(list)
    for row in tables[NAME_CLAIM.name].rows:
        for actor in _ends(row, "actor"):
            names[actor].append(nested(row.values))
    entities = [
        _actor(row, kind.word.lower(), names.get(row.record, []))
        for kind in (UNIT, OFFICE, GROUP)
        for row in tables[kind.name].rows
        if nested(row.values).get("name")
    ]
    known = {str(one["id"]) for one in entities}
    left_out: Counter[str] = Counter()
    for kind, form in ((RELATION, _relation), (LISTING, _listing)):
        for row in tables[kind.name].rows:
            entity = form(row, known)
            if entity is None:
                left_out[kind.word] += 1
            else:
                entities.append(entity)
    return entities, left_out


def _ends(row: Row, role: str) -> list[str]:
    return [link.other for link in row.links if link.role == role]


def _entity(row: Row, schema: str, properties: Mapping[str, list[str]]) -> Entity:
    held = {name: list(dict.fromkeys(one for one in values if one)) for name, values in properties.items()}
    return {"id": row.record, "schema": schema, "properties": {name: values for name, values in held.items() if values}}


def _actor(row: Row, kind: str, claims: list[Fields]) -> Entity:
    fields = nested(row.values)
    properties: dict[str, list[str]] = defaultdict(list)
    properties["name"] = [fields["name"]]
    properties["alias"] = list(fields.get("aliases", ()))
    for claim in claims:
        if claim.get("name"):
            properties[_OF_NAMES.get(claim.get("type", ""), "alias")].append(claim["name"])
    country = str(fields.get("country", "")).strip()
    if country.lower() in COUNTRIES:
        properties["country"] = [country.lower()]
    elif country:
        properties["notes"] = [f"Country: {country}"]
    properties["classification"] = [f"{kind}/{fields.get('type', 'other')}/{fields.get('side', 'unknown')}"]
    return _entity(row, "PublicBody" if kind == "office" else "Organization", properties)


def _relation(row: Row, known: set[str]) -> Entity | None:
    lower, upper = _ends(row, "lower"), _ends(row, "upper")
    fields = nested(row.values)
    type_ = fields.get("type", "")
    if len(lower) != 1 or len(upper) != 1 or not {*lower, *upper} <= known:
        return None
    days = _days(fields)
    if type_ in HIERARCHY:
        return _entity(row, "Membership", {"member": lower, "organization": upper, "role": [type_], **days})
    if type_ == "successor":
        return _entity(row, "Succession", {"predecessor": upper, "successor": lower, **days})
    role = ":".join(one for one in (type_, fields.get("proxy_link") or "") if one)
    return _entity(row, "UnknownLink", {"subject": lower, "object": upper, "role": [role], **days})


def _listing(row: Row, known: set[str]) -> Entity | None:
    listed = _ends(row, "listed")
    fields = nested(row.values)
    if len(listed) != 1 or listed[0] not in known:
        return None
    told = {"authority": [fields.get("list", "")], "recordId": [fields.get("entry", "")]}
    told |= {"summary": [fields.get("release", "")], "reason": [fields.get("basis", "")]}
    return _entity(row, "Sanction", {"entity": listed, **told, **_days(fields)})


def _days(fields: Fields) -> Mapping[str, list[str]]:
    """The days of a claim, and in `status` how they are meant, which a start and an end alone do not say."""
    valid = fields.get("valid")
    if not valid:
        return {}
    said = "precise" if valid.get("precise") else "imprecise"
    status = f"{said} ongoing" if valid.get("ongoing") else said
    return {"startDate": [valid["start"]], "endDate": [valid.get("end") or ""], "status": [status]}
