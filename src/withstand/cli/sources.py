"""From a request to evidence and a question: the one place where commands read files and workspaces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from withstand.cli.looking import picture_of, stay_inside
from withstand.cli.opening import opened
from withstand.cli.request import Request
from withstand.cli.vintage_receipts import receive_vintage
from withstand.errors import InputError
from withstand.evidence.actor_table import ActorTable, actor_table, same_name, state_partners
from withstand.evidence.areas import AreaSet
from withstand.evidence.perpetrators import built_in_rule, rule_from
from withstand.evidence.raw_table import SetAside
from withstand.evidence.vintages import Manifest, VintageStore
from withstand.installation.opening import Opened
from withstand.mission.from_picture import own_frames
from withstand.mission.from_workspace import (
    Asked,
    actors_in,
    actors_of,
    areas_of,
    past_reviews,
    releases,
    stored_evidence,
    unmatched,
)
from withstand.mission.ground import Evidence, Question
from withstand.mission.own_records import OwnFrames
from withstand.mission.track_record import Progress, TrackRecords
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import Workspace

if TYPE_CHECKING:
    from withstand.evidence.reading import EventFile


@dataclass(frozen=True)
class Sources:
    """All that a review or a test needs; `set_aside` are the rows of a file that were not events."""

    evidence: Evidence
    question: Question
    records: TrackRecords
    workspace: Workspace | None
    set_aside: tuple[SetAside, ...]


@contextmanager
def open_sources(request: Request, progress: Progress) -> Iterator[Sources]:
    """Read what the request names.

    Raises:
        WithstandError: one sentence about what cannot be used.
    """
    with ExitStack() as stack:
        found = None
        if request.workspace:
            found = stack.enter_context(opened(request.workspace, request.passphrase_file))
        yield from _sources(request, progress, found)


def _sources(request: Request, progress: Progress, found: Opened | None) -> Iterator[Sources]:
    workspace = found.workspace if found else None
    own = _own(found, request.profile) if found else None
    rule = rule_from(request.rule) if request.rule else built_in_rule()
    actors = _actors(request, workspace)
    areas, areas_file = _areas(request, workspace)
    question = Question(areas, request.countries, request.as_of)
    records = TrackRecords(workspace.cache if workspace else None)
    asked = Asked(rule, actors, areas, areas_file, request.countries, datetime.now(UTC).date())
    if request.events is None:
        held = _needed(workspace)
        manifest = _vintage(VintageStore(held.datasets), request.vintage)
        progress("opening the vintage", 0, 1)
        evidence = stored_evidence(held, manifest, asked, own)
        _refuse_absent(evidence.events, request.state_partners)
        yield Sources(_marked(evidence, request), question, records, workspace, ())
        return
    from withstand.evidence.reading import read_events

    with read_events(
        request.events,
        version=request.version,
        rule=rule,
        actors=actors,
        progress=lambda step: progress(step, 0, 1),
    ) as file:
        facts = {**_file_facts(file), **asked.facts()}
        if found is not None and workspace is not None:
            kept, _ = VintageStore(workspace.datasets).add(file, file_date(request.events))
            receive_vintage(found, kept)
            facts["vintage"] = kept.vintage
        events = file.events.collect()
        _refuse_absent(events, request.state_partners)
        notes = (*file.notes, *unmatched(events, actors))
        evidence = Evidence(events, {**facts, **releases(events)}, notes, past_reviews(workspace), asked.made, own)
        yield Sources(_marked(evidence, request), question, records, workspace, file.account.set_aside)


def _marked(evidence: Evidence, request: Request) -> Evidence:
    """Invented events say so."""
    if not request.invented:
        return evidence
    said = {
        "invented": "The country, its people and its events are invented; nothing here happened.",
        "licence": "part of the program",
        "cite": "part of the program",
    }
    return replace(evidence, manifest={**evidence.manifest, **said})


def _own(found: Opened, profile: str) -> OwnFrames:
    picture = picture_of(found, profile)
    stay_inside(picture.audience)
    return own_frames(picture)


def _areas(request: Request, workspace: Workspace | None) -> tuple[AreaSet, Path | None]:
    """The areas named, else the workspace's own, and the file that they come from."""
    if request.areas is None:
        return areas_of(workspace, request.level), workspace.areas if workspace else None
    from withstand.evidence.boundaries import area_set

    return area_set(request.areas, request.level), request.areas


def file_date(path: Path) -> date:
    """The day on which a file was last written: the best guess of when it was downloaded."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def _needed(workspace: Workspace | None) -> Workspace:
    if workspace is None:
        raise InputError("Give a file with --events FILE, or a --workspace that holds data.")
    return workspace


def _actors(request: Request, workspace: Workspace | None) -> ActorTable:
    """Actors of the command line first, then the file named, then the workspace's table: the first entry decides."""
    named = list(state_partners(request.state_partners).named)
    if request.actors:
        named += actor_table(request.actors).named
    if workspace is not None:
        named += actors_of(workspace).named
    return ActorTable(tuple(named))


def _vintage(store: VintageStore, wanted: str) -> Manifest:
    if not wanted:
        return store.latest()
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        return store.manifest(wanted)
    return store.latest(retrieved_by=day)


def _refuse_absent(events: pl.DataFrame, asked: tuple[str, ...]) -> None:
    """Refuse an actor of the command line that is in no event.

    Raises:
        InputError: with the nearest names in the file.
    """
    held = actors_in(events)
    for name in asked:
        if same_name(name) not in held:
            like = [found for key, found in held.items() if same_name(name) in key]
            near = like or [held[key] for key in get_close_matches(same_name(name), held, cutoff=0.5)]
            hint = f" Near it: {', '.join(near[:5])}." if near else ""
            raise InputError(f"--state-partner {name!r} is the name of no actor in these events.{hint}")


def _file_facts(file: EventFile) -> dict[str, object]:
    source = "acled" if file.kind.value.startswith("ACLED") else "ucdp_ged"
    facts = vocabulary("datasets").terms[source].facts
    return {
        "file": file.name,
        "kind": file.kind.value,
        "version": file.version,
        "sha256": file.sha256,
        "rows": file.account.rows,
        "events": file.account.events,
        "rows_set_aside": len(file.account.set_aside),
        "blank_rows": file.account.blank,
        "licence": facts["licence"],
        "cite": facts["cite"],
    }
