"""An occurrence becomes an incident: its days, its spot, its toll, its sources."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from withstand.demo.boundaries import Place, gazetteer
from withstand.demo.strands import HOST_STATE, ONE_SIDED, QUIET, STATE_BASED, STRANDS, Strand
from withstand.demo.velmara import COUNTRY, DISTRICTS, Point
from withstand.demo.wording import WITNESSES, Citation, cite, cite_uncounted, description, reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from withstand.demo.dice import Dice
    from withstand.demo.outbreak import Occurrence

WHERE_PRECISION = (66, 19, 8, 4, 2, 1)
"""Weights of where_prec 1 to 6: place, near it, district, province, part of the country, country."""
DATE_PRECISION = (74, 14, 1, 9, 2)
"""Weights of date_prec 1 to 5: day, two to six days, week, month, longer."""
SIZE_OF_PLACE = (7, 4, 3, 2, 2, 1, 1)
"""Weights of a district's places, its seat first."""
SAME_PLACE = 45
"""Chance in 100 that an event falls where its strand last struck in that district."""
SOURCES = (72, 18, 6, 3, 1)
"""Weights of one to five counted sources."""
FIRST_COUNTED_YEAR = 2022
UNCOUNTED_BEFORE, UNCOUNTED_AFTER = 38, 9
"""Chance in 100 that sources were not counted, before and from that year."""
STORY_YEAR, MOST_IN_STORY = 2032, 8
"""In this year chance writes no killing by the state with more deaths: the story's are the gravest."""
QUIET_BEFORE = 150
"""Days before the quiet window in which no event of that district has more than one source."""
CENTRE = Point(-174_800, -250_200)
"""Given for events known only to have been somewhere in the country."""


@dataclass(frozen=True)
class Spot:
    """Where an event is put and how well that is known, on UCDP's scale 1 to 7."""

    precision: int
    name: str
    point: Point
    province: str | None
    district: str | None


@dataclass(frozen=True)
class Toll:
    """Recorded deaths: who they were, and the lowest and highest reading."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int
    low: int
    high: int

    @property
    def best(self) -> int:
        """The figure UCDP would use."""
        return self.side_a + self.side_b + self.civilians + self.unknown


@dataclass(frozen=True)
class Incident:
    """One event with all its particulars."""

    strand: Strand
    began: date
    ended: date
    date_precision: int
    spot: Spot
    toll: Toll
    citation: Citation
    witness: str | None = None
    remark: str | None = None
    clarity: int = 1


def detailed(occurrences: "Iterable[Occurrence]", dice: "Dice") -> "Iterator[Incident]":
    """Each occurrence with particulars drawn from `dice`; its month stays that of the last day."""
    last_struck: dict[tuple[int, int], Place] = {}
    for occurrence in occurrences:
        here = occurrence.district, occurrence.strand
        places = gazetteer()[occurrence.district]
        if here not in last_struck or not dice.percent(SAME_PLACE):
            last_struck[here] = places[dice.weighted(SIZE_OF_PLACE)]
        yield _incident(occurrence, last_struck[here], dice)


def _incident(occurrence: "Occurrence", place: Place, dice: "Dice") -> Incident:
    strand = STRANDS[occurrence.strand]
    date_precision = 1 + dice.weighted(DATE_PRECISION)
    began, ended = _days(occurrence.day, date_precision, dice)
    toll = _toll(strand, ended.year, dice)
    spot = _spot(occurrence.district, place, dice)
    hard_to_reach = (
        DISTRICTS[occurrence.district].name == QUIET.district
        and 0 <= (QUIET.first - occurrence.day).days <= QUIET_BEFORE
    )
    return Incident(
        strand=strand,
        began=began,
        ended=ended,
        date_precision=4 if date_precision == 5 and (ended - began).days < 31 else date_precision,
        spot=spot,
        toll=toll,
        citation=_citation(
            strand, toll.best, place.name if spot.precision <= 2 else spot.name, ended, hard_to_reach, dice
        ),
        witness=dice.pick(WITNESSES) if dice.percent(30) else None,
        remark=description(place.name, dice) if spot.precision <= 2 else None,
        clarity=2 if dice.percent(11) else 1,
    )


def _days(day: date, precision: int, dice: "Dice") -> tuple[date, date]:
    """First and last day within the year of `day`; the last in its month."""
    if precision == 1:
        return day, day
    if precision == 4:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    length = {2: dice.between(1, 5), 3: 6, 5: dice.between(31, 80)}[precision]
    return max(day - timedelta(days=length), date(day.year, 1, 1)), day


def _toll(strand: Strand, year: int, dice: "Dice") -> Toll:
    in_story = strand is HOST_STATE and year == STORY_YEAR
    deaths = 0 if dice.percent(4) else dice.heavy(MOST_IN_STORY if in_story else strand.most)
    if strand.kind == ONE_SIDED:
        shares = (0, 0, deaths, 0)
    else:
        civilians = dice.below(deaths + 1) if dice.percent(18) else 0
        unknown = deaths - civilians if dice.percent(45) else 0
        side_a = dice.below(deaths - civilians - unknown + 1)
        if strand.kind == STATE_BASED:
            side_a //= 2
        shares = (side_a, deaths - civilians - unknown - side_a, civilians, unknown)
    low = deaths - dice.below(deaths // 2 + 1) if dice.percent(22) else deaths
    high = deaths + dice.between(1, deaths + 2) if dice.percent(22) else deaths
    if deaths and dice.below(250) == 0:
        low = deaths + 1
    if deaths and dice.below(120) == 0:
        high = deaths - 1
    return Toll(*shares, low=low, high=high)


def _spot(position: int, place: Place, dice: "Dice") -> Spot:
    own = DISTRICTS[position]
    precision = 1 + dice.weighted(WHERE_PRECISION)
    if precision <= 2:
        adm_2 = None if dice.percent(1) else own.name
        return Spot(precision, f"{place.name} {place.kind}", place.point, own.province.name, adm_2)
    if precision == 3:
        return Spot(3, f"{own.name} district", own.seat, own.province.name, own.name)
    seat = next(other.seat for other in DISTRICTS if other.province is own.province)
    if precision == 4:
        return Spot(4, f"{own.province.name} province", seat, own.province.name, None)
    if precision == 5:
        known = own.province.name if dice.percent(50) else None
        return Spot(5, f"{own.province.side} {COUNTRY}", seat, known, None)
    return Spot(6, COUNTRY, CENTRE, None, None)


def _citation(strand: Strand, deaths: int, place: str, ended: date, hard_to_reach: bool, dice: "Dice") -> Citation:
    uncounted = UNCOUNTED_BEFORE if ended.year < FIRST_COUNTED_YEAR else UNCOUNTED_AFTER
    if dice.percent(uncounted):
        return cite_uncounted(reports(1, strand, deaths, place, ended, dice)[0], broken=dice.percent(15))
    count = 1 if hard_to_reach else 1 + dice.weighted(SOURCES)
    return cite(reports(count, strand, deaths, place, ended, dice))
