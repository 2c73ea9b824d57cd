"""Rehearsals on a phone: the list, the guide of whoever leads one, the card of one player."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from withstand.dialogue.rehearsals.pack import Pack
from withstand.dialogue.rehearsals.reading import in_language, rehearsals
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.records import saying
from withstand.web.signed_in import Request


@needs(READ)
@require_GET
def rehearsal_list(request: Request) -> HttpResponse:
    """All rehearsals, with their roles."""
    packs = [in_language(one, saying.language()) for one in rehearsals().values()]
    return render(request, "reaching/rehearsals.html", {"packs": packs})


@needs(READ)
@require_GET
def rehearsal_guide(request: Request, rehearsal: str) -> HttpResponse:
    """Everything, for whoever leads it."""
    pack = _pack(rehearsal)
    turns = [(turn, pack.card(turn.to) if turn.to else None) for turn in pack.turns]
    return render(request, "reaching/guide.html", {"pack": pack, "turns": turns})


@needs(READ)
@require_GET
def rehearsal_card(request: Request, rehearsal: str, role: str) -> HttpResponse:
    """What the player of one role reads."""
    pack = _pack(rehearsal)
    card = pack.card(role)
    if card is None:
        raise Http404
    words = {"pack": pack, "card": card, "interprets": card.ours and "interpreter" in card.staff}
    return render(request, "reaching/card.html", words)


def _pack(key: str) -> Pack:
    packs = rehearsals().get(key)
    if packs is None:
        raise Http404
    return in_language(packs, saying.language())
