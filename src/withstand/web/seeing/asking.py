"""What is asked of the map and the timeline, as it stands in the address: kinds, classes, days, what was known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import polars as pl
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from withstand.brief.records.words import kind_label
from withstand.kinds import REGISTRY
from withstand.mission.own_values import DISPUTED
from withstand.mission.period import add_months, month_end
from withstand.mission.sightings import EVENT_KIND, Chosen, kind_key, sighted_kinds
from withstand.vocabulary.terms import vocabulary
from withstand.web.pictures import end_of_day
from withstand.web.seeing.positions import POSITION

KINDS = sighted_kinds(REGISTRY)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
STEPS = (("", _("As fits")), ("week", _("Week")), ("month", _("Month")), ("year", _("Year")))
MONTHS = 12


class Moment(forms.Form):
    """A day as of which, and a day on which it was known."""

    as_of = forms.DateField(label=_("As of"), required=False, widget=DAY)
    known_at = forms.DateField(label=_("As known on"), required=False, widget=DAY)


_REACHED = (MinValueValidator(date(1800, 1, 1)), MaxValueValidator(date(2500, 12, 31)))
"""Days around which there are periods to reckon with."""


class Asking(forms.Form):
    """The filters of the map and the timeline."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    perpetrator = forms.ChoiceField(label=_("Perpetrator"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DAY, validators=_REACHED)
    until = forms.DateField(label=_("Until"), required=False, widget=DAY, validators=_REACHED)
    step = forms.ChoiceField(label=_("By"), required=False, choices=STEPS)
    known_at = forms.DateField(label=_("As known on"), required=False, widget=DAY)

    def __init__(self, asked: QueryDict, *without: str) -> None:
        super().__init__(asked)
        language = get_language() or "en"
        kinds = [(kind_key(kind), kind_label(kind, language)) for kind in KINDS]
        self._choose("kind", [("", _("Everything")), (EVENT_KIND, _("Events of the data set")), *kinds])
        self._choose("perpetrator", [("", _("Everybody")), *((one, class_label(one)) for one in CLASSES)])
        for name in without:
            del self.fields[name]

    def choose_positions(self) -> None:
        """Let the symbols stand for where actors are, too."""
        choices = self.fields["kind"].choices  # type: ignore[attr-defined]
        self._choose("kind", [*choices, (POSITION, _("Positions of actors"))])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


CLASSES = (
    *dict.fromkeys(
        str(term.facts["model"]) for term in vocabulary("perpetrators").terms.values() if not term.facts.get("derived")
    ),
    DISPUTED,
)
"""The classes of a model, and what several assertions disagree on."""

SEVERAL = _("Several are asserted")


def class_label(perpetrator: str) -> str:
    """A class in the reader's language."""
    if perpetrator == DISPUTED:
        return str(SEVERAL)
    terms = vocabulary("perpetrators").terms
    return terms[perpetrator].label(get_language() or "en") if perpetrator in terms else perpetrator


@dataclass(frozen=True)
class Looking:
    """What was asked, as values; what could not be read of it counts as not asked."""

    kind: str = ""
    perpetrator: str = ""
    since: date | None = None
    until: date | None = None
    step: str = ""
    known_at: date | None = None

    @classmethod
    def of(cls, form: forms.Form) -> Looking:
        """The values of a form that was looked at."""
        form.is_valid()
        given = {name: value for name, value in form.cleaned_data.items() if value}
        return cls(**given)

    @property
    def known(self) -> Any:
        """The moment up to which something was known, or None."""
        return end_of_day(self.known_at.isoformat()) if self.known_at else None

    def period(self, sightings: Iterable[pl.DataFrame], until: date | None) -> tuple[date, date]:
        """The days asked for, else the last 12 months up to `until`, or to the last sighting's month where later."""
        last = [day for part in sightings if isinstance(day := part["first"].max(), date)]
        end = self.until or max([*last, *([until] if until else [])], default=self.since or date.today())  # noqa: DTZ011
        end = end if self.until else month_end(end)
        return self.since or add_months(end, 1 - MONTHS), end

    def chosen(self, since: date, until: date) -> Chosen:
        """The sightings asked for in a period."""
        kinds = (self.kind,) if self.kind else ()
        return Chosen(kinds, (self.perpetrator,) if self.perpetrator else (), since, until)

    def query(self, **more: object) -> str:
        """The address's question, with more."""
        given = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in (*self.__dict__.items(), *more.items())
        }
        return urlencode({name: value for name, value in given.items() if value})
