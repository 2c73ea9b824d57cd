"""Records as JSON, as they stand in the ledger; and as GeoJSON, flat, with a point where there is one."""

from __future__ import annotations

from typing import Any

import msgspec

from withstand.brief.records.cells import degrees
from withstand.brief.records.grid import Grid
from withstand.brief.records.leaves import Cell, Leaf, Path, column, nested
from withstand.brief.records.manifest import Manifest
from withstand.brief.records.rows import Row, Table
from withstand.errors import InputError
from withstand.telling import Told


class NoPlaces(InputError):
    """A map was asked for of records that have no place."""


def json_of(table: Table, about: Manifest) -> bytes:
    """The table as one JSON document: the manifest, then the records, fields nested, degrees in millionths."""
    records = [_record(table, row) for row in table.rows]
    return _encoded({"manifest": about.plain(), "records": records})


def _record(table: Table, row: Row) -> dict[str, Any]:
    own: dict[str, Any] = {"record": row.record, "kind": table.kind.tag, "classification": row.classification}
    if not table.outside:
        own |= {"version": row.version, "compartments": list(row.compartments)}
        own |= {"recorded_at": row.recorded_at, "heads": row.heads}
    links = [
        {"role": link.role, "record": link.other} | ({"about": link.about} if link.about else {}) for link in row.links
    ]
    hidden = {"suppressed": [column(path) for path in (*row.small, *row.withheld)]} if table.outside else {}
    return own | {"fields": nested(row.values), "links": links} | hidden


def geojson_of(table: Table, about: Manifest) -> bytes:
    """The table as a FeatureCollection in degrees (WGS 84), with the manifest as `metadata`.

    Raises:
        NoPlaces: records of this kind have no place.
    """
    where = table.kind.where
    if not where:
        raise NoPlaces(Told("A {kind} has no place; export it as CSV, XLSX or JSON.", kind=table.kind.word.lower()))
    grid = Grid(table)
    leaves_of = {one.path: one.leaf for one in grid.columns}
    features = [
        {
            "type": "Feature",
            "id": row.record,
            "geometry": _point(row, where),
            "properties": {
                column(path): _exact(leaves_of.get(path), value) for path, value in grid.values(row).items()
            },
        }
        for row in table.rows
    ]
    return _encoded({"type": "FeatureCollection", "metadata": about.plain(), "features": features})


def _exact(leaf: Leaf | None, value: Cell) -> Any:
    return _number(value) if leaf is not None and leaf.form == "degrees" else value


def _number(millionths: Cell) -> msgspec.Raw:
    return msgspec.Raw(degrees(int(millionths)))


def _point(row: Row, where: str) -> dict[str, Any] | None:
    latitude: Path = (where, "latitude")
    if latitude not in row.values:
        return None
    at = [_number(row.values[where, "longitude"]), _number(row.values[latitude])]
    return {"type": "Point", "coordinates": at}


def _encoded(content: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"
