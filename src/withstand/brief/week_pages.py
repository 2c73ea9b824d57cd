"""The agenda and the action sheet as self-contained pages: no script, nothing fetched, printable on A4."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from withstand import __version__
from withstand.mission.week.action_sheet import ActionSheet
from withstand.mission.week.agenda import Agenda
from withstand.mission.wording import count, day, visible
from withstand.vocabulary.terms import vocabulary


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


def _label(classification: str) -> str:
    return vocabulary("classifications").label(classification)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("withstand.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["day"] = lambda when: day(when.isoformat())
    environment.globals["count"] = count
    return environment
