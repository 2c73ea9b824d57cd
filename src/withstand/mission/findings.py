"""What a question finds in events, before the day, the past and the operation's own records are added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from withstand.mission.changes import changes_since
from withstand.mission.opening import in_short
from withstand.mission.own_values import OwnRecords
from withstand.mission.review_values import Review


@dataclass(frozen=True)
class Findings:
    """The part of a review that rests on events and question alone, its limits, and how many events there are."""

    review: Review
    limits: tuple[str, ...]
    events: int


@dataclass(frozen=True)
class Occasion:
    """On which a review is made: the day, what is known of the data, and the past reviews, the newest first."""

    manifest: Mapping[str, object]
    past_reviews: Iterable[Mapping[str, Any]] = ()
    made: date | None = None


def review_of(findings: Findings, occasion: Occasion, own: OwnRecords | None) -> Review:
    """The whole review."""
    facts = own.parts.facts if own is not None and own.parts is not None else {}
    made = replace(
        findings.review,
        made=occasion.made.isoformat() if occasion.made else "",
        manifest={**occasion.manifest, **facts} if facts else occasion.manifest,
        own=own,
    )
    return replace(
        made,
        in_short=in_short(made),
        changes=changes_since(occasion.past_reviews, made, findings.events),
        not_known=findings.limits,
    )


def without_own(review: Review) -> Review:
    """The review without the operation's own records and what they rest on."""
    own = review.own
    facts = own.parts.facts if own is not None and own.parts is not None else {}
    manifest = {name: value for name, value in review.manifest.items() if name not in facts}
    return replace(review, own=None, manifest=manifest)
