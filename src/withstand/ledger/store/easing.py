"""What two people eased: a level lowered, compartments widened, a withdrawal set aside; by version, whatever comes."""

from __future__ import annotations

from withstand.ledger import rights
from withstand.ledger.store.database import Database
from withstand.ledger.system import Act


def ease(database: Database, act: Act, identifier: str) -> None:
    """Keep what an act of two eases."""
    database.run_many(
        "INSERT OR IGNORE INTO eased VALUES (?, ?, ?, ?)",
        [(one, act.what, _eased_to(act), identifier) for one in act.entries],
    )


def _eased_to(act: Act) -> int:
    if act.what == "lower":
        return rights.level(act.classification)
    return rights.compartments(act.compartments) if act.what == "widen" else 0


def eased_entries(database: Database) -> set[str]:
    """All versions that acts eased."""
    return {str(row[0]) for row in database.rows("SELECT entry FROM eased")}


def eased_of(database: Database, record: str) -> dict[tuple[str, str], int]:
    """What was eased about a record's versions, by version and act; of several acts the most open one."""
    rows = database.rows(
        "SELECT e.entry, e.what, e.value FROM eased e JOIN version v ON v.id = e.entry WHERE v.record = ?", (record,)
    )
    found: dict[tuple[str, str], int] = {}
    for entry, what, value in rows:
        known = found.get((entry, what))
        if known is not None:
            value = min(known, value) if what == "lower" else _wider(known, value)
        found[entry, what] = value
    return found


def _wider(first: int, second: int) -> int:
    """What either mask allows."""
    return rights.EVERYBODY if rights.EVERYBODY in (first, second) else first | second
