"""Forms of a request: some fields of a kind, links that are ticked, links that are looked up, all kept until saved.

A step, an answer and an assessment say with a `Sheet` what they ask for; everything else is the same for all three.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from withstand.errors import WithstandError
from withstand.ledger import rights
from withstand.ledger.errors import Locked, NotFound
from withstand.ledger.fields import Record
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.kinds import Kind
from withstand.web.entering import drafts
from withstand.web.entering.answers import Answers, joined
from withstand.web.entering.controls import Control, Shown, controls
from withstand.web.entering.form_page import label_of, rights_control
from withstand.web.entering.linking import read_links, role_choices
from withstand.web.entering.models import SavedForm
from withstand.web.entering.reading import read_answers
from withstand.web.entering.target import (
    CLASSIFICATION,
    COMPARTMENTS,
    Target,
    language,
    rights_read,
    save_once,
    with_presets,
)
from withstand.web.entering.texts import REASON, Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.entering.views import with_rows
from withstand.web.signed_in import Request
from withstand.web.support.request_page import Named, RequestPage

WHICH, DRAWN = "form-which", "drawn-from"


@dataclass(frozen=True)
class Ticks:
    """Records of the case that can be ticked as links in a role. `one`: only one of them."""

    role: str
    records: tuple[Named, ...]
    one: bool = False

    @property
    def name(self) -> str:
        """The name of its inputs."""
        return f"tick-{self.role}"


def _as_it_is(answers: Answers) -> Answers:
    return answers


def _nothing(_: Answers | Shown) -> dict[str, Any]:
    return {}


def _done(_: SavedForm) -> None:
    return None


@dataclass(frozen=True)
class Sheet:
    """What a form asks for. `which` names it in addresses of unfinished forms; `fixed` is what nobody types.

    `roles` are those of links that are looked up; `with_rights`: who may see the record is asked too. `tidy` drops what
    the form holds and the record does not; `draft_of` makes the draft, or says why not.
    """

    which: str
    kind: Kind
    title: str
    address: str
    fields: tuple[str, ...]
    draft_of: Callable[[Record, tuple[LinkTo, ...], str, tuple[str, ...]], Draft]
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ticks: tuple[Ticks, ...] = ()
    roles: tuple[str, ...] = ()
    with_rights: bool = False
    tidy: Callable[[Answers], Answers] = _as_it_is
    check: Callable[[Answers], dict[str, str]] = _nothing
    parts: Callable[[Shown], Mapping[str, Any]] = _nothing
    saved: Callable[[SavedForm], None] = _done
    first: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    template: str = "support/form.html"
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Drawn:
    token: uuid.UUID
    answers: Answers
    problems: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    told: str = ""
    scanned: Scanned | None = None
    find: int = 0
    focus: str = ""
    status: int = HTTPStatus.OK


def drawn_from(page: RequestPage) -> str:
    """A mark of all that the page of the request says now, as far as it may be seen."""
    versions = sorted(f"{one.record} {one.version}" for one in page.read.values())
    told = f"{page.stands.state} {len(page.stands.counted)} {sorted(page.held.answered)} {versions}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def form_view(request: Request, page: RequestPage, sheet: Sheet) -> HttpResponse:
    """Draw the form, or take what was sent."""
    if request.method == "POST":
        return _posted(request, page, sheet)
    if "draft" not in request.GET:
        return _draw(request, page, sheet, _Drawn(uuid.uuid4(), _first(page, sheet)))
    draft = drafts.take(request.user, drafts.token_of(request.GET["draft"]))
    answers = drafts.answers_in(draft)
    if draft.kind != drafts.SUPPORT or draft.record != _record(page) or answers.one(WHICH) != sheet.which:
        raise BadRequest
    return _draw(request, page, sheet, _Drawn(draft.pk, answers, told=_("This is the form that you had not finished.")))


def _record(page: RequestPage) -> str:
    return page.held.case.request.record


def _first(page: RequestPage, sheet: Sheet) -> Answers:
    """What the form starts from: a blank row of what has rows, the rights of the request, what the sheet says."""
    answers = Answers()
    for form in sheet.kind.forms:
        if form.name in sheet.fields and form.form == "part" and form.many:
            answers, _number = answers.with_row(form.name)
    if sheet.with_rights:
        seen = page.read[_record(page)]
        answers = answers.having({CLASSIFICATION: (seen.classification,), COMPARTMENTS: seen.compartments})
    return answers.having(sheet.first)


def _posted(request: Request, page: RequestPage, sheet: Sheet) -> HttpResponse:
    token = drafts.token_of(request.POST.get("form-token", ""))
    if SavedForm.objects.filter(pk=token, by=request.user).exists():
        messages.info(request, _("This form was saved already; it was not saved twice."))
        return _to_request(page, token)
    drawn = _Drawn(token, drafts.posted(request.POST.lists()))
    act, _space, about = request.POST.get("act", "save").partition(" ")
    if act == "save":
        return _save(request, page, sheet, drawn)
    _keep(request, page, drawn)
    if act == "keep":
        messages.success(request, _("Kept as unfinished."))
        return redirect(f"{sheet.address}?draft={token}")
    if act == "show":
        return _draw(request, page, sheet, replace(drawn, told=_("What you had typed in this browser is back.")))
    answers, find, focus = with_rows(drawn.answers, act, about)
    return _draw(request, page, sheet, replace(drawn, answers=answers, find=find, focus=focus))


def _keep(request: Request, page: RequestPage, drawn: _Drawn) -> None:
    drafts.keep(request.user, drawn.token, drafts.About(drafts.SUPPORT, _record(page)), drawn.answers)


def _to_request(page: RequestPage, token: uuid.UUID) -> HttpResponse:
    return redirect(f"{reverse('support-request', args=[_record(page)])}?saved={token}")


def _save(request: Request, page: RequestPage, sheet: Sheet, drawn: _Drawn) -> HttpResponse:
    """All of it in one go: what it needs is looked at and the record saved before anybody else can write here."""
    try:
        with transaction.atomic():
            wrong = _tried(request, page, sheet, drawn)
    except (Locked, NotFound):
        _keep(request, page, drawn)
        raise
    except WithstandError as problem:
        wrong = replace(drawn, said=told_problem(problem), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if wrong is None:
        messages.success(request, _("Saved: %(what)s.") % {"what": sheet.title})
        return _to_request(page, drawn.token)
    _keep(request, page, drawn)
    return _draw(request, page, sheet, wrong)


def _tried(request: Request, page: RequestPage, sheet: Sheet, drawn: _Drawn) -> _Drawn | None:
    """None where it was saved; else the form with what is wrong."""
    unusable = HTTPStatus.UNPROCESSABLE_ENTITY
    target = Target(sheet.kind, page.picture)
    answers = sheet.tidy(drawn.answers).having(sheet.fixed)
    read = read_answers(sheet.kind, answers)
    problems = {**read.problems, **sheet.check(drawn.answers)}
    links, found = _links(page, sheet, answers)
    problems |= found
    seen = page.read[_record(page)]
    classification, compartments = seen.classification, seen.compartments
    if sheet.with_rights:
        classification, compartments, wrong = rights_read(target, answers)
        if not wrong and rights.level(classification) < rights.level(seen.classification):
            wrong = {CLASSIFICATION: _("No lower than that of the request.")}
        problems |= wrong
    if drawn.answers.one(DRAWN) != drawn_from(page):
        said = _(
            "Something about this request has changed since you opened the form. Look at it again; what you typed is "
            "still here. Nothing was saved."
        )
        return replace(drawn, problems=problems, said=said, status=HTTPStatus.CONFLICT)
    if problems or read.record is None:
        return replace(drawn, problems=problems, status=unusable)
    record = sheet.kind.read(with_presets(request, target, read.fields))
    looked = scanned(sheet.kind, record, page.picture, answers, language())
    if looked.open:
        return replace(drawn, scanned=looked, said=looked.said, status=unusable)
    draft = sheet.draft_of(looked.record, links, classification, compartments)
    sheet.saved(save_once(request, drawn.token, draft))
    return None


def _links(page: RequestPage, sheet: Sheet, answers: Answers) -> tuple[tuple[LinkTo, ...], dict[str, str]]:
    """Ticked and looked-up links; what is not offered is not taken."""
    found = []
    for ticks in sheet.ticks:
        known = {one.record for one in ticks.records}
        chosen = [one for one in answers.several(ticks.name) if one in known]
        found += [LinkTo(ticks.role, one) for one in (chosen[:1] if ticks.one else chosen)]
    read = read_links(page.picture, sheet.kind, answers, language())
    return (*found, *(one for one in read.links if one.role in sheet.roles)), read.problems


def _draw(request: Request, page: RequestPage, sheet: Sheet, drawn: _Drawn) -> HttpResponse:
    shown = Shown(drawn.answers, language(), drawn.problems, focus=drawn.focus)
    asked = controls(sheet.kind, sheet.fields, shown)
    read = read_links(page.picture, sheet.kind, drawn.answers, language(), find=drawn.find)
    sent = drawn.status != HTTPStatus.OK or drawn.find
    rows = [one if sent else replace(one, problem="") for one in read.rows]
    ticked = [(one, drawn.answers.several(one.name)) for one in sheet.ticks if one.records]
    own = (one for one in drafts.own(request.user) if one.kind == drafts.SUPPORT and one.record == _record(page))
    words = {
        "page": page,
        "case": page.held.case,
        "stands": page.stands,
        "record": _record(page),
        "sheet": sheet,
        "token": drawn.token,
        "about": f"{drafts.SUPPORT} {_record(page)}",
        "drawn_from": drawn_from(page),
        "asked": [_labelled(sheet, asked[name]) for name in sheet.fields],
        "ticked": ticked,
        "roles": [(name, label) for name, label in role_choices(sheet.kind, language()) if name in sheet.roles],
        "rows": rows,
        "rights": rights_control(Target(sheet.kind, page.picture), drawn.answers) if sheet.with_rights else None,
        "problem_classification": drawn.problems.get(CLASSIFICATION, ""),
        "problem_compartments": drawn.problems.get(COMPARTMENTS, ""),
        "problems": [(name, label_of(name), sentence) for name, sentence in drawn.problems.items()],
        "said": drawn.said,
        "told": drawn.told,
        "scanned": drawn.scanned,
        "keep_reason": drawn.answers.one(REASON),
        "waiting": [one for one in own if one.pk != drawn.token and one.answers.get(WHICH) == [sheet.which]],
        **sheet.parts(shown),
    }  # fmt: skip
    return render(request, sheet.template, words, status=drawn.status)


def _labelled(sheet: Sheet, control: Control) -> Control:
    return replace(control, label=sheet.labels.get(control.name, control.label))


def blank_rows_dropped(answers: Answers, name: str, kept: str) -> Answers:
    """Without the rows of a field that say nothing but what they are about (`kept`)."""
    for number in answers.rows(name):
        at = joined(name, number)
        if not any(key != joined(at, kept) for key in answers.within(at)):
            answers = answers.without(at)
    return answers
