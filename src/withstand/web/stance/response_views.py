"""Whether we respond alike, whoever is suspected: in plain words, with tables; what the state did stands apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.brief.obstruction.sheet import Sheet
from withstand.brief.response.card import card
from withstand.brief.response.tables import COMPARED, COUNTS, GROUPS, response_sheet, state_sheet
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import FIRST
from withstand.web.obstruction.cells import drawn
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.stance.auditing import AuditForm, Auditing
from withstand.web.stance.job import RESPONSE
from withstand.web.stance.table_views import waits
from withstand.web.stance.waiting import begin

IN_WORDS = ("ratio", "ratio_low", "ratio_high", "why")
"""Columns that the sentences tell, and a page has no room for."""


@needs(READ)
@require_http_methods(["GET", "POST"])
def response(request: Request) -> HttpResponse:
    """The audit; or how far the job is that reckons it; or the button that starts it."""
    of = Auditing.at(picture_for(request), request.GET)
    audit = of.found()
    if request.method == "POST":
        if audit is None:
            begin(request, RESPONSE, of.key, {**of.asked.parameters(), "on": of.day.isoformat()})
        return redirect(request.get_full_path())
    words: dict[str, Any] = {
        "day": of.day, "classification": of.classification, "query": request.GET.urlencode(),
    }  # fmt: skip
    if audit is None:
        return waits(request, words, of.key, _("Our own responses"))
    language = saying.language()
    about = of.about(", ".join(saying.label("account_roles", one) for one in request.user.roles))
    since, ours = of.asked.since or FIRST, response_sheet(audit, about, language)
    words |= {
        "form": AuditForm({**of.asked.parameters(), **request.GET.dict()}),
        "asked": of.asked,
        "cases": audit.cases,
        "card": card(audit, language),
        "ours": drawn(replace(ours, columns=(*GROUPS, *COUNTS), notes=()), since, of.day),
        "compared": drawn(_compared(ours), since, of.day),
        "theirs": drawn(state_sheet(audit, about), since, of.day),
    }
    return render(request, "stance/response.html", words)


def _compared(sheet: Sheet) -> Sheet:
    """The classes that could be compared with the reference; why others could not, the sentences tell."""
    rows = tuple(row for row in sheet.rows if row.get("gap") is not None)
    return replace(sheet, columns=(*GROUPS, *(one for one in COMPARED if one not in IN_WORDS)), rows=rows)
