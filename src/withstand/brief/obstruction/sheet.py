"""A table as one value: columns by key, rows of plain values, and what the figures are and are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

WORDS = "obstruction_words"
CODED = {"type": "obstructions", "agent": "obstruction_agents", "perpetrator": "perpetrators"}
SAID = ("why", "outcome", "per", "activity", "version", "beyond")
SHARES = ("rate", "low", "high", "least", "most", "share", "first")
TOTAL = "total"

Value = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    """`rows` hold keys and plain values, null where unknown; `groups` are the columns that say what a row is of, the
    others are numbers. `notes` are pairs of a key of the words and what fills its places. `shares` are columns that
    are parts of one, said in per cent to people. `book` is the file of its words.
    """

    title: str
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Value], ...]
    notes: tuple[tuple[str, Mapping[str, object]], ...]
    about: Mapping[str, object]
    total: Mapping[str, Value] | None = None
    areas: Mapping[str, str] | None = None
    shares: tuple[str, ...] = SHARES
    book: str = WORDS

    def heading(self, column: str, language: str = "en") -> str:
        """A column's heading in words."""
        return said(self.book, column, language)

    def headline(self, language: str = "en") -> str:
        """The title in words."""
        return said(self.book, self.title, language)

    def sentences(self, language: str = "en") -> tuple[str, ...]:
        """What the figures are and are not."""
        return tuple(said(self.book, key, language, **_worded(about, language)) for key, about in self.notes)

    def cell(self, column: str, value: Value, language: str = "en") -> Value:
        """A value with codes in words."""
        if value is None or value == "":
            return None
        if column in CODED and str(value) in vocabulary(CODED[column]).terms:
            return vocabulary(CODED[column]).label(str(value), language)
        if column in SAID or column in CODED:
            word = f"activity_{value}" if column == "activity" else str(value)
            return said(self.book, word, language, number=_LEAST.get(word, ""))
        if column == "area":
            return (self.areas or {}).get(str(value), str(value))
        return value

    def lines(self, language: str = "en") -> Sequence[Sequence[Value]]:
        """All rows in words, the total last."""
        found = [[self.cell(name, row.get(name), language) for name in self.columns] for row in self.rows]
        if self.total is not None:
            whole = dict.fromkeys(self.groups, None) | dict(self.total)
            last = [self.cell(name, whole.get(name), language) for name in self.columns]
            found.append([said(self.book, TOTAL, language), *last[1:]] if self.groups else last)
        return found

    def plain(self, language: str = "en") -> dict[str, Any]:
        """For programs: codes as they are, days as text."""
        return {
            "about": dict(self.about),
            "rows": [_plain(row) for row in self.rows],
            "total": None if self.total is None else _plain(self.total),
            "notes": list(self.sentences(language)),
        }


_LEAST = {"few_months": 24, "few_denials": 10, "few_violent": 10}


def _worded(about: Mapping[str, object], language: str) -> dict[str, object]:
    named = dict(about)
    if "perpetrator" in named:
        named["perpetrator"] = vocabulary("perpetrators").label(str(named["perpetrator"]), language)
    return named


def _plain(row: Mapping[str, Value]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
