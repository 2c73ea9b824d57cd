"""The review of a workspace for a page: what rests on the data set is kept for all, what rests on records for one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import polars as pl
from django.utils.translation import gettext_noop

from withstand.brief.kept_findings import Drawn, KeptFindings, kept_findings
from withstand.brief.maps import Outlines, outlines
from withstand.brief.own_parts import Beside, with_parts
from withstand.brief.page import page
from withstand.brief.sections import drawing_of
from withstand.errors import WorkspaceError
from withstand.evidence.actor_table import ActorTable
from withstand.evidence.area_set import AREA
from withstand.evidence.areas import cells_by_area, place
from withstand.evidence.containers import digest
from withstand.evidence.perpetrators import built_in_rule
from withstand.evidence.vintages import Manifest, VintageStore
from withstand.installation.opening import Opened
from withstand.ledger.ids import instant_of
from withstand.ledger.receipts import frontier_points
from withstand.mission.asked import Evidence, Question
from withstand.mission.findings import Findings, Occasion, review_of
from withstand.mission.from_picture import nothing_at_all, nothing_of_own, own_frames
from withstand.mission.from_workspace import (
    Asked,
    PastReviews,
    actors_of,
    finer_areas,
    stored_events,
    unmatched,
    vintage_facts,
)
from withstand.mission.own_records import own_records
from withstand.mission.own_values import OwnRecords
from withstand.mission.review import find
from withstand.mission.review_values import Review
from withstand.mission.tallies import against_civilians
from withstand.mission.track_record import TrackRecords
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import READ
from withstand.web.pictures import end_of_day
from withstand.web.seeing.held_evidence import HeldEvidence, evidence_for
from withstand.web.work.kinds import JobKind, Made, Parameters, Steps
from withstand.workspace import Workspace

JOB = "review"
BETWEEN = "\n"
_DAYS = ("as_of", "known_on")
_STEPS = gettext_noop("Testing the forecasts on past years.")


@dataclass(frozen=True)
class Reviewed:
    """What a review was asked: the level of areas (none: the finest), countries (none: all), the day it stands at, and
    the day to whose end it knows (none: now).
    """

    level: str = ""
    countries: tuple[str, ...] = ()
    as_of: date | None = None
    known_on: date | None = None

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Reviewed:
        """From a job's parameters."""
        as_of, known_on = (date.fromisoformat(day) if (day := given.get(name, "")) else None for name in _DAYS)
        countries = tuple(one for one in given.get("countries", "").split(BETWEEN) if one)
        return cls(given.get("level", ""), countries, as_of, known_on)

    def parameters(self) -> dict[str, str]:
        """As a job keeps them."""
        days = {
            name: day.isoformat() if day else "" for name, day in zip(_DAYS, (self.as_of, self.known_on), strict=True)
        }
        return {"level": self.level, "countries": BETWEEN.join(self.countries), **days}

    @property
    def known_at(self) -> datetime | None:
        """The moment up to which it knows."""
        return end_of_day(self.known_on.isoformat()) if self.known_on else None


def today() -> date:
    """The day on which a review is made; the same as the command line's."""
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class Bench:
    """All that a review of a workspace is made of, but for the operation's own records."""

    workspace: Workspace
    evidence: HeldEvidence
    asked: Reviewed

    @cached_property
    def manifest(self) -> Manifest:
        """That of the vintage.

        Raises:
            WorkspaceError: there is none.
        """
        if self.evidence.manifest is None:
            raise WorkspaceError(
                gettext_noop("The workspace holds no data. Add a file with `withstand data add FILE`.")
            )
        return self.evidence.manifest

    @cached_property
    def actors(self) -> ActorTable:
        """The workspace's table."""
        return actors_of(self.workspace)

    @cached_property
    def question(self) -> Question:
        """What is asked of the events."""
        return Question(self.evidence.areas, self.asked.countries, self.asked.as_of)

    @cached_property
    def kept(self) -> KeptFindings:
        """The place of the findings, the same as the command line's for the same question."""
        areas, file = self.evidence.areas, self.workspace.areas
        return kept_findings(
            self.workspace.cache,
            VintageStore(self.workspace.datasets).digest(self.manifest.vintage),
            self.manifest.notes,
            "",
            self.actors.named,
            (digest(file), areas.source, areas.notes) if file else "",
            areas.level,
            self.asked.countries,
            self.asked.as_of,
            (),
        )

    def occasion(self, releases: Iterable[str]) -> Occasion:
        """That of a review now."""
        made = today()
        told = Asked(
            built_in_rule(), self.actors, self.evidence.areas, self.workspace.areas, self.asked.countries, made
        )  # fmt: skip
        manifest = {**vintage_facts(self.manifest), **told.facts(), "version": ", ".join(releases)}
        if self.asked.known_on:
            manifest["as_known_on"] = self.asked.known_on.isoformat()
        return Occasion(manifest, PastReviews(self.workspace.reviews), made)

    def whole(self, findings: Findings, own: OwnRecords | None) -> Review:
        """The review of findings now."""
        return review_of(findings, self.occasion(findings.review.releases), own)

    def find(self, steps: Steps) -> Drawn:
        """Find, draw and keep.

        Raises:
            WorkspaceError, InputError: there is nothing to review, or too much.
        """

        def progress(step: str, done: int, total: int) -> None:  # noqa: ARG001 (the steps are said in general)
            steps.at(10 + round(80 * done / max(total, 1)), _STEPS)

        events = stored_events(self.workspace, self.manifest, self.actors)
        evidence = Evidence(events, {}, (*self.manifest.notes, *unmatched(events, self.actors)))
        findings, ground = find(evidence, self.question, TrackRecords(self.workspace.cache), progress)
        shapes = outlines(self.evidence.areas, cells_by_area(ground.placed.drop_nulls(AREA)))
        drawn = Drawn(findings, drawing_of(findings.review, shapes))
        self.kept.keep(drawn)
        return drawn

    def placed(self, made: Review) -> pl.DataFrame:
        """The events that a review counts, placed as it places them."""
        if self.evidence.placed is None:
            return pl.DataFrame()
        events = self.evidence.placed.filter(pl.col("date_end") <= date.fromisoformat(made.as_of))
        if not self.asked.countries:
            return events
        events = events.filter(pl.col("country").is_in(made.countries)).drop(AREA)
        several = events["country"].n_unique() > 1
        return place(events.lazy(), self.evidence.areas, several_countries=several).collect()

    def own(self, picture: Picture, made: Review) -> OwnRecords:
        """The operation's own records beside the events, as the picture's audience may see them."""
        nothing = nothing_of_own(picture)
        if nothing is not None:
            return nothing
        areas = self.evidence.areas
        names = areas.names([area.area_id for area in areas.areas])
        civilians = against_civilians(self.placed(made))
        return own_records(own_frames(picture), civilians, date.fromisoformat(made.as_of), names)

    def with_parts(self, picture: Picture, own: OwnRecords, made: Review) -> OwnRecords:
        """The same with stance, our responses and effects; without any record there is nothing to tell of them."""
        if nothing_at_all(picture):
            return own
        areas = self.evidence.areas
        return with_parts(own, Beside(picture, areas, self.day(made), finer_areas(areas, self.workspace.areas)))

    def day(self, made: Review) -> date:
        """The day of stance and of responses: the one asked for, else today, no earlier than the last of the data."""
        return self.asked.as_of or self.asked.known_on or max(today(), date.fromisoformat(made.as_of))

    @property
    def drawn_areas(self) -> Outlines | None:
        """The outlines of the areas, where they have boundaries."""
        return outlines(self.evidence.areas, {}) if self.evidence.areas.has_boundaries else None


def own_key(picture: Picture, key: str) -> str:
    """A name for what a picture shows now of a review's own records: rights are today's, whatever was known when."""
    now = sorted(repr(point) for point in frontier_points(picture.ledger))
    return hashlib.sha256(repr((picture.key, now, key)).encode()).hexdigest()


def parts_key(key: str, day: date) -> str:
    """A name for the same with stance, our responses and effects, which change from day to day."""
    return f"{key} parts {day}"


def make(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made:
    """The job: a review with the records that whoever asks may see."""
    from withstand.web.seeing.kept import keep_own

    steps.at(5, gettext_noop("Opening the data set."))
    reviewed = Reviewed.of(asked)
    known_at = reviewed.known_at
    picture = Picture(opened.ledger, audience, None, instant_of(known_at) if known_at else None)
    bench = Bench(opened.workspace, evidence_for(picture, reviewed.level), reviewed)
    drawn = bench.kept.read() or bench.find(steps)
    steps.at(95, gettext_noop("Writing the review."))
    found = drawn.findings.review
    own = bench.own(picture, found)
    keep_own(own_key(picture, bench.kept.path.name), own)
    own = bench.with_parts(picture, own, found)
    keep_own(own_key(picture, parts_key(bench.kept.path.name, bench.day(found))), own)
    content = page(bench.whole(drawn.findings, own), drawn.drawing, drawn=bench.drawn_areas).encode()
    return Made("review.html", "text/html; charset=utf-8", content)


REVIEW_JOB = JobKind(gettext_noop("Review"), make, READ)
