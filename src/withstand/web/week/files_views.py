"""The page where the matrix, the agenda and the action sheet are asked for as files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from withstand.brief.records.release import LEVELS
from withstand.brief.week_pages import ACTION_SHEET, AGENDA
from withstand.errors import InputError
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, WRITE
from withstand.web.holding import held
from withstand.web.records.saying import language
from withstand.web.signed_in import Request
from withstand.web.week.dry_run import table_of
from withstand.web.week.files_out import JOB, MATRIX
from withstand.web.week.meeting import DAY, meeting_of
from withstand.web.week.models import KeptMapping, forget_old
from withstand.web.week.uploads import take_in
from withstand.web.work.models import STATES, Job
from withstand.web.work.running import ask_for, queue_is_full_for

WORDS = {
    MATRIX: gettext_lazy("The matrix (XLSX)"),
    AGENDA: gettext_lazy("The agenda (a page to print)"),
    ACTION_SHEET: gettext_lazy("The action sheet (a page to print)"),
}


class FileForm(forms.Form):
    """Which file, of which meeting, in which layout."""

    what = forms.ChoiceField(label=gettext_lazy("File"), choices=list(WORDS.items()))
    on = forms.DateField(label=gettext_lazy("Day of the meeting"), widget=DAY)
    since = forms.DateField(label=gettext_lazy("Last meeting"), required=False, widget=DAY)
    mapping = forms.ChoiceField(label=gettext_lazy("Layout of the matrix"), required=False)
    like = forms.FileField(
        label=gettext_lazy("Or with the columns and the look of this matrix"),
        help_text=gettext_lazy("XLSX or CSV, at most 2 MB; deleted once the file is made."),
        required=False,
        max_length=255,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Outside, places go no finer than"), choices=[(one, one) for one in LEVELS], required=False
    )

    def __init__(self, request: Request, initial: dict[str, Any]) -> None:
        super().__init__(request.POST or None, request.FILES or None, initial=initial, label_suffix="")
        kept = [(str(one.pk), one.name) for one in KeptMapping.objects.filter(by=request.user)]
        self.fields["mapping"].choices = [("", _("Ours, with every column")), *kept]  # type: ignore[attr-defined]
        if request.user.audience.outside:
            self.fields["what"].choices = [(MATRIX, WORDS[MATRIX])]  # type: ignore[attr-defined]
        else:
            del self.fields["level"]

    def clean(self) -> dict[str, Any]:
        """The last meeting was before this one."""
        given = super().clean() or {}
        on, since = given.get("on"), given.get("since")
        if on and since and since >= on:
            self.add_error("since", _("The last meeting is before this one."))
        return given


@needs(EXPORT)
@require_http_methods(["GET", "POST"])
def files(request: Request) -> HttpResponse:
    """Ask for a file, and those of the last day."""
    forget_old()
    outside = request.user.audience.outside
    initial: dict[str, Any] = {
        "what": request.GET.get("what", MATRIX),
        "on": held().settings.present_day(timezone.now()),
    }
    if request.method == "GET" and not outside:
        meeting = meeting_of(request)
        initial |= {"on": meeting.on, "since": meeting.since}
    form = FileForm(request, initial)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("job", _asked(request, form).pk)
        except InputError as problem:
            form.add_error("like" if form.cleaned_data.get("like") else None, str(problem))
    jobs = Job.objects.filter(by=request.user, kind=JOB).defer("content")
    rows = [{"job": one, "state": STATES[one.state], "what": WORDS[one.parameters["what"]]} for one in jobs]
    words = {"form": form, "rows": rows, "may_write": request.user.may(WRITE), "may_export": True, "outside": outside}
    return render(request, "week/files.html", words, status=422 if form.errors else 200)


def _asked(request: Request, form: FileForm) -> Job:
    if queue_is_full_for(request.user):
        raise InputError(_("You have asked for several already: wait for one of them, or cancel it."))
    given = form.cleaned_data
    today = held().settings.present_day(timezone.now())
    parameters = {
        "what": given["what"],
        "on": given["on"].isoformat(),
        "since": given["since"].isoformat() if given["since"] else "",
        "mapping": given["mapping"],
        "language": language(),
        "level": given.get("level", ""),
        "known": "then" if given["on"] < today else "now",
    }
    if given["like"] and given["what"] == MATRIX:
        taken = take_in(request.user, given["like"].name, given["like"].read(), given["on"], look=True)
        if not given["mapping"]:
            table_of(taken)
        taken.save()
        parameters["like"] = str(taken.pk)
    return ask_for(request.user, JOB, {name: value for name, value in parameters.items() if value})
