"""Everyday patrols, drawn by chance: what they saw follows the story of the district."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from withstand.demo.mission_data import AMBER_FORD, KESSIN_TOWN, Told
from withstand.demo.mission_words import on, place, told
from withstand.demo.velmara import district
from withstand.evidence.records import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withstand.demo.dice import Dice

_MONTHS = (1, 3, 5, 7, 9, 11)
_PARTLY_IN = 40
"""Chance in 100 that a patrol in Dorre gets only part of the way after the change of April."""
_QUIET = ("Market open, nothing asked for.", "Fields worked on both sides of the road.", "School open, wells in use.")
_FEES = "Each cart paid at the barrier while we watched."
_HALFWAY = "Had to turn at the second barrier; the villages beyond were not seen."


def patrols(dice: Dice) -> Iterator[Told]:
    """One patrol of each field office every second month of 2032, entered a day or two later."""
    for month in _MONTHS:
        day = date(2032, month, dice.between(2, 26))
        partly = month >= 5 and dice.percent(_PARTLY_IN)
        seen = _HALFWAY if partly else dice.pick(_QUIET)
        yield _patrol(AMBER_FORD, dice.pick(("Amber Ford", "Halvrane")), day, seen, dice, partly=partly)
        day = date(2032, month, dice.between(2, 26))
        yield _patrol(KESSIN_TOWN, "Kessin", day, _FEES if month < 6 else dice.pick(_QUIET), dice)


def _patrol(office: str, name: str, day: date, seen: str, dice: Dice, *, partly: bool = False) -> Told:
    fields = Visit(
        purpose="patrol",
        where=place(name, dice.pick(district(name).villages)),
        when=on(day.isoformat()),
        components=("force",),
        access="partial" if partly else "full",
        seen=seen,
    )
    entered = day + timedelta(days=dice.between(1, 2))
    return told(f"patrol-{office.split(maxsplit=1)[0].lower()}-{day:%m}", office, entered.isoformat(), fields)
