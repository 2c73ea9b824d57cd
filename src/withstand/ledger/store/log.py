"""The log: entries as they came, bodies where they are here, chains and how far each reaches without a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from withstand.ledger.entries import FIRST, Entry, read_header
from withstand.ledger.store.database import Database, Row


@dataclass(frozen=True)
class Chain:
    """One installation's chain: its number in this file, the last entry without a gap before it, and its hash."""

    k: int
    installation: str
    tail: int
    hash: str


@dataclass(frozen=True)
class Logged:
    """A stored entry: its arrival number, its chain, and itself."""

    n: int
    chain: int
    entry: Entry
    stored_hash: str = ""


@dataclass(frozen=True)
class Stored:
    """The columns of an entry and its body as they stand in the file."""

    n: int
    id: str
    sequence: int
    header: bytes
    signature: bytes
    hash: str
    salt: bytes | None
    body: bytes | None


_STORED = (
    "SELECT e.n, e.id, e.sequence, e.header, e.signature, e.hash, b.salt, b.body"
    " FROM entry e LEFT JOIN body b ON b.n = e.n"
)


def _stored(row: Row) -> Stored:
    """The columns; text where bytes should stand is taken as its bytes, so that it can be found wrong."""
    n, identifier, sequence, *parts = row
    header, signature, head, salt, body = (part.encode() if isinstance(part, str) else part for part in parts)
    here = isinstance(header, bytes) and isinstance(signature, bytes) and isinstance(head, bytes)
    kept = (header, signature, head.decode(errors="replace")) if here else (b"", b"", "")
    number = sequence if isinstance(sequence, int) else 0
    return Stored(n, str(identifier), number, *kept, salt, body)


class Log:
    """Adds and reads entries. It never changes or removes one; bodies it can forget."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def chains(self) -> dict[str, Chain]:
        """All chains by installation."""
        rows = self._db.rows("SELECT k, installation, tail, hash FROM chain ORDER BY installation")
        return {row[1]: Chain(*row) for row in rows}

    def chain(self, installation: str) -> Chain:
        """The chain of an installation, begun if it is new."""
        self._db.run("INSERT OR IGNORE INTO chain (installation, hash) VALUES (?, ?)", (installation, FIRST))
        row = self._db.one("SELECT k, installation, tail, hash FROM chain WHERE installation = ?", (installation,))
        assert row is not None  # noqa: S101 (inserted just above)
        return Chain(*row)

    def next_number(self) -> int:
        """The arrival number of the next entry."""
        row = self._db.one("SELECT coalesce(max(n), 0) + 1 FROM entry")
        return int(row[0]) if row else 1

    def add(self, chain: int, entries: Sequence[Entry]) -> list[Logged]:
        """Store entries of one chain, with the bodies that came along."""
        start = self.next_number()
        logged = [Logged(start + place, chain, entry, entry.hash) for place, entry in enumerate(entries)]
        self._db.run_many(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (one.n, one.entry.meta.id, chain, one.entry.meta.sequence, one.entry.header, one.entry.signature,
                 one.stored_hash)
                for one in logged
            ],
        )  # fmt: skip
        self._db.run_many(
            "INSERT INTO body VALUES (?, ?, ?)",
            [(one.n, one.entry.salt, one.entry.body) for one in logged if one.entry.body is not None],
        )
        return logged

    def add_body(self, n: int, salt: bytes, body: bytes) -> None:
        """A body that came later than its header."""
        self._db.run("INSERT OR IGNORE INTO body VALUES (?, ?, ?)", (n, salt, body))

    def forget_bodies(self, entries: Iterable[str]) -> None:
        """Forget the bodies of these entries."""
        self._db.run_many("DELETE FROM body WHERE n = (SELECT n FROM entry WHERE id = ?)", [(one,) for one in entries])

    def reach(self, chain: int, tail: int, head: str) -> None:
        """The chain is whole up to here."""
        self._db.run("UPDATE chain SET tail = ?, hash = ? WHERE k = ?", (tail, head, chain))

    def held(self, chain: int, sequences: Iterable[int]) -> dict[int, tuple[int, str, bool]]:
        """Which of these numbers of a chain are stored: number, hash, whether the body is here."""
        found: dict[int, tuple[int, str, bool]] = {}
        wanted = sorted(set(sequences))
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._db.rows(
                "SELECT e.sequence, e.n, e.hash, b.n IS NOT NULL FROM entry e LEFT JOIN body b ON b.n = e.n"  # noqa: S608
                f" WHERE e.chain = ? AND e.sequence IN ({marks})",
                (chain, *part),
            )
            found.update({row[0]: (row[1], row[2], bool(row[3])) for row in rows})
        return found

    def after(self, chain: int, sequence: int, upto: int | None = None) -> Iterator[Logged]:
        """The entries of a chain after a number, in order, one by one."""
        rows = self._db.each(
            "SELECT e.n, e.header, e.signature, e.hash, b.salt, b.body FROM entry e LEFT JOIN body b ON b.n = e.n"
            " WHERE e.chain = ? AND e.sequence > ? AND e.sequence <= ? ORDER BY e.sequence",
            (chain, sequence, 2**62 if upto is None else upto),
        )
        for n, header, signature, stored, salt, body in rows:
            yield Logged(n, chain, Entry(read_header(header), header, signature, salt, body), stored)

    def raw(self, chain: int) -> Iterator[Stored]:
        """Every entry of a chain as it is stored, whatever stands in its columns."""
        for row in self._db.each(f"{_STORED} WHERE e.chain = ? ORDER BY e.sequence", (chain,)):
            yield _stored(row)

    def orphans(self) -> list[Stored]:
        """Entries and bodies whose chain or entry is not here; there are none unless somebody cut them out."""
        rows = self._db.rows(f"{_STORED} WHERE e.chain NOT IN (SELECT k FROM chain) ORDER BY e.sequence")  # noqa: S608
        return [_stored(row) for row in rows]

    def entry(self, identifier: str) -> Logged | None:
        """The entry of that id."""
        row = self._db.one(
            "SELECT e.n, e.chain, e.header, e.signature, e.hash, b.salt, b.body"
            " FROM entry e LEFT JOIN body b ON b.n = e.n WHERE e.id = ?",
            (identifier,),
        )
        if row is None:
            return None
        return Logged(row[0], row[1], Entry(read_header(row[2]), row[2], row[3], row[5], row[6]), row[4])

    def of_kind(self, kind: str) -> list[str]:
        """Ids of the entries of a kind, any version of it, that stand in a chain without a gap."""
        rows = self._db.rows(
            "SELECT e.id FROM entry e JOIN chain c ON c.k = e.chain WHERE e.sequence <= c.tail"
            " AND json_extract(CAST(e.header AS TEXT), '$.kind') LIKE ? || '@%' ORDER BY e.id",
            (kind,),
        )
        return [row[0] for row in rows]

    def waiting(self) -> int:
        """How many entries wait for earlier ones of their chain."""
        row = self._db.one("SELECT count(*) FROM entry e JOIN chain c ON c.k = e.chain WHERE e.sequence > c.tail")
        return int(row[0]) if row else 0

    def last_instant(self) -> int:
        """The latest instant of any entry that the clock follows, kept beside the log."""
        return int(self._db.get("instant") or 0)

    def keep_instant(self, instant: int) -> None:
        """Remember the latest instant."""
        self._db.set("instant", str(instant))
