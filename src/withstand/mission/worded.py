"""Parts of sentences that can be told in another language: each is plain English, and remembers what it is of."""

from __future__ import annotations

from collections.abc import Sequence

from withstand.mission.own_values import DISPUTED
from withstand.mission.wording import class_name, count, day, listed, months, partial_day, percent
from withstand.vocabulary.terms import vocabulary


class Worded(str):
    """A part in English. `form` says what it is: class, term, day, count, percent, list …; `given` what it is of."""

    form: str
    given: tuple[object, ...]

    def __new__(cls, english: str, form: str, *given: object) -> Worded:
        """The part with what it is of."""
        made = super().__new__(cls, english)
        made.form, made.given = form, given
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        """How it is copied and pickled."""
        return (str(self), self.form, *self.given)


def of_class(perpetrator: str) -> Worded:
    """A class of perpetrators; assertions that contradict each other are said to."""
    english = "several perpetrators asserted" if perpetrator == DISPUTED else class_name(perpetrator)
    return Worded(english, "class", perpetrator)


def of_day(text: str) -> Worded:
    """A day."""
    return Worded(day(text), "day", text)


def of_partial_day(text: str) -> Worded:
    """A day, a month or a year."""
    return Worded(partial_day(text), "partial_day", text)


def of_term(book: str, key: str) -> Worded:
    """A term of a vocabulary inside a sentence, as its label stands."""
    return Worded(vocabulary(book).label(key), "term", book, key)


def of_months(first: str, last: str) -> Worded:
    """A span of months."""
    return Worded(months(first, last), "months", first, last)


def of_count(number: int, noun: str) -> Worded:
    """A number with its noun."""
    return Worded(count(number, noun), "count", number, noun)


def of_percent(probability: float) -> Worded:
    """A probability."""
    return Worded(percent(probability), "percent", probability)


def of_list(parts: Sequence[str], most: int = 6) -> Worded:
    """Parts as a list that ends in time."""
    return Worded(listed(list(parts), most), "list", tuple(parts), most)


def of_clauses(parts: Sequence[str]) -> Worded:
    """Parts beside each other."""
    return Worded("; ".join(parts), "clauses", tuple(parts))
