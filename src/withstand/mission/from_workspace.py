"""What a review reads from a workspace's folder beside the ledger: vintages, actors, areas, and past reviews."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withstand import __version__
from withstand.errors import UnrecognisedFile
from withstand.evidence.actor_table import ActorTable, actor_table, same_name
from withstand.evidence.area_set import AreaSet
from withstand.evidence.containers import digest
from withstand.evidence.perpetrators import Rule, built_in_rule
from withstand.evidence.vintages import Manifest, VintageStore
from withstand.workspace import Workspace

if TYPE_CHECKING:
    import polars as pl

MOST_PAST_REVIEWS = 20
NAMES_ONLY = "the events' own names"


@dataclass(frozen=True)
class PastReviews:
    """The newest reviews kept in a workspace, the newest first, each read when it is asked for."""

    folder: Path

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """A damaged one counts as none."""
        for path in sorted(self.folder.glob("*.json"), reverse=True)[:MOST_PAST_REVIEWS]:
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
            if isinstance(content, dict):
                yield content


@dataclass(frozen=True)
class Asked:
    """What a review was asked, as its manifest tells it."""

    rule: Rule
    actors: ActorTable
    areas: AreaSet
    areas_file: Path | None
    countries: tuple[str, ...]
    made: date

    def facts(self) -> dict[str, object]:
        """The manifest's entries that do not depend on the data."""
        areas = f"{self.areas.source}, {self.areas.level}"
        return {
            "perpetrator_rule": f"{self.rule.label} ({self.rule.version})",
            "actors_named": ", ".join(f"{entry.actor} = {entry.gives}" for entry in self.actors.named) or "none",
            "areas": areas + (f", SHA-256 {digest(self.areas_file)}" if self.areas_file else ""),
            "countries_asked_for": ", ".join(self.countries) or "all in the file",
            "program": f"withstand {__version__}",
            "made": self.made.isoformat(),
        }


def stored_events(
    workspace: Workspace, manifest: Manifest, actors: ActorTable, rule: Rule | None = None
) -> pl.DataFrame:
    """The events of a vintage with the classes of their perpetrators."""
    from withstand.evidence.classifying import classify

    stored = VintageStore(workspace.datasets).events(manifest.vintage)
    return classify(stored, rule or built_in_rule(), actors).collect()


def actors_of(workspace: Workspace) -> ActorTable:
    """The workspace's own table of actors."""
    return actor_table(workspace.actors) if workspace.actors.exists() else ActorTable(())


def areas_of(workspace: Workspace | None, level: str) -> AreaSet:
    """The workspace's areas at a level; the names that events carry where it has none."""
    if workspace is None or workspace.areas is None:
        return AreaSet(NAMES_ONLY, level)
    from withstand.evidence.boundaries import area_set

    return area_set(workspace.areas, level)


def finer_areas(areas: AreaSet, file: Path | None) -> AreaSet | None:
    """The districts within provinces, where their file holds both: records that name one of them count above it."""
    if file is None or areas.level != "admin1":
        return None
    from withstand.evidence.boundaries import area_set

    try:
        return area_set(file, "admin2")
    except UnrecognisedFile:
        return None


def unmatched(events: pl.DataFrame, actors: ActorTable) -> tuple[str, ...]:
    """A note on each named actor that is in no event."""
    sides = (events[column].unique().drop_nulls() for column in ("actor_1", "actor_2"))
    held = {same_name(name) for side in sides for name in side}
    missing = [entry.actor for entry in actors.named if same_name(entry.actor) not in held]
    return (f"named in the table of actors but in no event: {', '.join(missing)}",) if missing else ()


def vintage_facts(manifest: Manifest) -> dict[str, object]:
    """The manifest's entries about a vintage."""
    return {
        "file": manifest.file,
        "version": "" if manifest.version == "unstated" else manifest.version,
        "vintage": manifest.vintage,
        "sha256": manifest.file_sha256,
        "retrieved": manifest.retrieved,
        "rows_of_the_last_file": manifest.rows,
        "events": manifest.events,
        "rows_set_aside": manifest.set_aside,
        "built_on": manifest.base or "nothing: a whole file",
        "licence": manifest.licence,
        "cite": manifest.cite,
    }
