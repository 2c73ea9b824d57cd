"""What a picture holds about a unit and everybody in its command line, read in a few questions whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar, cast

from withstand.actors.records import GROUP, OFFICE, POSITIONING, UNIT, Group, Office, Positioning, Unit
from withstand.evidence.records import INCIDENT, Incident, Visit
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.cases import cases_of, held_of
from withstand.inducement.following import GoodConduct, Ladder
from withstand.inducement.gaps import Area, Look
from withstand.inducement.line import Line, Member, Side
from withstand.inducement.requests import SupportRequest
from withstand.inducement.two_ledgers import Entry
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Record
from withstand.picture.actors import chains
from withstand.picture.filters import Filter
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen, Tie

LISTING, POSTING = "actors.Listing", "actors.Posting"
A_YEAR = timedelta(days=365)
_IN_LINE = ("lower", "upper")

Fields = TypeVar("Fields", bound=Record)
Actor = Unit | Office | Group


@dataclass(frozen=True)
class AboutUnit:
    """A unit, its command line, and every record that leads to one of them; `ties` say in which role."""

    picture: Picture
    unit: Seen
    line: Line
    loose: int
    records: dict[str, Seen]
    ties: tuple[Tie, ...]
    cases: tuple[SupportCase, ...] = field(default=())

    @classmethod
    def read(cls, picture: Picture, unit: str) -> AboutUnit:
        """From a picture.

        Raises:
            NotFound: there is no such actor, as far as the audience may know.
        """
        seen = picture.get(unit)
        if not isinstance(seen.fields, Actor):
            raise NotFound(f"Record {unit} is no unit, office or group that this program can read.")
        known = chains(picture)
        line = Line(unit, known)
        ties = tuple(
            one for one in picture.ties((unit, *line.reach["above"], *line.reach["below"]), outward=False)
            if one.role not in _IN_LINE
        )  # fmt: skip
        records = picture.several({one.source for one in ties})
        mine = {one.source for one in ties if one.target == unit and one.role == "recipient"}
        requests = [one for one in mine if isinstance(records[one].fields, SupportRequest)]
        cases = sorted(cases_of(picture, requests), key=lambda one: one.request.fields.when.start, reverse=True)
        return cls(picture, seen, line, known.loose, records, ties, tuple(cases))

    @property
    def record(self) -> str:
        """The unit's id."""
        return self.unit.record

    def of_unit(self, *roles: str) -> Iterator[Seen]:
        """Records that lead to the unit itself in one of these roles, or in any."""
        found = {one.source for one in self.ties if one.target == self.record and (not roles or one.role in roles)}
        return (self.records[one] for one in sorted(found))

    def held(self, model: type[Fields]) -> tuple[Held[Fields], ...]:
        """The unit's own records of a class, the latest entered last."""
        found = (held_of(one, ()) for one in self.of_unit() if isinstance(one.fields, model))
        return cast(tuple[Held[Fields], ...], tuple(found))

    @property
    def conduct(self) -> tuple[Held[GoodConduct], ...]:
        """Its good conduct, the latest first."""
        return tuple(sorted(self.held(GoodConduct), key=lambda one: one.fields.when.start, reverse=True))

    @property
    def ladders(self) -> tuple[Held[Ladder], ...]:
        """Its ladders, the oldest first."""
        return tuple(sorted(self.held(Ladder), key=lambda one: (one.fields.on, one.record)))

    def claims(self, kind: str) -> tuple[Seen, ...]:
        """Listings, postings or positions of the unit, the latest first."""
        found = [one for one in self.of_unit() if one.kind is not None and one.kind.name == kind]
        return tuple(sorted(found, key=lambda one: (one.first or "", one.record), reverse=True))

    def entries(self, side: Side | None, day: date) -> tuple[Entry, ...]:
        """Incidents that the unit, or those above or below it while they stood there, are said to have done."""
        actors = {self.record} if side is None else self.line.reach[side]
        found = []
        for tie in self.ties:
            incident = self.records[tie.source].fields
            if tie.role == "suspected" and tie.target in actors and isinstance(incident, Incident):
                counts = True if side is None else self.line.counts(tie.target, side, incident.when, day)
                if counts is not False:
                    found.append(Entry(tie.source, incident, tie.target, counts is True))
        return tuple(found)

    @property
    def same(self) -> tuple[tuple[str, str], ...]:
        """Pairs of incidents that people found to be one."""
        incidents = [one.record for one in self.records.values() if isinstance(one.fields, Incident)]
        return tuple((one.source, one.target) for one in self.picture.ties(incidents) if one.role == "same_as")

    @property
    def looks(self) -> tuple[Look, ...]:
        """When somebody went to see the unit, or tried: visits about it, and monitoring of what it was given."""
        found = [
            Look(one.record, one.fields.when.earliest, one.fields.access)
            for one in self.of_unit("about")
            if isinstance(one.fields, Visit)
        ]
        for case in self.cases:
            for one in case.monitoring:
                access = (
                    "unknown"
                    if one.fields.verdict == "not_seen" and one.fields.access in ("full", "partial")
                    else one.fields.access
                )
                found.append(Look(one.record, one.fields.when.earliest, access))
        return tuple(sorted(found, key=lambda one: (one.day, one.record), reverse=True))

    def areas(self, own: Iterable[Entry], day: date) -> tuple[Area, ...]:
        """The areas in which it is said to be, with what is recorded there of the year up to a day."""
        since = (day - A_YEAR).isoformat()
        places = [one.fields.where.area for one in self.claims(POSITIONING.name) if isinstance(one.fields, Positioning)]
        entries = tuple(own)
        return tuple(
            Area(
                area,
                self.picture.count(INCIDENT, Filter(area, since, day.isoformat())),
                len(
                    {
                        one.record
                        for one in entries
                        if one.incident.where.area == area and one.when.latest >= day - A_YEAR
                    }
                ),
            )
            for area in dict.fromkeys(place for place in places if place)
        )

    def read_with(self, members: Iterable[Member]) -> dict[str, Seen]:
        """Everything that was read: the unit, its line with the claims that make it, records about them, its cases."""
        line = {self.record, *self.line.reach["above"], *self.line.reach["below"]}
        claims = {member.tie.relation for member in members}
        cases = {record for case in self.cases for record in case.records}
        return self.records | self.picture.several(line | claims | cases)

    def names(self, also: Iterable[str] = ()) -> dict[str, str]:
        """The names of everybody in the line, and of others."""
        wanted = (self.record, *self.line.reach["above"], *self.line.reach["below"], *also)
        return {record: seen.title for record, seen in self.picture.several(wanted).items()}


def type_of(seen: Seen) -> str:
    """The type of an actor, with its kind: unit_types army_battalion; empty for what is no actor."""
    books = {UNIT.name: "unit_types", OFFICE.name: "office_types", GROUP.name: "group_types"}
    if seen.kind is None or not isinstance(seen.fields, Actor):
        return ""
    return f"{books[seen.kind.name]} {seen.fields.type}"
