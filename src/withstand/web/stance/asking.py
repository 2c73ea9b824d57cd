"""What is asked of the table of stance, as it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from withstand.brief.stance.own_stance import state_of
from withstand.mission.own_parts import UNKNOWN
from withstand.mission.stance.assessment import Assessment
from withstand.vocabulary.terms import vocabulary
from withstand.web.days import today
from withstand.web.records import saying

EVIDENCE, CHOICE = "evidence", "choice"
KNOWN, ALL, APART, REVIEW, CHOSEN = "", "all", "apart", "review", "chosen"
_SHOWN = (
    (KNOWN, _("All areas; authorities of which something is known")),
    (ALL, _("All areas and authorities")),
    (APART, _("Where choice and evidence differ")),
    (REVIEW, _("To be looked at again")),
    (CHOSEN, _("Where something was chosen")),
)
_DRAWN = ((EVIDENCE, _("What the evidence points to")), (CHOICE, _("What was chosen")))


class TableForm(forms.Form):
    """Which rows, as of which day. What cannot be read counts as not asked."""

    area = forms.CharField(label=_("Area"), required=False, max_length=100)
    authority = forms.ChoiceField(label=_("Authority"), required=False)
    issue = forms.ChoiceField(label=_("Matter chosen about"), required=False)
    only = forms.ChoiceField(label=_("Show"), required=False, choices=_SHOWN)
    drawn = forms.ChoiceField(label=_("On the map"), required=False, choices=_DRAWN)
    on = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, given: Any, authorities: Sequence[tuple[str, str]]) -> None:
        super().__init__(given, label_suffix="")
        self._choose("authority", [("", str(_("All"))), *authorities])
        issues = ((key, saying.label("dialogue_issues", key)) for key in vocabulary("dialogue_issues").terms)
        self._choose("issue", [("", str(_("All"))), *issues])

    def _choose(self, name: str, held: list[tuple[str, str]]) -> None:
        self.fields[name].choices = held  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Wanted:
    """Rows of the table."""

    area: str = ""
    authority: str = ""
    issue: str = ""
    only: str = KNOWN
    drawn: str = EVIDENCE

    @classmethod
    def of(cls, form: TableForm) -> Wanted:
        """From an address."""
        form.is_valid()
        held = {name: value for name, value in form.cleaned_data.items() if value and name != "on"}
        return cls(**held)

    def rows(self, table: Iterable[Assessment], names: dict[str, str]) -> list[Assessment]:
        """The rows that are wanted."""
        return [one for one in table if self._wants(one, names.get(one.area, one.area))]

    def _wants(self, one: Assessment, name: str) -> bool:
        looked = self.area.casefold()
        if looked and looked not in name.casefold() and looked != one.area.casefold():
            return False
        if self.authority and one.authority.key != self.authority:
            return False
        if self.issue and not any(each.fields.issue == self.issue for each in one.standing):
            return False
        return {
            ALL: True, APART: bool(one.apart), REVIEW: bool(one.overdue), CHOSEN: bool(one.standing),
            KNOWN: one.authority.is_class or bool(one.standing) or state_of(one) != UNKNOWN or bool(self.authority),
        }[self.only]  # fmt: skip

    def query(self, day: date, **more: str) -> str:
        """As an address."""
        given = {
            "area": self.area, "authority": self.authority, "issue": self.issue, "only": self.only,
            "drawn": "" if self.drawn == EVIDENCE else self.drawn, "on": "" if day == today() else day.isoformat(),
            **more,
        }  # fmt: skip
        return urlencode({name: value for name, value in given.items() if value})
