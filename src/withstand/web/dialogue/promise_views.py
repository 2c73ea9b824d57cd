"""Promises both ways with their history, and how many were kept."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from withstand.dialogue.commitments import SIDES, Promise, Tally, tallies
from withstand.dialogue.due import OVERDUE
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, READ, WRITE
from withstand.web.days import day_of
from withstand.web.dialogue.naming import Offices, marking
from withstand.web.dialogue.promise_list import NOW, Choice
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request

SHOWN = 25
COUNTS = (
    "settled", "kept", "broken", "overdue", "waiting", "undated", "in_part", "unknown", "disputed", "dropped",
)  # fmt: skip


class PromiseForm(forms.Form):
    """Which promises. What cannot be read counts as not asked."""

    side = forms.ChoiceField(label=_("Whose"), required=False)
    office = forms.CharField(label=_("Office (words in its name)"), required=False, max_length=100)
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[("", "–"), (OVERDUE, _("overdue")), (NOW, _("overdue, due or soon due"))],
    )
    owner = forms.ChoiceField(label=_("Followed by"), required=False)
    on = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, label_suffix="")
        sides = [(side, saying.label("promise_sides", side)) for side in SIDES]
        owners = [(one.key, one.label(saying.language())) for one in vocabulary("components").terms.values()]
        self.fields["side"].choices = [("", "–"), *sides]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "–"), *owners]  # type: ignore[attr-defined]
        self.is_valid()

    def asked(self, name: str) -> str:
        """What was chosen."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def choice(self) -> Choice:
        """The promises that are asked for."""
        return Choice.of_texts({name: self.asked(name) for name in ("side", "of", "office", "due", "owner")})


@needs(READ)
@require_GET
def promise_list(request: Request) -> HttpResponse:
    """The promises that are asked for, due ones first, a stretch at a time."""
    picture, day, form = picture_for(request), day_of(request), PromiseForm(request.GET)
    choice = form.choice
    found = choice.among(picture, day)
    page = page_asked(request.GET.get("page", ""), len(found.promises), SHOWN)
    shown = found.promises[(page - 1) * SHOWN : page * SHOWN]
    offices = Offices(picture, shown, day)
    of = picture.several({choice.of}).get(choice.of) if choice.of else None
    words = {
        "form": form,
        "day": day,
        "number": len(found.promises),
        "rows": [(one, offices.of(one)) for one in shown],
        "of": saying.isolated(titles.title(of)) if of else "",
        "counted": _counted(found.promises),
        "headings": [saying.label("promise_words", key) for key in COUNTS],
        "before": page - 1,
        "after": page + 1 if page * SHOWN < len(found.promises) else 0,
        "query": urlencode(choice.given),
        "asked": choice.given,
        "on": f"on={day.isoformat()}" if form.asked("on") else "",
        "classification": marking((one.seen for one in found.promises), offices.seen.values()),
        "may_write": request.user.may(WRITE),
        "may_export": request.user.may(EXPORT) and not request.user.audience.outside,
    }
    return render(request, "dialogue/promises.html", words)


def page_asked(text: str, number: int, shown: int) -> int:
    """The page that an address asks for, of so many rows."""
    most = max(1, -(-number // shown))
    return min(most, max(1, int(text))) if text.isdecimal() and text.isascii() and len(text) < 5 else 1


def _counted(found: Sequence[Promise]) -> list[tuple[Tally, int, list[int]]]:
    return [(one, one.made, [int(getattr(one, key)) for key in COUNTS]) for one in tallies(found)]
