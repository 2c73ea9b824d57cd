"""The matrix, the agenda and the action sheet as files: a job with the rights of whoever asks, with a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.utils.translation import gettext_noop

from withstand.brief.matrix.area_names import AreaNames
from withstand.brief.matrix.layout import Layout, layout_of, own_layout
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import MatrixTable
from withstand.brief.matrix.writing import Writing, matrix_bytes
from withstand.brief.records.release import Coarseness
from withstand.brief.records.scanning import TextNotCleared
from withstand.brief.week_pages import ACTION_SHEET, AGENDA, paper_bytes, week_paper
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.ledger.ids import instant_of
from withstand.mission.week.from_picture import known
from withstand.mission.week.week import Week, week
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import EXPORT
from withstand.web.week.dry_run import table_of
from withstand.web.week.meeting import end_of
from withstand.web.week.models import KeptMapping, MatrixUpload
from withstand.web.week.places import names_in
from withstand.web.work.clearing import clearance_of, question_about
from withstand.web.work.kinds import JobKind, Made, Parameters, Question, Steps

JOB = "week-file"
MATRIX = "matrix"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GONE = gettext_noop("The file whose columns were to be taken is not there any more: give it again.")
OUTSIDE = gettext_noop("The agenda and the action sheet do not go outside the operation.")


def work(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made | Question:
    """Make the file; where the scan finds what may point to people, ask first."""
    steps.at(10, gettext_noop("Looking through the records."))
    opened.must_write()
    what = asked["what"]
    if audience.outside and what != MATRIX:
        raise InputError(OUTSIDE)
    picture, seen = _seen(opened, audience, asked)
    steps.at(40, gettext_noop("Writing the file."))
    try:
        if what == MATRIX:
            return _matrix(opened, picture, seen, asked)
        return _paper(opened, picture, seen, asked)
    except TextNotCleared as found:
        return question_about(found)


def _seen(opened: Opened, audience: Audience, asked: Parameters) -> tuple[Picture, Week]:
    """The picture and the week of the meeting, as known on its day where that is past."""
    today = opened.settings.present_day(datetime.now(UTC))
    on = date.fromisoformat(asked["on"])
    known_at = instant_of(end_of(on)) if asked.get("known") == "then" and on != today else None
    picture = Picture(opened.ledger, audience, None, known_at)
    since = date.fromisoformat(asked["since"]) if asked.get("since") else None
    return picture, week(known(picture, opened.settings.today), on, since)


def _paper(opened: Opened, picture: Picture, seen: Week, asked: Parameters) -> Made:
    word = AGENDA if asked["what"] == AGENDA else ACTION_SHEET
    names: Mapping[str, str] = names_in(opened.workspace, "en").names
    paper = week_paper(picture, seen, word, names, clearance_of(asked))
    return Made(f"{word}-{seen.on}.html", "text/html; charset=utf-8", paper_bytes(picture, paper))


def _matrix(opened: Opened, picture: Picture, seen: Week, asked: Parameters) -> Made:
    layout, like = _look(asked)
    areas: AreaNames = names_in(opened.workspace, layout.language)
    how = Writing(
        layout, like, areas.names, areas.provinces, Coarseness(asked.get("level") or "admin2"),
        tuple(areas.names.values()), clearance_of(asked),
    )  # fmt: skip
    _written, content = matrix_bytes(picture, seen, how)
    if asked.get("like"):
        MatrixUpload.objects.filter(pk=asked["like"], look=True).delete()
    return Made(f"matrix-{seen.on}.xlsx", SHEET, content)


def _look(asked: Parameters) -> tuple[Layout, MatrixTable | None]:
    """The layout, and the original whose look is taken.

    Raises:
        InputError: the file or the mapping is not there any more, or is no matrix.
    """
    if asked.get("like"):
        upload = MatrixUpload.objects.filter(pk=asked["like"], look=True).first()
        if upload is None:
            raise InputError(GONE)
        if asked.get("mapping"):
            upload.mapping = _kept(asked["mapping"])
        _file, table = table_of(upload)
        read_rows(table)
        return table.layout, table
    if asked.get("mapping"):
        return layout_of(_kept(asked["mapping"]), "The mapping"), None
    return own_layout(asked.get("language", "en")), None


def _kept(number: str) -> str:
    found = KeptMapping.objects.filter(pk=number).first()
    if found is None:
        raise InputError(gettext_noop("The mapping is not there any more: choose another."))
    return found.mapping


FILE_JOB = JobKind(gettext_noop("The week as a file"), work, EXPORT)
