"""What an installation asks of its ledger about itself: conflicts, bodies held, acts; and its file, held still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from withstand.ledger.errors import LedgerError
from withstand.ledger.store.database import Database

_TRIES = 50


def conflicts(database: Database) -> list[tuple[str, str]]:
    """Records with more than one head: record, kind."""
    rows = database.rows(
        "SELECT record, kind FROM record WHERE heads > 1"
        " AND record NOT IN (SELECT entry FROM gone WHERE why = 'redact') ORDER BY record"
    )
    return [(row[0], row[1]) for row in rows]


def strange(database: Database, unknown_level: int) -> list[tuple[str, str, str, str, str, int]]:
    """Versions that do not stand, or whose classification is not known: record, its kind, version, its kind,
    installation, level. The ledger's own kinds too.
    """
    return [
        (row[0], row[1], row[2], row[3], row[4], int(row[5]))
        for row in database.rows(
            "SELECT v.record, r.kind, v.id, v.kind, c.installation, v.level FROM version v"
            " JOIN record r ON r.record = v.record JOIN chain c ON c.k = v.chain"
            " WHERE NOT v.stands OR v.level = ? ORDER BY v.record, v.id",
            (unknown_level,),
        )
    ]


def bodies_held(database: Database) -> Iterator[tuple[str, int]]:
    """Every entry whose body is here: installation and number, in order."""
    rows = database.each(
        "SELECT c.installation, e.sequence FROM entry e JOIN body b ON b.n = e.n JOIN chain c ON c.k = e.chain"
        " ORDER BY c.installation, e.sequence"
    )
    yield from ((row[0], row[1]) for row in rows)


def acts(database: Database) -> list[str]:
    """Entries that are acts of two people, or erasures, in the order of their ids."""
    return [row[0] for row in database.rows("SELECT id FROM version WHERE kind LIKE 'ledger.Act@%' ORDER BY id")]


def waiting(database: Database) -> dict[str, int]:
    """Entries of each installation that wait for earlier ones."""
    rows = database.rows(
        "SELECT c.installation, count(*) FROM entry e JOIN chain c ON c.k = e.chain WHERE e.sequence > c.tail"
        " GROUP BY c.installation"
    )
    return {row[0]: row[1] for row in rows}


@contextmanager
def held_still(database: Database) -> Iterator[None]:
    """All of the ledger stands in its one file, and nobody writes meanwhile: the moment to copy it.

    Raises:
        LedgerError: other programs never stop writing.
    """
    log = None if database.path is None else database.path.with_name(f"{database.path.name}-wal")
    for _ in range(_TRIES):
        database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        with database.writing():
            if log is None or not log.exists() or log.stat().st_size == 0:
                yield
                return
    raise LedgerError("Other programs are writing into this ledger without a pause. Close them and repeat.")


def rekey(database: Database, key: bytes) -> None:
    """Encrypt the whole file under another key."""
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    database.rows("PRAGMA journal_mode = DELETE")
    database.rows(f"PRAGMA rekey = \"x'{key.hex()}'\"")
    database.rows("PRAGMA journal_mode = WAL")
