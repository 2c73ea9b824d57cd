"""`withstand meet`: the page before a meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from withstand.brief.dialogue.meeting_paper import MeetingPage
from withstand.brief.dialogue.sections import Form
from withstand.brief.papers.tongue import known_language
from withstand.cli.looking import actor
from withstand.cli.paper_out import give, write_paper
from withstand.dialogue.meeting.meeting import prepare
from withstand.picture.picture import Picture


def run_meet(
    picture: Picture, office: str, day: date, language: str, form: Form, out: Path | None, code: str, reason: str
) -> None:  # fmt: skip
    """Show the page, or write it to a file.

    Raises:
        InputError: there is no such office, or no such language.
    """
    known_language(language)
    record = actor(picture, office)
    found = prepare(picture, record, day, alerts=form != "pocket")
    page = MeetingPage(found, picture, language, form)
    if out is None:
        give(page.paper(), page.plain())
    else:
        write_paper(picture, out, "meeting", page.paper(), page.plain(), page.seen, code, reason)
