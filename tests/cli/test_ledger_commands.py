"""The ledger's commands as people see them: tables and sentences on a terminal, one sentence for what is wrong."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Run
from typer.main import get_command

from withstand.cli import main

LEDGER = (
    "verify", "rebuild", "offices", "conflicts", "export", "import", "request", "enrol", "join", "replace-key",
    "revoke", "person", "revoke-person", "redact", "lower", "widen", "regive", "erase", "acts", "authors",
)  # fmt: skip


@pytest.fixture
def seen(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command as at a wide terminal; what a person sees on it."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: object) -> str:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        code, out, err = run(*words)
        assert code == 0, err
        return out

    return call


def incident_at(folder: str, compartments: tuple[str, ...] = ()) -> str:
    """A record in a workspace that is not encrypted; returns its id."""
    from withstand.evidence.records import INCIDENT, Incident
    from withstand.installation.keyring import read_keyring
    from withstand.installation.opening import open_with
    from withstand.kinds import REGISTRY
    from withstand.ledger.fields import Place, Span
    from withstand.ledger.journal import Draft, append
    from withstand.workspace import Workspace

    workspace = Workspace(Path(folder))
    opened = open_with(workspace, read_keyring(workspace, str), REGISTRY)
    fields = Incident(what="looting", where=Place(area="VM0101"), when=Span(start="2032-05-20"))
    saved = append(opened.ledger, [Draft(INCIDENT, fields, "strictly_confidential", compartments)])
    opened.ledger.close()
    return saved[0].record


def refused(outcome: tuple[int, str, str]) -> str:
    code, _, err = outcome
    assert code == 2, err
    assert "Traceback" not in err
    last = err.strip().splitlines()[-1]
    assert last.startswith("withstand: ")
    return last


def test_there_is_every_command_and_each_has_help(run: Run) -> None:
    group = get_command(main.app).commands["ledger"]  # type: ignore[attr-defined]
    assert set(group.commands) == set(LEDGER)
    for words in (*(("ledger", name) for name in LEDGER), ("lock",), ("destroy",), ("backup",), ("restore",)):
        code, out, _ = run(*words, "--help")
        assert code == 0
        assert f"Usage: withstand {' '.join(words)}" in out


def test_a_day_of_three_offices_at_the_terminal(seen: Callable[..., str], run: Run, tmp_path: Path) -> None:
    said = seen("init", "hq", "--office", "Headquarters", "--not-encrypted")
    assert "Print it, put it into a safe, and delete the file" in said
    mark = re.search(r"Fingerprint of the operation: (.*)", said)
    assert mark is not None
    assert "Send it to headquarters; it is no secret." in seen("init", "amber", "--join", "--not-encrypted")
    root = ("--root-key", "hq-root-key.txt")
    said = seen(
        "ledger", "enrol", "amber-request.json", "--workspace", "hq", "--clearance", "confidential", "--components",
        "force,police", *root,
    )  # fmt: skip
    assert "amber is enrolled, cleared for: confidential; components: force, police" in said
    assert "Does the office read out the same?" in said
    said = seen("ledger", "join", "amber-welcome.age", "--workspace", "amber", "--operation", mark[1])
    assert "Joined. Offices of the operation: Headquarters, amber" in said
    said = seen("ledger", "export", "--workspace", "hq", "--for", "amber", "--out", "a.bundle")
    assert "2 entries it lacked" in said
    assert "From Headquarters: 2 entries, 2 of them new." in seen(
        "ledger", "import", "a.bundle", "--workspace", "amber"
    )
    assert "Every chain holds." in seen("ledger", "verify", "--workspace", "amber")
    said = seen("ledger", "offices", "--workspace", "amber")
    assert re.search(r"amber +│.*confidential", said)
    assert "this one" in said
    assert "0 conflicts." in seen("ledger", "conflicts", "--workspace", "hq")
    assert "entries were projected again" in seen("ledger", "rebuild", "--workspace", "hq")
    assert "Nothing is due." in seen("ledger", "erase", "--workspace", "hq")
    assert "0 acts of two written" in seen("ledger", "acts", "--workspace", "hq", "--out", "acts.json")
    assert "entries are the office's" in seen("ledger", "authors", "--workspace", "hq")
    assert "no table of authors" in seen("ledger", "authors", "--workspace", "hq", "--destroy")
    assert "Request written: again.json" in seen("ledger", "request", "--workspace", "amber", "--out", "again.json")
    assert "signs with a new key" in seen("ledger", "replace-key", "--workspace", "hq", *root)
    said = seen("ledger", "revoke", "amber", "--after", "0", "--workspace", "hq", *root)
    assert "kept as proof, shown nowhere" in said
    assert "revoked after 0" in seen("ledger", "offices", "--workspace", "hq")
    assert "Nothing was open." in seen("lock")
    said = seen("destroy", "amber", "--yes")
    assert "Out of reach:" in said
    assert "It was not encrypted" in said


def test_acts_of_two_and_backups_at_the_terminal(seen: Callable[..., str], run: Run, tmp_path: Path) -> None:
    run("init", "hq", "--not-encrypted")
    for name in ("one", "two"):
        Path(name).write_text(f"words of {name} alone\n", encoding="utf-8")
        said = seen(
            "ledger", "person", name, "--workspace", "hq", "--root-key", "hq-root-key.txt", "--person-passphrase-file",
            name,
        )  # fmt: skip
        assert f"{name} may take part in acts of two" in said
    assert seen("ledger", "offices", "--workspace", "hq").count("may act") == 2
    record, other, closed = incident_at("hq"), incident_at("hq"), incident_at("hq", ("human_rights",))
    said = seen("backup", "b.age", "--workspace", "hq", "--passphrase-file", "one")
    assert "Who wrote what is not in it" in said
    said = seen("restore", "b.age", "new", "--passphrase-file", "one")
    assert "every chain holds" in said
    assert "It is a new installation. Its request: " in said
    two = ("--by", "one", "--by-passphrase-file", "one", "--and", "two", "--and-passphrase-file", "two")
    act = ("--workspace", "hq", "--reason", "asked by the source", *two)
    assert "is confidential now" in seen("ledger", "lower", other, "--to", "confidential", *act)
    assert "is open to Police too" in seen("ledger", "widen", closed, "--to", "police", *act)
    assert "is set aside" in seen("ledger", "regive", other, *act)
    said = seen("ledger", "redact", record, *act)
    assert "These held it and must be seen to by hand" in said
    assert "b.age" in said
    assert "no bundle, export or backup held it" in seen("ledger", "redact", incident_at("hq"), *act)
    said = seen("ledger", "revoke-person", "one", "--workspace", "hq", "--root-key", "hq-root-key.txt")
    assert "no longer hold" in said


@pytest.mark.parametrize(
    "words",
    [
        ["verify"], ["rebuild"], ["offices"], ["conflicts"], ["erase"], ["authors"],
        ["export", "--for", "x", "--out", "x"], ["import", "{file}"], ["request", "--out", "x"], ["acts", "--out", "x"],
        ["join", "{file}"], ["replace-key", "--root-key", "{file}"],
        ["revoke", "x", "--after", "1", "--root-key", "{file}"], ["person", "x", "--root-key", "{file}"],
        ["revoke-person", "x", "--root-key", "{file}"],
        ["redact", "x", "--reason", "x", "--by", "a", "--and", "b"],
        ["lower", "x", "--to", "confidential", "--reason", "x", "--by", "a", "--and", "b"],
        ["widen", "x", "--reason", "x", "--by", "a", "--and", "b"],
        ["regive", "x", "--reason", "x", "--by", "a", "--and", "b"],
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_folder_that_is_no_workspace_is_one_sentence(run: Run, tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "file"
    file.write_text("nothing of ours", encoding="utf-8")
    asked = [word.format(file=file) for word in words]
    assert "nowhere is not a workspace" in refused(run("ledger", *asked, "--workspace", "nowhere"))
    earlier = tmp_path / "earlier"
    earlier.mkdir()
    (earlier / "withstand.toml").write_text('made = "2026-01-01"\n', encoding="utf-8")
    assert "has no keys" in refused(run("ledger", *asked, "--workspace", "earlier"))
    (earlier / "withstand.toml").write_text("lock_after_minutes = 'long'\n", encoding="utf-8")
    assert "lock_after_minutes: 'long' is not a number" in refused(run("ledger", *asked, "--workspace", "earlier"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export", "--for", "Atlantis", "--out", "x"], "No other installation of the office 'Atlantis' is enrolled"),
        (["import", "{file}"], "was changed or cut on its way"),
        (["join", "{file}"], "was changed or cut on its way, or is no welcome"),
        (["revoke", "Atlantis", "--after", "1", "--root-key", "hq-root-key.txt"], "No installation of the office"),
        (["revoke", "hq", "--after", "1", "--root-key", "{file}"], "This is no root-key sheet"),
        (["revoke", "hq", "--after", "1", "--root-key", "nowhere"], "The sheet nowhere cannot be read"),
        (["redact", "x", "--reason", "x", "--by", "Ana", "--and", "Ben"], "there is no terminal to ask on"),
        (["redact", "x", "--reason", "x", "--by", "Ana", "--and", "ana"], "two different people"),
        (["redact", "x", "--reason", "x", "--by", "a", "--and", "b", "--by-passphrase-file", "{file}",
          "--and-passphrase-file", "{file}"], "a has no personal key in this workspace"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(run: Run, tmp_path: Path, words: list[str], sentence: str) -> None:
    run("init", "hq", "--not-encrypted")
    file = tmp_path / "file"
    file.write_text("nothing of ours", encoding="utf-8")
    outcome = run("ledger", *[word.format(file=file) for word in words], "--workspace", "hq")
    assert sentence in refused(outcome)
    assert not (tmp_path / "x").exists()
    assert json.loads(run("ledger", "verify", "--workspace", "hq")[1])["holds"] is True


def test_an_offices_name_can_be_shown(run: Run) -> None:
    assert "--office must be a name" in refused(run("init", "hq", "--not-encrypted", "--office", "x" * 61))
    assert "--office must be a name" in refused(run("init", "hq", "--not-encrypted", "--office", "a\x1b[31mb"))
    assert run("init", "hq", "--not-encrypted", "--office", 'Quartier "général"')[0] == 0
    assert json.loads(run("ledger", "offices", "--workspace", "hq")[1])["installations"][0]["office"] == (
        'Quartier "général"'
    )


def test_verify_finds_what_was_changed_beside_the_entries(run: Run, tmp_path: Path) -> None:
    from withstand.ledger.store.database import Database

    assert run("init", "hq", "--not-encrypted")[0] == 0
    incident_at("hq")
    assert run("ledger", "verify", "--workspace", "hq")[0] == 0
    database = Database(tmp_path / "hq" / "ledger.sqlite")
    database.run("UPDATE record SET level = 0 WHERE kind = 'evidence.Incident'")
    database.close()
    code, out, err = run("ledger", "verify", "--workspace", "hq")
    assert code == 2
    assert json.loads(out)["differences"][0]["what"] == "was changed"
    assert "withstand ledger rebuild" in err
    assert run("ledger", "rebuild", "--workspace", "hq")[0] == 0
    assert run("ledger", "verify", "--workspace", "hq")[0] == 0
