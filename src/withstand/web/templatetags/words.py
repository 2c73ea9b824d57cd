"""Words of the vocabularies in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language, gettext

from withstand.vocabulary.terms import vocabulary

register = template.Library()


@register.filter
def term(key: str, name: str) -> str:
    """The label of a term: {{ account.clearance|term:"classifications" }}; the key where there is none."""
    terms = vocabulary(name).terms
    return terms[key].label(get_language() or "en") if key in terms else key


@register.filter
def terms(keys: Iterable[str], name: str) -> list[str]:
    """The labels of several terms."""
    return [term(key, name) for key in keys]


@register.filter
def worded(sentence: str) -> str:
    """A sentence that was kept in English, in the reader's language."""
    return gettext(sentence) if sentence else ""
