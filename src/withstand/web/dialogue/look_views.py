"""What was left to do after engagements, and entering what was seen of a change after 7, 30 or 90 days."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from withstand.dialogue.followups import WINDOWS, left_to_do
from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.errors import WithstandError
from withstand.ledger.errors import Locked, LostRace, NotFound
from withstand.ledger.journal import Draft
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import READ, WRITE
from withstand.web.days import day_of, today
from withstand.web.dialogue.naming import Offices, marking
from withstand.web.entering import drafts
from withstand.web.entering.models import SavedForm
from withstand.web.entering.target import Target, language, save_once, target_of
from withstand.web.entering.texts import REASON, Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request

SHOWN = 40
TOLD = (
    gettext_noop("say what was seen; where nobody could see, that is the answer"),
    gettext_noop("say what else may explain it: others’ work, the season, less access"),
    gettext_noop("nothing follows from what was not held: say that it was, or leave this out"),
)
"""Why an observation is not taken, as the rooms below say it."""


def _terms(book: str) -> list[tuple[str, str]]:
    return [(one.key, one.label(saying.language())) for one in vocabulary(book).terms.values()]


class LeftForm(forms.Form):
    """Whose, and as of which day."""

    component = forms.ChoiceField(label=gettext_lazy("Component"), required=False)
    on = forms.DateField(
        label=gettext_lazy("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, label_suffix="")
        self.fields["component"].choices = [("", "–"), *_terms("components")]  # type: ignore[attr-defined]
        self.is_valid()


class LookForm(forms.Form):
    """What was seen, and what else may explain it."""

    after = forms.ChoiceField(label=gettext_lazy("When it was looked at"))
    change = forms.ChoiceField(label=gettext_lazy("What changed"))
    seen_on = forms.CharField(
        label=gettext_lazy("Seen on"),
        help_text=gettext_lazy("2032-05-20, or a month or a year: 2032-05, 2032."),
        required=False,
        max_length=10,
    )
    seen = forms.CharField(
        label=gettext_lazy("What was seen"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    rival = forms.CharField(
        label=gettext_lazy("What else may explain it"),
        help_text=gettext_lazy("Others’ work, the season, less access. An improvement needs it."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, given: Any = None, **more: Any) -> None:
        super().__init__(given, label_suffix="", **more)
        self.fields["after"].choices = _terms("observed_after")  # type: ignore[attr-defined]
        self.fields["change"].choices = [("", "–"), *_terms("observed_changes")]  # type: ignore[attr-defined]

    @property
    def observed(self) -> dict[str, str]:
        """The observation as a record holds it."""
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class _Drawn:
    form: LookForm
    token: uuid.UUID
    said: str = ""
    scanned: Scanned | None = None
    reason: str = ""
    status: int = HTTPStatus.OK


@needs(READ)
@require_GET
def left(request: Request) -> HttpResponse:
    """Follow-ups and looks, of all or of one component."""
    picture, day, form = picture_for(request), day_of(request), LeftForm(request.GET)
    component = str(form.cleaned_data.get("component") or "")
    found = left_to_do(picture, day, (component,) if component else ())
    shown = [one.talk for one in found.follow_ups[:SHOWN]] + [one.talk for one in found.looks[:SHOWN]]
    offices = Offices(picture, shown, day)
    words = {
        "form": form,
        "day": day,
        "follow_ups": [(one, offices.of(one.talk)) for one in found.follow_ups[:SHOWN]],
        "more_follow_ups": max(0, len(found.follow_ups) - SHOWN),
        "looks": [(one, offices.of(one.talk)) for one in found.looks[:SHOWN]],
        "more_looks": max(0, len(found.looks) - SHOWN),
        "never": found.never,
        "classification": marking((one.seen for one in shown), offices.seen.values()),
        "may_write": request.user.may(WRITE),
    }
    return render(request, "dialogue/left.html", words)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def look(request: Request, record: uuid.UUID) -> HttpResponse:
    """One look at what followed of an engagement: what was seen is added to what was seen before."""
    target = target_of(request, ENGAGEMENT, record)
    if not isinstance(_fields(target), Engagement):
        raise Http404
    if target.conflict:
        messages.warning(request, _("Two versions of this record stand side by side: settle them first."))
        return redirect("settle", target.record)
    if request.method == "POST":
        return _posted(request, target)
    return _draw(request, target, _Drawn(LookForm(initial={"after": _due(target)}), uuid.uuid4()))


def _fields(target: Target) -> Any:
    return target.seen.fields if target.seen else None


def _due(target: Target) -> str:
    """The last look whose day has come and that nobody has made; else the first that nobody has made."""
    fields = _fields(target)
    made, end = {one.after for one in fields.observed}, fields.when.latest
    left = [(key, end + timedelta(days=days)) for key, days in WINDOWS if key not in made]
    come = [key for key, day in left if not fields.when.ongoing and day <= today()]
    return come[-1] if come else left[0][0] if left else WINDOWS[-1][0]


def _posted(request: Request, target: Target) -> HttpResponse:
    token = drafts.token_of(request.POST.get("form-token", ""))
    if SavedForm.objects.filter(pk=token, by=request.user).exists():
        messages.info(request, _("This form was saved already; it was not saved twice."))
        return redirect("follow-ups")
    form, unusable = LookForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    answers = drafts.posted(request.POST.lists())
    drawn = _Drawn(form, token, reason=answers.one(REASON), status=unusable)
    if not form.is_valid():
        return _draw(request, target, drawn)
    if request.POST.get("form-over", "") != target.over:
        return _raced(request, target, drawn)
    seen = target.seen
    assert seen is not None  # noqa: S101 (a look is at a record)
    earlier = seen.fields.text_kept if seen.fields else ()
    observed = [*seen.raw.get("observed", ()), form.observed]
    try:
        fields = ENGAGEMENT.read({**seen.raw, "observed": observed})
        looked = scanned(ENGAGEMENT, fields, target.picture, answers, language(), earlier)
        if looked.open:
            return _draw(request, target, replace(drawn, scanned=looked, said=looked.said))
        draft = Draft(
            ENGAGEMENT, looked.record, seen.classification, seen.compartments, seen.record, (target.over,)
        )  # fmt: skip
        save_once(request, token, draft)
    except LostRace:
        return _raced(request, target_of(request, ENGAGEMENT, uuid.UUID(target.record)), drawn)
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        said = told_problem(problem)
        return _draw(request, target, replace(drawn, said=said[:1].upper() + said[1:]))
    messages.success(request, _("Saved: %(what)s.") % {"what": titles.title(seen)})
    return redirect("follow-ups")


def _raced(request: Request, target: Target, drawn: _Drawn) -> HttpResponse:
    """Somebody saved first: their version is shown, and what was typed can be added to it."""
    if target.conflict:
        return redirect("settle", target.record)
    said = _(
        "Somebody has changed this engagement since you opened the form. What was seen so far stands below as it is "
        "now; what you typed is still here. Nothing was saved: save again to add it."
    )
    return _draw(request, target, replace(drawn, said=said, status=HTTPStatus.CONFLICT))


def _draw(request: Request, target: Target, drawn: _Drawn) -> HttpResponse:
    seen = target.seen
    assert seen is not None  # noqa: S101 (a look is at a record)
    words = {
        "form": drawn.form,
        "token": drawn.token,
        "over": target.over,
        "seen": seen,
        "fields": seen.fields,
        "title": titles.title(seen),
        "said": drawn.said,
        "scanned": drawn.scanned,
        "keep_reason": drawn.reason,
        "action": reverse("follow-up", args=[seen.record]),
    }
    return render(request, "dialogue/look_form.html", words, status=drawn.status)
