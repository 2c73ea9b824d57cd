"""Entering a record and changing one: the form, its rows, its drafts, and saving it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from withstand.brief.records.words import kind_label
from withstand.errors import WithstandError
from withstand.kinds import REGISTRY
from withstand.ledger.errors import Locked, LostRace, NotFound
from withstand.ledger.kinds import Kind
from withstand.ledger.switches import open_here
from withstand.mission.stance_records import STANCE_NAME
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import drafts, settlements
from withstand.web.entering.answers import Answers, is_number, joined
from withstand.web.entering.care import told_before
from withstand.web.entering.entry import Attempt, attempt
from withstand.web.entering.form_page import FormPage, Unfinished, action, areas_for, form_page, unfinished
from withstand.web.entering.keeping import keeps_what_was_typed
from withstand.web.entering.linking import LINKS, tied
from withstand.web.entering.models import KEPT, SavedForm, ToComplete
from withstand.web.entering.race import merge, race_page
from withstand.web.entering.target import Target, first_answers, kind_called, language, save_once, target_of
from withstand.web.entering.told import told_problem
from withstand.web.entering.waiting import address_of, unfinished_forms
from withstand.web.entering.wording import called
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request


@needs(WRITE)
@require_GET
def index(request: Request) -> HttpResponse:
    """What can be entered, and the account's unfinished forms."""
    picture = picture_for(request)
    offered = [kind for kind in REGISTRY if open_here(picture.ledger, kind) and not kind.by_workflow]
    kinds = [(kind.word.lower(), kind_label(kind, language())) for kind in offered]
    words = {
        "kinds": kinds,
        "drafts": unfinished_forms(request.user, picture),
        "conflicts": conflicts(request),
        "days": KEPT.days,
    }
    return render(request, "entering/index.html", words)


def conflicts(request: Request) -> list[dict[str, str]]:
    """Records with versions side by side, and whether a proposal to settle them waits."""
    picture = picture_for(request)
    found = picture.conflicts()
    waits = settlements.waits(picture, request.user, [one.record for one in found])
    return [
        {"record": one.record, "called": called(one, language()), "waits": waits.get(one.record, "")} for one in found
    ]


@needs(WRITE)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def enter(request: Request, kind: str) -> HttpResponse:
    """A new record of a kind."""
    return _form(request, kind, None)


@needs(WRITE)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def change(request: Request, kind: str, record: uuid.UUID) -> HttpResponse:
    """The next version of a record."""
    return _form(request, kind, record)


def _form(request: Request, word: str, record: uuid.UUID | None) -> HttpResponse:
    kind = kind_called(word)
    if kind.by_workflow:
        return by_workflow(request, kind, record)
    if request.method == "POST":
        return _posted(request, target_of(request, kind, record, request.POST.get("form-over", "").partition(",")[0]))
    draft = None
    if "draft" in request.GET:
        draft = drafts.take(request.user, drafts.token_of(request.GET["draft"]))
        if (draft.kind, draft.record) != (kind.name, str(record or "")):
            raise BadRequest
    target = target_of(request, kind, record, draft.over if draft else "")
    if target.conflict and draft is None:
        messages.warning(request, _("Two versions of this record stand side by side: settle them first."))
        return redirect("settle", target.record)
    if draft is None:
        page = FormPage(uuid.uuid4(), _first(request, target))
        if "new" not in request.GET:
            waiting = (Unfinished(one, address_of(one)) for one in unfinished(request, target))
            page = replace(page, waiting=tuple(waiting))
    else:
        page = FormPage(draft.pk, drafts.answers_in(draft), told=_("This is the form that you had not finished."))
    return form_page(request, target, _with_place(request, page))


def by_workflow(request: Request, kind: Kind, record: uuid.UUID | None = None) -> HttpResponse:
    """A kind that no form enters: where its steps are taken.

    Raises:
        NotFound: the record may not be seen, or there is none.
    """
    if record is not None:
        target_of(request, kind, record)
    words = {
        "label": kind_label(kind, language()),
        "step": kind.name.startswith("inducement."),
        "choice": kind.name == STANCE_NAME,
    }
    status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "entering/by_workflow.html", words, status=status)


def _first(request: Request, target: Target) -> Answers:
    """What the form starts from, with the links that the address asks for."""
    answers = first_answers(request, target)
    return answers if target.record else tied(target.picture, target.kind, answers, request.GET.getlist("tie")[:20])


def _with_place(request: Request, page: FormPage) -> FormPage:
    """With the area that was picked on the map."""
    name, code = request.GET.get("pick", ""), request.GET.get("area", "")
    if not (name and code) or not (name == "area" or name.endswith("-area")):
        return page
    return replace(page, answers=page.answers.having({name: (code[:300],)}), focus=name)


def _posted(request: Request, target: Target) -> HttpResponse:
    token = drafts.token_of(request.POST.get("form-token", ""))
    saved = SavedForm.objects.filter(pk=token, by=request.user).first()
    if saved is not None:
        messages.info(request, _("This form was saved already; it was not saved twice."))
        return redirect("saved-form", token)
    answers = drafts.posted(request.POST.lists())
    act, _space, about = request.POST.get("act", "save").partition(" ")
    page = FormPage(token, answers)
    if act == "save":
        return _save(request, target, page)
    if act == "merge" and target.seen is not None:
        return merge(request, target, page)
    drafts.keep(request.user, token, target.about, answers)
    match act:
        case "keep":
            messages.success(request, _("Kept as unfinished."))
            return redirect(f"{action(target)}?draft={token}")
        case "place":
            return redirect(f"{reverse('pick-area')}?draft={token}&for={about}")
        case "show":
            return form_page(request, target, replace(page, told=_("What you had typed in this browser is back.")))
    return form_page(request, target, _with_rows(page, act, about))


def _with_rows(page: FormPage, act: str, about: str) -> FormPage:
    answers, find, focus = with_rows(page.answers, act, about)
    return replace(page, answers=answers, find=find, focus=focus)


def with_rows(answers: Answers, act: str, about: str) -> tuple[Answers, int, str]:
    """Answers with a row more or less; the row for which records are looked up, if any; what is in focus."""
    if act == "add" and len(answers.rows(about)) < 100:
        answers, number = answers.with_row(about)
        return answers, 0, joined(about, number)
    if act == "remove":
        return answers.without(about) if about else answers, 0, about.rpartition("-")[0]
    if act == "find" and is_number(about):
        return answers, int(about), joined(LINKS, about)
    if act == "unchoose" and is_number(about):
        at = joined(LINKS, about)
        return answers.without(joined(at, "chosen")).having({joined(at, "record"): ("",)}), 0, ""
    return answers, 0, ""


def _save(request: Request, target: Target, page: FormPage) -> HttpResponse:
    tried = attempt(request, target, page.answers, areas_for(request, target).code)
    if tried.draft is None:
        drafts.keep(request.user, page.token, target.about, page.answers)
        return form_page(request, target, _wrong(page, tried))
    try:
        saved = save_once(request, page.token, tried.draft)
    except LostRace:
        drafts.keep(request.user, page.token, target.about, page.answers)
        return race_page(request, target, page, tried)
    except (Locked, NotFound):
        drafts.keep(request.user, page.token, target.about, page.answers)
        raise
    except WithstandError as problem:
        drafts.keep(request.user, page.token, target.about, page.answers)
        return form_page(request, target, replace(page, said=told_problem(problem), status=422))
    return redirect("saved-form", saved.pk)


def _wrong(page: FormPage, tried: Attempt) -> FormPage:
    return replace(page, problems=tried.problems, scanned=tried.scanned, said=tried.said, status=422)


@needs(WRITE)
@require_GET
def saved_form(request: Request, token: uuid.UUID) -> HttpResponse:
    """What a form has saved."""
    saved = SavedForm.objects.filter(pk=token, by=request.user).first()
    if saved is None:
        raise NotFound(str(token))
    kind = REGISTRY.get(saved.kind)
    if kind is not None and kind.by_workflow:
        return redirect("support")
    picture = picture_for(request)
    seen = picture.get(saved.record) if picture.holds(saved.record) else None
    words = {
        "saved": saved,
        "label": kind_label(kind, language()) if kind else "",
        "word": kind.word.lower() if kind else "",
        "seen": seen,
        "called": called(seen, language()) if seen else "",
        "told_before": told_before(picture, seen) if seen else 0,
        "later": ToComplete.objects.filter(record=saved.record).exists(),
    }
    return render(request, "entering/saved.html", words)
