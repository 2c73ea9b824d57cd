"""The areas of the workspace by code, of both levels, read once for all who ask."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from withstand.dialogue.exposure_material import Gazetteer
from withstand.errors import InputError
from withstand.evidence.area_set import Area
from withstand.evidence.boundaries import area_set
from withstand.ledger.contents import folded
from withstand.web.holding import held


def gazetteer() -> Gazetteer:
    """The areas; none where the workspace has no file of them."""
    path = held().workspace.areas
    if path is None:
        return Gazetteer({})
    found = path.stat()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _size: int) -> Gazetteer:
    found: list[Area] = []
    for level in ("admin1", "admin2"):
        try:
            found.extend(area_set(path, level).areas)
        except InputError:
            continue
    return Gazetteer.of(found)


def code_of(area: str, known: Gazetteer) -> str:
    """The code of the one area that goes by this code or name; else what was written."""
    found = [code for code in known.areas if folded(area) in map(folded, known.names(code))]
    return found[0] if len(found) == 1 else area


def name_of(code: str, language: str) -> str:
    """What an area is called, or its code."""
    area = gazetteer().areas.get(code)
    return area.name(language) if area is not None else code
