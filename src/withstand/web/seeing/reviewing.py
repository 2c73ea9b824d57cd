"""The review of a workspace for a page: what rests on the data set is kept for all, what rests on records for one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import polars as pl
from django.utils.translation import gettext_noop

from withstand import __version__
from withstand.brief.document import to_json
from withstand.brief.page import page
from withstand.errors import WorkspaceError
from withstand.evidence.areas import place
from withstand.evidence.perpetrators import built_in_rule
from withstand.evidence.vintages import Manifest
from withstand.installation.files import write_whole
from withstand.installation.opening import Opened
from withstand.ledger.receipts import frontier_points
from withstand.mission.from_picture import own_frames
from withstand.mission.from_workspace import Asked, actors_of, stored_evidence
from withstand.mission.ground import Question
from withstand.mission.own_records import own_records
from withstand.mission.own_values import OwnRecords
from withstand.mission.review import review
from withstand.mission.review_values import Review
from withstand.mission.tallies import against_civilians
from withstand.mission.track_record import TrackRecords
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import READ
from withstand.web.seeing.held_evidence import HeldEvidence, evidence_for
from withstand.web.work.kinds import JobKind, Made, Parameters, Steps
from withstand.workspace import Workspace

JOB = "review"
BETWEEN = "\n"
MOST_KEPT = 12
_STEPS = gettext_noop("Testing the forecasts on past years.")


@dataclass(frozen=True)
class Reviewed:
    """What a review was asked: the level of areas (none: the finest), countries (none: all), the day it stands at."""

    level: str = ""
    countries: tuple[str, ...] = ()
    as_of: date | None = None

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Reviewed:
        """From a job's parameters."""
        day = given.get("as_of", "")
        countries = tuple(one for one in given.get("countries", "").split(BETWEEN) if one)
        return cls(given.get("level", ""), countries, date.fromisoformat(day) if day else None)

    def parameters(self) -> dict[str, str]:
        """As a job keeps them."""
        day = self.as_of.isoformat() if self.as_of else ""
        return {"level": self.level, "countries": BETWEEN.join(self.countries), "as_of": day}


def today() -> date:
    """The day on which a review is made; the same as the command line's."""
    return datetime.now(UTC).date()


def review_key(workspace: Workspace, manifest: Manifest, asked: Reviewed, made: date) -> str:
    """A name for all that a review rests on beside the operation's own records."""
    beside = [path for path in (workspace.areas, workspace.actors) if path is not None and path.exists()]
    newest = max((path.name for path in workspace.reviews.glob("*.json")), default="")
    parts = (
        __version__, manifest.vintage, [_digest(path) for path in beside], asked, made, newest,
        built_in_rule().version,
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kept_review(workspace: Workspace, key: str) -> Review | None:
    """A review without the operation's own records that was made before; a damaged one counts as none."""
    try:
        return msgspec.json.decode(_file(workspace, key).read_bytes(), type=Review)
    except (OSError, msgspec.MsgspecError):
        return None


def _file(workspace: Workspace, key: str) -> Path:
    return workspace.cache / f"review-{key[:32]}.json"


def make_review(workspace: Workspace, evidence: HeldEvidence, asked: Reviewed, made: date, steps: Steps) -> Review:
    """Make a review of the data set alone, and keep it.

    Raises:
        WorkspaceError, InputError: there is nothing to review, or too much.
    """
    manifest = _needed(evidence)
    told = Asked(
        built_in_rule(), actors_of(workspace), evidence.areas, workspace.areas, asked.countries, made
    )  # fmt: skip
    question = Question(evidence.areas, asked.countries, asked.as_of)

    def progress(step: str, done: int, total: int) -> None:  # noqa: ARG001 (the steps are said in general)
        steps.at(10 + round(80 * done / max(total, 1)), _STEPS)

    found = review(stored_evidence(workspace, manifest, told, None), question, TrackRecords(workspace.cache), progress)
    key = review_key(workspace, manifest, asked, made)
    write_whole(_file(workspace, key), to_json(found, indent=None).encode())
    for old in sorted(workspace.cache.glob("review-*.json"), key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
    return found


def _needed(evidence: HeldEvidence) -> Manifest:
    if evidence.manifest is None:
        raise WorkspaceError("The workspace holds no data. Add a file with `withstand data add FILE`.")
    return evidence.manifest


def own_of(picture: Picture, evidence: HeldEvidence, made: Review, asked: Reviewed) -> OwnRecords:
    """The operation's own records beside the events of a review, as the picture's audience may see them."""
    names = evidence.areas.names([area.area_id for area in evidence.areas.areas])
    as_of = date.fromisoformat(made.as_of)
    return own_records(own_frames(picture), against_civilians(placed_for(evidence, made, asked)), as_of, names)


def placed_for(evidence: HeldEvidence, made: Review, asked: Reviewed) -> pl.DataFrame:
    """The events that a review counts, placed as it places them."""
    if evidence.placed is None:
        raise WorkspaceError("The workspace holds no data. Add a file with `withstand data add FILE`.")
    events = evidence.placed.filter(pl.col("date_end") <= date.fromisoformat(made.as_of))
    if asked.countries:
        events = events.filter(pl.col("country").is_in(made.countries))
        several = events["country"].n_unique() > 1
        bare = events.drop("area_id")
        return place(bare.lazy(), evidence.areas, several_countries=several).collect()
    return events


def own_key(picture: Picture, key: str) -> str:
    """A name for what a picture shows now of a review's own records: rights are today's, whatever was known when."""
    now = sorted(repr(point) for point in frontier_points(picture.ledger))
    return hashlib.sha256(repr((picture.key, now, key)).encode()).hexdigest()


def review_file(made: Review, evidence: HeldEvidence) -> bytes:
    """The brief as the command line writes it."""
    return page(made, evidence.outlines).encode()


def make(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made:
    """The job: a review with the records that whoever asks may see."""
    from withstand.web.seeing.kept import keep_own

    steps.at(5, gettext_noop("Opening the data set."))
    reviewed = Reviewed.of(asked)
    picture = Picture(opened.ledger, audience)
    evidence = evidence_for(picture, reviewed.level)
    made = make_review(opened.workspace, evidence, reviewed, today(), steps)
    steps.at(95, gettext_noop("Writing the review."))
    own = own_of(picture, evidence, made, reviewed)
    key = review_key(opened.workspace, _needed(evidence), reviewed, today())
    keep_own(audience.name, own_key(picture, key), own)
    return Made("review.html", "text/html; charset=utf-8", review_file(replace(made, own=own), evidence))


REVIEW_JOB = JobKind(gettext_noop("Review"), make, READ)
