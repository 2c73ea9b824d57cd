"""The history in three lines: what was last held with the office, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.records import WRITTEN, Engagement

LINES = 3


@dataclass(frozen=True)
class History:
    """The last engagements with the office, the latest first; how many there are in all, and since when.

    `last_met` is the last on which somebody met or called it: letters and statements are no meetings.
    """

    last: tuple[Known[Engagement], ...]
    number: int
    since: date | None
    last_met: Known[Engagement] | None


def history(about: AboutOffice) -> History:
    """What was held before the day."""
    held = about.held
    met = next((one for one in held if one.fields.channel not in (*WRITTEN, "public_statement")), None)
    return History(held[:LINES], len(held), held[-1].fields.when.earliest if held else None, met)
