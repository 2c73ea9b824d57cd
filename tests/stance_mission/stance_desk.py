"""An office that records what an authority does, with shorthands; days are given, the clock follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from offices import Operation, operation

from withstand.actors.records import POSITIONING, RELATION, UNIT, Positioning, Relation, Unit
from withstand.demo.files import DISTRICTS_MAP
from withstand.evidence.area_set import AreaSet
from withstand.evidence.boundaries import area_set
from withstand.evidence.records import INCIDENT, OBSTRUCTION, VISIT, Incident, Obstruction, Visit
from withstand.ledger.fields import Assertion, Place, Record, Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.mission.stance.assessment import Assessment, StancePicture
from withstand.mission.stance.authorities import Authority, class_authority
from withstand.mission.stance_records import (
    CONSENT_READING,
    OBSERVED_CONDUCT,
    POSTURE_RATING,
    STANCE,
    ConsentReading,
    ObservedConduct,
    PostureRating,
    Stance,
)
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DISTRICTS = area_set(DISTRICTS_MAP, "admin2")
TODAY = date(2032, 12, 1)
FORD, BANK = "VM0101", "VM0102"
NARROW = Audience("narrow", "unclassified", ())
STATE = class_authority("host_state")
ALWAYS = Span(start="2030-01-01", end="2033-12-31", precise=True)


def on(day: str) -> Span:
    """One day."""
    return Span(start=day)


@dataclass
class StanceDesk:
    """A ledger and shorthands for what is recorded in it."""

    made: Operation = field(default_factory=lambda: operation("HQ"))

    @property
    def ledger(self) -> Ledger:
        """The office's ledger."""
        return self.made["HQ"].ledger

    def at(self, day: str) -> StanceDesk:
        """Go to a day: what is saved then is entered then."""
        whole = date.fromisoformat(day)
        noon = datetime(whole.year, whole.month, whole.day, 12, tzinfo=UTC)
        self.made.time.now = max(self.made.time.now, int((noon - _EPOCH).total_seconds()) * 1_000_000)
        return self

    def picture(self, audience: Audience = HOLDER) -> Picture:
        """What an audience sees."""
        return Picture(self.ledger, audience)

    def read(self, audience: Audience = HOLDER, day: date = TODAY, areas: AreaSet = DISTRICTS) -> StancePicture:
        """All that bears on stance."""
        return StancePicture.read(self.picture(audience), areas, day)

    def assess(self, authority: Authority | str, area: str = FORD, audience: Audience = HOLDER) -> Assessment:
        """One authority in one area."""
        read = self.read(audience)
        return read.assess(read.registry.authority(authority) if isinstance(authority, str) else authority, area)

    def save(self, kind: Kind, fields: Record, level: str = "unclassified", **links: Any) -> str:
        """Save a record with links by role; its id."""
        targets = tuple(
            LinkTo(role, target)
            for role, given in links.items()
            for target in ((given,) if isinstance(given, str) else given)
        )
        return append(self.ledger, [Draft(kind, fields, level, (), links=targets, checked=True)])[0].record

    def unit(self, name: str, area: str = "", *, under: str = "", side: str = "host_state") -> str:
        """A unit, positioned in an area, under another."""
        record = self.save(UNIT, Unit(name=name, type="army_battalion", side=side))
        if area:
            self.save(POSITIONING, Positioning(type="base", where=Place(area=area), valid=ALWAYS), actor=record)
        if under:
            self.tie(record, under)
        return record

    def tie(self, lower: str, upper: str, what: str = "command", valid: Span = ALWAYS, **more: Any) -> str:
        """A relation."""
        return self.save(RELATION, Relation(type=what, valid=valid, **more), lower=lower, upper=upper)

    def harm(
        self, day: str = "2032-10-05", *, what: str = "unlawful_killing", area: str = FORD, grade: str | None = "B2",
        by: str = "host_state", level: str = "unclassified", links: dict[str, Any] | None = None, **more: Any,
    ) -> str:  # fmt: skip
        """Harm to civilians."""
        asserted = tuple(Assertion(key=f"a{n}", perpetrator=one) for n, one in enumerate(by.split(), start=1))
        fields = {"what": what, "where": Place(area=area), "when": on(day), "perpetrators": asserted, "grade": grade}
        return self.save(INCIDENT, Incident(**(fields | more)), level, **(links or {}))

    def denial(
        self, day: str = "2032-10-05", *, area: str = FORD, by: str = "host_state", level: str = "unclassified",
        links: dict[str, Any] | None = None, **more: Any,
    ) -> str:  # fmt: skip
        """Somebody kept us out."""
        asserted = (Assertion(perpetrator=by),) if by else ()
        fields = {"what": "movement_denial", "where": Place(area=area), "when": on(day), "perpetrators": asserted}
        return self.save(OBSTRUCTION, Obstruction(**(fields | more)), level, **(links or {}))

    def visit(self, day: str, area: str = FORD, access: str = "full", level: str = "unclassified") -> str:
        """Somebody of ours went."""
        fields = Visit(purpose="patrol", where=Place(area=area), when=on(day), access=access)
        return self.save(VISIT, fields, level)

    def seen(
        self, authority: str, word: str = "protecting", day: str = "2032-11-20", *, area: str = FORD,
        level: str = "unclassified", **more: Any,
    ) -> str:  # fmt: skip
        """What its forces are seen to do."""
        fields = {"conduct": word, "where": Place(area=area), "when": on(day), "author": "civil_affairs",
                  "threat_source": "armed_group", "confidence": "moderate"}  # fmt: skip
        return self.save(OBSERVED_CONDUCT, ObservedConduct(**(fields | more)), level, authority=authority)

    def consents(
        self, authority: str, quality: str, day: str = "2032-11-20", *, author: str = "civil_affairs", area: str = FORD,
        level: str = "unclassified", **more: Any,
    ) -> str:  # fmt: skip
        """How a component reads consent."""
        fields = {"consent_activity": "movement", "consent_level": "tactical", "quality": quality, "when": on(day),
                  "where": Place(area=area) if area else None, "author": author}  # fmt: skip
        return self.save(CONSENT_READING, ConsentReading(**(fields | more)), level, authority=authority)

    def rates(self, authority: str, rater: str, day: str, *, area: str = FORD, level: str = "unclassified",
              willingness: int | None = None, ability: int | None = None) -> str:  # fmt: skip
        """A rating."""
        fields = PostureRating(
            rater=rater, author="civil_affairs", where=Place(area=area), when=on(day), willingness=willingness,
            ability=ability,
        )  # fmt: skip
        return self.save(POSTURE_RATING, fields, level, authority=authority)

    def chooses(
        self, authority: str, choice: str = "with", day: str = "2032-06-01", *, area: str = FORD,
        level: str = "unclassified", links: dict[str, Any] | None = None, **more: Any,
    ) -> str:  # fmt: skip
        """A stance."""
        fields = {
            "matter": "Joint patrols", "issue": "protection_of_place", "choice": choice,
            "when": Span(start=day, ongoing=True, precise=True), "where": Place(area=area) if area else None,
            "author": "leadership", "by_role": "head_of_mission", "decided_by": "Head of mission",
            "reasons": "Agreed in the meeting of June", "review_by": "2033-01-31",
        }  # fmt: skip
        return self.save(STANCE, Stance(**(fields | more)), level, authority=authority, **(links or {}))
