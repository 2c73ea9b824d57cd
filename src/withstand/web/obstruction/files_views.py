"""Asking for a table of obstruction as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT
from withstand.web.days import today
from withstand.web.obstruction.asking import SHEETS, Asked
from withstand.web.obstruction.job import FILE, TYPES
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.work.running import ask_for, queue_is_full_for


@needs(EXPORT)
@require_POST
def ask(request: Request) -> HttpResponse:
    """Begin to make a file."""
    picture_for(request)
    sheet, form = request.POST.get("sheet", ""), request.POST.get("form", "")
    if sheet not in SHEETS or form not in TYPES:
        messages.error(request, _("Choose the table and its form again."))
        return redirect("obstruction")
    if queue_is_full_for(request.user):
        messages.error(request, _("You have asked for several already: wait for one of them, or cancel it."))
        return redirect("obstruction")
    asked = Asked.of(sheet, request.POST).parameters()
    given = {"sheet": sheet, "form": form, "language": saying.language(), "today": today().isoformat(), **asked}
    return redirect("job", ask_for(request.user, FILE, given).pk)
