"""What waits for an account on the first page: what came since its last visit, conflicts, actions that are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from withstand.kinds import REGISTRY
from withstand.ledger.fields import last_day
from withstand.mission.records import ACTION
from withstand.picture.audience import EVERY
from withstand.picture.filters import Filter, Pending
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary
from withstand.web.records import saying, titles
from withstand.web.records.table import Row, short_row
from withstand.web.records.visits import Visit

MOST = 10
SOON = timedelta(days=7)
_LOOKED_AT = 200
_OVER = tuple(key for key, term in vocabulary("action_status").terms.items() if term.facts["closed"])


@dataclass(frozen=True)
class Came:
    """What came since a visit: how many by the names of kinds, and the first few."""

    since: datetime
    counts: dict[str, int]
    records: tuple[Seen, ...]


@dataclass(frozen=True)
class Awaited:
    """An action, the partial date by which it is to be done, and whether that has passed."""

    seen: Seen
    due: str
    overdue: bool


@dataclass(frozen=True)
class New:
    """What came since the last visit: how many of each kind, and the first few."""

    since: str
    counts: tuple[tuple[str, str, int], ...]
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(number for _, _, number in self.counts)


@dataclass(frozen=True)
class Due:
    """An action, the day by which it is to be done, in words, and whether that day has passed."""

    row: Row
    day: str
    overdue: bool


@dataclass(frozen=True)
class Waiting:
    """What is due, and how many more there are."""

    rows: tuple[Due, ...]
    more: int


def came_since(picture: Picture, visit: Visit | None) -> Came | None:
    """What came since a visit; None on the first."""
    if visit is None:
        return None
    where = Filter(new_since=visit.reach)
    counts = picture.counts(where)
    return Came(visit.at, counts, picture.stretch(None, where, limit=MOST).records if counts else ())


def new_since(picture: Picture, visit: Visit | None) -> New | None:
    """The same in words."""
    came = came_since(picture, visit)
    if came is None:
        return None
    by_kind = [
        (titles.kind_words(kind), titles.word_of(kind), came.counts[kind.name])
        for kind in REGISTRY
        if kind.name in came.counts
    ]
    return New(saying.moment_words(came.since), tuple(by_kind), tuple(short_row(one) for one in came.records))


def awaited(picture: Picture, components: Sequence[str], today: date) -> tuple[tuple[Awaited, ...], int]:
    """Open actions of some components (`*`: of all) that are due within days or overdue, the earliest first; and how
    many more there are.
    """
    whose = () if EVERY in components else tuple(components)
    if not components:
        return (), 0
    pending = Pending((today + SOON).isoformat(), "due", "status", _OVER, ("owner", "components"), whose)
    number = picture.count(ACTION, Filter(pending=pending))
    found = picture.stretch(ACTION, Filter(pending=pending), limit=_LOOKED_AT, earliest_first=True).records
    days = [(str(seen.raw["due"]), seen) for seen in found]
    ordered = sorted(days, key=lambda one: (last_day(one[0]), one[1].record))[:MOST]
    return tuple(Awaited(seen, due, last_day(due) < today) for due, seen in ordered), number - len(ordered)


def actions_due(picture: Picture, components: Sequence[str], today: date) -> Waiting:
    """The same in words."""
    found, more = awaited(picture, components, today)
    return Waiting(tuple(Due(short_row(one.seen), saying.day(one.due), one.overdue) for one in found), more)
