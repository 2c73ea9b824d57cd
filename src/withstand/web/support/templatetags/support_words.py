"""Days, spans, items, places and terms of records in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.formats import number_format

from withstand.inducement.parts import Item
from withstand.ledger.fields import Place, Span
from withstand.web.records import saying
from withstand.web.support.files_out import TYPES

register = template.Library()


@register.simple_tag
def paper_forms() -> tuple[tuple[str, str], ...]:
    """The forms of files, as they are asked for and as they are called."""
    return tuple((form, form.upper()) for form in TYPES)


@register.filter
def on(day: date | str | None) -> str:
    """A day in words, or a dash."""
    if day is None or day == "":
        return "–"
    return saying.day(day if isinstance(day, str) else day.isoformat())


@register.filter
def during(span: Span | None) -> str:
    """Days in words, or a dash."""
    return saying.span(span) if span is not None else "–"


@register.filter
def at_place(place: Place | None) -> str:
    """A place by its name and area."""
    return saying.place_in_short(place) if place is not None else ""


@register.filter
def amount(quantity: int | None, unit: str = "") -> str:
    """So much of something."""
    if quantity is None:
        return "–"
    number = number_format(quantity, use_l10n=True, force_grouping=True)
    return f"{number} {saying.isolated(unit)}" if unit else number


@register.filter
def as_items(items: Iterable[Item]) -> str:
    """Items in a row."""
    return "; ".join(f"{amount(one.quantity, one.unit)} {saying.isolated(one.item)}" for one in items)


@register.filter
def joined(keys: Iterable[str], name: str) -> str:
    """Labels of terms in a row."""
    return ", ".join(saying.label(name, key) for key in keys)
