"""The day as of which pages of support are drawn, and in whose name steps are dated."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.records import MOVE, SUPPORT_DECISION
from withstand.picture.picture import Picture
from withstand.web.holding import held

FIRST, LAST = date(1945, 1, 1), date(2200, 1, 1)
"""Days outside these are slips of the hand."""

_LOOKED_AT = 20


def today_of(picture: Picture) -> date:
    """Today; or the last day on which a step was taken, where the records are ahead of the clock."""
    found = [held().settings.today(timezone.now())]
    for kind in (MOVE, SUPPORT_DECISION):
        taken = (seen.fields for seen in picture.page(kind, limit=_LOOKED_AT))
        found += [date.fromisoformat(one.on) for one in taken if isinstance(one, Move | SupportDecision)]
    return max(found)


def day_of(request: HttpRequest, picture: Picture) -> date:
    """The day that an address names (`on`), else today."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today_of(picture)
    return asked if FIRST <= asked <= LAST else today_of(picture)
