"""What a list is asked for: a form from the kind's declaration, the filter it makes, and the filter in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from withstand.errors import InputError
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.picture.filters import Coded, Filter, Reach
from withstand.vocabulary.terms import vocabulary
from withstand.web.records import saying
from withstand.web.records.choosing import PlainSelect

MOMENT = ("known_on", "known_at", "as_of")
"""The names under which addresses say what moment and day a page is of."""

EARLIEST_FIRST = "earliest"
LONGEST_TEXT = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PARTS = {"perpetrators": "perpetrator"}
"""The part that a list is filtered by, of fields that hold several."""


class DayField(forms.DateField):
    """A day as browsers write it: 2032-05-20."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **named)


class MomentForm(forms.Form):
    """What was known when, and as of which day. `known_at` are microseconds, `known_on` a day to its end."""

    known_on = DayField(label=gettext_lazy("As known on"))
    as_of = DayField(label=gettext_lazy("As of"))
    known_at = forms.IntegerField(required=False, min_value=0, max_value=2**53, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Moment:
    """The moment and the day that a page is of; None: now."""

    known_at: datetime | None = None
    as_of: date | None = None
    known_on: date | None = None

    @property
    def known(self) -> str:
        """The moment in words: the day where one was asked for, or the instant; empty: now."""
        if self.known_on:
            return saying.day(self.known_on.isoformat())
        return saying.moment_words(self.known_at) if self.known_at else ""

    @classmethod
    def of(cls, cleaned: Mapping[str, Any]) -> Moment:
        """From the values of a form; a day, where both are given, counts before an instant."""
        day, instant = cleaned.get("known_on"), cleaned.get("known_at")
        known_at = datetime.combine(day, time.max, UTC) if day else None
        if known_at is None and instant is not None:
            known_at = _EPOCH + timedelta(microseconds=instant)
        return cls(known_at, cleaned.get("as_of"), day)


class ListForm(MomentForm):
    """The filters of a kind's list. Fields that are codes are named `is_` and their own name."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=LONGEST_TEXT)
    area = forms.CharField(label=gettext_lazy("Area (P-code or name)"), required=False, max_length=300)
    since = DayField(label=gettext_lazy("From"))
    until = DayField(label=gettext_lazy("Until"))
    classification = forms.ChoiceField(required=False, widget=PlainSelect)
    conflict = forms.BooleanField(label=gettext_lazy("In conflict only"), required=False)
    new = forms.BooleanField(label=gettext_lazy("New since my last visit only"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("Order"), required=False, widget=PlainSelect)

    def __init__(self, kind: Kind, asked: QueryDict) -> None:
        super().__init__(asked, label_suffix="")
        self.kind = kind
        self.fields["classification"].label = saying.label("columns", "classification")
        self._choices("classification", _terms("classifications"))
        self._choices("order", [("", _("Latest first")), (EARLIEST_FIRST, _("Earliest first"))], any_=False)
        if not kind.where:
            del self.fields["area"]
        for form in coded_forms(kind):
            name = filter_name(form)
            self.fields[name] = forms.ChoiceField(
                label=saying.field_label(form.name), required=False, widget=PlainSelect
            )
            self._choices(name, _terms(vocabulary_of(form)))

    def _choices(self, name: str, choices: list[tuple[str, str]], *, any_: bool = True) -> None:
        self.fields[name].choices = [("", _("Any")), *choices] if any_ else choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nothing that was asked is passed over: a name that this kind's list does not have is a mistake."""
        cleaned: dict[str, Any] = super().clean() or {}
        strange = [name for name in self.data if name.startswith("is_") and name not in self.fields]
        strange += ["area"] if self.data.get("area") and "area" not in self.fields else []
        if strange:
            raise forms.ValidationError(_("This list has no such filter: %(names)s.") % {"names": ", ".join(strange)})
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            raise forms.ValidationError(_("The last day is before the first."))
        return cleaned

    def folded(self) -> list[forms.BoundField]:
        """The fields that are folded away: all but the words."""
        coded = [name for name in self.fields if name.startswith("is_")]
        last = ("classification", "known_on", "as_of", "conflict", "new")
        return [self[name] for name in ("area", "since", "until", "order", *coded, *last) if name in self.fields]

    def opens(self) -> bool:
        """Whether one of those is filled in."""
        return any(self.cleaned_data.get(one.name) for one in self.folded())

    @property
    def earliest_first(self) -> bool:
        """The order."""
        return bool(self.cleaned_data.get("order") == EARLIEST_FIRST)

    def filter(self, new_since: Reach | None) -> Filter:
        """The filter; on a first visit everything is new."""
        given = self.cleaned_data
        coded = tuple(
            Coded(
                form.name,
                given[filter_name(form)] if form.form != "yes_no" else given[filter_name(form)] == "yes",
                _part(form),
            )
            for form in coded_forms(self.kind)
            if given.get(filter_name(form))
        )
        return Filter(
            area=given.get("area", "").strip(),
            since=_iso(given.get("since")),
            until=_iso(given.get("until")),
            text=given.get("q", "").strip(),
            coded=coded,
            classification=given.get("classification", ""),
            conflict=given.get("conflict", False),
            new_since=(new_since or ()) if given.get("new") else None,
        )

    def query(self, *without: str) -> str:
        """What was asked, as a query string; empty where nothing was."""
        kept = [(name, self.cleaned_data[name]) for name in self.fields if name not in without]
        return urlencode([(name, _written(value)) for name, value in kept if value not in (None, "", False)])

    def said(self) -> list[str]:
        """What was asked, in words."""
        return [
            str(self[name].label) if value is True else f"{self[name].label}: {self._worded(name, value)}"
            for name in self.fields
            if (value := self.cleaned_data[name]) not in (None, "", False) and name != "order"
        ]

    def _worded(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        if name == "known_at":
            return saying.moment(value)
        return saying.day(_iso(value)) if isinstance(value, date) else str(value)


def list_form(kind: Kind, query: str) -> ListForm:
    """The form of a list as a query string filled it in.

    Raises:
        InputError: that list has no such filter.
    """
    form = ListForm(kind, QueryDict(query))
    if not form.is_valid():
        raise InputError(gettext_noop("The filter is none of this list's. Open the list and set it again."))
    return form


def coded_forms(kind: Kind) -> Iterator[Form]:
    """The fields that lists are filtered by: those that are codes, or yes or no, and who is said to have done it."""
    for form in kind.forms:
        if form.name != "given" and (form.vocabulary or form.form == "yes_no" or form.name in _PARTS):
            yield form


def vocabulary_of(form: Form) -> str:
    """The vocabulary of the codes that lists are filtered by; of a field with parts that of the part."""
    if form.form == "yes_no":
        return "yes_no"
    return next((part for part in form.parts if part.name == _part(form)), form).vocabulary


def _part(form: Form) -> str:
    return _PARTS.get(form.name, form.name) if form.many else ""


def filter_name(form: Form) -> str:
    """The name of the filter of a field."""
    return f"is_{form.name}"


def _terms(name: str) -> list[tuple[str, str]]:
    return [(key, term.label(saying.language())) for key, term in vocabulary(name).terms.items()]


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def _written(value: Any) -> str:
    return "1" if value is True else str(value)
