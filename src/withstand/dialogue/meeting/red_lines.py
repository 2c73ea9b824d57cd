"""Our red lines: as written for this meeting, else as they were last written for this office."""

from __future__ import annotations

from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.records import Engagement


def red_lines(about: AboutOffice) -> Known[Engagement] | None:
    """The engagement in which our red lines stand."""
    this = about.this
    return next((one for one in (*((this,) if this else ()), *about.held) if one.fields.our_red_lines.strip()), None)
