"""A language in which the week is said: sentences, terms, days and counts. The command line's is English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from withstand.mission.wording import count, day, month
from withstand.vocabulary.terms import vocabulary

_MONTH, _DAY = len("2032-05"), len("2032-05-20")


def partial_day(text: str) -> str:
    """A day, a month or a year as people write it."""
    if len(text) == _DAY:
        return day(text)
    return month(text) if len(text) == _MONTH else text


@dataclass(frozen=True)
class Tongue:
    """`sentence` gives an English sentence in the language, its places (%(day)s) kept; `counted` a number of things
    (day, week, visit, open action); `term` a label by vocabulary and key; `day` a partial day.
    """

    sentence: Callable[[str], str]
    counted: Callable[[int, str], str]
    term: Callable[[str, str], str]
    day: Callable[[str], str]

    def said(self, sentence: str, **held: object) -> str:
        """A sentence with what its places hold."""
        return self.sentence(sentence) % held if held else self.sentence(sentence)

    def label(self, name: str, key: str) -> str:
        """A term in a sentence, its scale number left out."""
        said = self.term(name, key)
        return said[2:] if said[:1].isdigit() and said[1:2] == " " else said


ENGLISH = Tongue(str, count, lambda name, key: vocabulary(name).label(key), partial_day)
