"""What the operation itself recorded, as the review shows it beside a data set: kept apart, never added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from withstand.mission.own_parts import OwnParts
from withstand.vocabulary.terms import vocabulary

DISPUTED = "disputed"


@dataclass(frozen=True)
class OwnClass:
    """Incidents of one perpetrator class in one period. `least`, `best`, `most` are sums of people harmed in any way,
    where they were counted; `uncounted` incidents have no such count.

    `perpetrator` is a class, or `disputed` where an incident's assertions name several.
    """

    perpetrator: str
    incidents: int
    verified: int
    linked: int
    least: int
    best: int
    most: int
    uncounted: int


@dataclass(frozen=True)
class SameEvent:
    """A proposal that an incident and an event of a data set are one, for a person to decide. Days are ISO 8601."""

    record: str
    event: str
    what: str
    first: str
    last: str
    area: str
    why: str


@dataclass(frozen=True)
class NoAccess:
    """An area where somebody of ours tried to go and could not: quiet there means nothing.

    `blind` are days of the period on which nobody had seen it since; with no denial in the period it began before.
    """

    area: str
    denied: int
    attempted: int
    blind: int = 0


@dataclass(frozen=True)
class LiveGoal:
    """A goal that an authority and the operation both pursue. `partners` are names; `review_by` is a partial date."""

    record: str
    classification: str
    goal: str
    issue: str
    area: str
    partners: tuple[str, ...]
    next_step: str
    owner: str
    review_by: str


@dataclass(frozen=True)
class OwnRecords:
    """The operation's own records at the time of a review.

    `classification` is the highest among them. `same_period` is that of the data set's last 12 months, `since` what
    came after it. Both hold incidents against civilians that are not refuted. `together` are shared goals. `parts` are
    stance, our responses and effects of presence.
    """

    audience: str
    classification: str
    until: str
    same_period: tuple[OwnClass, ...]
    since: tuple[OwnClass, ...]
    refuted: int
    undated: int
    obstructions: int
    no_access: tuple[NoAccess, ...]
    conflicts: int
    same_events: tuple[SameEvent, ...]
    together: tuple[LiveGoal, ...] = ()
    parts: OwnParts | None = None


def nothing_recorded(audience: str, conflicts: int, together: tuple[LiveGoal, ...] = ()) -> OwnRecords:
    """What is said where an audience sees no incident, obstruction or visit."""
    return OwnRecords(
        audience, highest(one.classification for one in together), "", (), (), 0, 0, 0, (), conflicts, (), together
    )


def highest(classifications: Iterable[str]) -> str:
    """The highest of some classifications, the lowest that there is where there are none."""
    order = list(vocabulary("classifications").terms)
    return max(classifications, key=order.index, default=order[0])
