"""The audit of our own responses for a picture: what is asked, the cases, and the audit, kept once it is reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl
from django import forms
from django.utils.translation import gettext_lazy as _

from withstand.analysis.response.audit import Audit, audited
from withstand.brief.response.tables import Asked as About
from withstand.ledger import rights
from withstand.mission.responded import responded
from withstand.picture.picture import Picture
from withstand.web.days import FIRST, LAST, today
from withstand.web.seeing.held_evidence import HeldEvidence, evidence_for
from withstand.web.stance.keeping import keep, kept, key_of

WITHIN, MOST_WITHIN, LIGHT = 14, 90, 250
"""Days within which a response counts, at the most; cases up to which a page audits by itself."""

SEED = 0
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AuditForm(forms.Form):
    """Which cases, and what counts as a response. What cannot be read counts as not asked."""

    within = forms.IntegerField(label=_("Days within which a response counts"), required=False, min_value=0,
                                max_value=MOST_WITHIN)  # fmt: skip
    visits = forms.BooleanField(label=_("Only visits that came to the place"), required=False)
    since = forms.DateField(label=_("Cases from"), required=False, widget=_DAY)
    on = forms.DateField(label=_("Until"), required=False, widget=_DAY)

    def __init__(self, given: Any) -> None:
        super().__init__(given, label_suffix="")


@dataclass(frozen=True)
class Asked:
    """One question."""

    within: int = WITHIN
    visits: bool = False
    since: date | None = None
    on: date | None = None

    @classmethod
    def of(cls, given: Any) -> Asked:
        """From an address or the parameters of a job."""
        form = AuditForm(given)
        form.is_valid()
        held = form.cleaned_data
        within = held.get("within")
        since, until = (day if (day := held.get(name)) and FIRST <= day <= LAST else None for name in ("since", "on"))
        return cls(WITHIN if within is None else within, bool(held.get("visits")), since, until)

    def parameters(self) -> dict[str, str]:
        """As an address, a form and a job keep it."""
        days = {"since": self.since, "on": self.on}
        found = {name: day.isoformat() for name, day in days.items() if day}
        return {"within": str(self.within), **({"visits": "on"} if self.visits else {}), **found}


@dataclass(frozen=True)
class Auditing:
    """A picture, its areas, and the question."""

    picture: Picture
    evidence: HeldEvidence
    asked: Asked
    day: date

    @classmethod
    def at(cls, picture: Picture, given: Mapping[str, Any]) -> Auditing:
        """What the picture's audience may see."""
        asked = Asked.of(given)
        return cls(picture, evidence_for(picture), asked, asked.on or today())

    @cached_property
    def key(self) -> str:
        """Under which it is kept."""
        areas = self.evidence.areas
        return key_of(self.picture, "response", self.asked, self.day, areas.source, areas.level, len(areas.areas))

    @cached_property
    def cases(self) -> pl.DataFrame:
        """The cases."""
        name = f"{self.key} cases"
        found = kept(name, pl.DataFrame)
        if found is None:
            every = responded(self.picture, self.evidence.areas, self.day, visits_only=self.asked.visits)
            found = keep(name, every.filter(pl.col("day").is_between(self.asked.since or FIRST, self.day)))
        return found

    def found(self) -> Audit | None:
        """The audit; None where there are so many cases that a job has to reckon it first."""
        return kept(self.key, Audit) or (self.make() if self.cases.height <= LIGHT else None)

    def make(self) -> Audit:
        """Reckon and keep."""
        return keep(self.key, audited(self.cases, self.asked.within, SEED))

    def about(self, audience: str) -> About:
        """What its tables are of."""
        since = self.asked.since.isoformat() if self.asked.since else ""
        day = self.day.isoformat()
        return About(audience, since, day, day, self.evidence.areas.level, self.asked.visits)

    @property
    def classification(self) -> str:
        """The highest of incidents and alerts that are seen."""
        from withstand.evidence.records import ALERT, INCIDENT

        found = {one for kind in (INCIDENT, ALERT) for one in self.picture.frame(kind)["classification"].unique()}
        return max(found, key=rights.level, default="")
