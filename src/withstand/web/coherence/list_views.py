"""Everything that does not go together, as far as an account may know it."""

from __future__ import annotations

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from withstand.picture.guard import Guard
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.coherence.lines import lines_of, marking
from withstand.web.coherence.looking import looked
from withstand.web.days import today
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request

SHOWN = 40
_MOST_PAGES = 250


@needs(READ)
@require_GET
def findings(request: Request) -> HttpResponse:
    """All of them, the gravest first, a page at a time; those that somebody accepts are marked."""
    picture, day = picture_for(request), today()
    guard = Guard(picture.ledger)
    run = looked(guard, day)
    page = _page(request.GET.get("page", ""))
    lines = dict.fromkeys(lines_of(guard, picture, request.user, run.findings, day))
    shown = list(islice(lines, (page - 1) * SHOWN, page * SHOWN + 1))
    words = {
        "day": day,
        "findings": shown[:SHOWN],
        "classification": marking("unclassified", shown[:SHOWN]),
        "before": page - 1,
        "after": page + 1 if len(shown) > SHOWN else 0,
    }
    return render(request, "coherence/findings.html", words)


def _page(text: str) -> int:
    return min(_MOST_PAGES, max(1, int(text))) if text.isdecimal() and len(text) < 5 else 1
