"""What a file of actors would enter: records that link to each other, columns explained, rows set aside and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from withstand.evidence.raw_table import SetAside
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields, Record
from withstand.ledger.kinds import Kind


@dataclass(frozen=True)
class Proposed:
    """A record that would be entered. `links` lead in a role to others of the file, by their keys in it."""

    key: str
    row: int
    kind: Kind
    fields: Record
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ActorsRead:
    """A file as it was read. `columns` say what each column holds; `persons` were left out, nobody's name is kept."""

    form: str
    columns: tuple[tuple[str, str], ...]
    records: tuple[Proposed, ...]
    set_aside: tuple[SetAside, ...]
    persons: int
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each kind would be entered."""
        return dict(Counter(one.kind.word for one in self.records))


@dataclass
class Gathering:
    """Records and rows set aside, while a file is being read."""

    records: dict[str, Proposed] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)

    def propose(
        self, key: str, row: int, kind: Kind, fields: Fields, *links: tuple[str, str], column: str = ""
    ) -> bool:
        """Take in a record that fits its kind; else set its row aside. The same key twice is one record."""
        try:
            record = kind.read({name: value for name, value in fields.items() if value not in (None, "", (), [])})
        except InvalidRecord as problem:
            where, why = problem.problems[0]
            self.aside(row, column or where, "", f"{kind.word.lower()}: {where} {why}".strip())
            return False
        self.records.setdefault(key, Proposed(key, row, kind, record, links))
        return True

    def aside(self, row: int, column: str, value: str, why: str) -> None:
        """Set a row, or what one of its columns says, aside."""
        self.set_aside.append(SetAside(row, column, value, why))

    def finished(self, form: str, columns: tuple[tuple[str, str], ...], persons: int, *notes: str) -> ActorsRead:
        """What was read. A claim that leads to what was set aside is set aside too."""
        kept = dict(self.records)
        while True:
            lost = [one for one in kept.values() if any(key not in kept for _, key in one.links)]
            if not lost:
                break
            for one in lost:
                del kept[one.key]
                missing = next(key for _, key in one.links if key not in kept)
                self.aside(one.row, "", missing, f"{one.kind.word.lower()}: what it leads to is not in the file")
        order = sorted(self.set_aside, key=lambda one: (one.row, one.column))
        return ActorsRead(form, columns, tuple(kept.values()), tuple(order), persons, notes)
