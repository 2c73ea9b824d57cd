"""Pages of lists by a place in them: what comes in between moves no record from one page to another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext_noop

from withstand.errors import InputError
from withstand.ledger.ids import is_identifier
from withstand.picture.picture import FIRST, Step
from withstand.picture.seen import Stretch

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
AFTER, BEFORE = "after", "before"


def start_of(asked: Mapping[str, str]) -> tuple[Step, bool]:
    """Where a page begins, and whether it is the one before that place.

    Raises:
        InputError: the address was cut short.
    """
    name = BEFORE if asked.get(BEFORE) else AFTER
    text = asked.get(name, "")
    if not text:
        return FIRST, False
    day, _, record = text.partition("_")
    if not is_identifier(record) or (day and not _DAY.fullmatch(day)):
        raise InputError(
            gettext_noop("The address of this page is cut short. Begin again at the first page of the list.")
        )
    return Step(bool(day), day, record), name == BEFORE


def links_of(stretch: Stretch, query: str) -> dict[str, str]:
    """Query strings of the pages on either side, and of the first."""
    found = {"first": f"?{query}"} if stretch.before else {}
    for name, step in ((BEFORE, stretch.before), (AFTER, stretch.after)):
        if step is not None:
            here = urlencode({name: f"{step.day}_{step.record}"})
            found[name] = f"?{query}&{here}" if query else f"?{here}"
    return found
