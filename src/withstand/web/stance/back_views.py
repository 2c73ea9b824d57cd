"""Taking a choice back: on the page of its authority in an area, by those who may choose, with a reason, once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from withstand.errors import WithstandError
from withstand.ledger.errors import Locked, NotFound
from withstand.mission.stance.taking_back import taking_back
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.days import today
from withstand.web.entering.drafts import posted
from withstand.web.entering.texts import Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.stance.assessed import Desk
from withstand.web.stance.forms import LONGEST
from withstand.web.stance.lines import Told, address, told
from withstand.web.stance.one_views import Place
from withstand.web.stance.roles import choosing_roles
from withstand.web.warning.saving import fresh, save_once, was_saved

TOLD = (
    gettext_noop("{record} is no choice of a stance: there is nothing to take back."),
    gettext_noop("Two versions of this choice stand beside each other: settle which one holds, then take it back."),
    gettext_noop("This choice was taken back on {day} already."),
    gettext_noop("A choice is taken back on a day that has come, and {day} has not."),
)
"""What `taking_back` says, for the catalogues."""


@needs(WRITE)
@require_POST
def take_back(request: Request, authority: str, area: str, record: uuid.UUID) -> HttpResponse:
    """The choice ends today; or what is wrong with what was typed."""
    place = Place.at(Desk.at(picture_for(request), today()), authority, area)
    if not choosing_roles(request.user):
        raise PermissionDenied
    if was_saved(request):
        return redirect(address(authority, area))
    standing = {each.chosen.record: each for each in told(place.one.standing, (), place.one.thresholds)}
    choice = standing.get(str(record))
    if choice is None:
        raise NotFound(str(record))
    because = request.POST.get("because", "").strip()[:LONGEST]
    if not because:
        return _again(request, place, choice, _("Say why."))
    try:
        return _saved(request, place, choice, because)
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return _again(request, place, choice, told_problem(problem))


def _saved(request: Request, place: Place, choice: Told, because: str) -> HttpResponse:
    picture, day = place.desk.picture, place.desk.day
    draft = taking_back(picture, choice.chosen.record, because, day, day)
    look = scanned(
        draft.kind, draft.fields, picture, posted(request.POST.lists()), saying.language(), draft.fields.text_kept
    )
    if look.open:
        return _again(request, place, choice, look.said, look)
    save_once(request, [replace(draft, fields=look.record)])
    messages.success(request, _("The choice is taken back from today; that it stood is kept."))
    return redirect(address(place.one.authority.key, place.one.area))


def _again(request: Request, place: Place, choice: Told, said: str, look: Scanned | None = None) -> HttpResponse:
    words = {
        "title": place.title,
        "one": place.one,
        "classification": place.desk.classification,
        "each": choice,
        "said": said,
        "scanned": look,
        "keep_reason": request.POST.get("keep-reason", ""),
        "because": request.POST.get("because", ""),
        "token": request.POST.get("form-token") or fresh(),
    }
    return render(request, "stance/take_back.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
