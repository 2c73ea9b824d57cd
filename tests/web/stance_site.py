"""What an authority does in an area, entered into the workspace of a test, each under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from support_site import days_from, enter, today, unmistakable
from web_site import Site

from withstand.actors.records import POSITIONING, UNIT, Positioning, Unit
from withstand.evidence.presence import PRESENCE, Presence
from withstand.evidence.records import INCIDENT, OBSTRUCTION, Incident, Obstruction
from withstand.ledger.fields import Assertion, Place, Record, Span
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.kinds import Kind
from withstand.mission.stance_records import (
    CONSENT_READING,
    OBSERVED_CONDUCT,
    STANCE,
    ConsentReading,
    ObservedConduct,
    Stance,
)


@dataclass
class Post:
    """An authority with a name of its own in an area."""

    site: Site
    area: str
    level: str = "unclassified"

    def __post_init__(self) -> None:
        self.name = unmistakable("Brigade")
        unit = Unit(name=self.name, type="army_brigade", side="host_state")
        self.unit = enter(self.site, Draft(UNIT, unit, self.level))
        base = Positioning(type="base", where=Place(area=self.area), valid=self._since(-400))
        self.entered(POSITIONING, base, LinkTo("actor", self.unit))

    @property
    def page(self) -> str:
        """Its page in its area."""
        return f"/stance/{self.unit}/{self.area}/"

    @property
    def form(self) -> str:
        """Where a stance towards it is chosen."""
        return f"/stance/choose/{self.unit}/{self.area}/"

    @property
    def today(self) -> date:
        """The day."""
        return today(self.site)

    def day(self, shift: int) -> str:
        """So many days from today."""
        return days_from(self.site, shift)

    def _since(self, shift: int) -> Span:
        return Span(start=self.day(shift), ongoing=True, precise=True)

    def entered(self, kind: Kind, fields: Record, *links: LinkTo, level: str = "") -> str:
        """A record."""
        draft = Draft(kind, fields, level or self.level, links=links, checked=bool(kind.by_workflow))
        return enter(self.site, draft)

    def harm(self, shift: int = -30, *, level: str = "", what: str = "looting", **more: Any) -> str:
        """Graded harm by it."""
        asserted = (Assertion(key="a1", perpetrator="host_state", grade="B2"),)
        fields: dict[str, Any] = {
            "what": what, "where": Place(area=self.area), "when": Span(start=self.day(shift)),
            "perpetrators": asserted, **more,
        }  # fmt: skip
        return self.entered(INCIDENT, Incident(**fields), LinkTo("suspected", self.unit), level=level)

    def denial(self, shift: int = -20, *, level: str = "") -> str:
        """It kept us out."""
        fields = Obstruction(
            what="movement_denial", where=Place(area=self.area), when=Span(start=self.day(shift)), agent="army",
            hostility="physical",
        )  # fmt: skip
        return self.entered(OBSTRUCTION, fields, LinkTo("executed_by", self.unit), level=level)

    def seen(self, word: str, shift: int = -10, author: str = "force", *, level: str = "") -> str:
        """What its forces are seen to do."""
        fields = ObservedConduct(
            conduct=word, where=Place(area=self.area), when=Span(start=self.day(shift)), threat_source="armed_group",
            author=author,
        )  # fmt: skip
        return self.entered(OBSERVED_CONDUCT, fields, LinkTo("authority", self.unit), level=level)

    def consents(self, quality: str, author: str = "force", *, level: str = "") -> str:
        """How a component reads its consent."""
        fields = ConsentReading(
            consent_activity="movement", consent_level="tactical", quality=quality, when=Span(start=self.day(-10)),
            where=Place(area=self.area), author=author,
        )  # fmt: skip
        return self.entered(CONSENT_READING, fields, LinkTo("authority", self.unit), level=level)

    def chose(self, choice: str, *, shift: int = -60, review: int = 30, **more: Any) -> str:
        """A choice that stands."""
        fields: dict[str, Any] = {
            "matter": f"Matter of {self.name}", "issue": "freedom_of_movement", "choice": choice,
            "when": self._since(shift), "where": Place(area=self.area), "author": "force",
            "by_role": "head_of_mission", "decided_by": "Head of mission", "reasons": "As agreed.",
            "review_by": self.day(review), **more,
        }  # fmt: skip
        return self.entered(STANCE, Stance(**fields), LinkTo("authority", self.unit))


def counted(site: Site, area: str, start: str, end: str, posts: int, level: str = "unclassified") -> str:
    """A count of our posts in an area over some days."""
    fields = Presence(
        presence_of="own_side", where=Place(area=area), when=Span(start=start, end=end, precise=True), posts=posts
    )
    return enter(site, Draft(PRESENCE, fields, level))
