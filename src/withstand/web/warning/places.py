"""The areas of the workspace by code, of both levels, read once for all who ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from withstand.dialogue.exposure_material import Gazetteer
from withstand.errors import InputError
from withstand.evidence.area_set import Area
from withstand.evidence.boundaries import area_set
from withstand.ledger.contents import folded
from withstand.web.holding import held


@dataclass(frozen=True)
class _Places:
    """All areas, and the codes of each level."""

    whole: Gazetteer
    levels: Mapping[str, frozenset[str]]


def gazetteer() -> Gazetteer:
    """The areas; none where the workspace has no file of them."""
    return _places().whole


def _places() -> _Places:
    path = held().workspace.areas
    if path is None:
        return _Places(Gazetteer({}), {})
    found = path.stat()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _size: int) -> _Places:
    found: list[Area] = []
    levels = {}
    for level in ("admin1", "admin2"):
        try:
            areas = area_set(path, level).areas
        except InputError:
            continue
        found.extend(areas)
        levels[level] = frozenset(one.area_id for one in areas)
    return _Places(Gazetteer.of(found), levels)


def code_of(area: str, level: str) -> str:
    """The code of the one area of a level that goes by this code or name; else what was written."""
    places = _places()
    of_level = places.levels.get(level, frozenset())
    found = [code for code in of_level if folded(area) in map(folded, places.whole.names(code))]
    return found[0] if len(found) == 1 else area


def name_of(code: str, language: str) -> str:
    """What an area is called, or its code."""
    area = gazetteer().areas.get(code)
    return area.name(language) if area is not None else code
