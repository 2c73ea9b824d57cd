"""Closing an alert: who answered and when, and whether those who warned us were told, where that is safe."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.dialogue.answers import NOBODY
from withstand.errors import WithstandError
from withstand.evidence.records import ALERT
from withstand.ledger.errors import Locked, LostRace, NotFound
from withstand.ledger.journal import Draft
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering.told import told_problem
from withstand.web.records import titles
from withstand.web.signed_in import Request
from withstand.web.warning.alert_views import AlertPage
from withstand.web.warning.forms import ClosingForm
from withstand.web.warning.saving import fresh, save_once, was_saved

_ASKED = ("answerer", "answered_on", "feedback", "feedback_by", "feedback_on")


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def close(request: Request, record: uuid.UUID) -> HttpResponse:
    """The form, then a new version of the alert."""
    page = AlertPage.of(request, record)
    if was_saved(request):
        return redirect("alert", page.seen.record)
    if page.seen.heads > 1:
        messages.info(request, _("Two versions of this alert stand beside each other: settle them first."))
        return redirect("settle", page.seen.record)
    raw = page.seen.raw
    first = {name: raw[name] for name in _ASKED if raw.get(name)}
    form = ClosingForm(request.POST or None, initial=first)
    said = ""
    if request.method == "POST" and form.is_valid():
        said = _closed(request, page, form)
        if not said:
            return redirect("alert", page.seen.record)
    words = {
        "seen": page.seen, "title": titles.full_title(page.seen), "form": form, "said": said, "over": page.seen.version,
        "token": request.POST.get("form-token") or fresh(),
    }  # fmt: skip
    return render(request, "warning/close.html", words, status=422 if said or form.errors else 200)


def _closed(request: Request, page: AlertPage, form: ClosingForm) -> str:
    """Save it; why not, in a sentence, where it was not saved."""
    seen, given = page.seen, form.given()
    if request.POST.get("over", "") != seen.version:
        return str(_("The alert was changed meanwhile: look again."))
    gone = (*_ASKED, "answered_by") if given.get("answerer") == NOBODY else _ASKED
    kept = {name: value for name, value in seen.raw.items() if name not in gone}
    try:
        fields = ALERT.read({**kept, **given})
        save_once(
            request,
            [Draft(ALERT, fields, seen.classification, seen.compartments, seen.record, (seen.version,))],
        )
    except LostRace:
        return str(_("The alert was changed meanwhile: look again."))
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return told_problem(problem)
    messages.success(request, _("Saved."))
    if not given.get("feedback"):
        messages.info(
            request, _("Those who warned us have not been told what came of it: it stays on the list until they are.")
        )
    return ""
