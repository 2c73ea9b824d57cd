"""How papers on support say days, codes, items and steps; neutral, for a reader of either side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from withstand.inducement.parts import Item
from withstand.ledger.fields import Place, Span
from withstand.mission.wording import day as day_words
from withstand.vocabulary.terms import vocabulary


def label(name: str, key: str) -> str:
    """The label of a term; the key where the vocabulary lacks it."""
    terms = vocabulary(name).terms
    return terms[key].label() if key in terms else key


def labels(name: str, keys: Iterable[str]) -> str:
    """Labels in a row."""
    return ", ".join(label(name, key) for key in keys)


def lower(text: str) -> str:
    """A label inside a sentence."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def on(day: date | str | None) -> str:
    """A day in words; months and years stay as they are written."""
    if day is None:
        return "not said"
    text = day if isinstance(day, str) else day.isoformat()
    return day_words(text) if len(text) == len("2032-05-20") else text


def span(when: Span | dict[str, Any] | None) -> str:
    """Days in words."""
    if when is None:
        return "days not said"
    held = when if isinstance(when, Span) else Span(**when)
    if held.ongoing:
        return f"since {on(held.start)}"
    if held.end is None or held.end == held.start:
        return on(held.start)
    return f"{'' if held.precise else 'between '}{on(held.start)} {'to' if held.precise else 'and'} {on(held.end)}"


def place(where: Place | None) -> str:
    """A place by its name and its area."""
    if where is None:
        return ""
    said = ", ".join(part for part in (where.name, where.area) if part)
    return said or "a point"


def items(held: Iterable[Item]) -> str:
    """Items in a row."""
    return "; ".join(amount(one.quantity, one.unit, one.item) for one in held)


def amount(quantity: int, unit: str, item: str = "") -> str:
    """So much of something."""
    return " ".join(part for part in (f"{quantity:,}", unit, item) if part)


def short(record: str) -> str:
    """The end of an id, which commands take for the whole."""
    return record[-12:]
