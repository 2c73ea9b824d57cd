"""Opening the file, transactions, and the few values that are not entries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from withstand.ledger.errors import LedgerError, Locked
from withstand.ledger.store import schema

Row = tuple[Any, ...]


class Database:
    """One connection to a ledger's file. Errors of the file system come out as sentences."""

    def __init__(self, path: Path | None, key: bytes | None = None, *, read_only: bool = False) -> None:
        """Open `path` (None: in memory), with a 32-byte key where it is encrypted.

        Raises:
            Locked: the key does not open it.
            LedgerError: there is no such file, or it is no ledger.
        """
        self.path, self.key = path, key
        where = ":memory:" if path is None else f"file:{path}?mode=ro" if read_only else str(path)
        try:
            self._sql = sqlite.connect(
                where, isolation_level=None, uri=read_only and path is not None, check_same_thread=False
            )
            if key is not None:
                self._sql.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            self._sql.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for setting in schema.SETTINGS:
                if not (read_only and "journal_mode" in setting):
                    self._sql.execute(setting)
        except sqlite.DatabaseError as problem:
            raise _told(problem, path) from None

    @classmethod
    def create(cls, path: Path | None, key: bytes | None = None) -> Database:
        """A new, empty ledger."""
        database = cls(path, key)
        for part in (schema.LOG, schema.PROJECTIONS):
            database.script(part)
        database.secure_search()
        database.set("schema", schema.VERSION)
        return database

    def script(self, statements: str) -> None:
        """Run several statements."""
        self._sql.executescript(statements)

    def secure_search(self) -> None:
        """Let the search index overwrite what it drops."""
        self._sql.execute("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")

    def run(self, statement: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> int:
        """Run one statement; the number of rows it changed.

        Raises:
            LedgerError: the disk is full, the folder read-only, the file damaged. Nothing was kept.
        """
        try:
            return int(self._sql.execute(statement, values).rowcount)
        except sqlite.DatabaseError as problem:
            raise _told(problem, self.path) from None

    def run_many(self, statement: str, rows: Any) -> None:
        """Run one statement for every row."""
        try:
            self._sql.executemany(statement, rows)
        except sqlite.DatabaseError as problem:
            raise _told(problem, self.path) from None

    def rows(self, statement: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a question."""
        try:
            return list(self._sql.execute(statement, values))
        except sqlite.DatabaseError as problem:
            raise _told(problem, self.path) from None

    def each(self, statement: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> Iterator[Row]:
        """The rows one by one, never all in memory."""
        try:
            yield from self._sql.execute(statement, values)
        except sqlite.DatabaseError as problem:
            raise _told(problem, self.path) from None

    def one(self, statement: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> Row | None:
        """The first row, or None."""
        found = self.rows(statement, values)
        return found[0] if found else None

    def get(self, name: str) -> str:
        """A kept value, or the empty text."""
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        return "" if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Keep a value."""
        self.run("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, on the disk, or nothing."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._sql.in_transaction:
                self._sql.rollback()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging state for several questions."""
        if self._sql.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            if self._sql.in_transaction:
                self._sql.rollback()

    def forget(self) -> None:
        """Overwrite what was deleted: in the search index, in the file, in the write-ahead log."""
        self.run("INSERT INTO words (words) VALUES ('optimize')")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        self._sql.close()


def _told(problem: sqlite.DatabaseError, path: Path | None) -> LedgerError:
    """The problem as a sentence."""
    said, name = str(problem), path.name if path else "the ledger"
    if "file is not a database" in said or "hmac check failed" in said:
        return Locked(f"{name} cannot be opened: the passphrase is another one, or the file is no ledger.")
    if "full" in said:
        return LedgerError(f"The disk is full: {name} was not changed. Free some space and repeat.")
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return LedgerError(f"{name} cannot be written here: the folder or the file is read-only. Nothing was changed.")
    if "malformed" in said:
        return LedgerError(f"{name} is damaged on the disk. Restore it from a backup, then import what came since.")
    if "locked" in said:
        return LedgerError(f"{name} is being written by another program. Wait for it to end and repeat.")
    return LedgerError(f"{name} refused: {said}. Nothing was changed.")
