"""A desk with several workspaces on it: commands run as people run them, records written as programs write them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from withstand.cli import main
from withstand.evidence.records import INCIDENT, Incident
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import Opened, open_with
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, append
from withstand.workspace import Workspace

PASSPHRASE = "four words nobody says"
ROOT_PASSPHRASE = "another four words entirely"
SECRET = "Xanthippe-at-the-well"
"""A word that stands in a record and nowhere else."""

Outcome = tuple[int, str, str]


@dataclass
class Desk:
    """A folder, and commands run in it."""

    folder: Path
    call: Callable[..., Outcome]

    def run(self, *words: object) -> Outcome:
        """Exit code, standard output, standard error."""
        return self.call(*words)

    def does(self, *words: object) -> Any:
        """What a command that must succeed prints as JSON."""
        code, out, err = self.call(*words)
        assert code == 0, err
        return json.loads(out)

    def refused(self, *words: object) -> str:
        """The one sentence of a refusal: exit code 2, never a traceback."""
        code, _, err = self.call(*words)
        assert code == 2, err
        assert "Traceback" not in err
        last = err.strip().splitlines()[-1]
        assert last.startswith("withstand: ")
        return last

    def headquarters(self, name: str = "hq", office: str = "Headquarters") -> str:
        """A founder's workspace that is not encrypted; returns the operation's fingerprint."""
        made = self.does("init", name, "--office", office, "--not-encrypted")
        return str(made["fingerprint"])

    def office(
        self, name: str, fingerprint: str, clearance: str = "strictly_confidential", components: str = "all"
    ) -> str:
        """A workspace that asks, is enrolled and joins; returns its installation."""
        made = self.does("init", name, "--join", "--not-encrypted", "--office", name.title())
        self.does(
            "ledger", "enrol", made["request"], "--workspace", "hq", "--clearance", clearance, "--components",
            components, "--root-key", "hq-root-key.txt", "--out", f"{name}.welcome",
        )  # fmt: skip
        self.does("ledger", "join", f"{name}.welcome", "--workspace", name, "--operation", fingerprint)
        return str(made["installation"])

    def opened(self, name: str, passphrase: str = "") -> Opened:
        """The workspace, open in this process; close its ledger afterwards."""
        workspace = Workspace(self.folder / name)
        return open_with(workspace, read_keyring(workspace, lambda: passphrase), REGISTRY)

    def write(
        self, name: str, text: str = SECRET, *, passphrase: str = "", classification: str = "confidential",
        record: str = "", supersedes: tuple[str, ...] = (), **more: Any,
    ) -> tuple[str, str]:  # fmt: skip
        """Save an incident with this narrative; returns record and entry."""
        fields = Incident(
            what="looting", where=Place(area="VM0101", precision="admin2"), when=Span(start="2032-05-20"),
            perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),), narrative=text,
            **more,
        )  # type: ignore[arg-type]  # fmt: skip
        opened = self.opened(name, passphrase)
        try:
            draft = Draft(INCIDENT, fields, classification, record=record, supersedes=supersedes)
            saved = append(opened.ledger, [draft])[0]
        finally:
            opened.ledger.close()
        return saved.record, saved.entry

    def send(self, source: str, target: str, office: str = "", *more: str) -> Any:
        """A bundle from one workspace to another; what the import said."""
        bundle = self.folder / f"{source}-{target}-{len(list(self.folder.glob('*.bundle')))}.bundle"
        self.does(
            "ledger", "export", "--workspace", source, "--for", office or target.title(), "--out", bundle, *more
        )  # fmt: skip
        return self.does("ledger", "import", bundle, "--workspace", target)

    def bodies(self, name: str) -> list[bytes]:
        """Every text that a workspace holds, as bytes."""
        opened = self.opened(name)
        try:
            rows = opened.ledger.database.rows("SELECT body FROM body")
        finally:
            opened.ledger.close()
        return [bytes(row[0]) for row in rows]


def words_in(folder: Path, word: str) -> list[str]:
    """Files anywhere in a folder, or their names, in which a word can be read."""
    found = []
    for path in sorted(folder.rglob("*")):
        if word.lower() in path.name.lower():
            found.append(path.name)
        if path.is_file() and any(
            word.encode(code) in path.read_bytes() for code in ("utf-8", "utf-16-le", "utf-16-be")
        ):
            found.append(path.name)
    return found


def file_with(folder: Path, name: str, text: str) -> Path:
    """A file with a passphrase."""
    path = folder / name
    path.write_text(text + "\n", encoding="utf-8")
    return path


def make_desk(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk in a new folder, without sessions and passphrases of the machine."""
    monkeypatch.chdir(folder)
    for name in ("XDG_RUNTIME_DIR", "WITHSTAND_PASSPHRASE", "WITHSTAND_ROOT_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["withstand", *map(str, words)])
        try:
            main.run()
            code: Any = 0
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return int(code), out, err

    return Desk(folder, call)


def fingerprint_on(sheet: Path) -> str:
    """The fingerprint that a printed sheet shows."""
    found = re.search(r"Fingerprint: +(.*)", sheet.read_text(encoding="utf-8"))
    assert found is not None
    return found[1]
