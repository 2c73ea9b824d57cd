"""Names of the operation's areas, as the workspace's file of areas has them: nobody's rights are in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from withstand.brief.matrix.area_names import AreaNames, area_names
from withstand.errors import InputError
from withstand.workspace import Workspace


def names_in(workspace: Workspace, language: str) -> AreaNames:
    """Names by code, codes by name, the province of each district; nothing where there is no file of areas."""
    path = workspace.areas
    if path is None:
        return AreaNames()
    found = path.stat()
    return _read(path, language, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, language: str, _changed: int, _size: int) -> AreaNames:
    try:
        return area_names(path, language)
    except InputError:
        return AreaNames()
