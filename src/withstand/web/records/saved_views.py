"""Saved views: a filter under a name, for the account that made it."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.records import titles
from withstand.web.records.asking import ListForm
from withstand.web.records.models import LONGEST_NAME, SavedView
from withstand.web.signed_in import Request

MOST = 100
_UNUSABLE = 422


class NameForm(forms.Form):
    """The name of a view."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)


@needs(READ)
@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep a list's filter under a name; one of the same name and kind is replaced."""
    kind = titles.kind_at(request.POST.get("kind", ""))
    form, asked = NameForm(request.POST), ListForm(kind, QueryDict(request.POST.get("filter", "")))
    word = titles.word_of(kind)
    if not asked.is_valid():
        return redirect("records", word)
    query = asked.query()
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most %(number)s letters.") % {"number": LONGEST_NAME})
    elif SavedView.objects.filter(by=request.user).count() >= MOST:
        messages.error(request, _("You keep as many views as one can. Delete one first."))
    else:
        name = form.cleaned_data["name"]
        SavedView.objects.update_or_create(by=request.user, kind=word, name=name, defaults={"filter": query})
        messages.success(request, _("The view is saved."))
    return _list(word, query)


@needs(READ)
@require_http_methods(["GET", "POST"])
def change(request: Request, number: uuid.UUID) -> HttpResponse:
    """Rename or delete a view of one's own; of others there is none."""
    view = get_object_or_404(SavedView, pk=number, by=request.user)
    if request.method == "POST" and "delete" in request.POST:
        view.delete()
        messages.success(request, _("The view is deleted."))
        return redirect("kinds")
    form = NameForm(request.POST or None, initial={"name": view.name}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        view.name = form.cleaned_data["name"]
        view.save(update_fields=["name"])
        messages.success(request, _("The view is renamed."))
        return _list(view.kind, view.filter)
    words = {"view": view, "form": form}
    return render(request, "records/saved_view.html", words, status=_UNUSABLE if form.errors else 200)


def _list(word: str, query: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('records', args=(word,))}{f'?{query}' if query else ''}")
