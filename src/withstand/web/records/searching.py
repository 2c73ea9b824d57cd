"""Full text, within what the account may see: words in texts and names, in any order, accents aside."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from withstand.kinds import REGISTRY
from withstand.ledger.contents import folded
from withstand.picture.filters import Filter
from withstand.picture.picture import PAGE
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.records.asking import LONGEST_TEXT, coded_forms
from withstand.web.records.paging import links_of, start_of
from withstand.web.records.table import short_row
from withstand.web.signed_in import Request

_SUGGESTED, _SHORTEST = 6, 3


@dataclass(frozen=True)
class Suggestion:
    """A list that holds what a term of a vocabulary says: its kind, the filter, the term's label."""

    kind: str
    word: str
    filter: str
    key: str
    label: str


class SearchForm(forms.Form):
    """What is looked for, and among which records."""

    q = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip


@needs(READ)
@require_GET
def search(request: Request) -> HttpResponse:
    """Records in whose texts all words stand."""
    form = SearchForm(request.GET, label_suffix="")
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    where = Filter(text=text)
    words = {"form": form, "text": text, "usable": bool(where.words)}
    if not where.words:
        return render(request, "records/search.html", words, status=422 if form.errors else 200)
    picture, chosen = picture_for(request), request.GET.get("kind", "")
    kind = titles.kind_at(chosen) if chosen else None
    start, backward = start_of(request.GET.dict())
    found = picture.stretch(kind, where, start, PAGE, backward=backward)
    counts = picture.counts(where)
    by_kind = [
        (titles.kind_words(one), titles.word_of(one), counts[one.name]) for one in REGISTRY if one.name in counts
    ]
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    words |= {
        "rows": [short_row(one, where.words) for one in found.records],
        "count": counts.get(kind.name, 0) if kind else sum(counts.values()),
        "total": sum(counts.values()),
        "kinds": by_kind,
        "chosen": chosen,
        "pages": links_of(found, query.urlencode()),
        "terms": terms_with(text),
    }
    return render(request, "records/search.html", words)


def terms_with(text: str) -> list[Suggestion]:
    """Terms of the vocabularies with these words: lists that a code finds where no text says the word."""
    looked_for = folded(text)
    found = [
        Suggestion(titles.kind_words(kind), titles.word_of(kind), f"is_{form.name}", key, label)
        for kind in REGISTRY
        for form in coded_forms(kind)
        for key, term in (vocabulary(form.vocabulary).terms.items() if form.vocabulary else ())
        if looked_for in folded(label := term.label(saying.language()))
    ]
    return found[:_SUGGESTED] if len(looked_for) >= _SHORTEST else []
