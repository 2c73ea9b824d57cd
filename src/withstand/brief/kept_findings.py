"""What a question found in a vintage and what is drawn of it, kept under the hash of all they rest on.

A kept file can be deleted at any time, and is never stale: its name is the hash of the events' bytes, of the question
and of the program's own files; another of any of these has another name.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

import withstand
from withstand.brief.drawing_values import Drawing
from withstand.mission.findings import Findings

MOST_KEPT = 20
_PATTERN = "findings-*.json"
_NO_PART = {"demo", "__pycache__"}


@dataclass(frozen=True)
class Drawn:
    """Findings and what is drawn of them."""

    findings: Findings
    drawing: Drawing


@dataclass(frozen=True)
class KeptFindings:
    """The place of one question's findings in a folder."""

    path: Path

    def read(self) -> Drawn | None:
        """What is kept; a missing or damaged file is nothing."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Drawn)
        except (OSError, msgspec.MsgspecError, UnicodeError):
            return None

    def keep(self, drawn: Drawn) -> None:
        """Write it whole or not at all; of the files in the folder the newest stay."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        partial.write_bytes(msgspec.json.encode(drawn))
        partial.replace(self.path)
        older = sorted(self.path.parent.glob(_PATTERN), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in older[MOST_KEPT:]:
            path.unlink(missing_ok=True)


def kept_findings(folder: Path, *rests_on: object) -> KeptFindings:
    """The place for findings that rest on these, each told apart by its JSON or its text, and on the program."""
    written = json.dumps([_program(), *rests_on], default=repr)
    return KeptFindings(folder / _PATTERN.replace("*", hashlib.sha256(written.encode()).hexdigest()[:32]))


def _program() -> str:
    """A hash of the program's code and words, the fictional country aside."""
    package = Path(withstand.__file__).parent
    content = hashlib.sha256(withstand.__version__.encode())
    for folder, inner, names in os.walk(package):
        inner[:] = sorted(set(inner) - _NO_PART)
        for name in sorted(names):
            if name.endswith((".py", ".toml")):
                path = Path(folder, name)
                content.update(f"\0{path.relative_to(package)}\0".encode() + path.read_bytes())
    return content.hexdigest()
