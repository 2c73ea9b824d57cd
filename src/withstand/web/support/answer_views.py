"""The answer of a screening body, sealed until all are in; and the secretariat's note that a body did not answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.errors import InputError
from withstand.inducement.answering import answering
from withstand.inducement.records import SCREENING
from withstand.inducement.requests import Screening
from withstand.installation.names_with_requests import case_of, fields_of, outcome_of
from withstand.ledger.fields import Record
from withstand.ledger.journal import Draft, LinkTo
from withstand.picture.guard import Guard
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering.answers import Answers, answers_of
from withstand.web.entering.controls import Choice, Shown
from withstand.web.entering.keeping import keeps_what_was_typed
from withstand.web.entering.models import SavedForm
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.support.acting import BODY, NO_ANSWER, SECRETARIAT, bodies_of, roles_of
from withstand.web.support.forms import WHICH, Sheet, form_view
from withstand.web.support.names_views import screening
from withstand.web.support.request_page import RequestPage
from withstand.web.support.step_views import page_of, refused

_FIELDS = (
    "on", "answer", "reasons", "gaps", "advised", "names_checked", "names_to_judge", "names_matched", "lists",
    "reviewed_by",
)  # fmt: skip


@needs(WRITE)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def answer(request: Request, record: uuid.UUID) -> HttpResponse:
    """What a body of the account's own answers; or, by the secretariat, that a body did not."""
    page = page_of(request, record)
    own, secretariat = bodies_of(request.user), SECRETARIAT in roles_of(request.user)
    if not (own or secretariat):
        return refused(request, page, (BODY, SECRETARIAT))
    waiting = [one for one in page.held.case.request.fields.bodies if one not in page.held.answered]
    mine = tuple(one for one in waiting if one in own)
    noted = tuple(one for one in waiting if one not in own) if secretariat else ()
    return form_view(request, page, _sheet(request, page, mine, noted))


def _sheet(request: Request, page: RequestPage, mine: tuple[str, ...], noted: tuple[str, ...]) -> Sheet:
    record, bodies = page.held.case.request.record, (*mine, *noted)

    def parts(shown: Shown) -> Mapping[str, Any]:
        chosen = shown.answers.one("body")
        choices = [Choice(one, saying.label("components", one), one == chosen or len(bodies) == 1) for one in bodies]
        return {"bodies": choices, "noted": noted, "problem_body": shown.problems.get("body", "")}

    def check(answers: Answers) -> dict[str, str]:
        body = answers.one("body")
        if body not in bodies:
            return {"body": _("Choose from the list.")}
        if body in noted and answers.one("answer") != NO_ANSWER:
            return {"answer": _("For a body that is not yours only its non-answer is recorded.")}
        return {}

    def draft_of(read: Record, links: tuple[LinkTo, ...], classification: str, compartments: tuple[str, ...]) -> Draft:
        if not isinstance(read, Screening) or read.body not in bodies:
            raise PermissionDenied
        if read.body in answering(Guard(page.picture.ledger), page.picture, record, page.day).answered:
            raise InputError(_("This body has answered meanwhile. Nothing was saved."))
        return Draft(SCREENING, read, classification, compartments, links=(LinkTo("screens", record), *links))

    def saved(_form: SavedForm) -> None:
        with screening(request) as store:
            for body in mine:
                if body in answering(Guard(page.picture.ledger), page.picture, record, page.day).answered:
                    store.recorded(case_of(record, body))

    return Sheet(
        which="answer",
        kind=SCREENING,
        title=_("Answer of a screening body"),
        address=reverse("support-answer", args=[record]),
        fields=_FIELDS,
        fixed={WHICH: ("answer",)},
        first={"on": (page.day.isoformat(),), **_of_names(request, record, mine)},
        saved=saved,
        roles=("rests_on",),
        with_rights=True,
        labels={"reasons": _("Reasons")},
        parts=parts,
        check=check,
        draft_of=draft_of,
    )


def _of_names(request: Request, record: str, mine: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """What survives of the names that a body of the account's own has screened: the form starts from it."""
    asked = request.GET.get("body", "")
    bodies = [asked] if asked in mine else mine
    with screening(request) as store:
        found = {body: outcome_of(store, case_of(record, body)) for body in bodies}
    for body, outcome in found.items():
        if outcome is not None:
            held = {name: value for name, value in fields_of(outcome).items() if value != ""}
            return answers_of(SCREENING, {"body": body, **held}).values
    return {}
