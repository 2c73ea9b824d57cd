"""What a review reads from a workspace's folder beside the ledger: vintages, actors, areas, and past reviews."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from withstand import __version__
from withstand.evidence.actor_table import ActorTable, actor_table, same_name
from withstand.evidence.areas import AreaSet
from withstand.evidence.containers import digest
from withstand.evidence.perpetrators import Rule, built_in_rule, classify
from withstand.evidence.vintages import Manifest, VintageStore
from withstand.mission.ground import Evidence
from withstand.mission.own_records import OwnFrames
from withstand.workspace import Workspace

MOST_PAST_REVIEWS = 20
NAMES_ONLY = "the events' own names"


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


def stored_evidence(
    workspace: Workspace, manifest: Manifest, asked: Asked, own: OwnFrames | None, notes: tuple[str, ...] = ()
) -> Evidence:
    """The events of a vintage, classified, with what the manifest says of them."""
    events = stored_events(workspace, manifest, asked.actors, asked.rule)
    facts = {**vintage_facts(manifest), **asked.facts(), **releases(events)}
    said = (*manifest.notes, *unmatched(events, asked.actors), *notes)
    return Evidence(events, facts, said, past_reviews(workspace), asked.made, own)


def stored_events(
    workspace: Workspace, manifest: Manifest, actors: ActorTable, rule: Rule | None = None
) -> pl.DataFrame:
    """The events of a vintage with the classes of their perpetrators."""
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


def past_reviews(workspace: Workspace | None) -> tuple[Mapping[str, Any], ...]:
    """The newest reviews kept in the workspace, the newest first; a damaged one counts as none."""
    if workspace is None:
        return ()
    found = []
    for path in sorted(workspace.reviews.glob("*.json"), reverse=True)[:MOST_PAST_REVIEWS]:
        try:
            found.append(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
    return tuple(content for content in found if isinstance(content, dict))


def unmatched(events: pl.DataFrame, actors: ActorTable) -> tuple[str, ...]:
    """A note on each named actor that is in no event."""
    held = actors_in(events)
    missing = [entry.actor for entry in actors.named if same_name(entry.actor) not in held]
    return (f"named in the table of actors but in no event: {', '.join(missing)}",) if missing else ()


def actors_in(events: pl.DataFrame) -> dict[str, str]:
    """The names of sides in events, by their comparable form."""
    return {same_name(name): name for column in ("actor_1", "actor_2") for name in events[column].unique().drop_nulls()}


def releases(events: pl.DataFrame) -> dict[str, object]:
    """The releases whose events are really in the data, whatever the last file added was."""
    return {"version": ", ".join(events["source_version"].unique().drop_nulls().sort())}


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
