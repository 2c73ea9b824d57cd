"""One row of the table of stance in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from withstand.analysis.stance.regions import REGIONS
from withstand.brief.stance.own_stance import state_of
from withstand.mission.own_parts import UNDETERMINED, UNKNOWN
from withstand.mission.stance.assessment import Assessment
from withstand.mission.stance.choices import Apart, Chosen
from withstand.mission.stance.permille import as_permille
from withstand.mission.stance.pointing import Shares
from withstand.mission.stance.recorded import HARM, OBSTRUCTED
from withstand.mission.stance.saying import apart_said, stance_word, word
from withstand.mission.stance.thresholds import Thresholds
from withstand.web.records import saying
from withstand.web.stance.assessed import Desk


def state_said(state: str, held: Thresholds, *, short: bool = False) -> str:
    """The same in words; `short`: without what the undetermined is taken as."""
    if state == UNKNOWN:
        return str(_("nothing known"))
    if short and state == UNDETERMINED:
        return str(_("undetermined"))
    return stance_word(None if state == UNDETERMINED else state, held, saying.language())


@dataclass(frozen=True)
class Told:
    """A choice: its record, its word, its matter, when it is looked at again, and how far the evidence is from it."""

    chosen: Chosen
    word: str
    apart: str = ""
    weeks: int | None = None

    @property
    def address(self) -> str:
        """Its page among the records."""
        return reverse("record", args=["stance", self.chosen.record])


def told(chosen: Iterable[Chosen], apart: Iterable[Apart], held: Thresholds) -> list[Told]:
    """Choices with what parts them from the evidence."""
    language = saying.language()
    parted = {one.chosen.record: one for one in apart}
    return [_told(one, held.word(one.fields.choice, language), parted.get(one.record), held) for one in chosen]


def _told(chosen: Chosen, said: str, apart: Apart | None, held: Thresholds) -> Told:
    if apart is None:
        return Told(chosen, said)
    return Told(chosen, said, saying.days_in(apart_said(apart, held, saying.language())), apart.weeks)


@dataclass(frozen=True)
class Line:
    """A row: an authority in an area."""

    one: Assessment
    area: str
    address: str
    state: str
    points: str
    choices: list[Told]

    @classmethod
    def of(cls, desk: Desk, one: Assessment, apart: Sequence[Apart] = ()) -> Line:
        """In words; `apart` are choices about those under the authority."""
        state = state_of(one)
        return cls(
            one, desk.area(one.area), address(one.authority.key, one.area, desk.day), state,
            state_said(state, one.thresholds, short=True), told(one.standing, (*apart, *one.apart), one.thresholds),
        )  # fmt: skip

    @property
    def authority(self) -> str:
        """Its name."""
        return self.one.authority.label(saying.language())

    @property
    def harm(self) -> int:
        """Records of harm in the window."""
        return len(self.one.recorded.of(HARM))

    @property
    def graded(self) -> int:
        """Those of them that are graded."""
        return len(self.one.recorded.of(HARM, graded=True))

    @property
    def obstruction(self) -> int:
        """Records of obstruction in the window."""
        return len(self.one.recorded.of(OBSTRUCTED))

    @property
    def sure(self) -> str:
        """What the shares establish, in a word."""
        return sure(self.one)

    @property
    def parts(self) -> str:
        """The four shares in per cent, in the order of the heading."""
        return parts(self.one.shares)

    @property
    def with_partners(self) -> str:
        """What it points to with partners and proxies, where that differs."""
        one = self.one
        return (
            stance_word(one.pointing_with_partners.points_to, one.thresholds, saying.language())
            if (one.partners_matter)
            else ""
        )


def sure(one: Assessment) -> str:
    """The region that is sure, else why none is."""
    if one.shares is None:
        return "–"
    if one.mostly_prior:
        return str(_("mostly prior"))
    region = one.shares.region(one.thresholds)
    return word(region, saying.language()) if region else str(_("undetermined"))


def parts(shares: Shares | None) -> str:
    """The four shares in per cent."""
    if shares is None:
        return ""
    tenths = as_permille(shares.by_region)
    return " · ".join(f"{round(tenths[name] / 10)}" for name in REGIONS)


def address(authority: str, area: str, day: date | None = None) -> str:
    """The page of an authority in an area."""
    where = reverse("stance-one", args=[authority, area])
    return f"{where}?{urlencode({'on': day.isoformat()})}" if day else where
