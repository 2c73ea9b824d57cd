"""Who stands under, beside or behind whom, and where: dated claims, precise, imprecise or still going on."""

from __future__ import annotations

from withstand.actors.records import Positioning, Relation
from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_words import (
    CONFIDENTIAL,
    STRICTLY,
    every_day,
    place,
    province,
    since,
    some_day,
    to,
    told,
)
from withstand.ledger.fields import Place, Span

_FIRST = "2031-01-14"


def _under(
    lower: str,
    upper: str,
    kind: str,
    valid: Span,
    grade: str,
    *,
    link: str | None = None,
    office: str = HEADQUARTERS,
    day: str = _FIRST,
    level: str = CONFIDENTIAL,
    again: str = "",
) -> Told:
    fields = Relation(type=kind, proxy_link=link, valid=valid, grade=grade)
    key = f"{lower}-under-{upper}{again}"
    return told(key, office, day, fields, *to("lower", lower), *to("upper", upper), level=level)


def _at(
    key: str,
    actor: str,
    kind: str,
    where: Place,
    valid: Span,
    grade: str,
    *,
    office: str = HEADQUARTERS,
    day: str = _FIRST,
    level: str = CONFIDENTIAL,
) -> Told:
    return told(
        key,
        office,
        day,
        Positioning(type=kind, where=where, valid=valid, grade=grade),
        *to("actor", actor),
        level=level,
    )


RELATIONS = (
    _under("army-2", "ministry-defence", "command", since("2027"), "B2"),
    _under("army-21", "army-2", "command", since("2029-01-10", precise=True), "B2"),
    _under("army-22", "army-2", "command", every_day("2030-03-01", "2032-01-31"), "B2", day="2032-02-09"),
    _under("army-22", "army-4", "operational", since("2032-02"), "C3", office=AMBER_FORD, day="2032-02-17"),
    _under("army-4", "ministry-defence", "command", since("2028-06"), "B2"),
    _under("army-41", "army-4", "command", since("2028-06"), "B2"),
    _under("army-42", "army-4", "command", since("2030-09-01", precise=True), "B2"),
    _under("army-4", "command-4", "command", every_day("2031-02-01", "2032-04-02"), "B1", day="2032-04-09"),
    _under(
        "army-4",
        "command-4",
        "command",
        since("2032-04-03", precise=True),
        "B1",
        office=AMBER_FORD,
        day="2032-04-07",
        again="-since-april",
    ),
    _under("police", "ministry-interior", "command", since("2026"), "A1"),
    _under("riot-police", "police", "administrative", since("2029"), "B2"),
    _under("riot-police", "governor-lonn", "operational", some_day("2032-08", "2032-09"), "C3", day="2032-09-13"),
    _under("gendarmerie", "ministry-defence", "administrative", since("2026"), "A2"),
    _under("gendarmerie-dorre", "governor-dorre", "operational", since("2031"), "C2", day="2031-04-22"),
    _under("prosecutor-kessin", "ministry-justice", "administrative", since("2027"), "B2"),
    _under(
        "lamp-guard",
        "embassy-ostrel",
        "proxy",
        since("2028"),
        "C3",
        link="supply",
        day="2031-03-11",
        level=STRICTLY,
    ),
    _under(
        "lamp-guard",
        "army-4",
        "operational",
        some_day("2032-03", "2032-05"),
        "D3",
        office=AMBER_FORD,
        day="2032-06-10",
    ),
    _under(
        "defence-old-sluice",
        "army-42",
        "proxy",
        since("2032-04"),
        "C3",
        link="tolerance",
        office=AMBER_FORD,
        day="2032-05-04",
    ),
    _under(
        "front-liaison", "river-front", "administrative", since("2031-06"), "C2", office=KESSIN_TOWN, day="2031-06-17"
    ),
)
"""The 4th Brigade's command changes hands on 3 April 2032; the claims say so without a name."""

POSITIONINGS = (
    _at("army-2-seat", "army-2", "headquarters", place("Kessin", "Kessin"), since("2029"), "B1"),
    _at("army-4-seat", "army-4", "headquarters", place("Amber Ford", "Amber Ford"), since("2028-06"), "B1"),
    _at("army-41-base", "army-41", "base", place("Amber Ford", "Cattlebar"), since("2030"), "B2"),
    _at("army-42-area", "army-42", "area_of_operations", place("Halvrane"), since("2031"), "C3"),
    _at("army-22-base", "army-22", "base", place("Kessin", "Ferrisand"), every_day("2030-03-01", "2032-01-31"), "B2"),
    _at(
        "salt-gate-checkpoint",
        "army-21",
        "checkpoint",
        place("Kessin", "Salt Gate", "exact"),
        every_day("2031-02-10", "2032-05-31"),
        "B1",
        office=KESSIN_TOWN,
        day="2032-06-02",
    ),
    _at(
        "ferrisand-checkpoint",
        "army-21",
        "checkpoint",
        place("Kessin", "Ferrisand"),
        every_day("2031-04-01", "2032-06-14"),
        "B2",
        office=KESSIN_TOWN,
        day="2032-06-16",
    ),
    _at(
        "bridge-checkpoint",
        "army-41",
        "checkpoint",
        place("Amber Ford", "bridge east of the town"),
        every_day("2032-05-17", "2032-06-02"),
        "B2",
        office=AMBER_FORD,
        day="2032-06-03",
    ),
    _at("lamp-guard-area", "lamp-guard", "area_of_operations", place("Vaskerry"), since("2028"), "C3"),
    _at(
        "borrolin-checkpoint",
        "lamp-guard",
        "checkpoint",
        place("Vaskerry", "Borrolin"),
        some_day("2032-08", "2032-10"),
        "D3",
        office=AMBER_FORD,
        day="2032-10-18",
    ),
    _at("river-front-area", "river-front", "area_of_operations", place("Pellisar"), since("2030"), "C2"),
    _at("ash-column-area", "ash-column", "area_of_operations", province("Dorre"), since("2029"), "C3"),
    _at(
        "own-base", "own-battalion", "base", place("Amber Ford", "Amber Ford"), since("2031-01-20", precise=True), "A1"
    ),
    _at("riot-police-base", "riot-police", "base", place("Lonnhaven", "Pier Nine"), since("2030-07"), "B2"),
)

TIES = (*RELATIONS, *POSITIONINGS)
