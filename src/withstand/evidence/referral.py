"""Cases of sexual violence and of children: a referral to care comes first, and the record tells nothing that the codes
and the area do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from withstand.ledger.fields import Place, Record
from withstand.ledger.forms import Forms, forms_of, texts_of
from withstand.vocabulary.terms import vocabulary

LONGEST_AREA = 60
PRECISIONS = ("admin2", "admin1", "country", "unknown")
CHILDREN = frozenset({"girls", "boys"})
_NOT_TOLD = frozenset({"where", "destination", "listed_as", "lifted_because"})
"""Places have a rule of their own, names of events a form, and a pause is lifted with a reason."""


class Referable(Protocol):
    """A record that may be such a case."""

    @property
    def referral(self) -> str | None:
        """What came of the referral to care."""

    @property
    def referral_case(self) -> bool:
        """Whether it is one."""


def begins_with_referral(violations: Iterable[str]) -> bool:
    """Whether one of these acts makes a record such a case."""
    terms = vocabulary("violations").terms
    return any(code in terms and terms[code].facts.get("referral_first", False) for code in violations)


def is_referral_case(record: Record) -> bool:
    """Whether a record of any kind is such a case."""
    return bool(getattr(record, "referral_case", False))


def referral_problems(record: Referable, *places: tuple[str, Place | None]) -> Iterator[tuple[str, str]]:
    """What such a case must not hold, and what comes first; `places` by their fields."""
    if not record.referral_case:
        return
    if record.referral is None:
        yield "referral", "this kind of case begins with a referral to care: say offered, made, declined or pending"
    for path in _told(record):
        yield path, "this kind of case is kept without anything told of it: clear this text"
    for name, place in places:
        if place is not None and _is_fine(place):
            yield name, "this kind of case names no place below the second administrative level: keep the area only"


def _told(record: Referable) -> Iterator[str]:
    """Fields in which something is written: every text but the keys of assertions."""
    for path, text, _ in texts_of(record, _forms(type(record))):  # type: ignore[arg-type]
        key = path.startswith("perpetrators") and path.endswith(".key")
        if text.strip() and not key and path.partition(".")[0].partition("[")[0] not in _NOT_TOLD:
            yield path


def _is_fine(place: Place) -> bool:
    fine = place.level == "admin3" or len(place.area) > LONGEST_AREA or "," in place.area
    return fine or place.latitude is not None or bool(place.name) or place.precision not in PRECISIONS


@cache
def _forms(model: type[Record]) -> Forms:
    return forms_of(model)
