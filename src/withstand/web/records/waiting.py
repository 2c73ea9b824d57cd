"""What waits for an account on the first page: what came since its last visit, conflicts, actions that are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.kinds import REGISTRY
from withstand.ledger.fields import last_day
from withstand.picture.filters import Filter
from withstand.picture.picture import Picture
from withstand.web.records import saying, titles
from withstand.web.records.table import Row, short_row
from withstand.web.records.visits import Visit

MOST = 10
SOON = timedelta(days=7)
_ACTION = "mission.Action"
_OVER = ("done", "dropped")


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


def new_since(picture: Picture, visit: Visit | None) -> New | None:
    """What came since a visit; None on the first."""
    if visit is None:
        return None
    where = Filter(new_since=visit.reach)
    counts = picture.counts(where)
    by_kind = [
        (titles.kind_words(kind), titles.word_of(kind), counts[kind.name]) for kind in REGISTRY if kind.name in counts
    ]
    found = picture.stretch(None, where, limit=MOST).records if counts else ()
    return New(saying.moment_words(visit.at), tuple(by_kind), tuple(short_row(one) for one in found))


def in_conflict(picture: Picture) -> tuple[Row, ...]:
    """Records of which versions stand side by side."""
    return tuple(short_row(one) for one in picture.conflicts())


def actions_due(picture: Picture, components: Sequence[str], today: date) -> tuple[Due, ...]:
    """Open actions of some components (`*`: of all) that are due within days or overdue, the earliest first."""
    kind = REGISTRY.get(_ACTION)
    if kind is None:
        return ()
    found = []
    for seen in picture.each(kind):
        due = str(seen.raw.get("due") or "")
        own = {seen.raw.get("owner"), *seen.raw.get("components", ())}
        mine = "*" in components or bool(own & set(components))
        if due and mine and seen.raw.get("status", "open") not in _OVER and last_day(due) <= today + SOON:
            found.append((last_day(due), seen, due))
    ordered = sorted(found, key=lambda one: (one[0], one[1].record))
    return tuple(Due(short_row(seen), saying.day(due), last < today) for last, seen, due in ordered)
