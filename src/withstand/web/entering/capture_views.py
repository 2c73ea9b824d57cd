"""Quick capture: what, where, when, who is suspected; the rest from the office's presets, completed later."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from withstand.brief.records.words import kind_label, word
from withstand.errors import WithstandError
from withstand.evidence.records import ALERT, INCIDENT
from withstand.ledger.errors import Locked
from withstand.ledger.kinds import Kind
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import drafts
from withstand.web.entering.answers import Answers
from withstand.web.entering.care import care_first
from withstand.web.entering.controls import Control, Shown, controls
from withstand.web.entering.entry import Attempt, attempt
from withstand.web.entering.form_page import areas_for, label_of
from withstand.web.entering.keeping import keeps_what_was_typed
from withstand.web.entering.models import SavedForm, ToComplete
from withstand.web.entering.target import Target, first_answers, language, save_once
from withstand.web.entering.told import told_problem
from withstand.web.entering.waiting import to_complete
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request

KINDS = (INCIDENT, ALERT)
ASKED = ("what", "where", "when", "perpetrators", "referral", "narrative")


@needs(WRITE)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def capture(request: Request) -> HttpResponse:
    """The short form, and what waits to be completed."""
    picture = picture_for(request)
    kind = ALERT if request.POST.get("kind", request.GET.get("kind")) == "alert" else INCIDENT
    target = Target(kind, picture)
    token = drafts.token_of(request.POST.get("form-token", ""))
    first = _first(request, target)
    if request.method == "GET":
        return _page(request, target, token, first)
    if SavedForm.objects.filter(pk=token, by=request.user).exists():
        messages.info(request, _("This form was saved already; it was not saved twice."))
        return redirect("saved-form", token)
    answers = first.having(_asked(drafts.posted(request.POST.lists())))
    if request.POST.get("act") != "save":
        drafts.keep(request.user, token, target.about, answers)
        return _page(request, target, token, answers)
    tried = attempt(request, target, answers, areas_for(request, target).code)
    try:
        if tried.draft is not None:
            return redirect("saved-form", save_once(request, token, tried.draft, complete_later=True).pk)
    except Locked:
        raise
    except WithstandError as problem:
        tried.said = told_problem(problem)
    drafts.keep(request.user, token, target.about, answers)
    return _page(request, target, token, answers, tried)


def _first(request: Request, target: Target) -> Answers:
    """What the short form starts from: today, the office's presets."""
    today = request.lent.opened.settings.present_day(datetime.now(UTC)).isoformat()
    answers = first_answers(request, target).having({"when-start": (today,)})
    return answers.having({"received": (today,)}) if target.kind is ALERT else answers


def _asked(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Only what the short form asks for; everything else stays as the office has it."""
    names = (*ASKED, "keep")
    return {name: held for name, held in answers.values.items() if name.partition("-")[0] in names}


def _page(
    request: Request, target: Target, token: uuid.UUID, answers: Answers, tried: Attempt | None = None
) -> HttpResponse:
    problems = tried.problems if tried else {}
    words = {
        "kinds": [(kind.word.lower(), kind_label(kind, language()), kind is target.kind) for kind in KINDS],
        "target": target,
        "token": token,
        "asked": _controls(target, answers, problems),
        "problems": [(name, label_of(name), sentence) for name, sentence in problems.items()],
        "said": tried.said if tried else "",
        "scanned": tried.scanned if tried else None,
        "keep_reason": answers.one("keep-reason"),
        "careful": care_first(answers),
        "referral": _referral(target.kind, answers, problems),
        "later": to_complete(target.picture),
        "classification": word("classifications", answers.one("rights-classification"), language()),
        "components": [word("components", one, language()) for one in answers.several("rights-compartments")],
    }
    status = 422 if tried is not None else 200
    return render(request, "entering/capture.html", words, status=status)


def _controls(target: Target, answers: Answers, problems: dict[str, str]) -> list[Control]:
    """What, where, when, who, and a few words."""
    drawn = controls(target.kind, ASKED, Shown(answers, language(), problems))
    where = {one.name: one for one in drawn["where"].parts}["where-area"]
    when = {one.name: one for one in drawn["when"].parts}["when-start"]
    rows = drawn["perpetrators"].parts
    who = next(one for row in rows for one in row.parts if one.name.endswith("-perpetrator"))
    return [
        replace(drawn["what"], must=True),
        replace(where, label=drawn["where"].label, must=True, problem=where.problem or drawn["where"].problem),
        replace(when, label=drawn["when"].label, must=True, problem=when.problem or drawn["when"].problem),
        replace(who, label=drawn["perpetrators"].label),
        drawn["narrative"],
    ]


def _referral(kind: Kind, answers: Answers, problems: dict[str, str]) -> Control:
    return controls(kind, ["referral"], Shown(answers, language(), problems))["referral"]


@needs(WRITE)
@require_GET
def referral_part(request: Request) -> HttpResponse:
    """What is said and asked where an act needs a referral first; nothing for others."""
    answers = drafts.posted(request.GET.lists())
    words = {
        "careful": care_first(answers),
        "referral": _referral(INCIDENT, answers, {}) if request.GET.get("ask") else None,
    }
    return render(request, "entering/referral_first.html", words)


@needs(WRITE)
@require_POST
def completed(request: Request, record: uuid.UUID) -> HttpResponse:
    """Nothing is missing: take a record off the list."""
    picture_for(request).get(str(record))
    ToComplete.objects.filter(record=str(record)).delete()
    messages.success(request, _("Taken off the list."))
    return redirect("capture")
