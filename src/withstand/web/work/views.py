"""Jobs on pages: asked for, followed with or without a script, cancelled, fetched."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from withstand.web.access import needs
from withstand.web.accounts.audit import note
from withstand.web.accounts.roles import EXPORT, READ
from withstand.web.signed_in import Request
from withstand.web.work.forms import ExportForm
from withstand.web.work.models import ASKS, DONE, STATES, Job
from withstand.web.work.running import KINDS, ask_for, queue_is_full_for

_REFRESH_SECONDS = "5"


@needs(EXPORT)
@require_http_methods(["GET", "POST"])
def exports(request: Request) -> HttpResponse:
    """Ask for an export, and those of the last day."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if queue_is_full_for(request.user):
            form.add_error(None, _("You have asked for several already: wait for one of them, or cancel it."))
        else:
            return redirect("job", ask_for(request.user, "export", form.parameters()).pk)
    jobs = Job.objects.filter(by=request.user, kind="export").defer("content")
    kinds = dict(form.fields["kind"].choices)  # type: ignore[attr-defined]
    rows = [{"job": one, "state": STATES[one.state], "kind": kinds.get(one.parameters["kind"])} for one in jobs]
    return render(request, "web/exports.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@needs(READ)
@require_GET
def job(request: Request, number: uuid.UUID) -> HttpResponse:
    """How far a job is: a whole page, or the part of it that a script asks for."""
    found = _own(request, number)
    words = {"job": found, "kind": KINDS[found.kind], "state": STATES[found.state], "done": found.state == DONE}
    template = "web/job_part.html" if request.htmx else "web/job.html"
    response = render(request, template, words)
    if not found.over and not request.htmx:
        response.headers["Refresh"] = _REFRESH_SECONDS
    return response


@needs(READ)
@require_POST
def cancel(request: Request, number: uuid.UUID) -> HttpResponse:
    """Ask a job to stop at its next step."""
    _own(request, number)
    Job.objects.filter(pk=number).update(cancel_asked=True)
    return redirect("job", number)


@needs(EXPORT)
@require_POST
def decide(request: Request, number: uuid.UUID) -> HttpResponse:
    """Let out what the scan found, with a reason: the export is asked for again."""
    found = _own(request, number)
    if found.state != ASKS or found.question is None:
        raise Http404
    answer = {"keep_code": found.question["code"], "keep_text": request.POST.get("keep_text", "")}
    return redirect("job", ask_for(request.user, found.kind, {**found.parameters, **answer}).pk)


@needs(EXPORT)
@require_GET
def fetch(request: Request, number: uuid.UUID) -> HttpResponse:
    """The file that a job made."""
    found = _own(request, number)
    if found.state != DONE or found.content is None:
        raise Http404
    note("export_made", request.user, file=found.file_name)
    response = HttpResponse(bytes(found.content), content_type=found.file_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, found.file_name) or "attachment"
    return response


def _own(request: Request, number: uuid.UUID) -> Job:
    """A job of the account's own; of others there is none."""
    return get_object_or_404(Job, pk=number, by=request.user)
