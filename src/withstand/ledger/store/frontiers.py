"""How far each chain was known, at a moment, at an installation."""

from __future__ import annotations

import json
from collections.abc import Mapping

from withstand.ledger.store.database import Database


def frontier_at(database: Database, installation: str, instant: int | None) -> dict[int, int]:
    """How far each chain was known at an installation at an instant; None stands for now, and here.

    An installation knows its own entries, whose instants only rise, and of other chains what its receipts say had
    arrived.
    """
    if instant is None:
        return dict(database.rows("SELECT k, tail FROM chain WHERE tail > 0"))
    own = database.one("SELECT k, tail FROM chain WHERE installation = ?", (installation,))
    if own is None:
        return {}
    last = database.one(
        "SELECT sequence FROM version WHERE chain = ? AND recorded_at <= ? ORDER BY recorded_at DESC, sequence DESC"
        " LIMIT 1", (own[0], instant),
    )  # fmt: skip
    if last is None:
        return {}
    receipt = database.one(
        "SELECT frontier FROM receipt WHERE chain = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1",
        (own[0], last[0]),
    )
    numbers: dict[str, int] = dict(database.rows("SELECT installation, k FROM chain"))
    held = json.loads(receipt[0]) if receipt else {}
    frontier = {numbers[name]: upto for name, upto in held.items() if name in numbers}
    frontier[own[0]] = int(last[0])
    return frontier


def instant_of(database: Database, installation: str, frontier: Mapping[int, int]) -> int:
    """The instant at which exactly this was known at an installation: that of its own last entry; 0 before any."""
    own = database.one("SELECT k FROM chain WHERE installation = ?", (installation,))
    if own is None or own[0] not in frontier:
        return 0
    place = (own[0], frontier[own[0]])
    asked = "SELECT recorded_at FROM version INDEXED BY version_chain WHERE chain = ? AND sequence = ?"
    row = database.one(asked, place)
    return int(row[0]) if row else 0
