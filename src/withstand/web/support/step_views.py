"""Taking a step of a request: a form that starts empty, a guard that has the full picture, a refusal in sentences."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.errors import InputError
from withstand.inducement.answering import answering
from withstand.inducement.decisions import APPROVALS, Move, SupportDecision
from withstand.inducement.needs import Missing
from withstand.inducement.records import MOVE, SUPPORT_DECISION
from withstand.inducement.steering import StepNotTaken, step_draft
from withstand.inducement.steps import Step, steps
from withstand.ledger.fields import Record
from withstand.ledger.journal import Draft, LinkTo
from withstand.picture.guard import Guard
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.days import today
from withstand.web.entering.answers import Answers
from withstand.web.entering.controls import Choice, Shown
from withstand.web.entering.keeping import keeps_what_was_typed
from withstand.web.entering.models import SavedForm
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.support.acting import roles_for, roles_of
from withstand.web.support.forms import WHICH, Sheet, Ticks, form_view
from withstand.web.support.models import DecidedHere
from withstand.web.support.request_page import RequestPage
from withstand.web.writing import author_of

_WEIGHED = ("dissent", "waiver", "waiver_reasons", "counter_opinion", "headquarters_told")
_OF_APPROVALS = ("expires", "items", "residual_accepted")


@needs(WRITE)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def step(request: Request, record: uuid.UUID, step: str) -> HttpResponse:
    """One step of one request: its form, then the step."""
    found = steps().get(step)
    if found is None:
        raise Http404
    page = page_of(request, record)
    roles = roles_for(found, roles_of(request.user))
    if not roles:
        return refused(request, page, [one for one in found.by if one != "program"])
    return form_view(request, page, _sheet(request, page, found, roles))


def page_of(request: Request, record: uuid.UUID) -> RequestPage:
    """The request as it stands now.

    Raises:
        NotFound: there is none that the account may see.
    """
    picture = picture_for(request)
    day = today()
    return RequestPage(picture, answering(Guard(picture.ledger), picture, str(record), day), day)


def refused(request: Request, page: RequestPage, by: Sequence[str]) -> HttpResponse:
    """Who takes this, and as what the account may act."""
    words = {
        "record": page.held.case.request.record,
        "title": page.held.case.request.fields.title,
        "by": by,
        "acting": roles_of(request.user),
    }
    return render(request, "support/refused.html", words, status=HTTPStatus.FORBIDDEN)


def _sheet(request: Request, page: RequestPage, step: Step, roles: tuple[str, ...]) -> Sheet:
    record, which = page.held.case.request.record, f"step {step.action}"
    role = {"by_role": roles} if len(roles) == 1 else {}

    def parts(shown: Shown) -> Mapping[str, Any]:
        chosen = shown.answers.one("by_role")
        choices = [Choice(one, saying.label("support_roles", one), one == chosen) for one in roles]
        return {"step": step, "by_roles": choices, "problem_role": shown.problems.get("by_role", "")}

    def check(answers: Answers) -> dict[str, str]:
        chosen = answers.one("by_role") if len(roles) > 1 else roles[0]
        return {} if chosen in roles else {"by_role": _("Choose from the list.")}

    def draft_of(read: Record, links: tuple[LinkTo, ...], _level: str, _parts: tuple[str, ...]) -> Draft:
        if not isinstance(read, Move | SupportDecision) or read.by_role not in roles:
            raise PermissionDenied
        return _draft(request, page, read, links)

    def saved(form: SavedForm) -> None:
        if step.action in APPROVALS:
            DecidedHere.objects.create(record=form.record, request=record, by=request.user)
        elif step.action in ("countersign", "take_back", "close", "withdraw"):
            DecidedHere.objects.filter(request=record).delete()

    kind = SUPPORT_DECISION if step.decision else MOVE
    return Sheet(
        which=which,
        kind=kind,
        title=saying.label("support_actions", step.action),
        address=reverse("support-step", args=[record, step.action]),
        fields=_fields(step),
        fixed={("decided" if step.decision else "action"): (step.action,), WHICH: (which,), **role},
        first={} if step.decision else {"on": (page.day.isoformat(),)},
        ticks=_ticks(page) if step.decision else (),
        roles=("rests_on", "excludes") if step.decision else ("rests_on", "renewed_by"),
        parts=parts,
        check=check,
        draft_of=draft_of,
        saved=saved,
        labels={} if step.decision else {"reasons": _("Reasons")},
    )


def _fields(step: Step) -> tuple[str, ...]:
    if not step.decision:
        return ("on", "reasons", *(need for need in ("due", "ended") if need in step.needs))
    of_approvals = _OF_APPROVALS if step.action in APPROVALS else ()
    return ("on", "decided_by", "reasons", *of_approvals, *_WEIGHED)


def _ticks(page: RequestPage) -> tuple[Ticks, ...]:
    case = page.held.case
    return (
        Ticks("under_condition", page.named(one.record for one in case.conditions)),
        Ticks("assessed_in", page.named(one.held.record for one in page.assessments)),
    )


def _draft(request: Request, page: RequestPage, read: Move | SupportDecision, links: tuple[LinkTo, ...]) -> Draft:
    """The draft of the step.

    Raises:
        InputError: in the reader's words, with everything that it lacks.
    """
    opened, record = request.lent.opened, page.held.case.request.record
    if isinstance(read, Move) and read.action == "countersign":
        waits = {one.decision.record for one in page.stands.approvals if one.start is None}
        if DecidedHere.objects.filter(record__in=waits, by=request.user).exists():
            raise InputError(page.says(Missing("another_hand")))
    author = author_of(opened, request.user)
    try:
        return step_draft(Guard(opened.ledger), page.picture, record, read, page.day, links, author=author)
    except StepNotTaken as problem:
        raise InputError(" ".join(page.says(one) for one in problem.missing)) from None
