"""The page before a meeting, the calendar and the workbook of promises as files: jobs with the asker's rights."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop

from withstand.brief.dialogue.sections import FORMS, Form
from withstand.brief.papers.handing import paper_bytes
from withstand.brief.promises.giving import promise_bytes
from withstand.brief.records.scanning import TextNotCleared
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import EXPORT
from withstand.web.dialogue.office_views import POCKET, page_of
from withstand.web.dialogue.promise_list import Choice
from withstand.web.work.clearing import clearance_of, question_about
from withstand.web.work.kinds import JobKind, Made, Parameters, Question, Steps

JOB = "dialogue-file"
MEETING, PROMISES = "meeting", "promises"
TYPES = {
    MEETING: {
        "html": "text/html",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "json": "application/json",
    },
    PROMISES: {
        "ics": "text/calendar",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
}
OUTSIDE = gettext_noop("Papers about dialogue do not go outside the operation.")
SAID = (gettext_noop("No open promise among these has a day: a calendar of them would hold nothing."),)


def work(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made | Question:
    """Make the file; where the scan finds what may point to people, ask first."""
    steps.at(10, gettext_noop("Looking through the records."))
    opened.must_write()
    if audience.outside:
        raise InputError(OUTSIDE)
    picture, what, form = Picture(opened.ledger, audience), asked["what"], asked["form"]
    make = _meeting if what == MEETING else _promises
    try:
        content = make(steps, picture, asked)
    except TextNotCleared as found:
        return question_about(found)
    return Made(f"{what}-{asked['on']}.{form}", TYPES[what][form], content)


def _meeting(steps: Steps, picture: Picture, asked: Parameters) -> bytes:
    much: Form = next((one for one in FORMS if one == asked.get("much")), POCKET)
    page = page_of(picture, asked["record"], date.fromisoformat(asked["on"]), much, asked["language"])
    steps.at(50, gettext_noop("Writing the file."))
    return paper_bytes(
        picture, f"meeting.{asked['form']}", MEETING, page.paper(), page.plain(), page.seen, clearance_of(asked)
    )  # fmt: skip


def _promises(steps: Steps, picture: Picture, asked: Parameters) -> bytes:
    chosen = Choice.of_texts(asked).among(picture, date.fromisoformat(asked["on"]))
    steps.at(50, gettext_noop("Writing the file."))
    return promise_bytes(
        picture, f".{asked['form']}", chosen.promises, chosen.names, asked["language"], clearance_of(asked)
    )  # fmt: skip


FILE_JOB = JobKind(gettext_noop("A paper about dialogue"), work, EXPORT)
"""Asking for a file about dialogue."""
