"""The first page: what needs this account, and how many records of each kind it may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from withstand.dialogue.waiting import waiting_for
from withstand.kinds import REGISTRY
from withstand.web.access import needs, open_to_signed_in
from withstand.web.accounts.roles import ACCOUNTS, READ, WRITE
from withstand.web.coherence.lines import findings_for
from withstand.web.entering import settlements
from withstand.web.entering.waiting import to_complete, unfinished_forms
from withstand.web.holding import held
from withstand.web.pictures import picture_for
from withstand.web.records.table import short_row
from withstand.web.records.titles import kind_words, word_of
from withstand.web.records.visits import last_visit, note_visit
from withstand.web.records.waiting import MOST, actions_due, new_since
from withstand.web.signed_in import Request
from withstand.web.stance.hints import hints


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
    """What needs this account, then counts by kind."""
    picture = picture_for(request)
    visit, counts, conflicts = last_visit(request), picture.counts(), picture.conflicts()
    waits = settlements.waits(picture, request.user, [one.record for one in conflicts[:MOST]])
    day = held().settings.present_day(timezone.now())
    words = {
        "counts": [(kind_words(kind), word_of(kind), counts[kind.name]) for kind in REGISTRY if kind.name in counts],
        "conflicts": [(short_row(one), waits.get(one.record, "")) for one in conflicts[:MOST]],
        "in_conflict": len(conflicts),
        "due": actions_due(picture, request.user.components, day),
        "new": new_since(picture, visit),
        "findings": findings_for(picture, request.user, day),
        "dialogue": waiting_for(picture, request.user.components, day),
        "stance": hints(picture, day),
    }
    if not counts:
        words["begin"] = {"write": request.user.may(WRITE), "accounts": request.user.may(ACCOUNTS)}
    if request.user.may(WRITE):
        words |= {"drafts": unfinished_forms(request.user, picture), "later": to_complete(picture)[:MOST]}
    note_visit(request, picture)
    return render(request, "web/home.html", words)
