"""Patrols attempted month by month, so that rates exist: most went through, some in quiet districts an hour late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_words import by, on, place, to, told
from withstand.demo.velmara import district
from withstand.evidence.records import Obstruction, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withstand.demo.dice import Dice

_BEATS = {
    AMBER_FORD: (("Amber Ford",), ("Amber Ford",), ("Halvrane", "Tessock", "Orrenby", "Vaskerry")),
    KESSIN_TOWN: (("Kessin",), ("Ulvenne", "Pellisar", "Marrowick", "Draymoor")),
    HEADQUARTERS: (("Velm", "Lonnhaven", "Sarrowmere", "Ninnock"),),
}
"""What each office patrols every month; where there are several districts, one after the other."""

_THINNED_OUT = date(2032, 7, 1)
"""From then on the story itself says who went to Pellisar, and how far."""

_BUSY = {"Velm": 1, "Lonnhaven": 2, "Kessin": 3, "Sarrowmere": 2}
"""Where patrols are delayed and nothing follows: every first, second or third one."""

_MONTHS = tuple(date(year, month, 1) for year in (2031, 2032) for month in range(1, 13))[1:]
_DELAYED, _THROUGH = "Reached, late.", "Reached. Nothing asked for."
_REASONS = ("Papers were copied by hand.", "The man with the stamp was at lunch.", "A parade was on the road.")


def attempts(dice: Dice) -> Iterator[Told]:
    """The patrols of 23 months, and the delays that some met."""
    gone: dict[str, int] = {}
    for number, month in enumerate(_MONTHS):
        for office, beats in _BEATS.items():
            for beat, districts in enumerate(beats):
                name = districts[number % len(districts)]
                name = "Ulvenne" if name == "Pellisar" and month >= _THINNED_OUT else name
                gone[name] = gone.get(name, 0) + 1
                delayed = gone[name] % _BUSY[name] == 0 if name in _BUSY else False
                day = month + timedelta(days=dice.between(1, 25))
                yield from _patrol(f"tried-{name.replace(' ', '-').lower()}-{month:%y%m}-{beat}", office, name, day,
                                   dice, delayed=delayed)  # fmt: skip


def _patrol(key: str, office: str, name: str, day: date, dice: Dice, *, delayed: bool) -> Iterator[Told]:
    to_where = place(name, dice.pick(district(name).villages))
    entered = (day + timedelta(days=dice.between(0, 2))).isoformat()
    visit = Visit(
        purpose="patrol",
        where=to_where,
        when=on(day.isoformat()),
        components=("force",),
        access="partial" if delayed else "full",
        seen=_DELAYED if delayed else _THROUGH,
    )
    yield told(key, office, entered, visit)
    if delayed:
        delay = Obstruction(
            what="movement_delay",
            where=to_where,
            when=on(day.isoformat()),
            perpetrators=(by("host_state", "A2", "high", "police at a barrier", uniformed=True),),
            hostility="none",
            hours_lost=dice.between(1, 2),
            reason_given=dice.pick(_REASONS),
            our_reaction="Waited and went on.",
            grade="A2",
        )
        yield told(f"{key}-delay", office, entered, delay, *to("kept_from", key))
