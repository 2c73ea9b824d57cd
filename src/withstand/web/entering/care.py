"""Cases in which care for the person comes before the record."""

from __future__ import annotations

from collections.abc import Iterable

from withstand.vocabulary.terms import vocabulary


def care_first(acts: Iterable[str]) -> bool:
    """Whether one of these acts asks for a referral first, and allows no narrative."""
    terms = vocabulary("violations").terms
    return any(act in terms and bool(terms[act].facts.get("referral_first", False)) for act in acts)
