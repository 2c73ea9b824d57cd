"""Unfinished forms: kept while somebody types, taken up again after signing in, deleted."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import drafts
from withstand.web.entering.keeping import about_of, keeps_what_was_typed
from withstand.web.entering.models import FormDraft, SavedForm
from withstand.web.entering.waiting import address_of
from withstand.web.signed_in import Request


@needs(WRITE)
@keeps_what_was_typed
@require_POST
def keep_draft(request: Request, token: uuid.UUID) -> HttpResponse:
    """Keep what stands in a form now; the answer says when."""
    about = about_of(request.POST)
    kept = about is not None and drafts.keep(request.user, token, about, drafts.posted(request.POST.lists()))
    status = HTTPStatus.OK if kept else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "entering/kept.html", {"kept": kept, "now": timezone.now()}, status=status)


@needs(WRITE)
@require_POST
def forget_draft(request: Request, token: uuid.UUID) -> HttpResponse:
    """Delete an unfinished form, for good."""
    FormDraft.objects.filter(pk=token, by=request.user).delete()
    messages.success(request, _("The unfinished form was deleted."))
    return redirect("enter")


@needs(WRITE)
@require_GET
def resume(request: Request, token: uuid.UUID) -> HttpResponse:
    """The form again, as it was: after signing in or opening the screen."""
    saved = SavedForm.objects.filter(pk=token, by=request.user).first()
    if saved is not None:
        return redirect(drafts.PAGES[saved.kind][0]) if saved.kind in drafts.PAGES else redirect("saved-form", token)
    return redirect(address_of(drafts.take(request.user, token)))
