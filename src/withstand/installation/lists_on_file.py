"""Public lists of names that a workspace keeps on file, as they were published: read, never fetched."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from withstand.actors.lists.entry import NameList
from withstand.actors.lists.reading import read_list
from withstand.actors.names.form import NameKind
from withstand.actors.names.listed import ListedNames
from withstand.workspace import Workspace

_LISTS_READ, _INDEXES = 1, 2


def keep_list(workspace: Workspace, path: Path) -> NameList:
    """Keep a list; it replaces one kept before under the same file name.

    Raises:
        UnreadableFile, UnrecognisedFile, EmptyList: nothing was kept.
    """
    held = read_list(path)
    workspace.lists.mkdir(mode=0o700, exist_ok=True)
    fresh = workspace.lists / f".{path.name}.new"
    shutil.copyfile(path, fresh)
    fresh.replace(workspace.lists / path.name)
    return held


def lists_on_file(workspace: Workspace) -> tuple[NameList, ...]:
    """The lists that are kept, by file name.

    Raises:
        UnreadableFile, UnrecognisedFile, EmptyList: a file among them is damaged.
    """
    return _read(_stamps(workspace))


def names_on_file(workspace: Workspace, kind: NameKind) -> ListedNames:
    """All names of one kind on these lists, ready to be compared with; made ready once for all who ask."""
    return _ready(_stamps(workspace), kind)


Stamps = tuple[tuple[Path, int, int], ...]


def _stamps(workspace: Workspace) -> Stamps:
    paths = sorted(workspace.lists.glob("[!.]*")) if workspace.lists.is_dir() else ()
    return tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)


@lru_cache(maxsize=_LISTS_READ)
def _read(stamps: Stamps) -> tuple[NameList, ...]:
    return tuple(read_list(path) for path, _changed, _size in stamps)


@lru_cache(maxsize=_INDEXES)
def _ready(stamps: Stamps, kind: NameKind) -> ListedNames:
    return ListedNames(_read(stamps), kind)
