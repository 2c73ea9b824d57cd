"""A list as read: its entries, and which version of it this is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Bearer = Literal["person", "actor", "other"]
"""`actor`: an organisation of any kind; `other`: a ship, an aircraft, an address …, which is not compared."""


@dataclass(frozen=True)
class ListEntry:
    """One entry: its identifier in the list, its names (the main one first), and under which programmes it stands."""

    id: str
    bearer: Bearer
    names: tuple[str, ...]
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListVersion:
    """Which list and which version: what the file says of itself, and the SHA-256 of its bytes.

    `dated` and `number` are "" where the file says nothing.
    """

    list: str
    file: str
    sha256: str
    dated: str = ""
    number: str = ""

    def __str__(self) -> str:
        """For people: the list, its date, its number, the beginning of its hash."""
        said = ", ".join(part for part in (self.dated, self.number) if part) or "undated"
        return f"{self.list} ({said}; {self.sha256[:12]})"


@dataclass(frozen=True)
class NameList:
    """The entries of a file; `notes` say what was passed over, and how much."""

    version: ListVersion
    entries: tuple[ListEntry, ...]
    notes: tuple[str, ...] = field(default=())
