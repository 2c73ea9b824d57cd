"""Offices, units and groups by name, each with the way to its page before a meeting; engagements as lists call them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from withstand.dialogue.commitments import ANOTHER_SIDE, Promise
from withstand.dialogue.goals import Goal
from withstand.dialogue.talks import Talk
from withstand.ledger import rights
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.records import saying, titles

BEFORE_A_MEETING, ENTER_WHAT_WAS_SEEN = _("Before a meeting"), _("Enter what was seen")
OFFICE_ROLES = ("met", "shared_with", *ANOTHER_SIDE)


@dataclass(frozen=True)
class Office:
    """An actor that is spoken with: its name, and its page before a meeting."""

    name: str
    address: str


class Offices:
    """The actors at the ends of some records, read in one question."""

    def __init__(self, picture: Picture, found: Iterable[Promise | Goal | Talk], day: date) -> None:
        self._day = day
        self.seen = picture.several({actor for one in found for actor in one.linked(*OFFICE_ROLES)})

    def of(self, one: Promise | Goal | Talk, *, on: date | None = None) -> tuple[Office, ...]:
        """Those of one record, as far as they may be seen; `on`: before a meeting on that day."""
        records = dict.fromkeys(one.linked(*OFFICE_ROLES))
        return tuple(self._office(self.seen[record], on) for record in records if record in self.seen)

    def _office(self, seen: Seen, on: date | None) -> Office:
        return Office(saying.isolated(titles.title(seen)), office_address(seen.record, on or self._day))


def office_address(record: str, on: date, **more: str) -> str:
    """The page before a meeting with an actor on a day."""
    query = urlencode({"on": on.isoformat(), **more})
    return f"{reverse('dialogue-office', args=[record])}?{query}"


def maker(talk: Talk) -> str:
    """Whose an engagement is, in words."""
    if talk.fields.made_by == "ally":
        return saying.isolated(talk.fields.ally)
    return saying.label("components", talk.maker) if talk.maker else ""


def marking(*seen: Iterable[Seen]) -> str:
    """The highest classification of what a page rests on; empty where it rests on nothing."""
    return max((one.classification for several in seen for one in several), key=rights.level, default="")
