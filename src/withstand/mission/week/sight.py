"""Whether anybody could go and see: a rating that rests on no access is not a low one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.mission.records import Threat
from withstand.mission.week.known import Attempt
from withstand.vocabulary.terms import vocabulary

LOOKS_BACK = timedelta(days=60)
NOBODY = ("denied", "not_attempted")
SOMEBODY = ("full", "partial")
HIGHEST_OF_LOW = 2


@dataclass(frozen=True)
class Blind:
    """Nobody could see. `said` is the access that the rating itself names; `last_there` the last day somebody was
    there, if any is known; `tried` and `kept_out` count attempts of the last 60 days.
    """

    said: str
    last_there: date | None
    tried: int
    kept_out: int


def blind(threat: Threat, attempts: Iterable[Attempt], on: date) -> Blind | None:
    """Why the ratings of a threat rest on no access; None where somebody could see, or nothing says otherwise.

    A low rating of which nobody says that anybody was there rests on no access too.
    """
    area = threat.where.area.casefold()
    here = [one for one in attempts if area and one.area.casefold() == area and one.on <= on]
    there = [one.on for one in here if one.access in SOMEBODY]
    recent = [one for one in here if one.on > on - LOOKS_BACK]
    kept_out = sum(one.access in NOBODY for one in recent)
    found = Blind(threat.access, max(there, default=None), len(recent), kept_out)
    if threat.access in NOBODY or (recent and kept_out == len(recent)):
        return found
    seen = threat.access in SOMEBODY or any(one.access in SOMEBODY for one in recent)
    return found if looks_low(threat) and not seen else None


def looks_low(threat: Threat) -> bool:
    """Whether the rating as a whole, or without one the likelihood, is low as written."""
    rating = rank("threat_ratings", threat.rating)
    if rating is None:
        rating = rank("likelihood", threat.likelihood)
    return rating is not None and rating <= HIGHEST_OF_LOW


def rank(name: str, key: str) -> int | None:
    """The rank of a term; None for unknown, which is never low."""
    found = vocabulary(name).terms[key].facts.get("rank")
    return found if isinstance(found, int) else None
