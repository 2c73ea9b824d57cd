"""A full disk and a read-only folder: one sentence, nothing lost, and it goes on when there is room again."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from offices import Office, Time, incident, operation, save

from withstand.evidence.records import INCIDENT
from withstand.kinds import REGISTRY
from withstand.ledger.errors import LedgerError, Locked
from withstand.ledger.folding import projections_hold
from withstand.ledger.journal import Draft, append
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.store.database import Database
from withstand.ledger.verifying import verify

KEYS = pytest.mark.parametrize("key", [None, bytes(range(32))], ids=["plain", "encrypted"])


def fill(office: Office, until: str) -> list[str]:
    """Save records until the disk refuses; returns those that were acknowledged."""
    saved: list[str] = []
    drafts = [Draft(INCIDENT, incident(narrative="zq" * 2_000), "confidential")] * 5
    with pytest.raises(LedgerError, match=until) as refused:
        saved.extend(one.entry for _ in range(2_000) for one in append(office.ledger, drafts))
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert len(sentence) < 200
    return saved


def check_all_there(office: Office, saved: list[str]) -> None:
    assert saved, "it took something before it was full"
    held = [row[0] for row in office.ledger.database.rows("SELECT id FROM entry")]
    assert set(saved) <= set(held)
    assert len(held) - len(saved) == 3, "three statements and what was acknowledged"
    assert verify(office.ledger).holds
    save(office.ledger)
    assert projections_hold(office.ledger) == ()


@KEYS
def test_a_full_database_is_one_sentence_and_loses_nothing(key: bytes | None, tmp_path: Path) -> None:
    office = operation("HQ", folder=tmp_path, key=key)["HQ"]
    database = office.ledger.database
    pages = database.rows("PRAGMA page_count")[0][0]
    database.rows(f"PRAGMA max_page_count = {pages + 40}")
    saved = fill(office, "disk is full.*Free some space")
    database.rows("PRAGMA max_page_count = 1000000")
    check_all_there(office, saved)


@KEYS
def test_a_file_that_may_not_grow_is_one_sentence_and_loses_nothing(key: bytes | None, tmp_path: Path) -> None:
    office = operation("HQ", folder=tmp_path, key=key)["HQ"]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, before[1]))
    try:
        saved = fill(office, "disk takes nothing more.*Free some space")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    check_all_there(office, saved)


@KEYS
def test_a_full_disk_is_one_sentence_and_loses_nothing(key: bytes | None, tmp_path: Path) -> None:
    with small_disk(tmp_path) as folder:
        office = operation("HQ", folder=folder, key=key)["HQ"]
        ballast = folder / "ballast"
        ballast.write_bytes(b"0" * 700_000)
        saved = fill(office, "disk.*Free some space")
        ballast.unlink()
        check_all_there(office, saved)
        office.ledger.close()


@KEYS
def test_an_import_on_a_full_disk_takes_nothing_and_can_be_repeated(key: bytes | None, tmp_path: Path) -> None:
    made = operation("HQ", "North", folder=tmp_path, key=key)
    append(made["HQ"].ledger, [Draft(INCIDENT, incident(narrative="zq" * 2_000), "confidential")] * 50)
    sent = made["HQ"].send(made["North"])
    database = made["North"].ledger.database
    database.rows(f"PRAGMA max_page_count = {database.rows('PRAGMA page_count')[0][0] + 10}")
    with pytest.raises(LedgerError, match="disk is full"):
        made["North"].take(sent)
    assert made["North"].ledger.frontier() == {}
    database.rows("PRAGMA max_page_count = 1000000")
    assert made["North"].take(sent).merged.new == 54
    assert projections_hold(made["North"].ledger) == ()


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this process may mount one."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this process may not mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder and its files may be read and not written by this process."""
    files = [folder, *folder.iterdir()]
    modes = [file.stat().st_mode for file in files]
    root = os.geteuid() == 0
    for file in files:
        file.chmod(0o555 if file.is_dir() else 0o444)
    try:
        if root:
            os.seteuid(65_534)
        yield
    finally:
        if root:
            os.seteuid(0)
        for file, mode in zip(files, modes, strict=True):
            with suppress(FileNotFoundError):
                file.chmod(mode)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@KEYS
def test_a_read_only_folder_is_one_sentence_and_loses_nothing(key: bytes | None, open_folder: Path) -> None:
    office = operation("HQ", folder=open_folder, key=key)["HQ"]
    saved = save(office.ledger)
    office.ledger.close()
    path, signer = open_folder / "HQ.sqlite", office.ledger.signer
    with read_only(open_folder), pytest.raises(LedgerError, match="read-only"):
        save(Ledger(Database(path, key), REGISTRY, signer, Time()))
    again = Ledger(Database(path, key), REGISTRY, signer, Time())
    assert again.log.entry(saved.entry) is not None
    assert verify(again).holds
    save(again)


def test_a_new_ledger_is_not_made_in_a_read_only_folder(open_folder: Path) -> None:
    with read_only(open_folder), pytest.raises(LedgerError, match="read-only"):
        Database.create(open_folder / "new.sqlite")
    assert list(open_folder.iterdir()) == []


def test_a_ledger_is_opened_where_there_is_one_and_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a name with ? # and %20.sqlite"
    with pytest.raises(LedgerError, match="There is no file"):
        Database(path)
    assert not path.exists()
    Database.create(path).close()
    Database(path).close()
    Database(path, read_only=True).close()
    with pytest.raises(LedgerError, match="exists already"):
        Database.create(path)


def test_what_is_no_ledger_is_told_in_a_sentence(tmp_path: Path) -> None:
    signer = Signer("0", "HQ", operation("HQ")["HQ"].key)
    empty, text = tmp_path / "empty.sqlite", tmp_path / "text.sqlite"
    empty.write_bytes(b"")
    text.write_text("a letter, by somebody who saved it under the wrong name\n" * 100)
    with pytest.raises(LedgerError, match="is no ledger"):
        Ledger(Database(empty), REGISTRY, signer)
    with pytest.raises(Locked, match="is no ledger"):
        Database(text)
    Database.create(tmp_path / "closed.sqlite", bytes(range(32))).close()
    for key in (None, bytes(32)):
        with pytest.raises(Locked, match="cannot be opened"):
            Database(tmp_path / "closed.sqlite", key)


@KEYS
def test_a_damaged_file_is_told_in_a_sentence_and_never_read_as_whole(key: bytes | None, tmp_path: Path) -> None:
    office = operation("HQ", folder=tmp_path, key=key)["HQ"]
    append(office.ledger, [Draft(INCIDENT, incident(narrative="zq" * 500), "confidential")] * 30)
    office.ledger.close()
    path = tmp_path / "HQ.sqlite"
    content = bytearray(path.read_bytes())
    content[4_096:] = b"\x5a" * (len(content) - 4_096)
    path.write_bytes(content)
    with pytest.raises(LedgerError) as refused:
        verify(Ledger(Database(path, key), REGISTRY, office.ledger.signer))
    assert "\n" not in str(refused.value)


@KEYS
@pytest.mark.parametrize("breaks", [False, True])
def test_what_is_written_in_a_hurry_is_on_the_disk_at_the_end(key: bytes | None, breaks: bool, tmp_path: Path) -> None:
    database = operation("HQ", folder=tmp_path, key=key)["HQ"].ledger.database
    with suppress(LedgerError), database.hurrying():
        assert database.rows("PRAGMA synchronous") == [(0,)]
        with database.writing():
            database.set("hurried", "1")
        if breaks:
            raise LedgerError("the building of it ended early.")
    assert database.rows("PRAGMA synchronous") == [(2,)]
    assert database.path is not None
    assert database.path.with_name(f"{database.path.name}-wal").stat().st_size == 0
    assert database.get("hurried") == "1"
