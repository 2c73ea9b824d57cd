"""The study of our presence on a workspace's events: what it takes, and what it found, kept once a job has made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.presence_design import DONUT
from withstand.analysis.effects.study import study
from withstand.analysis.effects.study_values import Study
from withstand.mission.asked import Evidence, Question
from withstand.mission.from_workspace import actors_of, stored_events
from withstand.mission.ground import ground
from withstand.mission.presence_counted import Counted, counts, ground_of
from withstand.mission.presence_ground import PresenceGround
from withstand.picture.picture import Picture
from withstand.web.seeing.held_evidence import HeldEvidence, evidence_for
from withstand.web.stance.keeping import keep, kept, key_of
from withstand.workspace import Workspace

USUAL = ("host_state", "non_state")
DRAWS, SEED = 500, 2020
NO_EVENTS, NO_PRESENCE, NO_STUDY = "events", "presence", "study"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Studied:
    """What was found; none where it cannot be estimated."""

    study: Study | None
    ground: PresenceGround


@dataclass(frozen=True)
class Studying:
    """A picture, the events and areas of the workspace, and a day."""

    picture: Picture
    evidence: HeldEvidence
    day: date

    @classmethod
    def at(cls, picture: Picture, day: date) -> Studying:
        """What the picture's audience may see."""
        return cls(picture, evidence_for(picture), day)

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        """The counts of our posts."""
        return counts(self.picture, self.evidence.areas, self.day)

    @property
    def missing(self) -> str:
        """What it lacks; empty where it can be tried."""
        if self.evidence.manifest is None:
            return NO_EVENTS
        return "" if self.counted else NO_PRESENCE

    @cached_property
    def key(self) -> str:
        """Under which it is kept: that of what it rests on, and of nothing else."""
        vintage = self.evidence.manifest.vintage if self.evidence.manifest else ""
        return key_of(self.picture, "effects", self.day, vintage, self.evidence.areas.level)

    def found(self) -> Studied | None:
        """What a job has found."""
        return kept(self.key, Studied)

    def make(self, workspace: Workspace, progress: Progress) -> Studied:
        """Study and keep.

        Raises:
            InputError: the events bear no panel.
        """
        manifest = self.evidence.manifest
        if manifest is None:
            raise TypeError(NO_EVENTS)
        events = stored_events(workspace, manifest, actors_of(workspace))
        found = ground(Evidence(events, {}, manifest.notes), Question(self.evidence.areas, (), None))
        placed = ground_of(found, self.counted)
        try:
            made = study(placed.panel, USUAL, donut=DONUT, draws=DRAWS, seed=SEED, progress=progress)
        except EffectsError:
            return keep(self.key, Studied(None, placed))
        return keep(self.key, Studied(made, placed))
