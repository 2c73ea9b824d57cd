"""How commands say days, codes, items and steps of support on a terminal, in English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from withstand.brief.support.tongue import Tongue
from withstand.ledger.fields import Span

_ENGLISH = Tongue()


def label(name: str, key: str) -> str:
    """The label of a term; the key where the vocabulary lacks it."""
    return _ENGLISH.label(name, key)


def labels(name: str, keys: Iterable[str]) -> str:
    """Labels in a row."""
    return _ENGLISH.labels(name, keys)


def on(day: date | str | None) -> str:
    """A day in words; months and years stay as they are written."""
    return _ENGLISH.on(day)


def span(when: Span | dict[str, Any] | None) -> str:
    """Days in words."""
    return _ENGLISH.span(when)


def short(record: str) -> str:
    """The end of an id, which commands take for the whole."""
    return _ENGLISH.short(record)
