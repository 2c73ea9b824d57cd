"""The page before a meeting with an office, a unit or a group, in the frame of the site."""

from __future__ import annotations

import uuid
from datetime import date

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from withstand.brief.dialogue.meeting_paper import MeetingPage
from withstand.brief.dialogue.sections import FORMS, Form
from withstand.brief.papers.handing import FORMS as PAPER_FORMS
from withstand.dialogue.meeting.meeting import prepare
from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import EXPORT, READ, WRITE
from withstand.web.days import day_of
from withstand.web.dialogue.paper_blocks import Drawing
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request

POCKET: Form = "pocket"
FILE_FORMS = tuple(one.removeprefix(".") for one in PAPER_FORMS)
SAID = {
    "pocket": _("Pocket page: one side of A4"),
    "sanitised": _("All lines, without assessments"),
    "full": _("With assessments: for the desk"),
}


class OfficeForm(forms.Form):
    """Which day, and how much."""

    on = forms.DateField(
        label=_("Day of the meeting"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    form = forms.ChoiceField(label=_("How much"), required=False)

    def __init__(self, given: QueryDict, forms_: tuple[Form, ...]) -> None:
        super().__init__(given, label_suffix="")
        self.fields["form"].choices = [(one, SAID[one]) for one in forms_]  # type: ignore[attr-defined]


def forms_for(account: Account) -> tuple[Form, ...]:
    """How much an account may be shown: assessments and what sources have not cleared are for those at the desk."""
    return FORMS if account.may(WRITE) else tuple(one for one in FORMS if one != "full")


def page_of(picture: Picture, record: str, day: date, form: Form, language: str) -> MeetingPage:
    """The page before a meeting. On the pocket page, which is carried about, nothing rests on an alert.

    Raises:
        NotFound: there is no such actor, as far as the audience may know.
    """
    return MeetingPage(prepare(picture, record, day, alerts=form != POCKET), picture, language, form)


@needs(READ)
@require_GET
def office(request: Request, record: uuid.UUID) -> HttpResponse:
    """The page of one office as of a day."""
    picture, day, allowed = picture_for(request), day_of(request), forms_for(request.user)
    form: Form = next((one for one in allowed if one == request.GET.get("form")), POCKET)
    page = page_of(picture, str(record), day, form, saying.language())
    paper = page.paper()
    asked = OfficeForm(QueryDict(f"on={day.isoformat()}&form={form}"), allowed)
    about = page.found.about
    words = {
        "form": asked,
        "chosen": form,
        "day": day,
        "record": about.office.record,
        "name": saying.isolated(titles.title(about.office)),
        "address": titles.address(about.office),
        "paper": paper,
        "parts": Drawing(paper, {one.record: one for one in page.seen}).parts(),
        "this": page.found.this.record if page.found.this else "",
        "file_forms": FILE_FORMS,
        "may_export": request.user.may(EXPORT) and not request.user.audience.outside,
        "may_write": request.user.may(WRITE),
    }
    return render(request, "dialogue/office.html", words)
