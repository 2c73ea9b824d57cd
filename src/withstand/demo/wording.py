"""What invented sources write about an event: who reported it, under what headline, where exactly."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from withstand.demo.actors import GOVERNMENT, LAMP_GUARD
from withstand.demo.strands import NON_STATE, ONE_SIDED, Strand

if TYPE_CHECKING:
    from withstand.demo.dice import Dice

PAPERS = ("River Radio", "Kessin Lantern", "Lonn Tide", "Velm Courant", "L'Écho de Dorre")
NOTES = ("District note", "Mission note", "Rights note", "Market watch", "Carte des alertes")
WITNESSES = (
    "witnesses",
    "village chief",
    "army",
    "police",
    "mission patrol",
    "« un élu »",
    'a "friend of the court"',
)

TALLY = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
BEARINGS = ("north", "south", "east", "west")
SETTINGS = (
    "on the road",
    "at the well",
    "at a checkpoint",
    "by the river",
    "at the market",
    "près du pont",
    "in the fields",
    "à l'école",
    'at the place called "the Ford"',
    "after the curfew",
)


@dataclass(frozen=True)
class Report:
    """One source: the office that wrote it, the day, the headline."""

    office: str
    day: date
    headline: str


@dataclass(frozen=True)
class Citation:
    """The five source columns and their count, -1 when nobody counted."""

    count: int
    article: str
    office: str | None
    day: str | None
    headline: str | None


def cite(reports: tuple[Report, ...]) -> Citation:
    """Counted sources, as UCDP lists them: quoted, comma-joined, semicolons between."""
    return Citation(
        count=len(reports),
        article=";".join(f'"{r.office},{r.day.isoformat()},{r.headline}"' for r in reports),
        office=";".join(r.office for r in reports),
        day=";".join(r.day.isoformat() for r in reports),
        headline=";".join(r.headline for r in reports),
    )


def cite_uncounted(report: Report, broken: bool) -> Citation:
    """An old-style reference in one cell, over two lines if `broken`."""
    when = f"{report.day.day}/{report.day.month}-{report.day:%y}"
    gap = "\n" if broken else " "
    return Citation(-1, f"{report.office}{gap}{when}, {report.headline}", None, None, None)


def reports(count: int, strand: Strand, deaths: int, place: str, ended: date, dice: "Dice") -> tuple[Report, ...]:
    """`count` different sources, each written within eight days of the event's end."""
    offices = list(PAPERS + NOTES)
    written = []
    for _ in range(count):
        office = offices.pop(dice.below(len(offices)))
        day = ended + timedelta(days=dice.between(0, 8))
        written.append(Report(office, day, _headline(office, strand, deaths, place, day, dice)))
    return tuple(written)


def description(place: str, dice: "Dice") -> str | None:
    """A remark on the place, in two of three events; now and then over two lines."""
    if not dice.percent(60):
        return None
    distance = f"{dice.between(2, 24)} km {dice.pick(BEARINGS)} of {place}"
    if dice.percent(6):
        return f"{distance}\n{dice.pick(SETTINGS)}"
    return dice.pick((place, distance, f"{place}, {dice.pick(SETTINGS)}"))


def _headline(office: str, strand: Strand, deaths: int, place: str, day: date, dice: "Dice") -> str:
    if office in NOTES:
        return f"week {day.isocalendar().week}"
    tally = TALLY[deaths] if deaths < len(TALLY) else str(deaths)
    if office == "L'Écho de Dorre":
        return f"{place} : {deaths} morts" if deaths > 1 else f"{place} : une alerte"
    if strand.kind == ONE_SIDED:
        author = {GOVERNMENT: "army", LAMP_GUARD: "auxiliaries"}.get(strand.side_a, strand.side_a.name)
        return dice.pick((f"{tally} dead in {place}", f"{place}: {author} blamed", f'"Men came" to {place}'))
    if strand.kind == NON_STATE:
        return dice.pick((f"Groups clash in {place}", f"{tally} dead in {place}"))
    return dice.pick((f"Army fights in {place}", f"{tally} dead in {place}", f"Brigade hits {place}"))
