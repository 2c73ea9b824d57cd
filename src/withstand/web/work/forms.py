"""The form of an export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from withstand.brief.records.exporting import FORMS
from withstand.brief.records.words import kind_label
from withstand.kinds import REGISTRY
from withstand.web.records.asking import ListForm, list_form
from withstand.web.records.titles import kind_at

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ExportForm(forms.Form):
    """Which records, as which file."""

    kind = forms.ChoiceField(label=_("Kind of record"))
    form = forms.ChoiceField(label=_("Form"), choices=[(form, form.upper()) for form in FORMS])
    area = forms.CharField(label=_("Area (P-code)"), required=False, max_length=40)
    since = forms.DateField(label=_("From"), required=False, widget=_DAY)
    until = forms.DateField(label=_("Until"), required=False, widget=_DAY)
    known_at = forms.DateField(label=_("As known on"), required=False, widget=_DAY)
    filter = forms.CharField(required=False, max_length=6000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.list: ListForm | None = None
        language = get_language() or "en"
        kinds = [(kind.word.lower(), kind_label(kind, language)) for kind in REGISTRY]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def parameters(self) -> dict[str, str]:
        """The parameters of the job; days as text."""
        given = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return {**given, "language": get_language() or "en"}

    def of_list(self, word: str, query: str) -> None:
        """Export exactly what a list shows: its filter comes along whole, and the kind is the list's.

        Raises:
            NotFound: there is no such kind.
            InputError: the filter is none of that list.
        """
        self.list = list_form(kind_at(word), query)
        for name in ("area", "since", "until", "known_at"):
            del self.fields[name]
        chosen = [choice for choice in self.fields["kind"].choices if choice[0] == word]  # type: ignore[attr-defined]
        self.fields["kind"].choices = chosen  # type: ignore[attr-defined]
        self.initial["kind"], self.initial["filter"] = word, query
