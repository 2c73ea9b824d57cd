"""One finding: what it rests on, and accepting it for a time, or no longer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from withstand.analysis.coherence.finding import Finding
from withstand.errors import WithstandError
from withstand.ledger.errors import Locked, NotFound
from withstand.ledger.journal import Draft
from withstand.mission.accepting import (
    LONGEST,
    Accepting,
    Held,
    acceptance_draft,
    acceptances,
    accepted,
    may_accept,
    taking_back,
)
from withstand.mission.coherence import Run, shown, touching
from withstand.mission.records import ACCEPTANCE, Acceptance
from withstand.picture.guard import Guard, Guarded
from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts.roles import READ, WRITE
from withstand.web.coherence.roles import accepting_roles
from withstand.web.days import today
from withstand.web.entering import drafts
from withstand.web.entering.answers import Answers
from withstand.web.entering.controls import Control, Shown, controls
from withstand.web.entering.form_page import label_of
from withstand.web.entering.keeping import keeps_what_was_typed
from withstand.web.entering.models import SavedForm
from withstand.web.entering.reading import read_answers
from withstand.web.entering.target import language, save_once
from withstand.web.entering.texts import REASON, Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.entering.views import with_rows
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request

ABOUT = drafts.FINDING
WHICH = "form-finding"
ASKED = ("decided_by", "reasons", "expires", "dissent")
BACK = ("taken_back_because",)


@dataclass(frozen=True)
class Looking:
    """A finding that an account may see, and who accepts it today."""

    picture: Picture
    guard: Guard
    run: Run
    one: Guarded[Finding]
    roles: tuple[str, ...]
    held: Held | None

    @property
    def finding(self) -> Finding:
        """The finding."""
        return self.one.finding

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("finding", args=[self.finding.subject, self.finding.id])

    @property
    def asked(self) -> tuple[str, ...]:
        """What the form asks for: accepting it, or why no longer."""
        return ASKED if self.held is None else BACK


@dataclass(frozen=True)
class _Drawn:
    token: uuid.UUID
    answers: Answers = field(default_factory=Answers)
    problems: dict[str, str] = field(default_factory=dict)
    said: str = ""
    told: str = ""
    scanned: Scanned | None = None
    focus: str = ""
    status: int = HTTPStatus.OK


@needs(READ)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def finding_page(request: Request, record: uuid.UUID, finding: str) -> HttpResponse:
    """A finding about a record; who may accepts it, or ends that."""
    looking = _looking(request, str(record), finding)
    if request.method == "POST":
        if not looking.roles:
            raise PermissionDenied
        return _posted(request, looking)
    if "draft" not in request.GET or not looking.roles:
        return _draw(request, looking, _Drawn(uuid.uuid4()))
    draft = drafts.take(request.user, drafts.token_of(request.GET["draft"]))
    answers = drafts.answers_in(draft)
    if (draft.kind, draft.record, answers.one(WHICH)) != (ABOUT, str(record), finding):
        raise Http404
    return _draw(request, looking, _Drawn(draft.pk, answers, told=_("This is the form that you had not finished.")))


@needs(WRITE)
@require_GET
def resume(request: Request) -> HttpResponse:
    """Where an unfinished form goes on."""
    if "draft" not in request.GET:
        return redirect("findings")
    draft = drafts.take(request.user, drafts.token_of(request.GET["draft"]))
    named = drafts.answers_in(draft).one(WHICH)
    if draft.kind != ABOUT or not named.isalnum():
        return redirect("findings")
    return redirect(f"{reverse('finding', args=[draft.record, named])}?draft={draft.pk}")


def _looking(request: Request, record: str, finding: str) -> Looking:
    """The finding as it stands now.

    Raises:
        NotFound: there is no such record that the account may see.
        Http404: the rules do not find this about it, or not for the account.
    """
    picture, day = picture_for(request), today()
    picture.get(record)
    guard = Guard(picture.ledger)
    run = touching(guard, [record], day)
    named = [one for one in run.findings if (one.id, one.subject) == (finding, record)]
    for one in shown(guard, named):
        if one.visible_to(picture.audience):
            held = accepted(one.finding, acceptances(guard), day)
            return Looking(picture, guard, run, one, accepting_roles(request.user, one.finding), held)
    raise Http404


def _posted(request: Request, looking: Looking) -> HttpResponse:
    token = drafts.token_of(request.POST.get("form-token", ""))
    if SavedForm.objects.filter(pk=token, by=request.user).exists():
        messages.info(request, _("This form was saved already; it was not saved twice."))
        return _saved(looking, token)
    drawn = _Drawn(token, drafts.posted(request.POST.lists()))
    act, _space, about = request.POST.get("act", "save").partition(" ")
    if act != "save":
        _keep(request, looking, drawn)
        answers, _find, focus = with_rows(drawn.answers, act, about)
        return _draw(request, looking, replace(drawn, answers=answers, focus=focus))
    if (request.POST.get("form-ends", "") == "yes") != (looking.held is not None):
        said = _("Somebody else did something about this meanwhile: look again. Nothing was saved.")
        return _again(request, looking, replace(drawn, said=said, status=HTTPStatus.CONFLICT))
    try:
        wrong = _tried(request, looking, drawn)
    except (Locked, NotFound):
        _keep(request, looking, drawn)
        raise
    except WithstandError as problem:
        wrong = replace(drawn, said=told_problem(problem), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if wrong is not None:
        return _again(request, looking, wrong)
    ended = looking.held is not None
    messages.success(request, _("It stands again from today.") if ended else _("It is shown as accepted now."))
    return _saved(looking, token)


def _saved(looking: Looking, token: uuid.UUID) -> HttpResponse:
    """Back to the finding; the browser forgets what was typed."""
    return redirect(f"{looking.address}?saved={token}")


def _tried(request: Request, looking: Looking, drawn: _Drawn) -> _Drawn | None:
    """None where it was saved; else the form with what is wrong."""
    answers = drawn.answers
    draft: Draft | None
    problems: dict[str, str] = {}
    if looking.held is not None:
        draft = taking_back(looking.picture, looking.held.record, answers.one(BACK[0]), today())
    else:
        draft, problems = _accepting(looking, answers)
    if draft is None:
        return replace(drawn, problems=problems, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    look = scanned(ACCEPTANCE, draft.fields, looking.picture, answers, language(), draft.fields.text_kept)
    if look.open:
        return replace(drawn, scanned=look, said=look.said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    save_once(request, drawn.token, replace(draft, fields=look.record))
    return None


def _accepting(looking: Looking, answers: Answers) -> tuple[Draft | None, dict[str, str]]:
    """The draft of an acceptance, or what is wrong with the answers."""
    day, finding = today(), looking.finding
    role = answers.one("by_role") if len(looking.roles) > 1 else looking.roles[0]
    fixed = {"finding": (finding.id,), "rule": (finding.rule,), "on": (day.isoformat(),), "by_role": (role,)}
    read = read_answers(ACCEPTANCE, answers.having(fixed))
    problems = dict(read.problems)
    if role not in looking.roles:
        problems["by_role"] = _("Choose from the list.")
    if not isinstance(read.record, Acceptance) or problems:
        return None, problems
    until = date.fromisoformat(read.record.expires)
    if not day <= until <= day + LONGEST:
        return None, {"expires": _until_when()}
    said = Accepting(role, read.record.decided_by, read.record.reasons, until, read.record.dissent)
    return acceptance_draft(looking.guard, looking.run, looking.picture.audience, finding.id, said, day), {}


def _until_when() -> str:
    day = today()
    first, last = (saying.day(one.isoformat()) for one in (day, day + LONGEST))
    return _("A day from %(first)s to %(last)s.") % {"first": first, "last": last}


def _keep(request: Request, looking: Looking, drawn: _Drawn) -> None:
    drafts.keep(request.user, drawn.token, drafts.About(ABOUT, looking.finding.subject), drawn.answers)


def _again(request: Request, looking: Looking, drawn: _Drawn) -> HttpResponse:
    _keep(request, looking, drawn)
    return _draw(request, looking, drawn)


def _draw(request: Request, looking: Looking, drawn: _Drawn) -> HttpResponse:
    finding, seen = looking.finding, looking.picture.several(looking.finding.records)
    asked = controls(ACCEPTANCE, looking.asked, Shown(drawn.answers, language(), drawn.problems, focus=drawn.focus))
    words: dict[str, Any] = {
        "finding": finding,
        "sentence": saying.days_in(finding.said(saying.language())),
        "classification": looking.one.classification,
        "records": [(titles.full_title(one), titles.address(one)) for one in seen.values()],
        "held": looking.held,
        "earlier": _earlier(looking),
        "roles": looking.roles,
        "by": may_accept(finding),
        "chosen": drawn.answers.one("by_role"),
        "address": looking.address,
        "saved": request.GET.get("saved", "")[:36],
        "asked": [_told(asked[name]) for name in looking.asked],
        "token": drawn.token,
        "about": f"{ABOUT} {finding.subject}",
        "said": drawn.said,
        "told": drawn.told,
        "problems": [(name, label_of(name), sentence) for name, sentence in drawn.problems.items()],
        "problem_role": drawn.problems.get("by_role", ""),
        "scanned": drawn.scanned,
        "keep_reason": drawn.answers.one(REASON),
    }
    return render(request, "coherence/finding.html", words, status=drawn.status)


def _told(control: Control) -> Control:
    """A field as it is asked for here."""
    labels = {
        "decided_by": (_("Who answers for it"), _("A function, as: deputy head of mission.")),
        "reasons": (_("Reasons"), control.help),
        "expires": (_("Until"), _until_when()),
        "dissent": (_("Who thinks otherwise"), control.help),
    }
    label, help_ = labels.get(control.name, (control.label, control.help))
    return replace(control, label=label, help=help_)


def _earlier(looking: Looking) -> list[tuple[Acceptance, str]]:
    """Acceptances of this finding that hold no more, the latest first, as far as the account may see them."""
    now = looking.held.record if looking.held else ""
    found = [
        (one.fields, titles.address(one))
        for one in looking.picture.each(ACCEPTANCE)
        if isinstance(one.fields, Acceptance) and one.fields.finding == looking.finding.id and one.record != now
    ]
    return sorted(found, key=lambda pair: pair[0].on, reverse=True)
