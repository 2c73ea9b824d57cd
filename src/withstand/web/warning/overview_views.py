"""What waits on alerts, how alerts were answered, and the intercessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from withstand.dialogue.alerts import ANSWER, FEEDBACK, HELD, AlertHeld, Due, alerts_of, due_on
from withstand.dialogue.answers import FEWEST, NOT_YET, SEVERAL, Answered, Times, answers
from withstand.dialogue.intercession import INTERCESSION, Intercession
from withstand.ledger import rights
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request
from withstand.web.warning.forms import PeriodForm

MOST_DUE, MOST_SPOKEN = 20, 20


@dataclass(frozen=True)
class DueLine:
    """Something due on an alert, in words."""

    due: Due
    title: str
    address: str
    days: int


@dataclass(frozen=True)
class DueGroup:
    """All of one sort that is due, and those that are shown of it, the longest waiting first."""

    what: str
    number: int
    lines: tuple[DueLine, ...]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.lines)


@dataclass(frozen=True)
class ByWho:
    """How many alerts somebody answered, and how fast."""

    who: str
    number: int
    times: Times | None


@dataclass(frozen=True)
class AboutClass:
    """A row of the table: the class, its numbers, then by who answered."""

    about: str
    row: Answered
    by: tuple[ByWho, ...]


@dataclass(frozen=True)
class IntercessionLine:
    """An intercession as lists have it."""

    seen: Seen
    fields: Intercession
    address: str


@needs(READ)
@require_GET
def overview(request: Request) -> HttpResponse:
    """What waits, the table of answers, what was proposed to be said."""
    picture, form, day = picture_for(request), PeriodForm(request.GET), day_of(request)
    alerts = alerts_of(picture)
    rows = answers(alerts, day, form.day("since") or date.min, form.day("until") or date.max)
    due = due_on(_by(alerts, day))
    seen = picture.several({one.record for one in alerts})
    spoken = intercessions(picture)
    words = {
        "form": form,
        "day": day,
        "due": [_group(what, due, seen, day) for what in (HELD, ANSWER, FEEDBACK)],
        "waits": len(due),
        "rows": [_about(row) for row in rows],
        "few": FEWEST,
        "number": len(alerts),
        "intercessions": spoken[:MOST_SPOKEN],
        "more_spoken": max(0, len(spoken) - MOST_SPOKEN),
        "classification": max(
            (one.classification for one in (*seen.values(), *(one.seen for one in spoken))),
            key=rights.level, default="",
        ),
    }  # fmt: skip
    return render(request, "warning/overview.html", words)


def intercessions(picture: Picture, records: Iterable[str] | None = None) -> list[IntercessionLine]:
    """The intercessions of a picture, the latest first; of these records where they are given."""
    found = picture.each(INTERCESSION) if records is None else picture.several(records).values()
    return [
        IntercessionLine(one, one.fields, reverse("intercession", args=[one.record]))
        for one in found
        if isinstance(one.fields, Intercession)
    ]


def _by(alerts: Iterable[AlertHeld], day: date) -> Iterator[AlertHeld]:
    """Those that had been received by a day."""
    return (one for one in alerts if one.fields.received <= day.isoformat())


def _group(what: str, due: Iterable[Due], seen: Mapping[str, Seen], day: date) -> DueGroup:
    found = [one for one in due if one.what == what]
    shown = tuple(_due_line(one, seen[one.alert], day) for one in found[:MOST_DUE])
    return DueGroup(what, len(found), shown)


def _due_line(due: Due, seen: Seen, day: date) -> DueLine:
    return DueLine(due, titles.full_title(seen), reverse("alert", args=[due.alert]), (day - due.since).days)


def _about(row: Answered) -> AboutClass:
    about = _("Several classes") if row.about == SEVERAL else saying.label("perpetrators", row.about)
    times = dict(row.times)
    by = tuple(
        ByWho(_("Not answered yet") if who == NOT_YET else saying.label("alert_answerers", who), number, times.get(who))
        for who, number in row.by
    )
    return AboutClass(about, row, by)
