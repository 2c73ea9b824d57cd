"""Who was where, month by month: our bases and patrols and theirs, as somebody counted them. A gap stays a gap."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_words import every_day, place, to, told
from withstand.evidence.presence import Presence

if TYPE_CHECKING:
    from withstand.demo.dice import Dice

MONTHS = tuple(date(year, month, 1) for year in (2031, 2032) for month in range(1, 13))
LAST_ENTRY = date(2032, 12, 30)
EVERY, QUARTERLY, YEARLY = range(1, 13), (2, 5, 8, 11), (8,)

_SPREAD = 2
"""By how many patrols a month may differ from what its quarter is used to."""


@dataclass(frozen=True)
class Count:
    """What one office counts in a district; months in `missing` nobody counted.

    `patrols` by quarter, what is usual; `posts` a figure a quarter, or a figure a month.
    """

    office: str
    district: str
    side: str
    posts: str
    patrols: tuple[int, ...]
    actor: str = ""
    months: range | tuple[int, ...] = EVERY
    missing: tuple[str, ...] = ()
    patrols_unseen: tuple[str, ...] = ()
    people: int = 0
    remarks: tuple[tuple[str, str], ...] = ()


_AF, _KT, _HQ = AMBER_FORD, KESSIN_TOWN, HEADQUARTERS

OURS = (
    Count(_AF, "Amber Ford", "own_side", "22222333", (12, 14, 14, 13, 13, 9, 11, 10), "own-battalion",
          missing=("2031-07", "2032-07"), people=210,
          remarks=(("2032-05", "No patrol crossed the bridge after the 17th."),
                   ("2032-08", "A third base, at the mill, after the rotation; July was not counted."))),
    Count(_KT, "Kessin", "own_side", "222222222222222222222211", (9, 10, 10, 11, 12, 14, 14, 12), missing=("2031-01",),
          people=140, remarks=(("2032-11", "One base, since the other was handed over on the first."),)),
    Count(_KT, "Pellisar", "own_side", "000011111111110000000000", (11, 12, 12, 12, 12, 12, 4, 0),
          missing=("2031-01", "2031-02"), people=80,
          remarks=(("2032-03", "The base is closed; patrols come from the town."),
                   ("2032-10", "Turned back once at the last bridge; nobody reached the district."),)),
    Count(_HQ, "Lonnhaven", "own_side", "000000000000000011111111", (4, 4, 5, 5, 5, 8, 9, 9),
          missing=("2031-12",), people=90, remarks=(("2032-05", "A base beside the stadium."),)),
    Count(_AF, "Vaskerry", "own_side", "00000000", (4, 4, 4, 3, 3, 3, 3, 2), months=QUARTERLY),
    Count(_AF, "Halvrane", "own_side", "00000000", (6, 6, 7, 6, 6, 5, 5, 4), months=QUARTERLY),
    Count(_KT, "Ulvenne", "own_side", "00111111", (4, 4, 4, 3, 3, 5, 5, 5), months=QUARTERLY, people=70),
    Count(_KT, "Draymoor", "own_side", "00011111", (3, 3, 3, 4, 4, 4, 4, 4), months=QUARTERLY,
          missing=("2031-02",), people=90),
    Count(_HQ, "Velm", "own_side", "22222222", (14, 14, 14, 14, 14, 14, 14, 14), months=QUARTERLY, people=260),
    Count(_AF, "Orrenby", "own_side", "00000000", (2,) * 8, months=YEARLY),
    Count(_KT, "Marrowick", "own_side", "00001111", (2,) * 8, months=YEARLY),
    Count(_HQ, "Sarrowmere", "own_side", "01111111", (2,) * 8, months=YEARLY),
    Count(_HQ, "Ninnock", "own_side", "00001111", (2,) * 8, months=YEARLY),
)  # fmt: skip
"""Our own count: bases, patrols sent and people where there is a base."""

THEIRS = (
    Count(_AF, "Amber Ford", "host_state", "44445677", (17, 18, 18, 17, 20, 24, 21, 18), "army-4",
          missing=("2031-03", "2031-07", "2032-05", "2032-07"), patrols_unseen=("2032-06", "2032-09"),
          remarks=(("2032-06", "The east bank was not seen: posts on this side of the bridge only."),)),
    Count(_KT, "Kessin", "host_state", "777777777888777664333333", (16, 16, 15, 15, 14, 14, 15, 15), "army-2",
          missing=("2031-01", "2031-02", "2031-09"),
          remarks=(("2032-06", "Barriers at Salt Gate and Ferrisand are gone."),)),
    Count(_KT, "Pellisar", "host_state", "33332234", (8, 9, 8, 8, 7, 7, 9, 9), "army-2",
          missing=("2031-01", "2031-02", "2031-06", "2031-12", "2032-03", "2032-07", "2032-09", "2032-10",
                   "2032-11", "2032-12"),
          patrols_unseen=("2031-05", "2031-10", "2032-08")),
    Count(_HQ, "Lonnhaven", "host_state", "22222365", (10, 10, 9, 10, 10, 12, 18, 15), "police",
          missing=("2031-05", "2031-12", "2032-09"), patrols_unseen=("2032-10",),
          remarks=(("2032-08", "Posts of riot police before the vote."),)),
    Count(_AF, "Vaskerry", "state_partner", "33344455", (6, 6, 7, 7, 8, 8, 9, 9), "lamp-guard", months=QUARTERLY,
          missing=("2031-02", "2031-11", "2032-08"), patrols_unseen=("2032-05", "2032-11")),
    Count(_AF, "Halvrane", "host_state", "22222111", (6, 6, 6, 5, 4, 3, 3, 3), "army-42", months=QUARTERLY,
          missing=("2031-08",)),
    Count(_KT, "Ulvenne", "host_state", "33322222", (5, 5, 5, 4, 4, 4, 5, 5), "army-21", months=QUARTERLY,
          missing=("2031-11",)),
    Count(_KT, "Draymoor", "host_state", "11111111", (3, 3, 3, 2, 2, 2, 2, 2), "gendarmerie", months=QUARTERLY,
          missing=("2031-02", "2032-08")),
    Count(_HQ, "Velm", "host_state", "99999999", (30,) * 8, "police", months=QUARTERLY, missing=("2031-05",)),
    Count(_AF, "Orrenby", "host_state", "11111111", (2,) * 8, "gendarmerie-dorre", months=YEARLY,
          missing=("2032-08",)),
    Count(_AF, "Tessock", "host_state", "22222222", (3,) * 8, "army-42", months=YEARLY),
    Count(_KT, "Marrowick", "host_state", "22221111", (4,) * 8, "army-22", months=YEARLY, missing=("2032-08",)),
    Count(_HQ, "Sarrowmere", "host_state", "11111111", (3,) * 8, "police", months=YEARLY),
)  # fmt: skip
"""Theirs, as our patrols saw it: nothing of Pellisar since September, nothing beyond the bridge in the weeks of May."""


def presence(dice: Dice) -> Iterator[Told]:
    """The counts of two years, each entered in the first week of the month after."""
    for count in (*OURS, *THEIRS):
        for number, month in enumerate(MONTHS):
            if month.month in count.months and f"{month:%Y-%m}" not in count.missing:
                yield _counted(count, number, month, dice)


def _counted(count: Count, number: int, month: date, dice: Dice) -> Told:
    used, named = count.patrols[number // 3], f"{month:%Y-%m}"
    patrols = max(0, used + dice.between(-_SPREAD, _SPREAD)) if used else 0
    last = min(month.replace(day=monthrange(month.year, month.month)[1]), LAST_ENTRY - timedelta(days=2))
    entered = min(last + timedelta(days=dice.between(2, 7)), LAST_ENTRY)
    posts = int(count.posts[number * len(count.posts) // len(MONTHS)])
    fields = Presence(
        presence_of=count.side,
        where=place(count.district),
        when=every_day(month.isoformat(), last.isoformat()),
        posts=posts,
        patrols=None if named in count.patrols_unseen else patrols,
        personnel=count.people * posts or None,
        narrative=dict(count.remarks).get(named, ""),
    )
    side = "ours" if count.side == "own_side" else "theirs"
    key = f"present-{count.district.replace(' ', '-').lower()}-{side}-{month:%y%m}"
    return told(key, count.office, entered.isoformat(), fields, *(to("present", count.actor) if count.actor else ()))
