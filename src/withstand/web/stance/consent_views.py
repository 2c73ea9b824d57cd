"""Consent as a vector: level, activity and area, in the words of those who read it, and never one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from withstand.mission.stance.assessment import StancePicture
from withstand.mission.stance.authorities import HOST_STATE, class_authority
from withstand.mission.stance.consent import Derived, Element
from withstand.mission.stance.saying import word
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.stance.assessed import Desk

SHOWN = 60


class ConsentForm(forms.Form):
    """Whose consent, at which level, where. What cannot be read counts as not asked."""

    authority = forms.ChoiceField(label=gettext_lazy("Authority"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    area = forms.CharField(label=gettext_lazy("Area"), required=False, max_length=100)
    differ = forms.BooleanField(label=gettext_lazy("Only where components differ"), required=False)
    on = forms.DateField(
        label=gettext_lazy("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, given: Any, authorities: list[tuple[str, str]]) -> None:
        super().__init__(given, label_suffix="")
        levels = [(key, saying.label("consent_levels", key)) for key in vocabulary("consent_levels").terms]
        self.fields["authority"].choices = authorities  # type: ignore[attr-defined]
        self.fields["level"].choices = [("", str(_("All"))), *levels]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class ElementLine:
    """An element, and its area in the reader's words."""

    element: Element
    area_name: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.element, name)


@dataclass(frozen=True)
class DerivedLine:
    """The mission's picture of one activity at one level: each word with its areas."""

    derived: Derived
    words: tuple[tuple[str, str], ...]


@needs(READ)
@require_GET
def consent(request: Request) -> HttpResponse:
    """The vector of an authority, and what the mission's picture is, derived from it."""
    day = day_of(request)
    desk = Desk.at(picture_for(request), day)
    known = readable(desk.read)
    form = ConsentForm(request.GET, known)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    who = desk.read.registry.authority(asked.get("authority") or known[0][0])
    found = desk.read.consent(who)
    lines = [line for one in found.elements if _wanted(line := _line(desk, one), asked)]
    pages = max(1, -(-len(lines) // SHOWN))
    text = request.GET.get("page", "")
    page = min(pages, max(1, int(text))) if text.isdecimal() and len(text) < 5 else 1
    query = request.GET.copy()
    query.pop("page", None)
    words = {
        "day": day,
        "classification": desk.classification,
        "form": form,
        "authority": who.label(saying.language()),
        "lines": lines[(page - 1) * SHOWN : page * SHOWN],
        "number": len(lines),
        "differing": sum(1 for one in lines if one.element.disagree),
        "before": page - 1,
        "after": page + 1 if page < pages else 0,
        "query": query.urlencode(),
        "derived": [_derived(desk, one) for one in found.derived] if not asked.keys() - {"authority", "on"} else [],
        "note": word("note_consent", saying.language()),
    }
    return render(request, "stance/consent.html", words)


def readable(read: StancePicture) -> list[tuple[str, str]]:
    """State forces as a whole first; then every authority whose consent somebody has read."""
    language = saying.language()
    whole = class_authority(HOST_STATE)
    named = {
        actor: read.registry.actors[actor].name
        for one in read.consents
        for actor in one.actors
        if actor in read.registry.actors
    }
    return [(whole.key, whole.label(language)), *sorted(named.items(), key=lambda one: one[1].casefold())]


def _line(desk: Desk, one: Element) -> ElementLine:
    return ElementLine(one, desk.area(one.area) if one.area else "")


def _wanted(one: ElementLine, asked: dict[str, Any]) -> bool:
    area = asked.get("area", "").casefold()
    inside = not area or area in one.area_name.casefold() or area == one.element.area.casefold()
    level = asked.get("level", one.element.level) == one.element.level
    return inside and level and (one.element.disagree or not asked.get("differ"))


def _derived(desk: Desk, one: Derived) -> DerivedLine:
    everywhere = str(_("everywhere"))
    words = tuple(
        (quality, ", ".join(saying.isolated(desk.area(area)) if area else everywhere for area in areas))
        for quality, areas in one.areas
    )
    return DerivedLine(one, words or (("unknown", ""),))
