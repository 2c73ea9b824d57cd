"""What others said to this office or its line lately, and will say: other components, other offices, allies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.records import Engagement

LATELY, SOON = timedelta(days=30), timedelta(days=30)


@dataclass(frozen=True)
class ByOthers:
    """An engagement of others; `joint`: it is held, or was, as one with the meeting or with another's."""

    engagement: Known[Engagement]
    joint: bool


@dataclass(frozen=True)
class Others:
    """What was said lately, the latest first, and what will be said soon, the soonest first."""

    said: tuple[ByOthers, ...]
    will_say: tuple[ByOthers, ...]


def others(about: AboutOffice) -> Others:
    """Engagements within a month of the day that another component leads, that go to its line, or are an ally's."""
    this = about.this
    lead = this.fields.lead if this else None
    joined = {target for one in about.engagements for target in one.linked("joint_with")}
    said, coming = [], []
    for one in about.engagements:
        fields = one.fields
        same = one.side == "own" and fields.made_by == "ours" and fields.lead == lead
        if (this is not None and one.record == this.record) or same:
            continue
        held = ByOthers(one, bool(one.linked("joint_with")) or one.record in joined)
        if fields.held == "held" and about.day - LATELY <= fields.when.earliest < about.day:
            said.append(held)
        elif about.day <= fields.when.earliest <= about.day + SOON and fields.held in ("planned", "held"):
            coming.append(held)
    return Others(tuple(said), tuple(reversed(coming)))
