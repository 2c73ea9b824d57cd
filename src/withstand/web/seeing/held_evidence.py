"""The data set and the areas of the workspace, read once for all who ask: neither is of anybody's rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import polars as pl
from django.utils.translation import gettext_noop

from withstand.brief.maps import Outlines, outlines
from withstand.errors import UnrecognisedFile, WorkspaceError
from withstand.evidence.area_set import AREA, Area, AreaSet
from withstand.evidence.areas import cells_by_area, place
from withstand.evidence.names import comparable
from withstand.evidence.vintages import Manifest, VintageStore
from withstand.mission import sightings
from withstand.mission.from_workspace import actors_of, areas_of, stored_events
from withstand.picture.picture import Picture
from withstand.web.holding import held
from withstand.web.seeing.ground import Ground, ground_of
from withstand.workspace import Workspace

LEVELS = ("admin2", "admin1")
"""The finer first."""

_KEPT = 4


@dataclass(frozen=True)
class HeldEvidence:
    """A vintage's events placed in areas (EVENT and `area_id`), where there is one, and the areas."""

    manifest: Manifest | None
    areas: AreaSet
    placed: pl.DataFrame | None
    wider: AreaSet | None = None

    @cached_property
    def events(self) -> pl.DataFrame:
        """The data set's events against civilians, as sightings."""
        return sightings.nothing() if self.placed is None else sightings.of_events(self.placed)

    @cached_property
    def places(self) -> AreaSet:
        """The areas; where the workspace has none, those that the events name."""
        if self.areas.areas or self.placed is None:
            return self.areas
        ids = self.placed[AREA].unique().drop_nulls().sort()
        named = tuple(Area(area, {"en": self.areas.names([area])[area]}) for area in ids)
        return AreaSet(self.areas.source, self.areas.level, named)

    @property
    def last_day(self) -> date | None:
        """The last day of which the data set tells."""
        return date.fromisoformat(self.manifest.last_day) if self.manifest and self.manifest.events else None

    def names(self, language: str) -> dict[str, str]:
        """Names of the areas by their ids."""
        return self.places.names([area.area_id for area in self.places.areas], language)

    def wider_names(self, language: str) -> dict[str, str]:
        """Names of the areas above these, by their codes and names in a comparable form."""
        areas = self.wider.areas if self.wider else ()
        return {
            comparable(word): area.name(language) for area in areas for word in (area.area_id, *area.names.values())
        }

    @cached_property
    def outlines(self) -> Outlines:
        """What can be drawn of the areas."""
        cells = {} if self.placed is None else cells_by_area(self.placed.drop_nulls(AREA))
        return outlines(self.areas, cells)

    @cached_property
    def ground(self) -> Ground | None:
        """The areas as they lie on a map; None where nothing can be drawn."""
        return ground_of(self.outlines)


def evidence_for(picture: Picture, level: str = "") -> HeldEvidence:
    """The vintage that the picture knows, and the areas at a level (none: the finest that there is)."""
    workspace = held().workspace
    vintage = _vintage(workspace, picture)
    stamps = tuple(_stamp(path) for path in (workspace.areas, workspace.actors))
    return _read(workspace, vintage, level, stamps)


def _vintage(workspace: Workspace, picture: Picture) -> str:
    """The last that had been received; where none ever was, the newest in the folder."""
    here = {manifest.vintage for manifest in VintageStore(workspace.datasets).manifests()}
    known = [vintage for _, vintage in picture.vintages if vintage in here]
    if known or picture.known_at is not None:
        return known[-1] if known else ""
    return VintageStore(workspace.datasets).latest().vintage if here else ""


def _stamp(path: Path | None) -> tuple[str, int, int]:
    if path is None or not path.exists():
        return ("", 0, 0)
    found = path.stat()
    return (path.name, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=_KEPT)
def _read(
    workspace: Workspace,
    vintage: str,
    level: str,
    stamps: tuple[tuple[str, int, int], ...],  # noqa: ARG001 (part of the key)
) -> HeldEvidence:
    areas = _areas(workspace, level)
    wider = _wider(workspace, areas)
    if not vintage:
        return HeldEvidence(None, areas, None, wider)
    manifest = VintageStore(workspace.datasets).manifest(vintage)
    events = stored_events(workspace, manifest, actors_of(workspace))
    several = events["country"].n_unique() > 1
    placed = place(events.lazy(), areas, several_countries=several).collect()
    return HeldEvidence(manifest, areas, placed, wider)


def _wider(workspace: Workspace, areas: AreaSet) -> AreaSet | None:
    if workspace.areas is None or areas.level == LEVELS[-1]:
        return None
    try:
        return areas_of(workspace, LEVELS[-1])
    except UnrecognisedFile:
        return None


def _areas(workspace: Workspace, level: str) -> AreaSet:
    """Areas at the level asked for, or at the finest that their file holds.

    Raises:
        WorkspaceError: the file holds none at all.
    """
    for one in [level] if level else LEVELS if workspace.areas else LEVELS[-1:]:
        try:
            return areas_of(workspace, one)
        except UnrecognisedFile:
            continue
    raise WorkspaceError(
        gettext_noop("The workspace's areas cannot be read at this level; give them anew: `withstand data areas`.")
    )
