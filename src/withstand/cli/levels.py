"""The areas of a workspace at the level that a command asks for, and the finer ones within them."""

from __future__ import annotations

from pathlib import Path

from withstand.errors import UnrecognisedFile
from withstand.evidence.area_set import AreaSet
from withstand.mission.from_workspace import areas_of
from withstand.workspace import Workspace


def level_of(folder: Path, level: str) -> str:
    """The level asked for, else the finest that the workspace has."""
    return level or ("admin2" if _holds(folder, "admin2") else "admin1")


def finer_of(folder: Path, level: str) -> AreaSet | None:
    """The areas within those of a level, where the workspace has them."""
    return areas_of(Workspace(folder), "admin2") if level == "admin1" and _holds(folder, "admin2") else None


def _holds(folder: Path, level: str) -> bool:
    """Whether the workspace has areas of a level."""
    workspace = Workspace(folder)
    if workspace.areas is None:
        return False
    try:
        return bool(areas_of(workspace, level).areas)
    except UnrecognisedFile:
        return False
