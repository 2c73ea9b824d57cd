"""What pages call a record, and where its page is."""

from __future__ import annotations

from django.urls import reverse

from withstand.brief.records.words import kind_label
from withstand.kinds import REGISTRY
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Place, Span
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.picture.seen import Seen
from withstand.web.records import saying

OTHER = "other"
"""Stands in addresses for kinds that this program does not know."""
_ID_SHOWN = 12


def word_of(kind: Kind | None) -> str:
    """A kind in addresses."""
    return kind.word.lower() if kind else OTHER


def kind_at(word: str) -> Kind:
    """The kind that an address names.

    Raises:
        NotFound: there is none.
    """
    for kind in REGISTRY:
        if word_of(kind) == word:
            found: Kind = kind
            return found
    raise NotFound(f"There is no kind {word}.")


def kind_words(kind: Kind | None) -> str:
    """What records of a kind are called; its bare name where the program does not know it."""
    return kind_label(kind, saying.language()) if kind else ""


def address(seen: Seen) -> str:
    """The page of a record."""
    return reverse("record", args=(word_of(seen.kind), seen.record))


def form_of(kind: Kind, name: str) -> Form | None:
    """The form of a field of a kind."""
    return next((form for form in kind.forms if form.name == name), None)


def title(seen: Seen) -> str:
    """What a list calls a record; the end of its id where it has no words."""
    kind, fields = seen.kind, seen.fields
    form = form_of(kind, kind.title) if kind else None
    if form is None or fields is None:
        return seen.title if seen.title != seen.record else f"…{seen.record[-_ID_SHOWN:]}"
    said = ", ".join(saying.several(form, getattr(fields, form.name)))
    return said or f"…{seen.record[-_ID_SHOWN:]}"


def full_title(seen: Seen) -> str:
    """The same with where and when: what a link to a record says."""
    return " · ".join(part for part in (saying.isolated(title(seen)), where(seen), when(seen)) if part)


def when(seen: Seen) -> str:
    """The main date in words."""
    held = getattr(seen.fields, seen.kind.when, None) if seen.kind and seen.fields else None
    return saying.span(held) if isinstance(held, Span) else ""


def where(seen: Seen) -> str:
    """The main place in words."""
    held = getattr(seen.fields, seen.kind.where, None) if seen.kind and seen.kind.where and seen.fields else None
    return saying.place_in_short(held) if isinstance(held, Place) else ""
