"""The day as of which pages of support are drawn, and on which steps are taken."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from withstand.web.holding import held

FIRST, LAST = date(1945, 1, 1), date(2200, 1, 1)
"""Days outside these are slips of the hand."""


def today() -> date:
    """Today in the mission's time; in an exercise its day."""
    return held().settings.present_day(timezone.now())


def day_of(request: HttpRequest) -> date:
    """The day that an address names (`on`), else today."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()
    return asked if FIRST <= asked <= LAST else today()
