"""Values of a table of obstruction as the page writes them: months, days, parts in per cent, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from withstand.brief.obstruction.sheet import Sheet, Value
from withstand.mission.period import month_end
from withstand.web.records import saying

SPARED = ("hours_known", "replies_timed", "withdrawn", "first_tried", "shifts", "before", "none", "areas")
"""Columns that a page has no room for; files have them."""

SPARED_BY_CLASS = ("days", "seen", "tried")
"""And those of a table by class, which are the same for each."""

_SECTIONS = ("perpetrator", "country")
_FINE = ("p", "adjusted", "effect", "smallest")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `number`: it is set as numbers are; `address`: the acts that it is of; `same`: as
    in the row above, where rows are sections.
    """

    text: str
    number: bool
    address: str = ""
    same: bool = False


@dataclass(frozen=True)
class Drawn:
    """A table as the page shows it: headings, how many columns say what a row is of, rows, the total."""

    headings: tuple[str, ...]
    groups: int
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]
    sentences: tuple[str, ...]


def drawn(sheet: Sheet, since: date, until: date) -> Drawn:
    """The table in words; months lead to their acts."""
    language = saying.language()
    sheet = replace(sheet, notes=tuple((key, _why(about)) for key, about in sheet.notes))
    empty = {"why"} if not any(row.get("why") for row in (*sheet.rows, sheet.total or {})) else set()
    spared = {*SPARED, *empty, *(SPARED_BY_CLASS if "perpetrator" in sheet.columns else ())}
    places = [place for place, name in enumerate(sheet.columns) if name not in spared]
    found: list[tuple[Cell, ...]] = []
    raw: tuple[Mapping[str, Value], ...] = (*sheet.rows, {})
    for line, row in zip(sheet.lines(language), raw, strict=False):
        cells = [(sheet.columns[place], line[place]) for place in places]
        made = [_cell(sheet, *one, _acts(one[0], row, since, until)) for one in cells]
        if sheet.columns[0] in _SECTIONS and found and _first(found[-1]) == made[0].text:
            made[0] = replace(made[0], same=True)
        found.append(tuple(made))
    total = found.pop() if sheet.total is not None else ()
    headings = tuple(sheet.heading(sheet.columns[place], language) for place in places)
    return Drawn(headings, len(sheet.groups), tuple(found), total, sheet.sentences(language))


def _first(row: tuple[Cell, ...]) -> str:
    return row[0].text


def _cell(sheet: Sheet, column: str, value: Value, address: str) -> Cell:
    return Cell(_text(sheet, column, value), column not in sheet.groups and column != "why", address)


def _acts(column: str, row: Mapping[str, Value], since: date, until: date) -> str:
    """The list of the acts of a month. An area has none: a list knows where we were, a table where we were going."""
    value = row.get(column)
    if column == "month" and isinstance(value, date):
        first, last = max(value, since), min(month_end(value), until)
        given = {"since": first.isoformat(), "until": last.isoformat()}
        return f"{reverse('records', args=['obstruction'])}?{urlencode(given)}"
    return ""


def _text(sheet: Sheet, column: str, value: Value) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        if column in sheet.shares:
            return f"{number_format(round(100 * value), use_l10n=True)} %"
        digits = 3 if column in _FINE else 2
        return str(number_format(round(value, digits), digits))
    if isinstance(value, date):
        return saying.day(value.isoformat()[:7] if column == "month" else value.isoformat())
    if isinstance(value, int):
        return str(number_format(value, use_l10n=True, force_grouping=True))
    return value


def _why(about: Mapping[str, object]) -> dict[str, object]:
    """Why there is no forecast, in the reader's language; days as people read them."""
    told = dict(about)
    if str(told.get("why", "")).startswith("a record of"):
        told["why"] = _("its record is too short")
    for name in ("before", "after"):
        days = str(told.get(name, "")).split(" – ")
        if len(days) == 2:
            told[name] = " – ".join(saying.day(day) for day in days)
    return told
