"""From a request to evidence and a question: the one place where commands read files and workspaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withstand.brief.kept_findings import KeptFindings, kept_findings
from withstand.cli.looking import picture_of, stay_inside
from withstand.cli.opening import opened
from withstand.cli.request import Request
from withstand.cli.vintage_receipts import receive_vintage
from withstand.errors import InputError
from withstand.evidence.actor_table import ActorTable, actor_table, same_name, state_partners
from withstand.evidence.area_set import AreaSet
from withstand.evidence.containers import digest
from withstand.evidence.perpetrators import built_in_rule, rule_from
from withstand.evidence.vintages import Manifest, VintageStore
from withstand.installation.opening import Opened
from withstand.mission.asked import Evidence, Question
from withstand.mission.findings import Occasion
from withstand.mission.from_workspace import Asked, PastReviews, areas_of, vintage_facts
from withstand.mission.track_record import Progress, TrackRecords
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import Workspace

if TYPE_CHECKING:
    import polars as pl

    from withstand.evidence.raw_table import SetAside
    from withstand.evidence.reading import EventFile


@dataclass(frozen=True)
class Sources:
    """All that a review or a test needs; the evidence is read when it is first asked for.

    `picture` is of the workspace's own records, `kept` the place of the findings of a vintage, `set_aside` are the
    rows of a file that were not events.
    """

    question: Question
    records: TrackRecords
    workspace: Workspace | None
    facts: Mapping[str, object]
    past_reviews: Iterable[Mapping[str, Any]]
    made: date
    picture: Picture | None
    kept: KeptFindings | None
    set_aside: tuple[SetAside, ...]
    read: Callable[[], tuple[pl.DataFrame, tuple[str, ...]]]
    areas_file: Path | None = None

    @cached_property
    def evidence(self) -> Evidence:
        """The events, classed, and what was noted while reading them."""
        events, notes = self.read()
        releases = events["source_version"].unique().drop_nulls().sort()
        return Evidence(events, self._manifest(releases), notes, self.past_reviews, self.made)

    def occasion(self, releases: Iterable[str]) -> Occasion:
        """That of a review now, of data of these releases."""
        return Occasion(self._manifest(releases), self.past_reviews, self.made)

    def _manifest(self, releases: Iterable[str]) -> dict[str, object]:
        """The releases whose events are really in the data, whatever the last file added was."""
        return {**self.facts, "version": ", ".join(releases)}


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
    picture = _picture(found, request.profile) if found else None
    rule = rule_from(request.rule) if request.rule else built_in_rule()
    actors = _actors(request, workspace)
    areas, areas_file = _areas(request, workspace)
    made = datetime.now(UTC).date()
    common = Asked(rule, actors, areas, areas_file, request.countries, made).facts()
    if request.invented:
        common["invented"] = "The country, its people and its events are invented; nothing here happened."
        common["licence"] = common["cite"] = "part of the program"

    def place(workspace: Workspace, vintage: str, notes: tuple[str, ...]) -> KeptFindings:
        return _kept(request, workspace, vintage, notes, actors, areas, areas_file)

    def sources(
        facts: Mapping[str, object],
        vintage: str,
        notes: tuple[str, ...],
        read: Callable[[], tuple[pl.DataFrame, tuple[str, ...]]],
        set_aside: tuple[SetAside, ...] = (),
    ) -> Sources:
        return Sources(
            question=Question(areas, request.countries, request.as_of),
            records=TrackRecords(workspace.cache if workspace else None),
            workspace=workspace,
            facts={**facts, **common},
            past_reviews=PastReviews(workspace.reviews) if workspace else (),
            made=made,
            picture=picture,
            kept=place(workspace, vintage, notes) if workspace and vintage else None,
            set_aside=set_aside,
            read=read,
            areas_file=areas_file,
        )

    if request.events is None:
        store = VintageStore(_needed(workspace).datasets)
        manifest = _vintage(store, request.vintage)

        def opening() -> tuple[pl.DataFrame, tuple[str, ...]]:
            from withstand.evidence.classifying import classify

            progress("opening the vintage", 0, 1)
            events = classify(store.events(manifest.vintage), rule, actors).collect()
            return events, (*manifest.notes, *_unmatched(events, actors, request.state_partners))

        yield sources(vintage_facts(manifest), manifest.vintage, manifest.notes, opening)
        return
    from withstand.evidence.reading import read_events

    with read_events(
        request.events,
        version=request.version,
        rule=rule,
        actors=actors,
        progress=lambda step: progress(step, 0, 1),
    ) as file:
        facts, vintage = _file_facts(file), ""
        if found is not None and workspace is not None:
            kept, _ = VintageStore(workspace.datasets).add(file, file_date(request.events))
            receive_vintage(found, kept)
            facts["vintage"] = vintage = kept.vintage

        def collecting() -> tuple[pl.DataFrame, tuple[str, ...]]:
            events = file.events.collect()
            return events, (*file.notes, *_unmatched(events, actors, request.state_partners))

        yield sources(facts, vintage, file.notes, collecting, file.account.set_aside)


def _kept(
    request: Request,
    workspace: Workspace,
    vintage: str,
    notes: tuple[str, ...],
    actors: ActorTable,
    areas: AreaSet,
    areas_file: Path | None,
) -> KeptFindings:
    """Where the findings of this very question in these very bytes are kept."""
    return kept_findings(
        workspace.cache,
        VintageStore(workspace.datasets).digest(vintage),
        notes,
        digest(request.rule) if request.rule else "",
        actors.named,
        (digest(areas_file), areas.source, areas.notes) if areas_file else "",
        areas.level,
        request.countries,
        request.as_of,
        request.state_partners,
    )


def _picture(found: Opened, profile: str) -> Picture:
    picture = picture_of(found, profile)
    stay_inside(picture.audience)
    return picture


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
    if workspace is not None and workspace.actors.exists():
        named += actor_table(workspace.actors).named
    return ActorTable(tuple(named))


def _vintage(store: VintageStore, wanted: str) -> Manifest:
    if not wanted:
        return store.latest()
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        return store.manifest(wanted)
    return store.latest(retrieved_by=day)


def _unmatched(events: pl.DataFrame, actors: ActorTable, asked: tuple[str, ...]) -> tuple[str, ...]:
    """A note on each named actor that is in no event; one named on the command line is refused instead.

    Raises:
        InputError: with the nearest names in the file.
    """
    held = {same_name(name): name for column in ("actor_1", "actor_2") for name in events[column].unique().drop_nulls()}
    for name in asked:
        if same_name(name) not in held:
            like = [found for key, found in held.items() if same_name(name) in key]
            near = like or [held[key] for key in get_close_matches(same_name(name), held, cutoff=0.5)]
            hint = f" Near it: {', '.join(near[:5])}." if near else ""
            raise InputError(f"--state-partner {name!r} is the name of no actor in these events.{hint}")
    missing = [entry.actor for entry in actors.named if same_name(entry.actor) not in held]
    return (f"named in the table of actors but in no event: {', '.join(missing)}",) if missing else ()


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
