"""Everything that a timeline shows, as values: a line for each period, and what its numbers rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from withstand.mission import sightings
from withstand.mission.period import complete_until
from withstand.picture.picture import Picture
from withstand.web.seeing.asking import CLASSES, KINDS, Looking
from withstand.web.seeing.held_evidence import HeldEvidence, evidence_for
from withstand.web.seeing.periods import PeriodLine, fitting, period_lines, periods


@dataclass(frozen=True)
class Course:
    """What was recorded when. `covered`: the days that the data set reaches; `undated` records are in no period."""

    evidence: HeldEvidence
    since: date
    until: date
    step: str
    covered: tuple[date, date] | None
    chosen: pl.DataFrame
    classes: tuple[str, ...]
    lines: tuple[PeriodLine, ...]
    undated: int

    @property
    def classification(self) -> str:
        """The highest among what is shown."""
        return sightings.highest(self.chosen["classification"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records that there are."""
        known = (sightings.EVENT_KIND, *(sightings.kind_key(kind) for kind in KINDS))
        return tuple(kind for kind in known if any(line.of_kind(kind) for line in self.lines))

    def behind(self, at: str) -> pl.DataFrame | None:
        """The sightings that a period's numbers rest on; None where it is none of these periods."""
        found = next((line.period for line in self.lines if line.period.label == at), None)
        if found is None:
            return None
        event = pl.col("kind") == sightings.EVENT_KIND
        day = pl.when(event).then("last").otherwise("first")
        return self.chosen.filter(day.is_between(found.first, found.last))


def course_of(picture: Picture, looking: Looking, evidence: HeldEvidence | None = None) -> Course:
    """The timeline that is asked for, as the picture's audience may see it."""
    evidence = evidence or evidence_for(picture)
    records = sightings.of_records(picture, KINDS, evidence.places).filter(~pl.col("refuted"))
    covered = _covered(evidence)
    since, until = looking.period((records,), covered[1] if covered else None)
    chosen = looking.chosen(since, until).of(pl.concat([evidence.events, records]))
    step = fitting(looking.step, since, until)
    parts = periods(step, since, until)
    present = set(chosen.filter(pl.col("kind") == sightings.EVENT_KIND)["perpetrator"])
    classes = tuple(one for one in CLASSES if one in present)
    lines = period_lines(parts, chosen, evidence.placed, covered, classes)
    undated = records.filter(pl.col("first").is_null()).height
    return Course(
        evidence, max(since, parts[0].first) if parts else since, until, step, covered, chosen, classes, lines, undated
    )


def _covered(evidence: HeldEvidence) -> tuple[date, date] | None:
    """The days that the data set reaches."""
    if evidence.placed is None or not evidence.placed.height:
        return None
    first = evidence.placed["date_end"].min()
    return (first if isinstance(first, date) else date.min, complete_until(evidence.placed)[0])
