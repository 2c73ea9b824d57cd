"""The table from author tokens to people: a file of its own, never part of the ledger's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from withstand.ledger.store.database import Database
from withstand.ledger.store.overview import held_still

_TABLES = """
CREATE TABLE person (p INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE token (
  token TEXT PRIMARY KEY, p INTEGER NOT NULL REFERENCES person (p), week TEXT NOT NULL, UNIQUE (p, week)
) WITHOUT ROWID;
"""


class AuthorTable:
    """One token per person and week. Nothing in a token tells whose it is: only this file does."""

    def __init__(self, path: Path | None, key: bytes | None) -> None:
        """Open the table, made anew where there is none (`path` None: in memory).

        Raises:
            LedgerError, Locked: it cannot be opened.
        """
        new = path is None or not path.exists()
        self._db = Database(path, key, new=new and path is not None)
        if new:
            with self._db.writing():
                self._db.script(_TABLES)
            if path is not None:
                path.chmod(0o600)

    def token(self, name: str, week: str, fresh: str) -> str:
        """The token of a person in a week: the one given out before, or the fresh one."""
        with self._db.writing():
            self._db.run("INSERT OR IGNORE INTO person (name) VALUES (?)", (name,))
            self._db.run("INSERT OR IGNORE INTO token SELECT ?, p, ? FROM person WHERE name = ?", (fresh, week, name))
            row = self._db.one(
                "SELECT t.token FROM token t JOIN person p ON p.p = t.p WHERE p.name = ? AND t.week = ?", (name, week)
            )
        return str(row[0]) if row else fresh

    def who(self, token: str) -> str:
        """The person behind a token, or the empty text."""
        row = self._db.one("SELECT p.name FROM token t JOIN person p ON p.p = t.p WHERE t.token = ?", (token,))
        return str(row[0]) if row else ""

    def all(self) -> list[tuple[str, str, str]]:
        """Every token, by person and week: token, person, week."""
        rows = self._db.rows("SELECT t.token, p.name, t.week FROM token t JOIN person p ON p.p = t.p ORDER BY 2, 3")
        return [(row[0], row[1], row[2]) for row in rows]

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """The moment to copy the file."""
        with held_still(self._db):
            yield

    def close(self) -> None:
        """Close the file."""
        self._db.close()
