"""States at earlier frontiers, each worked out once and kept in memory while nobody writes.

What is kept says only which version of a record stood then. Rights, and whether a text is still here, are asked of the
present tables in each question, so nothing that was withdrawn, redacted or restricted since is read around them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from withstand.ledger.store.states import LINKS_THEN, states_then

if TYPE_CHECKING:
    from withstand.ledger.store.database import Database

_PLACES = 3
"""So many frontiers are kept at a time; the one asked for longest ago makes room."""

_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS {name} (
  r INTEGER PRIMARY KEY, record TEXT NOT NULL, n INTEGER, heads INTEGER, kind TEXT, first TEXT, last TEXT, area TEXT
);
CREATE TEMP TABLE IF NOT EXISTS {name}_link (
  record TEXT NOT NULL, role TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, about TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS temp.{name}_record ON {name} (record);
CREATE INDEX IF NOT EXISTS temp.{name}_kind ON {name} (kind, first, record) WHERE n IS NOT NULL;
CREATE INDEX IF NOT EXISTS temp.{name}_area ON {name} (area) WHERE n IS NOT NULL;
CREATE INDEX IF NOT EXISTS temp.{name}_source ON {name}_link (source);
CREATE INDEX IF NOT EXISTS temp.{name}_target ON {name}_link (target);
"""


class Moments:
    """The frontiers whose states are kept, in tables of one connection that are never in a file."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._stamp: tuple[int, ...] = ()
        self._kept: dict[str, int] = {}
        self._own = 0

    def at(self, frontier: str) -> str:
        """The name of the table of what has changed since a frontier (JSON), as it was then (see `states_then`)."""
        stamp = self._db.stamp
        stamp = (stamp[0], stamp[1] - self._own, *stamp[2:])
        if stamp != self._stamp:
            self._kept, self._stamp = {}, stamp
        place = self._kept.pop(frontier, None)
        if place is None:
            place = self._free()
            self._fill(f"moment_{place}", frontier)
        self._kept[frontier] = place
        return f"temp.moment_{place}"

    def _free(self) -> int:
        taken = set(self._kept.values())
        if len(taken) == _PLACES:
            return self._kept.pop(next(iter(self._kept)))
        return min(set(range(_PLACES)) - taken)

    def _fill(self, name: str, frontier: str) -> None:
        before = self._db.stamp[1]
        self._db.script(_TABLES.format(name=name))
        self._db.run(f"DELETE FROM {name}")  # noqa: S608
        self._db.run(f"DELETE FROM {name}_link")  # noqa: S608
        known, came = sum(json.loads(frontier).values()), self._db.one("SELECT total(tail) FROM chain")
        states = states_then(few_known=came is not None and 2 * known < came[0])
        self._db.run(f"INSERT INTO {name} {states}", {"frontier": frontier})
        self._db.run(f"INSERT INTO {name}_link {LINKS_THEN.format(moment=name)}")
        self._own += self._db.stamp[1] - before
