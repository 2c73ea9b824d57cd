"""One language of a paper: its sentences, terms, days and numbers, and how recorded texts stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from withstand.errors import InputError
from withstand.mission.wording import isolated
from withstand.vocabulary.sentences import said, sentences
from withstand.vocabulary.terms import vocabulary

COMMON = "paper_words"
"""What papers of every sort say."""

LANGUAGES = ("en", "fr", "es", "ar")
_MONTH, _DAY = len("2032-05"), len("2032-05-20")
_MARKS = {"en": (",", "."), "fr": ("\N{NO-BREAK SPACE}", ","), "es": ("\N{NO-BREAK SPACE}", ","), "ar": (".", ",")}
"""Between thousands, and before decimals: as on pages."""


def known_language(language: str) -> str:
    """The language.

    Raises:
        InputError: there is no such language.
    """
    if language not in LANGUAGES:
        raise InputError(f"There is no language {language!r}: {', '.join(LANGUAGES)}.")
    return language


@dataclass(frozen=True)
class Tongue:
    """`book` holds the sentences of the paper; those of every paper are common."""

    language: str = "en"
    book: str = COMMON

    def said(self, key: str, /, **about: object) -> str:
        """A sentence of the paper."""
        return said(self.book, key, self.language, **about)

    def common(self, key: str, /, **about: object) -> str:
        """A sentence of every paper."""
        return said(COMMON, key, self.language, **about)

    def counted(self, key: str, number: int, /, **about: object) -> str:
        """A sentence about so many: `key`_one is what is said of one."""
        single = number == 1 or (number == 0 and self.language == "fr")
        one = f"{key}_one"
        return self.said(one if single and one in sentences(self.book) else key, **about)

    def label(self, book: str, key: str) -> str:
        """A term; its key where the vocabulary lacks it."""
        terms = vocabulary(book).terms
        return terms[key].label(self.language) if key in terms else key

    def labels(self, book: str, keys: Iterable[str]) -> str:
        """Terms in a row."""
        return self.listed(self.label(book, key) for key in keys)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts in a row."""
        return self.common("comma").join(parts)

    def day(self, day: date | str | None) -> str:
        """A day, a month or a year; in English months and years stay as they are written."""
        text = day.isoformat() if isinstance(day, date) else day or ""
        if len(text) == _DAY:
            month = self.common(f"month_{text[5:7]}")
            return self.common("dated", day=int(text[8:]), month=month, year=text[:4])
        if len(text) == _MONTH and self.language != "en":
            return self.common("dated_month", month=self.common(f"month_{text[5:7]}"), year=text[:4])
        return text

    def number(self, number: int) -> str:
        """A number with its marks: 1,204."""
        return f"{number:,}".replace(",", _MARKS[self.language][0])

    def decimal(self, number: float) -> str:
        """A number with decimals, if it has any: 2.5."""
        return f"{number:g}".replace(".", _MARKS[self.language][1])

    def text(self, recorded: str) -> str:
        """A recorded text, or anything that is written from left to right always, in its own direction."""
        if self.language == "en" or not recorded:
            return recorded
        if self.language == "ar":
            lines = recorded.split("\n")
            return "\n".join(f"\N{FIRST STRONG ISOLATE}{one}\N{POP DIRECTIONAL ISOLATE}" for one in lines)
        return "\n".join(isolated(one) for one in recorded.split("\n"))
