"""The page of one alert: what is due on it, to whom it went, and whether it may go to somebody."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from withstand.actors.records import GROUP, OFFICE, UNIT, Group, Office, Unit
from withstand.dialogue.alerts import AlertHeld, due_on
from withstand.dialogue.intercession import INTERCESSION_NAME
from withstand.evidence.dispatched import Dispatched
from withstand.evidence.records import Alert
from withstand.evidence.referral import is_referral_case
from withstand.evidence.routing import Routing
from withstand.ledger.errors import NotFound
from withstand.picture.guard import Guard, Guarded
from withstand.picture.picture import Picture
from withstand.picture.routing import DECISION, RESTS_ON, SUSPECTED, route
from withstand.picture.seen import Seen
from withstand.web.access import needs
from withstand.web.accounts.roles import READ, WRITE
from withstand.web.days import today
from withstand.web.entering.texts import Scanned
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request
from withstand.web.warning.forms import SendingForm
from withstand.web.warning.overview_views import intercessions
from withstand.web.warning.saving import fresh
from withstand.web.warning.verdicts import verdict_told

MOST_NAMED = 12


@dataclass(frozen=True)
class Gone:
    """One sending in words."""

    fields: Dispatched
    address: str
    recipient: str
    to: str


@dataclass(frozen=True)
class AlertPage:
    """An alert as it stands, and what is recorded about it as far as the picture shows it."""

    picture: Picture
    seen: Seen
    fields: Alert
    day: date

    @classmethod
    def of(cls, request: Request, record: uuid.UUID) -> AlertPage:
        """The alert.

        Raises:
            NotFound: there is none that the account may see.
        """
        picture = picture_for(request)
        seen = picture.get(str(record))
        if not isinstance(seen.fields, Alert):
            raise NotFound(f"Record {record} is no alert that this program can read.")
        return cls(picture, seen, seen.fields, today())

    @property
    def guard(self) -> Guard:
        """What judges the route."""
        return Guard(self.picture.ledger)

    @cached_property
    def beside(self) -> dict[str, Seen]:
        """The records that rest on it or send it."""
        links = self.picture.links(self.seen.record, outward=False)
        return self.picture.several({one.other for one in links if one.role in (RESTS_ON, "sends")})

    @property
    def suspected(self) -> list[Seen]:
        """Whom it is linked to as suspected."""
        return list(
            self.picture.several({one.other for one in self.picture.links(self.seen.record, SUSPECTED)}).values()
        )

    @cached_property
    def decisions(self) -> list[tuple[str, str]]:
        """Decisions that rest on it."""
        found = [one for one in self.beside.values() if one.kind is not None and one.kind.name == DECISION]
        return [(one.record, titles.full_title(one)) for one in found]

    def gone(self) -> Iterator[Gone]:
        """Its sendings, the earliest first."""
        sent = {one.record: one for one in self.beside.values() if isinstance(one.fields, Dispatched)}
        to = {one.source: one.target for one in self.picture.ties(sent) if one.role == "sent_to"}
        read = self.picture.several(to.values())
        for one in sorted(sent.values(), key=lambda one: (one.raw["sent_on"], one.record)):
            whom = read.get(to.get(one.record, ""))
            name = saying.isolated(titles.title(whom)) if whom else "–"
            assert isinstance(one.fields, Dispatched)  # noqa: S101 (chosen above)
            yield Gone(one.fields, titles.address(one), name, titles.address(whom) if whom else "")

    def verdict(self, recipient: Seen) -> Guarded[Routing]:
        """Whether it may go to somebody, as it stands today."""
        return route(self.guard, self.seen.record, recipient.record, self.day)

    def recipient(self, text: str) -> Seen | None:
        """The actor of an id.

        Raises:
            Http404: there is none that may be seen.
        """
        if not text:
            return None
        try:
            found = self.picture.get(self.picture.named(text))
        except NotFound:
            raise Http404 from None
        if not isinstance(found.fields, Unit | Office | Group):
            raise Http404
        return found


@needs(READ)
@require_GET
def alert_page(request: Request, record: uuid.UUID) -> HttpResponse:
    """The alert; for a recipient that was chosen the verdict, and where it may go, sending it."""
    page = AlertPage.of(request, record)
    return drawn(request, page, page.recipient(request.GET.get("to", "")))


def drawn(
    request: Request, page: AlertPage, recipient: Seen | None, form: SendingForm | None = None, said: str = "",
    look: Scanned | None = None,
) -> HttpResponse:  # fmt: skip
    """The page, with a form of sending where a recipient was chosen; `said` is why it was not sent."""
    seen, asked = page.seen, request.GET.get("unit", "").strip()
    found = [] if recipient is not None or not asked else _by_words(page.picture, asked)
    resting = [one.record for one in page.beside.values() if one.kind and one.kind.name == INTERCESSION_NAME]
    may_write = request.user.may(WRITE) and not page.picture.ledger.read_only
    words = {
        "page": page,
        "seen": seen,
        "alert": page.fields,
        "day": page.day,
        "title": titles.title(seen),
        "where": titles.where(seen),
        "when": titles.when(seen),
        "address": titles.address(seen),
        "due": due_on([AlertHeld(seen.record, page.fields)]),
        "gone": list(page.gone()),
        "intercessions": intercessions(page.picture, resting),
        "referral": is_referral_case(page.fields),
        "classes": list(dict.fromkeys(one.perpetrator for one in page.fields.perpetrators)),
        "suspected": [(saying.isolated(titles.title(one)), titles.address(one)) for one in page.suspected],
        "asked": asked,
        "found": [(one.record, saying.isolated(titles.title(one))) for one in found[:MOST_NAMED]],
        "more": max(0, len(found) - MOST_NAMED),
        "recipient": recipient,
        "said": said,
        "scanned": look,
        "keep_reason": request.POST.get("keep-reason", ""),
        "token": request.POST.get("form-token") or fresh(),
        "may_write": may_write,
    }
    if recipient is not None:
        verdict = page.verdict(recipient)
        words |= {
            "recipient_name": saying.isolated(titles.title(recipient)),
            "recipient_address": titles.address(recipient),
            "verdict": verdict.finding.verdict if verdict.visible_to(page.picture.audience) else "",
            "told": verdict_told(verdict, page.guard, page.picture.audience),
            "form": form or SendingForm(None, request.user, page.decisions, initial={"to": recipient.record}),
        }
    return render(request, "warning/alert.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY if said else 200)


def _by_words(picture: Picture, text: str) -> list[Seen]:
    """Actors that a text names: by exact name, else by words of the name."""
    wanted = text.casefold()
    every = [one for kind in (UNIT, OFFICE, GROUP) for one in picture.each(kind)]
    exact = [one for one in every if wanted in (titles.title(one).casefold(), one.record)]
    return exact or [one for one in every if wanted in titles.title(one).casefold()]
