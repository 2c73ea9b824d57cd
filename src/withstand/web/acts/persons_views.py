"""Whether persons may be records of their own here: how it stands, who switched it when and why, and asking for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from withstand.actors.records import PERSONS
from withstand.installation.opening import Opened
from withstand.installation.people import path_of
from withstand.ledger.switches import history, switched_on
from withstand.web.access import needs
from withstand.web.accounts.audit import note
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import CONFIRM
from withstand.web.acts.forms import SwitchPersons
from withstand.web.acts.kinds import KINDS, person_name
from withstand.web.acts.models import OPEN, WAITS, ActRequest
from withstand.web.acts.views import with_key
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request


@needs(CONFIRM)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def persons(request: Request) -> HttpResponse:
    """How it stands; what is asked for is always the other way."""
    ledger, now = request.lent.opened.ledger, timezone.now()
    picture_for(request)
    on = switched_on(ledger, PERSONS)
    act = "persons_off" if on else "persons_on"
    form = SwitchPersons(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = _sign(request, form, act)
        if asked is not None:
            note("act_asked", request.user, what=act)
            messages.success(request, _("It waits for a second person now."))
            return redirect("act", asked.pk)
    turns = ActRequest.objects.filter(
        act__in=[key for key, kind in KINDS.items() if kind.switch == PERSONS], state=OPEN
    )
    names = _names(request.lent.opened)
    words = {
        "on": on,
        "words": KINDS[act].words,
        "form": form,
        "waiting": [one for one in turns.select_related("by") if one.standing(now) == OPEN],
        "history": [
            (saying.day(one.day), one, [names.get(key, key) for key in one.people])
            for one in history(ledger, PERSONS)[::-1]
        ],
    }
    return render(request, "web/persons.html", words, status=422 if form.errors else 200)


def _sign(request: Request, form: SwitchPersons, act: str) -> ActRequest | None:
    given, now, opened = form.cleaned_data, timezone.now(), request.lent.opened
    picture = picture_for(request)
    asked = ActRequest(act=act, reason=given["reason"], by=request.user, made_at=now, expires_at=now + WAITS)
    opened.must_write()
    sign, passphrase = KINDS[act].sign, given["personal_passphrase"]
    signed = with_key(request, form, lambda: sign(opened, picture, asked, passphrase))
    if signed is None:
        return None
    asked.signed = signed
    asked.save(force_insert=True)
    return asked


def _names(opened: Opened) -> dict[str, str]:
    """Who stands behind the keys of people, as far as they have accounts here: the ledger itself names nobody."""
    found = {}
    for account in Account.objects.all():
        path = path_of(opened.workspace, opened.keyring, person_name(account))
        if path is not None:
            found[f"person-{path.stem.partition('-')[2]}"] = account.shown_name
    return found
