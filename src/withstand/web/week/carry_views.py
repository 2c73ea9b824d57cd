"""The page that carries the open threats and actions forward."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.errors import WithstandError
from withstand.ledger.errors import Locked, LostRace
from withstand.ledger.journal import Draft
from withstand.mission.week.carrying import carry_forward
from withstand.picture.names import known_names
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import drafts
from withstand.web.entering.answers import Answers
from withstand.web.entering.keeping import keeps_what_was_typed
from withstand.web.entering.models import KEPT, FormDraft, SavedForm
from withstand.web.entering.texts import REASON
from withstand.web.entering.told import told_problem
from withstand.web.signed_in import Request
from withstand.web.week.carrying import CarryForm, carried_form
from withstand.web.week.meeting import Meeting, meeting_of
from withstand.web.week.tongue import counted
from withstand.web.week.week_views import about
from withstand.web.writing import save

ABOUT = "week.Carry"


@dataclass(frozen=True)
class _Page:
    token: uuid.UUID
    answers: Answers | None = None
    said: str = ""
    told: str = ""
    status: int = HTTPStatus.OK


@needs(WRITE)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def carry(request: Request) -> HttpResponse:
    """What is open, row by row; saved, each is a new version that the group looked at on that day."""
    if request.method == "POST":
        return _posted(request)
    if "draft" not in request.GET:
        return _shown(request, _Page(uuid.uuid4()))
    draft = drafts.take(request.user, drafts.token_of(request.GET["draft"]))
    if draft.kind != ABOUT:
        raise BadRequest
    answers = drafts.answers_in(draft)
    if answers.one("on") != request.GET.get("on", ""):
        return redirect(f"{reverse('week-carry')}?{urlencode({'on': answers.one('on'), 'draft': draft.pk})}")
    return _shown(request, _Page(draft.pk, answers, told=_("This is the form that you had not finished.")))


def _posted(request: Request) -> HttpResponse:
    token = drafts.token_of(request.POST.get("form-token", ""))
    if SavedForm.objects.filter(pk=token, by=request.user).exists():
        messages.info(request, _("This form was saved already; it was not saved twice."))
        return redirect("week-carry")
    answers = drafts.posted(request.POST.lists())
    request.GET = QueryDict(urlencode({"on": answers.one("on")}))
    page = _Page(token, answers)
    if request.POST.get("act") == "save":
        return _save(request, page)
    drafts.keep(request.user, token, drafts.About(ABOUT), answers)
    if request.POST.get("act") == "keep":
        messages.success(request, _("Kept as unfinished."))
        return redirect(f"{reverse('week-carry')}?{urlencode({'on': answers.one('on'), 'draft': token})}")
    return _shown(request, replace(page, told=_("What you had typed in this browser is back.")))


def _save(request: Request, page: _Page) -> HttpResponse:
    meeting, form = _form(request, page.answers)
    if form.wrong or not form.drafts:
        drafts.keep(request.user, page.token, drafts.About(ABOUT), page.answers or Answers())
        said = "" if form.wrong else _("Nothing is ticked, so nothing was entered.")
        return _draw(request, meeting, form, replace(page, said=said, status=HTTPStatus.UNPROCESSABLE_ENTITY))
    try:
        saved = _once(request, page.token, form.drafts)
    except WithstandError as problem:
        drafts.keep(request.user, page.token, drafts.About(ABOUT), page.answers or Answers())
        if isinstance(problem, Locked):
            raise
        status = HTTPStatus.CONFLICT if isinstance(problem, LostRace) else HTTPStatus.UNPROCESSABLE_ENTITY
        said = "" if isinstance(problem, LostRace) else told_problem(problem)
        return _shown(request, replace(page, said=said, status=status))
    words = {"versions": counted(saved, "version"), "day": meeting.on.isoformat(), "token": page.token}
    return render(request, "week/carried.html", about(request, meeting) | words)


def _once(request: Request, token: uuid.UUID, made: Sequence[Draft]) -> int:
    """Enter all of it, or nothing; the same form again enters nothing."""
    with transaction.atomic():
        SavedForm.objects.filter(at__lte=timezone.now() - KEPT).delete()
        form, new = SavedForm.objects.get_or_create(pk=token, defaults={"by": request.user, "kind": ABOUT})
        if not new:
            if form.by != request.user:
                raise BadRequest
            return 0
        saved = save(request, made)
        FormDraft.objects.filter(pk=token, by=request.user).delete()
    return len(saved)


def _form(request: Request, answers: Answers | None) -> tuple[Meeting, CarryForm]:
    meeting = meeting_of(request, now=True)
    familiar = frozenset((*known_names(meeting.picture), *meeting.areas.names.values()))
    return meeting, carried_form(carry_forward(meeting.known, meeting.on), answers, meeting.on, familiar)


def _shown(request: Request, page: _Page) -> HttpResponse:
    meeting, form = _form(request, page.answers)
    return _draw(request, meeting, form, page)


def _draw(request: Request, meeting: Meeting, form: CarryForm, page: _Page) -> HttpResponse:
    wrong = sum(bool(row.problem) for row in form.rows) if page.status != HTTPStatus.OK else 0
    words = {
        "form": form,
        "token": page.token,
        "about": ABOUT,
        "said": page.said or (form.scanned.said if form.scanned and page.status != HTTPStatus.OK else ""),
        "told": page.told,
        "wrong": wrong,
        "scanned": form.scanned if page.status != HTTPStatus.OK else None,
        "keep_reason": page.answers.one(REASON) if page.answers else "",
        "waiting": [one for one in drafts.own(request.user) if one.kind == ABOUT and one.pk != page.token],
        "show_problems": page.status != HTTPStatus.OK,
    }
    return render(request, "week/carry.html", about(request, meeting) | words, status=page.status)
