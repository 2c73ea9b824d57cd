"""The areas of the workspace by code, read once for all who ask."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from withstand.dialogue.gazetteer import Gazetteer
from withstand.web.holding import held


def gazetteer() -> Gazetteer:
    """The areas; none where the workspace has no file of them."""
    path = held().workspace.areas
    if path is None:
        return Gazetteer.at(None)
    found = path.stat()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _size: int) -> Gazetteer:
    return Gazetteer.at(path)


def name_of(code: str, language: str) -> str:
    """What an area is called, or its code."""
    area = gazetteer().areas.get(code)
    return area.name(language) if area is not None else code
