"""Sending an alert: leave is asked for, then who was told is recorded; or it is refused in a sentence."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from withstand.dialogue.sending import Sending, sending_drafts
from withstand.errors import WithstandError
from withstand.evidence.routing import NotSent
from withstand.ledger.errors import Locked, NotFound
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering.drafts import posted
from withstand.web.entering.texts import scanned
from withstand.web.entering.told import told_problem
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request
from withstand.web.warning.alert_views import AlertPage, drawn
from withstand.web.warning.forms import SendingForm
from withstand.web.warning.saving import save_once, was_saved
from withstand.web.warning.verdicts import refusal_told


@needs(WRITE)
@require_POST
def send(request: Request, record: uuid.UUID) -> HttpResponse:
    """Record that an alert goes to somebody, if it may."""
    page = AlertPage.of(request, record)
    recipient = page.recipient(request.POST.get("to", ""))
    form = SendingForm(request.POST, request.user, page.decisions)
    if was_saved(request):
        return redirect("alert", page.seen.record)
    if recipient is None or not form.is_valid():
        return drawn(request, page, recipient, form, _("Look at what is marked."))
    given, picture, guard = form.cleaned_data, page.picture, page.guard
    how = Sending(given["by"], given["how"], given["decision"], given["note"])
    audience = picture.audience
    try:
        drafts = sending_drafts(guard, page.seen.record, recipient.record, audience, picture.ledger.clock(), how)
        first = drafts[0]
        look = scanned(first.kind, first.fields, picture, posted(request.POST.lists()), saying.language())
        if look.open:
            return drawn(request, page, recipient, form, look.said, look)
        save_once(request, (replace(first, fields=look.record), *drafts[1:]))
    except NotSent as problem:
        said = refusal_told(problem, page.verdict(recipient), guard, audience)
        return drawn(request, page, recipient, form, said)
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return drawn(request, page, recipient, form, told_problem(problem))
    messages.success(
        request, _("Recorded as sent to %(recipient)s.") % {"recipient": saying.isolated(titles.title(recipient))}
    )
    return redirect("alert", page.seen.record)
