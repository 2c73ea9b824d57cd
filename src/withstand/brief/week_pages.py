"""The agenda and the action sheet as self-contained pages: no script, nothing fetched, printable on A4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment

from withstand import __version__
from withstand.brief.matrix.writing import kept
from withstand.brief.records.handing_out import cleared, given_out
from withstand.brief.records.release import BY_DISTRICT
from withstand.brief.records.rows import Table
from withstand.brief.records.scanning import Clearance
from withstand.brief.templating import environment
from withstand.ledger.fields import TextKept
from withstand.ledger.journal import append
from withstand.mission.records import ACTION, THREAT
from withstand.mission.week.action_sheet import ActionSheet, action_sheet
from withstand.mission.week.agenda import Agenda, agenda
from withstand.mission.week.week import Week
from withstand.mission.wording import count, day
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

AGENDA, ACTION_SHEET = "agenda", "action-sheet"


@dataclass(frozen=True)
class WeekPaper:
    """A page on its way out, with what it is made from and what was decided about its texts."""

    name: str
    content: bytes
    tables: tuple[Table, ...]
    decided: tuple[TextKept, ...]


def agenda_page(agenda: Agenda) -> str:
    """The agenda as HTML."""
    return (
        _environment()
        .get_template("agenda.html")
        .render(agenda=agenda, week=agenda.week, classification=_label(agenda.week.classification), version=__version__)
    )


def action_sheet_page(sheet: ActionSheet) -> str:
    """The action sheet as HTML."""
    return (
        _environment()
        .get_template("action-sheet.html")
        .render(sheet=sheet, week=sheet.week, classification=_label(sheet.week.classification), version=__version__)
    )


def week_paper(
    picture: Picture, week: Week, word: str, names: Mapping[str, str], clearance: Clearance | None = None
) -> WeekPaper:
    """The agenda or the action sheet (`agenda`, `action-sheet`) once its texts were looked at.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
    """
    html = agenda_page(agenda(week, names)) if word == AGENDA else action_sheet_page(action_sheet(week, names))
    threats = kept(picture, THREAT, {line.record for line in week.threats}, BY_DISTRICT)
    actions = kept(picture, ACTION, {line.record for line in week.actions}, BY_DISTRICT)
    _, decided = cleared(picture, (threats, actions), tuple(names.values()), clearance)
    return WeekPaper(f"{word}.html", html.encode(), (threats, actions), decided)


def paper_bytes(picture: Picture, paper: WeekPaper) -> bytes:
    """A paper that lies on no disk: the receipt is written, then it may go out."""
    draft = given_out(picture, paper.name, paper.content, paper.tables, paper.decided)
    append(picture.ledger, [draft])
    return paper.content


def _label(classification: str) -> str:
    return vocabulary("classifications").label(classification)


@cache
def _environment() -> Environment:
    made = environment(day=lambda when: day(when.isoformat()))
    made.globals["count"] = count
    return made
