"""The matrix in: a file is uploaded, its mapping corrected, what it would enter looked at, and all of it entered."""

from __future__ import annotations

import uuid
from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from withstand.brief.matrix.layout import Column, Layout, layout_toml
from withstand.errors import InputError, WithstandError
from withstand.ledger import rights
from withstand.ledger.errors import Locked, LostRace
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering.told import told_problem
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.week import mapping
from withstand.web.week.dry_run import DryRun, Reading
from withstand.web.week.matrix_page import page_words
from withstand.web.week.meeting import DAY, meeting_of
from withstand.web.week.models import KeptMapping, MatrixUpload, forget_old
from withstand.web.week.tongue import counted
from withstand.web.week.uploads import (
    ENTER,
    JOB,
    READ,
    drafts_of,
    enter_once,
    is_long,
    kept_run,
    own_upload,
    reading_of,
    take_in,
)
from withstand.web.week.week_views import about
from withstand.web.work.models import FAILED, RUNNING, WAITING, Job
from withstand.web.work.running import ask_for, queue_is_full_for
from withstand.web.writing import save

_REFRESH_SECONDS = "3"
_UNUSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
MOST_MAPPINGS = 30


class UploadForm(forms.Form):
    """A matrix and what is said of all its rows."""

    file = forms.FileField(
        label=gettext_lazy("The matrix (XLSX or CSV, at most 2 MB)"),
        max_length=255,
        error_messages={"required": gettext_lazy("No file came. Choose one of at most 2 MB.")},
    )
    on = forms.DateField(label=gettext_lazy("Day of the meeting"), widget=DAY)
    mapping = forms.ChoiceField(label=gettext_lazy("Mapping"), required=False)
    classification = forms.ChoiceField(label=gettext_lazy("Classification of new records"))
    compartments = forms.MultipleChoiceField(
        label=gettext_lazy("Components that may see new records"),
        help_text=gettext_lazy("None ticked: all components."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reviewed = forms.BooleanField(
        label=gettext_lazy("The group looked at all of it on that day"), required=False
    )  # fmt: skip

    def __init__(self, request: Request, on: date) -> None:
        office = request.lent.opened.settings.office
        super().__init__(
            request.POST or None,
            request.FILES or None,
            initial={
                "on": on,
                "classification": office.classification,
                "compartments": list(office.compartments),
            },
            label_suffix="",
        )
        kept = KeptMapping.objects.filter(by=request.user)
        self._choose("mapping", [("", _("By the headings")), *((str(one.pk), one.name) for one in kept)])
        self._choose("classification", [(key, saying.label("classifications", key)) for key in _levels()])
        self._choose("compartments", [(key, saying.label("components", key)) for key in _components()])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _levels() -> list[str]:
    return list(vocabulary("classifications").terms)


def _components() -> list[str]:
    return [key for key in vocabulary("components").terms if rights.is_component(key)]


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Take a matrix in; files that wait, mappings that are kept."""
    meeting = meeting_of(request, now=True)
    picture = meeting.picture
    forget_old()
    form = UploadForm(request, meeting.on)
    if request.method == "POST" and form.is_valid():
        try:
            taken = _taken(request, form)
            taken.save()
            return _first_look(request, picture, taken)
        except InputError as problem:
            form.add_error("file", str(problem))
    words = {
        "form": form,
        "waiting": MatrixUpload.objects.filter(by=request.user, look=False, entered=None).defer("content", "found"),
        "mappings": KeptMapping.objects.filter(by=request.user),
        **about(request, meeting),
    }
    return render(request, "week/upload.html", words, status=_UNUSABLE if form.errors else HTTPStatus.OK)


def _taken(request: Request, form: UploadForm) -> MatrixUpload:
    given = form.cleaned_data
    made = take_in(request.user, given["file"].name, given["file"].read(), given["on"])
    kept = KeptMapping.objects.filter(by=request.user, pk=given["mapping"]).first() if given["mapping"] else None
    made.mapping = kept.mapping if kept else ""
    made.reviewed = given["reviewed"]
    made.classification, made.compartments = given["classification"], given["compartments"]
    return made


def _first_look(request: Request, picture: Picture, taken: MatrixUpload) -> HttpResponse:
    """A short file is read once now, so that one that is no matrix does not stay."""
    if is_long(taken, picture):
        _ask(request, taken, READ)
        return redirect("week-matrix", taken.pk)
    try:
        reading_of(request.lent.opened, picture, taken)
    except InputError:
        taken.delete()
        raise
    return redirect("week-matrix", taken.pk)


def _ask(request: Request, taken: MatrixUpload, act: str, **more: str) -> None:
    if queue_is_full_for(request.user):
        raise InputError(_("You have asked for several already: wait for one of them, or cancel it."))
    ask_for(request.user, JOB, {"upload": str(taken.pk), "act": act, **more})


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def matrix(request: Request, number: uuid.UUID) -> HttpResponse:
    """One uploaded matrix: its mapping, what it would enter, what was set aside; then entering it."""
    taken, picture = own_upload(request.user, number), picture_for(request)
    if taken.entered is not None:
        return render(request, "week/entered.html", {"versions": counted(taken.entered, "version"), "may_write": True})
    if request.method == "POST":
        return _posted(request, picture, taken)
    job = _latest(request, taken)
    if job is not None and job.state in (WAITING, RUNNING):
        response = render(request, "week/reading.html", {"job": job, "upload": taken, "may_write": True})
        response.headers["Refresh"] = _REFRESH_SECONDS
        return response
    said = saying_of(job) if job is not None and job.state == FAILED else ""
    return _page(request, picture, taken, said=said)


def saying_of(job: Job) -> str:
    """Why a job failed, in the reader's language where the program's sentence is translated."""
    return _(job.sentence) if job.sentence else ""


def _latest(request: Request, taken: MatrixUpload) -> Job | None:
    jobs = Job.objects.filter(by=request.user, kind=JOB).defer("content")
    return next((one for one in jobs if one.parameters.get("upload") == str(taken.pk)), None)


def _posted(request: Request, picture: Picture, taken: MatrixUpload) -> HttpResponse:
    act = request.POST.get("act", "")
    try:
        if act in ("map", "keep"):
            return _map(request, picture, taken, keeping=act == "keep")
        if act == "sheet":
            return _again(request, picture, replace_of(taken, mapping="", sheet=request.POST.get("sheet", "")[:120]))
        if act == "enter":
            return _enter(request, picture, taken)
    except Locked:
        raise
    except LostRace:
        said = _("Somebody has changed a record meanwhile: look again. Nothing was entered.")
        return _page(request, picture, taken, said=said, status=HTTPStatus.CONFLICT)
    except WithstandError as problem:
        return _page(request, picture, taken, said=told_problem(problem), status=_UNUSABLE)
    return redirect("week-matrix", taken.pk)


def replace_of(taken: MatrixUpload, **values: Any) -> MatrixUpload:
    """The upload with other values, not saved yet."""
    for name, value in values.items():
        setattr(taken, name, value)
    return taken


def _again(request: Request, picture: Picture, taken: MatrixUpload) -> HttpResponse:
    """Read it by another mapping; one that does not fit is told and not kept."""
    if is_long(taken, picture):
        taken.save(update_fields=["mapping", "sheet"])
        _ask(request, taken, READ)
    else:
        reading_of(request.lent.opened, picture, taken)
        taken.save(update_fields=["mapping", "sheet"])
    return redirect("week-matrix", taken.pk)


def _map(request: Request, picture: Picture, taken: MatrixUpload, *, keeping: bool) -> HttpResponse:
    base = _layout(request, picture, taken)
    text = layout_toml(mapping.chosen(request.POST.dict(), base))
    if keeping:
        _keep(request, text)
    return _again(request, picture, replace_of(taken, mapping=text))


def _layout(request: Request, picture: Picture, taken: MatrixUpload) -> Layout:
    """The layout over which somebody chose."""
    run = kept_run(taken) if is_long(taken, picture) else None
    if run is None:
        return reading_of(request.lent.opened, picture, taken).layout
    return Layout(tuple(Column(one.heading, one.to, one.scale) for one in run.columns), run.sheet)


def _keep(request: Request, text: str) -> None:
    name = request.POST.get("mapping-name", "").strip()[:80]
    if not name:
        raise InputError(_("Give the mapping a name."))
    if KeptMapping.objects.filter(by=request.user).exclude(name=name).count() >= MOST_MAPPINGS:
        raise InputError(_("You keep as many mappings as one can. Delete one first."))
    KeptMapping.objects.update_or_create(by=request.user, name=name, defaults={"mapping": text})
    messages.success(request, _("The mapping is kept."))


def _enter(request: Request, picture: Picture, taken: MatrixUpload) -> HttpResponse:
    asked = {name: request.POST.get(name, "") for name in ("code", "text_code", "reason")}
    if is_long(taken, picture):
        _ask(request, taken, ENTER, **asked)
        return redirect("week-matrix", taken.pk)
    reading = reading_of(request.lent.opened, picture, taken)
    drafts = drafts_of(reading, **asked, known=tuple(known_names(picture)))
    enter_once(taken, drafts, lambda made: save(request, made))
    return redirect("week-matrix", taken.pk)


def _page(
    request: Request, picture: Picture, taken: MatrixUpload, *, said: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """The mapping and the dry run; where a mapping does not fit, the last that did, with what was chosen."""
    run = _run(request, picture, taken)
    if run is None:
        words = {"upload": taken, "said": said, "may_write": True}
        return render(request, "week/unread.html", words, status=status)
    typed = request.POST if request.method == "POST" else {}
    words = page_words(taken, run, typed) | {"said": said, "may_write": True}
    return render(request, "week/matrix.html", words, status=status)


def _run(request: Request, picture: Picture, taken: MatrixUpload) -> DryRun | None:
    fresh = MatrixUpload.objects.get(pk=taken.pk)
    if is_long(fresh, picture):
        return kept_run(fresh)
    try:
        reading: Reading = reading_of(request.lent.opened, picture, fresh)
    except InputError:
        return None
    return reading.seen


@needs(WRITE)
@require_POST
def forget(request: Request, number: uuid.UUID) -> HttpResponse:
    """Delete an uploaded file, for good."""
    own_upload(request.user, number).delete()
    messages.success(request, _("The file is deleted."))
    return redirect("week-upload")


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def kept_mapping(request: Request, number: uuid.UUID) -> HttpResponse:
    """A kept mapping as the file that the command line reads; sent: it is deleted."""
    found = KeptMapping.objects.filter(pk=number, by=request.user).first()
    if found is None:
        return redirect("week-upload")
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The mapping is deleted."))
        return redirect("week-upload")
    response = HttpResponse(found.mapping, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, "mapping.toml") or "attachment"
    return response
