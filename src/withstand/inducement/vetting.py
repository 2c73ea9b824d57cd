"""Everything relevant that is known of one unit before it is given support, as of a day, as its audience may see it.

It lays side by side and concludes nothing: no rating, no probability, no colour. What is not known is said as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from withstand.actors.records import POSITIONING
from withstand.inducement.about_unit import LISTING, POSTING, AboutUnit, type_of
from withstand.inducement.answering import outcomes
from withstand.inducement.case import Held
from withstand.inducement.cases import cases_of
from withstand.inducement.following import GoodConduct
from withstand.inducement.gaps import Gap, Known, Look, gaps
from withstand.inducement.ladder import LadderStanding, on_ladder
from withstand.inducement.line import Member
from withstand.inducement.outcomes import Outcome, ReferenceClass, reference_class
from withstand.inducement.records import SUPPORT_REQUEST
from withstand.inducement.requests import Condition, SupportRequest
from withstand.inducement.two_ledgers import TwoLedgers, two_ledgers
from withstand.ledger import rights
from withstand.ledger.fields import last_day
from withstand.picture.filters import Coded, Filter
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class OpenCondition:
    """A condition that is not met, and the request it was put to; `overdue` as of the day."""

    request: str
    condition: Held[Condition]
    overdue: bool


@dataclass(frozen=True)
class Vetting:
    """One unit as of a day. `own`, `above` and `below` are three records, each in two ledgers.

    `names` are those of every actor that is named; `seen` is what was read.
    """

    unit: Seen
    day: date
    type: str
    line: tuple[Member, ...]
    names: Mapping[str, str]
    own: TwoLedgers
    above: TwoLedgers
    below: TwoLedgers
    listings: tuple[Seen, ...]
    postings: tuple[Seen, ...]
    positions: tuple[Seen, ...]
    requests: tuple[Outcome, ...]
    conditions: tuple[OpenCondition, ...]
    conduct: tuple[Held[GoodConduct], ...]
    ladders: tuple[LadderStanding, ...]
    like: tuple[ReferenceClass, ...]
    looks: tuple[Look, ...]
    gaps: tuple[Gap, ...]
    seen: tuple[Seen, ...]

    @property
    def classification(self) -> str:
        """The highest classification among what was read."""
        return max((one.classification for one in self.seen), key=rights.level)


def vet(picture: Picture, unit: str, day: date, support: str = "") -> Vetting:
    """What a picture shows of a unit, an office or a group, as of a day.

    `support` is a type of support for which like requests are counted, beside those of its own requests.

    Raises:
        NotFound: there is no such actor, as far as the audience may know.
    """
    about = AboutUnit.read(picture, unit)
    own, same = about.entries(None, day), about.same
    members = about.line.members(day)
    guard = Guard(picture.ledger, picture.as_of)
    known_outcomes = tuple(outcomes(guard, picture, about.cases, day))
    looks = tuple(one for one in about.looks if one.day <= day)
    grave = [one.when for one in own if one.grave]
    positions = about.claims(POSITIONING.name)
    known = Known(
        looks=looks,
        areas=about.areas(own, day),
        positions=len(positions),
        line=len(members),
        uncertain=sum(one.now is None for one in members),
        loose=about.loose,
        conflicts=sum(one.heads > 1 for one in (about.unit, *about.records.values())),
        newer=sum(one.read_only for one in about.records.values()),
    )
    return Vetting(
        unit=about.unit,
        day=day,
        type=type_of(about.unit),
        line=members,
        names=about.names(),
        own=two_ledgers(own, day, same),
        above=two_ledgers(about.entries("above", day), day, same),
        below=two_ledgers(about.entries("below", day), day, same),
        listings=about.claims(LISTING),
        postings=about.claims(POSTING),
        positions=positions,
        requests=known_outcomes,
        conditions=tuple(_open(known_outcomes, day)),
        conduct=about.conduct,
        ladders=tuple(
            on_ladder(one, about.conduct, grave, (look.day for look in looks if look.saw), day) for one in about.ladders
        ),
        like=_like(guard, about, known_outcomes, support, day),
        looks=looks,
        gaps=gaps(known, day),
        seen=tuple(about.read_with(members).values()),
    )


def _open(outcomes: tuple[Outcome, ...], day: date) -> Iterator[OpenCondition]:
    terms = vocabulary("condition_status").terms
    for one in outcomes:
        for held in one.case.conditions:
            if terms[held.fields.status].facts["open"]:
                yield OpenCondition(one.case.request.record, held, overdue=_past(held.fields, day))


def _past(condition: Condition, day: date) -> bool:
    return last_day(condition.due) < day


def _like(
    guard: Guard, about: AboutUnit, own: tuple[Outcome, ...], support: str, day: date
) -> tuple[ReferenceClass, ...]:
    """The reference class of each type of support that the unit asked for, the latest first, without its own."""
    wanted = dict.fromkeys(filter(None, (support, *(one.case.request.fields.support for one in own))))
    mine = frozenset(one.case.request.record for one in own)
    kind, picture = type_of(about.unit), about.picture
    found = []
    for one in wanted:
        asked = [
            seen.record
            for seen in picture.each(SUPPORT_REQUEST, Filter(coded=(Coded("support", one),)))
            if isinstance(seen.fields, SupportRequest) and seen.record not in mine
        ]
        cases = tuple(outcomes(guard, picture, cases_of(picture, asked), day))
        types = {
            record: type_of(seen)
            for record, seen in picture.several({actor for case in cases for actor in case.case.recipients}).items()
        }
        found.append(reference_class(cases, one, kind, lambda actor, types=types: types.get(actor, ""), mine))  # type: ignore[misc]
    return tuple(found)
