"""Which records of a kind: by area, days, words, codes, classification, conflict, and what came since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from withstand.ledger import rights
from withstand.ledger.contents import folded
from withstand.ledger.store import conditions

Reach = tuple[tuple[str, int], ...]
"""How far each installation's chain was known."""


@dataclass(frozen=True)
class Coded:
    """A field that is a code, or `part` of what a field holds several of; a yes or no is a code too."""

    field: str
    code: str | bool
    part: str = ""

    def __str__(self) -> str:
        """The condition in words of the declaration."""
        return f"{self.field}{f'.{self.part}' if self.part else ''} {self.code}"


@dataclass(frozen=True)
class Pending:
    """What is to be done `by` a day (YYYY-MM-DD) at the latest and is not over.

    `field` holds the day, `state` the code that may be one of `over`, each field `of` a code that says whose it is:
    one of `whose`, or anybody's where none are named.
    """

    by: str
    field: str
    state: str
    over: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """The named values."""
        return {
            "due_by": self.by,
            "due_field": f"$.{self.field}",
            "due_state": f"$.{self.state}",
            "due_over": json.dumps(self.over),
            "due_of": json.dumps([f"$.{name}" for name in self.of]),
            "due_whose": json.dumps(self.whose),
        }

    def __str__(self) -> str:
        """The condition in words of the declaration."""
        return f"{self.field} by {self.by}"


@dataclass(frozen=True)
class Filter:
    """Which records of a kind: their area, days that their main date may touch (YYYY-MM-DD), words in their texts,
    their codes and classification, those in conflict, those whose version shown came after a frontier, those that are
    to be done by a day.
    """

    area: str = ""
    since: str = ""
    until: str = ""
    text: str = ""
    coded: tuple[Coded, ...] = ()
    classification: str = ""
    conflict: bool = False
    new_since: Reach | None = None
    pending: Pending | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are looked for, folded."""
        marks = ("".join(mark for mark in word if mark.isalnum()) for word in folded(self.text).split())
        return tuple(word for word in marks if word)

    @property
    def outside(self) -> bool:
        """Whether it asks only for what may be told outside the operation."""
        return self == Filter(self.area, self.since, self.until)

    @property
    def conditions(self) -> str:
        """The filter in SQL, over named values."""
        parts = [
            (self.area, conditions.AREA),
            (self.since, conditions.SINCE),
            (self.until, conditions.UNTIL),
            (self.text, conditions.WORDS if self.words else conditions.NOTHING),
            (self.classification, conditions.LEVEL),
            (self.conflict, conditions.CONFLICT),
            (self.new_since is not None, conditions.NEW),
            (self.pending is not None, conditions.PENDING),
        ]
        parts += [(True, conditions.coded(n, within=bool(one.part))) for n, one in enumerate(self.coded)]
        return "".join(f"AND {condition} " for asked, condition in parts if asked)

    @property
    def values(self) -> dict[str, Any]:
        """The named values."""
        found: dict[str, Any] = {
            "area": self.area,
            "since": self.since,
            "until": self.until,
            "query": " ".join(f'"{word}"*' for word in self.words),
            "rank": rights.level(self.classification),
            "reach": json.dumps(dict(self.new_since or ())),
        }
        if self.pending is not None:
            found |= self.pending.values
        for number, one in enumerate(self.coded):
            found |= {f"field{number}": f"$.{one.field}", f"part{number}": f"$.{one.part}", f"code{number}": one.code}
        return found

    def __str__(self) -> str:
        """The filter in words."""
        said = [
            f"area {self.area}" if self.area else "",
            f"from {self.since}" if self.since else "",
            f"until {self.until}" if self.until else "",
            f"words {self.text!r}" if self.text else "",
            *map(str, self.coded),
            f"classification {self.classification}" if self.classification else "",
            "in conflict" if self.conflict else "",
            "new since an earlier visit" if self.new_since is not None else "",
            str(self.pending or ""),
        ]
        return ", ".join(part for part in said if part) or "all"


ALL = Filter()
