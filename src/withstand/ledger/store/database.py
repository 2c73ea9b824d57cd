"""Opening the file, transactions, and the few values that are not entries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from withstand.ledger.errors import LedgerError, Locked
from withstand.ledger.store import schema
from withstand.ledger.store.moments import Moments

Row = tuple[Any, ...]


class Database:
    """One connection to a ledger's file. Errors of the file system come out as sentences."""

    def __init__(
        self, path: Path | None, key: bytes | None = None, *, read_only: bool = False, new: bool = False
    ) -> None:
        """Open `path` (None: in memory), with a 32-byte key where it is encrypted.

        Raises:
            Locked: the key does not open it.
            LedgerError: there is no such file (`new`: there is one), or it is no ledger.
        """
        self.path, self.key, self.read_only = path, key, read_only
        self.moments, self._undone = Moments(self), 0
        mode = "ro" if read_only else "rwc" if new else "rw"
        if path is not None and path.exists() == new:
            raise LedgerError(f"{path} exists already; nothing was changed." if new else f"There is no file {path}.")
        still = "&immutable=1" if path is not None and read_only and _unchanging(path) else ""
        where = ":memory:" if path is None else f"{path.absolute().as_uri()}?mode={mode}{still}"
        try:
            self._sql = sqlite.connect(where, isolation_level=None, uri=path is not None, check_same_thread=False)
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
        database = cls(path, key, new=path is not None)
        with database.writing():
            for part in (schema.LOG, schema.PROJECTIONS):
                database.script(part)
            database.secure_search()
            database.set("schema", schema.VERSION)
        return database

    def script(self, statements: str) -> None:
        """Run several statements, each ending its line with a semicolon, within the caller's transaction."""
        for statement in statements.split(";\n"):
            if statement.strip():
                self.run(statement)

    def secure_search(self) -> None:
        """Let the search index overwrite what it drops."""
        self.run("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")

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

    @property
    def stamp(self) -> tuple[int, int, int]:
        """What changes with every write: of others, of this connection (temporary tables too), and with what this
        connection took back.
        """
        row = self.one("PRAGMA data_version")
        return int(row[0]) if row else 0, int(self._sql.total_changes), self._undone

    def _take_back(self) -> None:
        self._undone += 1
        if self._sql.in_transaction:
            self._sql.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, on the disk, or nothing."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._take_back()
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
            self.run("COMMIT")
        except BaseException:
            self._take_back()
            raise

    @contextmanager
    def trying(self) -> Iterator[None]:
        """One transaction of which nothing is kept."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._take_back()

    @contextmanager
    def hurrying(self) -> Iterator[None]:
        """Transactions that wait for no disk; at the end all of them are on it.

        For a ledger that can be made again from the beginning, and for no other: a failing disk or a power cut
        meanwhile may damage the file.
        """
        self.run("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            self.run("PRAGMA synchronous = FULL")
            self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def must_forget(self) -> None:
        """Note, in the transaction that deletes a text, that its remains are still to be overwritten."""
        self.set("forgetting", "1")

    def forget(self) -> bool:
        """Overwrite what was deleted: in the search index, in the file, in the write-ahead log.

        False where another program that has the file open kept the write-ahead log from being emptied: the next to
        open the file tries again.
        """
        self.run("INSERT INTO words (words) VALUES ('optimize')")
        busy = self.one("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy is not None and busy[0]:
            return False
        self.run("DELETE FROM meta WHERE name = 'forgetting'")
        return True

    def finish_forgetting(self) -> bool:
        """Overwrite what an interrupted deletion left, if any."""
        return self.read_only or not self.get("forgetting") or self.forget()

    def close(self) -> None:
        """Close the file."""
        self._sql.close()


def _unchanging(path: Path) -> bool:
    """Whether nobody can write beside the file and nothing waits there: on a medium that is read-only."""
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _told(problem: sqlite.DatabaseError, path: Path | None) -> LedgerError:
    """The problem as a sentence."""
    said, name = str(problem), path.name if path else "the ledger"
    if "file is not a database" in said or "hmac check failed" in said:
        return Locked(f"{name} cannot be opened: the passphrase is another one, or the file is no ledger.")
    if "no such table" in said:
        return LedgerError(f"{name} is no ledger, or was not made to its end: there are no tables in it.")
    if "full" in said or "disk I/O error" in said:
        what = "is full" if "full" in said else "takes nothing more (it is full, or it fails)"
        return LedgerError(f"The disk {what}: {name} was not changed. Free some space and repeat.")
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return LedgerError(f"{name} cannot be written here: the folder or the file is read-only. Nothing was changed.")
    if "malformed" in said:
        return LedgerError(f"{name} is damaged on the disk. Restore it from a backup, then import what came since.")
    if "locked" in said:
        return LedgerError(f"{name} is being written by another program. Wait for it to end and repeat.")
    return LedgerError(f"{name} refused: {said}. Nothing was changed.")
