"""What is asked of a table of obstruction, as it stands in the address: which table, by what, of which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from withstand.analysis.obstruction.standard_tables import ACT, MENTION
from withstand.brief.obstruction.sheet import WORDS
from withstand.mission.track_record import WINDOWS
from withstand.vocabulary.sentences import said
from withstand.web.days import FIRST, LAST
from withstand.web.records import saying
from withstand.web.seeing.held_evidence import LEVELS

TABLE, RATE, BLIND, CHANGE = "table", "rate", "blind", "change"
WEIGHTED, BLIND_WEIGHTED, FOLLOWS = "weighted", "blind-weighted", "before-violence"
SHEETS: Mapping[str, Any] = MappingProxyType(
    {
        TABLE: _("Acts counted"),
        RATE: _("Denials per attempt"),
        BLIND: _("Time blind"),
        WEIGHTED: _("Denials by weight"),
        BLIND_WEIGHTED: _("Days blind by weight"),
        FOLLOWS: _("Violence after denials"),
        CHANGE: _("Before and after"),
    }
)
HEAVY = (WEIGHTED, BLIND_WEIGHTED, FOLLOWS)
"""Those that rest on forecasts: a job makes them."""

_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        TABLE: ("month,type,agent", "month", "type", "agent", "area", "activity", "type,agent", "area,type"),
        RATE: ("area", "month", "agent", "area,month", "area,agent"),
        WEIGHTED: ("area", "agent"),
        CHANGE: ("type", "agent", "area", "activity", "type,agent"),
    }
)
_UNITS = ((ACT, _("Acts, each once")), (MENTION, _("An act under each type that it names")))
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_REACHED = (MinValueValidator(FIRST), MaxValueValidator(LAST))


class SheetForm(forms.Form):
    """What a table may be asked. What cannot be read counts as not asked."""

    by = forms.ChoiceField(label=_("Broken down by"), required=False)
    unit = forms.ChoiceField(label=_("Counted"), required=False, choices=_UNITS)
    window = forms.ChoiceField(label=_("Months after a denial"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=_DAY, validators=_REACHED)
    on = forms.DateField(label=_("Until"), required=False, widget=_DAY, validators=_REACHED)
    level = forms.ChoiceField(label=_("Level of areas"), required=False)

    def __init__(self, given: Any, sheet: str) -> None:
        super().__init__(given, label_suffix="")
        levels = {"admin2": _("District"), "admin1": _("Province")}
        self._choose("level", [("", _("The finest")), *((one, levels[one]) for one in LEVELS)])
        self._choose("window", [(str(one), str(one)) for one in reversed(WINDOWS)])
        self._choose("by", [(one, _columns(one)) for one in _BY.get(sheet, ())])
        wanted = {"by": sheet in _BY, "unit": sheet == TABLE, "window": sheet == FOLLOWS}
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]

    def _choose(self, name: str, held: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = held  # type: ignore[attr-defined]


def _columns(by: str) -> str:
    return ", ".join(said(WORDS, one, saying.language()) for one in by.split(","))


@dataclass(frozen=True)
class Asked:
    """One question; `since` none: from the first record on; `until` none: up to today; no level: the finest."""

    sheet: str
    by: tuple[str, ...] = ()
    unit: str = ACT
    window: int = WINDOWS[-1]
    since: date | None = None
    until: date | None = None
    level: str = ""

    @classmethod
    def of(cls, sheet: str, given: Any) -> Asked:
        """From an address or the parameters of a job."""
        form = SheetForm(given, sheet)
        form.is_valid()
        held = {name: value for name, value in form.cleaned_data.items() if value}
        since, until = held.get("since"), held.get("on")
        if since and until and since > until:
            since, until = until, since
        by = held.get("by") or next(iter(_BY.get(sheet, ())), "")
        return cls(
            sheet, tuple(by.split(",")) if by else (), held.get("unit", ACT), int(held.get("window", WINDOWS[-1])),
            since, until, held.get("level", ""),
        )  # fmt: skip

    def parameters(self) -> dict[str, str]:
        """As an address, a form and a job keep it."""
        given = {
            "by": ",".join(self.by), "unit": self.unit if self.sheet == TABLE else "",
            "window": str(self.window) if self.sheet == FOLLOWS else "", "level": self.level,
            "since": self.since.isoformat() if self.since else "", "on": self.until.isoformat() if self.until else "",
        }  # fmt: skip
        return {name: value for name, value in given.items() if value}

    @property
    def query(self) -> str:
        """As an address."""
        return urlencode(self.parameters())

    @property
    def days(self) -> str:
        """The days and the level alone, for the way to another table."""
        return urlencode({name: value for name, value in self.parameters().items() if name in ("since", "on", "level")})
