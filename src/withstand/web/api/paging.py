"""Pages of what may grow: each of the moment of the first, whatever is recorded meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from withstand.picture.picture import FIRST, Picture, Step
from withstand.picture.seen import Stretch
from withstand.web.api.asking import Query
from withstand.web.api.cursors import Place, opened, sealed

Row = TypeVar("Row")


@dataclass(frozen=True)
class Paging:
    """A page that is asked for. `picture` is of the moment of the first page, `asked` as the address says it."""

    asked: Picture
    picture: Picture
    question: str
    marks: tuple[str, ...]
    limit: int

    @classmethod
    def of(cls, asked: Picture, path: str, query: Query) -> Paging:
        """The page that a query asks for at an address.

        Raises:
            UnreadableRequest: the cursor belongs to another question.
        """
        own: dict[str, Any] = msgspec.to_builtins(query)
        cursor, limit = own.pop("cursor"), own.pop("limit")
        question = f"{asked.audience} {path} {sorted((name, str(value)) for name, value in own.items())}"
        if not cursor:
            return cls(asked, asked, question, (), limit)
        place = opened(cursor, question)
        picture = Picture(asked.ledger, asked.audience, asked.as_of, place.known_at)
        return cls(asked, picture, question, place.marks, limit)

    @property
    def step(self) -> Step:
        """Where a list of records goes on."""
        if not self.marks:
            return FIRST
        dated, day, record = self.marks
        return Step(bool(dated), day, record)

    def after(self, stretch: Stretch) -> str | None:
        """The cursor behind a stretch of records."""
        end = stretch.after
        return None if end is None else self._cursor("dated" if end.dated else "", end.day, end.record)

    def cut(self, rows: Sequence[Row], mark: Callable[[Row], str]) -> tuple[tuple[Row, ...], str | None]:
        """The page of rows that are all there, and its cursor. Where the row before is gone, its place counts."""
        start = 0
        if self.marks:
            last, place = self.marks
            start = next((n for n, row in enumerate(rows, start=1) if mark(row) == last), int(place))
        end = start + self.limit
        found = tuple(rows[start:end])
        return found, self._cursor(mark(found[-1]), str(end)) if found and end < len(rows) else None

    def _cursor(self, *marks: str) -> str:
        known_at = self.picture.known_at
        return sealed(Place(self.picture.moment if known_at is None else known_at, marks), self.question)
