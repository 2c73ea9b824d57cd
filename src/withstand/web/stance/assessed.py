"""All areas and authorities as a picture shows them on a day: reckoned once for those who see the same, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from withstand.brief.stance.sheets import RESTS_ON
from withstand.mission.stance.assessment import Assessment, StancePicture
from withstand.mission.stance.choices import Apart
from withstand.picture.filters import Filter
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.web.records import saying
from withstand.web.seeing.held_evidence import HeldEvidence, evidence_for
from withstand.web.stance.keeping import keep, kept, key_of

LIGHT = 2500
"""Areas × authorities × months up to which a page reckons by itself; beyond, a job does."""


@dataclass(frozen=True, eq=False)
class Assessed:
    """What was read, every row of it, and the standing choices that the evidence points away from."""

    read: StancePicture
    table: tuple[Assessment, ...]
    apart: tuple[Apart, ...]

    def row(self, authority: str, area: str) -> Assessment | None:
        """One row."""
        return next((one for one in self.table if (one.authority.key, one.area) == (authority, area)), None)


@dataclass(frozen=True)
class Desk:
    """A picture, the areas of the workspace, and a day."""

    picture: Picture
    evidence: HeldEvidence
    day: date

    @classmethod
    def at(cls, picture: Picture, day: date) -> Desk:
        """For whom and when."""
        return cls(picture, evidence_for(picture), day)

    @cached_property
    def key(self) -> str:
        """Under which it is kept."""
        areas = self.evidence.areas
        return key_of(self.picture, "stance", self.day, areas.source, areas.level, len(areas.areas))

    @cached_property
    def read(self) -> StancePicture:
        """All that bears on stance; nothing is fitted yet."""
        found = kept(f"{self.key} read", StancePicture)
        return found or keep(f"{self.key} read", StancePicture.read(self.picture, self.evidence.areas, self.day))

    @property
    def light(self) -> bool:
        """Whether a page may reckon it while somebody waits."""
        return len(self.read.rows) * len(self.read.months) <= LIGHT

    def found(self) -> Assessed | None:
        """All of it; None where it is so much that a job has to reckon it first."""
        return kept(self.key, Assessed) or (self.make() if self.light else None)

    def make(self) -> Assessed:
        """Fit, assess and keep."""
        return keep(self.key, Assessed(self.read, self.read.table(), self.read.apart()))

    @property
    def names(self) -> dict[str, str]:
        """The areas in the reader's language."""
        return self.evidence.names(saying.language())

    def area(self, area: str) -> str:
        """One of them."""
        return self.names.get(area, area)

    @cached_property
    def classification(self) -> str:
        """The highest of the records that are looked through; empty where there are none."""
        names = {kind.name for kind in RESTS_ON}
        for level in reversed(tuple(vocabulary("classifications").terms)):
            if names & {kind for kind, number in self.picture.counts(Filter(classification=level)).items() if number}:
                return level
        return ""
