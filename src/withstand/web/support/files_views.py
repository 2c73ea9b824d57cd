"""Asking for a paper about support as a file."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT
from withstand.web.days import FIRST, LAST
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.support.files_out import DOSSIER, JOB, STATISTICS, TYPES, WHAT
from withstand.web.work.running import ask_for, queue_is_full_for


class FileForm(forms.Form):
    """Which paper, of what, as of which day, in which form."""

    what = forms.ChoiceField(choices=[(one, one) for one in WHAT])
    form = forms.ChoiceField(choices=[(one, one) for one in TYPES])
    on = forms.DateField(validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)])
    record = forms.UUIDField(required=False)
    decision = forms.UUIDField(required=False)


@needs(EXPORT)
@require_POST
def ask(request: Request) -> HttpResponse:
    """Begin to make a file, in the reader's language."""
    picture = picture_for(request)
    form = FileForm(request.POST)
    given = {name: str(value) for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    if not given or (given["what"] != STATISTICS) != ("record" in given):
        messages.error(request, _("Choose the paper and its form again."))
        return redirect("support")
    for name in ("record", "decision") if given["what"] == DOSSIER else ("record",):
        if name in given:
            picture.get(given[name])
    if queue_is_full_for(request.user):
        messages.error(request, _("You have asked for several already: wait for one of them, or cancel it."))
        return redirect("support")
    return redirect("job", ask_for(request.user, JOB, {**given, "language": saying.language()}).pk)
