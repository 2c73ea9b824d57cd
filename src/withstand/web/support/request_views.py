"""The page of one request, and the way back to an unfinished form of one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from withstand.inducement.answering import Answering, answering
from withstand.inducement.steering import open_steps
from withstand.inducement.steps import is_closed, steps
from withstand.picture.guard import Guard
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, READ, WRITE
from withstand.web.coherence.lines import findings_about, marking
from withstand.web.days import day_of, today
from withstand.web.entering import drafts
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.support.acting import SECRETARIAT, bodies_of, roles_for, roles_of
from withstand.web.support.forms import WHICH
from withstand.web.support.request_page import RequestPage

IN_THE_FORM = frozenset({"reasons", "due", "ended", "expires_in_time", "conditions", "risk_acceptable"})
"""Needs that the form of the step asks for."""


@dataclass(frozen=True)
class OpenStep:
    """A step that the account may take: in which roles, what it lacks, what its form asks for."""

    action: str
    decision: bool
    roles: tuple[str, ...]
    lacks: tuple[str, ...]
    asks: tuple[str, ...]


def steps_open(held: Answering, acting: tuple[str, ...], day: date) -> tuple[OpenStep, ...]:
    """The steps that somebody who acts in these roles may take next."""
    found: dict[str, OpenStep] = {}
    for role in acting:
        for action, missing in open_steps(held.workflow, role, day):
            if action in found:
                continue
            step = steps()[action]
            lacks = tuple(held.said(one, saying.language()) for one in missing if one.need not in IN_THE_FORM)
            asks = tuple(held.said(one, saying.language()) for one in missing if one.need in IN_THE_FORM)
            found[action] = OpenStep(action, step.decision, roles_for(step, acting), lacks, asks)
    return tuple(found.values())


@needs(READ)
@require_GET
def request_page(request: Request, record: uuid.UUID) -> HttpResponse:
    """One request, whole, as far as the account may see it."""
    picture = picture_for(request)
    day = day_of(request)
    held = answering(Guard(picture.ledger), picture, str(record), day)
    page = RequestPage(picture, held, day)
    acting = roles_of(request.user)
    live = day == today()
    waiting = [one for one in held.case.request.fields.bodies if one not in held.answered]
    may_write, open_ = request.user.may(WRITE), not is_closed(page.stands.state)
    findings = findings_about(picture, request.user, held.case.records, day)
    words = {
        "page": page,
        "classification": marking(page.classification, findings),
        "case": held.case,
        "fields": held.case.request.fields,
        "record": str(record),
        "stands": page.stands,
        "day": day,
        "acting": acting,
        "live": live,
        "findings": findings,
        "steps": steps_open(held, acting, day) if live else (),
        "may_write": may_write,
        "may_assess": may_write and open_,
        "may_export": request.user.may(EXPORT),
        "may_answer": may_write and open_ and any(one in bodies_of(request.user) for one in waiting),
        "may_note": may_write and open_ and SECRETARIAT in acting and bool(waiting),
        "unfinished": [
            one for one in drafts.own(request.user) if one.kind == drafts.SUPPORT and one.record == str(record)
        ] if may_write else [],
        "saved": request.GET.get("saved", "")[:36],
        "on": f"on={day.isoformat()}" if "on" in request.GET else "",
    }  # fmt: skip
    return render(request, "support/request.html", words)


@needs(WRITE)
@require_GET
def resume(request: Request) -> HttpResponse:
    """Where an unfinished form of a request goes on."""
    if "draft" not in request.GET:
        return redirect("support")
    draft = drafts.take(request.user, drafts.token_of(request.GET["draft"]))
    which, _space, step = drafts.answers_in(draft).one(WHICH).partition(" ")
    names = {"step": "support-step", "answer": "support-answer", "risk": "support-risk"}
    if which not in names or not draft.record or (which == "step") != (step in steps()):
        return redirect("support")
    response = redirect(names[which], draft.record, step) if which == "step" else redirect(names[which], draft.record)
    response.headers["Location"] += f"?draft={draft.pk}"
    return response
