"""The first page: how many records of each kind this account may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from withstand.brief.records.words import kind_label
from withstand.kinds import REGISTRY
from withstand.web.access import needs, open_to_signed_in
from withstand.web.accounts.roles import ACCOUNTS, READ
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request


@open_to_signed_in
@require_GET
def start(request: Request) -> HttpResponse:
    """Where an account begins: records for those who read, accounts for those who manage them."""
    if request.user.may(READ) and not request.user.audience.outside:
        return redirect("home")
    return redirect("accounts" if request.user.may(ACCOUNTS) else "own-account")


@needs(READ)
@require_GET
def home(request: Request) -> HttpResponse:
    """Counts by kind."""
    picture, language = picture_for(request), get_language() or "en"
    counts = [(kind_label(kind, language), picture.count(kind)) for kind in REGISTRY]
    words = {"counts": [(label, number) for label, number in counts if number], "conflicts": len(picture.conflicts())}
    return render(request, "web/home.html", words)
