"""Encrypted workspaces: what a thief of the folder reads, who opens them, for how long, and how they end."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyrage
import pytest
from desk import PASSPHRASE, ROOT_PASSPHRASE, SECRET, Desk, file_with, fingerprint_on, words_in

from withstand.installation.passphrases import open_closed
from withstand.installation.root_key import read_sheet
from withstand.ledger.entries import public_text
from withstand.ledger.errors import Locked

PROGRAM = str(Path(sys.executable).with_name("withstand"))


def test_a_thief_of_the_folder_reads_nothing(encrypted: Desk) -> None:
    encrypted.write("hq", SECRET, passphrase=PASSPHRASE)
    folder = encrypted.folder / "hq"
    assert words_in(folder, SECRET) == []
    assert words_in(folder, "looting") == []
    assert words_in(folder, "VM0101") == []
    assert not (folder / "ledger.sqlite").read_bytes().startswith(b"SQLite format 3")
    assert (folder / "keys" / "installation.age").stat().st_mode & 0o077 == 0
    assert (folder / "ledger.sqlite").stat().st_mode & 0o077 == 0


def test_the_same_words_are_found_where_nothing_is_encrypted(desk: Desk) -> None:
    """The scan of the test above finds what is there."""
    desk.headquarters()
    desk.write("hq", SECRET)
    assert "ledger.sqlite" in words_in(desk.folder / "hq", SECRET)


def test_another_passphrase_opens_nothing(encrypted: Desk) -> None:
    wrong = file_with(encrypted.folder, "wrong", PASSPHRASE + "!")
    sentence = encrypted.refused("ledger", "verify", "--workspace", "hq", "--passphrase-file", wrong)
    assert "does not open: the passphrase is another one" in sentence
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    assert encrypted.does("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)["holds"] is True
    empty = file_with(encrypted.folder, "empty", "")
    assert "its first line is empty" in encrypted.refused(
        "ledger", "verify", "--workspace", "hq", "--passphrase-file", empty
    )


def test_the_environment_may_hold_the_passphrase(encrypted: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITHSTAND_PASSPHRASE", PASSPHRASE)
    assert encrypted.does("ledger", "verify", "--workspace", "hq")["holds"] is True


def test_without_a_terminal_and_a_passphrase_there_is_one_sentence(
    desk: Desk, encrypted: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = desk.refused("init", "mission")
    assert "no terminal to ask on: give --passphrase-file FILE, or set WITHSTAND_PASSPHRASE" in sentence
    assert "--not-encrypted" in sentence
    assert not (desk.folder / "mission").exists()
    monkeypatch.setenv("WITHSTAND_PASSPHRASE", PASSPHRASE)
    assert "give --root-passphrase-file FILE, or set WITHSTAND_ROOT_PASSPHRASE" in desk.refused("init", "mission")
    monkeypatch.setenv("WITHSTAND_PASSPHRASE", "short")
    assert "fewer than 8 characters" in desk.refused("init", "mission")
    assert not (desk.folder / "mission").exists()
    monkeypatch.delenv("WITHSTAND_PASSPHRASE")
    assert "no terminal to ask on" in encrypted.refused("ledger", "verify", "--workspace", "hq")


def test_a_person_at_a_terminal_is_asked_twice_for_both(tmp_path: Path) -> None:
    answers = [PASSPHRASE, PASSPHRASE, ROOT_PASSPHRASE, ROOT_PASSPHRASE]
    said = at_a_terminal(tmp_path, ["init", "mission"], answers)
    assert "New passphrase of the workspace:" in said
    assert "New passphrase of the root key:" in said
    assert "Print it, put it into a safe" in said
    assert PASSPHRASE not in said
    assert "holds" in at_a_terminal(tmp_path, ["ledger", "verify", "--workspace", "mission"], [PASSPHRASE])


def at_a_terminal(folder: Path, words: list[str], answers: list[str]) -> str:
    """What a command shows to a person who types these answers, each when it is asked for."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.pop("XDG_RUNTIME_DIR", None)
        os.execv(PROGRAM, ["withstand", *words])
    said = b""
    try:
        while True:
            try:
                said += os.read(terminal, 4096)
            except OSError:
                break
            if answers and said.rstrip().endswith(b":"):
                time.sleep(0.2)
                os.write(terminal, answers.pop(0).encode() + b"\n")
                said += b"\n"
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return said.decode()


def test_a_session_opens_for_some_minutes_and_lock_ends_it(encrypted: Desk, memory: Path) -> None:
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    encrypted.does("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    kept = list(memory.iterdir())
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o777 == 0o600
    assert words_in(encrypted.folder, json.loads(kept[0].read_bytes())["keyring"]["database"]) == []
    assert encrypted.does("ledger", "verify", "--workspace", "hq")["holds"] is True
    assert encrypted.does("lock") == {"sessions_ended": 1, "servers_locked": 0}
    assert list(memory.iterdir()) == []
    assert "no terminal to ask on" in encrypted.refused("ledger", "verify", "--workspace", "hq")
    assert encrypted.does("lock", "--workspace", "hq") == {"sessions_ended": 0, "servers_locked": 0}


def test_a_session_ends_when_its_time_is_over(encrypted: Desk, memory: Path) -> None:
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    encrypted.does("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    session = next(memory.iterdir())
    content = json.loads(session.read_bytes())
    content["until"] -= 15 * 60 + 1
    session.write_text(json.dumps(content))
    assert "no terminal to ask on" in encrypted.refused("ledger", "verify", "--workspace", "hq")
    assert list(memory.iterdir()) == []


def test_a_time_out_of_nought_keeps_no_session(encrypted: Desk, memory: Path) -> None:
    settings = encrypted.folder / "hq" / "withstand.toml"
    settings.write_text(settings.read_text().replace("lock_after_minutes = 15", "lock_after_minutes = 0"))
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    encrypted.does("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    assert list(memory.iterdir()) == []


def test_an_explicit_passphrase_is_tested_even_while_a_session_is_open(encrypted: Desk, memory: Path) -> None:
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    wrong = file_with(encrypted.folder, "wrong", "quite another one")
    encrypted.does("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    assert "is another one" in encrypted.refused("ledger", "verify", "--workspace", "hq", "--passphrase-file", wrong)


def test_destroyed_keys_leave_noise_in_seconds(encrypted: Desk, memory: Path) -> None:
    encrypted.write("hq", SECRET, passphrase=PASSPHRASE)
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    encrypted.does("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    shutil.copy(encrypted.folder / "hq" / "ledger.sqlite", encrypted.folder / "copied-by-the-disk")
    begin = time.monotonic()
    said = encrypted.does("destroy", "hq", "--yes")
    assert time.monotonic() - begin < 5
    assert said["removed"][0] == "keys/installation.age"
    assert {"ledger.sqlite", "actors.csv"} <= set(said["removed"])
    assert any("flash" in one for one in said["out_of_reach"])
    assert any("backups" in one for one in said["out_of_reach"])
    assert list(memory.iterdir()) == []
    assert not (encrypted.folder / "hq" / "keys").exists()
    assert "has no keys" in encrypted.refused("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    assert "nothing to destroy" in encrypted.refused("destroy", "hq", "--yes")


def test_destroying_asks_for_the_folders_name(encrypted: Desk) -> None:
    assert "there is no terminal: give --yes" in encrypted.refused("destroy", "hq")
    assert "is not a workspace" in encrypted.refused("destroy", ".", "--yes")
    said = at_a_terminal(encrypted.folder, ["destroy", "hq"], ["something else"])
    assert "Nothing was destroyed" in said
    assert (encrypted.folder / "hq" / "keys" / "installation.age").exists()
    assert "Out of reach" in at_a_terminal(encrypted.folder, ["destroy", "hq"], ["hq"])
    assert not (encrypted.folder / "hq" / "ledger.sqlite").exists()


def test_destroying_what_was_not_encrypted_overwrites_the_records(desk: Desk) -> None:
    desk.headquarters()
    desk.write("hq", SECRET)
    ledger = desk.folder / "hq" / "ledger.sqlite"
    os.link(ledger, desk.folder / "the-same-sectors")
    assert desk.does("destroy", "hq", "--yes")["was_encrypted"] is False
    assert SECRET.encode() not in (desk.folder / "the-same-sectors").read_bytes()


@pytest.mark.parametrize("harm", ["missing", "cut", "changed", "empty"])
def test_missing_or_corrupt_keys_are_one_sentence(encrypted: Desk, harm: str) -> None:
    keys = encrypted.folder / "hq" / "keys" / "installation.age"
    whole = keys.read_bytes()
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    if harm == "missing":
        keys.unlink()
    else:
        keys.write_bytes({"cut": whole[:-9], "changed": whole[:-9] + b"\0" + whole[-8:], "empty": b""}[harm])
    sentence = encrypted.refused("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    assert re.search("has no keys|damaged or cut|does not open", sentence)


def test_missing_or_corrupt_ledgers_are_one_sentence(encrypted: Desk) -> None:
    ledger = encrypted.folder / "hq" / "ledger.sqlite"
    right = file_with(encrypted.folder, "right", PASSPHRASE)
    words = ("ledger", "verify", "--workspace", "hq", "--passphrase-file", right)
    whole = ledger.read_bytes()
    ledger.write_bytes(b"nonsense" * 512)
    assert "ledger.sqlite cannot be opened" in encrypted.refused(*words)
    ledger.write_bytes(whole)
    ledger.unlink()
    assert "has no ledger" in encrypted.refused(*words)


def test_keys_of_another_workspace_do_not_open_this_ledger(desk: Desk) -> None:
    desk.headquarters()
    desk.headquarters("other", "Other")
    shutil.copy(desk.folder / "other" / "keys" / "installation.json", desk.folder / "hq" / "keys" / "installation.json")
    assert "belong to another one" in desk.refused("ledger", "verify", "--workspace", "hq")


def test_the_sheet_can_be_typed_in_again_and_needs_its_own_passphrase(encrypted: Desk) -> None:
    sheet = encrypted.folder / "hq-root-key.txt"
    assert sheet.parent == encrypted.folder
    assert words_in(encrypted.folder / "hq", "AGE ENCRYPTED FILE-----\nYWdl") == []
    text = sheet.read_text()
    block = text[text.index("-----BEGIN AGE") : text.index("-----END AGE")]
    typed = block.replace("\n", "\n  ").replace("YW", " Y W", 1) + "-----END AGE ENCRYPTED FILE-----"
    typed = typed.replace("-----BEGIN AGE ENCRYPTED FILE-----", "some note\n-----BEGIN AGE ENCRYPTED FILE-----")
    root = read_sheet(typed, ROOT_PASSPHRASE, "typed")
    opened = encrypted.opened("hq", PASSPHRASE)
    operation = opened.ledger.operation
    opened.ledger.close()
    assert public_text(root) == operation
    assert re.fullmatch(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", fingerprint_on(sheet))
    right, wrong = file_with(encrypted.folder, "r", PASSPHRASE), file_with(encrypted.folder, "w", "not that one")
    words = ("ledger", "replace-key", "--workspace", "hq", "--passphrase-file", right, "--root-key")
    assert "is another one" in encrypted.refused(*words, sheet, "--root-passphrase-file", wrong)
    assert "This is no root-key sheet" in encrypted.refused(*words, right, "--root-passphrase-file", wrong)


def test_a_replaced_key_in_an_encrypted_workspace(encrypted: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITHSTAND_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("WITHSTAND_ROOT_PASSPHRASE", ROOT_PASSPHRASE)
    said = encrypted.does("ledger", "replace-key", "--workspace", "hq", "--root-key", "hq-root-key.txt")
    assert said["from_entry"] == 3
    encrypted.write("hq", "after", passphrase=PASSPHRASE)
    assert encrypted.does("ledger", "verify", "--workspace", "hq")["holds"] is True


def test_what_is_not_encrypted_says_so_once(desk: Desk) -> None:
    desk.headquarters()
    for words in (("ledger", "verify"), ("ledger", "offices"), ("ledger", "erase")):
        _, _, err = desk.run(*words, "--workspace", "hq")
        assert err.count("hq is not encrypted") == 1
    _, _, err = desk.run("init", "another", "--not-encrypted")
    assert err.count("is not encrypted") == 1


def test_no_secret_shows_in_a_keyrings_text(encrypted: Desk) -> None:
    opened = encrypted.opened("hq", PASSPHRASE)
    keyring = opened.keyring
    opened.ledger.close()
    for text in (repr(keyring), str(keyring), repr(opened)):
        assert not any(secret in text for secret in (keyring.database, keyring.identity, *keyring.signing))


def test_a_folder_that_cannot_be_made_leaves_nothing(desk: Desk) -> None:
    assert "cannot be made" in desk.refused("init", "/proc/withstand", "--not-encrypted")
    (desk.folder / "full").mkdir()
    (desk.folder / "full" / "mine").write_text("mine")
    assert "is not empty" in desk.refused("init", "full", "--not-encrypted")
    (desk.folder / "hq-root-key.txt").write_text("the only copy")
    assert "may be the only copy" in desk.refused("init", "hq", "--not-encrypted")
    assert (desk.folder / "hq-root-key.txt").read_text() == "the only copy"
    assert sorted(path.name for path in desk.folder.iterdir()) == ["full", "hq-root-key.txt"]


def test_a_read_only_place_for_what_is_written_is_one_sentence(desk: Desk) -> None:
    desk.headquarters()
    desk.office("amber", fingerprint_on(desk.folder / "hq-root-key.txt"))
    for words in (
        ("ledger", "export", "--for", "Amber", "--out", "/proc/bundle"),
        ("ledger", "acts", "--out", "/proc/acts"),
        ("ledger", "request", "--out", "/proc/request"),
    ):
        assert "cannot be written" in desk.refused(*words, "--workspace", "hq")


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no way to mount a folder read-only here")
def test_a_read_only_workspace_is_one_sentence_and_loses_nothing(desk: Desk) -> None:
    desk.headquarters()
    desk.write("hq", "kept")
    command = (
        f"mount --bind '{desk.folder}/hq' '{desk.folder}/hq' && mount -o remount,ro,bind '{desk.folder}/hq' && "
        f"'{PROGRAM}' ledger erase --workspace hq"
    )
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", command], cwd=desk.folder, capture_output=True, text=True, check=False
    )
    if "mount:" in done.stderr or "unshare:" in done.stderr:
        pytest.skip("no way to mount a folder read-only here")
    assert done.returncode == 2
    assert "read-only" in done.stderr
    assert "Traceback" not in done.stderr
    assert desk.does("ledger", "verify", "--workspace", "hq")["holds"] is True


def test_a_machine_that_is_busy_for_a_moment_opens_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["Excessive work parameter for passphrase.\nDecryption would take around 128 seconds."] * 3

    def measured(content: bytes, passphrase: str) -> bytes:
        if answers:
            raise pyrage.DecryptError(answers.pop())
        return b"opened"

    monkeypatch.setattr(pyrage.passphrase, "decrypt", measured)
    assert open_closed(b"", "words", "keys") == b"opened"
    answers.extend(["Excessive work parameter"] * 99)
    with pytest.raises(Locked, match="much faster machine"):
        open_closed(b"", "words", "keys")


def test_an_encrypted_workspace_refuses_the_day_of_an_exercise(encrypted: Desk) -> None:
    config = encrypted.folder / "hq" / "withstand.toml"
    config.write_text("practice_day = 2033-01-03\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    os.environ["WITHSTAND_PASSPHRASE"] = PASSPHRASE
    try:
        code, _out, said = encrypted.run("list", "incident", "--workspace", "hq")
    finally:
        del os.environ["WITHSTAND_PASSPHRASE"]
    assert (code, "practice_day" in said) == (2, True)
