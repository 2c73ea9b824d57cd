"""What the review says beside events of stance, of our own responses and of our presence: values, codes and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UNDETERMINED, UNKNOWN = "undetermined", "unknown"
Cell = str | int | float | None
Said = Mapping[str, tuple[str, ...]]
"""Sentences by language."""


@dataclass(frozen=True)
class Why:
    """The key of a sentence of `stance_words`, what fills its places, and the records that it rests on."""

    key: str
    about: Mapping[str, str | int | float]
    records: tuple[str, ...]


@dataclass(frozen=True)
class StanceChoice:
    """A choice that stands. Where the evidence points elsewhere: to what, since which day, for how many weeks."""

    record: str
    matter: str
    choice: str
    review_by: str
    overdue: bool
    disputed: bool
    points_to: str = ""
    since: str = ""
    weeks: int = 0


@dataclass(frozen=True)
class StanceRow:
    """An authority in an area. `authority` is the id of its record, or `class:` and its side.

    points_to  with, despite, against, undetermined, or unknown where nothing is known of it at all.
    shares     permille of the four regions, None where nothing was fitted; `sure`: the region that is, else empty.
    """

    area: str
    name: str
    authority: str
    side: str
    who: str
    points_to: str
    points_to_with_partners: str
    conduct: str
    components_differ: bool
    harm: int
    harm_graded: int
    obstruction: int
    may_be: int
    partners: int
    unattributed: int
    shares: Mapping[str, int] | None
    observations: int | None
    mostly_prior: bool
    sure: str
    chosen: tuple[StanceChoice, ...]
    why: tuple[Why, ...]

    @property
    def is_class(self) -> bool:
        """Whether it is a class as a whole."""
        return self.authority.startswith("class:")

    @property
    def apart(self) -> int:
        """For how many weeks at the most choice and evidence have been apart; -1 where they are not."""
        return max((one.weeks for one in self.chosen if one.points_to), default=-1)

    @property
    def silent(self) -> bool:
        """Whether nothing of its own is recorded and nothing was chosen: no more can be told of it than that."""
        recorded = self.harm or self.obstruction or self.partners or self.chosen or self.conduct != UNKNOWN
        unsaid = self.points_to in (UNKNOWN, UNDETERMINED) and (self.shares is None or self.mostly_prior)
        return unsaid and not recorded


@dataclass(frozen=True)
class OwnStance:
    """Stance by area and authority on a day.

    said      leadership's words for the three stances, in its own language; empty where the vocabulary's hold.
    overdue   choices past their review wherever they hold, as (record, matter, day).
    """

    day: str
    window_months: int
    sure_percent: int
    said: Mapping[str, str]
    thresholds: str
    rows: tuple[StanceRow, ...]
    overdue: tuple[tuple[str, str, str], ...]
    notes: Said


@dataclass(frozen=True)
class OwnResponses:
    """The audit of our own responses: in plain words by language, and as tables in codes."""

    until: str
    within: int
    seed: int
    cases: int
    said: Said
    notes: Said
    ours: tuple[Mapping[str, Cell], ...]
    state: tuple[Mapping[str, Cell], ...]


@dataclass(frozen=True)
class OwnEffects:
    """Effects of our presence: in words by language; `rows` are its estimates, none where nothing was estimated.

    `rests_on` is for the manifest: file, hash, donut, draws and seed.
    """

    estimated: bool
    said: Said
    rows: tuple[Mapping[str, Cell], ...]
    rests_on: Mapping[str, Cell]


@dataclass(frozen=True)
class OwnParts:
    """All three."""

    stance: OwnStance
    responses: OwnResponses
    effects: OwnEffects

    @property
    def facts(self) -> dict[str, object]:
        """What they rest on, for the manifest."""
        return {
            "stance_on": self.stance.day,
            "stance_thresholds": self.stance.thresholds or "those of the program",
            "responses_within_days": self.responses.within,
            "responses_seed": self.responses.seed,
            **self.effects.rests_on,
        }
