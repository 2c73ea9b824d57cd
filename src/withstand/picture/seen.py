"""Records as an audience sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from withstand.ledger import rights
from withstand.ledger.entries import Header
from withstand.ledger.fields import Record
from withstand.ledger.kinds import Kind

UNKNOWN = "unknown"
"""The classification of what is restricted in a word that this program does not have: above all that it knows."""


def classification_word(level: int) -> str:
    """The classification of a rank, `unknown` where there is none: it is never told as one that is known."""
    return UNKNOWN if level == rights.UNKNOWN_LEVEL else rights.classification_of(level)


@dataclass(frozen=True)
class Seen:
    """One visible version of a record.

    `fields` is None where the version is newer than this program: `raw` then shows it, read-only.
    `heads` over 1 is a conflict. `level` is the record's present classification; `recorded_at` is in microseconds.
    """

    record: str
    version: str
    kind: Kind | None
    tag: str
    fields: Record | None
    raw: dict[str, Any]
    heads: int
    classification: str
    compartments: tuple[str, ...]
    recorded_at: int
    header: Header

    @property
    def read_only(self) -> bool:
        """Whether this program can show it only."""
        return self.fields is None

    @property
    def title(self) -> str:
        """What a list calls it, in the words of its kind's title field."""
        name = self.kind.title if self.kind else ""
        return str(self.raw.get(name, "")) or self.record


@dataclass(frozen=True)
class Version:
    """One step in a record's history. `state` is present, withheld, redacted or erased."""

    entry: str
    tag: str
    recorded_at: int
    installation: str
    sequence: int
    supersedes: tuple[str, ...]
    state: str
    seen: Seen | None


@dataclass(frozen=True)
class Linked:
    """A link that is visible, because both its ends are."""

    link: str
    role: str
    other: str
    about: str


@dataclass(frozen=True)
class Change:
    """One field that differs between two versions."""

    field: str
    before: Any
    after: Any


def changes(before: dict[str, Any], after: dict[str, Any], at: str = "") -> tuple[Change, ...]:
    """What differs between two versions, field by field; parts are compared inside, lists as wholes."""
    found: list[Change] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            found.extend(changes(old, new, f"{at}{name}."))
        elif old != new:
            found.append(Change(f"{at}{name}", old, new))
    return tuple(found)


def plain(record: Record) -> dict[str, Any]:
    """The fields of a record as JSON has them."""
    built: dict[str, Any] = msgspec.to_builtins(record)
    return built
