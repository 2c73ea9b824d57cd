"""What a picture holds about an office and its line that bears on a meeting, read in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, TypeVar, cast

from withstand.actors.records import Group, Listing, Office, Posting, Unit
from withstand.dialogue.meeting.clearing import ALERT, cleared_for_authorities, from_alerts
from withstand.dialogue.meeting.line import OfficeLine, Side
from withstand.dialogue.records import WRITTEN, Commitment, Engagement, SharedGoal
from withstand.evidence.records import INCIDENT, Incident, Obstruction, Reprisal
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Record, Span
from withstand.picture.actors import chains
from withstand.picture.filters import Coded, Filter
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen, Tie

Fields = TypeVar("Fields", bound=Record)
Fields_co = TypeVar("Fields_co", bound=Record, covariant=True)
Actor = Unit | Office | Group

A_YEAR = timedelta(days=365)
REQUEST, DECISION = "inducement.SupportRequest", "inducement.SupportDecision"
_SAID = ("met", "promised_by", "promised_to", "shared_with")
_DONE = ("suspected", "ordered_by", "executed_by", "hit")
_HELD = ("post_in", "listed", "recipient", "asked_by")
_DOUBLES = ("merged_into", "same_as")


@dataclass(frozen=True)
class Known(Generic[Fields_co]):
    """A record that bears on the meeting: whose it is (the office, or who of its line), and what it links to.

    `entered_on` is the day on which the version shown was entered.
    """

    record: str
    fields: Fields_co
    side: Side
    actor: str
    links: tuple[tuple[str, str], ...]
    classification: str
    heads: int
    entered_on: date

    def linked(self, role: str) -> tuple[str, ...]:
        """The records it links to in a role."""
        return tuple(target for name, target in self.links if name == role)


@dataclass(frozen=True)
class SupportAsked:
    """A request for support to the office or its line, and what was decided about it, the oldest first."""

    request: Seen
    side: Side
    actor: str
    decisions: tuple[Seen, ...] = ()

    @property
    def record(self) -> str:
        """The request's id."""
        return self.request.record


@dataclass(frozen=True)
class AboutOffice:
    """An office as of a day: its line, and everything said, promised and done that bears on it.

    `newer` records were written by a newer program and are not on the page.
    """

    picture: Picture
    office: Seen
    day: date
    line: OfficeLine
    actors: Mapping[str, Seen]
    engagements: tuple[Known[Engagement], ...]
    commitments: tuple[Known[Commitment], ...]
    goals: tuple[Known[SharedGoal], ...]
    incidents: tuple[Known[Incident], ...]
    obstructions: tuple[Known[Obstruction], ...]
    reprisals: tuple[Known[Reprisal], ...]
    postings: tuple[Known[Posting], ...]
    listings: tuple[Known[Listing], ...]
    support: tuple[SupportAsked, ...]
    our_side: tuple[Known[Incident], ...]
    newer: int

    @classmethod
    def read(cls, picture: Picture, office: str, day: date, *, alerts: bool = False) -> AboutOffice:
        """From a picture. `alerts`: what rests on an alert is left in where that alert may travel to the office.

        Raises:
            NotFound: there is no such actor, as far as the audience may know.
        """
        seen = picture.get(office)
        if not isinstance(seen.fields, Actor):
            raise NotFound(f"Record {office} is no unit, office or group that this program can read.")
        line = OfficeLine(office, chains(picture))
        actors = picture.several({office, *line.actors})
        found = _Gathered(picture, line, actors)
        posts = [one.record for one in found.of(Posting) if one.actor == office]
        met = [
            target
            for one in found.of(Engagement)
            if one.fields.when.earliest == day
            for target in one.linked("met")
            if target not in actors
        ]
        holders = [one.target for one in picture.ties(posts) if one.role == "held_by"]
        found.add(picture.ties((*posts, *met, *holders), outward=False), ("listed", "met"), office)
        about = cls(
            picture, seen, day, line, actors,
            _latest_first(found.of(Engagement)), _latest_first(found.of(Commitment)),
            _latest_first(found.of(SharedGoal)),
            _latest_first(found.of(Incident)), _latest_first(found.of(Obstruction)), _latest_first(found.of(Reprisal)),
            found.of(Posting), found.of(Listing), tuple(found.support), _our_side(picture, office, day),
            found.newer,
        )  # fmt: skip
        about = about.without(from_alerts(picture, about.records, office, day, routed=alerts))
        return replace(about, support=_decided(picture, about.support))

    def cleared(self, records: Iterable[Known[Record]]) -> frozenset[str]:
        """Those of some records of evidence whose sources agreed that authorities may use them."""
        return cleared_for_authorities(self.picture, (one.record for one in records))

    @property
    def records(self) -> tuple[str, ...]:
        """Everything that was said, promised and done, and the requests."""
        said: tuple[Known[Record], ...] = (*self.engagements, *self.commitments, *self.goals)
        done: tuple[Known[Record], ...] = (*self.incidents, *self.obstructions, *self.reprisals, *self.our_side)
        return (*(one.record for one in (*said, *done)), *(one.record for one in self.support))

    @cached_property
    def classifications(self) -> Mapping[str, str]:
        """How what was read is classified, by record."""
        said: tuple[Known[Record], ...] = (
            *self.engagements, *self.commitments, *self.goals, *self.incidents, *self.obstructions, *self.reprisals,
            *self.our_side, *self.postings, *self.listings,
        )  # fmt: skip
        seen = (*self.actors.values(), *(one.request for one in self.support))
        held = {one.record: one.classification for one in said}
        return held | {one.record: one.classification for one in seen}

    def without(self, records: frozenset[str]) -> AboutOffice:
        """The same, as if these records were not there."""
        if not records:
            return self

        def kept(many: tuple[Known[Fields], ...]) -> tuple[Known[Fields], ...]:
            return tuple(one for one in many if one.record not in records)

        return replace(
            self, engagements=kept(self.engagements), commitments=kept(self.commitments), goals=kept(self.goals),
            incidents=kept(self.incidents), obstructions=kept(self.obstructions), reprisals=kept(self.reprisals),
            our_side=kept(self.our_side),
            support=tuple(one for one in self.support if one.record not in records),
        )  # fmt: skip

    def name(self, actor: str) -> str:
        """The name of the office or of somebody in its line."""
        return self.actors[actor].title if actor in self.actors else ""

    @cached_property
    def held(self) -> tuple[Known[Engagement], ...]:
        """What was held or sent with the office itself before the day, by us, the latest first."""
        return tuple(
            one for one in self.engagements
            if one.side == "own" and one.fields.held == "held" and one.fields.when.earliest < self.day
            and one.fields.made_by == "ours"
        )  # fmt: skip

    @cached_property
    def this(self) -> Known[Engagement] | None:
        """The meeting that the page is for, where it is recorded for the day."""
        wanted = (
            one for one in self.engagements
            if one.side == "own" and one.fields.held in ("planned", "held") and one.fields.when.earliest == self.day
            and one.fields.made_by == "ours" and one.fields.channel not in (*WRITTEN, "public_statement")
        )  # fmt: skip
        return min(wanted, key=lambda one: one.record, default=None)


class _Gathered:
    """Records that lead to the office or its line, by what they are."""

    def __init__(self, picture: Picture, line: OfficeLine, actors: Mapping[str, Seen]) -> None:
        self._picture, self._line = picture, line
        self._known: dict[type[Record], dict[str, Known[Record]]] = defaultdict(dict)
        self.support: list[SupportAsked] = []
        self.newer = 0
        self.add(picture.ties(actors, outward=False), (*_SAID, *_DONE, *_HELD), "")

    def of(self, model: type[Fields]) -> tuple[Known[Fields], ...]:
        """Those of a class, by id."""
        return cast(tuple[Known[Fields], ...], tuple(one for _, one in sorted(self._known[model].items())))

    def add(self, ties: Iterable[Tie], roles: tuple[str, ...], whose: str) -> None:
        """Records that lead there in one of these roles; `whose` they are, where not the end of the link."""
        wanted = [one for one in ties if one.role in roles]
        seen = self._picture.several({one.source for one in wanted})
        leads: dict[str, list[str]] = defaultdict(list)
        for one in wanted:
            leads[one.source].append(whose or one.target)
        said = [record for record, one in seen.items() if isinstance(one.fields, (Engagement, Commitment, SharedGoal))]
        links: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for tie in self._picture.ties(said):
            links[tie.source].append((tie.role, tie.target))
        self.newer += sum(one.read_only and one.tag.partition("@")[0] != ALERT for one in seen.values())
        for record, found in seen.items():
            if found.kind is not None and found.kind.name == REQUEST:
                self._ask(found, leads[record])
            else:
                self._keep(found, leads[record], tuple(sorted(links[record])))

    def _keep(self, seen: Seen, leads: list[str], links: tuple[tuple[str, str], ...]) -> None:
        fields = seen.fields
        when = getattr(fields, "when", None) or getattr(fields, "valid", None)
        sides = self._sides(leads, when if isinstance(when, Span) else None)
        if fields is None or not sides or any(role in _DOUBLES for role, _ in links):
            return
        _, side, actor = sides[0]
        day = _day_of(seen.recorded_at)
        self._known[type(fields)][seen.record] = Known(
            seen.record, fields, side, actor, links, seen.classification, seen.heads, day
        )

    def _ask(self, seen: Seen, leads: list[str]) -> None:
        when = Span(**seen.raw["when"]) if isinstance(seen.raw.get("when"), dict) else None
        sides = self._sides(leads, when)
        if sides:
            self.support.append(SupportAsked(seen, sides[0][1], sides[0][2]))

    def _sides(self, leads: Iterable[str], when: Span | None) -> list[tuple[int, Side, str]]:
        return sorted({(_ORDER[side], side, actor) for actor in leads if (side := self._line.side(actor, when))})


_ORDER: Mapping[Side, int] = {"own": 0, "below": 1, "above": 2}


def _day_of(microseconds: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + microseconds // 86_400_000_000)


def _latest_first(many: tuple[Known[Fields], ...]) -> tuple[Known[Fields], ...]:
    return tuple(sorted(many, key=lambda one: (one.fields.when.earliest, one.record), reverse=True))  # type: ignore[attr-defined]


def _our_side(picture: Picture, office: str, day: date) -> tuple[Known[Incident], ...]:
    """What our own side is said to have done in the year before the day, wherever it was, the latest first."""
    asked = Filter(
        since=(day - A_YEAR).isoformat(),
        until=day.isoformat(),
        coded=(Coded("perpetrators", "own_side", "perpetrator"),),
    )
    return tuple(
        Known(one.record, one.fields, "own", office, (), one.classification, one.heads, _day_of(one.recorded_at))
        for one in picture.stretch(INCIDENT, asked).records
        if isinstance(one.fields, Incident)
    )


def _decided(picture: Picture, support: Sequence[SupportAsked]) -> tuple[SupportAsked, ...]:
    """Requests, the latest first, with what was decided about them, as far as it may be seen."""
    ties = picture.ties([one.record for one in support], outward=False)
    subject = {one.source: one.target for one in ties if one.role == "request"}
    found: dict[str, list[Seen]] = defaultdict(list)
    for record, seen in sorted(picture.several(subject).items()):
        if seen.kind is not None and seen.kind.name == DECISION:
            found[subject[record]].append(seen)
    held = (
        replace(
            one, decisions=tuple(sorted(found[one.record], key=lambda seen: (str(seen.raw.get("on")), seen.record)))
        )
        for one in support
    )
    return tuple(sorted(held, key=lambda one: (one.request.first or "", one.record), reverse=True))
