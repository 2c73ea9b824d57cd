"""Who wrote: a token in the header, and a separate table from tokens to people that can be destroyed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from withstand.installation.files import overwrite
from withstand.installation.opening import Opened
from withstand.ledger.ids import Randomness
from withstand.ledger.store.authors import AuthorTable


class Authors:
    """The authors of this installation. A token stands for one person in one week of the calendar (ISO 8601)."""

    def __init__(
        self, path: Path | None, key: bytes | None, own: frozenset[str] = frozenset(),
        randomness: Randomness = secrets.token_bytes,
    ) -> None:  # fmt: skip
        self.path, self._own, self._randomness = path, own, randomness
        self._table = AuthorTable(path, key)

    def token(self, person: str, day: date) -> str:
        """The token under which a person writes on a day; random, so that nothing can be reckoned from it."""
        year, week, _ = day.isocalendar()
        return self._table.token(person.strip(), f"{year}-W{week:02d}", self._randomness(12).hex())

    def who(self, token: str, installation: str) -> str:
        """The person behind a token in an entry of an installation, or the empty text.

        Tokens stand in headers that everybody reads: one that another installation copied names nobody.
        """
        return self._table.who(token) if installation in self._own else ""

    def all(self) -> list[tuple[str, str, str]]:
        """Every token given out: token, person, week."""
        return self._table.all()

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """The moment to copy the table."""
        with self._table.held_still():
            yield

    def close(self) -> None:
        """Close the table."""
        self._table.close()


@contextmanager
def authors_of(opened: Opened) -> Iterator[Authors]:
    """The authors of an open workspace; the table is made when it is first asked for."""
    key = bytes.fromhex(opened.keyring.authors) if opened.keyring.encrypted else None
    own = opened.ledger.formerly | {opened.keyring.installation}
    authors = Authors(opened.workspace.authors, key, own)
    try:
        yield authors
    finally:
        authors.close()


def destroy_authors(path: Path) -> bool:
    """Overwrite and remove the table; whether there was one. No chain breaks: headers keep their tokens."""
    there = False
    for part in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal"))):
        if part.exists():
            overwrite(part)
            there = True
    return there
