"""How papers on support say days, codes, items and steps in a language; neutral, for a reader of either side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from withstand.brief.papers import tongue
from withstand.brief.records.words import kind_label
from withstand.inducement.parts import Item
from withstand.ledger.fields import Place, Span
from withstand.picture.seen import Seen

CASE, VETTING, STATISTICS = "case_papers", "vetting_papers", "support_statistics"
_SHOWN = 12
"""Of an id, from its end."""


def lower(text: str) -> str:
    """A label inside a sentence."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


@dataclass(frozen=True)
class Tongue(tongue.Tongue):
    """A language of the papers on support."""

    book: str = CASE

    def of(self, book: str) -> Tongue:
        """The same language with the sentences of another paper."""
        return replace(self, book=book)

    def within(self, book: str, key: str) -> str:
        """A label inside a sentence."""
        return lower(self.label(book, key))

    def on(self, day: date | str | None) -> str:
        """A day in words, also where none is said."""
        return self.common("not_said") if day is None else self.day(day)

    def span(self, when: Span | dict[str, Any] | None) -> str:
        """Days in words."""
        if when is None:
            return self.common("no_days")
        held = when if isinstance(when, Span) else Span(**when)
        start = self.day(held.start)
        if held.ongoing:
            return self.common("since", start=start)
        if held.end is None or held.end == held.start:
            return start
        return self.common("from_to" if held.precise else "some_day", start=start, end=self.day(held.end))

    def place(self, where: Place | None) -> str:
        """A place by its name and its area."""
        if where is None:
            return ""
        said = self.listed(self.text(part) for part in (where.name, where.area) if part)
        return said or self.common("a_point")

    def items(self, held: Iterable[Item]) -> str:
        """Items in a row."""
        return self.common("between").join(self.amount(one.quantity, one.unit, one.item) for one in held)

    def amount(self, quantity: int, unit: str, item: str = "") -> str:
        """So much of something."""
        parts = (self.number(quantity), self.text(unit), self.text(item))
        return " ".join(part for part in parts if part)

    def short(self, record: str) -> str:
        """The end of an id, which commands take for the whole."""
        return self.text(record[-_SHOWN:])

    def title(self, seen: Seen) -> str:
        """What a list calls a record: in English as it is kept, else a term by its label."""
        form = next((one for one in seen.kind.forms if one.name == seen.kind.title), None) if seen.kind else None
        if self.language == "en" or form is None or not form.vocabulary:
            return self.text(seen.title)
        return self.label(form.vocabulary, seen.title)

    def kind(self, seen: Seen) -> str:
        """What records of its kind are called: in English by the name of the kind."""
        if seen.kind is None:
            return self.text(seen.tag)
        return seen.kind.word if self.language == "en" else kind_label(seen.kind, self.language)
