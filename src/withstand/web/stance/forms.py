"""The form of a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withstand.vocabulary.terms import vocabulary
from withstand.web.accounts.models import Account
from withstand.web.records import saying
from withstand.web.warning.forms import components_of

LONGEST, LONGEST_LINE = 8000, 300
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """What may be chosen from: authorities, words for the three, roles, records to rest on, choices to replace."""

    authorities: Pairs
    words: Pairs
    roles: Pairs
    records: Pairs
    standing: Pairs


class ChoosingForm(forms.Form):
    """What is chosen, by whom, why, on what it rests, who thinks otherwise, and when it is looked at again."""

    who = forms.ChoiceField(label=_("Authority"))
    matter = forms.CharField(
        label=_("Matter"), max_length=LONGEST_LINE, help_text=_("What it is about, as: patrols to the market.")
    )
    issue = forms.ChoiceField(label=_("Kind of matter"))
    choice = forms.ChoiceField(label=_("Choice"), widget=forms.RadioSelect)
    everywhere = forms.BooleanField(label=_("It holds everywhere, not only in this area"), required=False)
    role = forms.ChoiceField(label=_("In which role"))
    decided_by = forms.CharField(
        label=_("Who answers for it"), max_length=LONGEST_LINE, help_text=_("A function, as: deputy head of mission.")
    )
    component = forms.ChoiceField(label=_("For which component"))
    reasons = forms.CharField(
        label=_("Reasons"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names of people: a function, an office or a unit."),
    )  # fmt: skip
    rests_on = forms.MultipleChoiceField(
        label=_("It rests on"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Measures of protection towards an authority need a record of harm or obstruction."),
    )  # fmt: skip
    replaces = forms.MultipleChoiceField(label=_("It replaces"), required=False, widget=forms.CheckboxSelectMultiple)
    dissent_by = forms.ChoiceField(label=_("Who thinks otherwise"), required=False)
    dissent = forms.CharField(
        label=_("What they think"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    review_by = forms.DateField(label=_("To be looked at again by"), widget=_DAY)

    def __init__(self, given: Any, account: Account, offered: Offered, day: date, **more: Any) -> None:
        super().__init__(given, label_suffix="", **more)
        self.day = day
        issues = [(key, saying.label("dialogue_issues", key)) for key in vocabulary("dialogue_issues").terms]
        components = [(key, saying.label("components", key)) for key in vocabulary("components").terms]
        self._choose("who", offered.authorities)
        self._choose("issue", [("", "–"), *issues])
        self._choose("choice", offered.words)
        self._choose("role", offered.roles)
        self._choose("component", components_of(account))
        self._choose("rests_on", offered.records)
        self._choose("replaces", offered.standing)
        self._choose("dissent_by", [("", "–"), *components])
        for name, held in (("rests_on", offered.records), ("replaces", offered.standing)):
            if not held:
                del self.fields[name]

    def _choose(self, name: str, held: Pairs) -> None:
        self.fields[name].choices = list(held)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A review that lies ahead, and a dissent that is somebody's."""
        given: dict[str, Any] = super().clean() or {}
        review = given.get("review_by")
        if review is not None and review < self.day:
            self.add_error("review_by", _("A day that is still to come."))
        if bool(given.get("dissent_by")) != bool(given.get("dissent", "").strip()):
            self.add_error("dissent", _("Say who thinks otherwise, and what."))
        return given
