"""The whole mission from its seed: every record at its hour, what was forgotten, and which bundle went when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain

from msgspec.structs import replace

from withstand.demo.dice import Dice
from withstand.demo.mission_actions import ACTIONS
from withstand.demo.mission_actors import ACTORS
from withstand.demo.mission_aftermath import AFTERMATH
from withstand.demo.mission_answered import answered
from withstand.demo.mission_conduct import conduct
from withstand.demo.mission_consent import consent
from withstand.demo.mission_data import (
    AMBER_FORD,
    HEADQUARTERS,
    KESSIN_TOWN,
    Edit,
    Mission,
    Redacted,
    Sent,
    Told,
)
from withstand.demo.mission_dialogue import DIALOGUE
from withstand.demo.mission_dialogue_patrols import attempts
from withstand.demo.mission_fuel import FUEL
from withstand.demo.mission_kessin import KESSIN
from withstand.demo.mission_mended import MENDED_RECORDS
from withstand.demo.mission_planted import PLANTED_RECORDS
from withstand.demo.mission_posts import POSTS
from withstand.demo.mission_presence import presence
from withstand.demo.mission_ratings import ratings
from withstand.demo.mission_routine import patrols
from withstand.demo.mission_sources import SOURCES_AND_NAMES
from withstand.demo.mission_stadium import STADIUM
from withstand.demo.mission_stances import PLANTED, STANCES
from withstand.demo.mission_support_fuel import SUPPORT_FUEL
from withstand.demo.mission_support_kessin import SUPPORT_KESSIN
from withstand.demo.mission_support_others import ACCEPTED, SUPPORT_OTHERS
from withstand.demo.mission_threats import THREATS
from withstand.demo.mission_ties import TIES
from withstand.demo.mission_words import moment

SEED = 2031
FIRST_HOUR, LAST_HOUR = 7, 17
BUNDLE_HOUR, BETWEEN_BUNDLES = 18, timedelta(minutes=10)
LINE_DOWN = (date(2032, 6, 21), date(2032, 7, 19))
"""Days on which nothing goes from or to Kessin town."""

STORIES = (ACTORS, SOURCES_AND_NAMES, TIES, FUEL, AFTERMATH, STADIUM, KESSIN, PLANTED_RECORDS, MENDED_RECORDS)
FIELD = (AMBER_FORD, KESSIN_TOWN)
REDACTIONS = (
    Redacted(
        key="voice-from-mossgrane",
        office=HEADQUARTERS,
        entered_on=moment("2032-10-14"),
        reason="the text tells who spoke to us",
    ),
)


@cache
def mission(seed: int = SEED) -> Mission:
    """Everything, in order of time."""
    dice = Dice(seed)
    records = tuple(chain(*STORIES, patrols(dice)))
    hours = _hours([*_days(records), *(one.entered_on for one in REDACTIONS)], dice)
    timed = [_at_hours(told, hours) for told in records]
    weekly = (*THREATS, *ACTIONS)
    meetings = _hours([*_days(weekly)], Dice(seed, 1))
    timed.extend(_at_hours(told, meetings) for told in weekly)
    accepting = _hours([one.entered_on for one in ACCEPTED], Dice(seed, 3))
    diligence = (*POSTS, *SUPPORT_FUEL, *SUPPORT_KESSIN, *SUPPORT_OTHERS)
    desk = _hours([*_days(diligence)], Dice(seed, 2))
    timed.extend(_at_hours(told, desk) for told in diligence)
    spoken = (*DIALOGUE, *attempts(Dice(seed, 4)))
    talks = _hours([*_days(spoken)], Dice(seed, 3))
    timed.extend(_at_hours(told, talks) for told in spoken)
    timed.extend(_told_of_stance(seed))
    return Mission(
        records=tuple(sorted(timed, key=lambda told: told.entered_on)),
        acceptances=tuple(replace(one, entered_on=next(accepting[one.entered_on])) for one in ACCEPTED),
        redactions=tuple(replace(one, entered_on=next(hours[one.entered_on])) for one in REDACTIONS),
        bundles=tuple(sorted(_bundles(), key=lambda sent: sent.entered_on)),
    )


def _told_of_stance(seed: int) -> Iterator[Told]:
    """Who was where, what was answered, what authorities were seen to do, and what was chosen."""
    seen = (*presence(Dice(seed, 5)), *answered(Dice(seed, 7)), *conduct(), *consent(), *ratings(Dice(seed, 8)))
    chosen = (*seen, *STANCES, *PLANTED)
    hours = _hours([*_days(chosen)], Dice(seed, 6))
    return (_at_hours(told, hours) for told in chosen)


def _days(records: Sequence[Told]) -> Iterator[datetime]:
    for told in records:
        yield told.entered_on
        yield from (edit.entered_on for edit in told.edits)


def _hours(days: Sequence[datetime], dice: Dice) -> dict[datetime, Iterator[datetime]]:
    """For each day as many moments of the working day as it has entries, one after the other."""
    counted = {day: days.count(day) for day in sorted(set(days))}
    return {day: iter(sorted(_moments(day, count, dice))) for day, count in counted.items()}


def _moments(day: datetime, count: int, dice: Dice) -> set[datetime]:
    drawn: set[datetime] = set()
    while len(drawn) < count:
        drawn.add(day + timedelta(seconds=dice.between(FIRST_HOUR * 3600, LAST_HOUR * 3600)))
    return drawn


def _at_hours(told: Told, hours: dict[datetime, Iterator[datetime]]) -> Told:
    entered = next(hours[told.entered_on])
    edits: list[Edit] = [replace(edit, entered_on=next(hours[edit.entered_on])) for edit in told.edits]
    return replace(told, entered_on=entered, edits=tuple(edits))


def _bundles() -> Iterator[Sent]:
    """Once a quarter in 2031; in 2032 twice a month to headquarters and once back; on two days in May at once."""
    for month in (1, 4, 7, 10):
        yield from _evening(date(2031, month, 20), (*_inward(), *_outward()))
    for month in range(1, 13):
        yield from _evening(date(2032, month, 5), _inward())
        yield from _evening(date(2032, month, 6), _outward())
        yield from _evening(date(2032, month, 20), _inward())
    for day in (18, 21):
        yield from _evening(date(2032, 5, day), ((AMBER_FORD, HEADQUARTERS),))
    yield from _evening(date(2032, 7, 21), ((HEADQUARTERS, KESSIN_TOWN),))
    yield from _evening(date(2032, 12, 30), (*_inward(), *_outward()))


def _inward() -> tuple[tuple[str, str], ...]:
    return tuple((office, HEADQUARTERS) for office in FIELD)


def _outward() -> tuple[tuple[str, str], ...]:
    return tuple((HEADQUARTERS, office) for office in FIELD)


def _evening(day: date, pairs: Sequence[tuple[str, str]]) -> Iterator[Sent]:
    first = moment(day.isoformat()) + timedelta(hours=BUNDLE_HOUR)
    down = LINE_DOWN[0] <= day <= LINE_DOWN[1]
    for number, (sender, receiver) in enumerate(pairs):
        if not (down and KESSIN_TOWN in (sender, receiver)):
            yield Sent(sender=sender, receiver=receiver, entered_on=first + number * BETWEEN_BUNDLES)
