"""What the readers of lists share: names tidied, entries put together, limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from withstand.actors.lists.entry import Bearer, ListEntry
from withstand.errors import UnreadableFile

MOST_ENTRIES = 5_000_000
MOST_NAMES = 500
LONGEST_NAME = 1000


def tidy(name: str) -> str:
    """A name on one line, without what cannot be printed."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name[:LONGEST_NAME]).split())


@dataclass
class Gathering:
    """Entries put together while a file is read; an identifier that comes again adds its names."""

    given: Path
    entries: dict[str, tuple[Bearer, dict[str, None], dict[str, None]]] = field(default_factory=dict)
    nameless: int = 0

    def add(self, id_: str, bearer: Bearer, names: Iterable[str], programmes: Iterable[str] = ()) -> None:
        """Add names and programmes to an entry.

        Raises:
            UnreadableFile: there are more entries than any real list has.
        """
        tidied = [name for raw in names if (name := tidy(raw))]
        if not tidied or not id_:
            self.nameless += 1
            return
        if len(self.entries) >= MOST_ENTRIES:
            raise UnreadableFile(self.given, f"it has more than {MOST_ENTRIES:,} entries", "Give a smaller collection")
        _, held, under = self.entries.setdefault(tidy(id_), (bearer, {}, {}))
        for name in tidied[: MOST_NAMES - len(held)]:
            held.setdefault(name)
        for programme in programmes:
            if said := tidy(programme):
                under.setdefault(said)

    def done(self) -> tuple[ListEntry, ...]:
        """The entries in the order of the file."""
        return tuple(ListEntry(id_, bearer, tuple(n), tuple(p)) for id_, (bearer, n, p) in self.entries.items())
