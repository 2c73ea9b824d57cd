"""What a review is asked, and of what: the question, and the evidence put before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from withstand.evidence.area_set import AreaSet

if TYPE_CHECKING:
    import polars as pl

    from withstand.mission.own_records import OwnFrames


@dataclass(frozen=True)
class Question:
    """What is asked of the events: which countries, at which level, as of which day."""

    areas: AreaSet = field(default_factory=lambda: AreaSet("the events' own names", "admin1"))
    countries: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True)
class Evidence:
    """Events (EVENT), what is known of where they come from, and the workspace's past reviews, the newest first.

    `made` is the day on which the review is made; None where that does not matter. `own` are the operation's own
    records, where there is a workspace.
    """

    events: pl.DataFrame
    manifest: Mapping[str, object]
    notes: tuple[str, ...] = ()
    past_reviews: Iterable[Mapping[str, Any]] = ()
    made: date | None = None
    own: OwnFrames | None = None
