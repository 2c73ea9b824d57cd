"""The areas of a workspace by code: what they are called in every language, and which lie in which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from withstand.errors import InputError
from withstand.evidence.area_set import Area
from withstand.evidence.boundaries import area_set
from withstand.ledger.contents import folded
from withstand.ledger.fields import Place

LEVELS = ("admin1", "admin2")
COUNTRY = "admin0"


@dataclass(frozen=True)
class Gazetteer:
    """Areas by code: their names in all languages, and the area above; `levels` are the codes of each level."""

    areas: Mapping[str, Area]
    levels: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, levels: Mapping[str, Iterable[Area]]) -> Gazetteer:
        """From the areas of each level."""
        held = {level: tuple(areas) for level, areas in levels.items()}
        codes = {level: frozenset(one.area_id for one in areas) for level, areas in held.items()}
        return cls({one.area_id: one for areas in held.values() for one in areas}, codes)

    @classmethod
    def at(cls, path: Path | None) -> Gazetteer:
        """From a workspace's file of areas, as far as it names them; none without a file."""
        found: dict[str, Iterable[Area]] = {}
        if path is None:
            return cls.of(found)
        for level in LEVELS:
            try:
                found[level] = area_set(path, level).areas
            except InputError:
                continue
        return cls.of(found)

    def code(self, area: str, level: str) -> str:
        """The code of the one area of a level that goes by this code or name; empty where none or several do."""
        named = [code for code in self.levels.get(level, ()) if folded(area) in map(folded, self.names(code))]
        return named[0] if len(named) == 1 else ""

    def place(self, area: str, level: str) -> Place | None:
        """An area by its code or name, as it is written where it is not known; None where nothing was."""
        written = area.strip()
        if not written:
            return None
        precision = "country" if level == COUNTRY else level
        return Place(area=self.code(written, level) or written, level=level, precision=precision)

    def names(self, code: str) -> tuple[str, ...]:
        """The code of an area, then its names."""
        known = self.areas.get(code)
        return tuple(dict.fromkeys((code, *(known.names.values() if known else ())))) if code else ()

    def above(self, code: str) -> Iterator[str]:
        """The areas above an area, the nearest first."""
        seen = {code}
        while (known := self.areas.get(code)) is not None and known.parent and known.parent not in seen:
            code = known.parent
            seen.add(code)
            yield code

    def within(self, code: str, area: str) -> bool:
        """Whether one area is the other or lies in it, as far as is known."""
        return code == area or area in self.above(code)


NO_AREAS = Gazetteer({})
