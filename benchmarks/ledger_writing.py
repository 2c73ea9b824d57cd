"""Writing against its bare limits: appending, verifying and merging beside signatures and inserts in a plain loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.ledger_offices import KEY, Desk, Pen, offices
from withstand.ledger.bundles import export, receive
from withstand.ledger.entries import Entry, public_key, public_text, signed_bytes
from withstand.ledger.journal import append
from withstand.ledger.ledger import Ledger
from withstand.ledger.merging import rebuild
from withstand.ledger.store.database import Database
from withstand.ledger.verifying import verify

TABLE = "CREATE TABLE bare (n INTEGER PRIMARY KEY, header BLOB, signature BLOB, salt BLOB, body BLOB)"
INSERT = "INSERT INTO bare (header, signature, salt, body) VALUES (?, ?, ?, ?)"
MERGED_AT_ONCE = 2_000


@dataclass(frozen=True)
class Measured:
    """Ours and its reference, in microseconds for each of what is counted."""

    what: str
    ours: float
    bare: float | None = None

    @property
    def rate(self) -> float:
        """Our rate as a share of the reference's."""
        return self.bare / self.ours if self.bare else 0.0

    @property
    def times(self) -> float:
        """Our time as a multiple of the reference's."""
        return self.ours / self.bare if self.bare else 0.0


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def paired(what: str, ours: Callable[[], object], bare: Callable[[], object], repeats: int, each: int) -> Measured:
    """Medians of alternated runs."""
    runs = [(seconds(ours), seconds(bare)) for _ in range(repeats)]
    return Measured(
        what, median(run[0] for run in runs) / each * 1e6, median(run[1] for run in runs) / each * 1e6
    )  # fmt: skip


def plain_file(path: Path) -> Database:
    """An encrypted file with the ledger's settings and one table."""
    bare = Database(path, KEY, new=True)
    bare.script(TABLE)
    return bare


def appending(folder: Path, batch: int, repeats: int, filled: int) -> Measured:
    """Batches of drafts into a ledger that holds some; the bytes they became, signed and inserted."""
    ledger = offices(folder, "HQ")["HQ"].ledger
    pen = Pen(ledger)
    pen.fill(ledger, filled)
    bare = plain_file(folder / "bare.sqlite")
    runs: list[tuple[float, float]] = []
    for _ in range(repeats):
        drafts = list(islice(pen.drafts, batch))
        before = ledger.log.next_number()
        ours = seconds(lambda drafts=drafts: append(ledger, drafts))  # type: ignore[misc]
        written = _entries(ledger, before)
        runs.append((ours / len(written), seconds(lambda new=written: _sign(ledger, bare, new)) / len(written)))  # type: ignore[misc]
    ledger.close()
    bare.close()
    what = f"append {batch} records at once, an entry" if batch > 1 else "append one record, an entry"
    return Measured(what, median(run[0] for run in runs) * 1e6, median(run[1] for run in runs) * 1e6)


def _entries(ledger: Ledger, start: int) -> list[Entry]:
    own = ledger.log.chain(ledger.signer.installation).k
    return [one.entry for one in ledger.log.after(own, 0) if one.n >= start]


def _sign(ledger: Ledger, bare: Database, entries: Sequence[Entry]) -> None:
    key, operation = ledger.signer.key, ledger.operation
    with bare.writing():
        for one in entries:
            bare.run(INSERT, (one.header, key.sign(signed_bytes(operation, one.header)), one.salt, one.body))


def verifying(ledger: Ledger, repeats: int) -> Measured:
    """All checks of a ledger; its signatures checked from memory."""
    entries = _entries(ledger, 0)
    key = public_key(public_text(ledger.signer.key))
    signed = [(one.signature, signed_bytes(ledger.operation, one.header)) for one in entries]

    def bare() -> None:
        for signature, content in signed:
            key.verify(signature, content)

    def ours() -> None:
        if not verify(ledger).holds:
            raise AssertionError

    return paired("verify, an entry", ours, bare, repeats, len(entries))


def merging(folder: Path, source: Desk, receiver: Desk, repeats: int) -> tuple[Measured, Measured]:
    """A bundle of all entries taken in by an empty office, and its export; signatures checked and bytes inserted."""
    entries = _entries(source.ledger, 0)
    contents: list[bytes] = []
    exported = seconds(
        lambda: contents.append(export(source.ledger, receiver.ledger.signer.office, whole=True).content)
    )
    runs: list[tuple[float, float]] = []
    for number in range(repeats):
        desk = receiver.copied(folder / f"merged{number}.sqlite")
        ours = seconds(lambda desk=desk: receive(desk.ledger, contents[0], desk.identity, "bundle"))  # type: ignore[misc]
        if desk.ledger.frontier()[source.ledger.signer.installation][0] < len(entries):
            raise AssertionError
        bare = plain_file(folder / f"bare{number}.sqlite")
        runs.append((ours, seconds(lambda bare=bare: _check(source.ledger, bare, entries))))  # type: ignore[misc]
        desk.ledger.close()
        bare.close()
    each = 1e6 / len(entries)
    return (
        Measured(
            f"merge a bundle of {len(entries)} entries, an entry",
            median(run[0] for run in runs) * each,
            median(run[1] for run in runs) * each,
        ),
        Measured("export that bundle, an entry", exported * each),
    )


def _check(ledger: Ledger, bare: Database, entries: Sequence[Entry]) -> None:
    key, operation = public_key(public_text(ledger.signer.key)), ledger.operation
    for start in range(0, len(entries), MERGED_AT_ONCE):
        with bare.writing():
            for one in entries[start : start + MERGED_AT_ONCE]:
                key.verify(one.signature, signed_bytes(operation, one.header))
                bare.run(INSERT, (one.header, one.signature, one.salt, one.body))


def rebuilding(ledger: Ledger) -> Measured:
    """Every projection made again from the log."""
    done: list[int] = []

    def again() -> None:
        with ledger.database.writing():
            done.append(rebuild(ledger))

    taken = seconds(again)
    return Measured("rebuild the projections, an entry", taken / done[0] * 1e6)


def sizes(folder: Path, records: int) -> tuple[tuple[str, float], ...]:
    """Bytes on disk for each record, with and without encryption, and of what was written alone."""
    found: list[tuple[str, float]] = []
    for name, key in (("encrypted", KEY), ("plain", None)):
        inside = folder / name
        inside.mkdir()
        desk = offices(inside, "HQ", key=key)["HQ"]
        Pen(desk.ledger).fill(desk.ledger, records)
        desk.ledger.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if not found:
            row = desk.ledger.database.one("SELECT sum(length(body)) FROM body")
            found.append(("bodies alone", float(row[0]) / records if row else 0.0))
        desk.ledger.close()
        found.append((f"{name} file", desk.path.stat().st_size / records))
    return tuple(found)
