"""Somebody with the file in hand changes a byte, cuts a tail, swaps texts: it is found, and the place is named."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from offices import Operation, Time, incident, operation, save

from withstand.evidence.records import SOURCE, Source
from withstand.kinds import REGISTRY
from withstand.ledger.acts import redact
from withstand.ledger.ledger import Ledger
from withstand.ledger.merging import Merged, merge
from withstand.ledger.store.database import Database
from withstand.ledger.verifying import Fault, verify

CHANGES = 5_000 if os.environ.get("WITHSTAND_PROOFS") else 200
A_TIME = 50


@dataclass
class Stolen:
    """A file in an attacker's hands: the protections that the file itself holds are gone."""

    ledger: Ledger
    made: Operation

    def run(self, statement: str, *values: object) -> None:
        self.ledger.database.run(statement, values)

    def one(self, question: str, *values: object) -> tuple[object, ...]:
        row = self.ledger.database.one(question, values)
        assert row is not None
        return row

    def chain(self, name: str) -> str:
        return self.made[name].ledger.signer.installation

    def faults(self) -> list[tuple[str, int]]:
        found = verify(self.ledger).faults
        assert all(fault.what for fault in found)
        return [(fault.installation, fault.sequence) for fault in found]

    def fault(self) -> Fault:
        (found,) = verify(self.ledger).faults
        return found


def exchanged(folder: Path) -> Operation:
    """Two offices that wrote and exchanged, the second one's file on the disk."""
    made = operation("HQ", "North", folder=folder)
    for office in made.offices.values():
        save(office.ledger, Source(token="zqtoken", type="ngo"), SOURCE)
        for day in range(1, 7):
            save(office.ledger, incident(day=f"2032-05-{day:02}"))
    record = save(made["HQ"].ledger, incident(narrative="zqgone")).record
    made["North"].take(made["HQ"].send(made["North"]))
    made["HQ"].take(made["North"].send(made["HQ"]))
    redact(made["HQ"].ledger, record, "a life is at risk", "2032-06-01", made.people)
    made["North"].take(made["HQ"].send(made["North"]))
    save(made["North"].ledger)
    made["North"].ledger.database.forget()
    return made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Operation, Path]:
    folder = tmp_path_factory.mktemp("kept")
    made = exchanged(folder)
    return made, folder / "North.sqlite"


@pytest.fixture
def stolen(kept: tuple[Operation, Path], tmp_path: Path) -> Stolen:
    made, path = kept
    copy = tmp_path / "stolen.sqlite"
    shutil.copy(path, copy)
    ledger = Ledger(Database(copy), REGISTRY, made["North"].ledger.signer, Time())
    for trigger in ("entry_stays", "entry_keeps"):
        ledger.database.run(f"DROP TRIGGER {trigger}")
    ledger.database.rows("PRAGMA foreign_keys = OFF")
    return Stolen(ledger, made)


def test_an_untouched_file_holds(stolen: Stolen) -> None:
    verdict = verify(stolen.ledger)
    assert verdict.holds
    assert {chain.office: chain.entries for chain in verdict.chains} == {"HQ": 15, "North": 11}
    assert {chain.office: chain.absent for chain in verdict.chains} == {"HQ": 1, "North": 0}


CELLS = (*(("entry", name) for name in ("header", "signature", "hash", "id")), ("body", "salt"), ("body", "body"))


@pytest.mark.parametrize("first", range(0, CHANGES, A_TIME))
def test_a_changed_byte_is_found_at_its_installation_and_number(first: int, stolen: Stolen) -> None:
    places = stolen.ledger.database.rows(
        "SELECT e.n, c.installation, e.sequence, b.n IS NOT NULL FROM entry e JOIN chain c ON c.k = e.chain"
        " LEFT JOIN body b ON b.n = e.n"
    )
    for seed in range(first, first + A_TIME):
        dice = random.Random(seed)
        table, column = dice.choice(CELLS)
        n, installation, sequence, _ = dice.choice([place for place in places if table == "entry" or place[3]])
        (before,) = stolen.one(f"SELECT {column} FROM {table} WHERE n = ?", n)
        cell = bytearray(before.encode() if isinstance(before, str) else before)  # type: ignore[arg-type]
        place = dice.randrange(len(cell))
        cell[place] ^= 1 << dice.randrange(7 if isinstance(before, str) else 8)
        after = cell.decode() if isinstance(before, str) else bytes(cell)
        stolen.run(f"UPDATE {table} SET {column} = ? WHERE n = ?", after, n)
        assert stolen.faults() == [(installation, sequence)], f"seed {seed}: byte {place} of {column}"
        stolen.run(f"UPDATE {table} SET {column} = ? WHERE n = ?", before, n)
    assert stolen.faults() == []


@pytest.mark.parametrize("name", ["HQ", "North"])
@pytest.mark.parametrize("sequence", [1, 5, 10])
def test_a_deleted_entry_is_missing_at_its_number(name: str, sequence: int, stolen: Stolen) -> None:
    stolen.run(
        "DELETE FROM entry WHERE sequence = ? AND chain = (SELECT k FROM chain WHERE installation = ?)",
        sequence, stolen.chain(name),
    )  # fmt: skip
    assert stolen.fault().what == "the entry is missing"
    assert stolen.faults() == [(stolen.chain(name), sequence)]


def test_two_swapped_bodies_are_found_at_the_first(stolen: Stolen) -> None:
    (first,) = stolen.one("SELECT n FROM version WHERE chain = 1 AND sequence = 6")
    (other,) = stolen.one("SELECT n FROM version WHERE chain = 1 AND sequence = 8")
    for old, new in ((first, -1), (other, first), (-1, other)):
        stolen.run("UPDATE body SET n = ? WHERE n = ?", new, old)
    assert [sequence for _, sequence in stolen.faults()] == [6]


@pytest.mark.parametrize("column", ["sequence", "chain", "n"])
def test_an_entry_that_was_moved_is_missing_where_it_was(column: str, stolen: Stolen) -> None:
    stolen.run(
        f"UPDATE entry SET {column} = 77 WHERE sequence = 4 AND chain = (SELECT k FROM chain WHERE installation = ?)",
        stolen.chain("North"),
    )
    assert stolen.faults() == [(stolen.chain("North"), 4)]


@pytest.mark.parametrize("name", ["HQ", "North"])
def test_a_deleted_body_is_found_although_bodies_may_be_withheld(name: str, stolen: Stolen) -> None:
    (n,) = stolen.one(
        "SELECT e.n FROM entry e JOIN chain c ON c.k = e.chain WHERE c.installation = ? AND sequence = 6",
        stolen.chain(name),
    )
    stolen.run("DELETE FROM body WHERE n = ?", n)
    stolen.run("INSERT INTO gone SELECT id, 'redact', id FROM entry WHERE n = ?", n)
    assert "no act removed it" in stolen.fault().what
    assert stolen.faults() == [(stolen.chain(name), 6)]


def cut(stolen: Stolen, name: str, last: int) -> None:
    """The end of a chain goes, in every table, as if it had never been."""
    (k,) = stolen.one("SELECT k FROM chain WHERE installation = ?", stolen.chain(name))
    for table in ("body", "version", "record", "receipt"):
        place = "shown" if table == "record" else "n"
        stolen.run(
            f"DELETE FROM {table} WHERE {place} IN (SELECT n FROM entry WHERE chain = ? AND sequence > ?)", k, last
        )
    stolen.run("DELETE FROM entry WHERE chain = ? AND sequence > ?", k, last)
    stolen.run("UPDATE chain SET tail = ?, hash = coalesce((SELECT hash FROM entry WHERE chain = k AND sequence = ?),"
               " hash) WHERE k = ?", last, last, k)  # fmt: skip


def test_a_cut_tail_is_found_up_to_the_last_head_that_others_have_seen(stolen: Stolen) -> None:
    own = next(chain for chain in verify(stolen.ledger).chains if chain.office == "North")
    assert (own.witnessed, own.unwitnessed) == (8, 3)
    cut(stolen, "North", own.witnessed)
    after = next(chain for chain in verify(stolen.ledger).chains if chain.office == "North")
    assert after.fault is None, "what nobody else has seen can be cut unseen: the report says how much that is"
    assert after.unwitnessed == 0
    cut(stolen, "North", own.witnessed - 1)
    fault = stolen.fault()
    assert (fault.installation, fault.sequence) == (stolen.chain("North"), 8)
    assert "entry 8 is missing at the end: the office HQ says to have seen more" in fault.what


def test_the_cut_tail_of_another_office_is_found_by_our_own_receipts(stolen: Stolen) -> None:
    cut(stolen, "HQ", 11)
    fault = stolen.fault()
    assert (fault.installation, fault.sequence) == (stolen.chain("HQ"), 12)
    assert "entries 12 to 15 are missing at the end" in fault.what


def test_a_chain_that_was_removed_whole_is_found(stolen: Stolen) -> None:
    cut(stolen, "HQ", 0)
    stolen.run("DELETE FROM chain WHERE installation = ?", stolen.chain("HQ"))
    assert stolen.faults() == [(stolen.chain("HQ"), 1)]


def test_entries_whose_chain_was_removed_are_found(stolen: Stolen) -> None:
    stolen.run("DELETE FROM chain WHERE installation = ?", stolen.chain("North"))
    assert stolen.faults() == [(stolen.chain("North"), 1)]


def test_a_kept_end_that_was_moved_is_found(stolen: Stolen) -> None:
    (last,) = stolen.one("SELECT tail FROM chain WHERE installation = ?", stolen.chain("North"))
    assert isinstance(last, int)
    stolen.run("UPDATE chain SET tail = tail - 1, hash = (SELECT hash FROM entry e WHERE e.chain = k AND e.sequence ="
               " tail - 1) WHERE installation = ?", stolen.chain("North"))  # fmt: skip
    assert stolen.faults() == [(stolen.chain("North"), last)]
    stolen.run("UPDATE chain SET tail = tail + 1 WHERE installation = ?", stolen.chain("North"))
    assert stolen.faults() == [(stolen.chain("North"), last)]
    stolen.run("UPDATE chain SET tail = tail + 1 WHERE installation = ?", stolen.chain("North"))
    assert stolen.faults() == [(stolen.chain("North"), last + 1)]


def test_a_salt_and_a_body_cannot_trade_bytes(stolen: Stolen) -> None:
    """A commitment is over both: a boundary that moves would leave it as it was."""
    (n,) = stolen.one("SELECT n FROM version WHERE kind LIKE 'evidence.%' AND chain = 1 LIMIT 1")
    stolen.run("UPDATE body SET body = substr(salt, 16) || body, salt = substr(salt, 1, 15) WHERE n = ?", n)
    assert stolen.fault().what == "the body or its salt was changed"


def test_a_chain_that_its_own_office_rewrote_is_found_by_whoever_has_seen_it() -> None:
    """The thief has the key too: signatures and hashes all hold, and what another office has seen does not."""
    made, again = (operation("HQ", "North", seed=9) for _ in range(2))
    save(made["North"].ledger, incident(narrative="what happened"))
    save(again["North"].ledger, incident(narrative="what did not"))
    made["HQ"].take(made["North"].send(made["HQ"]))
    own, receipt = made["HQ"].ledger.log.chains()[made["HQ"].ledger.signer.installation], Merged()
    seen = [one.entry for one in made["HQ"].ledger.log.after(own.k, 0)]
    merge(again["North"].ledger, seen, made["HQ"].ledger.trust.statements, receipt)
    (fault,) = verify(again["North"].ledger).faults
    assert (fault.office, fault.sequence) == ("North", 1)
    assert fault.what == "the office HQ says to have seen a different entry under this number"


@pytest.mark.parametrize("column", ["header", "signature", "hash", "id"])
def test_a_cell_of_the_wrong_type_is_a_fault_and_no_traceback(column: str, stolen: Stolen) -> None:
    for value in ("text é", 7, b"\xff\xfe", 1.5, ""):
        chain = "(SELECT k FROM chain WHERE installation = ?)"
        stolen.run(f"UPDATE entry SET {column} = ? WHERE sequence = 3 AND chain = {chain}", value, stolen.chain("HQ"))
        assert stolen.faults() == [(stolen.chain("HQ"), 3)]
