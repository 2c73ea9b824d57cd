"""Jobs of obstruction: tables that rest on forecasts, kept in the memory of the server; and tables as files."""

from __future__ import annotations

from datetime import date
from threading import Lock

from django.utils import translation
from django.utils.translation import gettext_noop

from withstand.brief.obstruction.sheet import Sheet
from withstand.brief.obstruction.writing import sheet_bytes
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import EXPORT, READ
from withstand.web.holding import held
from withstand.web.obstruction.asking import HEAVY, Asked
from withstand.web.obstruction.reckoning import Desk, reader_words
from withstand.web.seeing.reviewing import own_key
from withstand.web.work.kinds import JobKind, Made, Parameters, Steps

WEIGHTS, FILE = "obstruction-weights", "obstruction-file"
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
OUTSIDE = gettext_noop("Tables of obstruction do not go outside the operation.")
_STEPS = gettext_noop("Testing the forecasts on past years.")
_MEMORY, _MOST = "obstruction", 20
_keeping = Lock()


def key_of(desk: Desk) -> str:
    """A name for a table that holds the rights that showed it, what was known, the data and the question."""
    vintage = desk.evidence.manifest.vintage if desk.evidence.manifest else ""
    return own_key(desk.picture, repr((desk.asked, desk.since, desk.until, desk.areas.level, vintage)))


def kept(key: str) -> Sheet | None:
    """A table that a job has made; the server's memory ends with a lock."""
    found = _shelf().get(key)
    return found if isinstance(found, Sheet) else None


def _shelf() -> dict[str, object]:
    shelf = held().memory.setdefault(_MEMORY, {})
    if not isinstance(shelf, dict):
        raise TypeError(type(shelf).__name__)
    return shelf


def _keep(key: str, sheet: Sheet) -> None:
    with _keeping:
        shelf = _shelf()
        shelf[key] = sheet
        while len(shelf) > _MOST:
            del shelf[next(iter(shelf))]


def made_by_forecast(steps: Steps, desk: Desk, opened: Opened) -> Sheet:
    """A heavy table: the one that is kept, or made anew and kept."""
    key = key_of(desk)
    found = kept(key)
    if found is not None:
        return found

    def progress(_step: str, done: int, total: int) -> None:
        steps.at(10 + round(80 * done / max(total, 1)), _STEPS)

    sheet = desk.heavy(opened.workspace, progress)
    _keep(key, sheet)
    return sheet


def _desk(opened: Opened, audience: Audience, asked: Parameters) -> Desk:
    if audience.outside:
        raise InputError(OUTSIDE)
    picture = Picture(opened.ledger, audience)
    return Desk.at(picture, Asked.of(asked["sheet"], asked), opened.workspace, date.fromisoformat(asked["today"]))


def weigh(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made:
    """Make a heavy table, for the page that asked for it."""
    steps.at(5, gettext_noop("Opening the data set."))
    made_by_forecast(steps, _desk(opened, audience, asked), opened)
    return Made("", "", b"")


def write(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made:
    """Make a table as a file, in the language of whoever asked."""
    steps.at(5, gettext_noop("Looking through the records."))
    opened.must_write()
    with translation.override(asked["language"]):
        desk = _desk(opened, audience, asked)
        heavy = desk.asked.sheet in HEAVY
        sheet = made_by_forecast(steps, desk, opened) if heavy else desk.light()
        steps.at(90, gettext_noop("Writing the file."))
        name = f"obstruction-{desk.asked.sheet}-{desk.until}.{asked['form']}"
        made = sheet_bytes(
            desk.picture, reader_words(sheet, desk.names(), audience.name), name, asked["language"]
        )  # fmt: skip
    return Made(name, TYPES[asked["form"]], made)


WEIGHTS_JOB = JobKind(gettext_noop("Obstruction beside the forecast"), weigh, READ)
FILE_JOB = JobKind(gettext_noop("A table of obstruction"), write, EXPORT)
