"""Asking for an act of two, confirming it, refusing it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TypeVar

from django import forms as django_forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from withstand.errors import WithstandError
from withstand.ledger.errors import Locked, NotFound
from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts import lockout
from withstand.web.accounts.audit import note
from withstand.web.accounts.roles import CONFIRM
from withstand.web.accounts.session_views import address_of
from withstand.web.acts.copies import forget_a_text
from withstand.web.acts.forms import AskForAct, PersonalPassphrase
from withstand.web.acts.kinds import KINDS
from withstand.web.acts.models import CONFIRMED, OPEN, REFUSED, STATES, WAITS, WITHDRAWN, ActRequest
from withstand.web.entering.told import told_problem
from withstand.web.holding import held
from withstand.web.pictures import picture_for
from withstand.web.records import titles
from withstand.web.signed_in import Request

Done = TypeVar("Done")


@needs(CONFIRM)
@require_GET
def acts(request: Request) -> HttpResponse:
    """What waits for a second person, and what was decided; only about records that the account sees."""
    picture, now = picture_for(request), timezone.now()
    rows = [
        {
            "asked": one,
            "state": STATES[one.standing(now)],
            "words": KINDS[one.act].words,
            "about": _about(picture, one.record),
        }
        for one in ActRequest.objects.select_related("by", "other")
        if _may_know(picture, request, one)
    ]
    return render(request, "web/acts.html", {"rows": rows})


@needs(CONFIRM)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """Ask for an act, signed by whoever asks."""
    given = {"record": request.GET.get("record", "")}
    form = AskForAct(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        asked = _sign(request, form)
        if asked is not None:
            note("act_asked", request.user, what=asked.act, record=asked.record)
            messages.success(request, _("It waits for a second person now."))
            return redirect("act", asked.pk)
    return render(request, "web/act_form.html", {"form": form}, status=422 if form.errors else 200)


def _sign(request: Request, form: AskForAct) -> ActRequest | None:
    given, picture, now = form.cleaned_data, picture_for(request), timezone.now()
    try:
        record = picture.get(picture.named(given["record"])).record
    except NotFound:
        form.add_error("record", _("There is no such record that you may see."))
        return None
    asked = ActRequest(
        act=given["act"], record=record, reason=given["reason"], by=request.user, made_at=now, expires_at=now + WAITS,
        classification=given["classification"], components=form.opened_to(),
    )  # fmt: skip
    opened, passphrase = request.lent.opened, given["personal_passphrase"]
    opened.must_write()
    signed = with_key(request, form, lambda: KINDS[asked.act].sign(opened, picture, asked, passphrase))
    if signed is None:
        return None
    asked.signed = signed
    asked.save(force_insert=True)
    return asked


def with_key(request: Request, form: django_forms.Form, act: Callable[[], Done]) -> Done | None:
    """Do what takes a personal key; a wrong passphrase counts as a failed try."""
    now, name, address = timezone.now(), request.user.name, address_of(request)
    if remaining := lockout.wait(name, address, now, lockout.PERSONAL_KEY):
        form.add_error(None, lockout.sentence(remaining))
        return None
    try:
        return act()
    except Locked:
        if held().locked:
            raise
        lockout.failed(name, address, now, lockout.PERSONAL_KEY)
        form.add_error("personal_passphrase", _("This passphrase does not open your personal key."))
    except WithstandError as problem:
        form.add_error(None, told_problem(problem))
    return None


@needs(CONFIRM)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def act(request: Request, number: uuid.UUID) -> HttpResponse:
    """One request; another person than whoever asked confirms it with their own key."""
    asked, picture = _known(request, number), picture_for(request)
    may_confirm = asked.standing(timezone.now()) == OPEN and asked.by != request.user
    form = PersonalPassphrase(request.POST or None)
    if request.method == "POST" and may_confirm and form.is_valid() and _confirm(request, asked, picture, form):
        return redirect("act", asked.pk)
    words = {
        "asked": asked,
        "kind": KINDS[asked.act],
        "about": _about(picture, asked.record),
        "state": STATES[asked.standing(timezone.now())],
        "form": form if may_confirm else None,
        "may_withdraw": asked.standing(timezone.now()) == OPEN and asked.by == request.user,
    }
    return render(request, "web/act.html", words, status=422 if may_confirm and form.errors else 200)


def _about(picture: Picture, record: str) -> dict[str, str] | None:
    """What the request is about, for those who see it."""
    seen = picture.several([record]).get(record) if record else None
    return {"title": titles.full_title(seen), "address": titles.address(seen)} if seen else None


def _confirm(request: Request, asked: ActRequest, picture: Picture, form: PersonalPassphrase) -> bool:
    passphrase = form.cleaned_data["personal_passphrase"]
    with transaction.atomic():
        fresh = ActRequest.objects.get(pk=asked.pk)
        if fresh.standing(timezone.now()) != OPEN:
            form.add_error(None, _("It was decided meanwhile."))
            return False
        carry_out = KINDS[fresh.act].carry_out
        outcome = with_key(
            request, form, lambda: carry_out(request.lent.opened, picture, fresh, request.user, passphrase)
        )
        if outcome is None:
            return False
        _decide(fresh, CONFIRMED, request, outcome)
        if fresh.act == "redact":
            forget_a_text(fresh.record)
        note("act_confirmed", request.user, fresh.by, what=fresh.act, record=fresh.record)
    return True


@needs(CONFIRM)
@require_POST
def refuse(request: Request, number: uuid.UUID) -> HttpResponse:
    """Refuse what somebody else asked for, or withdraw what one asked for oneself."""
    with transaction.atomic():
        asked = _known(request, number)
        if asked.standing(timezone.now()) == OPEN:
            _decide(asked, WITHDRAWN if asked.by == request.user else REFUSED, request, [])
            note("act_refused", request.user, asked.by, what=asked.act, record=asked.record)
    return redirect("act", number)


def _decide(asked: ActRequest, state: str, request: Request, outcome: list[str]) -> None:
    asked.state, asked.other, asked.decided_at = state, request.user, timezone.now()
    asked.outcome, asked.signed = outcome, ""
    asked.save()


def _known(request: Request, number: uuid.UUID) -> ActRequest:
    """A request that the account may know of; else there is none."""
    asked = get_object_or_404(ActRequest.objects.select_related("by", "other"), pk=number)
    if not _may_know(picture_for(request), request, asked):
        raise Http404
    return asked


def _may_know(picture: Picture, request: Request, asked: ActRequest) -> bool:
    """Whoever took part, and whoever sees the record; what is about no record is known to all who may confirm."""
    return not asked.record or request.user in (asked.by, asked.other) or picture.holds(asked.record)
