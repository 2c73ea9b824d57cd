"""Lists: the kinds with how many there are, and the records of one kind, filtered, counted, in pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from withstand.kinds import REGISTRY
from withstand.picture.picture import PAGE
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, READ
from withstand.web.pictures import picture_for
from withstand.web.records import titles
from withstand.web.records.asking import MOMENT, ListForm, Moment
from withstand.web.records.models import SavedView
from withstand.web.records.paging import links_of, start_of
from withstand.web.records.table import table
from withstand.web.records.visits import all_seen, last_visit
from withstand.web.signed_in import Request

_UNUSABLE = 422


@needs(READ)
@require_GET
def kinds(request: Request) -> HttpResponse:
    """Every kind with how many records of it this account may see, and its own saved views."""
    counts = picture_for(request).counts()
    rows = [(titles.kind_words(kind), titles.word_of(kind), counts.get(kind.name, 0)) for kind in REGISTRY]
    views = [(one, _kind_words(one.kind)) for one in SavedView.objects.filter(by=request.user)]
    return render(request, "records/kinds.html", {"rows": rows, "views": views})


@needs(READ)
@require_GET
def records(request: Request, kind: str) -> HttpResponse:
    """The records of a kind."""
    chosen = titles.kind_at(kind)
    form = ListForm(chosen, request.GET)
    words = {"kind": chosen, "word": kind, "name": titles.kind_words(chosen), "form": form}
    if not form.is_valid():
        return render(request, "records/list.html", words, status=_UNUSABLE)
    visit, asked, query = last_visit(request), Moment.of(form.cleaned_data), form.query()
    picture = picture_for(request, asked.known_at, asked.as_of)
    where = form.filter(visit.reach if visit else None)
    start, backward = start_of(request.GET.dict())
    found = picture.stretch(
        chosen, where, start, PAGE, backward=backward, earliest_first=form.earliest_first
    )  # fmt: skip
    words |= {
        "count": picture.count(chosen, where),
        "said": form.said(),
        "table": table(picture, chosen, found.records, where.words),
        "pages": links_of(found, query),
        "query": query,
        "moment_query": form.query(*(name for name in form.fields if name not in MOMENT)),
        "visit": visit,
        "moment": asked,
        "may_export": request.user.may(EXPORT),
        "export": f"{reverse('exports')}?{_with_kind(kind, query)}",
        "views": SavedView.objects.filter(by=request.user, kind=kind),
    }
    return render(request, "records/list.html", words)


@needs(READ)
@require_POST
def seen(request: Request) -> HttpResponse:
    """What is here now is no longer new to this account."""
    all_seen(request)
    return redirect("home")


def _with_kind(kind: str, query: str) -> str:
    return f"kind={kind}&{query}" if query else f"kind={kind}"


def _kind_words(word: str) -> str:
    found = next((kind for kind in REGISTRY if titles.word_of(kind) == word), None)
    return titles.kind_words(found) or _("A kind that is not known here")
