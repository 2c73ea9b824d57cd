"""Ratings of willingness and ability by desks with habits of their own, month by month, with months nobody rated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_presence import LAST_ENTRY, MONTHS
from withstand.demo.mission_words import place, some_day, to, told
from withstand.mission.stance_records import PostureRating

if TYPE_CHECKING:
    from withstand.demo.dice import Dice


class Rater(NamedTuple):
    """A desk that rates, how far it leans on each axis, and the months in which it rated an area."""

    name: str
    author: str
    lean: tuple[int, int]
    months: str


class Rated(NamedTuple):
    """An area and an authority, what the story would give it a quarter on each axis, and who rated it."""

    area: str
    office: str
    authority: str
    willing: str
    able: str
    raters: tuple[Rater, ...]
    ability_unseen: tuple[str, ...] = ()


_DESK, _CELL, _LIAISON, _TOWN = "protection desk", "analysis cell", "force liaison desk", "field office desk"
MAIN = (
    Rated("Amber Ford", AMBER_FORD, "army-4", "33332112", "22234444", (
        Rater(_DESK, "protection_adviser", (0, 0), "x.xxxx.xxxxxxxxxxx.xxxxx"),
        Rater(_CELL, "joint_analysis", (-1, 0), "...x..x..x..x..xx.x..x.x"),
        Rater(_LIAISON, "force", (1, 1), "............x..x..x.....x"),
    )),
    Rated("Kessin", KESSIN_TOWN, "army-2", "22223444", "33333333", (
        Rater(_DESK, "protection_adviser", (0, 0), "..xx.xxxx.xxxxxxxxxxxxxx"),
        Rater(_CELL, "joint_analysis", (-1, 0), "...x..x..x..x..x..x..x.x"),
        Rater(_TOWN, "civil_affairs", (1, 0), "............x.x.xx.x.x.x"),
    )),
    Rated("Pellisar", KESSIN_TOWN, "army-2", "33333311", "22222233", (
        Rater(_DESK, "protection_adviser", (0, 0), "....xx.xx.xx.xxxx.x....."),
        Rater(_CELL, "joint_analysis", (0, 0), "......x..x..x..x.....x.."),
    ), ("2032-07", "2032-10")),
    Rated("Lonnhaven", HEADQUARTERS, "police", "33333311", "44444444", (
        Rater(_DESK, "protection_adviser", (0, 0), "x.x.x.x.x.x.xxxxxxxxxxxx"),
        Rater(_CELL, "joint_analysis", (-1, 0), "........x.....x..x..xx.x"),
    )),
)  # fmt: skip
"""Nobody of the desk rates Pellisar from October: a blank there is no three."""

_WANDERS = 20
"""In so many of 100 ratings a desk says one more or one less than it is used to."""


def ratings(dice: Dice) -> Iterator[Told]:
    """Month by month, each entered in the last days of its month."""
    for rated in MAIN:
        for rater in rated.raters:
            for number, month in enumerate(MONTHS):
                if rater.months[number] == "x":
                    yield _rating(rated, rater, number, month, dice)


def _rating(rated: Rated, rater: Rater, number: int, month: date, dice: Dice) -> Told:
    willing, able = (
        _from_1_to_5(int(story[number // 3]) + lean + _strays(dice))
        for story, lean in zip((rated.willing, rated.able), rater.lean, strict=True)
    )
    day = min(month.replace(day=dice.between(24, 28)), LAST_ENTRY).isoformat()
    fields = PostureRating(
        rater=rater.name,
        author=rater.author,
        where=place(rated.area),
        when=some_day(month.isoformat(), day),
        willingness=willing,
        ability=None if f"{month:%Y-%m}" in rated.ability_unseen else able,
        confidence=dice.pick(("low", "moderate", "moderate", "high")),
    )
    slug = f"{rated.area} {rater.name}".replace(" ", "-").lower()
    office = HEADQUARTERS if rater.author == "joint_analysis" else rated.office
    return told(f"rated-{slug}-{month:%y%m}", office, day, fields, *to("authority", rated.authority))


def _strays(dice: Dice) -> int:
    return dice.pick((-1, 1)) if dice.percent(_WANDERS) else 0


def _from_1_to_5(value: int) -> int:
    return min(5, max(1, value))
