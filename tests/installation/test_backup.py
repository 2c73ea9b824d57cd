"""Backups: everything at one moment, restored as a new installation that first forgets what it must."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pyrage
import pytest
from desk import PASSPHRASE, ROOT_PASSPHRASE, SECRET, Desk, file_with, words_in

from withstand.installation.authors import authors_of
from withstand.installation.backup import Contents, Part, back_up, open_backup
from withstand.installation.people import new_person, open_person
from withstand.installation.root_key import read_sheet
from withstand.ledger.acts import redact
from withstand.ledger.errors import Forged

WORDS = "words for the backup"


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """Headquarters and a field office; the field office's workspace has a backup, `b.age`."""
    mark = desk.headquarters()
    desk.office("amber", mark)
    desk.write("amber", SECRET)
    (desk.folder / "amber" / "reviews" / "last.json").write_text("{}")
    (desk.folder / "amber" / "cache" / "again.json").write_text("{}")
    file_with(desk.folder, "words", WORDS)
    desk.does("backup", "b.age", "--workspace", "amber", "--passphrase-file", "words")
    return desk


def restored(desk: Desk, folder: str = "new", *more: str) -> tuple[dict[str, object], str]:
    """What a restore said, as JSON and on standard error."""
    code, out, err = desk.run("restore", "b.age", folder, "--passphrase-file", "words", *more)
    assert code == 0, err
    return json.loads(out), err


def acts_file(desk: Desk, record: str) -> None:
    """Two people redact a record at headquarters, which writes its acts."""
    root = read_sheet((desk.folder / "hq-root-key.txt").read_text(), None, "sheet")
    opened = desk.opened("hq")
    for name in ("Ana", "Ben"):
        new_person(opened, root, name, f"{name}'s own words")
    people = [open_person(opened, name, f"{name}'s own words") for name in ("Ana", "Ben")]
    redact(opened.ledger, record, "asked by the source", "2032-06-01", people)
    opened.ledger.close()
    assert desk.does("ledger", "acts", "--workspace", "hq", "--out", "acts.json")["acts"] == 1


def test_a_restored_copy_is_a_new_installation_with_the_old_chain(kept: Desk) -> None:
    old = kept.opened("amber")
    old.ledger.close()
    said, err = restored(kept)
    assert said["holds"] is True
    assert said["instead_of"] == old.keyring.installation
    assert said["installation"] != old.keyring.installation
    assert "texts that were redacted after this backup was made are readable again here" in err
    assert "withstand ledger acts --out FILE" in err
    new = kept.opened("new")
    new.ledger.close()
    assert set(new.keyring.signing).isdisjoint(old.keyring.signing)
    assert new.keyring.identity != old.keyring.identity
    assert (kept.folder / "new" / "reviews" / "last.json").read_text() == "{}"
    assert not list((kept.folder / "new" / "cache").iterdir())
    assert not [path.name for path in kept.folder.iterdir() if path.name.startswith(".")]
    assert any(SECRET.encode() in body for body in kept.bodies("new"))


def test_a_restored_copy_is_enrolled_again_and_both_chains_travel(kept: Desk) -> None:
    said, _ = restored(kept)
    assert kept.does("ledger", "offices", "--workspace", "new")["standing"] == "unknown"
    kept.write("new", "written after the restore")
    kept.does("ledger", "export", "--workspace", "new", "--for", "Headquarters", "--out", "early.bundle")
    assert "is not signed by an office" in kept.refused("ledger", "import", "early.bundle", "--workspace", "hq")
    enrolled = kept.does(
        "ledger", "enrol", said["request"], "--workspace", "hq", "--clearance", "strictly_confidential", "--components",
        "all", "--root-key", "hq-root-key.txt", "--out", "again.welcome",
    )  # fmt: skip
    assert enrolled["instead_of"] == said["instead_of"]
    kept.does("ledger", "join", "again.welcome", "--workspace", "new", "--operation", enrolled["fingerprint"])
    taken = kept.send("new", "hq", "Headquarters")
    assert taken["new"] >= 3
    assert kept.does("ledger", "verify", "--workspace", "hq")["holds"] is True
    sent = kept.does("ledger", "export", "--workspace", "hq", "--for", "Amber", "--out", "x.bundle")
    assert sent["installation"] == said["installation"]


def test_what_was_redacted_meanwhile_is_forgotten_before_a_backup_opens(kept: Desk) -> None:
    kept.send("amber", "hq", "Headquarters")
    opened = kept.opened("hq")
    record = str(opened.ledger.database.rows("SELECT record FROM version WHERE kind LIKE 'evidence.%'")[0][0])
    opened.ledger.close()
    acts_file(kept, record)
    assert SECRET not in (kept.folder / "acts.json").read_text()
    said, err = restored(kept, "new", "--redactions", "acts.json")
    assert said["acts_obeyed"] == [record]
    assert "readable again" not in err
    assert words_in(kept.folder / "new", SECRET) == []
    assert kept.does("ledger", "rebuild", "--workspace", "new")["entries"] > 0
    assert words_in(kept.folder / "new", SECRET) == []
    bundle = next(kept.folder.glob("amber-hq-*.bundle"))
    assert "for another installation" in kept.refused("ledger", "import", bundle, "--workspace", "new")


def test_acts_that_were_changed_or_cut_out_are_refused(kept: Desk) -> None:
    kept.send("amber", "hq", "Headquarters")
    opened = kept.opened("hq")
    record = str(opened.ledger.database.rows("SELECT record FROM version WHERE kind LIKE 'evidence.%'")[0][0])
    opened.ledger.close()
    acts_file(kept, record)
    content = json.loads((kept.folder / "acts.json").read_text())
    content["acts"] = []
    (kept.folder / "fewer.json").write_text(json.dumps(content))
    words = ("restore", "b.age", "new", "--passphrase-file", "words", "--redactions")
    assert "fewer.json was changed" in kept.refused(*words, "fewer.json")
    assert "is no file of acts" in kept.refused(*words, "words")
    kept.headquarters("other", "Other")
    kept.does("ledger", "acts", "--workspace", "other", "--out", "other.json")
    assert "is of another operation" in kept.refused(*words, "other.json")
    assert not (kept.folder / "new").exists()
    assert not [path.name for path in kept.folder.iterdir() if path.name.startswith(".")]


def test_a_backup_leaves_a_receipt_of_the_bodies_it_holds(kept: Desk) -> None:
    opened = kept.opened("amber")
    lines = opened.ledger.database.rows("SELECT line FROM version WHERE kind LIKE 'ledger.Receipt@%'")
    opened.ledger.close()
    receipts = [json.loads(row[0]) for row in lines]
    backup = next(one for one in receipts if one["what"] == "backup")
    assert backup["file"] == "b.age"
    assert {"installation": opened.keyring.installation, "first": 1, "last": 1} in [
        dict(part) for part in backup["bodies"]
    ]


def test_what_is_due_is_erased_before_a_backup_opens(desk: Desk) -> None:
    desk.headquarters()
    file_with(desk.folder, "words", WORDS)
    due, _ = desk.write("hq", SECRET, retain_until="2020-01-01")
    desk.does("backup", "b.age", "--workspace", "hq", "--passphrase-file", "words")
    said, _ = restored(desk)
    assert said["erased"] == [due]
    assert words_in(desk.folder / "new", SECRET) == []


def test_who_wrote_is_in_a_backup_only_when_asked(desk: Desk) -> None:
    desk.headquarters()
    file_with(desk.folder, "words", WORDS)
    opened = desk.opened("hq")
    with authors_of(opened) as authors:
        authors.token("Ana Silva", date(2032, 5, 20))
    opened.ledger.close()
    backup = ("--workspace", "hq", "--passphrase-file", "words")
    assert desk.does("backup", "b.age", *backup)["authors"] is False
    restored(desk)
    assert words_in(desk.folder / "new", "Silva") == []
    (desk.folder / "new-request.json").unlink()
    shutil.rmtree(desk.folder / "new")
    (desk.folder / "b.age").unlink()
    assert desk.does("backup", "b.age", *backup, "--with-authors")["authors"] is True
    restored(desk)
    assert desk.does("ledger", "authors", "--workspace", "new")[0]["person"] == "Ana Silva"


def test_wrong_words_a_changed_file_and_a_full_place_are_refused(kept: Desk) -> None:
    file_with(kept.folder, "wrong", "not those words")
    assert "is another one" in kept.refused("restore", "b.age", "new", "--passphrase-file", "wrong")
    whole = (kept.folder / "b.age").read_bytes()
    (kept.folder / "cut.age").write_bytes(whole[:-30])
    assert "damaged or cut" in kept.refused("restore", "cut.age", "new", "--passphrase-file", "words")
    assert "cannot be read" in kept.refused("restore", "nowhere", "new", "--passphrase-file", "words")
    assert "is there already" in kept.refused("restore", "b.age", "hq", "--passphrase-file", "words")
    assert "is there already" in kept.refused("backup", "b.age", "--workspace", "amber", "--passphrase-file", "words")
    assert "cannot be made" in kept.refused("restore", "b.age", "/proc/new", "--passphrase-file", "words")
    assert not (kept.folder / "new").exists()


def contents(**more: object) -> Contents:
    plain: dict[str, object] = {
        "format": "withstand backup 1", "made": "2032", "by": "", "operation": "", "installation": "", "office": "",
        "encrypted": False, "authors": False, "parts": (), "bodies": (),
    }  # fmt: skip
    return Contents(**{**plain, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "listed", "said"),
    [
        ("../outside", "../outside", "is not the file that was backed up"),
        ("/etc/outside", "/etc/outside", "is not the file that was backed up"),
        ("a", "b", "does not hold the files that its manifest lists"),
    ],
)
def test_a_made_up_backup_cannot_write_outside_its_folder(name: str, listed: str, said: str) -> None:
    whole = io.BytesIO()
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    manifest = msgspec.json.encode(contents(parts=(Part(listed, 0, digest),)))
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for member, content in (("manifest.json", manifest), (name, b"")):
            entry = tarfile.TarInfo(member)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    with pytest.raises(Forged, match=said):
        open_backup(pyrage.passphrase.encrypt(whole.getvalue(), WORDS), WORDS, "b.age")


def test_an_encrypted_workspace_and_its_backup_show_nothing(encrypted: Desk) -> None:
    encrypted.write("hq", SECRET, passphrase=PASSPHRASE)
    file_with(encrypted.folder, "words", PASSPHRASE)
    encrypted.does("backup", "b.age", "--workspace", "hq", "--passphrase-file", "words")
    said, _ = restored(encrypted)
    assert said["holds"] is True
    (encrypted.folder / "words").unlink()
    assert words_in(encrypted.folder, SECRET) == []
    new, old = encrypted.opened("new", PASSPHRASE), encrypted.opened("hq", PASSPHRASE)
    assert new.keyring.database != old.keyring.database
    assert new.ledger.database.one("SELECT count(*) FROM body") is not None
    new.ledger.close()
    old.ledger.close()


def test_other_programs_may_read_while_a_backup_is_made(kept: Desk) -> None:
    reader = kept.opened("amber")
    writer = kept.opened("amber")
    said = back_up(
        writer, Path("second.age"), WORDS, datetime(2032, 6, 1, tzinfo=UTC), with_authors=False,
        progress=lambda *_: None,
    )  # fmt: skip
    assert {"withstand.toml", "actors.csv", "ledger.sqlite", "keys/installation.json"} <= {p.path for p in said.parts}
    reader.ledger.close()
    writer.ledger.close()


def test_the_passphrase_of_an_encrypted_workspace_is_that_of_its_backup(encrypted: Desk) -> None:
    assert ROOT_PASSPHRASE != PASSPHRASE
    file_with(encrypted.folder, "words", WORDS)
    assert "is another one" in encrypted.refused("backup", "b.age", "--workspace", "hq", "--passphrase-file", "words")
    assert not (encrypted.folder / "b.age").exists()
