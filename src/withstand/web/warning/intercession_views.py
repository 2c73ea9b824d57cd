"""One intercession: another person confirms its words, a principal takes them along, what came of it is kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from withstand.dialogue.interceding import (
    RESTS_ON,
    WITH,
    NotInterceded,
    confirmation,
    followed,
    pointed,
    to_be_spoken,
)
from withstand.dialogue.intercession import CONFIRMED, ENDED, INTERCESSION, PROPOSED, SPOKEN, Intercession
from withstand.errors import WithstandError
from withstand.ledger.errors import Locked, NotFound
from withstand.ledger.journal import Draft
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.access import needs
from withstand.web.accounts.roles import CONFIRM, READ, WRITE
from withstand.web.days import today
from withstand.web.entering.drafts import posted
from withstand.web.entering.texts import Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request
from withstand.web.warning.checking import look
from withstand.web.warning.forms import AFTER, FollowingForm
from withstand.web.warning.places import gazetteer, name_of
from withstand.web.warning.proposing_views import said_of
from withstand.web.warning.saving import fresh, save_once, tokens_of, was_saved
from withstand.web.writing import author_of

SAYABLE = (CONFIRMED, SPOKEN, ENDED)


@dataclass(frozen=True)
class Page:
    """An intercession as it stands, with its ends as far as they may be seen."""

    picture: Picture
    seen: Seen
    fields: Intercession

    @classmethod
    def of(cls, request: Request, record: uuid.UUID) -> Page:
        """The intercession.

        Raises:
            NotFound: there is none that the account may see.
        """
        picture = picture_for(request)
        seen = picture.get(str(record))
        if not isinstance(seen.fields, Intercession):
            raise NotFound(f"Record {record} is no intercession that this program can read.")
        return cls(picture, seen, seen.fields)

    def end(self, role: str) -> Seen | None:
        """The record at one end."""
        return next((self.picture.get(one.other) for one in self.picture.links(self.seen.record, role)), None)

    def written_by(self, request: Request) -> bool:
        """Whether whoever asks wrote in it."""
        authors = {one.header.author for one in self.picture.history(self.seen.record)}
        return not authors.isdisjoint(tokens_of(request.lent.opened, request.user))


@needs(READ)
@require_GET
def intercession_page(request: Request, record: uuid.UUID) -> HttpResponse:
    """What was proposed, who may confirm it, what came of it."""
    return _drawn(request, Page.of(request, record))


@needs(CONFIRM)
@require_POST
def confirm(request: Request, record: uuid.UUID) -> HttpResponse:
    """Confirm the check of the words, as another person than who wrote them."""
    page = Page.of(request, record)
    if was_saved(request):
        return redirect("intercession", page.seen.record)
    opened, account = request.lent.opened, request.user
    opened.must_write()
    guard = Guard(page.picture.ledger)
    try:
        reviewer, also = author_of(opened, account), tokens_of(opened, account)
        draft = confirmation(
            guard, page.picture, page.seen.record, reviewer, also, gazetteer(), saying.language()
        )  # fmt: skip
        save_once(request, [draft])
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return _drawn(request, page, _said(problem))
    messages.success(request, _("Confirmed. The words may be taken along."))
    return redirect("intercession", page.seen.record)


@needs(WRITE)
@require_POST
def follow(request: Request, record: uuid.UUID) -> HttpResponse:
    """Record that it was made, what the superior did then, or that it was dropped."""
    page = Page.of(request, record)
    if was_saved(request):
        return redirect("intercession", page.seen.record)
    form = FollowingForm(request.POST, AFTER.get(page.fields.intercession_status, ()))
    if not form.is_valid():
        return _drawn(request, page, _("Look at what is marked."), form)
    given, opened = form.cleaned_data, request.lent.opened
    opened.must_write()
    on = given["on"].isoformat() if given.get("on") else ""
    try:
        draft = followed(
            page.picture, page.seen.record, given["status"], author_of(opened, request.user),
            did=given.get("did", ""), told=given.get("told", ""), on=on, language=saying.language(),
        )  # fmt: skip
        names = _names(request, page, draft)
        if names.open:
            return _drawn(request, page, names.said, form, names)
        save_once(
            request,
            [
                Draft(
                    INTERCESSION, names.record, draft.classification, draft.compartments, draft.record,
                    draft.supersedes, author=draft.author, checked=True,
                )
            ],
        )  # fmt: skip
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return _drawn(request, page, _said(problem), form)
    messages.success(request, _("Saved."))
    return redirect("intercession", page.seen.record)


@needs(READ)
@require_GET
def words_page(request: Request, record: uuid.UUID) -> HttpResponse:
    """What the principal takes along, and nothing else of the alert; only once it is confirmed."""
    page = Page.of(request, record)
    try:
        taken = to_be_spoken(page.picture, page.seen.record, saying.language())
    except NotInterceded as problem:
        return _drawn(request, page, str(problem), status=HTTPStatus.CONFLICT)
    whom = page.picture.get(taken.with_whom) if taken.with_whom else None
    words = {
        "seen": page.seen,
        "whom": saying.isolated(titles.title(whom)) if whom else "–",
        "who": page.fields.by_role,
        "lead": page.fields.lead,
        "area": name_of(taken.area, saying.language()),
        "month": saying.day(taken.month) if taken.month else "",
        "words": taken.words,
        "day": today(),
    }
    return render(request, "warning/words.html", words)


def _names(request: Request, page: Page, draft: Draft) -> Scanned:
    answers, kept = posted(request.POST.lists()), page.fields.text_kept
    return scanned(INTERCESSION, draft.fields, page.picture, answers, saying.language(), kept)


def _said(problem: WithstandError) -> str:
    return said_of(problem) if isinstance(problem, NotInterceded) else told_problem(problem)


def _drawn(
    request: Request, page: Page, said: str = "", form: FollowingForm | None = None, names: Scanned | None = None,
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:  # fmt: skip
    fields, account = page.fields, request.user
    alert, superior = page.end(RESTS_ON), page.end(WITH)
    writes = account.may(WRITE) and not page.picture.ledger.read_only
    waits = fields.intercession_status == PROPOSED
    own = waits and writes and page.written_by(request)
    may_confirm = waits and writes and account.may(CONFIRM) and not own and not account.signs_as_office
    open_to = AFTER.get(fields.intercession_status, ()) if writes else ()
    left = ""
    if (own or may_confirm) and alert is not None and superior is not None:
        looked = look(page.picture, alert.record, superior.record, fields)
        left = " ".join(
            (*((pointed(looked.left, saying.language()),) if looked.left else ()), looked.blocked)
        ).strip()  # fmt: skip
    words = {
        "seen": page.seen,
        "fields": fields,
        "address": titles.address(page.seen),
        "alert": alert,
        "alert_title": titles.full_title(alert) if alert else "",
        "superior": saying.isolated(titles.title(superior)) if superior else "–",
        "superior_address": titles.address(superior) if superior else "",
        "area": name_of(fields.where.area, saying.language()) if fields.where else "",
        "waits": waits,
        "own": own,
        "as_office": waits and writes and account.signs_as_office,
        "may_confirm": may_confirm,
        "left": left,
        "sayable": fields.intercession_status in SAYABLE,
        "form": (form or FollowingForm(None, open_to, initial={"on": today()})) if open_to else None,
        "drops": fields.intercession_status == PROPOSED,
        "said": said,
        "scanned": names,
        "keep_reason": request.POST.get("keep-reason", ""),
        "token": request.POST.get("form-token") or fresh(),
    }
    return render(request, "warning/intercession.html", words, status=status if said else HTTPStatus.OK)
