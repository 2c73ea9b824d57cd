"""Asking for the page before a meeting, or promises, as a file."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from withstand.dialogue.commitments import SIDES
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT
from withstand.web.days import FIRST, LAST
from withstand.web.dialogue.files_out import JOB, MEETING, TYPES
from withstand.web.dialogue.office_views import POCKET, forms_for
from withstand.web.dialogue.promise_list import WHEN
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.work.running import ask_for, queue_is_full_for


def _of(*keys: str) -> list[tuple[str, str]]:
    return [(one, one) for one in keys]


class FileForm(forms.Form):
    """Which file, as of which day, in which form; of which office, or of which promises."""

    what = forms.ChoiceField(choices=_of(*TYPES))
    form = forms.ChoiceField(choices=_of(*(form for several in TYPES.values() for form in several)))
    on = forms.DateField(validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)])
    record = forms.UUIDField(required=False)
    much = forms.CharField(required=False, max_length=20)
    side = forms.ChoiceField(required=False, choices=_of(*SIDES))
    of = forms.UUIDField(required=False)
    office = forms.CharField(required=False, max_length=100)
    due = forms.ChoiceField(required=False, choices=_of(*WHEN))
    owner = forms.ChoiceField(required=False, choices=_of(*vocabulary("components").terms))

    @property
    def given(self) -> dict[str, str]:
        """What the job needs; nothing where it does not fit together."""
        if not self.is_valid():
            return {}
        given = {name: str(value) for name, value in self.cleaned_data.items() if value}
        fits = given["form"] in TYPES[given["what"]] and (given["what"] == MEETING) == ("record" in given)
        return given if fits else {}


@needs(EXPORT)
@require_POST
def ask(request: Request) -> HttpResponse:
    """Begin to make a file."""
    picture, given = picture_for(request), FileForm(request.POST).given
    if not given:
        messages.error(request, _("Choose the paper and its form again."))
        return redirect("dialogue")
    if "record" in given:
        picture.get(given["record"])
        given["much"] = next((one for one in forms_for(request.user) if one == given.get("much")), POCKET)
    if queue_is_full_for(request.user):
        messages.error(request, _("You have asked for several already: wait for one of them, or cancel it."))
        return redirect("dialogue")
    return redirect("job", ask_for(request.user, JOB, {**given, "language": saying.language()}).pk)
