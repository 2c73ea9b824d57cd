"""Choosing with, despite or against: the assessment beside the form; what is saved keeps what the evidence said."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.errors import InputError, WithstandError
from withstand.installation.presets import with_retention
from withstand.ledger.errors import Locked, NotFound
from withstand.mission.stance_records import STANCE, Stance
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.days import today
from withstand.web.entering.answers import Answers
from withstand.web.entering.drafts import posted
from withstand.web.entering.texts import Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.stance.assessed import Desk
from withstand.web.stance.choosing import chosen, offered
from withstand.web.stance.forms import ChoosingForm
from withstand.web.stance.lines import address
from withstand.web.stance.one_views import Place, assessed
from withstand.web.stance.roles import CHOOSERS, choosing_roles
from withstand.web.warning.saving import fresh, save_once, was_saved


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def choose(request: Request, authority: str, area: str) -> HttpResponse:
    """The form; what is wrong with it; or the choice, saved."""
    day = today()
    place = Place.at(Desk.at(picture_for(request), day), authority, area)
    if not choosing_roles(request.user):
        if request.method == "POST":
            raise PermissionDenied
        return _page(request, place, None)
    if was_saved(request):
        return redirect(address(authority, area))
    offer = offered(place, request.user)
    form = ChoosingForm(request.POST or None, request.user, offer, day, initial=_first(place))
    if request.method != "POST":
        return _page(request, place, form)
    if not form.is_valid():
        return _page(request, place, form, _("Look at what is marked."))
    try:
        return _saved(request, place, form)
    except (Locked, NotFound):
        raise
    except InputError as problem:
        return _page(request, place, form, str(problem))
    except WithstandError as problem:
        return _page(request, place, form, told_problem(problem))


def _first(place: Place) -> dict[str, Any]:
    return {"who": place.one.authority.key}


def _saved(request: Request, place: Place, form: ChoosingForm) -> HttpResponse:
    opened = request.lent.opened
    made = chosen(place, form.cleaned_data, form.day, opened.settings.office.classification)
    kept = STANCE.read(with_retention(opened, STANCE, msgspec.to_builtins(made.fields)))
    answers: Answers = posted(request.POST.lists())
    look = scanned(STANCE, kept, place.desk.picture, answers, saying.language())
    if look.open or not isinstance(look.record, Stance):
        return _page(request, place, form, look.said, look)
    save_once(request, [made.draft(look.record)])
    messages.success(request, _("The choice is saved, with what the evidence says today beside it."))
    return redirect(address(place.one.authority.key, place.one.area))


def _page(
    request: Request, place: Place, form: ChoosingForm | None, said: str = "", look: Scanned | None = None
) -> HttpResponse:
    words = {
        "day": place.desk.day,
        "classification": place.desk.classification,
        "title": place.title,
        "place": place,
        "form": form,
        "by": CHOOSERS,
        "said": said,
        "scanned": look,
        "keep_reason": request.POST.get("keep-reason", ""),
        "token": request.POST.get("form-token") or fresh(),
        **assessed(place),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if said else HTTPStatus.OK
    return render(request, "stance/choose.html", words, status=status)
