"""What the first page says of stance: choices to be looked at again, and choices that the evidence points away from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from withstand.ledger.fields import last_day
from withstand.mission.stance.choices import Chosen
from withstand.mission.stance.saying import apart_said
from withstand.mission.stance_records import STANCE
from withstand.picture.picture import Picture
from withstand.web.records import saying
from withstand.web.stance.assessed import Desk
from withstand.web.stance.lines import Told, address, told

SOON = timedelta(days=14)
MOST = 5


@dataclass(frozen=True)
class Apart:
    """A choice and evidence apart, in a sentence: where it is told."""

    chosen: Chosen
    area: str
    address: str
    sentence: str


@dataclass(frozen=True)
class Hints:
    """At most a few of each; `more` so many are left out."""

    due: tuple[Told, ...] = ()
    apart: tuple[Apart, ...] = ()
    more: int = 0


def hints(picture: Picture, day: date) -> Hints:
    """Nothing is read where nothing was chosen. What takes a job to reckon is told on its page, and not here."""
    if not picture.count(STANCE):
        return Hints()
    desk = Desk.at(picture, day)
    held, language = desk.read.thresholds, saying.language()
    standing = [one for one in desk.read.choices.chosen if one.stands]
    due = sorted(
        (one for one in standing if last_day(one.fields.review_by) <= day + SOON),
        key=lambda one: (last_day(one.fields.review_by), one.record),
    )
    found = desk.found() if desk.light else None
    parted = found.apart if found else ()
    apart = tuple(
        Apart(one.chosen, desk.area(one.area), address(one.authority, one.area),
              saying.days_in(apart_said(one, held, language)))
        for one in parted[:MOST]
    )  # fmt: skip
    more = max(0, len(due) - MOST) + max(0, len(parted) - MOST)
    return Hints(tuple(told(due[:MOST], (), held)), apart, more)
