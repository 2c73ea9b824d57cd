"""The areas of a workspace: those of its boundary file or list of P-codes, and those that records name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from withstand.errors import InputError
from withstand.evidence.area_set import AreaSet
from withstand.evidence.boundaries import area_set
from withstand.evidence.names import comparable
from withstand.ledger.kinds import Kind
from withstand.picture.picture import Picture
from withstand.workspace import Workspace

MOST_OFFERED = 20


@dataclass(frozen=True)
class NamedArea:
    """An area to choose: its code, its name, the name of what it lies in, its boundary where there is one."""

    code: str
    name: str = ""
    parent: str = ""
    boundary: Any = None

    def __str__(self) -> str:
        """Amber Ford (Northern Uplands)."""
        return f"{self.name} ({self.parent})" if self.parent and self.name else self.name or self.code


class SeveralAreas(ValueError):
    """Several areas have the name."""


@dataclass(frozen=True)
class Areas:
    """All that are known, by code."""

    known: tuple[NamedArea, ...]

    @property
    def drawn(self) -> tuple[NamedArea, ...]:
        """Those with a boundary."""
        return tuple(area for area in self.known if area.boundary is not None)

    def code(self, text: str) -> str:
        """The code of an area by its code or its name; the words themselves where there is none.

        Raises:
            SeveralAreas: more than one has this name.
        """
        wanted = text.strip()
        if any(area.code == wanted for area in self.known):
            return wanted
        plain = comparable(wanted)
        by_code = {area.code for area in self.known if comparable(area.code) == plain}
        found = by_code or {a.code for a in self.known if plain and plain in (comparable(a.name), comparable(str(a)))}
        if len(found) > 1:
            raise SeveralAreas(_("Several areas have this name: give the code."))
        return next(iter(found), wanted)

    def name(self, code: str) -> str:
        """What an area is called, in words; empty where only its code is known."""
        return next((str(area) for area in self.known if area.code == code and area.name), "")

    def like(self, text: str) -> tuple[NamedArea, ...]:
        """Areas whose code or name begins so, then those that hold the words."""
        plain = comparable(text)
        if not plain:
            return self.known[:MOST_OFFERED]
        first, then = [], []
        for area in self.known:
            names = (comparable(area.code), comparable(area.name))
            if any(name.startswith(plain) for name in names):
                first.append(area)
            elif any(plain in name for name in (*names, comparable(area.parent))):
                then.append(area)
        return tuple((*first, *then)[:MOST_OFFERED])


def areas_of(workspace: Workspace, picture: Picture, language: str) -> Areas:
    """The areas of a workspace, and those that the records of a picture name."""
    found = {area.code: area for area in _of_file(workspace, language)}
    for code in _of_records(picture):
        found.setdefault(code, NamedArea(code))
    return Areas(tuple(found[code] for code in sorted(found)))


def _of_file(workspace: Workspace, language: str) -> Iterable[NamedArea]:
    path = workspace.areas
    if path is None:
        return ()
    read = _read(path, path.stat().st_mtime_ns)
    return tuple(NamedArea(a.area_id, a.name(language), a.parent, a.boundary) for a in read.areas)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> AreaSet:
    try:
        return area_set(path, "admin2")
    except InputError:
        return AreaSet(path.name, "admin2")


def _of_records(picture: Picture) -> frozenset[str]:
    kinds = [kind for kind in picture.ledger.registry if isinstance(kind, Kind) and kind.where]
    key = picture.key
    if key not in _named:
        if len(_named) > 20:
            _named.clear()
        _named[key] = frozenset(
            str(area) for kind in kinds for area in picture.frame(kind)[f"{kind.where}_area"].drop_nulls().unique()
        )
    return _named[key]


_named: dict[str, frozenset[str]] = {}
