"""In which area of a workspace a place lies: by the name that it gives, else by its point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from withstand.evidence.names import comparable
from withstand.ledger.fields import Place

if TYPE_CHECKING:
    from withstand.evidence.area_set import AreaSet


@dataclass(frozen=True)
class Places:
    """The areas of one level; `finer` ones lie in those, and what names one of them is placed in the area above it.

    Where a workspace has none, an area is the code or name that its record gives.
    """

    areas: AreaSet
    finer: AreaSet | None = None

    @cached_property
    def _known(self) -> Mapping[str, str]:
        from withstand.mission.obstructed import areas_by_word

        return areas_by_word(self.areas, self.finer)

    @property
    def ids(self) -> tuple[str, ...]:
        """All areas of the level; none where a workspace has no boundaries."""
        return tuple(area.area_id for area in self.areas.areas)

    def named(self, word: str) -> str:
        """The area that a code or a name stands for; empty where there is none."""
        return self._known.get(comparable(word), "") if self.areas.areas else word.strip()

    def of(self, places: Mapping[str, Place]) -> dict[str, str]:
        """The area of each place that has one, by the key under which the place was given."""
        found = {key: self.named(place.area) for key, place in places.items() if place.area}
        found = {key: area for key, area in found.items() if area}
        lost = {key: one for key, one in places.items() if key not in found and one.latitude is not None}
        return found | self._pointed(lost) if lost and self.areas.has_boundaries else found

    def _pointed(self, places: Mapping[str, Place]) -> dict[str, str]:
        import polars as pl

        from withstand.evidence.area_set import AREA
        from withstand.evidence.areas import place

        points = pl.DataFrame(
            {
                "key": list(places),
                "latitude": [(one.latitude or 0) / 1e6 for one in places.values()],
                "longitude": [(one.longitude or 0) / 1e6 for one in places.values()],
            }
        ).with_columns(place_precision=pl.lit("place_exact"))
        placed = place(points.lazy(), self.areas).collect().select("key", AREA).drop_nulls()
        return {str(key): str(area) for key, area in placed.iter_rows()}
