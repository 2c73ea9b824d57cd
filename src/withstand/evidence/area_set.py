"""The areas of a review: from boundaries, from a list of P-codes, or from the names that the events carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

AREA = "area_id"
SEPARATOR = " / "


@dataclass(frozen=True)
class Area:
    """One area: its code, its names by language, the P-code and name of the area above it, its boundary."""

    area_id: str
    names: Mapping[str, str]
    parent: str = ""
    boundary: Any = None

    def name(self, language: str = "en") -> str:
        """The name in `language`, in any language where there is none, the code where there is no name."""
        return self.names.get(language) or next(iter(self.names.values()), self.area_id)


@dataclass(frozen=True)
class AreaSet:
    """Areas of one administrative level and where they come from; ids are unique and sorted."""

    source: str
    level: str
    areas: tuple[Area, ...] = ()
    notes: tuple[str, ...] = ()
    _index: Mapping[str, Area] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {area.area_id: area for area in self.areas})

    @property
    def has_boundaries(self) -> bool:
        """Whether events can be placed by their coordinates."""
        return bool(self.areas) and all(area.boundary is not None for area in self.areas)

    def names(self, area_ids: Iterable[str], language: str = "en") -> dict[str, str]:
        """A name for each area; where two share one, what stands above them is added."""
        ids = list(area_ids)
        short = {area_id: self._short(area_id, language) for area_id in ids}
        shared = Counter(short.values())
        return {
            area_id: f"{short[area_id]} ({above})"
            if shared[short[area_id]] > 1 and (above := self._above(area_id))
            else short[area_id]
            for area_id in ids
        }

    def _short(self, area_id: str, language: str) -> str:
        area = self._index.get(area_id)
        return area.name(language) if area else area_id.rpartition(SEPARATOR)[2]

    def _above(self, area_id: str) -> str:
        area = self._index.get(area_id)
        return (area.parent or area.area_id) if area else area_id.rpartition(SEPARATOR)[0]
