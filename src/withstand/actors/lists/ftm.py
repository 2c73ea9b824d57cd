"""FollowTheMoney entities as OpenSanctions publishes them: JSON lines, nested or not, and the simple CSV of targets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from withstand.actors.lists.entry import Bearer
from withstand.actors.lists.text import Gathering
from withstand.errors import UnreadableFile

NAME = "FollowTheMoney entities"
CSV_COLUMNS = frozenset({"id", "schema", "name", "aliases"})
LONGEST_LINE = 32 << 20
MOST_BROKEN = 0.01
"""Part of the lines that may be broken before the file is refused."""
_ACTORS = frozenset({"LegalEntity", "Organization", "Company", "PublicBody", "Asset", "Group"})
_NAMES = ("name", "alias", "previousName", "abbreviation", "weakAlias")


def bearer_of(schema: str) -> Bearer:
    """Who bears the names of an entity of a schema."""
    if schema == "Person":
        return "person"
    return "actor" if schema in _ACTORS else "other"


def read_json_lines(lines: Iterable[str], given: Path, into: Gathering) -> tuple[str, str]:
    """Read one entity a line; the latest change that an entity gives stands for the file's date.

    Raises:
        UnreadableFile: naming the first line that is not an entity, where more than a few are not.
    """
    dated, broken, count = "", [], 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        count += 1
        entity = _entity(line)
        if entity is None:
            broken.append(number)
            continue
        dated = max(dated, *(str(entity.get(key) or "") for key in ("last_change", "last_seen")))
        bearer = bearer_of(str(entity["schema"]))
        if bearer != "other":
            into.add(str(entity["id"]), bearer, _names(entity), _programmes(entity))
    if broken and len(broken) > max(1, MOST_BROKEN * count):
        raise UnreadableFile(
            given, f"line {broken[0]} and {len(broken) - 1} others are not entities", "Download the file again"
        )
    if broken:
        into.nameless += len(broken)
    return dated[:19], ""


def _entity(line: str) -> Mapping[str, Any] | None:
    if len(line) > LONGEST_LINE:
        return None
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError):
        return None
    kept = isinstance(entity, dict) and isinstance(entity.get("properties"), dict)
    return entity if kept and entity.get("id") and entity.get("schema") else None


def _names(entity: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(caption := entity.get("caption"), str):
        yield caption
    properties = entity["properties"]
    for key in _NAMES:
        yield from _texts(properties.get(key))


def _programmes(entity: Mapping[str, Any]) -> Iterator[str]:
    properties = entity["properties"]
    yield from _texts(properties.get("programId"))
    sanctions = properties.get("sanctions")
    for sanction in sanctions if isinstance(sanctions, list) else ():
        if isinstance(sanction, dict) and isinstance(held := sanction.get("properties"), dict):
            yield from _texts(held.get("programId") or held.get("program"))
    yield from _texts(entity.get("datasets"))


def _texts(values: object) -> Iterator[str]:
    return (value for value in values if isinstance(value, str)) if isinstance(values, list) else iter(())


def read_simple_csv(lines: Iterable[str], given: Path, into: Gathering) -> tuple[str, str]:
    """Read targets.simple.csv: a row a target, several names in a cell parted by semicolons.

    Raises:
        UnreadableFile: a row cannot be split into cells.
    """
    dated = ""
    try:
        for row in csv.DictReader(lines):
            bearer = bearer_of(row.get("schema") or "")
            dated = max(dated, row.get("last_change") or "", row.get("last_seen") or "")
            if bearer != "other":
                names = (row.get("name") or "", *_cell(row.get("aliases")))
                programmes = (*_cell(row.get("program_ids")), *_cell(row.get("dataset")))
                into.add(row.get("id") or "", bearer, names, programmes)
    except csv.Error:
        raise UnreadableFile(given, "a row cannot be split into cells", "Download it again") from None
    return dated[:19], ""


def _cell(cell: str | None) -> list[str]:
    return next(csv.reader(io.StringIO(cell or ""), delimiter=";"), []) if cell else []
