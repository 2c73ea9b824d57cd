"""Exports as jobs: started, followed, decided about, fetched. What goes out is what the export page lets out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from msgspec import Meta

from withstand.kinds import REGISTRY
from withstand.web.accounts.audit import note
from withstand.web.api.admission import token_of
from withstand.web.api.asking import TooMuch
from withstand.web.signed_in import Request
from withstand.web.work.exporting import TYPES
from withstand.web.work.models import ASKS, DONE, Job
from withstand.web.work.running import ask_for, queue_is_full_for

MEDIA = tuple(dict.fromkeys(TYPES.values()))


class NewExport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which records, as which file."""

    kind: Annotated[str, Meta(max_length=64)]
    form: Literal["csv", "xlsx", "json", "hxl", "geojson"] = "csv"
    area: Annotated[str, Meta(max_length=40)] = ""
    since: date | None = None
    until: date | None = None
    known_at: date | None = None
    language: Literal["en", "fr", "es", "ar"] = "en"


class Decided(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reason to let out what the scan of texts found."""

    keep_text: Annotated[str, Meta(min_length=3, max_length=300)]


class ExportAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An export: waiting, running, done, asks, failed, cancelled. `asks`: decide about `question`, then fetch anew."""

    export: str
    state: str
    percent: int
    sentence: str
    question: dict[str, Any] | None
    file_name: str
    location: str


class Exports(msgspec.Struct, frozen=True, kw_only=True):
    """The exports of the last day."""

    exports: tuple[ExportAnswer, ...]


def exports(request: Request) -> Exports:
    """The account's own exports of the last day."""
    return Exports(exports=tuple(map(_answer, Job.objects.filter(by=request.user, kind="export").defer("content"))))


def start(request: Request, body: NewExport) -> ExportAnswer:
    """Start an export of the records of a kind."""
    kind = REGISTRY.by_word(body.kind)
    given = {name: str(value) for name, value in msgspec.structs.asdict(body).items() if value}
    return _asked(request, {**given, "kind": kind.word.lower()})


def status(request: Request, export: str) -> ExportAnswer:
    """How far an export is."""
    return _answer(_own(request, export))


def decide(request: Request, export: str, body: Decided) -> ExportAnswer:
    """Let out what the scan found, with a reason: the export is started again."""
    found = _own(request, export)
    if found.state != ASKS or found.question is None:
        raise Http404
    answer = {"keep_code": found.question["code"], "keep_text": body.keep_text}
    return _asked(request, {**found.parameters, **answer})


def file(request: Request, export: str) -> HttpResponse:
    """The file of an export, once there is one."""
    found = _own(request, export)
    if found.state != DONE or found.content is None:
        raise Http404
    token = token_of(request)
    detail = {"token": token.name} if token else {}
    note("export_made", request.user, None, file=found.file_name, **detail)
    response = HttpResponse(bytes(found.content), content_type=found.file_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, found.file_name) or "attachment"
    return response


def _asked(request: Request, parameters: dict[str, str]) -> ExportAnswer:
    if queue_is_full_for(request.user):
        raise TooMuch(_("You have asked for several already: wait for one of them, or cancel it."))
    return _answer(ask_for(request.user, "export", parameters))


def _own(request: Request, export: str) -> Job:
    found = Job.objects.filter(pk=export, by=request.user, kind="export").first()
    if found is None:
        raise Http404
    return found


def _answer(job: Job) -> ExportAnswer:
    return ExportAnswer(
        export=str(job.pk), state=job.state, percent=job.percent, sentence=_(job.sentence) if job.sentence else "",
        question=job.question, file_name=job.file_name, location=reverse("api-export", args=[job.pk]),
    )  # fmt: skip
