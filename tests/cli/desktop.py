"""A workspace for practice, and commands run in it as people and programs run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Outcome = tuple[int, str, str]
Run = Callable[..., Outcome]


@dataclass
class Desktop:
    """Commands run in one folder, with `--workspace hq` where they need one."""

    folder: Path
    call: Run

    def does(self, *words: object) -> Any:
        """What a command that must succeed prints as JSON."""
        code, out, err = self.call(*words, "--workspace", "hq")
        assert code == 0, err
        return json.loads(out)

    def warned(self, *words: object) -> str:
        """What a command that must succeed says on standard error, beside that the workspace is not encrypted."""
        code, _, err = self.call(*words, "--workspace", "hq")
        assert code == 0, err
        return "\n".join(line for line in err.splitlines() if "is not encrypted" not in line)

    def refused(self, *words: object, workspace: bool = True) -> str:
        """The one sentence of a refusal."""
        code, _, err = self.call(*words, *(("--workspace", "hq") if workspace else ()))
        assert code == 2, err
        assert "Traceback" not in err
        last = err.strip().splitlines()[-1]
        assert last.startswith("withstand: ")
        return last

    def incident(self, *words: str) -> str:
        """An incident entered by hand; returns its id."""
        fields = ("what=looting", "where=VM0101", "when=2032-05-20", *words)
        saved = self.does("record", "add", "incident", *(part for word in fields for part in ("--set", word)))
        return str(saved[0]["record"])

    def two(self) -> tuple[str, ...]:
        """Two people with personal keys; the words that an act of theirs needs."""
        words = []
        for option, name in (("--by", "Ana Silva"), ("--and", "Ben Okoye")):
            file = self.folder / f"{name}.txt"
            file.write_text("a passphrase of my own", encoding="utf-8")
            self.does("ledger", "person", name, "--root-key", "hq-root-key.txt", "--person-passphrase-file", file)
            words += [option, name, f"{option}-passphrase-file", str(file)]
        return tuple(words)
